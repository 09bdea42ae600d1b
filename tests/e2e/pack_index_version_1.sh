#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Packs whose index is of version 1, which git reads and can still write, are read.
. "$(dirname "$0")/lib.sh"

for format in sha1 sha256; do
  git init -q -b main --object-format=$format $format
  cd $format
  t=$(mint github $format)
  for i in 1 2 3; do
    seq "$i" 300 >a
    echo "token = $t" >b
    commit "Version $i"
  done
  git -c pack.indexVersion=1 repack -q -a -d
  test "$(head -c 4 .git/objects/pack/*.idx | tr -d '\0')" != $'\377tOc' ||
    die 'git wrote version 2'
  patrol 1 git . -f json
  check "has('$t') and not gaps and r['coverage']['commits'] == 3"
  patrol 1 git . -f json --range HEAD
  check "has('$t') and not gaps"
  cd ..
done
