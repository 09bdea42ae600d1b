# SPDX-License-Identifier: Apache-2.0
"""Folders of src/ include their own files and lower layers only, libraries
stay where they are wrapped, and no file outgrows its reader.

    check_layers.py SRC
"""
import pathlib
import re
import sys

# Lower layers that a folder may include, besides itself.
L0, L1 = {"base"}, {"base", "model"}
MAY_USE = {
    "base": set(),
    "builtin": set(),
    "model": L0,
    "git": L1,
    "rules": L1,
    "source": L1 | {"git"},
    "attribute": L1 | {"git"},
    "ci": L1 | {"git"},
    "match": L1,
    "decode": L1,
    "verify": L1,
    "filter": L1,
    "report": L1,
    "net": L0,
    "deliver": L1 | {"net"},
    "outbox": L1,
    "revoke": L1 | {"net"},
    "response": L1 | {"net", "deliver", "outbox", "revoke"},
    "scan": L1 | {"git", "rules", "source", "attribute", "match", "decode",
                  "verify", "filter", "report", "builtin"},
}
MAY_USE["cli"] = MAY_USE["scan"] | {"scan", "ci", "net", "deliver",
                               "outbox", "revoke", "response"}
MAY_USE["main.cc"] = {"cli"}
MAY_USE["rulec.cc"] = L1 | {"rules", "match"}

# Headers of libraries: who may see them.
CONFINED = {
    r"git2": {"git"},
    r"libdeflate": {"git"},
    r"hs/|hs\.h": {"match/database.cc", "match/database_image.cc"},
    r"re2/": {"match/confirm.cc", "match/bare_anchor.cc", "match/cost.cc",
             "filter/regex.cc"},
    r"CLI/": {"cli"},
    r"curl/": {"net/http.cc"},
    r"toml\+\+/": {"base/toml_reader.h", "base/toml_reader.cc"},
    r"nlohmann/": {"report", "deliver", "outbox", "revoke",
                   "ci/payload.cc", "verify/json.h",
                   "verify/jwt.h", "cli"},
    r"sqlite3": {"outbox"},
    r"openssl/": {"base", "verify"},
}
MOST_LINES = 500


def complaints(src, path):
    name = path.relative_to(src).as_posix()
    folder = name.split("/")[0]
    text = path.read_text(encoding="utf-8")
    if not text.startswith("// SPDX-License-Identifier: Apache-2.0\n"):
        yield "begins with no SPDX line"
    if text.count("\n") > MOST_LINES:
        yield f"is longer than {MOST_LINES} lines"
    for header in re.findall(r'^#include ["<]([^">]+)[">]', text, re.M):
        for library, where in CONFINED.items():
            if re.match(library, header) and not {folder, name} & where:
                yield f"includes <{header}>, which is for {sorted(where)}"
        other = header.split("/")[0]
        if (src / header).exists() and other not in {folder, *MAY_USE[folder]}:
            yield f'includes "{header}": {folder} is not above {other}'


def main(src):
    src = pathlib.Path(src)
    files = sorted(p for p in src.rglob("*") if p.suffix in {".cc", ".h"})
    wrong = [f"src/{path.relative_to(src)}: {what}"
             for path in files for what in complaints(src, path)]
    if len(files) < 50:
        wrong.append(f"{src}: only {len(files)} files")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
