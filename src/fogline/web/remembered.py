"""Remember what is slow to put together, for as long as nothing changes."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Any, TypeVar

__all__ = ["Remembered"]

T = TypeVar("T")

MOST = 32
"""So many answers are kept; the oldest goes first."""


@dataclass(slots=True)
class Remembered:
    """Answers by what was asked, each with the moment for which it holds."""

    _kept: dict[Hashable, tuple[Hashable, Future[Any]]] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "fogline looks"))
    _later: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "fogline warms"))

    def value(self, asked: Hashable, moment: Hashable, make: Callable[[], T]) -> T:
        """Return an answer, waiting for it where it has to be put together; what `make` raises is raised."""
        found: T = self._future(asked, moment, make).result()
        return found

    def soon(self, asked: Hashable, moment: Hashable, make: Callable[[], T], *, wait_s: float) -> T | None:
        """Return an answer, or None when it is not put together after so long; it will be when asked again."""
        future = self._future(asked, moment, make)
        wait([future], timeout=wait_s)
        if not future.done():
            return None
        found: T = future.result()
        return found

    def later(self, job: Callable[[], object]) -> None:
        """Do something when nothing else is done so; jobs follow one another."""
        self._later.submit(job)

    def _future(self, asked: Hashable, moment: Hashable, make: Callable[[], T]) -> Future[T]:
        """Return what becomes the answer."""
        with self._guard:
            kept = self._kept.pop(asked, None)
            if kept is None or kept[0] != moment:
                kept = moment, self._pool.submit(make)
            self._kept[asked] = kept
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]
            return kept[1]
