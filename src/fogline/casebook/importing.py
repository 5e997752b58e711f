"""Bring in what others compiled beside numbers and places: reports of another casebook, actors, leads to reports."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fogline.casebook.receiving import Receiving
from fogline.model.lead import Lead
from fogline.pipeline.documents import exported_documents
from fogline.pipeline.gazetteers import add_actors
from fogline.pipeline.leads import LeadsAdded, add_leads, list_leads
from fogline.pipeline.ledgers import LedgerChange, ledger_changes
from fogline.pipeline.progress import AddSummary, Notify, silent
from fogline.pipeline.review import Review

__all__ = ["Importing"]


class Importing(Receiving):
    """What others compiled, and what points a casebook to reports."""

    def add_exported(
        self, path: str | Path, *, format: str | None = None, progress: Notify = silent
    ) -> AddSummary:
        """Take in the reports of a canonical export; the next run reads them. What people decided is not in it.

        Raises:
            FormatUnknown: it is no such export.
            SourceUnreadable: a line does not hold; nothing of the file is taken in.
        """
        return self.add_documents(exported_documents(Path(path), form=format), progress=progress)

    def add_ledger(
        self, path: str | Path, *, by: str, reason: str | None = None, format: str | None = None
    ) -> tuple[LedgerChange, ...]:
        """Take a ledger back that came out as CSV: each cell that was changed is a correction, as in `review.correct`.

        The next run applies them. Sayer, stance, polarity, certainty, type, initiator, target and place can be
        changed in a cell.

        Args:
            path: the file.
            by: who changed it.
            reason: why; the file and its line when None.
            format: name of an importer; told from the file when None.

        Raises:
            FormatUnknown: it is no ledger.
            SettingInvalid: nobody is named.
            SourceUnreadable: a line does not hold, or changes what no cell can; nothing of the file is taken in.
        """
        changes = ledger_changes(self._store, Path(path), form=format)
        review = Review(self._store, clock=self._clock)
        for one in changes:
            review.correct(one.claim, one.field, one.value, by=by, reason=reason or one.where)
        return changes

    def add_actors(self, path: str | Path, *, format: str | None = None) -> int:
        """Take in actors that the registry does not know by any of their names, and return how many.

        The next run reads again with them.

        Raises:
            FormatUnknown: no importer of actors reads it.
            SourceUnreadable: a line does not hold; nothing of the file is taken in.
        """
        return add_actors(self.path, Path(path), form=format)

    def add_leads(self, path: str | Path, *, format: str | None = None) -> LeadsAdded:
        """Take in a file of GDELT Events, GDELT Mentions or POLECAT as leads: no claim and no incident is made of it.

        Args:
            path: the file.
            format: name of an importer; told from the file when None.

        Raises:
            FormatUnknown: no importer of leads reads it.
            SourceUnreadable: a line does not hold; nothing of the file is taken in.
        """
        return add_leads(self._store, Path(path), form=format)

    def leads(
        self,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        type: str | None = None,
        country: str | None = None,
        waiting: bool = False,
    ) -> Sequence[Lead]:
        """Return the leads, those whose events are mentioned most first.

        Args:
            since: first day on which the data set saw it; both ends are included.
            until: last day.
            type: a type of PLOVER such as ASSAULT, or a data set's code such as "CAMEO 190".
            country: ISO 3166-1 alpha-3 code of the place that the data set coded.
            waiting: only those whose report has not come in.
        """
        first, last = (None if day is None else str(day) for day in (since, until))
        return list_leads(self._store, since=first, until=last, type=type, country=country, waiting=waiting)
