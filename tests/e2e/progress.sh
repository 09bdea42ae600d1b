#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Progress shows on a terminal only, and never in CI or on a dumb one.
. "$(dirname "$0")/lib.sh"

command -v script >/dev/null || skip 'needs script to make a terminal'
echo x >a
progress() {
  script -qec "$* '$PATROL' dir a >/dev/null" /dev/null >"$out" || true
  grep -q $'\r\e\[K' "$out"
}
export TERM=xterm
progress env || die 'none on a terminal'
! progress CI=true || die 'CI'
! progress TERM=dumb || die 'TERM=dumb'
patrol 0 dir a
! grep -q $'\r' "$err" || die 'no terminal'
# It is cut to the width of the terminal.
script -qec "stty cols 5; sleep 0.4 | '$PATROL' stdin >/dev/null" /dev/null >"$out" || true
says $'\e[Ksear\r' "$out"
