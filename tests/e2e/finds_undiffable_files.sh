#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Files that git calls binary are searched: -diff attribute, NUL bytes, UTF-16.
. "$(dirname "$0")/lib.sh"

repo
nodiff=$(mint github nodiff) nul=$(mint github nul) le=$(mint github le)
be=$(mint github be)
echo '*.lock -diff' >.gitattributes
echo "token = $nodiff" >a.lock
printf 'a\0b token = %s \0\n' "$nul" >nul.bin
printf '\xff\xfe' >le.txt
printf 'first\r\ntoken = %s\r\n' "$le" | iconv -t UTF-16LE >>le.txt
printf '\xfe\xff' >be.txt
printf 'token = %s\n' "$be" | iconv -t UTF-16BE >>be.txt
commit 'Four files'

patrol 1 git . -f json
check "at('$nodiff')['path'] == 'a.lock' and at('$nul')['path'] == 'nul.bin'"
check "at('$le')['path'] == 'le.txt' and at('$le')['line'] == 2"
check "at('$be')['path'] == 'be.txt' and at('$be')['line'] == 1"
check "all(f['locations'][0]['in_head'] for f in r['findings']) and n == 4"
