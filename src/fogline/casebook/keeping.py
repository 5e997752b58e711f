"""Decide what a casebook holds, and keep it: review, releases, erasure, packing."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from fogline.casebook.browsing import Browsing
from fogline.casebook.opened import Opened, waiting
from fogline.model.report import Report
from fogline.pipeline.briefing import Format, Length, brief
from fogline.pipeline.changes import Changes, changes_between
from fogline.pipeline.erase import (
    Erasure,
    LeadsErasure,
    SeriesErasure,
    erase_leads,
    erase_report,
    erase_series,
)
from fogline.pipeline.export import (
    Loss,
    Release,
    export,
    find_release,
    keep_release,
    lost,
    release_bytes,
    releases,
)
from fogline.pipeline.following import Followed, entered_since
from fogline.pipeline.joining import Joined, join_casebook
from fogline.pipeline.looking import checked_moment
from fogline.pipeline.moving_journal import JournalKept, kept_journal, move_journal
from fogline.pipeline.packing import Packed, pack_casebook
from fogline.pipeline.progress import Notify, silent
from fogline.pipeline.review import Review
from fogline.pipeline.verify import Verification, canonical_objects, verify_casebook
from fogline.redaction import Level
from fogline.store.accounts import Accounts, open_accounts

__all__ = ["Keeping"]


class Keeping(Browsing):
    """What people decide in a casebook, and how it is kept."""

    @property
    def review(self) -> Review:
        """What people decide: accept, add, reject, correct, merge, split, attach, discount, grade, sign off, undo."""
        return Review(self._store, clock=self._clock)

    def diff(self, earlier: str | date, later: str | date | None = None) -> Changes:
        """Return what is otherwise about the incidents than at an earlier day, and why; `words()` says it.

        Args:
            earlier: a day, which means its end, UTC, or a moment.
            later: the same; this moment when None.
        """
        until = None if later is None else checked_moment(later)
        return changes_between(self._store, self._stages, checked_moment(earlier), until)

    def verify(self, progress: Notify | None = None) -> Verification:
        """Check the journal's chain, every original, and that deriving all again gives the same objects.

        Nothing is changed: the second derivation is made beside the first and removed.
        """
        notify = progress or silent
        with self._store.running(on_wait=lambda holder: notify(waiting(holder))):
            return verify_casebook(self._store, self._stages, self.settings, notify=notify)

    def export_canonical(self) -> Iterator[bytes]:
        """Yield every claim, incident and report as one line of canonical JSON, sorted by id."""
        return (content for _, content in canonical_objects(self._store))

    def export(
        self, format: str = "canonical", *, release: str | None = None, redact: Level = "none"
    ) -> Iterator[bytes]:
        """Yield what the casebook holds in a format, or the very bytes of a release that was kept.

        Args:
            format: name of an exporter.
            release: name of a release, or the beginning of its SHA-256; `format` is then the release's own.
            redact: what is left out for people's safety: none, careful or public; a release has its own.

        Raises:
            ObjectUnknown: there is no such release, or its bytes were erased.
            SettingInvalid: there is no such format or redaction level.
        """
        if release is not None:
            return release_bytes(self._store, find_release(self._store, release))
        return export(self._store, format, redact)

    def brief(
        self,
        *,
        since: str | date | None = None,
        until: str | date | None = None,
        area: str | Sequence[str] = (),
        format: Format = "html",
        length: Length = "page",
        scale: str | None = None,
        redact: Level = "none",
        title: str | None = None,
    ) -> bytes:
        """Return a briefing: what happened, who says so, what is contested and not known; apart from that, the outlook.

        Args:
            since: first day of what happened.
            until: last day of it.
            area: a place, province or country (name, id or code) that it is about, or several.
            format: html, md, pdf or docx.
            length: page, what matters most on one page; or full, every incident with every statement.
            scale: words of likelihood: icd203, phia or ipcc; the setting `odds.words` when left out.
            redact: what is left out for people's safety: none, careful or public.
            title: headline; the casebook's name when left out.

        Raises:
            ObjectUnknown: no claim is about a place in an area.
            SettingInvalid: a day is none, there is no such format, length, scale or level, or an extra is missing.
        """
        return brief(
            self._store, today=self._clock().date(), title=title or self.path.stem, since=since, until=until,
            areas=(area,) if isinstance(area, str) else tuple(area), format=format, length=length,
            scale=scale or self.settings.text("odds.words"), level=redact,
        )  # fmt: skip

    def lost_in(self, format: str, *, redact: Level = "none") -> tuple[Loss, ...]:
        """Return what an export leaves out of what is held, for people's safety or for its format, and why.

        Raises:
            SettingInvalid: there is no such format or redaction level.
        """
        return lost(self._store, format, redact)

    def keep_release(
        self, name: str, *, format: str = "canonical", by: str | None = None, reason: str | None = None,
        redact: Level = "none",
    ) -> Release:  # fmt: skip
        """Export and keep the bytes under a name, so that they can be given again after any upgrade.

        Raises:
            SettingInvalid: the name is taken, or there is no such format or redaction level.
        """
        with self._store.running(on_wait=lambda _: None):
            return keep_release(self._store, name, form=format, by=by, reason=reason, level=redact)

    def releases(self) -> tuple[Release, ...]:
        """Return the exports that were kept, the oldest first."""
        return releases(self._store)

    def erase(self, report: Report | str, *, by: str, reason: str, releases: bool = False) -> Erasure:
        """Erase a report for good: its bytes, its rows, its words in the index, decisions about it.

        The journal keeps that it was erased, by whom, when and why, and its chain
        holds. Other reports of the same file come in again as documents of their own, and
        rows of leads about its address are erased with it.
        The next run makes the incidents that it was in again.

        Args:
            report: the report, its id or the beginning of it.
            by: who erases.
            reason: why; it stays, so name the request and never the person it protects.
            releases: erase the releases that hold the report too.

        Returns:
            what was erased, and where it may still stand: kept releases, copies of its text, packed files.

        Raises:
            ObjectUnknown: there is no such report.
            SettingInvalid: nobody, or no reason, is named.
        """
        with self._store.running(on_wait=lambda _: None):
            one = self.report_of(report) if isinstance(report, str) else report
            return erase_report(self._store, one, by=by, reason=reason, with_releases=releases)

    def erase_series(self, name: str, *, by: str, reason: str, file: str | None = None) -> SeriesErasure:
        """Erase the files of a series for good, or the one that was called `file`; they never come in again.

        `withdraw_series` takes a series out and leaves it in the journal.

        Raises:
            ObjectUnknown: there is no such file.
            SettingInvalid: nobody, or no reason, is named.
        """
        with self._store.running(on_wait=lambda _: None):
            return erase_series(self._store, name, file=file, by=by, reason=reason)

    def erase_leads(self, name: str, *, by: str, reason: str) -> LeadsErasure:
        """Erase files of leads for good, by the name that they came in under; they never come in again.

        Raises:
            ObjectUnknown: there is no such file.
            SettingInvalid: nobody, or no reason, is named.
        """
        with self._store.running(on_wait=lambda _: None):
            return erase_leads(self._store, name, by=by, reason=reason)

    def pack(self, path: str | Path, *, replace: bool = False, progress: Notify = silent) -> Packed:
        """Write the casebook to one file, without what is derived; others may go on changing it.

        Raises:
            SettingInvalid: the file is there and `replace` is not set.
            JournalBroken: the journal does not hold.
            OriginalBroken: an original is missing.
        """
        return pack_casebook(self._store, Path(path), replace=replace, notify=progress)

    def entered_since(self, head: str) -> tuple[Followed, ...]:
        """Return what came into the journal after the entry that was its `head`, from whichever process.

        Raises:
            ObjectUnknown: no entry has that hash.
        """
        return entered_since(self._store, head)

    @property
    def accounts(self) -> Accounts:
        """Who may work on this casebook as one of a team; kept beside the journal, and in no copy of the casebook."""
        return open_accounts(self.path, self._store.journal.database, self._store.seal)

    @property
    def journal(self) -> JournalKept:
        """Where the journal is kept, with its number of entries and the hash of its last one; its chain is checked."""
        return kept_journal(self._store)

    def move_journal(self, address: str = "", *, progress: Notify = silent) -> JournalKept:
        """Move the journal to an address of PostgreSQL, back into the folder for none; no hash in it changes.

        Whoever has the casebook open elsewhere opens it again afterwards.

        Args:
            address: `postgresql://user@host/database?schema=name`, without a password.
            progress: is told how far it has come.

        Raises:
            SettingInvalid: it is there already, another journal is there, or the address is none.
            JournalBroken: the chain does not hold.
        """
        with self._store.alone(on_wait=lambda holder: progress(waiting(holder))):
            return move_journal(self._store, address, clock=self._clock, notify=progress)

    def merge(self, other: Opened, *, by: str, progress: Notify = silent) -> Joined:
        """Take another casebook in, with its history; the next run reads what it brought.

        It does not matter which of two casebooks takes in the other. Taking the same one
        in again brings what came into it since.

        Args:
            other: the casebook; nothing in it changes.
            by: who answers for it.
            progress: is told how far it has come.

        Raises:
            JournalBroken: the other's journal does not hold.
            OriginalBroken: an original of the other is missing or changed.
        """
        with self._store.running(on_wait=lambda _: None):
            return join_casebook(self._store, other._store, by=by, notify=progress)
