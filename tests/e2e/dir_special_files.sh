#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# FIFO, socket and device are counted and never opened.
. "$(dirname "$0")/lib.sh"

mkdir folder
mkfifo folder/fifo
python3 -S -c 'import socket; socket.socket(socket.AF_UNIX).bind("folder/socket")'
special=2
if mknod folder/zero c 1 5 2>/dev/null; then special=3; fi

patrol 0 dir folder -f json
check "gaps == {'special-file': $special} and r['coverage']['files'] == 0"
# Who names one wants it read: that it was not is a gap.
patrol 3 dir folder/fifo -f json
check "gaps == {'unreadable': 1}"
patrol 3 dir /dev/zero
says 'unreadable  /dev/zero  no regular file' "$out"

# A file of /proc says that it is empty, and is read to its end all the same.
t=$(mint github)
env PADDING="$(head -c 100000 /dev/zero | tr '\0' x)" Z="token $t" sleep 20 &
until grep -qa "Z=token" /proc/$!/environ; do sleep 0.01; done
patrol 1 dir /proc/$!/environ -f json
check "has('$t')"
kill $!
