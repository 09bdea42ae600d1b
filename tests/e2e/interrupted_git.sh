#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# SIGINT and SIGTERM end a scan of a repository with a partial report.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >a
commit 'Base'
for i in 1 2 3 4; do
  { echo "$i"; head -c 60000000 /dev/zero; } >big
  git -c core.compression=1 -c core.bigFileThreshold=1k add big
done

interrupts() { # SIGNAL CODE
  local pid code=0
  "$PATROL" git . -f json -j 1 >"$out" 2>"$err" &
  pid=$!
  until test -z "$(ls /proc/$pid/maps)" || grep -q 'objects' /proc/$pid/maps; do
    sleep 0.005
  done
  kill "-$1" $pid
  wait $pid || code=$?
  test $code = "$2" || die "$1: exit code $code"
  check "r['scan']['partial'] and gaps['interrupted'] == 1"
  check "not r['coverage']['complete']"
  says 'Interrupted: read '
  # What was found was not traced: nothing is claimed of it.
  check "all(f['locations'][0]['reach'] == 'unknown' and f['locations'][0]['in_head'] is None for f in r['findings'])"
}
interrupts INT 130
interrupts TERM 143
