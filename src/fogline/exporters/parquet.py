"""Write the ledger as Parquet, for DuckDB, pandas, R and Spark: a row a claim, lists as lists, unknown as null."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from fogline.exporters._flat import Losses, total_of
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import whole
from fogline.model.claim import Claim
from fogline.model.incident import Incident

__all__ = ["ParquetExporter"]

ROWS = 20_000
"""Rows that are held at once, and that stand in one group of the file."""


class Drain(io.RawIOBase):
    """Takes what is written and gives it out, so that a file is never held whole."""

    def __init__(self) -> None:
        super().__init__()
        self.held = bytearray()
        self.given = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.given + len(self.held)

    def write(self, some: Any) -> int:
        self.held += some
        return len(some)

    def taken(self) -> bytes:
        """Return what was written since it was last asked."""
        some = bytes(self.held)
        self.given += len(some)
        self.held.clear()
        return some


class ParquetExporter:
    """One table of claims, with the status and the reported killed of their incidents."""

    suffix = ".parquet"
    media_type = "application/vnd.apache.parquet"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the file, a group of rows at a time; claims of one incident stand together."""
        schema, drain, rows = schema_of_claims(), Drain(), rows_of(holdings)
        with pq.ParquetWriter(drain, schema, compression="zstd") as writer:
            while some := list(islice(rows, ROWS)):
                writer.write_table(pa.Table.from_pylist(whole(some), schema=schema))
                yield drain.taken()
        yield drain.taken()

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the table has no column for."""
        losses = Losses()
        for claim in holdings.claims():
            losses.add(
                "evidence and conditions",
                "they point into the text",
                len(claim.evidence) + (claim.condition is not None),
            )
            losses.add("rivals of places", "a place is the likeliest one", sum(
                len(place.rivals) for place in (() if claim.event is None else claim.event.places)
            ))  # fmt: skip
        for incident in holdings.incidents():
            losses.add(
                "figures by sayer",
                "they follow from the claims",
                sum(len(t.by_sayer) for t in incident.tolls),
            )
        losses.add("texts of reports", "a table of claims", sum(1 for _ in holdings.reports()))
        return losses.counted()


def schema_of_claims() -> pa.Schema:
    """Return the columns and their types."""
    words, number, real = pa.string(), pa.int64(), pa.float64()
    voice = pa.struct([("sayer", words), ("kind", words), ("actor", words)])
    place = pa.struct(
        [(name, words) for name in ("id", "name", "country", "admin1", "admin2", "level")]
        + [(name, real) for name in ("lat", "lon", "radius_km")]
        + [("where_prec", number)]
    )
    toll = pa.struct(
        [("measure", words), ("item", words), ("low", number), ("high", number), ("wording", words), ("group", words),
         ("party", words), ("cumulative", pa.bool_())]
    )  # fmt: skip
    texts = ("claim", "report", "key", "outlet", "published", "quote", "sayer", "stance", "polarity", "certainty",
             "grade", "type", "acled_event_type", "acled_sub_event_type", "plover", "tense", "initiator",
             "initiator_actor", "target", "target_actor", "earliest", "latest", "precision", "origin", "incident",
             "status", "made_by", "reviewed_by", "reviewed_at")  # fmt: skip
    numbers = ("start", "end", "reported_killed_low", "reported_killed_best", "reported_killed_high")
    return pa.schema(
        [(name, words) for name in texts]
        + [(name, number) for name in numbers]
        + [(name, real) for name in ("confidence", "factuality")]
        + [("chain", pa.list_(voice)), ("places", pa.list_(place)), ("tolls", pa.list_(toll))]
        + [(name, pa.list_(words)) for name in ("answers", "reverses")]
    )


def rows_of(holdings: Holdings) -> Iterator[dict[str, Any]]:
    """Yield a row a claim: those in incidents first, by incident, then the rest by id."""
    for incident, claims in holdings.told():
        yield from (row_of(claim, incident) for claim in claims)
    yield from (row_of(claim, None) for claim in holdings.claims() if claim.incident is None)


def row_of(claim: Claim, incident: Incident | None) -> dict[str, Any]:
    """Return the row of a claim; keys that are not there are null."""
    plain, event = claim.to_dict(), claim.event
    row = {
        **plain,
        "claim": claim.id,
        "start": claim.span[0],
        "end": claim.span[1],
        "sayer": claim.chain[-1].sayer,
    }
    if claim.reviewed is not None:
        row |= {"reviewed_by": claim.reviewed.by, "reviewed_at": claim.reviewed.at}
    if incident is not None:
        killed = total_of(incident, "killed")
        row["status"] = incident.status
        if killed is not None:
            row |= {f"reported_killed_{bound}": getattr(killed, bound) for bound in ("low", "best", "high")}
    if event is None:
        return row
    row |= {
        name: plain["event"][name] for name in ("type", "plover", "tense", "factuality", "places")
    } | dict(zip(("acled_event_type", "acled_sub_event_type"), event.acled or (None, None), strict=True))
    for role in ("initiator", "target"):
        party = getattr(event, role)
        row |= {role: None, f"{role}_actor": None} if party is None else {
            role: party.name, f"{role}_actor": party.actor
        }  # fmt: skip
    if event.time is not None:
        row |= {name: getattr(event.time, name) for name in ("earliest", "latest", "precision")}
    row["tolls"] = [
        {**toll.to_dict(), "party": None if toll.party is None else toll.party.name} for toll in event.tolls
    ]
    return row
