#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Refs that cannot be read are a gap: without them nobody knows what dangles.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >a
commit 'Base'
git branch other
git pack-refs --all

damaged() { # WHAT
  patrol 1 git . -f json
  check "gaps['unreadable-refs'] >= 1 and not r['coverage']['complete']"
  check "at('$t')['reach'] not in ('dangling', 'reflog')"
  patrol 1 git .
  says "unreadable-refs  $1" "$out"
  ! grep -E 'dangling|gone from HEAD|nothing left unread' "$out" || die "$1"
}
cp .git/packed-refs "$scratch/packed-refs"
head -c 1000 /dev/urandom >.git/packed-refs
damaged packed-refs
patrol 1 git . --since 2000-01-01 -f json
check "gaps['unreadable-refs'] >= 1"
cp "$scratch/packed-refs" .git/packed-refs
echo garbage >.git/HEAD
damaged HEAD
check_staged() { check "gaps == {'unreadable-refs': 1}"; }
patrol 1 git . --staged -f json
check_staged
echo 'ref: refs/heads/main' >.git/HEAD
echo garbage >.git/refs/heads/third
patrol 1 git . -f json
check "gaps == {'unreadable-refs': 1} and at('$t')['in_head']"
rm .git/refs/heads/third
patrol 1 git . -f json
check "gaps == {} and at('$t')['ref'] == 'refs/heads/main'"
