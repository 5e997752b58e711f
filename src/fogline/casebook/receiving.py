"""Take in reports, series and gazetteers, and bring what follows from them up to date."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fogline.casebook.opened import Opened, waiting
from fogline.config import SETTINGS_FILE, settings_template
from fogline.errors import SettingInvalid
from fogline.pipeline.documents import receive_documents
from fogline.pipeline.erase import finish_erasing
from fogline.pipeline.gazetteers import add_gazetteer
from fogline.pipeline.ingest import ingest, receive_inputs
from fogline.pipeline.progress import AddSummary, Notify, RunSummary, silent
from fogline.pipeline.run import bring_up_to_date, record_made_of, source_options
from fogline.pipeline.series import SeriesAdded, add_series
from fogline.pipeline.withdrawing import put_back_series, withdraw_series
from fogline.pipeline.withdrawn import Withdrawal
from fogline.readers import ReadOptions
from fogline.store.files import replace_file

__all__ = ["Receiving"]


class Receiving(Opened):
    """What comes into a casebook."""

    def add(
        self,
        *inputs: str | Path | Iterable[str | Path],
        outlet: str | None = None,
        published: str | date | None = None,
        progress: Notify = silent,
        **options: Any,
    ) -> AddSummary:
        """Take in files, folders, patterns and addresses; what came in before is left alone.

        An input that cannot be used never ends it: `skipped` says which and why.

        Args:
            inputs: paths, folders, patterns such as "wire/*.html", http and https addresses, or lists of them.
            outlet: who published them, where the caller knows it.
            published: when, likewise.
            progress: is told how far it has come.
            options: other fields of `fogline.readers.ReadOptions`, such as `reader` and `columns`.

        Raises:
            SettingInvalid: an option does not exist or has a value that it cannot have.
        """
        if isinstance(published, date):
            published = published.isoformat()
        opened = with_options(source_options(self.settings), outlet=outlet, published=published, **options)
        return self._count(ingest(self._store, receive_inputs(each_input(inputs), opened), notify=progress))

    def add_documents(
        self, documents: Iterable[Mapping[str, Any]], *, progress: Notify = silent
    ) -> AddSummary:
        """Take in documents with the keys text, key, published, outlet, title, author, url and lang.

        Other keys are kept in the original. A document that cannot be used never ends
        it: `skipped` says which and why.
        """
        return self._count(ingest(self._store, receive_documents(documents), notify=progress))

    def add_series(
        self, given: str | Path | object, *, name: str, source: str, format: str | None = None
    ) -> SeriesAdded:
        """Take in numbers by area and month beside what the casebook measures itself; never mixed with it.

        A later file of the same series replaces, for each country and month that it holds, what earlier ones had.

        Args:
            given: a file, an Arrow table or a DataFrame with the columns area, period ("YYYY-MM") and value, and
                low, high, level, country and records where it has them.
            name: what the series is called here.
            source: who counted, and in which version.
            format: name of an importer; told from the file when None.

        Raises:
            SourcesMixed: a series of that name has another source.
            SourceUnreadable: a line does not hold; nothing of the file is taken in.
        """
        return add_series(self._store, given, name=name, source=source, form=format)

    def withdraw_series(self, name: str, *, by: str, reason: str, file: str | None = None) -> Withdrawal:
        """Take a series that came in from files out again, or one of its files; `put_back_series` brings it back.

        The journal keeps who did it, when and why, and the bytes stay; `erase_series` destroys them.

        Raises:
            ObjectUnknown: no file of that name came in as a series of that name.
            SettingInvalid: nobody or no reason is named.
        """
        with self._store.running(on_wait=lambda _: None):
            return withdraw_series(self._store, name, file=file, by=by, reason=reason, clock=self._clock)

    def put_back_series(self, withdrawal: str, *, by: str, reason: str | None = None) -> Withdrawal:
        """Take a withdrawal back, by its id, the beginning of it or the name of its series.

        Raises:
            ObjectUnknown: there is no such withdrawal, or there are several.
            SourcesMixed: a series of that name has another source by now.
            SettingInvalid: nobody is named.
        """
        with self._store.running(on_wait=lambda _: None):
            return put_back_series(self._store, withdrawal, by=by, reason=reason, clock=self._clock)

    def add_gazetteer(self, path: str | Path, *, format: str | None = None) -> int:
        """Take in the places of a gazetteer, and return how many; the next run reads again with them.

        Args:
            path: the file.
            format: name of an importer; told from the file when None.

        Raises:
            FormatUnknown: no importer of gazetteers knows the file.
            SourceUnreadable: a line is broken.
        """
        return add_gazetteer(self.path, Path(path), form=format)

    def run(self, workers: int | None = None, progress: Notify | None = None) -> RunSummary:
        """Read, link and merge what is new. Running again changes nothing; a killed run goes on where it was.

        While another run has the casebook this one waits, and says so to `progress`.

        Args:
            workers: processes that read; `reading.workers` of the settings when None.
            progress: is told how far it has come.
        """
        notify = progress or silent
        with self._store.running(on_wait=lambda holder: notify(waiting(holder))):
            finish_erasing(self._store)
            self._write_settings_file()
            record_made_of(self._store, self._stages, self.settings)
            summary = bring_up_to_date(
                self._store, self._stages, self.settings, workers=workers, notify=notify
            )
        added, self._added = self._added, AddSummary()
        return dataclasses.replace(summary, skipped=(*added.skipped, *summary.skipped))

    def _count(self, added: AddSummary) -> AddSummary:
        """Remember what was skipped, for the summary of the next run."""
        self._added += added
        return added

    def _write_settings_file(self) -> None:
        """Write a settings file that shows every default, where there is none."""
        path = self.path / SETTINGS_FILE
        if not path.exists():
            replace_file(path, settings_template().encode())


def each_input(inputs: Iterable[str | Path | Iterable[str | Path]]) -> Iterator[str | Path]:
    """Yield each input, those in lists too."""
    for one in inputs:
        if isinstance(one, str | Path):
            yield one
        else:
            yield from one


def with_options(options: ReadOptions, **given: Any) -> ReadOptions:
    """Return reading options with some fields set; None leaves a field alone."""
    try:
        return dataclasses.replace(
            options, **{name: value for name, value in given.items() if value is not None}
        )
    except TypeError as error:
        known = ", ".join(field.name for field in dataclasses.fields(ReadOptions))
        raise SettingInvalid(f"add: {error}, expected options among {known}") from error
