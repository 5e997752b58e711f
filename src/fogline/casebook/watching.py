"""Watch indicators at the end of any day, and folders and feeds for what is new in them."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from fogline.casebook.opened import Opened
from fogline.model.board import BoardSeen
from fogline.pipeline.boards import board_names, board_problems, draft_of, read_board, see_board
from fogline.pipeline.run import source_options
from fogline.pipeline.watching import SETTLED_S, Watcher
from fogline.readers import Polite

__all__ = ["Watching"]


class Watching(Opened):
    """What a casebook shows of indicators that a user defined, and where it looks for what is new."""

    def watcher(
        self,
        *sources: str | Path,
        sleep: Callable[[float], None] = time.sleep,
        settled_s: float = SETTLED_S,
    ) -> Watcher:
        """Return what looks at folders and feeds: each `look` takes in what is new; `run` then reads it.

        Args:
            sources: folders, addresses of feeds, and OPML files that list such addresses.
            sleep: waits between two requests to one host.
            settled_s: how many seconds a file must have stayed as it is, so that none is read half written.

        Raises:
            SettingInvalid: a source is none of these.
        """
        options = source_options(self.settings)
        polite = Polite(
            agent=self.settings.text("sources.agent"), allow_private=options.allow_private, bounds=options.bounds,
            clock=self._clock, sleep=sleep,
        )  # fmt: skip
        return Watcher(
            self._store, sources, options=options, polite=polite, clock=self._clock, settled_s=settled_s
        )

    def boards(self) -> tuple[str, ...]:
        """Return the names of the boards in the casebook's `boards/`."""
        return board_names(self.path)

    def board(
        self,
        wanted: str | Path,
        *,
        as_of: str | date | None = None,
        published_until: str | date | None = None,
    ) -> BoardSeen:
        """Return a board at the end of a day; without one, at that of the day of the last report.

        Args:
            wanted: its name in the casebook's `boards/`, or the path of a TOML file.
            as_of: only what this casebook had received, and people decided, by then.
            published_until: only what had been published by then, whenever it was received.

        Raises:
            ObjectUnknown: there is no such board.
            PluginInvalid: its file does not hold together, or a series has several sources and it names none.
            SettingInvalid: the day is none, or is still to come.
        """
        today = self._clock().date()
        return see_board(
            self._store, self._stages, wanted, as_of=as_of, published_until=published_until, today=today
        )

    def check_board(self, wanted: str | Path) -> tuple[str, ...]:
        """Return what of a board this casebook cannot answer; raises as `board` does."""
        return board_problems(self._store, read_board(self.path, wanted)[2])

    def draft_board(self) -> str:
        """Return a board as TOML that proposes what claims say something depends on; to be edited and kept."""
        return draft_of(self._store)
