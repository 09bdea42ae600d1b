#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A full disk and a closed pipe on output are told, and the old report is kept.
. "$(dirname "$0")/lib.sh"

echo "token = $(mint github)" >a
to() { # TARGET COMMAND: exit code 3 and the reason
  local code=0
  "${@:3}" >"$1" 2>"$err" || code=$?
  test $code = 3 || die "${*:3} >$1: exit code $code"
  says "$2"
}
for format in text json ndjson sarif; do
  to /dev/full 'standard output: cannot write the report: No space left' \
    "$PATROL" dir a -f $format
  patrol 3 dir a -f $format -o /dev/full
  says '/dev/full: cannot write the report: No space left on device'
done
to /dev/full 'No space left' "$PATROL" baseline .
for command in 'rules list' 'rules explain npm-access-token' 'rules test npm' \
  'completion bash' --help --version; do
  to /dev/full 'standard output' "$PATROL" $command
done
to /dev/full 'standard output' "$PATROL" verify <a

{
  sleep 0.3   # until the reader is gone
  code=0
  "$PATROL" dir a -f json 2>"$err" || code=$?
  echo $code >code
} | true
test "$(cat code)" = 3 || die "closed pipe: exit code $(cat code)"
says 'standard output: cannot write the report: Broken pipe'
code=0
"$PATROL" dir a 2>"$err" >&- || code=$?
test $code = 3 || die "closed output: exit code $code"

# The limit of a file's size is an error like a full disk, not a deadly signal.
for i in {1..40}; do echo "token = $(mint github "$i")"; done >many
code=0
(ulimit -f 1; "$PATROL" dir many -f json -o limited.json 2>"$err") || code=$?
test $code = 3 || die "limited file: exit code $code"
says 'limited.json: cannot write the report: File too large'
test -z "$(find . -name 'limited.json*')" || die 'left-overs'

mkdir disk
mount -t tmpfs -o size=16k tmpfs disk 2>/dev/null || skip 'no small disk here'
trap 'umount "$scratch/work/disk"; rm -rf "$scratch"' EXIT
echo old >disk/report
head -c 9000 /dev/zero >disk/filler
patrol 3 dir a -f sarif -o disk/report
says 'disk/report: cannot write the report: No space left on device'
test "$(cat disk/report)" = old || die 'the old report is gone'
test "$(ls disk | sort | tr '\n' ' ')" = 'filler report ' || die 'left-overs'
