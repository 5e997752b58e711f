"""Take an edited ledger back: each cell that a person changed in a spreadsheet is a correction of its claim.

Only what a person may say of a claim in a cell can be changed there. Another cell that
differs refuses the file by its line: a change that nobody enters would be lost in silence.
What follows from claims, such as grade and status, is not compared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from fogline.errors import FormatUnknown, SettingInvalid, SourceUnreadable
from fogline.exporters import LEDGER_COLUMNS, Cell, harmless, ledger_row
from fogline.importers import LedgerImporter, Row, format_of, importer, text_of
from fogline.model.claim import Claim
from fogline.model.records import Record
from fogline.model.vocabulary import STANCES, Certainty, Polarity
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.merge import claim_of_row
from fogline.store.files import disk_errors
from fogline.store.store import Store

__all__ = ["LedgerChange", "changes_in", "ledger_changes"]

FIELDS = ("sayer", "stance", "polarity", "certainty", "type", "initiator", "target", "place")
"""Columns in which a claim is corrected; each is the name of a field."""

TOLD = ("report", "tolls", "quote", "country", "earliest", "latest", "answers", "reverses")
"""Columns that tell of a claim and are corrected elsewhere."""

CLAIMS = "select * from claims where list_contains(?, id)"
WORDS: Mapping[str, tuple[str, ...]] = {
    "stance": STANCES, "polarity": get_args(Polarity), "certainty": get_args(Certainty),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerChange(Record):
    """A cell that a person changed: in which claim and field, from what to what."""

    where: str
    claim: str
    field: str
    was: str
    value: str


def ledger_changes(store: Store, path: Path, *, form: str | None = None) -> tuple[LedgerChange, ...]:
    """Return what a ledger says otherwise than the casebook.

    Raises:
        FormatUnknown: it is no ledger.
        SourceUnreadable: a line does not hold, names no claim of this casebook, or changes what no cell can.
    """
    found = importer(form or format_of(path))
    if not isinstance(found, LedgerImporter):
        raise FormatUnknown(f"{path.name}: found {found.title}, expected a ledger of claims")
    with disk_errors(path):
        content = path.read_bytes()
    rows = list(found.read(text_of(content, name=path.name), path.name))
    named = sorted(row.text("claim") for row in rows)
    claims = {claim.id: claim for claim in map(claim_of_row, store.tables.rows(CLAIMS, (named,)))}
    knowledge = Knowledge(store.folder)
    changes: list[LedgerChange] = []
    for row in rows:
        claim = claims.get(row.text("claim"))
        if claim is None:
            raise refused(row, f"the claim {row.text('claim')[:40]!r}", "a claim of this casebook")
        changes += (checked(change, knowledge) for change in changes_in(row, claim))
    return tuple(changes)


def changes_in(row: Row, claim: Claim) -> Iterator[LedgerChange]:
    """Yield what a row says otherwise than a claim.

    Raises:
        SourceUnreadable: a cell is emptied, or another is changed than those in which a claim is corrected.
    """
    held = dict(zip(LEDGER_COLUMNS, ledger_row(claim), strict=True))
    for column in (*FIELDS, *TOLD):
        if column not in row.fields or row.text(column) in forms_of(held[column]):
            continue
        if column in TOLD:
            raise refused(row, f"{row.text(column)[:40]!r} in {column}", "it as it was exported")
        if not row.text(column):
            raise refused(row, f"nothing in {column}", f"{held[column]!r}, or what is right")
        yield LedgerChange(row.where, claim.id, column, str(held[column] or ""), row.text(column))


def forms_of(cell: Cell) -> Iterable[str]:
    """Return how a cell may come back: as it went out, or without the mark that keeps a spreadsheet from running it."""
    words = "" if cell is None else str(cell)
    return {words.strip(), str(harmless(words)).strip(), words.replace("\0", "").strip()}


def checked(change: LedgerChange, knowledge: Knowledge) -> LedgerChange:
    """Return a change; raise SourceUnreadable where its field cannot have that value."""
    try:
        if change.value not in WORDS.get(change.field, (change.value,)):
            expected = ", ".join(WORDS[change.field])
            raise SettingInvalid(f"{change.field}: found {change.value[:40]!r}, expected one of {expected}")
        if change.field == "type":
            knowledge.check_type(change.value)
        if change.field == "place":
            knowledge.place({"id": None, "lat": None, "name": change.value}, near=())
    except SettingInvalid as error:
        raise SourceUnreadable(f"{change.where}: {error}", hint=error.hint) from error
    return change


def refused(row: Row, found: str, expected: str) -> SourceUnreadable:
    """Say what is wrong with a row."""
    return SourceUnreadable(
        f"{row.where}: found {found}, expected {expected}",
        hint=f"in a ledger {', '.join(FIELDS)} can be changed; fogline review changes the rest; nothing was taken in",
    )
