#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Colours only on a terminal that wants them.
. "$(dirname "$0")/lib.sh"

command -v script >/dev/null || skip 'needs script to make a terminal'
echo "token = $(mint github)" >a
coloured() { grep -q $'\e\[' "$out"; }
on_terminal() { script -qec "$* '$PATROL' dir a -q" /dev/null >"$out" || true; }
export TERM=xterm
on_terminal env && coloured || die 'no colours on a terminal'
on_terminal NO_COLOR=1 && ! coloured || die 'NO_COLOR'
on_terminal TERM=dumb && ! coloured || die 'TERM=dumb'
on_terminal NO_COLOR= && coloured || die 'an empty NO_COLOR'
patrol 1 dir a
! coloured || die 'no terminal'
patrol 1 dir a --color always
coloured || die '--color always'
CLICOLOR_FORCE=1 patrol 1 dir a
coloured || die 'CLICOLOR_FORCE'
patrol 1 dir a --colour never
! coloured || die '--colour never'
patrol 1 dir a -f json --color always
! coloured || die 'json'
