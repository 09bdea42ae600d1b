#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Each -f goes with its -o; an extension says which format.
. "$(dirname "$0")/lib.sh"

t=$(mint github)
echo "token = $t" >a
patrol 1 dir a -f json -o one.out -f sarif -o two.out -f text
says 'Found 1 secret' "$out"
check "has('$t')" one.out
check "r['version'] == '2.1.0' and len(r['runs'][0]['results']) == 1" two.out
patrol 1 dir a -o r.json -o r.sarif -o r.ndjson
test ! -s "$out" || die 'output besides the files'
says 'Found 1 secret'
check "has('$t')" r.json
check "r['runs'][0]['results']" r.sarif
check "len(r) == 2 and r[-1]['type'] == 'summary'" r.ndjson
patrol 1 dir a -f json -o -
check "has('$t')"
patrol 1 dir a -o -
says 'Found 1 secret' "$out"
patrol 2 dir a -o ''
says "give the name of a file, or '-'"
patrol 1 dir a -q -o r.json
test ! -s "$err" || die 'not quiet'
patrol 2 dir a -f json -f sarif
says 'two reports on standard output'
patrol 2 dir a -o report
says 'say which format'
patrol 3 dir a -f json -o none/report
says 'none/report: cannot write the report: No such file or directory'
test "$(ls | sort | tr '\n' ' ')" = 'a one.out r.json r.ndjson r.sarif two.out ' || die "$(ls)"
