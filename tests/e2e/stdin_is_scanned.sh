#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What comes on standard input is scanned, whatever its encoding.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
printf 'first\ntoken = %s' "$t" >text
patrol 1 stdin -f json <text
check "at('$t')['line'] == 2 and at('$t')['column'] == 9 and r['scan']['target'] == 'stdin'"
{ printf '\xff\xfe'; iconv -t UTF-16LE text; } >wide
patrol 1 stdin -f json <wide
check "at('$t')['line'] == 2"
patrol 0 stdin </dev/null
says 'Read 1 file (0 bytes) of standard input' "$out"
patrol 3 stdin -f json --max-size 5 <text
check "gaps == {'too-large': 1}"
patrol 3 stdin -f json <.
check "gaps == {'unreadable': 1}"
# Globs over paths do not concern it.
printf '[scan]\nexclude = ["*"]\n' >.patrol.toml
patrol 1 stdin -f json <text
check "has('$t')"
rm .patrol.toml
code=0
"$PATROL" stdin >"$out" 2>"$err" <&- || code=$?
test $code = 3 || die "closed standard input: exit code $code"
