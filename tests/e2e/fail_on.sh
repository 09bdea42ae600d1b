#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Findings below --fail-on are reported and do not fail.
. "$(dirname "$0")/lib.sh"

echo "key = $(mint gitlab)" >critical
echo "jwt = $(mint jwt)" >medium

patrol 0 dir medium --fail-on high -f json
check "n == 1 and r['findings'][0]['severity'] == 'medium'"
patrol 1 dir medium --fail-on medium
patrol 1 dir medium
patrol 1 dir critical --fail-on critical
patrol 0 dir critical --fail-on valid -f json
check "r['findings'][0]['verdict']['proof'] == 'none'"
echo "token = $(mint github)" >valid
patrol 1 dir valid --fail-on valid
printf '[scan]\nfail_on = "critical"\n' >.patrol.toml
patrol 0 dir . --exclude critical --exclude valid
patrol 1 dir . --exclude critical --exclude valid --fail-on low
