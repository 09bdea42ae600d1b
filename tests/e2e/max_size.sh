#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What is larger than --max-size is counted, wherever it is read from.
. "$(dirname "$0")/lib.sh"

# leaves_out ARGUMENTS: the big blob is the one gap of that scan.
leaves_out() {
  patrol 3 git . --max-size 1K -f json "$@"
  check "n == 0 and gaps == {'too-large': 1}"
  patrol 1 git . -f json "$@"
  check "n == 1 and not gaps"
}

repo
echo small >a
commit 'Base'
{ printf '%2000s\n' ''; echo "token = $(mint github)"; } >big
git add big
leaves_out --staged

commit 'Big'
leaves_out
leaves_out --reader libgit2
leaves_out --range HEAD~1..HEAD
git gc -q
leaves_out
leaves_out --reader libgit2
leaves_out --range HEAD~1..HEAD
