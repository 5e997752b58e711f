"""Run a function over batches in other processes of this machine.

Workers are plain child processes that take batches from their standard input: they
end with it, so that none outlives a parent that was killed; they import no script of
the caller, so that it needs no `if __name__ == "__main__"`; and they inherit no lock.
"""

import os
import pickle
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Any, Self, TypeVar

from fogline.errors import FoglineError

__all__ = ["LocalProcesses"]

A = TypeVar("A")
R = TypeVar("R")

SIZE = struct.Struct(">Q")
# Batches given out ahead of the one that is awaited: no worker waits for work, and memory stays flat.
AHEAD = 2
SERVE = "from fogline.runners.local import serve; serve()"


class LocalProcesses:
    """Child processes that run module-level functions; each keeps what it has loaded.

    Use it as a context manager: it starts its workers when work comes and ends them when it is left.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._threads = ThreadPoolExecutor(workers, "workers")
        self._idle: SimpleQueue[subprocess.Popen[bytes]] = SimpleQueue()
        self._started: list[subprocess.Popen[bytes]] = []

    def map(self, function: Callable[[A], R], batches: Iterable[A]) -> Iterator[R]:
        """Yield `function` of each batch, in order. Batches are taken a few ahead of the results.

        Raises:
            FoglineError: a worker ended before it gave its result. What the function raises comes through.
        """
        waiting: deque[Future[R]] = deque()
        for batch in batches:
            waiting.append(self._threads.submit(self._call, function, batch))
            if len(waiting) >= self._workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def __enter__(self) -> Self:
        for _ in range(self._workers):
            worker = start_worker()
            self._started.append(worker)
            self._idle.put(worker)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if kind is not None:
            # Nobody waits for what is still being worked on.
            for worker in self._started:
                worker.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._started:
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    stream.close()
            worker.wait()

    def _call(self, function: Callable[[A], R], batch: A) -> R:
        """Let an idle worker run the function on one batch."""
        worker = self._idle.get()
        try:
            if worker.stdin is None or worker.stdout is None:
                raise EOFError
            send(worker.stdin, (function, batch))
            done, value = receive(worker.stdout)
        except (EOFError, BrokenPipeError) as error:
            raise FoglineError(
                f"worker {worker.pid}: ended with status {worker.wait()}, expected a result",
                hint="it may have run out of memory: run with fewer workers",
            ) from error
        finally:
            self._idle.put(worker)
        if done:
            result: R = value
            return result
        raise value


def start_worker() -> "subprocess.Popen[bytes]":
    """Start one worker that finds the same modules as this process."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    return subprocess.Popen(
        [sys.executable, "-c", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )


def serve() -> None:
    """Run what comes in on standard input until it ends; what functions print goes to standard error."""
    # An interrupt from the keyboard reaches the whole group: the parent decides when a worker ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while True:
        try:
            function, batch = receive(source)
        except EOFError:
            return
        try:
            answer = (True, function(batch))
        except Exception as error:  # noqa: BLE001 - whatever the function raises is raised again in the parent
            answer = (False, error)
        send(sink, answer)


def send(sink: IO[bytes], value: object) -> None:
    """Write one value and its size."""
    content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    sink.write(SIZE.pack(len(content)) + content)
    sink.flush()


def receive(source: IO[bytes]) -> Any:
    """Read one value; raise EOFError when there is none."""
    head = source.read(SIZE.size)
    if len(head) < SIZE.size:
        raise EOFError
    (size,) = SIZE.unpack(head)
    content = source.read(size)
    if len(content) < size:
        raise EOFError
    return pickle.loads(content)
