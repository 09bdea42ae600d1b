#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The logs of shards become one run, with each secret once, and that of another
# profile or category is refused.
. "$(dirname "$0")/lib.sh"

repo
echo "a = $(mint github)" >one
echo "b = $(mint npm)" >two
commit first
git rm -q two
commit second
patrol 1 git . --rule 'github-*' --rule 'npm-*' -o ../all.sarif
patrol 1 git . --rule 'github-*' -o ../a.sarif
patrol 1 git . --rule 'npm-*' --rule 'github-*' -o ../b.sarif
patrol 0 git . --rule 'slack-*' -o ../none.sarif
patrol 0 sarif merge ../b.sarif ../none.sarif ../a.sarif -o ../merged.sarif
check "len(r['runs']) == 1 and len(r['runs'][0]['results']) == 2" ../merged.sarif
python3 "$e2e/../conformance/check_report.py" sarif ../merged.sarif || die 'no good log'
results() { python3 -c 'import json,sys; print(json.load(open(sys.argv[1]))["runs"][0]["results"])' "$1"; }
test "$(results ../merged.sarif)" = "$(results ../all.sarif)" || die 'other results'
patrol 0 sarif merge ../a.sarif ../b.sarif ../none.sarif
cmp "$out" ../merged.sarif

patrol 1 git . --sarif-profile generic -o ../generic.sarif
patrol 2 sarif merge ../a.sarif ../generic.sarif -o ../x
says "generic.sarif: the profile is 'generic', but 'github' in ../a.sarif"
patrol 1 git . --range HEAD -o ../range.sarif
patrol 2 sarif merge ../a.sarif ../range.sarif -o ../x
says "the category is 'patrol/changes/', but 'patrol/partial/'"
patrol 2 sarif merge ../a.sarif one
says 'one: is no SARIF log'
patrol 2 sarif merge ../a.sarif missing
says 'missing: No such file'
test ! -e ../x || die 'wrote a log'
