#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A file that moves brings in no news but what was written into it.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) new=$(mint github new)
mkdir src
{ seq 20; echo "token = $t"; } >src/a
echo other >b
commit 'Base'

git mv src/a d
patrol 0 git . --staged
git commit -q -m 'Move'
patrol 0 git . --range HEAD^..
sed 's/^7$/seven/' d >e
git rm -q d
git add e
patrol 0 git . --staged
echo "token = $new" >>e
git add e
patrol 1 git . --staged -f json
check "n == 1 and at('$new')['path'] == 'e'"
commit 'Move and change'
patrol 1 git . --range HEAD^.. -f json
check "n == 1 and has('$new')"

# The same file twice is no news; its secret in another file is.
cp e f
git add f
patrol 0 git . --staged
echo "token = $t" >b
git add b
patrol 1 git . --staged -f json
check "n == 1 and at('$t')['path'] == 'b'"
git reset -q --hard

# A new name is read even of a file that was there.
name=$(mint github name)
git mv e "$name.txt"
patrol 1 git . --staged -f json
check "n == 1 and at('$name')['place'] == 'file-name'"
git commit -q -m 'Name'

# A merge brings in nothing that one of its sides had.
git checkout -q -b side HEAD^
git mv e g
git commit -q -m 'Side'
git checkout -q main
echo x >h
commit 'Main'
git merge -q --no-commit -s ours side
git rm -q --cached "$name.txt"
git checkout -q side g
commit 'Merge'
patrol 0 git . --range HEAD --range ^HEAD^1 --range ^HEAD^2
