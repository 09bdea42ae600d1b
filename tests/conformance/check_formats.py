#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks reports for people and CI servers:

    check_formats.py html|csv|junit|github|gitlab|markdown FILE...

Each is read with a parser that patrol does not have, and held to what its
reader takes. Prints one line per error. Exit status: 0 good, 1 errors.
"""
import base64
import csv
import hashlib
import io
import json
import pathlib
import re
import sys
import uuid
import xml.etree.ElementTree as ElementTree
from collections import Counter
from html.parser import HTMLParser

FINGERPRINT = re.compile(r"[0-9a-f]{32}")
SEVERITIES = {"critical", "high", "medium", "low"}
FORMULA = re.compile(r"(?:^|;) *[-=+@\uff0b\uff0d\uff1d\uff20]")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
HTML_TAG = re.compile(r"</?(?:code|br)>")


class Errors(list):
    def check(self, condition, where, what):
        if not condition:
            self.append(f"{where}: {what}")


def check_csv(text, errors):
    errors.check(text.endswith("\r\n"), "file", "the last record is cut off")
    errors.check("\n" not in text.replace("\r\n", ""), "file", "a bare line feed")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    for number, row in enumerate(rows, 1):
        where = f"record {number}"
        errors.check(None not in row and None not in row.values(), where, "width")
        errors.check(row["severity"] in SEVERITIES, where, "severity")
        errors.check(row["rule"] and row["name"], where, "rule")
        errors.check(FINGERPRINT.fullmatch(row["fingerprint"]), where,
                     "fingerprint")
        for name, value in row.items():
            errors.check(not FORMULA.search(value or ""), where,
                         f"{name} is a formula: {value!r}")


def check_case(case, where, errors):
    rule = case.get("classname", "").removeprefix("patrol").removeprefix(".")
    errors.check(case.get("name"), where, "no name")
    failures, wrong = case.findall("failure"), case.findall("error")
    skipped = case.findall("skipped")
    errors.check(len(failures) + len(wrong) + len(skipped) <= 1, where,
                 "two results")
    for failure in failures:
        errors.check(rule and failure.get("message"), where, "no rule or message")
        errors.check(failure.get("type") in SEVERITIES, where, "type")
        errors.check(re.search(r"fingerprint: [0-9a-f]{32}\n", failure.text or ""),
                     where, "no fingerprint")


def check_junit(text, errors):
    root = ElementTree.fromstring(text)
    errors.check(root.tag == "testsuites" and len(root) == 1, "file", "suites")
    suite = root.find("testsuite")
    cases = suite.findall("testcase")
    for number, case in enumerate(cases, 1):
        check_case(case, f"case {number}", errors)
    errors.check(len(cases) == int(suite.get("tests")) > 0, "suite", "tests")
    for name, tag in (("failures", "failure"), ("errors", "error"),
                      ("skipped", "skipped")):
        errors.check(len(suite.findall(f"testcase/{tag}")) ==
                     int(suite.get(name)), "suite", name)
    stamp = suite.get("timestamp", "2000-01-01T00:00:00")
    errors.check(TIME.fullmatch(stamp), "suite", "timestamp")


COMMAND = re.compile(r"::(error|warning|notice) (?:([a-zA-Z]+=[^,:]*(?:,"
                     r"[a-zA-Z]+=[^,:]*)*))::(.*)")
ESCAPE = re.compile(r"%(?!25|0A|0D|3A|2C)")


def check_github(text, errors):
    levels = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        where = f"line {number}"
        command = COMMAND.fullmatch(line)
        errors.check(command, where, f"no workflow command: {line!r}")
        if not command:
            continue
        levels[command[1]] += 1
        properties = dict(p.split("=", 1) for p in command[2].split(","))
        errors.check(set(properties) <= {"file", "line", "endLine", "col",
                                         "endColumn", "title"}, where, "property")
        errors.check(properties.get("title"), where, "no title")
        errors.check(command[3], where, "no message")
        errors.check(not ESCAPE.search(line), where, "a bare '%'")
    errors.check(all(n <= 10 for n in levels.values()), "file", f"{levels}")
    errors.check(levels["notice"] >= 1, "file", "no notice that sums up")


GITLAB_SEVERITIES = {"Info", "Unknown", "Low", "Medium", "High", "Critical"}


def check_vulnerability(item, where, errors):
    parsed = uuid.UUID(item["id"])
    errors.check(parsed.version == 5 and str(parsed) == item["id"], where, "id")
    errors.check(0 < len(item["name"]) <= 255, where, "name")
    errors.check(len(item["description"]) <= 1048576, where, "description")
    errors.check(item["severity"] in GITLAB_SEVERITIES, where, "severity")
    errors.check(len(item["solution"]) <= 7000, where, "solution")
    errors.check(item["identifiers"], where, "identifiers")
    for one in item["identifiers"]:
        errors.check(one["type"] and one["name"] and one["value"], where,
                     "identifier")
    place = item["location"]
    errors.check(re.fullmatch(r"[0-9a-f]{40}(?:[0-9a-f]{24})?",
                              place["commit"]["sha"]), where, "sha")
    errors.check(place["file"] and 1 <= place["start_line"] <=
                 place["end_line"], where, "location")
    errors.check("raw_source_code_extract" not in item, where, "raw source")
    errors.check(set(item) <= {
        "id", "name", "description", "severity", "solution", "identifiers",
        "location", "details", "links", "flags"}, where, "unknown member")
    for detail in item["details"].values():
        errors.check(detail["type"] == "text" and detail["name"] and
                     isinstance(detail["value"], str), where, "detail")


def check_gitlab(text, errors):
    report = json.loads(text)
    errors.check(re.fullmatch(r"15\.\d+\.\d+", report["version"]), "file",
                 "version")
    scan = report["scan"]
    for tool in (scan["analyzer"], scan["scanner"]):
        errors.check(all(tool[key] for key in ("id", "name", "version")) and
                     tool["vendor"]["name"], "scan", "tool")
    errors.check(scan["type"] == "secret_detection", "scan", "type")
    errors.check(scan["status"] in {"success", "failure"}, "scan", "status")
    for key in ("start_time", "end_time"):
        errors.check(TIME.fullmatch(scan[key]), "scan", key)
    ids = set()
    for number, item in enumerate(report["vulnerabilities"], 1):
        check_vulnerability(item, f"vulnerability {number}", errors)
        ids.add(item["id"])


def check_markdown(text, errors):
    errors.check(len(text.encode()) < 2 ** 20, "file", "above 1 MiB")
    errors.check(text.startswith("## patrol: "), "file", "heading")
    for number, line in enumerate(text.splitlines(), 1):
        where = f"line {number}"
        errors.check(not re.search(r"[<>]", HTML_TAG.sub("", line)), where,
                     f"a tag: {line!r}")
        errors.check(not re.search(r"[`\\\[\]@$~]", line), where,
                     f"markup: {line!r}")
        if not line.startswith("| ") or line.startswith("| Severity"):
            continue
        cells = line.strip("|").split("|")
        errors.check(len(cells) == 6, where, f"{len(cells)} cells")
        errors.check(cells[0].strip() in SEVERITIES, where, "severity")
        errors.check(re.search(r"<code>[0-9a-f]{12}</code>", cells[-1]), where,
                     "fingerprint")


class Page(HTMLParser):
    """What a page is made of, and the texts of its scripts and styles."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.texts = [], [], []
        self.open = None

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attributes]
        self.open = None
        if tag in {"script", "style"}:
            self.open = (tag, dict(attributes).get("type"), [])
            self.texts.append(self.open)

    def handle_endtag(self, tag):
        self.open = None

    def handle_data(self, data):
        if self.open:
            self.open[2].append(data)

    def text(self, tag, kind=None):
        return ["".join(parts) for t, k, parts in self.texts if (t, k) == (tag, kind)]


LOADING = {"link", "img", "iframe", "object", "embed", "base", "audio", "video"}


def check_policy(page, errors):
    policy = next((value for tag, name, value in page.attributes
                   if tag == "meta" and value.startswith("default-src")), "")
    errors.check(policy.startswith("default-src 'none';"), "policy", policy)
    errors.check("unsafe" not in policy and "http" not in policy, "policy", policy)
    for tag in ("script", "style"):
        texts = page.text(tag)
        errors.check(len(texts) == 1, "file", f"{len(texts)} of {tag}")
        for text in texts:
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest())
            errors.check(f"{tag}-src 'sha256-{digest.decode()}'" in policy,
                         "policy", f"not the digest of {tag}")


def check_html(text, errors):
    page = Page()
    page.feed(text)
    page.close()
    check_policy(page, errors)
    errors.check(not LOADING & set(page.tags), "file", "loads something")
    for tag, name, value in page.attributes:
        errors.check(not name.startswith("on") and name not in {"src", "style"},
                     tag, name)
        errors.check(name != "href" or value.startswith("#"), tag, value)
    ids = [value for _, name, value in page.attributes if name == "id"]
    errors.check(len(ids) == len(set(ids)), "file", "an id twice")
    errors.check(("html", "lang", "en") in page.attributes, "file", "no lang")
    (data,) = page.text("script", "application/json")
    errors.check("<" not in data, "data", "a '<'")
    data = json.loads(data)
    for number, finding in enumerate(data["findings"], 1):
        where = f"finding {number}"
        errors.check(FINGERPRINT.fullmatch(finding["fingerprint"]), where,
                     "fingerprint")
        errors.check(finding["severity"] in SEVERITIES, where, "severity")
        rule = data["rules"][finding["rule"]]
        errors.check(rule["id"] and rule["name"], where, "rule")
        errors.check(re.match(r"https://|$", rule["page"]), where, "page")
        errors.check(1 <= len(finding["places"]) <= finding["count"], where,
                     "places")


CHECKS = {"html": check_html, "csv": check_csv, "junit": check_junit, "github": check_github,
          "gitlab": check_gitlab, "markdown": check_markdown}


def main(arguments):
    if len(arguments) < 2 or arguments[0] not in CHECKS:
        print(__doc__, file=sys.stderr)
        return 2
    status = 0
    for path in arguments[1:]:
        errors = Errors()
        try:
            text = pathlib.Path(path).read_bytes().decode("utf-8")
            CHECKS[arguments[0]](text, errors)
        except (ValueError, KeyError, TypeError, csv.Error,
                ElementTree.ParseError) as error:
            errors.append(f"{type(error).__name__}: {error}")
        for error in errors:
            print(f"{path}: {error}")
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
