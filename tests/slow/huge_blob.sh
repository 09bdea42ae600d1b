# SPDX-License-Identifier: Apache-2.0
#
# A blob of 2 GB with a token at its end, loose and packed, in a whole history
# and in a range: bounded time and memory.
. "$(dirname "$0")/../e2e/lib.sh"
. "$e2e/peak.sh"

token=$(mint github)
repo
commit 'Base'
truncate -s 2G big
printf '\n%s\n' "$token" >>big
commit 'Big'

# scans ARGUMENTS: the token is found in the second line.
scans() {
  (ulimit -t 300 && bounded 256 1 git . -f json --max-memory 256M "$@")
  check "[l['line'] for l in find('$token')['locations']] == [2] and not gaps"
}

scans
scans --range HEAD~1..HEAD
git repack -q -a -d
scans
scans --range HEAD~1..HEAD
