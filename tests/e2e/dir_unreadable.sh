#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What may not be read is counted, and alone makes exit code 3.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
mkdir folder folder/closed
echo "token = $t" >folder/file
echo x >folder/closed/b
chmod 0 folder/file folder/closed
report=$scratch/report
code=0
as_user "$PATROL" dir folder -f json >"$report" || code=$?
chmod 700 folder/closed
test $code = 3 || die "exit code $code"
check "gaps == {'unreadable': 2} and not r['coverage']['complete']" "$report"
check "{(g['what'], g['detail']) for g in r['coverage']['gaps']} == {('folder/file', 'Permission denied'), ('folder/closed', 'Permission denied')}" "$report"
patrol 2 dir folder/none
says 'folder/none: No such file or directory'
