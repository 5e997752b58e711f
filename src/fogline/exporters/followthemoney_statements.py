"""Write statements of FollowTheMoney: a row a value, its dataset the outlet that it comes from, so that it survives."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator

from fogline.exporters._ftm import Thing, Value, ftm_losses, things
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import csv_lines, harmless
from fogline.exporters._text import utf8, whole

__all__ = ["FollowTheMoneyStatementsExporter"]

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
OWN = "fogline"
PREFIX = "outlet_"


class FollowTheMoneyStatementsExporter:
    """Comma-separated values, a statement a row; `first_seen` is the day of the report."""

    suffix = ".csv"
    media_type = "text/csv"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a row a statement."""
        yield from csv_lines([COLUMNS])
        for thing in things(holdings):
            yield from csv_lines(row_of(thing, value) for value in thing.values)

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the statements do not say."""
        return ftm_losses(holdings).counted()


def row_of(thing: Thing, value: Value) -> tuple[str | None, ...]:
    """Return the row of a statement; its id is of the value as the row has it."""
    words, dataset = str(harmless(whole(value.value))), dataset_of(value.outlet)
    key = f"{dataset}.{thing.id}.{value.prop}.{words}".encode()
    return (
        thing.id, thing.id, value.prop, value.type, thing.schema, words, dataset, None, None, None, "false", value.day,
        None, hashlib.sha1(key, usedforsecurity=False).hexdigest(),
    )  # fmt: skip


def dataset_of(outlet: str | None) -> str:
    """Return the name of an outlet's dataset: small letters, digits and "_"."""
    if outlet is None:
        return OWN
    plain = unicodedata.normalize("NFKD", outlet).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return PREFIX + (words or hashlib.sha256(utf8(outlet)).hexdigest()[:12])
