#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A tag of a tag: both messages and what they lead to are found.
. "$(dirname "$0")/lib.sh"

repo
inner=$(mint github inner) outer=$(mint github outer) t=$(mint github file)
echo "token = $t" >a
commit 'Base'
git tag -a inner -m "$inner"
git tag -a outer inner -m "$outer" 2>/dev/null
first=$(git rev-parse inner)
git tag -d inner >/dev/null
git checkout -q --orphan other
git rm -rqf .
commit 'Nothing'
git branch -q -D main
git reflog expire --expire=now --all

patrol 1 git . -f json
check "at('$inner')['object'] == '$first' and at('$inner')['ref'] == 'refs/tags/outer'"
check "at('$outer')['reach'] == 'ref' and at('$inner')['reach'] == 'ref'"
check "at('$t')['path'] == 'a' and at('$t')['ref'] == 'refs/tags/outer'"
check "at('$t')['commit'] == '$(git rev-parse outer^{commit})'"
