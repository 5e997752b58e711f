"""Write claimed events in POLECAT's 40 columns, coded in PLOVER; it is no POLECAT data.

POLECAT codes each story by itself and merges nothing, so a row is a claim with an
event of PLOVER. What its sayer does not affirm as a fact carries PLOVER's auxiliary
mode: negation, future or hypothetical. A script that ignores modes counts denials as
deeds, here as in POLECAT.
"""

from collections.abc import Iterable, Iterator

from fogline.exporters._flat import Losses
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import Cell, harmless
from fogline.exporters._text import utf8
from fogline.model.claim import Claim, ClaimedEvent
from fogline.model.reading import Party

__all__ = ["PolecatExporter"]

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""The 40 columns of POLECAT's files, in its order."""

MISSING = "None"
NEGATING = frozenset({"denied", "denied_responsibility", "refused"})
AHEAD = frozenset({"predicted", "promised", "threatened", "warned", "demanded"})
OPEN = frozenset({"questioned"})
GEONAMES = "gn:"


class PolecatExporter:
    """Tab-separated values with POLECAT's columns; what is missing is `None`, several values stand between "; "."""

    suffix = ".txt"
    media_type = "text/tab-separated-values"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a row a claim that tells an event of PLOVER with a day."""
        yield line_of(COLUMNS)
        for claim in holdings.claims():
            if claim.event is not None and why_not(claim) is None:
                yield line_of(row_of(claim, claim.event).get(column) for column in COLUMNS)

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return which claims are no rows and what the rows do not carry."""
        losses = Losses()
        for claim in holdings.claims():
            why = why_not(claim)
            if why is not None or claim.event is None:
                losses.add("claims", why or "they tell no event")
                continue
            losses.add("sayers", "POLECAT has no speaker: a denial is its event with the mode negation")
            losses.add("reported losses", "POLECAT has no column for them", len(claim.event.tolls))
            losses.add("places beside the first one", "a row has one place", len(claim.event.places[1:]))
            losses.add("intensities and quad codes", "fogline does not measure them: they are None")
        losses.add("incidents", "a row a claim: nothing says that two rows tell one event",
                   sum(1 for _ in holdings.incidents()))  # fmt: skip
        return losses.counted()


def why_not(claim: Claim) -> str | None:
    """Return why a claim is no row, None where it is one."""
    if claim.event is None:
        return "they tell no event"
    if claim.event.plover is None:
        return "their event has no type of PLOVER"
    if claim.event.time is None or claim.event.time.earliest is None:
        return "their event has no day"
    return None


def modes_of(claim: Claim, event: ClaimedEvent) -> str | None:
    """Return PLOVER's auxiliary modes of a claim; None where its sayer tells a deed as done."""
    modes = []
    if claim.polarity == "negated" or claim.stance in NEGATING:
        modes.append("negation")
    if event.tense == "future" or claim.stance in AHEAD:
        modes.append("future")
    if event.tense == "hypothetical" or claim.stance in OPEN or claim.condition is not None:
        modes.append("hypothetical")
    return "; ".join(modes) or None


def row_of(claim: Claim, event: ClaimedEvent) -> dict[str, Cell]:
    """Return what is known of the columns of a row."""
    place = event.places[0] if event.places else None
    row: dict[str, Cell] = {
        "Event ID": claim.id, "Event Date": day_of(None if event.time is None else event.time.earliest),
        "Event Type": event.plover, "Event Mode": modes_of(claim, event),
        **party_cells("Actor", event.initiator), **party_cells("Recipient", event.target),
        "Source": claim.outlet, "Publication Date": day_of(claim.published),
        "Story Locations": "; ".join(one.name for one in event.places) or None, "Version": claim.made_by,
    }  # fmt: skip
    if place is not None:
        row |= {
            "Placename": place.name, "City": place.name if place.level in ("town", "site") else None,
            "District": place.admin2, "Province": place.admin1, "Country": place.country, "Latitude": place.lat,
            "Longitude": place.lon, "Feature Type": place.level,
            "GeoNames ID": place.id.removeprefix(GEONAMES) if place.id and place.id.startswith(GEONAMES) else None,
        }  # fmt: skip
    return row


def party_cells(role: str, party: Party | None) -> dict[str, Cell]:
    """Return the name of a party, as known and as written."""
    return {} if party is None else {f"{role} Name": party.name, f"{role} Name Raw": party.text}


def day_of(moment: str | None) -> str | None:
    """Return the day of a moment."""
    return None if moment is None else moment[:10]


def line_of(cells: Iterable[Cell]) -> bytes:
    """Return a line; tabs and line ends within a cell become spaces, because the format knows no quoting."""
    flat = (" ".join(cell.split()) if isinstance(cell, str) else cell for cell in cells)
    words = (MISSING if cell in (None, "") else str(harmless(cell)) for cell in flat)
    return utf8("\t".join(words) + "\n")
