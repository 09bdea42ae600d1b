#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# SIGINT and SIGTERM end the wait for more input; what came is searched.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
mkfifo pipe
interrupts() { # SIGNAL CODE FORMAT
  local pid code=0
  "$PATROL" stdin -f "$3" <pipe >"$out" 2>"$err" &
  pid=$!
  exec 7>pipe
  echo "token = $t" >&7
  until grep -q '^State:.S' /proc/$pid/status &&
    grep -q pipe_read "/proc/$pid/wchan" 2>/dev/null || ! sleep 0.2; do :; done
  kill "-$1" $pid
  wait $pid || code=$?
  exec 7>&-
  test $code = "$2" || die "$1: exit code $code"
}
interrupts INT 130 json
check "has('$t') and r['scan']['partial'] and gaps == {'interrupted': 1}"
interrupts TERM 143 json
check "has('$t') and r['scan']['partial']"
interrupts INT 130 text
says 'PARTIAL REPORT: the scan was interrupted.' "$out"
says 'Interrupted: read ' "$out"
interrupts TERM 143 sarif
check "r['runs'][0]['properties']['partial']"
hides_tokens "$out" "$err"
