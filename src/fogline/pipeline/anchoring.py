"""Tell where claims stand, so that a decision can name them, and keep them as they were read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fogline.errors import ObjectUnknown
from fogline.model.claim import Claim
from fogline.model.decision import Anchor, Decision
from fogline.pipeline.decisions import Codes, decided_desks, is_about_claims
from fogline.reviewing.anchors import anchor_of
from fogline.store.decode import decode
from fogline.store.layout import object_of
from fogline.store.store import Store

__all__ = ["anchors_of", "claims_where", "places_of"]

Place = tuple[Anchor, Any]
"""Where a claim stands, and the claim as it was read; None for one that its addition alone keeps."""


def anchors_of(
    store: Store, claims: Iterable[str], counting: Sequence[Decision], codes: Codes
) -> tuple[Anchor, ...]:
    """Return where each of some claims stands, as `places_of`."""
    listed = list(claims)
    read, made = read_or_made(store, listed, counting, codes)
    return tuple(anchor_of(read[one]) if one in read else made[one][0] for one in listed)


def places_of(store: Store, claims: Sequence[str], counting: Sequence[Decision], codes: Codes) -> list[Place]:
    """Return where each of some claims stands, with the claim as it was read.

    Args:
        store: the casebook.
        claims: their ids.
        counting: the decisions in force, for claims that only people made.
        codes: of the event types.

    Raises:
        ObjectUnknown: there is no such claim.
    """
    read, made = read_or_made(store, claims, counting, codes)
    return [(anchor_of(read[one]), seen(store, read[one])) if one in read else made[one] for one in claims]


def read_or_made(
    store: Store, claims: Sequence[str], counting: Sequence[Decision], codes: Codes
) -> tuple[dict[str, Claim], dict[str, Place]]:
    """Return those of some claims that were read, and where the others stand, which people made."""
    read = {
        claim.id: claim
        for claim in claims_where(store, "read_claims", "list_contains(?, id)", (list(claims),))
    }
    made = made_claims(store, counting, codes) if any(one not in read for one in claims) else {}
    for one in claims:
        if one not in read and one not in made:
            raise ObjectUnknown(f"{one}: found no such claim, expected one", hint="run the casebook first")
    return read, made


def made_claims(store: Store, counting: Sequence[Decision], codes: Codes) -> dict[str, Place]:
    """Return the claims that only people made."""
    desks, _ = decided_desks(store, counting, codes)
    made = {
        held.id: held.anchor for desk in desks.values() for held in desk.claims.values() if held.read is None
    }
    kept = {
        anchor: decision.seen
        for decision in reversed(counting)
        if decision.seen is not None and decision.act != "add" and is_about_claims(decision)
        for anchor in decision.claims
    }
    return {one: (anchor, kept.get(anchor)) for one, anchor in made.items()}


def seen(store: Store, claim: Claim) -> dict[str, Any]:
    """Return a claim as a decision keeps it: its words stand in its report, and it points to places, not to ids."""
    pointed = sorted({*claim.answers, *claim.reverses})
    found = claims_where(store, "read_claims", "list_contains(?, id)", (pointed,)) if pointed else ()
    places = {one.id: anchor_of(one).to_dict() for one in found}
    return claim.to_dict() | {
        "quote": None, "origin": None, "incident": None, "reviewed": None,
        "answers": [places[one] for one in claim.answers if one in places],
        "reverses": [places[one] for one in claim.reverses if one in places],
    }  # fmt: skip


def claims_where(store: Store, table: str, clause: str, values: Sequence[Any]) -> Iterator[Claim]:
    """Yield the claims of a table, `claims` or `read_claims`, under a condition."""
    query = f"select object, raw from {table} where {clause} order by id"
    for row in store.tables.rows(query, values):
        yield decode(Claim, object_of(row))
