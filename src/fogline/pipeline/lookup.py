"""Find the object that an id, or the beginning of one, stands for."""

import re

from fogline.errors import ObjectUnknown
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.report import Report
from fogline.pipeline.merge import claim_of_row, incident_of_row
from fogline.pipeline.read import report_of_row
from fogline.store.store import Store

__all__ = ["find_object"]

PREFIX = re.compile(r"(?:([rcio])-)?([0-9a-f]{0,32})")
# So many of the ids that fit are named.
NAMED = 5
TABLES = {"r": "reports", "c": "claims", "i": "incidents"}


def find_object(store: Store, prefix: str) -> Report | Claim | Incident:
    """Return the report, claim or incident whose id is or begins with `prefix`.

    Without a letter it is a report's or a claim's: an incident's digits are those
    of its first claim. An id that an incident had before it grew is the id of one
    of its claims with another letter, and leads to the incident that holds that
    claim. An origin's id leads to the first of its copies.

    Raises:
        ObjectUnknown: none fits, or several do.
    """
    match = PREFIX.fullmatch(prefix.strip().lower())
    if match is None or not match[2]:
        raise ObjectUnknown(
            f"id: found {prefix!r}, expected the beginning of an id such as 'c-3f9a12'",
            hint="the ids stand in the output of fogline claims and fogline incidents",
        )
    letter, digits = match[1], match[2]
    letters = ("r" if letter == "o" else letter,) if letter else ("r", "c")
    found = [one for kind in letters for one in fitting(store, kind, digits)]
    if not found and letter == "i":
        found = incidents_of_claims(store, digits)
    if len(found) != 1:
        raise unknown(prefix, found)
    return load(store, found[0])


def fitting(store: Store, letter: str, digits: str) -> list[str]:
    """Return the ids of one table that begin with a letter and some digits."""
    query = f"select id from {TABLES[letter]} where starts_with(id, ?) order by id"
    return [row["id"] for row in store.tables.rows(query, (f"{letter}-{digits}",))]


def incidents_of_claims(store: Store, digits: str) -> list[str]:
    """Return the ids of the incidents that hold a claim whose id has these digits."""
    query = "select distinct incident from claims where starts_with(id, ?) and incident is not null order by incident"
    return [row["incident"] for row in store.tables.rows(query, (f"c-{digits}",))]


def load(store: Store, one: str) -> Report | Claim | Incident:
    """Return the object with that id."""
    (row,) = store.tables.rows(f"select * from {TABLES[one[0]]} where id = ?", (one,))
    if one[0] == "r":
        return report_of_row(row)
    return claim_of_row(row) if one[0] == "c" else incident_of_row(row)


def unknown(prefix: str, found: list[str]) -> ObjectUnknown:
    """Say that nothing fits, or how much does."""
    if not found:
        return ObjectUnknown(
            f"{prefix}: found no object whose id begins so, expected one",
            hint="was it made by another casebook, or has the report not been read yet?",
        )
    named = ", ".join(found[:NAMED]) + (f" and {len(found) - NAMED} more" if len(found) > NAMED else "")
    return ObjectUnknown(
        f"{prefix}: found {len(found)} objects whose ids begin so ({named}), expected one",
        hint="give more of the id's digits",
    )
