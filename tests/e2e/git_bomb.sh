#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Trees that have the same tree ten times, twenty levels deep, hold a secret at
# 10^20 paths: it is found, at some of them, in bounded time and memory.
. "$(dirname "$0")/lib.sh"
. "$e2e/peak.sh"

repo
t=$(mint github)
tree=$(printf '100644 blob %s\tfile\n' "$(echo "$t" | git hash-object -w --stdin)" | git mktree)
deeper() { # LEVELS
  for ((i = 0; i < $1; i++)); do
    tree=$(for name in a b c d e f g h i j; do
      printf '040000 tree %s\t%s\n' "$tree" $name
    done | git mktree)
  done
}
deeper 4
git update-ref refs/heads/main "$(git commit-tree -m Small "$tree")"
bounded 256 1 git . --range main -f json
check "len(find('$t')['locations']) >= 100"
deeper 16
git update-ref refs/heads/main "$(git commit-tree -m Bomb "$tree")"
bounded 256 1 git . -f json
check "len(find('$t')['locations']) == 100"
check "all(l['in_head'] for l in find('$t')['locations'])"
