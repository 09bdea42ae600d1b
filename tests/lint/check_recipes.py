# SPDX-License-Identifier: Apache-2.0
"""The recipes of docs/ci.md, and the component for GitLab, are YAML that their
systems can read, and call patrol as it wants to be called.

    check_recipes.py PATROL ROOT            exit code 77: there is no PyYAML
    check_recipes.py script ROOT FILE       prints the script of the recipe whose
                                            first line is "# FILE", for the tests
"""
import pathlib
import re
import shlex
import subprocess
import sys

try:
    import yaml
except ImportError:
    print("check_recipes.py: skipped: needs PyYAML (Debian: python3-yaml)")
    sys.exit(77)

COMPONENT = "templates/patrol.yml"
INPUT = re.compile(r"\$\[\[ inputs\.([a-z-]+) \]\]")


class Loader(yaml.SafeLoader):
    """Takes no key twice, which YAML forbids and PyYAML does not mind."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise yaml.YAMLError(f"a key twice among {keys}")
        return super().construct_mapping(node, deep)


def documents(text):
    return list(yaml.load_all(text, Loader=Loader))


def recipes(root):
    """{file: text} of the blocks of docs/ci.md that begin with a file's name."""
    page = (root / "docs/ci.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n# (\S+)\n(.*?)^```", page, re.M | re.S)
    return dict(blocks)


def scripts_in(node):
    """The values of keys whose text a shell runs."""
    if isinstance(node, list):
        for each in node:
            yield from scripts_in(each)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in {"script", "command", "run"}:
                yield "\n".join(value) if isinstance(value, list) else value
            else:
                yield from scripts_in(value)


def component_script(root):
    """As GitLab makes it with the defaults of all inputs."""
    spec, jobs = documents((root / COMPONENT).read_text(encoding="utf-8"))
    inputs = spec["spec"]["inputs"]
    return INPUT.sub(lambda m: inputs[m[1]].get("default", ""),
                     next(scripts_in(jobs)))


def script_of(root, file):
    if file == COMPONENT:
        return component_script(root)
    return next(scripts_in(documents(recipes(root)[file])))


def check_component(root):
    text = (root / COMPONENT).read_text(encoding="utf-8")
    spec, jobs = documents(text)
    used, declared = set(INPUT.findall(text)), set(spec["spec"]["inputs"])
    if used != declared:
        yield f"inputs that are only used or only declared: {used ^ declared}"
    (job,) = jobs.values()
    report = job["artifacts"]["reports"]["secret_detection"]
    if report not in next(scripts_in(jobs)):
        yield f"the script does not write {report}"
    if job["variables"]["GIT_DEPTH"] != "0":
        yield "GIT_DEPTH is not a text of one zero"


def options_of(patrol):
    run = subprocess.run([patrol, "git", "--help"], capture_output=True,
                         text=True, check=True)
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", run.stdout))


def check_calls(patrol, script):
    known = options_of(patrol)
    for line in script.splitlines():
        call = re.search(r"(?<![\w/])patrol git .*?(?= [|<>]|\|\||2>|$)", line)
        if not call:
            continue
        for word in shlex.split(INPUT.sub("", call[0])):
            if word.startswith("-") and word not in known:
                yield f"'{line.strip()}': patrol has no {word}"


def complaints(patrol, root):
    texts = recipes(root)
    texts[COMPONENT] = (root / COMPONENT).read_text(encoding="utf-8")
    if len(texts) < 6:
        yield "docs/ci.md", f"only {len(texts)} recipes"
    for file, text in texts.items():
        try:
            parsed = documents(text)
        except yaml.YAMLError as error:
            yield file, str(error)
            continue
        script = "\n".join(scripts_in(parsed))
        if "component:" not in text and "patrol git --ci" not in script:
            yield file, "does not run 'patrol git --ci'"
        for wrong in check_calls(patrol, script):
            yield file, wrong
    for wrong in check_component(root):
        yield COMPONENT, wrong


def main(arguments):
    if arguments[0] == "script":
        print(script_of(pathlib.Path(arguments[1]), arguments[2]))
        return 0
    wrong = [f"{file}: {what}" for file, what
             in complaints(arguments[0], pathlib.Path(arguments[1]))]
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
