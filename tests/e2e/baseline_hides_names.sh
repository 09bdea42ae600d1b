#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A baseline names no path that holds any of the secrets.
. "$(dirname "$0")/lib.sh"

repo
name=$(mint github name) t=$(mint npm)
mkdir "$name"
echo "token = $t" >"$name/a"
commit 'Base'

patrol 0 baseline .
test "$(grep -vc '^#' "$out")" = 2 || die 'two findings'
