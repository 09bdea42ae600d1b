#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# patrol hook pre-push: what the remote does not have yet.
. "$(dirname "$0")/lib.sh"

# pushes CODE ARGUMENTS: `git push` goes on (0) or is stopped (1).
pushes() {
  local code=0
  git push -q "${@:2}" >"$out" 2>"$err" || code=$?
  test "$code" = "$1" || die "git push ${*:2}: $code instead of $1: $(cat "$err")"
}

git init -q --bare server.git
repo work
git remote add origin ../server.git
patrol 0 hook install --hook pre-push
echo clean >a
commit Clean
pushes 0 origin main

# A new branch: only its own commits; the secret is told with its commit.
git checkout -q -b topic
token=$(mint github pushed)
echo "token = $token" >b
commit Secret
pushes 1 origin topic
says 'This push is stopped: 1 secret'
says "b:1:9 in commit $(git rev-parse --short=12 HEAD)"
# Taken out on top it is still in the history that is pushed.
git rm -q b
commit Remove
pushes 1 origin topic
PATROL_SKIP='a sample' pushes 0 origin topic

# The remote has it now, so it is no news, on any branch.
pushes 0 origin topic:other
git commit -q --amend -m Reworded
pushes 0 --force origin topic
pushes 0 origin --delete other
pushes 0 --tags origin

# The message of a tag, and a blob that nothing but a tag holds.
git tag -a -m "key $(mint github tagged)" v1
pushes 1 origin v1
says 'line 1 of the message'
git tag -d v1 >/dev/null
git tag blob "$(echo "token = $(mint github blob)" | git hash-object -w --stdin)"
pushes 1 origin blob
git tag -d blob >/dev/null

# The name of a branch is public, too.
git branch "fix-$(mint github named)"
pushes 1 origin "refs/heads/fix-*"
says 'the name of a ref'

# A remote that is named by its address has no refs here that tell what it has.
git init -q --bare ../third.git
pushes 1 "$PWD/../third.git" topic
# What git does not say is no reason to go on.
echo 'what is this' | patrol 2 hook pre-push origin
patrol 0 hook pre-push origin </dev/null
