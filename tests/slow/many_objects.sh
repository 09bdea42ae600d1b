# SPDX-License-Identifier: Apache-2.0
#
# many_objects.sh [COUNT [MIB]]: a pack of 3 million tiny blobs, one with a
# token: bounded time and memory.
. "$(dirname "$0")/../e2e/lib.sh"
. "$e2e/peak.sh"

count=${1:-3000000}
token=$(mint github)
repo
python3 - "$count" "$token" <<'END' | git -c fastimport.unpackLimit=0 fast-import --quiet
import itertools
import sys
count, token = int(sys.argv[1]), sys.argv[2]
texts = ("%d" % i for i in range(count - 1))
for text in itertools.chain([token], texts):
    sys.stdout.write(f"blob\ndata {len(text)}\n{text}\n")
END
# So many that a small ceiling cannot hold, which is said.
if test "$count" -ge 1000000; then
  patrol 1 git . -f json --max-memory 64M
  says '--max-memory 64M is less than the '
fi
(ulimit -t 300 && bounded "${2:-512}" 1 git . -f json)
check "n == 1 and r['coverage']['blobs'] == $count and not gaps"
