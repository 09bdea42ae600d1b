# SPDX-License-Identifier: Apache-2.0
"""What the house style says of all files of ours: a licence line, functions
that fit a screen or two, names that mean something, nothing left to do, and
rule files named after their provider.

    check_style.py ROOT
"""
import pathlib
import re
import subprocess
import sys

MOST_FUNCTION_LINES = 80
MOST_SOURCE_LINES = 500
SOURCES = {".cc", ".h"}
# Files of ours that carry a licence line, wherever comments are possible.
LICENSED = SOURCES | {".py", ".sh", ".cmake", ".toml", ".yml", ".in"}
FORBIDDEN_NAMES = re.compile(r"manager|helper|util", re.I)
# Spelt in two parts, so that this file may have them.
FORBIDDEN_WORDS = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
STRINGS = re.compile(r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
                     r"|'(?:\\.|[^'\\\n])'|//[^\n]*", re.S)


def without_strings(text):
    """The same lines, without strings, characters and comments."""
    return STRINGS.sub(lambda m: "\n" * m[0].count("\n"), text)


# Functions of std::filesystem that ask the system, and throw unless they are
# given somewhere to put an error.
ASKS_SYSTEM = re.compile(
    r"\b(?:fs|filesystem)::(absolute|canonical|weakly_canonical|copy\w*"
    r"|create_\w+|current_path|equivalent|exists|file_size|hard_link_count"
    r"|is_\w+|last_write_time|permissions|proximate|read_symlink|relative"
    r"|remove|remove_all|rename|resize_file|space|status|symlink_status"
    r"|temp_directory_path)"
    r"(?=(\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)))")
TAKES_ERROR = re.compile(r"\b(error|ignored)\)$|^\(\w*status\)$|status\(")


def throwing_calls(text):
    """(line, function) of each call that can throw; build tools may."""
    text = without_strings(text)
    for call in ASKS_SYSTEM.finditer(text):
        if not TAKES_ERROR.search(call[2]):
            yield text.count("\n", 0, call.start()) + 1, call[1]


def long_functions(text):
    """(first line, length) of each: a block behind ')' that is in no other."""
    depth, begin, function_depth, before = 0, 0, None, ""
    for number, line in enumerate(without_strings(text).split("\n"), 1):
        for c in line:
            if c == "{":
                heads = re.search(r"\)[\s\w>&*:<,-]*$", before)
                if function_depth is None and heads:
                    function_depth, begin = depth, number
                depth += 1
            elif c == "}":
                depth -= 1
                if depth == function_depth:
                    function_depth = None
                    if number - begin + 1 > MOST_FUNCTION_LINES:
                        yield begin, number - begin + 1
            before = "" if c in ";{}" else (before + c)[-200:]
        before += " "


def complaints(root, name):
    path = root / name
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return  # corpora are bytes
    if path.suffix in LICENSED and "SPDX-License-Identifier: " not in text[:300]:
        yield 1, "no SPDX-License-Identifier line at its beginning"
    if FORBIDDEN_NAMES.search(path.name):
        yield 1, "a name that says nothing"
    if path.suffix in SOURCES:
        if text.count("\n") > MOST_SOURCE_LINES:
            yield 1, f"longer than {MOST_SOURCE_LINES} lines"
    if name.startswith("src/"):
        for line, length in long_functions(text):
            yield line, f"a function of {length} lines"
        if name != "src/rulec.cc":
            for line, function in throwing_calls(text):
                yield line, f"{function}() without an error code throws"
    if path.suffix in SOURCES | {".py", ".sh", ".cmake"}:
        for number, line in enumerate(text.split("\n"), 1):
            if word := FORBIDDEN_WORDS.search(line):
                yield number, f"'{word[0]}'"
    if name.startswith("rules/") and path.suffix == ".toml":
        if f'\nprovider = "{path.stem}"' not in text:
            yield 1, f"its provider is not '{path.stem}'"


def main(root):
    root = pathlib.Path(root)
    listing = subprocess.run(
        ["git", "-C", root, "ls-files", "-z", "--cached", "--others",
         "--exclude-standard"], check=True, capture_output=True)
    names = sorted(n for n in listing.stdout.decode().split("\0")
                   if n and (root / n).is_file())
    wrong = [f"{name}:{line}: {what}" for name in names
             for line, what in complaints(root, name)]
    if len(names) < 200:
        wrong.append(f"{root}: only {len(names)} files")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
