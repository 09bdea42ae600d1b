# SPDX-License-Identifier: Apache-2.0
#
# A chain of 5,000 deltas, a blob that inflates a thousandfold and a delta that
# claims 4 GB: bounded time and memory, and what has no room is a gap.
. "$(dirname "$0")/lib.sh"
. "$e2e/peak.sh"

token=$(mint github chain)
repo
python3 "$e2e/hostile_pack.py" .git/objects/pack "$token"
(ulimit -t 40 && bounded 256 1 git . -f json --max-memory 256M)
check "r['coverage']['blobs'] == 5002"
check "[g['reason'] for g in r['coverage']['gaps']] == ['too-large']"
check "'--max-memory' in r['coverage']['gaps'][0]['detail']"
check "n == 1 and 300000001 in [l['line'] for l in find('$token')['locations']]"
