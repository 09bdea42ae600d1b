#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A repository is found from a sub-folder, its .git, a linked worktree, a gitfile or GIT_DIR.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint github worktree)
mkdir -p src/deep
echo "token = $t" >src/deep/a
commit 'Base'
git worktree add -q -b side ../linked
(cd ../linked && echo "token = $s" >b && git add b && git commit -q -m 'Side')
git init -q --separate-git-dir ../apart.git ../gitfile
(cd ../gitfile && cp ../repo/src/deep/a . && git add a && git commit -q -m 'Base')
cd ..

for place in repo/src/deep repo/.git linked; do
  patrol 1 git $place -f json
  check "has('$t') and has('$s')"
  check "at('$s')['ref'] == 'refs/heads/side' and at('$s')['reach'] == 'ref'"
done
patrol 1 git gitfile -f json
check "has('$t') and n == 1"
(cd repo/src && patrol 1 git -f json && check "has('$t')")
GIT_DIR=repo/.git patrol 1 git -f json
check "has('$t')"
