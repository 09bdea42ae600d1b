# SPDX-License-Identifier: Apache-2.0
"""Texts for the training of the scorer: what public code writes, and small files
in many syntaxes."""
import re
import subprocess
import tarfile

MOST_BYTES = 200_000
SHORTEST = 6  # of what the rules take for a password
CONTEXT = 160  # bytes on each side; the scorer sees 128

# {n} is the name, {v} the value.
SYNTAXES = [
    '{n} = "{v}"\n', "{n} = '{v}'\n", "const {n} = '{v}';\n",
    '  "{n}": "{v}",\n', "  {n}: {v}\n", '  {n}: "{v}"\n', "{n}={v}\n",
    "export {n}={v}\n", 'app.{n}={v}\n', 'private String {n} = "{v}";\n',
    'client.set_{n}("{v}");\n', '\t{n} := "{v}"\n', "    '{n}' => '{v}',\n",
    'if ({n} == "{v}") {{\n', "X-{n}: {v}\n", "connect(user='root', {n}='{v}')\n"]
SYNTAXES_HELD_OUT = [
    "<{n}>{v}</{n}>\n", '<property name="{n}" value="{v}"/>\n',
    "acmectl login --{n} {v}\n", '#define {n} "{v}"\n',
    '"https://api.acme.io/v1?{n}={v}&page=2"\n', "{n} = {v}\n",
    'env:\n  - name: {n}\n    value: "{v}"\n',
    'os.environ["{n}"] = "{v}"\n', 'setenv("{n}", "{v}", 1);\n']

NAMES = [["password"], ["db", "password"], ["api", "key"], ["secret"],
         ["client", "secret"], ["token"], ["access", "token"], ["passwd"],
         ["secret", "key"], ["user", "pass"], ["pwd"], ["smtp", "password"],
         ["access", "key"], ["auth", "token"], ["private", "key"],
         ["admin", "password"], ["app", "secret"]]
NAMES_HELD_OUT = [["passphrase"], ["encryption", "key"], ["credentials"],
                  ["bot", "token"], ["jwt", "secret"], ["mail", "pass"],
                  ["redis", "password"], ["master", "key"]]


def styled(rng, words, others):
    """A name of these words and perhaps another one, in some style."""
    if rng.random() < 0.4:
        words = [rng.choice(others), *words]
    style = rng.randrange(5)
    if style == 0:
        return "_".join(words).upper()
    if style == 1:
        return words[0] + "".join(word.capitalize() for word in words[1:])
    return ["_", "-", "_"][style - 2].join(words)


def files(repository):
    """The bytes of the text files of HEAD."""
    run = subprocess.Popen(
        ["git", "--git-dir", repository, "archive", "HEAD"],
        stdout=subprocess.PIPE)
    with tarfile.open(fileobj=run.stdout, mode="r|") as archive:
        for entry in archive:
            if entry.isfile() and 0 < entry.size < MOST_BYTES:
                content = archive.extractfile(entry).read()
                if b"\0" not in content:
                    yield content
    run.wait()


def words_of(contents):
    """Words that are frequent in them, of three to nine letters."""
    counts = {}
    for content in contents:
        for word in set(re.findall(rb"(?<![A-Za-z])[a-z]{3,9}(?![A-Za-z])",
                                   content)):
            counts[word] = counts.get(word, 0) + 1
    return sorted(word.decode() for word, n in counts.items() if n >= 8)


def literals_of(contents):
    """Strings without blanks that do not look random, each once."""
    found = set()
    for content in contents:
        for literal in re.findall(rb"[\"']([!#-&(-\[\]-_a-~]{8,60})[\"']",
                                  content):
            if not is_doubtful(literal.decode()):
                found.add(literal.decode())
    return sorted(found)


def is_doubtful(value):
    """May be a secret, so that nobody can say what it is without reading."""
    digits = sum(c.isdigit() for c in value)
    letters = sum(c.isalpha() for c in value)
    if not digits or not letters:
        return False
    changes = sum(a.isdigit() != b.isdigit() or
                  (a.islower() and b.isupper()) for a, b in
                  zip(value, value[1:]))
    words = re.findall(r"[A-Za-z][a-z]{3,}|[A-Z]{4,}", value)
    in_words = sum(map(len, words))
    return changes * 4 > len(value) or in_words * 2 < letters or (
        value.isalnum() and len(words) == 1)


def lines_of(rng, contents, count):
    """Lines to stand around what is made up."""
    some = rng.sample(contents, min(len(contents), count // 10))
    lines = [line for content in some
             for line in content.decode("latin-1").split("\n")
             if len(line) < 100]
    return rng.sample(lines, min(count, len(lines)))


def compose(rng, value, syntax, name, lines):
    """(text, begin): a file with the value in it."""
    if syntax.startswith("acmectl"):
        name = name.lower().replace("_", "-")
    above = "\n".join(rng.sample(lines, 2)) + "\n"
    head, tail = syntax.split("{v}")
    head, tail = (part.replace("{n}", name).replace("{{", "{")
                  for part in (head, tail))
    before = above + head
    return before + value + tail + rng.choice(lines) + "\n", len(before)


def put_in(context, value):
    """The same of a context of public code: (before, after)."""
    before, after = context
    return before + value + after, len(before)
