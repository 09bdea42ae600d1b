#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks reports of patrol: check_report.py json|ndjson|sarif FILE...

json and ndjson are checked against docs/report.schema.json (needs Debian's
python3-jsonschema) and their numbers against each other. sarif is checked
against what code scanning refuses or silently ignores; this needs no schema
and no network. Prints one line per error. Exit status: 0 good, 1 errors,
77 jsonschema is not installed.
"""
import gzip
import json
import pathlib
import re
import sys
from collections import Counter

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "docs/report.schema.json"
SKIPPED = 77

LEVELS = {"none", "note", "warning", "error"}
PRECISIONS = {"very-high", "high", "medium", "low"}
MAX_FILE = 10 * 1024 * 1024  # gzip
MAX_RUNS = 20
MAX_RESULTS = MAX_RULES = 25000
MAX_LOCATIONS = 1000
MAX_TAGS = 20
MAX_TEXT = 1024
MAX_NAME = 255

# RFC 3986, of a relative path: no scheme, no host, nothing unencoded.
RELATIVE = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-Fa-f]{2})+")
ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*://"
                      r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+"
                      r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?")
OBJECT_ID = re.compile(r"[0-9a-f]{40}")
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
LINE_HASH = re.compile(r"[0-9a-f]{1,16}:[1-9][0-9]*")
MAIL = re.compile(r"<[^<>\s]+@[^<>\s]+>")


class Errors(list):
    """Error lines; `check` adds one when its condition does not hold."""

    def check(self, condition, where, what):
        if not condition:
            self.append(f"{where}: {what}")


# --- json and ndjson -------------------------------------------------------


def validator(reference):
    import jsonschema

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    if reference:
        schema = {"$defs": schema["$defs"], "$ref": reference}
    return jsonschema.Draft202012Validator(schema)


def schema_errors(checker, value, where, errors):
    for error in checker.iter_errors(value):
        path = "/".join(str(part) for part in error.absolute_path)
        errors.append(f"{where}/{path}: {error.message[:300]}")


def check_numbers(findings, tail, errors):
    """The summary and the coverage say what the findings and gaps say."""
    summary, coverage = tail["summary"], tail["coverage"]
    severities = Counter(finding["severity"] for finding in findings)
    proofs = Counter(finding["verdict"]["proof"] for finding in findings)
    errors.check(summary["findings"] == len(findings), "summary", "count")
    for name, counts in (("by_severity", severities), ("by_proof", proofs)):
        told = {key: n for key, n in summary[name].items() if n}
        errors.check(told == dict(counts), f"summary/{name}", "wrong sum")
    harmless = {"special-file", "symlink", "excluded"}
    gaps = [n for reason, n in coverage["not_read"].items()
            if reason not in harmless and n]
    errors.check(coverage["complete"] == (not gaps), "coverage", "complete")
    for gap in coverage["gaps"]:
        errors.check(gap["reason"] in coverage["not_read"], "coverage",
                     f"gap of uncounted reason {gap['reason']}")


def check_json(text, errors):
    report = json.loads(text)
    schema_errors(validator(None), report, "", errors)
    if not errors:
        check_numbers(report["findings"], report, errors)


def check_ndjson(text, errors):
    errors.check(text.endswith("\n"), "file", "the last line is cut off")
    lines = [json.loads(line) for line in text.splitlines()]
    checker = validator("#/$defs/line")
    for number, line in enumerate(lines, 1):
        schema_errors(checker, line, f"line {number}", errors)
    types = [line.get("type") for line in lines]
    errors.check(types.count("summary") == 1 and types[-1] == "summary",
                 "file", "one summary, in the last line")
    if not errors:
        found = [line for line in lines if line["type"] == "finding"]
        check_numbers(found, lines[-1], errors)


# --- sarif -----------------------------------------------------------------


def check_text(holder, where, errors, limit=None):
    text = holder.get("text") if isinstance(holder, dict) else None
    good = isinstance(text, str) and text.strip()
    errors.check(good, where, "no text")
    if good and limit:
        errors.check(len(text) <= limit, where, f"over {limit} characters")


def check_rule(rule, where, errors):
    errors.check(isinstance(rule.get("id"), str) and rule["id"], where, "no id")
    errors.check(not OBJECT_ID.search(rule.get("id", "")), where, "unstable id")
    errors.check(len(rule.get("name", "")) <= MAX_NAME, where, "long name")
    check_text(rule.get("shortDescription"), where + " short", errors, MAX_TEXT)
    check_text(rule.get("fullDescription"), where + " full", errors, MAX_TEXT)
    check_text(rule.get("help"), where + " help", errors)
    errors.check(rule.get("help", {}).get("markdown"), where, "no markdown help")
    if "helpUri" in rule:
        errors.check(ABSOLUTE.fullmatch(rule["helpUri"]), where, "helpUri")
    level = rule.get("defaultConfiguration", {}).get("level", "warning")
    errors.check(level in LEVELS, where, f"level {level}")
    bag = rule.get("properties", {})
    tags = bag.get("tags", [])
    errors.check("security" in tags, where, "no tag 'security'")
    errors.check(len(tags) == len(set(tags)) <= MAX_TAGS, where, "tags")
    errors.check(bag.get("precision") in PRECISIONS, where, "precision")
    score = bag.get("security-severity")
    numeric = isinstance(score, str) and re.fullmatch(r"\d+\.\d", score)
    errors.check(numeric and 0 < float(score) <= 10, where,
                 f"security-severity {score!r}")


def check_uri(uri, where, errors):
    uri = (uri or "").removeprefix("file:///")
    errors.check(RELATIVE.fullmatch(uri or ""), where,
                 f"not a relative encoded URI: {uri!r}")
    parts = (uri or "").split("/")
    errors.check(not {"", ".", ".."} & set(parts), where, f"path {uri!r}")
    errors.check(not OBJECT_ID.search(uri or ""), where, "object id in URI")


def check_region(region, where, errors):
    for key in ("startLine", "startColumn", "endLine", "endColumn"):
        value = region.get(key, 1)
        errors.check(isinstance(value, int) and value >= 1, where, key)
    errors.check("startLine" in region, where, "no startLine")
    errors.check("snippet" not in region, where, "a snippet shows the secret")
    if "endColumn" in region:
        start = (region.get("startLine", 0), region.get("startColumn", 0))
        end = (region.get("endLine", 0), region["endColumn"])
        errors.check(start <= end, where, "ends before it starts")


def check_location(location, where, errors):
    physical = location.get("physicalLocation", {})
    check_uri(physical.get("artifactLocation", {}).get("uri"), where, errors)
    check_region(physical.get("region", {}), where, errors)
    errors.check("contextRegion" not in physical, where, "contextRegion")


def check_result(result, rules, where, errors):
    errors.check("suppressions" not in result, where,
                 "a suppressed result becomes an open alert")
    errors.check("baselineState" not in result, where, "baselineState")
    errors.check(result.get("level") in LEVELS, where, "level")
    check_text(result.get("message"), where, errors)
    errors.check("id" not in result.get("message", {}), where, "message.id")
    index = result.get("ruleIndex", -1)
    known = isinstance(index, int) and 0 <= index < len(rules)
    errors.check(known and rules[index]["id"] == result.get("ruleId"), where,
                 "ruleIndex and ruleId disagree")
    locations = result.get("locations", [])
    related = result.get("relatedLocations", [])
    errors.check(1 <= len(locations), where, "no location")
    errors.check(len(locations) + len(related) <= MAX_LOCATIONS, where,
                 "too many locations")
    for location in locations + related:
        check_location(location, where, errors)
    prints = result.get("partialFingerprints", {})
    errors.check(prints.get("secretFingerprint/v1"), where, "no fingerprint")
    errors.check("fingerprints" not in result, where, "fingerprints")
    line_hash = prints.get("primaryLocationLineHash")
    errors.check(line_hash is None or LINE_HASH.fullmatch(line_hash), where,
                 f"primaryLocationLineHash {line_hash!r}")


def check_invocation(invocation, where, errors):
    errors.check(invocation.get("executionSuccessful") is True, where,
                 "an upload that says it failed is dropped")
    for key in ("commandLine", "arguments", "environmentVariables"):
        errors.check(key not in invocation, where, f"{key} may hold a secret")
    for key in ("startTimeUtc", "endTimeUtc"):
        errors.check(UTC.fullmatch(invocation.get(key, "2000-01-01T00:00:00Z")),
                     where, key)
    for note in invocation.get("toolExecutionNotifications", []):
        errors.check(note.get("level") in LEVELS, where, "level")
        errors.check(note.get("descriptor", {}).get("id"), where, "descriptor")
        check_text(note.get("message"), where, errors)


def check_provenance(provenance, where, errors):
    errors.check(ABSOLUTE.fullmatch(provenance.get("repositoryUri", "")), where,
                 "repositoryUri")
    errors.check("@" not in provenance.get("repositoryUri", ""), where,
                 "user in repositoryUri")
    branch = provenance.get("branch", "refs/")
    errors.check(branch.startswith("refs/"), where, "branch is no full ref")


def check_run(run, where, errors):
    driver = run.get("tool", {}).get("driver", {})
    errors.check(driver.get("name"), where, "no tool name")
    errors.check(re.fullmatch(r"\d+\.\d+\.\d+", driver.get("semanticVersion", "")),
                 where, "semanticVersion")
    category = run.get("automationDetails", {}).get("id", "")
    errors.check(category.endswith("/") and category != "/", where,
                 "no category")
    errors.check(run.get("columnKind") == "utf16CodeUnits", where, "columnKind")
    errors.check("rules" in driver, where, "no rules")
    rules = driver.get("rules", [])
    ids = [rule.get("id") for rule in rules]
    errors.check(ids == sorted(set(ids)), where, "rules not sorted and unique")
    errors.check(len(rules) <= MAX_RULES, where, "too many rules")
    for rule in rules:
        check_rule(rule, f"{where} rule {rule.get('id')}", errors)
    errors.check(isinstance(run.get("results"), list), where, "no results")
    results = run.get("results", [])
    errors.check(len(results) <= MAX_RESULTS, where, "too many results")
    used = {result.get("ruleId") for result in results}
    errors.check(used == set(ids), where, "rules without results")
    for number, result in enumerate(results):
        check_result(result, rules, f"{where} result {number}", errors)
    for invocation in run.get("invocations", []):
        check_invocation(invocation, where + " invocation", errors)
    for provenance in run.get("versionControlProvenance", []):
        check_provenance(provenance, where + " provenance", errors)


def check_sarif(text, errors):
    errors.check(len(gzip.compress(text.encode())) <= MAX_FILE, "file", "size")
    errors.check(not MAIL.search(text), "file", "holds a mail address")
    log = json.loads(text)
    errors.check("sarif-2.1.0" in log.get("$schema", ""), "log", "$schema")
    errors.check(log.get("version") == "2.1.0", "log", "version")
    runs = log.get("runs", [])
    errors.check(1 <= len(runs) <= MAX_RUNS, "log", "number of runs")
    keys = [(run["tool"]["driver"].get("name"),
             run.get("automationDetails", {}).get("id")) for run in runs]
    errors.check(len(keys) == len(set(keys)), "log", "two runs of one category")
    for number, run in enumerate(runs):
        check_run(run, f"run {number}", errors)


CHECKS = {"json": check_json, "ndjson": check_ndjson, "sarif": check_sarif}


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in CHECKS:
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for path in arguments[1:]:
        errors = Errors()
        try:
            text = pathlib.Path(path).read_text(encoding="utf-8")
            CHECKS[arguments[0]](text, errors)
        except ImportError as error:
            print(f"skipped: {error}", file=sys.stderr)
            return SKIPPED
        except ValueError as error:  # not UTF-8, not JSON
            errors.append(str(error))
        for error in errors:
            print(f"{path}: {error}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
