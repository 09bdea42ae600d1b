#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# A sparse file of 5 GB is left out and counted where --max-size says so; one
# line of 100 MB is searched.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
mkdir folder
truncate -s 5G folder/sparse
patrol 3 dir folder -f json --max-size 4G
check "gaps == {'too-large': 1} and r['coverage']['bytes'] == 0"
rm folder/sparse
code() { python3 -S -c 'print(end="var a=b;" * (10**6 * '"$1"'))'; }
{ code 7; printf 'token="%s"' "$t"; code 5; } >folder/line
patrol 1 dir folder -f json
check "at('$t')['line'] == 1 and at('$t')['column'] == 56000008"
