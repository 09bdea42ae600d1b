# SPDX-License-Identifier: Apache-2.0
"""Runs a command and tells what it cost."""

import dataclasses
import multiprocessing
import os
import signal
import statistics
import subprocess
import tempfile
import threading
import time


@dataclasses.dataclass
class Run:
    wall: float  # seconds
    user: float
    system: float
    peak: int  # bytes: the most that one process of the command had in memory
    code: int  # negative: ended by that signal
    messages: str  # the end of standard error
    timed_out: bool = False


def run(argv, stdin=b"", stdout=None, timeout=None, cwd=None):
    """One run. `stdout` is a path, or None to drop it. The peak is of the
    largest process, not of the sum of all."""
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as given, \
            open(stdout or os.devnull, "wb") as out:
        given.write(stdin)
        given.seek(0)
        begin = time.perf_counter()
        child = subprocess.Popen(argv, stdin=given, stdout=out, stderr=errors,
                                 cwd=cwd, start_new_session=True)
        late = threading.Event()
        timer = threading.Timer(timeout or 1e6, _end, (child.pid, late))
        timer.daemon = True
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begin
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        size = errors.seek(0, os.SEEK_END)
        errors.seek(max(0, size - 20_000))
        messages = errors.read().decode(errors="replace")
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024,
               child.returncode, messages, late.is_set())


def _end(group, late):
    late.set()
    os.killpg(group, signal.SIGKILL)


def apart(function, *arguments):
    """Calls `function` in a process of its own. Linux counts the memory of the
    parent at the time of the fork as the child's peak, so whatever reads large
    reports must not let this process grow."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(function, arguments)


def median(values):
    return statistics.median(values)


def percentile(values, percent):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]
