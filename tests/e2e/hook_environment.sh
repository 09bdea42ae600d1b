#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# In a hook git's environment says where index and objects are: `git commit
# FILE` stages beside the index, and a push waits in a quarantine.
. "$(dirname "$0")/lib.sh"

# hook NAME COMMAND: makes NAME a hook that runs patrol so.
hook() {
  printf '#!/bin/sh\nexec "%s" %s >"%s" 2>"%s"\n' "$PATROL" "$2" "$out" "$err" \
    >"$hooks/$1"
  chmod +x "$hooks/$1"
}

# commits CODE ARGUMENTS: `git commit` does (0) or the hook stops it (1).
commits() {
  local code=0
  tick
  git commit -q -m Change "${@:2}" 2>"$scratch/git" || code=$?
  test "$code" = "$1" || die "git commit ${*:2}: $code instead of $1"
}

repo
hooks=$PWD/.git/hooks
mkdir -p sub "$hooks"
echo x | tee a b >sub/c
commit 'Base'
hook pre-commit 'git --staged -f json'

# Each in a way that leaves the index itself as it was.
token=$(mint github all)
echo "token = $token" >a
commits 1 -a
check "at('$token')['path'] == 'a'"
commits 1 a
check "at('$token')['path'] == 'a'"
commits 1 --include a
echo clean >b
commits 0 b
git checkout -q a
(cd sub && echo "token = $token" >c && commits 1 c)
check "at('$token')['path'] == 'sub/c'"
git checkout -q sub/c

# A hook that goes elsewhere first, and one that names the work tree.
echo "token = $token" >a
hook pre-commit 'git --staged -f json "$(git rev-parse --show-toplevel)"'
commits 1 a
printf '#!/bin/sh\ncd sub && exec "%s" git --staged -q\n' "$PATROL" \
  >"$hooks/pre-commit"
commits 1 -a
hook pre-commit 'git --staged -f json'
(cd / && git --git-dir="$hooks/.." --work-tree="$OLDPWD" commit -qam x) && die stops
check "at('$token')['path'] == 'a'"

# Another repository is read as it is, whatever the environment says.
other=$scratch/work/other
git init -q "$other"
hook pre-commit "git '$other' --staged"
commits 0 a

# A linked worktree.
git worktree add -q "$scratch/tree"
hook pre-commit 'git --staged -f json'
(cd "$scratch/tree" && echo "b: token = $token" >b && commits 1 b)
check "n == 1 and r['findings'][0]['locations'][0]['path'] == 'b'"

# What is pushed is in the quarantine alone; with a colon in its name.
server=$scratch/work/ser:ver.git
git init -q --bare "$server"
hooks=$server/hooks
hook pre-receive 'git -f json'
pushed=$(mint github pushed)
echo "token = $pushed" >d
git add d
git commit -q --no-verify -m Push
git push -q "file://$server" HEAD:refs/heads/topic 2>/dev/null && die 'the push passes'
check "at('$pushed')['reach'] == 'dangling'"
test -z "$(git -C "$server" for-each-ref)" || die 'the ref is there'
