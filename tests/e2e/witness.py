# SPDX-License-Identifier: Apache-2.0
"""The part of lib.sh that shell cannot do: one process beside each test.

Reads requests of three words, each ended by NUL, and answers with a line:

  mint KIND LABEL          the token
  check FILE EXPRESSION    "" when EXPRESSION is true of the JSON report in
                           FILE, else why not

The expression may use
  r           the report; of a file *.ndjson, the list of its lines
  n           how many findings it has
  gaps        coverage.not_read: counts by reason
  find(T)     the finding of token T: reports do not show it, but its
              fingerprint is of the rule and the token
  has(T)      whether there is such a finding
  at(T)       its only location
  paths(T)    the paths of its locations, sorted
"""
import hashlib
import json
import os
import sys

from mint import mint


class Report:
    def __init__(self, name):
        with open(name, encoding="utf-8") as file:
            text = file.read()
        if name.endswith(".ndjson"):
            self.r = [json.loads(line) for line in text.splitlines()]
        else:
            self.r = json.loads(text)

    def all_of(self, token):
        def print_of(rule):
            text = rule.encode() + b"\0" + token.encode()
            return hashlib.sha256(text).hexdigest()[:32]

        told = self.r["findings"] + self.r.get("suppressed", [])
        return [f for f in told if f["fingerprint"] == print_of(f["rule"])]

    def find(self, token):
        found = self.all_of(token)
        assert len(found) == 1, f"{len(found)} findings of the token"
        return found[0]

    def at(self, token):
        places = self.find(token)["locations"]
        assert len(places) == 1, f"{len(places)} locations"
        return places[0]

    def names(self):
        names = {"r": self.r}
        if isinstance(self.r, dict) and "coverage" in self.r:
            names |= {
                "n": len(self.r["findings"]),
                "gaps": self.r["coverage"]["not_read"],
                "find": self.find,
                "has": lambda token: bool(self.all_of(token)),
                "at": self.at,
                "paths": lambda token: sorted(
                    at["path"] or "" for at in self.find(token)["locations"]),
            }
        return names


def what_is_wrong(file, expression):
    try:
        report = Report(file)
        if eval(expression, report.names()):  # pylint: disable=eval-used
            return ""
        why = "false"
    except Exception as error:  # pylint: disable=broad-except
        return f"{type(error).__name__}: {error}".replace("\n", " ")
    print(json.dumps(report.r, indent=1)[:8000], file=sys.stderr)
    return why


def requests():
    rest = b""
    while piece := os.read(0, 65536):
        *words, rest = (rest + piece).split(b"\0")
        assert len(words) == 3 and not rest, "one request at a time"
        yield [word.decode() for word in words]


for verb, first, second in requests():
    if verb == "mint":
        answer = mint(os.environ["PATROL_TEST_SEED"], first, second)
    else:
        answer = what_is_wrong(first, second)
    print(answer, flush=True)
