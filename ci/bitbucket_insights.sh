#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Shows a JSON report of patrol in Bitbucket Cloud: a report of Code Insights on
# the commit, and an annotation for each finding, the worst 1,000, which is all
# that Bitbucket takes. To be run in a step of Bitbucket Pipelines, whose proxy
# adds the credentials; BITBUCKET_PROXY names another one.
#
#     bitbucket_insights.sh REPORT.json
#
# Source: developer.atlassian.com, "The Bitbucket Cloud REST API", Reports.
set -euo pipefail

report=${1:?usage: bitbucket_insights.sh REPORT.json}
: "${BITBUCKET_REPO_FULL_NAME:?is not set; this is for Bitbucket Pipelines}"
: "${BITBUCKET_COMMIT:?is not set; this is for Bitbucket Pipelines}"
[ -s "$report" ] || {
  echo "bitbucket_insights.sh: $report is not there: patrol did not scan, its exit code and messages say why" >&2
  exit 2
}
url=http://api.bitbucket.org/2.0/repositories/$BITBUCKET_REPO_FULL_NAME
url=$url/commit/$BITBUCKET_COMMIT/reports/patrol

send() { # METHOD URL, and the body from standard input
  curl -fsS --retry 3 --proxy "${BITBUCKET_PROXY:-http://localhost:29418}" \
    -X "$1" -H 'Content-Type: application/json' --data-binary @- -o /dev/null "$2"
}

# The findings of an earlier run of the step go with its report.
send DELETE "$url" </dev/null 2>/dev/null || true
jq '{
  title: "patrol", reporter: "patrol", report_type: "SECURITY",
  details: "Leaked access tokens in what was scanned.",
  result: (if .summary.findings > 0 or (.coverage.complete | not)
           then "FAILED" else "PASSED" end),
  data: [
    {title: "Secrets", type: "NUMBER", value: .summary.findings},
    {title: "Proved", type: "NUMBER", value: .summary.by_proof.valid},
    {title: "Scanned", type: "TEXT", value: .scan.selection},
    {title: "Everything read", type: "BOOLEAN", value: .coverage.complete}]
}' "$report" | send PUT "$url"

# 100 in one request; a line each.
jq -c '([.findings[:1000][] | .locations[0] as $at | {
    external_id: ("patrol-" + .fingerprint),
    annotation_type: "VULNERABILITY", result: "FAILED",
    severity: (.severity | ascii_upcase),
    summary: (.name + ": " + .secret)[:450],
    details: ("It " + (if $at.commit then "came in with commit " + $at.commit[:12]
                       else "is not in a commit" end) +
              ". " + (.remedy.revoke // ""))[:2000]
  } + (if $at.path and $at.place == "content"
       then {path: $at.path, line: $at.line} else {} end)])
  | range(0; length; 100) as $from | .[$from:$from + 100]' "$report" | while IFS= read -r annotations; do
  send POST "$url/annotations" <<<"$annotations"
done
