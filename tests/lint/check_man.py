# SPDX-License-Identifier: Apache-2.0
"""The manual page names every command and option of `patrol --help`, and no
others; what README.md shows of them exists.

    check_man.py PATROL MAN_PAGE README
"""
import re
import shutil
import subprocess
import sys
import tempfile

LONG = r"--[a-z][a-z-]*"
GROUPS = {("rules",), ("sarif",), ("hook",)}  # do nothing by themselves
SHORT = r"-[A-Za-z](?![A-Za-z-])"


def help_of(patrol, command):
    run = subprocess.run([patrol, *command, "--help"], capture_output=True,
                         text=True)
    if run.returncode != 0:
        sys.exit(f"{' '.join(command)} --help: exit code {run.returncode}")
    return run.stdout


def options_in(help_text):
    """Those that begin a line: "  -f,--format FORMAT …"."""
    found = set()
    for line in help_text.splitlines():
        if names := re.match(rf"  ((?:{LONG}|{SHORT})(?:,(?:{LONG}|{SHORT}))*)",
                             line):
            found.update(names[1].split(","))
    return found


def subcommands_in(help_text):
    """The rows of the groups after "Options:" and before the footer."""
    groups = help_text.split("\nOptions:", 1)[1].split("\nExamples:", 1)[0]
    return re.findall(r"^  ([a-z][a-z-]*)  ", groups, re.M)


def commands_of(patrol, command=()):
    """The visible commands, as ("rules", "list")."""
    for name in subcommands_in(help_of(patrol, command)):
        yield (*command, name)
        yield from commands_of(patrol, (*command, name))


def options_of_man(page):
    """The items of its lists: ".It Fl f , Fl Fl format Ar format"."""
    items = " ".join(re.findall(r"^\.It (Fl .*)$", page, re.M))
    return ({"--" + name for name in re.findall(r"Fl Fl ([a-z-]+)", items)} |
            {"-" + name for name in re.findall(r"Fl ([A-Za-z])\b(?!l )", items)
             if name != "F"})


def commands_of_man(page):
    text = page.split("\n.Ss Commands", 1)[1].split("\n.Sh OPTIONS", 1)[0]
    for item in re.findall(r"^\.It Cm (.*)$", text, re.M):
        for each in re.split(r" Op | Ar | Cm ", item)[0].split(" , "):
            yield tuple(each.split())


def options_of_readme(text):
    """In `code` and code lines about patrol; other programs have their own."""
    code = re.findall(r"`([^`\n]+)`", text)
    code += re.findall(r"^(?:.*\| )?(?:\./)?patrol .*$", text, re.M)
    for piece in code:
        piece = re.sub(r"\s#.*|'[^']*'", "", piece)
        for part in re.split(r" \| ", piece):
            if re.match(r"(\./)?patrol |-", part.strip()):
                yield from re.findall(rf"(?<!\S)(?:{LONG}|{SHORT})", part)


def check_config(patrol, readme, wrong):
    """README.md's .patrol.toml is one that patrol takes."""
    block = re.search(r"```toml\n(.*?)```", readme, re.S)[1]
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(block)
        file.flush()
        run = subprocess.run([patrol, "stdin", "-c", file.name], input="",
                             capture_output=True, text=True)
    if run.returncode != 0:
        wrong.append("README.md, its .patrol.toml: " + run.stderr)


def check_lint(man_page, wrong):
    if not shutil.which("mandoc"):
        return
    run = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", man_page],
                         capture_output=True, text=True)
    wrong.extend(line for line in run.stdout.splitlines()
                 if "mandoc.db" not in line)


def main(patrol, man_page, readme_page):
    with open(man_page, encoding="utf-8") as file:
        page = file.read()
    with open(readme_page, encoding="utf-8") as file:
        readme = file.read()
    wrong = []
    commands = set(commands_of(patrol))
    options = options_in(help_of(patrol, ()))
    for command in commands:
        options |= options_in(help_of(patrol, command))
    told = options_of_man(page)
    wrong += [f"{o}: not in the manual page" for o in sorted(options - told)]
    wrong += [f"{o}: in the manual page, not in --help"
              for o in sorted(told - options)]
    told = set(commands_of_man(page))
    wrong += [f"{' '.join(c)}: not in the manual page"
              for c in sorted(commands - told) if c not in GROUPS]
    for command in told - commands:  # hidden ones; for others, help is general
        if help_of(patrol, command) == help_of(patrol, ()):
            wrong.append(f"{' '.join(command)}: in the manual page, not there")
    wrong += [f"{o}: in README.md, not in --help"
              for o in sorted(set(options_of_readme(readme)) - options)]
    wrong += [f"{' '.join(c)}: not in README.md"
              for c in sorted(commands) if "patrol " + " ".join(c) not in readme]
    check_config(patrol, readme, wrong)
    check_lint(man_page, wrong)
    # A parser that finds nothing would agree with everything.
    if len(commands) < 8 or len(options) < 20:
        wrong.append("--help is not understood")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
