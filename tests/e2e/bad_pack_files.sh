#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A pack that is cut off, empty, alone, or at odds with its index is counted.
. "$(dirname "$0")/lib.sh"

repo
packed=$(mint github packed) loose=$(mint github loose)
for i in 1 2 3; do
  seq "$i" 200 >a
  commit "Version $i"
done
echo "token = $packed" >b
commit 'Token'
git repack -q -a -d
git prune-packed
blob=$(echo "token = $loose" | git hash-object -w --stdin)
pack=$(ls .git/objects/pack/*.pack)
index=${pack%.pack}.idx
chmod u+w .git/objects/pack/*
cp -r .git/objects/pack "$scratch/pack"

# counts WHAT: something was lost, what is loose is found nevertheless.
counts() {
  patrol 1 git . -f json
  check "has('$loose') and not has('$packed')" || die "$1"
  check "not r['coverage']['complete']" || die "$1"
  patrol 1 git . --verify-objects -f json
  check "has('$loose') and not r['coverage']['complete']" || die "$1"
  mv ".git/objects/${blob:0:2}" ../aside
  patrol 3 git .
  mv ../aside ".git/objects/${blob:0:2}"
  rm -f .git/objects/pack/*
  cp "$scratch/pack/"* .git/objects/pack
}
size=$(stat -c %s "$pack")
truncate -s $((size / 4)) "$pack" && counts 'a quarter of the pack'
truncate -s 10 "$pack" && counts 'a stub of the pack'
: >"$pack" && counts 'an empty pack'
rm "$pack" && counts 'an index without a pack'
truncate -s 500 "$index" && counts 'a cut index'
: >"$index" && counts 'an empty index'
rm "$index" && counts 'a pack without an index'
printf 'PACKnot a pack at all' >"$pack" && counts 'garbage'
git init -q ../other
(cd ../other && seq 9 >x && commit 'Other' && git repack -q -a -d)
cp -f ../other/.git/objects/pack/*.pack "$pack" && counts 'the pack of another index'

# An index that leaves out an object, with right checksums.
python3 -S - "$index" "$(git rev-parse HEAD:b)" <<'PYTHON'
import hashlib, sys
path, blob = sys.argv[1], bytes.fromhex(sys.argv[2])
data = open(path, "rb").read()
count = int.from_bytes(data[8 + 255 * 4 : 8 + 256 * 4], "big")
at = 8 + 256 * 4
checksum = data[-40:-20]  # of the pack
parts = []
for size in (20, 4, 4):
    parts.append([data[at + size * i : at + size * (i + 1)] for i in range(count)])
    at += size * count
left_out = parts[0].index(blob)
for part in parts:
    del part[left_out]
fan = [sum(name[0] <= i for name in parts[0]) for i in range(256)]
data = data[:8] + b"".join(n.to_bytes(4, "big") for n in fan)
data += b"".join(b"".join(part) for part in parts) + checksum
open(path, "wb").write(data + hashlib.sha1(data).digest())
PYTHON
patrol 1 git . -f json
check "gaps['corrupt-object'] >= 1 and has('$loose')"
patrol 1 git .
says 'its index names' "$out"
