"""Take leads in, and list them: addresses with what machines coded the reports there as.

A file of leads is an original and an item of the journal, as a report is. It makes no
claim and no incident, and no number is made of it: leads are read again from their
files each time they are listed. An address whose report has come in is told with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fogline.errors import FormatUnknown, SourceRefused
from fogline.importers import LeadImporter, format_of, importer, text_of
from fogline.model.ids import sha256_hex
from fogline.model.lead import Coding, Lead, Pointer
from fogline.model.records import Record
from fogline.store.files import disk_errors
from fogline.store.journal import Item
from fogline.store.layout import source_row
from fogline.store.store import Store

__all__ = ["LeadsAdded", "add_leads", "is_leads", "keep_leads", "list_leads"]

STAGE, MAKER = "leads", "leads 1"
READER = "leads "
"""How the journal's items of leads begin to name their reader; the format follows."""
REPORTS = "select url, min(id) as id from reports where url is not null group by url"


@dataclass(frozen=True, slots=True)
class LeadsAdded(Record):
    """What a file brought: how many rows, how many addresses. `new` is false where the same bytes had come in."""

    name: str
    format: str
    rows: int
    addresses: int
    new: bool


def add_leads(store: Store, path: Path, *, form: str | None = None) -> LeadsAdded:
    """Take in a file of leads, and journal it as an input.

    Raises:
        FormatUnknown: no importer of leads reads it.
        SourceUnreadable: a line does not hold; nothing of the file is taken in.
        SourceRefused: the file was erased.
    """
    form = form or format_of(path)
    with disk_errors(path):
        content = path.read_bytes()
    pointers = list(pointers_of(content, form, path.name))
    item = Item(sha256_hex(content), READER + form, {}, path.name)
    with store.writing():
        if store.journal.buried([item.original]):
            raise SourceRefused(
                f"{path.name}: found what was erased from this casebook, expected something else",
                hint="fogline verify says by whom and why",
            )
        new = item.id not in store.journal.known([item.id])
        if new:
            store.originals.put([content])
            store.journal.append_items([item])
            keep_leads(store, item)
    addresses = {pointer.url for pointer in pointers if pointer.url is not None}
    return LeadsAdded(path.name, form, len(pointers), len(addresses), new)


def pointers_of(content: bytes, form: str, name: str) -> Iterator[Pointer]:
    """Yield what a file of leads points to; some come in ISO-8859-1."""
    found = importer(form)
    if not isinstance(found, LeadImporter):
        raise FormatUnknown(f"{name}: found {found.title}, expected a format of leads")
    return found.read(text_of(content, name=name, otherwise="iso-8859-1"), name)


def is_leads(item: Item) -> bool:
    """Tell whether an item of the journal is a file of leads."""
    return item.reader.startswith(READER)


def keep_leads(store: Store, item: Item) -> None:
    """Put a file of leads among what came in; it holds no report. The caller holds the write lock."""
    with store.parts.write(STAGE, maker=MAKER) as writer:
        writer.add(
            "sources", source_row(item.id, item.original, item.reader, item.name, reports=0, skipped=())
        )
        store.parts.replace(add=[writer.finish()])


# Looking


@dataclass(slots=True)
class Gathered:
    """What files say of one address, or of one event without an address."""

    url: str | None
    outlets: list[str] = field(default_factory=list)
    days: list[str] = field(default_factory=list)
    events: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)

    def add(self, pointer: Pointer, source: str) -> None:
        """Add what a row says."""
        self.events.setdefault(pointer.coding.event)
        self.sources.setdefault(source)
        if pointer.outlet is not None:
            self.outlets.append(pointer.outlet)
        if pointer.published is not None:
            self.days.append(pointer.published)

    def lead(self, codings: Mapping[str, Coding], reports: Mapping[str, str]) -> Lead:
        """Return the lead."""
        told = tuple(codings[event] for event in sorted(self.events))
        return Lead(
            url=self.url, outlet=min(self.outlets, default=None), published=min(self.days, default=None),
            mentions=max((one.mentions for one in told if one.mentions is not None), default=None), codings=told,
            sources=tuple(sorted(self.sources)), report=None if self.url is None else reports.get(self.url),
        )  # fmt: skip


def list_leads(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,
    country: str | None = None,
    waiting: bool = False,
) -> Sequence[Lead]:
    """Return the leads, those that are mentioned most first; the arguments are those of `Casebook.leads`."""
    codings: dict[str, Coding] = {}
    gathered: dict[str, Gathered] = {}
    for item in store.journal.items():
        if not is_leads(item):
            continue
        source = item.reader.removeprefix(READER)
        for pointer in pointers_of(store.originals.get(item.original), source, item.name):
            coding = pointer.coding
            if coding.code is not None or coding.event not in codings:
                codings[coding.event] = coding
            key = pointer.url or coding.event
            gathered.setdefault(key, Gathered(pointer.url)).add(pointer, source)
    reports = {row["url"]: row["id"] for row in store.tables.rows(REPORTS)} if gathered else {}
    leads = (one.lead(codings, reports) for one in gathered.values())
    kept = [
        lead
        for lead in leads
        if (since is None or (lead.published or "") >= since)
        and (until is None or (lead.published or "9") <= until)
        and (type is None or any(type.upper() in (one.plover, one.code) for one in lead.codings))
        and (country is None or any(one.country == country for one in lead.codings))
        and not (waiting and lead.report is not None)
    ]
    return sorted(
        kept, key=lambda lead: (-(lead.mentions or 0), lead.published or "9", lead.url or "", lead.id)
    )
