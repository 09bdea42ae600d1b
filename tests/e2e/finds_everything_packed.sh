#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Loose, packed, bare or cloned: the same findings.
. "$(dirname "$0")/lib.sh"

repo
for i in 1 2 3; do
  { seq 500; echo "token = $(mint github "$i")"; seq "$i"; } >file
  commit "Version $i"
done
git tag -a v1 -m "Tag with $(mint github tag)"
git notes add -m "Note with $(mint github note)"
echo "$(mint github loose)" | git hash-object -w --stdin >/dev/null

prints() {
  python3 -c 'import json, sys
print(*sorted(f["fingerprint"] for f in json.load(open(sys.argv[1]))["findings"]))' "$out"
}
patrol 1 git . -f json
check "n == 6"
all=$(prints)
git repack -q -a -d -k --depth=50
patrol 1 git . -f json
test "$(prints)" = "$all" || die 'packing loses findings'
git multi-pack-index write 2>/dev/null
patrol 1 git . -f json
test "$(prints)" = "$all" || die 'a multi-pack-index loses findings'
git clone -q --mirror --no-local . ../bare.git 2>/dev/null
patrol 1 git ../bare.git -f json
check "n == 5"
patrol 1 git ../bare.git/refs -f json
check "n == 5"
