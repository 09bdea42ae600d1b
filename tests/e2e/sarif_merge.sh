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

# Shards of a range say what one scan of all of it says: two secrets of one line
# stay two alerts, and each secret has the places of all shards.
repo ranges
commit base
first=$(mint github first)
long=$(printf '%0150d' 0)
echo "$long $first" >line
commit one
echo "$long $first $(mint github second)" >line
cp line copy
commit two
for profile in github generic; do
  for range in HEAD~2..HEAD HEAD~2..HEAD~1 HEAD~1..HEAD; do
    patrol 1 git . --range "$range" --sarif-profile $profile -o "$range.sarif"
  done
  patrol 0 sarif merge HEAD~2..HEAD~1.sarif HEAD~1..HEAD.sarif -o merged.sarif
  python3 - HEAD~2..HEAD.sarif merged.sarif <<'EOF' || die "$profile: other alerts"
import json, sys

def alerts(name):
    results = json.load(open(name))["runs"][0]["results"]
    lines = [(r["ruleId"], r["partialFingerprints"]["primaryLocationLineHash"],
              r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
             for r in results]
    places = {r["partialFingerprints"]["secretFingerprint/v1"]:
              {p["physicalLocation"]["artifactLocation"]["uri"]
               for p in r["locations"] + r.get("relatedLocations", [])}
              for r in results}
    assert len(set(lines)) == len(results) == 2, lines
    return places

whole, merged = map(alerts, sys.argv[1:])
assert all(whole[secret] <= merged[secret] for secret in whole), (whole, merged)
EOF
  rm ./*.sarif
done
