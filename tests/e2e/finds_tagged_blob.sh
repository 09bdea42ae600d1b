#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A tag may point to a blob: it is reachable and has no path.
. "$(dirname "$0")/lib.sh"

repo
light=$(mint github light) annotated=$(mint github annotated)
commit 'Base'
git tag light "$(echo "key $light" | git hash-object -w --stdin)"
git tag -a -m 'The key' annotated \
  "$(echo "key $annotated" | git hash-object -w --stdin)"

patrol 1 git . -f json
for name in light annotated; do
  t=$(mint github $name)
  check "at('$t')['path'] is None and at('$t')['place'] == 'content'"
  check "at('$t')['reach'] == 'ref' and at('$t')['ref'] == 'refs/tags/$name'"
done
