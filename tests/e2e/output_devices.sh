#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Devices, pipes and links stay what they are when a report is written to them.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
echo "token = $t" >a
# Not as root, who could lose the devices of the whole machine.
to_device() {
  local code=0
  as_user "$PATROL" dir a -f json -o "$1" 2>"$err" || code=$?
  test $code = 1 || die "$1: exit code $code: $(cat "$err")"
}
to_device /dev/null
mkfifo pipe
cat pipe >copy &
patrol 1 dir a -f json -o pipe
wait $!
test -p pipe || die 'the pipe is replaced'
check "has('$t')" copy
for name in /dev/stdout /dev/fd/1; do
  to_device $name >"$out"
  check "has('$t')"
  to_device $name | cat >copy
  check "has('$t')" copy
done
echo before >log
code=0
as_user "$PATROL" dir a -q -f ndjson -o /dev/stderr 2>>log || code=$?
test $code = 1
test "$(head -n 1 log)" = before && test "$(wc -l <log)" = 3 || die 'stderr is cut'
echo old >real
ln -s real link
ln -s later dangling
patrol 1 dir a -f json -o link -f json -o dangling
test -L link && test -L dangling || die 'a link is replaced'
check "has('$t')" real
check "has('$t')" later
test -z "$(find . -name '*.tmp')" || die 'left-overs'
chmod 640 real
patrol 1 dir a -f json -o real
test "$(stat -c %a real)" = 640 || die 'another mode'
