# SPDX-License-Identifier: Apache-2.0
"""The GitHub Action: no value is part of a script, actions of others are named
by the id of a commit, each input reaches a step, the documentation names what
there is; and what shellcheck and actionlint say of it, where they are.

    check_action.py ROOT
"""
import pathlib
import re
import shutil
import subprocess
import sys

try:
    import yaml
except ImportError:
    sys.exit(77)


def complaints_of(action):
    text = str(action["runs"])
    for name in action["inputs"]:
        if f"inputs.{name} " not in text.replace("}", " "):
            yield f"input {name}: no step reads it"
    for name, about in action["outputs"].items():
        if not re.fullmatch(r"\$\{\{ steps\.\w+\.outputs\.[\w-]+ \}\}",
                            about["value"]):
            yield f"output {name}: of no step"
    for group in ("inputs", "outputs"):
        for name, about in action[group].items():
            if not about.get("description"):
                yield f"{name}: no description"


def complaints_of_steps(steps):
    for step in steps:
        name = step.get("name", step.get("uses"))
        if "${{" in step.get("run", ""):
            yield f"{name}: a value is part of a script"
        if "run" in step and "/action/" not in step["run"]:
            yield f"{name}: no script of action/"
        uses = step.get("uses", "./")
        if not uses.startswith("./") and not re.search(r"@[0-9a-f]{40}$", uses):
            yield f"{name}: {uses} names no commit"


def complaints_of_page(action, page):
    """Every input and output in code, and no others in its tables."""
    names = set(action["inputs"]) | set(action["outputs"])
    part = page.split("\n## GitHub Actions", 1)[1].split("\n## ", 1)[0]
    part = part[part.index("\n| input |"):]  # that of events comes before
    cells = re.findall(r"^\| (`[^|]*`) \|", part, re.M)
    told = set(re.findall(r"`([\w-]+)`", " ".join(cells)))
    yield from (f"docs/ci.md: {n} is not there" for n in sorted(names - told))
    yield from (f"docs/ci.md: there is no {n}" for n in sorted(told - names))


def run(program, *arguments):
    """What a linter says; nothing where there is none."""
    if not shutil.which(program):
        print(f"{program} is not there", file=sys.stderr)
        return []
    result = subprocess.run([program, *arguments], capture_output=True,
                            text=True, check=False)
    return (result.stdout + result.stderr).splitlines()


def main(root):
    root = pathlib.Path(root)
    action = yaml.safe_load((root / "action.yml").read_text("utf-8"))
    workflows = sorted((root / ".github/workflows").glob("*.yml"))
    wrong = [*complaints_of(action),
             *complaints_of_steps(action["runs"]["steps"]),
             *complaints_of_page(action,
                                 (root / "docs/ci.md").read_text("utf-8"))]
    for file in workflows:
        jobs = yaml.safe_load(file.read_text("utf-8"))["jobs"]
        for job in jobs.values():
            wrong += complaints_of_steps(job["steps"])
    wrong += run("actionlint", "-no-color", *map(str, workflows))
    wrong += run("shellcheck", "-x", *map(str, sorted(root.glob("action/*.sh"))))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
