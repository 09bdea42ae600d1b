#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# All three commits of the newest stash are searched.
. "$(dirname "$0")/lib.sh"

repo
worktree=$(mint github worktree) index=$(mint github index)
untracked=$(mint github untracked)
echo x >a
commit 'Base'
echo "token = $index" >a
git add a
echo "token = $worktree" >a
echo "token = $untracked" >new
tick
git stash push -q --include-untracked

patrol 1 git . -f json
for t in "$worktree" "$index" "$untracked"; do
  check "at('$t')['reach'] == 'stash' and at('$t')['ref'] == 'refs/stash'"
  check "not at('$t')['in_head']"
done
check "at('$worktree')['path'] == 'a' and at('$worktree')['commit'] == '$(git rev-parse stash@{0})'"
check "at('$index')['path'] == 'a' and at('$index')['commit'] == '$(git rev-parse stash@{0}^2)'"
check "at('$untracked')['path'] == 'new' and at('$untracked')['commit'] == '$(git rev-parse stash@{0}^3)'"
