# SPDX-License-Identifier: Apache-2.0
"""Cuts a history, for measuring how the time grows with it."""

import os
import subprocess


def halves(path, folder):
    """Two bare repositories below `folder`, of HEAD and of the commit in the
    middle of its history, packed in the same way; each as (path, commits)."""
    git = ["git", "-C", path]
    commits = _output([*git, "rev-list", "--reverse", "HEAD"]).split()
    middle = commits[len(commits) // 2 - 1]
    return [_cut(git, commit, os.path.join(folder, name))
            for name, commit in (("half", middle), ("all", commits[-1]))]


def _cut(git, commit, folder):
    """Everything that `commit` leads to; objects that are missing are not."""
    subprocess.run(["git", "init", "-q", "--bare", folder], check=True)
    reading = [*git, "rev-list", "--objects", "--missing=allow-any", commit]
    packing = [*git, "pack-objects", "-q",
               os.path.join(folder, "objects/pack/pack")]
    with subprocess.Popen(reading, stdout=subprocess.PIPE) as listed:
        subprocess.run(packing, stdin=listed.stdout, check=True,
                       stdout=subprocess.DEVNULL)
    subprocess.run(["git", "-C", folder, "update-ref", "HEAD", commit],
                   check=True)
    return folder, int(_output(["git", "-C", folder, "rev-list", "--count",
                                "HEAD"]))


def _output(argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, text=True,
                          check=True).stdout
