"""Take leads in, and list them: addresses with what machines coded the reports there as.

A file of leads is an original and an item of the journal, as a report is. It makes no
claim and no incident, and no number is made of it. Its rows stand in a table of their
own; an address whose report has come in is told with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.errors import FormatUnknown, InputError, ObjectUnknown, SourceRefused
from fogline.importers import LeadImporter, format_of, importer, text_of
from fogline.model.ids import sha256_hex
from fogline.model.lead import Coding, Lead, Pointer
from fogline.model.records import Record
from fogline.pipeline.makers import maker_of, package_digest
from fogline.pipeline.progress import Skipped, skipped_because
from fogline.store.files import disk_errors
from fogline.store.filters import Condition, where
from fogline.store.journal import Item
from fogline.store.layout import source_row
from fogline.store.listing import Listing
from fogline.store.store import Store

__all__ = [
    "LEADS", "LeadsAdded", "add_leads", "add_without", "files_of_leads", "files_that_point_to", "is_leads",
    "keep_leads_again", "leads_maker", "list_leads",
]  # fmt: skip

LEADS = "leads"
READER = "leads "
"""How the journal's items of leads begin to name their reader; the format follows."""
ORDER = "coalesce(mentions, 0) desc, published nulls last, url nulls first, key"
CODED = "list_contains([one.plover for one in codings], ?) or list_contains([one.code for one in codings], ?)"
IN_COUNTRY = "list_contains([one.country for one in codings], ?)"


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
            keep_leads(store, item, pointers)
    addresses = {pointer.url for pointer in pointers if pointer.url is not None}
    return LeadsAdded(path.name, form, len(pointers), len(addresses), new)


def pointers_of(content: bytes, form: str, name: str) -> Iterator[Pointer]:
    """Yield what a file of leads points to."""
    return importer_of(form, name).read(words_of(content, name), name)


def importer_of(form: str, name: str) -> LeadImporter:
    """Return the importer of a format of leads."""
    found = importer(form)
    if not isinstance(found, LeadImporter):
        raise FormatUnknown(f"{name}: found {found.title}, expected a format of leads")
    return found


def words_of(content: bytes, name: str) -> str:
    """Return the text of a file of leads; some come in ISO-8859-1."""
    return text_of(content, name=name, otherwise="iso-8859-1")


def is_leads(item: Item) -> bool:
    """Tell whether an item of the journal is a file of leads."""
    return item.reader.startswith(READER)


def leads_maker() -> str:
    """Return what makes rows of files of leads."""
    return maker_of(LEADS, package_digest("fogline.importers"))


# Rows


def keep_leads_again(store: Store, item: Item) -> None:
    """Put the rows of a kept file into the tables again; none where it is read no more."""
    try:
        content = store.originals.get(item.original)
        pointers = list(pointers_of(content, item.reader.removeprefix(READER), item.name))
    except InputError as error:
        keep_leads(store, item, (), skipped=[skipped_because(error)])
        return
    keep_leads(store, item, pointers)


def keep_leads(
    store: Store, item: Item, pointers: Iterable[Pointer], *, skipped: Sequence[Skipped] = ()
) -> None:
    """Put what a file points to into the tables, and the file itself. The caller holds the write lock."""
    with store.parts.write(LEADS, maker=leads_maker()) as writer:
        about = {
            "item": item.id,
            "received": store.journal.received(item.original) or "",
            "source": item.reader.removeprefix(READER),
        }
        for position, pointer in enumerate(pointers):
            where = {"url": pointer.url, "outlet": pointer.outlet, "published": pointer.published}
            writer.add("leads", {**about, "position": position, **where, **pointer.coding.to_dict()})
        writer.add(
            "sources", source_row(item.id, item.original, item.reader, item.name, reports=0, skipped=skipped)
        )
        store.parts.replace(add=[writer.finish()])


# Looking


def list_leads(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    type: str | None = None,
    country: str | None = None,
    waiting: bool = False,
) -> Listing[Lead]:
    """Return the leads, those that are mentioned most first; the arguments are those of `Casebook.leads`."""
    conditions: list[Condition] = [
        *([] if since is None else [("published >= ?", (since,))]),
        *([] if until is None else [("published <= ?", (until,))]),
        *([] if type is None else [(CODED, (type.upper(), type.upper()))]),
        *([] if country is None else [(IN_COUNTRY, (country,))]),
        *([("report is null", ())] if waiting else []),
    ]
    clause, values = where(conditions)
    return Listing(store.tables, f"select * from leads {clause} order by {ORDER}", values, lead_of_row)


def lead_of_row(row: Mapping[str, Any]) -> Lead:
    """Return the lead of a row of `leads`."""
    return Lead(
        url=row["url"], outlet=row["outlet"], published=row["published"], mentions=row["mentions"],
        codings=tuple(Coding(**coding) for coding in row["codings"]), sources=tuple(row["sources"]),
        report=row["report"],
    )  # fmt: skip


# Leaving out


def files_of_leads(store: Store, name: str) -> tuple[Item, ...]:
    """Return the files of leads that were called so.

    Raises:
        ObjectUnknown: there is none.
    """
    files = [item for item in store.journal.items() if is_leads(item)]
    if found := tuple(item for item in files if item.name == name):
        return found
    known = ", ".join(sorted({item.name for item in files})) or "none: no leads came in"
    raise ObjectUnknown(f"leads {name!r}: found no such file, expected one of {known}")


def files_that_point_to(store: Store, url: str) -> tuple[Item, ...]:
    """Return the files of leads with a row about an address."""
    told = {
        row["item"] for row in store.tables.rows("select distinct item from lead_parts where url = ?", (url,))
    }
    return tuple(item for item in store.journal.items() if item.id in told) if told else ()


def add_without(store: Store, item: Item, url: str) -> int:
    """Take a file in again without its lines about an address, and return how many those are.

    What is left is a file of its own; the caller erases the one that it came from.
    """
    lines = words_of(store.originals.get(item.original), item.name).split("\n")
    left = [line for line in lines if url not in line.rstrip("\r").split("\t")]
    content = "\n".join(left).encode("utf-8", "surrogatepass")
    again = Item(sha256_hex(content), item.reader, item.options, item.name)
    pointers = list(pointers_of(content, item.reader.removeprefix(READER), item.name))
    with store.writing():
        is_there = store.journal.known([again.id]) or store.journal.buried([again.original])
        if pointers and not is_there:
            store.originals.put([content])
            store.journal.append_items([again])
            keep_leads(store, again, pointers)
    return len(lines) - len(left)
