#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is staged and not committed is found by a whole scan too.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
commit 'Base'
echo "token = $t" >a
git add a

patrol 1 git . -f json
check "at('$t')['path'] == 'a' and at('$t')['reach'] == 'index'"
check "at('$t')['commit'] is None"
