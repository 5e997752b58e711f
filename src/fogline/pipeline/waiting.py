"""Say what waits for a person: claims that nobody has reviewed, incidents that nobody has signed off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fogline.model.claim import Claim
from fogline.model.decision import Anchor, Decision
from fogline.model.incident import Incident
from fogline.model.records import Record
from fogline.pipeline.anchoring import anchors_of
from fogline.pipeline.decisions import Codes, is_about_claims
from fogline.reviewing.anchors import anchor_of
from fogline.store.decode import decode
from fogline.store.layout import object_of
from fogline.store.store import Store

__all__ = ["Waiting", "waiting_blind", "waiting_claims", "waiting_incidents"]

WAITING = """
    select claims.id
    from claims
    left join incidents on incidents.id = claims.incident
    where claims.confidence < ? and (? is null or claims.report = ?)
    order by coalesce(incidents.status in ('contested', 'conceded'), false) desc, claims.confidence, claims.id
"""
BLIND = """
    select id
    from read_claims
    where confidence < ? and (? is null or report = ?)
    order by report, start, id
"""
OF_IDS = """
    select claims.id, claims.object, claims.raw, incidents.status
    from claims
    left join incidents on incidents.id = claims.incident
    where list_contains(?, claims.id)
"""
BLIND_OF_IDS = "select id, object, raw, null::varchar as status from read_claims where list_contains(?, id)"
AT_ONCE = 50
"""Claims that are decoded together: whoever asks wants the first few."""
STATUS_ORDER = ("contested", "conceded", "single", "corroborated", "discounted")


@dataclass(frozen=True, slots=True)
class Waiting(Record):
    """Something that waits for a person: a claim, an incident or a decision, its id, and why it waits."""

    kind: str
    id: str
    why: str


def waiting_claims(
    store: Store, counting: Sequence[Decision], *, report: str | None, below: float
) -> Iterator[Waiting]:
    """Yield the claims that nobody has reviewed: those of contested incidents first, the least sure before others."""
    done = {anchor for one in counting if is_about_claims(one) and not one.blind for anchor in one.claims}
    yield from claims_not_in(store, (WAITING, OF_IDS), done, report=report, below=below)


def waiting_blind(
    store: Store, counting: Sequence[Decision], coder: str | None, *, report: str | None, below: float
) -> Iterator[Waiting]:
    """Yield the claims that a blind coder has not coded, as they were read, report by report."""
    own = [one for one in counting if one.by == coder and is_about_claims(one)]
    done = {anchor for one in own for anchor in one.claims}
    yield from claims_not_in(store, (BLIND, BLIND_OF_IDS), done, report=report, below=below)


def claims_not_in(
    store: Store, queries: tuple[str, str], done: set[Anchor], *, report: str | None, below: float
) -> Iterator[Waiting]:
    """Yield the claims that stand at none of some places; `queries` ask for ids in order, and for claims by ids."""
    ordered, of_ids = queries
    ids = store.tables.column(ordered, (below, report, report))
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        rows = {row["id"]: row for row in store.tables.rows(of_ids, (some,))}
        for row in (rows[id] for id in some if id in rows):
            claim = decode(Claim, object_of(row))
            if claim.reviewed is None and anchor_of(claim) not in done:
                stands = f"; its incident is {row['status']}" if row["status"] else ""
                yield Waiting("claim", claim.id, f"read with confidence {claim.confidence:.2f}{stands}")


def waiting_incidents(store: Store, counting: Sequence[Decision], codes: Codes) -> Iterator[Waiting]:
    """Yield the incidents that nobody has signed off, or that have grown since: the contested ones first."""
    signed: dict[Anchor, Decision] = {}
    for one in counting:
        if one.act == "sign_off" and one.about == "incident":
            signed.update(dict.fromkeys(one.claims, one))
    rows = store.tables.rows("select object, raw from incidents")
    incidents = [decode(Incident, object_of(row)) for row in rows]
    for incident in sorted(incidents, key=lambda one: (STATUS_ORDER.index(one.status), one.id)):
        places = anchors_of(store, incident.claims, counting, codes) if signed else ()
        who = next((signed[place].by for place in places if place in signed), None)
        if who is None:
            yield Waiting("incident", incident.id, f"{incident.status}; nobody has signed it off")
        elif any(place not in signed for place in places):
            yield Waiting(
                "incident", incident.id, f"{incident.status}; it has grown since {who} signed it off"
            )
