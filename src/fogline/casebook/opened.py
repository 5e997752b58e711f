"""Open a casebook's folder: its settings, its store, and who is known in it."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any, Self, TypeVar

from fogline.config import SETTINGS_FILE, Settings, load_settings
from fogline.merging.profiles import Profiles
from fogline.pipeline.answer import MergingAnswers
from fogline.pipeline.consult import open_consultant
from fogline.pipeline.link import MergingCopies
from fogline.pipeline.measure import MeasuringIncidents
from fogline.pipeline.merge import MergingIncidents
from fogline.pipeline.progress import AddSummary, Progress
from fogline.pipeline.read import RulesEngine
from fogline.pipeline.register import Register, open_register
from fogline.pipeline.run import Stages
from fogline.pipeline.unlocking import found_secret
from fogline.store.journal import Clock, now
from fogline.store.keys import open_seal
from fogline.store.listing import TableListing
from fogline.store.store import Store

__all__ = ["Opened", "waiting"]

T = TypeVar("T")


class Opened:
    """A casebook's folder, open: what every group of its methods stands on."""

    def __init__(
        self,
        path: Path,
        *,
        stages: Stages | None = None,
        clock: Clock = now,
        passphrase: str | None = None,
        keyfile: str | Path | None = None,
    ) -> None:
        """Open or make the folder; `stages` puts other engines in place of the shipped ones."""
        self.path = path
        self._clock = clock
        self.settings: Settings = load_settings(path / SETTINGS_FILE)
        secret = found_secret(path, self.settings, passphrase=passphrase, keyfile=keyfile)
        self._store = Store(path, clock=clock, seal=open_seal(path, secret))
        self._store.prepare()
        self._stages = stages or Stages(
            engine=RulesEngine(own=path, reader=self.settings.text("reading.reader")),
            copies=MergingCopies(),
            merger=MergingIncidents(own=path),
            consultant=open_consultant(path, self.settings),
            answers=MergingAnswers(own=path),
            measurer=MeasuringIncidents(own=path),
        )
        self._added = AddSummary()

    def __repr__(self) -> str:
        return f"<casebook {self.path}>"

    def apart(self) -> Self:
        """Return the casebook opened once more: what one of the two holds in memory, the other does not."""
        other = copy(self)
        other._added = AddSummary()
        other._store = Store(self.path, clock=self._clock, seal=self._store.seal)
        return other

    def hold(self) -> None:
        """Keep what is derived in memory as it is now, and show it so until this is called again.

        For who looks often, as a desk does. Runs want a casebook that holds nothing: `apart`.
        """
        self._store.tables.hold()

    @property
    def is_behind(self) -> bool:
        """Whether something has been derived since `hold`, by whatever process."""
        return self._store.tables.is_behind

    @property
    def head(self) -> str:
        """The hash of the journal's last entry: while it is the same, nothing came in and nothing was decided."""
        return self._store.journal.head()

    @property
    def _profiles(self) -> Profiles:
        """What is known of the sources, with the actors that people made or merged."""
        return Profiles.load(self.path).with_actors(self._register.listed)

    @property
    def _register(self) -> Register:
        """Who is known by now."""
        return open_register(self._store)

    def _list(
        self,
        table: str,
        clause: str,
        values: Sequence[Any],
        order: str,
        make: Callable[[Mapping[str, Any]], T],
    ) -> TableListing[T]:
        """Return the rows of a table under a condition, in an order, as records."""
        return TableListing(self._store.tables, table, clause, values, order, make)

    def _names(self, name: str) -> tuple[list[str], list[str]]:
        """Return a name with those of the actors that it names, and their ids."""
        return self._register.names_of(name)


def waiting(holder: int | None) -> Progress:
    """Say that another run has the casebook."""
    who = "another process" if holder is None else f"process {holder}"
    return Progress("wait", 0, note=f"{who} runs this casebook; waiting until it is done")
