#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A FIFO where a repository has a file is told of; nothing waits for its other
# end.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >a
commit 'Base'
git pack-refs --all
echo >.git/objects/info/alternates

damaged() { # FILE: the scan ends, with an error or a gap
  local code=0
  mv "$1" "$scratch/kept" 2>/dev/null || :
  mkfifo "$1"
  timeout 20 "$PATROL" git . -f json >"$out" 2>"$err" || code=$?
  test $code = 1 || test $code = 3 || die "$1: exit code $code"
  grep -q "$(basename "$1" .idx)" "$out" "$err" || die "$1 is not named"
  rm "$1"
  if test -e "$scratch/kept"; then mv "$scratch/kept" "$1"; fi
}
for file in config packed-refs index refs/heads/other logs/HEAD \
  commondir objects/info/alternates objects/pack/multi-pack-index \
  objects/pack/pack-0.idx; do
  damaged .git/$file
done
patrol 1 git . -f json
check "gaps == {}"
rm .git/HEAD
mkfifo .git/HEAD
timeout 20 "$PATROL" git . >"$out" 2>"$err" && die 'no HEAD, no error'
says 'no git repository here'
