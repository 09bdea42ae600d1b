#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# UTF-16 is decoded, and what only begins like it is searched as it is, too.
. "$(dirname "$0")/lib.sh"

mkdir files
t=$(mint github)
echo "token = $t" | iconv -t UTF-16LE >files/no-mark
echo "token = $t" | iconv -t UTF-16 >files/marked
{ printf '\xff\xfe'; echo "token = $t"; } >files/mark-alone
{ echo 'a log' | iconv -t UTF-16; echo "token = $t"; } >files/goes-on
{ head -c 3000 /dev/zero | tr '\0' '\1' | sed 's/./\x00&/g'; echo "$t"; } >files/zeros
patrol 1 dir files -f json
check "n == 1 and len(paths('$t')) == 5"
check "[a['line'] for a in find('$t')['locations'] if 'goes-on' in a['path']] == [2]"
