"""Link copies: reports that carry one text share the origin of the first of them.

The seam to `fogline.merging.copies` is two functions, neither of which knows the store:

    sign(report: Report) -> bytes
        what tells copies of one text, a few hundred bytes that depend on this report alone
        (a MinHash; what bylines such as "(AFP)" say may go in too). Kept in `derived/`.
    group(signed: Iterable[Signed]) -> Mapping[str, str]
        the origin of each report by its id, `fogline.model.ids.origin_id` of the first of its copies
        by (published, id), None last. Every report has an origin; alone, its own. The answer must not
        depend on the order of `signed`.

Signatures are made once a report; groups are made again when reports came in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from fogline.model.records import Record
from fogline.model.report import Report
from fogline.pipeline.groups import in_groups
from fogline.pipeline.makers import digest_of_parts, maker_of, package_digest
from fogline.pipeline.progress import Notify, Progress
from fogline.pipeline.read import report_of_row
from fogline.store.layout import origin_row, signature_row
from fogline.store.store import Store

__all__ = ["CopyFinder", "MergingCopies", "Signed", "link_copies", "signed_reports"]

SIGN, GROUP = "sign", "link"
BATCH = 500
UNSIGNED = """
    select id, item, original, position, reader, key, url, outlet, title, author, published, lang, text, raw
    from reports
    anti join signatures on signatures.report = reports.id and signatures.item = reports.item
"""


@dataclass(frozen=True, slots=True)
class Signed(Record):
    """A report's signature, with what decides which of its copies was first."""

    report: str
    published: str | None
    signature: bytes


class CopyFinder(Protocol):
    """What tells which reports are copies of one text."""

    @property
    def code(self) -> str:
        """Digest of the code and its options."""
        ...

    def sign(self, report: Report) -> bytes:
        """Return what tells copies of this report's text."""
        ...

    def group(self, signed: Iterable[Signed]) -> Mapping[str, str]:
        """Return each report's origin."""
        ...


class MergingCopies:
    """The functions of `fogline.merging.copies`."""

    @property
    def code(self) -> str:
        """Digest of the code."""
        return package_digest("fogline.merging")

    def sign(self, report: Report) -> bytes:
        """Return what tells copies of this report's text."""
        from fogline.merging.copies import sign

        return sign(report)

    def group(self, signed: Iterable[Signed]) -> Mapping[str, str]:
        """Return each report's origin."""
        from fogline.merging.copies import group

        return group(signed)


def link_copies(store: Store, copies: CopyFinder, *, notify: Notify) -> None:
    """Bring signatures and origins up to date."""
    maker = maker_of(SIGN, copies.code)
    sign_reports(store, copies, maker=maker, notify=notify)
    inputs = digest_of_parts(store, "reports", "signatures")
    linked = [batch for batch in store.parts.batches() if batch.stage == GROUP]
    if [(batch.maker, batch.inputs) for batch in linked] == [(maker, inputs)]:
        return
    origins = copies.group(signed_reports(store))
    with store.parts.write(GROUP, maker=maker, inputs=inputs) as writer:
        for report in sorted(origins):
            writer.add("origins", origin_row(report, origins[report]))
        finished = writer.finish()
    with store.writing():
        store.parts.replace(add=[finished], drop=lambda batch: batch.stage == GROUP)
    notify(Progress(GROUP, len(origins), len(origins)))


def sign_reports(store: Store, copies: CopyFinder, *, maker: str, notify: Notify) -> None:
    """Make the signatures that are missing."""
    if any(batch.stage == SIGN and batch.maker != maker for batch in store.parts.batches()):
        with store.writing():
            store.parts.replace(drop=lambda batch: batch.stage == SIGN and batch.maker != maker)
    total = store.tables.one(f"select count(*) from ({UNSIGNED})")
    done = 0
    for group in in_groups(store.tables.rows(UNSIGNED), BATCH):
        with store.parts.write(SIGN, maker=maker) as writer:
            for row in group:
                report = report_of_row(row)
                signature = copies.sign(report)
                writer.add(
                    "signatures",
                    signature_row(
                        report.id, item=row["item"], published=report.published, signature=signature
                    ),
                )
            finished = writer.finish()
        with store.writing():
            store.parts.replace(add=[finished])
            store.parts.join_small(SIGN)
        done += len(group)
        notify(Progress(SIGN, done, total))


def signed_reports(store: Store) -> Iterator[Signed]:
    """Yield every report's signature."""
    for row in store.tables.rows("select report, published, signature from signatures"):
        yield Signed(row["report"], row["published"], row["signature"])
