#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# --verify-objects counts objects whose bytes are not what their ids name.
. "$(dirname "$0")/lib.sh"

for format in sha1 sha256; do
  git init -q -b main --object-format=$format $format
  cd $format
  t=$(mint github $format) u=$(mint github other-$format)
  echo "token = $t" >a
  commit 'Base'
  patrol 1 git . --verify-objects -f json
  check "gaps == {} and has('$t')"
  git repack -q -a -d
  patrol 1 git . --verify-objects -f json
  check "gaps == {} and has('$t')"
  patrol 1 git . --verify-objects --range HEAD -f json
  check "gaps == {}"

  # A loose object under the name of another: it inflates and parses.
  one=$(echo one | git hash-object -w --stdin | sed 's|..|&/|')
  other=$(echo "other = $u" | git hash-object -w --stdin | sed 's|..|&/|')
  chmod u+w .git/objects/$one
  cp .git/objects/$other .git/objects/$one
  patrol 1 git . -f json
  check "gaps == {} and has('$u')"
  patrol 1 git . --verify-objects -f json
  check "gaps == {'wrong-object-id': 1} and has('$u') and has('$t')"
  patrol 1 git . --verify-objects
  says 'wrong-object-id' "$out"
  says "${other/\//}" "$out"
  patrol 3 git . --verify-objects --strict
  cd ..
done

# A byte that changes in a pack is seen, whatever the checksums say.
repo packed
v=$(mint github packed)
echo "token = $v" >a
seq 100 >b
commit 'Base'
git -c core.compression=0 -c pack.compression=0 repack -q -a -d -f
pack=$(ls .git/objects/pack/*.pack)
chmod u+w "$pack"
python3 -S - "$pack" <<'PYTHON'
import sys, zlib
path = sys.argv[1]
data = bytearray(open(path, "rb").read())
at = data.index(b"\n41\n42\n43\n")
start = data.rindex(b"\x78\x01", 0, at)
inflater = zlib.decompressobj()
text = inflater.decompress(bytes(data[start:]))
end = len(data) - len(inflater.unused_data)
changed = text.replace(b"\n42\n", b"\n24\n")
data[at + 4 : at + 6] = b"24"
data[end - 4 : end] = zlib.adler32(changed).to_bytes(4, "big")
open(path, "wb").write(data)
PYTHON
patrol 1 git . -f json
check "gaps == {} and has('$v')"
patrol 1 git . --verify-objects -f json
check "gaps == {'wrong-object-id': 1} and has('$v')"

# A copy of a packed object that has other bytes than its name says.
cd "$scratch/work"
repo copies
w=$(mint github copy)
echo x >a
commit 'Base'
id=$(git rev-parse HEAD:a | sed 's|..|&/|')
git repack -q -a -d
mkdir -p ".git/objects/${id%/*}"
other=$(echo "token = $w" | git hash-object -w --stdin | sed 's|..|&/|')
mv ".git/objects/$other" ".git/objects/$id"
patrol 0 git . -f json
patrol 1 git . --verify-objects -f json
check "gaps == {'wrong-object-id': 1} and has('$w')"
