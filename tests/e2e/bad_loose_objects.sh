#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Loose objects that cannot be decoded are counted, one by one.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github)
echo "token = $t" >good
commit 'Base'
path_of() { echo ".git/objects/${1:0:2}/${1:2}"; }
spoil() { # STDIN becomes the file of a blob that says $1
  local file
  file=$(path_of "$(echo "$1" | git hash-object -w --stdin)")
  chmod u+w "$file"
  cat >"$file"
}
deflate() { python3 -S -c 'import sys, zlib
sys.stdout.buffer.write(zlib.compress(sys.stdin.buffer.read()))'; }
spoil one </dev/null
spoil two <<<'not zlib'
printf 'blob 100\0short' | deflate | spoil three
printf 'blob 4\0too long' | deflate | spoil four
printf 'bolb 4\0four' | deflate | spoil five
printf 'no header' | deflate | spoil six
printf 'blob 9999999999999\0x' | deflate | spoil seven
printf 'blob 10\0ten bytes!' | deflate | head -c -6 | spoil eight
mkdir .git/objects/aa
echo x >.git/objects/aa/tmp_obj_1   # left over by git: no object

patrol 1 git . -f json
check "has('$t') and gaps == {'corrupt-object': 8}"
rm "$(path_of "$(git rev-parse HEAD:good)")"
patrol 3 git . -f json
check "gaps == {'corrupt-object': 8, 'missing-object': 1}"
