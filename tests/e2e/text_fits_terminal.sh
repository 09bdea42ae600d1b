#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# On a terminal lines are broken at spaces to its width; in a pipe and in a file they are not.
. "$(dirname "$0")/lib.sh"

echo "token = $(mint github)" >a
on_terminal() { # COLUMNS
  python3 - "$1" "$PATROL" dir a -q --color never <<'END'
import fcntl, os, pty, struct, sys, termios
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 50, int(sys.argv[1]), 0, 0))
    os.execv(sys.argv[2], sys.argv[2:])
while True:
    try:
        piece = os.read(terminal, 4096)
    except OSError:
        break
    if not piece:
        break
    sys.stdout.buffer.write(piece.replace(b"\r", b""))
END
}
widest() { # FILE: without the last word of each line, which may be wider than all
  sed -E 's/ *[^ ]+$//' "$1" | awk 'length > most { most = length } END { print most }'
}
on_terminal 60 >narrow
test "$(widest narrow)" -le 60 || die "wider than 60: $(widest narrow)"
on_terminal 300 >wide
test "$(widest wide)" -gt 60 -a "$(widest wide)" -le 120 || die "wide: $(widest wide)"
hides_tokens narrow wide
patrol 1 dir a
test "$(widest "$out")" -gt 120 || die 'broken in a pipe'
patrol 1 dir a -o file.txt
test "$(widest file.txt)" -gt 120 || die 'broken in a file'
# The same words, however they are broken.
test "$(tr -s ' \n' '\n\n' <narrow)" = "$(tr -s ' \n' '\n\n' <file.txt)" || die 'other words'
