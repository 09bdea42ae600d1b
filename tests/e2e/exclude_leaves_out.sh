#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Excluded paths are left out and counted, by flag and by configuration.
. "$(dirname "$0")/lib.sh"

repo
t=$(mint github) s=$(mint github both)
mkdir -p vendor/lib
echo "token = $t; $s" >vendor/lib/a
echo "token = $s" >b
commit 'Base'

patrol 1 dir . --exclude 'vendor' -f json
check "paths('$s') == ['b'] and n == 1 and gaps == {'excluded': 1}"
patrol 1 git . --exclude 'vendor/*' -f json
check "paths('$s') == ['b'] and n == 1 and r['summary']['suppressed'] == {'allowlist': 1}"
printf '[scan]\nexclude = ["vendor/*", "b"]\n' >.patrol.toml
patrol 0 git .
patrol 0 dir .
