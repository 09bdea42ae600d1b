# SPDX-License-Identifier: Apache-2.0
"""Runs the steps of a composite action as GitHub's runner does.

    run_composite.py ACTION_DIR RESULT KEY=VALUE…

The current folder is the workspace. The environment says what happened
(GITHUB_EVENT_NAME, GITHUB_EVENT_PATH), as on a runner; each KEY=VALUE is an
input. Steps that use other actions are not run but noted, with what they were
given; FAIL_USES names those that are to fail. RESULT gets a JSON document:

  outcome      "success" or "failure"
  outputs      of the action
  annotations  [level, properties, message] of each, in order
  masks        what is hidden in the log
  commands     names of other workflow commands that were obeyed
  summary      the job's summary
  paths        what was added to the PATH
  uses         [action, inputs] of each step that uses one
  log          what people see

Of the language of expressions it knows names, strings in quotes, ==, !=, !,
&&, ||, parentheses and the functions that tell of the status.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

TOKEN = re.compile(r"\s*(==|!=|&&|\|\||[!()]|'(?:[^']|'')*'|[\w.-]+)")
BOOLEAN = {True: "true", False: "false"}


class Expression:
    """Evaluates one by descent; all values are strings or truth values."""

    def __init__(self, text, names):
        self.tokens, self.names, at = [], names, 0
        while at < len(text.rstrip()):
            token = TOKEN.match(text, at)
            assert token, f"not understood: {text[at:]}"
            self.tokens.append(token[1])
            at = token.end()

    def value(self):
        result = self.either()
        assert not self.tokens, f"left over: {self.tokens}"
        return result

    def take(self, *wanted):
        if self.tokens and self.tokens[0] in wanted:
            return self.tokens.pop(0)
        return None

    def either(self):
        result = self.both()
        while self.take("||"):
            other = self.both()
            result = result or other
        return result

    def both(self):
        result = self.equality()
        while self.take("&&"):
            other = self.equality()
            result = result and other
        return result

    def equality(self):
        left = self.single()
        sign = self.take("==", "!=")
        if not sign:
            return left
        # GitHub compares without regard to case.
        same = str(left).lower() == str(self.single()).lower()
        return same if sign == "==" else not same

    def single(self):
        if self.take("!"):
            return not self.single()
        if self.take("("):
            result = self.either()
            assert self.take(")")
            return result
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self.take("("):
            assert self.take(")")
            return self.names[token + "()"]
        return look_up(self.names, token)


def look_up(names, path):
    value = names
    for name in path.split("."):
        value = value.get(name, "") if isinstance(value, dict) else ""
    return BOOLEAN.get(value, value) if isinstance(value, bool) else value


def expand(text, names):
    return re.sub(r"\$\{\{(.*?)\}\}",
                  lambda m: str(Expression(m[1], names).value()), str(text))


class Log:
    """The part of a runner that reads what steps write."""

    def __init__(self):
        self.lines, self.annotations, self.masks = [], [], []
        self.commands, self.resume = [], None

    def read(self, output):
        for line in output.decode("utf-8", "replace").splitlines():
            if not self.obey(line.strip()):
                for mask in self.masks:
                    line = line.replace(mask, "***")
                self.lines.append(line)

    def obey(self, line):
        if self.resume is not None:
            if line == f"::{self.resume}::":
                self.resume = None
                return True
            return False
        command = re.match(r"::([\w-]+)(?: (.*?))?::(.*)", line)
        if not command and "##[" in line:
            self.commands.append(line)
            return True
        if not command:
            return False
        name, properties, message = command.groups()
        if name == "stop-commands":
            self.resume = message
        elif name == "add-mask":
            self.masks.append(self.unescaped(message))
        elif name in ("error", "warning", "notice"):
            told = dict(one.split("=", 1)
                        for one in (properties or "").split(",") if one)
            told = {k: self.unescaped(v, True) for k, v in told.items()}
            self.annotations.append([name, told, self.unescaped(message)])
        else:
            self.commands.append(name)
        return True

    @staticmethod
    def unescaped(text, is_property=False):
        codes = {"%0D": "\r", "%0A": "\n", "%25": "%"}
        if is_property:
            codes |= {"%3A": ":", "%2C": ","}
        return re.sub("|".join(codes), lambda m: codes[m[0]], text)


class Runner:
    def __init__(self, folder, temp, inputs):
        self.folder, self.temp = folder, temp
        self.action = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
        self.log, self.uses = Log(), []
        self.summary, self.path = temp / "summary", temp / "path"
        self.summary.touch()
        self.path.touch()
        self.names = {
            "github": {
                "token": "the-token-of-the-job",
                "action_repository": "own/patrol",
                "event_name": os.environ["GITHUB_EVENT_NAME"],
                "repository": os.environ.get("GITHUB_REPOSITORY", ""),
                "event": self.event(),
            },
            "steps": {}, "cancelled()": False, "always()": True,
            "success()": True, "failure()": False,
        }
        known = self.action["inputs"]
        assert set(inputs) <= set(known), set(inputs) - set(known)
        self.names["inputs"] = {
            name: inputs.get(name, expand(about.get("default", ""), self.names))
            for name, about in known.items()}

    @staticmethod
    def event():
        file = pathlib.Path(os.environ.get("GITHUB_EVENT_PATH", ""))
        try:
            return json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            return {}

    def run(self):
        for step in self.action["runs"]["steps"]:
            condition = step.get("if", "success()")
            if not re.search(r"(always|cancelled|success|failure)\(", condition):
                condition = f"success() && ({condition})"
            name = step.get("id", "")
            if not Expression(condition, self.names).value():
                self.names["steps"][name] = {"outcome": "skipped", "outputs": {}}
                continue
            ok, outputs = (self.use if "uses" in step else self.shell)(step)
            self.names["steps"][name] = {
                "outcome": "success" if ok else "failure", "outputs": outputs}
            if not ok and not step.get("continue-on-error"):
                self.names |= {"success()": False, "failure()": True}

    def use(self, step):
        action = step["uses"].split("@")[0]
        given = {k: expand(v, self.names) for k, v in step["with"].items()}
        self.uses.append([step["uses"], given])
        return action not in os.environ.get("FAIL_USES", "").split(), {}

    def shell(self, step):
        assert "${{" not in step["run"], "a value becomes part of a script"
        output = self.temp / "output"
        output.write_text("")
        environment = os.environ | {
            "GITHUB_ACTIONS": "true", "CI": "true",
            "GITHUB_ACTION_PATH": str(self.folder),
            "GITHUB_OUTPUT": str(output), "GITHUB_PATH": str(self.path),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temp)}
        environment |= {k: expand(v, self.names)
                        for k, v in step.get("env", {}).items()}
        script = self.temp / "script.sh"
        script.write_text(step["run"])
        run = subprocess.run([step["shell"], "-e", script], env=environment,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             check=False)
        self.log.read(run.stdout)
        outputs = dict(line.split("=", 1)
                       for line in output.read_text("utf-8").splitlines())
        return run.returncode == 0, outputs

    def result(self):
        return {
            "outcome": "success" if self.names["success()"] else "failure",
            "outputs": {name: expand(about["value"], self.names)
                        for name, about in self.action["outputs"].items()},
            "annotations": self.log.annotations,
            "masks": self.log.masks,
            "commands": self.log.commands,
            "summary": self.summary.read_text("utf-8"),
            "paths": self.path.read_text("utf-8").splitlines(),
            "uses": self.uses,
            "log": "\n".join(self.log.lines),
        }


def main(folder, result, *inputs):
    temp = pathlib.Path(tempfile.mkdtemp(dir=os.environ["RUNNER_TEMP"]))
    runner = Runner(pathlib.Path(folder).resolve(), temp,
                    dict(one.split("=", 1) for one in inputs))
    runner.run()
    with open(result, "w", encoding="utf-8") as file:
        json.dump(runner.result(), file, indent=1)


if __name__ == "__main__":
    main(*sys.argv[1:])
