#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Stash entries that only the reflog of refs/stash holds are found.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo x >a
commit 'Base'
echo "token = $t" >a
tick
git stash push -q
echo y >a
tick
git stash push -q

patrol 1 git . -f json
check "at('$t')['path'] == 'a' and at('$t')['commit'] == '$(git rev-parse stash@{1})'"
check "at('$t')['reach'] == 'stash' and at('$t')['ref'] == 'refs/stash'"
