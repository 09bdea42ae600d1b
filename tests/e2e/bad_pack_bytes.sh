#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Whatever byte of a pack or its index is wrong: the secret is found or the loss is counted.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
for i in 1 2 3 4; do
  seq $((i * 37)) 400 >a
  test $i != 2 || echo "token = $t" >>a
  commit "Version $i"
done
git repack -q -a -d -f --depth=10
git prune-packed
pack=$(ls .git/objects/pack/*.pack)
chmod u+w .git/objects/pack/*
cp -r .git/objects/pack "$scratch/pack"

# damage FILE OFFSET: turns one byte round.
damage() {
  python3 -S -c 'import sys
with open(sys.argv[1], "r+b") as file:
    file.seek(int(sys.argv[2]))
    byte = file.read(1)[0]
    file.seek(-1, 1)
    file.write(bytes([byte ^ 0xff]))' "$@"
}
found_or_counted() {
  local code=0
  "$PATROL" git . -f json >"$out" 2>"$err" || code=$?
  case $code in
    1) check "has('$t')" ;;
    3) check "not has('$t') and not r['coverage']['complete']" ;;
    *) tail -n 5 "$err" >&2; die "$1: exit code $code" ;;
  esac
}
for file in "$pack" "${pack%.pack}.idx"; do
  size=$(stat -c %s "$file")
  for ((i = 0; i < 12; i++)); do
    offset=$((size * i / 12 + RANDOM % (size / 12)))
    damage "$file" $offset
    found_or_counted "byte $offset of $file"
    cp "$scratch/pack/"* .git/objects/pack
  done
done
