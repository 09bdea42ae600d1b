#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# An unreadable home and git configuration do not matter.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >a
commit 'Base'
echo '[user' >"$HOME/.gitconfig"
unset GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM
patrol 1 git . -f json
check "has('$t')"
chmod 0 "$HOME/.gitconfig" "$HOME"
code=0
as_user "$PATROL" git . -f json >"$out" 2>"$err" || code=$?
test $code = 1 || die "exit code $code: $(cat "$err")"
code=0
as_user env -u HOME "$PATROL" git . -f json >"$out" 2>"$err" || code=$?
chmod 700 "$HOME"
test $code = 1 || die "exit code $code: $(cat "$err")"
check "has('$t')"
