#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Content that a change between file and symbolic link brings in is found.
. "$(dirname "$0")/lib.sh"

repo
file=$(mint github file) link=$(mint github link)
ln -s target a
echo x >b
commit 'A link and a file'
rm a b
echo "token = $file" >a
ln -s "$link" b
commit 'Change their types'

patrol 1 git . -f json
head=$(git rev-parse HEAD)
check "at('$file')['path'] == 'a' and at('$file')['commit'] == '$head'"
check "at('$link')['path'] == 'b' and at('$link')['commit'] == '$head'"
