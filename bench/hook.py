#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How long does a commit wait for patrol?

    bench/hook.py REPOSITORY [RUNS]

Clones the repository, stages a line in each of ten files, and runs `patrol hook
pre-commit` and, for comparison, `git diff --cached` in turn. Prints the median and
the 99th percentile in milliseconds, and their ratios in this run.
"""
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PATROL = os.environ.get("PATROL", HERE + "/../build/release/patrol")
FILES = 10


def git(*arguments):
    run = subprocess.run(["git", *arguments], capture_output=True, text=True,
                         check=True)
    return run.stdout


def stage(folder):
    """A line more in the first ten plain files of HEAD that end in one."""
    staged = 0
    for path in git("-C", folder, "ls-files", "*.c", "*.h", "*.rb", "*.py",
                    "*.go").splitlines():
        file = os.path.join(folder, path)
        if staged == FILES or os.path.islink(file) or not os.path.isfile(file):
            continue
        with open(file, "a", encoding="utf-8") as out:
            out.write("\n")
        git("-C", folder, "add", "--", path)
        staged += 1
    if staged < FILES:
        sys.exit("there are fewer than ten files of source code")


def took_ms(command, folder):
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - begin) * 1000


def main(repository, runs=200):
    commands = {"patrol hook pre-commit": [PATROL, "hook", "pre-commit"],
                "git diff --cached": ["git", "diff", "--cached", "--quiet"],
                "patrol --version": [PATROL, "--version"]}
    times = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        git("clone", "-q", "--shared", os.path.abspath(repository), folder)
        stage(folder)
        for _ in range(int(runs)):
            for name, command in commands.items():
                times[name].append(took_ms(command, folder))
    print(f"{'':26}{'p50':>8}{'p99':>8}  ms, {runs} runs each, in turn")
    for name, each in times.items():
        each.sort()
        print(f"{name:26}{each[len(each) // 2]:8.1f}"
              f"{each[len(each) * 99 // 100]:8.1f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(*sys.argv[1:])
