"""Put together the histories of voices that turned, from the ledger."""

from collections.abc import Iterable, Iterator, Mapping

from fogline.merging.histories import history_of
from fogline.merging.voices import voice_of
from fogline.model.answer import History
from fogline.model.claim import Claim
from fogline.pipeline.merge import claim_of_row
from fogline.store.listing import MADE_OF
from fogline.store.store import Store

__all__ = ["histories_of"]

REVERSALS = """
    select * from claims
    where len(reverses) > 0 and starts_with(coalesce(incident, ''), ?)
    order by published nulls last, report, start, id
"""
OF_IDS = f"select {MADE_OF['claims']} from claims where list_contains(?, id) order by id"
AROUND = """
    select id from claims where incident = ? or list_has_any(answers, ?)
    union
    select unnest(answers) from claims where list_contains(?, id)
"""
TEXTS = "select id, text from reports where list_contains(?, id)"


def histories_of(store: Store, *, incident: str = "") -> Iterator[History]:
    """Yield the history of every reversal, by its publication; a reversal that copies repeat is told once.

    Args:
        store: the casebook's folder.
        incident: id of an incident, or its beginning; every history when empty.
    """
    told: set[tuple[str, str, str]] = set()
    for row in list(store.tables.rows(REVERSALS, (incident,))):
        reversal = claim_of_row(row)
        key = (reversal.origin or reversal.report, voice_of(reversal), reversal.quote)
        if key not in told:
            told.add(key)
            yield history_in(store, reversal)


def history_in(store: Store, reversal: Claim) -> History:
    """Return the history that ends with one reversal."""
    taken_back = claims_of(store, reversal.reverses)
    own = [reversal.id, *reversal.reverses]
    around = {row["id"] for row in store.tables.rows(AROUND, (reversal.incident, own, own))}
    others = claims_of(store, around.difference(own))
    return history_of(reversal, taken_back, others, texts_of(store, [reversal, *others]))


def claims_of(store: Store, ids: Iterable[str]) -> list[Claim]:
    """Return the claims with some ids, by id."""
    return [claim_of_row(row) for row in store.tables.rows(OF_IDS, (sorted(ids),))]


def texts_of(store: Store, claims: list[Claim]) -> Mapping[str, str]:
    """Return the texts of the reports in which claims name evidence."""
    wanted = sorted({claim.report for claim in claims if claim.evidence})
    return {row["id"]: row["text"] for row in store.tables.rows(TEXTS, (wanted,))}
