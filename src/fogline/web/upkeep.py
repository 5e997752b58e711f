"""Keep what the desk shows up to date: run after decisions, and take up what other processes derive.

One thread does it. Requests are answered from what the casebook held last, so that
nobody waits for a run, and everything on a page is of one moment.
"""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType

from fogline.casebook import Casebook
from fogline.errors import FoglineError

__all__ = ["Upkeep"]

LOOK_S = 1.0
"""So often another process's work is looked for; looking is one look at a file's date."""

QUIET_S = 0.4
"""Decisions that follow each other faster than this share a run."""


@dataclass
class Upkeep(AbstractContextManager["Upkeep"]):
    """The thread, while the block runs.

    `told` is called each time when something else is shown from then on, `held` the
    first time too; neither may wait. `failed` says why the last work did not end
    well; `holds` counts what was shown so far.
    """

    book: Casebook
    told: Callable[[], None]
    held: Callable[[], None]
    failed: str | None = None
    holds: int = 0
    _wanted: threading.Event = field(default_factory=threading.Event)
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _running: bool = False

    def __enter__(self) -> "Upkeep":
        """Start."""
        self._thread = threading.Thread(target=self._keep_up, name="fogline upkeep", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop after what is under way."""
        self._ended.set()
        self._wanted.set()
        if self._thread is not None:
            self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether a run is wanted or under way: what is shown lacks the latest decisions."""
        return self._running or self._wanted.is_set()

    def want_run(self) -> None:
        """Bring the casebook up to date soon."""
        self._wanted.set()

    def _keep_up(self) -> None:
        """Run when it is wanted and hold what is new, until the end."""
        self._do(self._hold)
        while not self._ended.is_set():
            if self._wanted.wait(LOOK_S) and not self._ended.wait(QUIET_S):
                self._running = True
                self._wanted.clear()
                self._do(self._run)
            if self.book.is_behind:
                self._do(self._hold)
                self.told()
            self._running = False

    def _run(self) -> None:
        """Bring the casebook up to date, apart from what is held for looking."""
        self.book.apart().run(workers=1)

    def _hold(self) -> None:
        """Show what is derived by now."""
        self.book.hold()
        self.holds += 1
        self.held()

    def _do(self, work: Callable[[], object]) -> None:
        """Do some work, and keep what went wrong for the page to show; the next time it is tried anew."""
        try:
            work()
        except FoglineError as error:
            self.failed = str(error)
        else:
            self.failed = None
