#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A comment on the line allows what stands there.
. "$(dirname "$0")/lib.sh"

cat >a <<END
one = "$(mint github 1)"  # patrol:allow
two = "$(mint github 2)"  // gitleaks:allow
three = "$(mint github 3)"  # patrol:allow github-*
four = "$(mint github 4)"  # patrol:allow npm-access-token
five = "$(mint github 5)"  # patrol:allowed is another word
END
patrol 1 dir a -f json --show-suppressed
check "n == 2 and r['summary']['suppressed'] == {'allow-comment': 3}"
for i in 1 2 3; do
  check "find('$(mint github $i)')['suppression'] == 'allow-comment'"
done
patrol 1 dir a
says 'Held back 3: 3 allow-comment (--show-suppressed shows them)' "$out"

# What was allowed before and is not now is news.
repo staged
echo "token = $(mint github shown) # patrol:allow" >a
commit 'Allowed'
echo "token = $(mint github shown)" >a
git add a
patrol 1 git . --staged -f json
check "n == 1"
