# SPDX-License-Identifier: Apache-2.0
#
# What is larger than a piece is read as a stream: found with its line, in
# little memory, in a folder, on standard input, loose and packed, in a whole
# history and in what changed.
. "$(dirname "$0")/lib.sh"
. "$e2e/peak.sh"

token=$(mint github large)
# 80 MB of lines, a token in the middle and one at the very end.
half=400000
make_text() {
  python3 - "$token" "$half" <<'END'
import sys
token, half = sys.argv[1], int(sys.argv[2])
sys.stdout.write(("x" * 99 + "\n") * half + f'first = "{token}"\n')
sys.stdout.write(("y" * 99 + "\n") * half + f'last = "{token}"')
END
}

two_places="[(l['line'], l['column']) for l in find('$token')['locations']] == \
[($half + 1, 10), ($((2 * half)) + 2, 9)]"

mkdir folder
make_text >folder/big
bounded 256 1 dir folder -f json --max-memory 256M
check "$two_places"
bounded 256 1 stdin -f json --max-memory 256M <folder/big
check "$two_places"

repo
cp ../folder/big big
commit big
bounded 256 1 git . -f json --max-memory 256M
check "$two_places"
git -c core.bigFileThreshold=1m repack -q -a -d
bounded 256 1 git . -f json --max-memory 256M
check "$two_places"

# A new line in the large blob is news; what stood there before is none, and nor
# is what moves.
bounded 256 1 git . -f json --max-memory 256M --range HEAD
check "$two_places"
news=$(mint github news)
{ echo "$news"; cat ../folder/big; } >big
git add big
bounded 256 1 git . -f json --max-memory 256M --staged
only_news="n == 1 and find('$news')['locations'][0]['line'] == 1 and not gaps"
check "$only_news"
git mv big moved
commit moved
bounded 256 1 git . -f json --max-memory 256M --range HEAD~1..HEAD
check "$only_news"
git -c core.bigFileThreshold=1m repack -q -a -d
bounded 256 1 git . -f json --max-memory 256M --range HEAD~1..HEAD
check "$only_news"

# What is stored as a delta must be held.
git repack -q -a -d -f
bounded 256 3 git . -f json --max-memory 256M --range HEAD~1..HEAD
check "n == 0 and gaps == {'too-large': 1}"
check "'--max-memory' in r['coverage']['gaps'][0]['detail']"
