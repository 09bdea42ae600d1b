#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Split and sparse indexes, which libgit2 cannot read, are read; what an index
# that nobody can read may hold is not said to dangle.
. "$(dirname "$0")/lib.sh"

split=$(mint github split) sparse=$(mint github sparse)
repo
mkdir in out
echo x | tee a in/b >out/c
commit 'Base'
git worktree add -q ../linked
for tree in . ../linked; do
  echo "token = $split" >"$tree/new"
  git -C "$tree" update-index --split-index
  git -C "$tree" add new
done
grep -qa link .git/index || die 'the index is not split'
patrol 1 git . --staged -f json
check "at('$split')['path'] == 'new' and at('$split')['reach'] == 'index' and gaps == {}"
patrol 1 git . -f json
check "at('$split')['reach'] == 'index' and gaps == {}"
git rm -q --cached new
patrol 1 git . -f json
check "at('$split')['ref'] == 'worktree linked' and gaps == {}"
PATH=/nowhere "$PATROL" git . --staged >"$out" 2>"$err" &&
  die 'read without git'
says 'or of a kind that needs git'

# Nobody knows.
git -C ../linked rm -q --cached new
git update-index --no-split-index
cp .git/index "$scratch/index"
echo xx >.git/index
patrol 1 git . -f json
check "at('$split')['reach'] == 'unknown' and gaps == {'unreadable': 1}"
patrol 3 git . --staged
says "the index is damaged; 'git reset' makes a new one"
cp "$scratch/index" .git/index

git worktree remove -f ../linked
rm new
git sparse-checkout set --cone --sparse-index in 2>/dev/null ||
  skip 'needs git 2.32'
grep -qa sdir .git/index || skip 'this git makes no sparse index'
echo "token = $sparse" >in/new
git add in/new
patrol 1 git . --staged -f json
check "n == 1 and at('$sparse')['path'] == 'in/new' and gaps == {}"
patrol 1 git . -f json
# git writes the trees that a sparse index needs.
check "find('$sparse')['locations'][0]['path'] == 'in/new' and gaps == {}"
check "find('$sparse')['locations'][0]['reach'] == 'index'"
