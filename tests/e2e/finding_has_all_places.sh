#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The same secret is one finding, with every place it stands.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint npm)
echo "token = $t; again = $t" >a
commit 'One'
mkdir dir
echo "  \"key\": \"$t\"," >dir/b.json
echo "npm = $s" >c
commit "Two $t"
git tag -a v1 -m "Tag $t"

patrol 1 git . -f json
check "n == 2 and paths('$t') == ['', '', 'a', 'a', 'dir/b.json']"
check "sorted(l['column'] for l in find('$t')['locations'] if l['path'] == 'a') == [9, 59]"
check "[l['place'] for l in find('$t')['locations']].count('tag-message') == 1"
check "find('$t')['locations'][0]['path'] == 'a' and find('$t')['locations'][0]['in_head']"
