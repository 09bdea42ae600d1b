#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A repository whose objects are named by SHA-256 is read like any other.
. "$(dirname "$0")/lib.sh"

git init -q -b main --object-format=sha256 repo
cd repo
git remote add origin https://who:what@host.example/x.git
declare -A t
for kind in old new message tagged stashed reset note staged dangling branch; do
  t[$kind]=$(mint github "$kind")
done
seq 300 >a
echo "token = ${t[old]}" >b
commit 'Base'
old=$(git rev-parse HEAD)
seq 3 300 >a
echo "token = ${t[new]}" >b
commit "Message

${t[message]}"
new=$(git rev-parse HEAD)
git tag -a -m "Tag ${t[tagged]}" v1
git notes add -m "Note ${t[note]}"
echo "token = ${t[reset]}" >c
commit 'Reset'
git reset -q --hard HEAD~1
git checkout -q -b side
echo "token = ${t[branch]}" >d
commit 'Side'
git checkout -q main
echo "token = ${t[stashed]}" >b
git stash -q
echo "token = ${t[dangling]}" | git hash-object -w --stdin >"$scratch/dangling"
echo "token = ${t[staged]}" >e
git add e

all_found() {
  patrol 1 git . -f json
  check "r['coverage']['complete'] and gaps == {}"
  for kind in "${!t[@]}"; do check "has('${t[$kind]}')"; done
  check "at('${t[old]}')['commit'] == '$old'"
  check "at('${t[old]}')['path'] == 'b'"
  check "at('${t[new]}')['in_head'] and at('${t[new]}')['commit'] == '$new'"
  check "at('${t[message]}')['ref'] == 'refs/heads/main'"
  check "at('${t[branch]}')['ref'] == 'refs/heads/side'"
  check "at('${t[stashed]}')['reach'] == 'stash'"
  check "at('${t[reset]}')['reach'] == 'reflog'"
  check "at('${t[note]}')['reach'] == 'note'"
  check "at('${t[staged]}')['reach'] == 'index'"
  check "at('${t[dangling]}')['reach'] == 'dangling'"
}
all_found
git repack -q -d
git pack-refs --all
all_found
git repack -q -a -d -f
git prune-packed
all_found
check "at('${t[old]}')['object'] and len(at('${t[old]}')['object']) == 64"

patrol 1 git . --staged -f json
check "has('${t[staged]}') and not has('${t[new]}') and gaps == {}"
patrol 1 git . --range HEAD~1..HEAD -f json
check "has('${t[new]}') and has('${t[message]}') and not has('${t[old]}')"
patrol 1 git . --range "$old" -f json
check "has('${t[old]}') and not has('${t[new]}')"
patrol 1 git . --branch side -f json
check "has('${t[branch]}') and not has('${t[stashed]}')"
patrol 1 git . --since 2000-01-01 -f json
check "has('${t[old]}') and gaps == {}"
patrol 1 git . -f sarif
says "$new" "$out"
! grep -q 'who:what' "$out" || die 'credentials in a report'
patrol 0 baseline . -o "$scratch/baseline.json"
patrol 0 git . --baseline "$scratch/baseline.json"
patrol 3 git . --reader libgit2
says 'leave out --reader' "$out"

# What cannot be read is counted here, too.
rm -f "$(git rev-parse --git-path "objects/$(sed 's|..|&/|' "$scratch/dangling")")"
git worktree add -q ../tree side
cd ../tree
patrol 1 git . -f json
check "has('${t[old]}') and at('${t[branch]}')['in_head']"
