#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A file that a later commit deletes is found, gone from HEAD.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >old.conf
commit 'Add a file'
added=$(git rev-parse HEAD)
rm old.conf
commit 'Delete it'

patrol 1 git . -f json
check "at('$t')['path'] == 'old.conf' and at('$t')['commit'] == '$added'"
check "not at('$t')['in_head'] and at('$t')['reach'] == 'ref'"
check "at('$t')['ref'] == 'refs/heads/main' and at('$t')['place'] == 'content'"
