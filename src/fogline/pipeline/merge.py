"""Merge claims: those about the same thing become an incident.

The seam to `fogline.merging.incidents` is one function that does not know the store:

    merge_claims(claims: Sequence[Claim], *, main: frozenset[str]) -> tuple[Incident, ...]
        the incidents of one block. `main` are the ids of the claims about the event that their
        report is chiefly about; a report is main in at most one incident.

A block holds all claims whose events have one PLOVER type, and the claims without
a type that answer or take back one of them, sorted by id; each claim carries its
`origin`. Blocks are merged one at a time, and again only when a claim in them changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.pipeline.makers import digest_of_parts, maker_of, package_digest
from fogline.pipeline.progress import Notify, Progress
from fogline.store.decode import decode
from fogline.store.layout import incident_row, object_of
from fogline.store.parts import Batch
from fogline.store.store import Store
from fogline.store.tables import Subset

__all__ = [
    "IncidentMerger", "MergingIncidents", "claim_of_row", "incident_of_row", "incidents_of", "merge_incidents",
]  # fmt: skip

STAGE = "merge"
WHOLE = "merged"
"""Stage of the batch without parts that says from which parts all blocks were merged."""
BLOCKS = """
    select block, count(*) as claims, bit_xor(hash(merged_claims.id, object, origin, main)) as digest
    from merged_claims
    join block_members on block_members.id = merged_claims.id
    group by block
    order by block
"""
CLAIMS_OF_BLOCK = """
    select object, raw, origin, main
    from merged_claims
    join block_members on block_members.id = merged_claims.id
    where block = ?
    order by merged_claims.id
"""


class IncidentMerger(Protocol):
    """What tells which claims are about the same thing."""

    @property
    def code(self) -> str:
        """Digest of the code and its options."""
        ...

    def merge_claims(self, claims: Sequence[Claim], *, main: frozenset[str]) -> tuple[Incident, ...]:
        """Return the incidents of one block."""
        ...


class MergingIncidents:
    """The function of `fogline.merging.incidents`."""

    @property
    def code(self) -> str:
        """Digest of the code."""
        return package_digest("fogline.merging")

    def merge_claims(self, claims: Sequence[Claim], *, main: frozenset[str]) -> tuple[Incident, ...]:
        """Return the incidents of one block."""
        from fogline.merging.incidents import merge_claims

        return merge_claims(claims, main=main)


def merge_incidents(store: Store, merger: IncidentMerger, *, notify: Notify) -> None:
    """Bring the incidents up to date, block by block."""
    maker = maker_of(STAGE, merger.code)
    inputs = digest_of_parts(store, "reports", "claims", "origins")
    whole = [batch for batch in store.parts.batches() if batch.stage == WHOLE]
    if [(batch.maker, batch.inputs) for batch in whole] == [(maker, inputs)] and whole[
        0
    ].scope == held_blocks(store):
        return
    merge_blocks(store, merger, maker=maker, notify=notify)
    with store.writing():
        finished = Batch(WHOLE, maker, held_blocks(store), inputs, {}, {})
        store.parts.replace(add=[finished], drop=lambda batch: batch.stage == WHOLE)


def held_blocks(store: Store) -> str:
    """Return the names of all blocks that are merged, as one text."""
    return " ".join(sorted(batch.scope for batch in store.parts.batches() if batch.stage == STAGE))


def merge_blocks(store: Store, merger: IncidentMerger, *, maker: str, notify: Notify) -> None:
    """Merge the blocks in which a claim changed; let go of those that are no more."""
    blocks = {row["block"]: f"{row['claims']} {row['digest']}" for row in store.tables.rows(BLOCKS)}
    held = {
        batch.scope
        for batch in store.parts.batches()
        if batch.stage == STAGE and batch.maker == maker and blocks.get(batch.scope) == batch.inputs
    }
    if any(batch.stage == STAGE and batch.scope not in held for batch in store.parts.batches()):
        with store.writing():
            store.parts.replace(drop=lambda batch: batch.stage == STAGE and batch.scope not in held)
    for done, (block, inputs) in enumerate(blocks.items(), start=1):
        if block not in held:
            with store.parts.write(STAGE, maker=maker, scope=block, inputs=inputs) as writer:
                for incident in merge_block(store, merger, block):
                    writer.add("incidents", incident_row(incident))
                finished = writer.finish()
            with store.writing():
                store.parts.replace(add=[finished])
        notify(Progress(STAGE, done, len(blocks)))


def incidents_of(store: Store, merger: IncidentMerger, subset: Subset) -> Iterator[Incident]:
    """Yield the incidents of some reports as if there were no others; nothing is kept."""
    for row in store.tables.rows(BLOCKS, subset=subset):
        yield from merge_block(store, merger, row["block"], subset)


def merge_block(
    store: Store, merger: IncidentMerger, block: str, subset: Subset | None = None
) -> tuple[Incident, ...]:
    """Return the incidents of one block."""
    claims: list[Claim] = []
    main: set[str] = set()
    for row in store.tables.rows(CLAIMS_OF_BLOCK, (block,), subset=subset):
        claim = claim_of_row({**row, "incident": None})
        claims.append(claim)
        if row["main"]:
            main.add(claim.id)
    return merger.merge_claims(claims, main=frozenset(main))


def claim_of_row(row: Mapping[str, Any]) -> Claim:
    """Return the claim that a row was made of, with its origin and its incident."""
    return replace(decode(Claim, object_of(row)), origin=row["origin"], incident=row["incident"])


def incident_of_row(row: Mapping[str, Any]) -> Incident:
    """Return the incident that a row was made of."""
    return decode(Incident, object_of(row))
