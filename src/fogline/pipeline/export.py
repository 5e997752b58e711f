"""Export what a casebook holds, and keep an export's bytes so that a release outlives upgrades.

A release is cut into pieces that are kept as originals are: compressed, named by
their SHA-256, sealed in an encrypted casebook. Its entry in the journal names the
pieces and the hash of the whole.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from fogline.errors import ObjectUnknown, OriginalBroken, SettingInvalid
from fogline.exporters import Loss, exporter
from fogline.model.claim import Claim
from fogline.model.ids import sha256_hex
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.model.report import Report
from fogline.pipeline.merge import claim_of_row, incident_of_row
from fogline.pipeline.read import report_of_row
from fogline.redaction import Level, redact
from fogline.store.chain import Entry
from fogline.store.files import disk_errors, temporary_beside
from fogline.store.store import Store

__all__ = [
    "Loss", "Release", "StoredHoldings", "export", "find_release", "keep_release", "lost", "release_bytes", "releases",
    "write_export",
]  # fmt: skip

ENTRY = "kept"
PIECE = 8 * 1024 * 1024
T = TypeVar("T", Incident, Report)


@dataclass(frozen=True, slots=True)
class Release(Record):
    """An export whose bytes are kept.

    `sha256` is that of the whole, `pieces` of what it is kept in; `at` is when it was
    kept (UTC), `made_by` the version of fogline that did. `erased` says that its
    bytes are gone, because a report in it was erased.
    """

    name: str
    format: str
    suffix: str
    sha256: str
    size: int
    pieces: tuple[str, ...]
    by: str | None
    reason: str | None
    at: str
    made_by: str
    erased: bool


class StoredHoldings:
    """What the derived tables hold."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claims(self) -> Iterator[Claim]:
        """Yield the claims by id."""
        return map(claim_of_row, self._store.tables.rows("select * from claims order by id"))

    def incidents(self) -> Iterator[Incident]:
        """Yield the incidents by id."""
        return map(incident_of_row, self._store.tables.rows("select * from incidents order by id"))

    def reports(self) -> Iterator[Report]:
        """Yield the reports by id."""
        return map(report_of_row, self._store.tables.rows("select * from reports order by id"))

    def told(self) -> Iterator[tuple[Incident, tuple[Claim, ...]]]:
        """Yield the incidents by id, each with its claims by id."""
        return self._with_claims(self.incidents(), "incident")

    def reported(self) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
        """Yield the reports by id, each with its claims by id."""
        return self._with_claims(self.reports(), "report")

    def _with_claims(self, objects: Iterable[T], field: str) -> Iterator[tuple[T, tuple[Claim, ...]]]:
        """Yield objects by id with the claims that name them; both tables are walked once, side by side."""
        rows = self._store.tables.rows(f"select * from claims where {field} is not null order by {field}, id")
        groups = groupby(map(claim_of_row, rows), key=attrgetter(field))
        held, claims = next(groups, (None, iter(())))
        for one in objects:
            while held is not None and held < one.id:
                held, claims = next(groups, (None, iter(())))
            yield one, tuple(claims) if held == one.id else ()


def export(store: Store, form: str, level: Level = "none") -> Iterator[bytes]:
    """Yield what the casebook holds now in a format, at a redaction level."""
    return exporter(form).write(redact(StoredHoldings(store), level))


def lost(store: Store, form: str, level: Level = "none") -> tuple[Loss, ...]:
    """Return what is left out of an export on purpose, then what its format cannot carry of the rest."""
    held = redact(StoredHoldings(store), level)
    return (*held.left_out, *exporter(form).losses(held))


def keep_release(
    store: Store, name: str, *, form: str, by: str | None, reason: str | None, level: Level = "none"
) -> Release:
    """Export and keep the bytes under a name. The caller holds the run lock.

    Raises:
        SettingInvalid: the name is empty or taken, or the format unknown.
    """
    if not name.strip():
        raise SettingInvalid("release: found no name, expected one such as 2026-Q1")
    if any(one.name == name for one in releases(store)):
        raise SettingInvalid(
            f"release: found {name!r} kept already, expected a new name", hint="a release is never replaced"
        )
    writer = exporter(form)
    digest, size, pieces = hashlib.sha256(), 0, []
    for piece in in_pieces(writer.write(redact(StoredHoldings(store), level))):
        digest.update(piece)
        size += len(piece)
        pieces.append(sha256_hex(piece))
        store.originals.put([piece])
    body = {
        "name": name, "format": form, "suffix": writer.suffix, "sha256": digest.hexdigest(), "size": size,
        "pieces": pieces, "by": by, "reason": reason, "made_by": f"fogline {version('fogline')}",
    }  # fmt: skip
    with store.writing():
        return release_of(store.journal.append(ENTRY, body), frozenset())


def write_export(path: Path, content: Iterable[bytes]) -> tuple[int, str]:
    """Write bytes to a file, whole or not at all; return how many and their SHA-256."""
    digest, size = hashlib.sha256(), 0
    unfinished = temporary_beside(path)
    with disk_errors(path):
        try:
            with unfinished.open("xb") as stream:
                for some in content:
                    stream.write(some)
                    digest.update(some)
                    size += len(some)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return size, digest.hexdigest()


def in_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """Gather bytes to pieces of one size, which depends on the content alone."""
    held = bytearray()
    for some in content:
        held += some
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)


def releases(store: Store) -> tuple[Release, ...]:
    """Return all releases by the time at which they were kept, those of casebooks that were joined among them."""
    gone = frozenset(original for grave in store.journal.graves() for original in grave.originals)
    return tuple(release_of(entry, gone) for entry in store.journal.entries(ENTRY))


def release_of(entry: Entry, gone: frozenset[str]) -> Release:
    """Return the release that an entry names."""
    body = {**entry.body, "pieces": tuple(entry.body["pieces"])}
    return Release(**body, at=entry.received, erased=not gone.isdisjoint(body["pieces"]))


def find_release(store: Store, name: str) -> Release:
    """Return a release by its name, or by the beginning of its SHA-256.

    Raises:
        ObjectUnknown: none fits, or several do, as when joined casebooks used one name.
    """
    known = releases(store)
    found = [one for one in known if one.name == name] or [
        one for one in known if one.sha256.startswith(name)
    ]
    if len({one.sha256 for one in found}) != 1:
        named = ", ".join(f"{one.name} ({one.sha256[:12]})" for one in found or known) or "none"
        raise ObjectUnknown(
            f"release: found {len(found)} that are called {name!r}, expected one of those kept: {named}",
            hint="name it by the beginning of its SHA-256 where a name is not enough",
        )
    return found[0]


def release_bytes(store: Store, release: Release) -> Iterator[bytes]:
    """Yield the very bytes that were kept.

    Raises:
        ObjectUnknown: they were erased.
        OriginalBroken: they are not those that were kept.
    """
    if release.erased:
        raise ObjectUnknown(
            f"release {release.name}: found its bytes erased, expected them kept",
            hint="fogline verify says by whom and why",
        )
    digest = hashlib.sha256()
    for piece in release.pieces:
        content = store.originals.get(piece)
        digest.update(content)
        yield content
    if digest.hexdigest() != release.sha256:
        raise OriginalBroken(
            f"release {release.name}: found other bytes than were kept, expected SHA-256 {release.sha256}",
            hint="restore journal.db and originals/ from one backup",
        )
