#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# With --staged in a repository without a commit, the whole index counts.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >a
git add a

patrol 1 git . --staged -f json
check "at('$t')['path'] == 'a' and n == 1"
