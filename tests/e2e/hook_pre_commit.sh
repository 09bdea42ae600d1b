#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook pre-commit: what a commit brings in, in every way to make one.
. "$(dirname "$0")/lib.sh"

# commits CODE ARGUMENTS: `git commit` goes on (0) or is stopped (1).
commits() {
  local code=0
  tick
  git commit -q -m Change "${@:2}" 2>"$err" || code=$?
  test "$code" = "$1" || die "git commit ${*:2}: $code instead of $1: $(cat "$err")"
}

repo
token=$(mint github staged)
patrol 0 hook install --hook pre-commit

# The first commit, with nothing before it.
echo "token = $token" >first
git add first
commits 1
says 'This commit is stopped: 1 secret'
says 'first:1:9'
for way in 'grants: ' 'revoke: ' 'git restore --staged' 'patrol:allow github-classic-pat' \
  'PATROL_SKIP='; do
  says "$way"
done
grep -qF "$token" "$err" && die 'tells the secret'
test "$(wc -l <"$err")" -lt 24 || die 'more than a screen'
echo clean >first
git add first
commits 0

# What was there before is no news, and what is not staged is no part of it.
echo "token = $token" >old
git add old
PATROL_SKIP='a sample' commits 0
echo 'more' >>old
git add old
commits 0
printf 'a\nb\n' >part
git add part
other=$(mint github unstaged)
echo "token = $other" >>part
commits 0
commits 1 -a
says 'part:3:9'
git checkout -q part

# A part of a file: only the hunk that was chosen counts.
seq 30 >hunks
git add hunks
commits 0
sed -i -e "1s/.*/clean/" -e "30s/.*/token = $other/" hunks
printf 'y\nn\n' | git commit -q -p -m Hunk >/dev/null 2>"$err" ||
  die "the clean hunk is stopped: $(cat "$err")"
printf 'y\n' | git commit -q -p -m Hunk >/dev/null 2>"$err" && die 'the hunk passes'
says 'hunks:30:9'
git checkout -q hunks

# A merge: what the other branch has is no news, what the merge adds is.
git checkout -q -b side
echo "token = $other" >side
git add side
PATROL_SKIP='a sample' commits 0
git checkout -q main
echo x >main
git add main
commits 0
git merge -q --no-commit side >/dev/null
third=$(mint github evil)
echo "token = $third" >evil
git add evil
commits 1
says 'This commit is stopped: 1 secret'
says 'evil:1:9'
git rm -q --cached evil
rm evil
commits 0

# A worktree and a submodule have hooks and indexes of their own.
git worktree add -q "$scratch/tree"
(
  cd "$scratch/tree"
  echo "token = $third" >inside
  git add inside
  commits 1
  says 'inside:1:9'
)

# What cannot be read stops the commit, too, and says so.
echo broken >broken
git add broken
blob=$(git rev-parse :broken)
chmod u+w ".git/objects/${blob:0:2}/${blob:2}"
echo garbage >".git/objects/${blob:0:2}/${blob:2}"
patrol 3 hook pre-commit
says 'This commit is stopped: not all of it could be read'

# Elsewhere there is nothing to look at.
cd /
patrol 2 hook pre-commit
