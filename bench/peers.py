# SPDX-License-Identifier: Apache-2.0
"""Other scanners: how each is run, how its findings are counted, and what is
unfair about comparing it.

None may use the network: what verifies secrets at their issuers, or looks for
updates, is switched off. All else is as it comes.
"""

import dataclasses
import functools
import json
import re
from typing import Callable, Optional


@dataclasses.dataclass
class Peer:
    name: str
    version: list
    # Given what to scan and where to write the report, the command; None when
    # the scanner has no such mode. What it prints goes to the report when the
    # command does not name it.
    history: Optional[Callable]
    folder: Callable
    # Path of the report to number of findings; a function of this module, since
    # it is called in another process.
    count: Callable
    remarks: str
    # In its messages: it stopped before it had read everything.
    incomplete: str = r"(?!)"


def count_list(path):
    """Elements of one JSON list."""
    with open(path, encoding="utf-8", errors="replace") as report:
        return len(json.load(report) or [])


def count_lines(path, mark=b""):
    """Lines that hold `mark`."""
    with open(path, "rb") as report:
        return sum(mark in line for line in report if line.strip())


def count_detect_secrets(path):
    with open(path, encoding="utf-8") as report:
        return sum(len(found) for found in json.load(report)["results"].values())


def leaks(name):
    """gitleaks, and betterleaks that grew out of it."""
    def command(mode):
        return lambda target, report: [
            name, mode, target, "--no-banner", "--redact", "-f", "json",
            "-r", report]
    return Peer(
        name=name,
        version=[name, "version"],
        history=command("git"),
        folder=command("dir"),
        count=count_list,
        remarks="Reads the text of `git log -p --all`: no dangling objects, "
                "no merges, no messages, no binary files; one finding for each "
                "commit that adds the line.",
        incomplete=r"fatal:|partial scan|failed to scan|unable to read")


PEERS = [
    leaks("gitleaks"),
    leaks("betterleaks"),
    Peer(
        name="trufflehog",
        version=["trufflehog", "--version"],
        history=lambda target, _: [
            "trufflehog", "git", "file://" + target, "--bare", "--json",
            "--no-verification", "--no-update"],
        folder=lambda target, _: [
            "trufflehog", "filesystem", target, "--json", "--no-verification",
            "--no-update"],
        count=functools.partial(count_lines, mark=b'"SourceMetadata"'),
        remarks="Reads the text of `git log -p`; without its verification it "
                "reports much that it would drop.",
        incomplete=r"fatal:|encountered errors|error scanning"),
    Peer(
        name="kingfisher",
        version=["kingfisher", "--version"],
        history=lambda target, report: [
            "kingfisher", "scan", target, "--no-validate", "--no-update-check",
            "--redact", "-f", "jsonl", "-o", report],
        folder=lambda target, report: [
            "kingfisher", "scan", target, "--no-validate", "--no-update-check",
            "--redact", "--git-history", "none", "-f", "jsonl", "-o", report],
        count=functools.partial(count_lines, mark=b'"finding"'),
        remarks="Reads blobs, as patrol does, and looks into archives and "
                "base64; findings below medium confidence are dropped; the "
                "same secret counts once.",
        incomplete=r"ERROR|failed to (open|scan|read)|Skipping blob"),
    Peer(
        name="titus",
        version=["titus", "version"],
        history=lambda target, _: [
            "titus", "scan", "--git", target, "--format", "json",
            "--output", ":memory:"],
        folder=lambda target, _: [
            "titus", "scan", target, "--format", "json",
            "--output", ":memory:"],
        count=count_list,
        remarks="Validation is off unless asked for."),
    Peer(
        name="ripsecrets",
        version=["ripsecrets", "--version"],
        history=None,
        folder=lambda target, _: ["ripsecrets", target],
        count=count_lines,
        remarks="Leaves out what .gitignore names, hidden and binary files; "
                "one pattern for all tokens."),
    Peer(
        name="detect-secrets",
        version=["detect-secrets", "--version"],
        history=None,
        folder=lambda target, _: [
            "detect-secrets", "scan", "--all-files", "--no-verify", target],
        count=count_detect_secrets,
        remarks="Python; reports strings of high entropy, whatever they are."),
]


def is_incomplete(peer, messages):
    return re.search(peer.incomplete, messages) is not None
