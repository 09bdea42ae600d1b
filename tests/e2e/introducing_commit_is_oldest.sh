#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The commit told is the one that brought the secret in, whatever the dates say.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo x >x
commit 'Base'
clock=1800000000   # an author whose clock is years ahead
echo "token = $t" >a
commit 'Slip'
slip=$(git rev-parse HEAD)
clock=1700000000
{ echo '# a comment'; echo "token = $t"; } >a
commit 'Edit above'
git rm -q a
commit 'Delete'
echo "token = $t # again" >a
commit 'Bring back'
git checkout -q -b side HEAD~3
echo "token = $t # side" >a
commit 'Side'

patrol 1 git . -f json
check "at('$t')['path'] == 'a' and at('$t')['commit'] == '$slip'"
check "at('$t')['in_head'] and at('$t')['author'] == 'Ann <ann@host.example>'"
