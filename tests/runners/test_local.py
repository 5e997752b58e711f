"""Worker processes give results in order, and leave nothing behind."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from fogline.errors import FoglineError
from fogline.runners.local import LocalProcesses


def test_results_come_in_the_order_of_the_batches() -> None:
    with LocalProcesses(2) as processes:
        assert list(processes.map(len, ["a" * number for number in range(50)])) == list(range(50))


def test_batches_are_taken_only_a_few_ahead() -> None:
    taken = []

    def batches() -> Iterator[str]:
        for number in range(100):
            taken.append(number)
            yield "a"

    with LocalProcesses(2) as processes:
        results = processes.map(len, batches())
        next(results)

        assert len(taken) <= 5
        results.close()  # type: ignore[attr-defined]  # a generator, which Iterator does not say


def test_what_the_function_raises_comes_through() -> None:
    with LocalProcesses(1) as processes, pytest.raises(ValueError, match="invalid literal"):
        list(processes.map(int, ["1", "x"]))


def test_a_worker_that_ends_is_an_error_with_a_hint() -> None:
    with LocalProcesses(1) as processes, pytest.raises(FoglineError, match="status 3") as caught:
        list(processes.map(os._exit, [3]))

    assert "fewer workers" in (caught.value.hint or "")


def test_what_a_function_prints_does_not_disturb_its_result() -> None:
    with LocalProcesses(1) as processes:
        assert list(processes.map(print, ["hello"])) == [None]


SCRIPT = """
from fogline.runners.local import LocalProcesses
import os, signal
with LocalProcesses(1) as processes:
    next(processes.map(len, ["a"]))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    """Standard error ends when the last process that holds it does. The script has no guard for its main part."""
    ended = subprocess.run([sys.executable, "-c", SCRIPT], stderr=subprocess.PIPE, timeout=60, check=False)

    assert ended.returncode == -signal.SIGKILL
    assert ended.stderr == b""
