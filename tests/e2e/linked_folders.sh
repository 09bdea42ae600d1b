#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Refs, repositories of submodules and borrowed objects behind symbolic links or
# quoted names are read as git reads them; a link that leads back ends.
. "$(dirname "$0")/lib.sh"

(
  repo lib
  l=$(mint github lib)
  echo "token = $l" >l
  commit 'Lib'
)
repo 'lender	"tab"'
b=$(mint github borrowed)
echo "token = $b" >b
commit 'Borrowed'
lent=$PWD/.git/objects
cd ..
repo
git -c protocol.file.allow=always submodule --quiet add --name lib "$scratch/work/lib" lib
echo x >a
commit 'Base'
t=$(mint github ref) l=$(mint github lib)
git checkout -q -b team/one
echo "token = $t" >secret
commit 'Team'
git checkout -q main

mv .git/refs/heads/team "$scratch/work/team"
ln -s "$scratch/work/team" .git/refs/heads/team
ln -s ../../heads .git/refs/heads/back
mv .git/modules "$scratch/work/kept"
mkdir .git/modules
ln -s "$scratch/work/kept/lib" .git/modules/lib
ln -s . .git/modules/round
git config -f "$scratch/work/kept/lib/config" core.worktree "$PWD/lib"
for reader in pack libgit2; do
  patrol 1 git . -f json --reader $reader
  check "gaps == {}"
  check "at('$t')['reach'] == 'ref' and at('$t')['ref'] == 'refs/heads/team/one'"
  check "at('$l')['submodule'] == 'lib'"
done

# libgit2 does not take off quotes.
printf '"%s"\n' "$(sed 's/[\\"]/\\&/g; s/\t/\\t/g' <<<"$lent")" >.git/objects/info/alternates
git cat-file -e "$(git -C "../lender	\"tab\"" rev-parse main)" || die 'git reads no quotes'
patrol 1 git . -f json
check "gaps == {} and has('$b')"
