#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A commit that nothing names any more is found, with its path.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) m=$(mint github message)
echo x >a
commit 'Base'
echo "token = $t" >a
commit "Slip: $m"
lost=$(git rev-parse HEAD)
git reset -q --hard HEAD^
git reflog expire --expire=now --all

patrol 1 git . -f json
check "at('$t')['path'] == 'a' and at('$t')['commit'] == '$lost'"
check "at('$t')['reach'] == 'dangling' and at('$t')['ref'] is None"
check "at('$m')['place'] == 'commit-message' and at('$m')['reach'] == 'dangling'"
