#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A blob in no tree is found; the report says that path and commit are unknown.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
blob=$(echo "token = $t" | git hash-object -w --stdin)
commit 'Base'

patrol 1 git . -f json
check "at('$t')['object'] == '$blob' and at('$t')['reach'] == 'dangling'"
check "at('$t')['path'] is None and at('$t')['commit'] is None"
patrol 1 git .
says "blob ${blob:0:12}, line 1, column 9  gone from HEAD, dangling" "$out"
