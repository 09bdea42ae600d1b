#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Objects are read whatever keeps the refs; refs that git cannot tell are a gap.
. "$(dirname "$0")/lib.sh"

t=$(mint github) u=$(mint github staged)
if git init -q -b main --ref-format=reftable repo 2>/dev/null; then
  cd repo
  echo "token = $t" >a
  commit 'Base'
  git rm -q a
  commit 'Gone'
  echo "token = $u" >b
  git stash -q -u
  git tag v1 HEAD~1
  patrol 1 git . -f json
  check "gaps == {} and at('$t')['ref'] == 'refs/heads/main'"
  check "at('$u')['reach'] == 'stash' and not at('$t')['in_head']"
  patrol 0 git . --range HEAD~1..HEAD
  patrol 1 git . --range v1 -f json
  check "at('$t')['ref'] == 'refs/tags/v1'"
  exit
fi

# A git that does not know reftable refuses the repository.
repo
echo "token = $t" >a
commit 'Base'
echo "token = $u" >b
git add b
head=$(git rev-parse HEAD)
git config core.repositoryFormatVersion 1
git config extensions.refStorage reftable
echo 'ref: refs/heads/.invalid' >.git/HEAD
patrol 1 git . -f json
check "has('$t') and has('$u') and gaps['unreadable-refs'] >= 1"
check "at('$t')['reach'] == 'unknown' and at('$t')['path'] == 'a'"
patrol 1 git .
says 'reftable needs git 2.45' "$out"
! grep -E 'dangling|gone from HEAD' "$out" || die 'labels are too sure'
patrol 1 git . --range "$head" -f json
check "has('$t') and gaps['unreadable-refs'] >= 1"
patrol 2 git . --range main
