#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Without memory patrol says so, and does not end in an abort.
. "$(dirname "$0")/lib.sh"

(ulimit -v 400000; "$PATROL" --version >/dev/null 2>&1) ||
  skip 'needs a build that runs in little address space'
head -c 300000000 /dev/zero >large
limited() { # KILOBYTES
  code=0
  (ulimit -v "$1"; "$PATROL" stdin --max-size 1G <large >"$out" 2>"$err") || code=$?
}
limited unlimited
test $code = 0 || skip 'too little memory here'
limited 400000
test $code = 3 || die "exit code $code"
says 'patrol: out of memory'

# The stacks of so many threads do not fit.
mkdir many
for i in {1..1100}; do echo x >many/$i; done
code=0
(ulimit -v 600000; "$PATROL" dir many -j 1024 >"$out" 2>"$err") || code=$?
test $code = 3 || die "many threads: exit code $code"
says 'patrol: '
