"""Let one process at a time change a casebook; a lock dies with the process that holds it."""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from fogline.store.files import disk_errors

__all__ = ["Lock"]

BUSY = frozenset({errno.EACCES, errno.EAGAIN})
AGAIN_S = 0.05

# One thread lock a file and process; a path is in held_paths while a thread that has its thread lock holds it.
registry_guard = threading.Lock()
thread_locks: dict[Path, threading.RLock] = {}
held_paths: set[Path] = set()


class Lock:
    """A lock between processes and threads, held on a file that stays where it is.

    POSIX record locks, because a child process does not inherit them: a worker
    that outlives its killed parent holds nothing. They do not exclude threads of
    one process, so that a thread lock for the same file comes first. The file
    holds the number of the process that took the lock last, for messages.
    """

    def __init__(self, path: Path) -> None:
        self._path = path.resolve()
        with registry_guard:
            self._thread_lock = thread_locks.setdefault(self._path, threading.RLock())

    @contextmanager
    def held(self, *, on_wait: Callable[[int | None], None] | None = None) -> Iterator[None]:
        """Hold the lock; wait for it when another holds it. The same thread may take it again.

        Args:
            on_wait: called once, before waiting, with the other process's number where it is known.
        """
        with self._thread_lock:
            if self._path in held_paths:
                yield
                return
            with disk_errors(self._path):
                handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                with disk_errors(self._path):
                    self._take(handle, on_wait)
                held_paths.add(self._path)
                yield
            finally:
                held_paths.discard(self._path)
                # Closing gives the lock back.
                os.close(handle)

    def _take(self, handle: int, on_wait: Callable[[int | None], None] | None) -> None:
        """Lock the open file and note who holds it."""
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in BUSY:
                raise
            if on_wait is not None:
                holder = os.pread(handle, 20, 0).strip()
                on_wait(int(holder) if holder.isdigit() else None)
            wait_for(handle)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)


def wait_for(handle: int) -> None:
    """Lock an open file when nobody else holds it any more.

    The kernel reckons by processes: where one thread of another process waits for a
    lock of ours and a second one holds this lock, it sees a circle and refuses. The
    locks of a casebook are taken in one order, so that no circle is one of threads.
    """
    while True:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno != errno.EDEADLK:
                raise
            time.sleep(AGAIN_S)
        else:
            return
