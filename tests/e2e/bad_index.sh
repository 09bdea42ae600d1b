#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A damaged index is said to be that; where there is none, nothing is staged.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo x >a
commit 'Base'
cp .git/index "$scratch/index"
echo xx >.git/index
patrol 3 git . --staged
says '.git/index: the index is damaged'
patrol 3 git . -f json
check "gaps == {'unreadable': 1}"
cp "$scratch/index" .git/index

cd ..
git clone -q --bare repo bare
patrol 2 git bare --staged
says 'a bare repository has no index'
patrol 0 git bare
cd bare
GIT_INDEX_FILE=$scratch/other git read-tree HEAD
echo "token = $t" >"$scratch/secret"
blob=$(git hash-object -w "$scratch/secret")
GIT_INDEX_FILE=$scratch/other \
  git update-index --add --cacheinfo "100644,$blob,b"
GIT_DIR=. GIT_INDEX_FILE=$scratch/other patrol 1 git . --staged -f json
check "at('$t')['path'] == 'b'"
