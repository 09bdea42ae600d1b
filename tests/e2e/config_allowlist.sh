#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# .patrol.toml allows by rule, path, text, commit and fingerprint.
. "$(dirname "$0")/lib.sh"

repo
echo "token = $(mint github path)" >fixture.txt
echo "npm = $(mint npm)" >npm.conf
echo "token = $(mint github stop)" >stop
echo "token = $(mint github kept)" >kept
commit 'Base'
echo "token = $(mint github commit)" >commit
commit 'Slip'
stop=$(mint github stop)
cat >.patrol.toml <<END
[scan]
disable_rules = ["gitlab-*"]
[[allowlist]]
description = "fixtures"
paths = ['^fixture\.txt$']
[[allowlist]]
description = "npm, but only there"
rules = ["npm-*"]
paths = ['npm\.conf$']
[[allowlist]]
description = "a part of it"
stopwords = ["${stop:10:12}"]
[[allowlist]]
description = "a commit"
commits = ["$(git rev-parse --short=12 HEAD)"]
END
echo "key = $(mint gitlab)" >gitlab
mkdir sub

cd sub
patrol 1 git .. -f json
check "n == 1 and has('$(mint github kept)')"
check "r['summary']['suppressed'] == {'allowlist': 4}"
patrol 1 git -q -f json
check "n == 1"
patrol 1 git --no-config -f json
check "n == 5"
cd ..
patrol 1 dir . -f json
check "not has('$(mint github path)') and not has('$(mint gitlab)')"
cp .patrol.toml "$scratch/other.toml"
rm .patrol.toml
PATROL_CONFIG=$scratch/other.toml patrol 1 git . -f json
check "n == 1"
patrol 1 git . -c "$scratch/other.toml" -f json
check "n == 1"
