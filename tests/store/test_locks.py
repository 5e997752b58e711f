"""A lock keeps processes apart, and dies with the one that holds it."""

import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from fogline.errors import CasebookError
from fogline.store.locks import Lock

HOLDER = """
import sys
from pathlib import Path
from fogline.store.locks import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.read()
"""


SECOND = """
import sys
from pathlib import Path
from fogline.store.locks import Lock
with Lock(Path(sys.argv[1])).held():
    print("held", flush=True)
    sys.stdin.readline()
    with Lock(Path(sys.argv[2])).held(on_wait=lambda _: print("waits", flush=True)):
        print("both", flush=True)
"""


def hold(path: Path) -> "subprocess.Popen[str]":
    """Start a process that holds a lock until its input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_who_waits_is_told_for_whom_and_goes_on_when_that_process_dies(
    tmp_path: Path, end: signal.Signals
) -> None:
    told = []
    with hold(tmp_path / "lock") as holder:

        def on_wait(process: int | None) -> None:
            told.append(process)
            holder.send_signal(end)

        with Lock(tmp_path / "lock").held(on_wait=on_wait):
            pass

    assert told == [holder.pid]


def test_nobody_is_told_when_the_lock_is_free(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock").held(on_wait=lambda _: pytest.fail("waited")):
        pass


def test_the_same_thread_may_take_it_again(tmp_path: Path) -> None:
    with Lock(tmp_path / "lock").held(), Lock(tmp_path / "lock").held():
        pass

    with hold(tmp_path / "lock") as holder:
        holder.kill()


def test_threads_of_one_process_take_turns(tmp_path: Path) -> None:
    inside, most = 0, 0

    def enter() -> None:
        nonlocal inside, most
        for _ in range(50):
            with Lock(tmp_path / "lock").held():
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert most == 1


def test_a_circle_of_processes_whose_threads_make_none_is_waited_out(tmp_path: Path) -> None:
    """One thread here holds what the other process waits for, another waits for what that holds: no circle."""
    first, second = tmp_path / "run.lock", tmp_path / "write.lock"
    waits, got = threading.Event(), threading.Event()

    def wait_for_first() -> None:
        with Lock(first).held(on_wait=lambda _: waits.set()):
            got.set()

    command = [sys.executable, "-c", SECOND, str(first), str(second)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        waiting = threading.Thread(target=wait_for_first, daemon=True)
        with Lock(second).held():
            waiting.start()
            assert waits.wait(60)
            other.stdin.write("\n")
            other.stdin.flush()
            assert other.stdout.readline() == "waits\n"
            # Long enough that both have asked the kernel, which answers one of them at once.
            time.sleep(0.5)
        assert other.stdout.readline() == "both\n"

    assert got.wait(60)
    waiting.join()


def test_a_lock_that_cannot_be_made_is_an_error_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CasebookError) as caught, Lock(tmp_path / "file" / "lock").held():
        pass

    assert caught.value.hint
