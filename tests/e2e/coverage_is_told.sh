#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Every format says what was read and what was not.
. "$(dirname "$0")/lib.sh"

mkdir folder
echo x >folder/a
head -c 2000 /dev/zero >folder/big
ln -s a folder/link

patrol 3 dir folder --max-size 1000
says 'too-large  folder/big  larger than --max-size' "$out"
test "$(tail -n 1 "$out")" = 'No secrets found in what was read. Read 1 file (2 bytes) of folder (files); not read: 1 too-large, 1 symlink.' || die "$(tail -n 1 "$out")"
patrol 3 dir folder --max-size 1000 -f json
check "gaps == {'too-large': 1, 'symlink': 1} and r['coverage']['files'] == 1"
says 'not read: 1 too-large, 1 symlink.'
patrol 3 dir folder --max-size 1000 -o r.ndjson
check "r[-1]['coverage']['not_read'] == {'too-large': 1, 'symlink': 1}" r.ndjson
patrol 3 dir folder --max-size 1000 -f sarif
check "r['runs'][0]['properties']['coverage']['notRead']['too-large'] == 1"
check "any('too-large' in x['message']['text'] for x in r['runs'][0]['invocations'][0]['toolExecutionNotifications'])"
