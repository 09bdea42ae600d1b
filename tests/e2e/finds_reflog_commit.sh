#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A commit that only a reflog names is found and labelled so.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo x >a
commit 'Base'
echo "token = $t" >a
commit 'Slip'
git commit -q --amend -m 'Reworded'
slip=$(git rev-parse HEAD@{1})
git reset -q --hard HEAD^

patrol 1 git . -f json
check "at('$t')['path'] == 'a' and at('$t')['reach'] == 'reflog'"
check "at('$t')['commit'] in ('$slip', '$(git rev-parse HEAD@{1})')"
check "at('$t')['ref'] in ('HEAD', 'refs/heads/main') and not at('$t')['in_head']"
