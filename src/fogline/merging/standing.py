"""Say how an incident stands: single, corroborated, contested or conceded, and from how many independent origins."""

from collections.abc import Iterable, Sequence

from fogline.merging.accounts import voice_of
from fogline.model.claim import Claim
from fogline.model.incident import TollRow
from fogline.model.vocabulary import Status

__all__ = ["count_origins", "status_of"]

DENYING = frozenset({"denied", "denied_responsibility"})
TELLING = frozenset({"asserted", "admitted", "confirmed", "accused", "claimed_responsibility", "assessed"})


def status_of(claims: Sequence[Claim], tolls: Sequence[TollRow], origins: int) -> Status:
    """Return an incident's status; it follows from its claims alone.

    conceded: a party admits it, or a voice that denied it confirms it later.
    contested: a voice denies what another tells, or two voices' figures for
    one party exclude each other. corroborated: two independent origins tell it.
    """
    if any(claim.stance == "admitted" for claim in claims) or has_turned(claims):
        return "conceded"
    if is_denied(claims) or any(disagree(row) for row in tolls):
        return "contested"
    return "corroborated" if origins > 1 else "single"


def has_turned(claims: Sequence[Claim]) -> bool:
    """Tell whether a voice takes back its denial."""
    return any(claim.reverses and claim.stance in TELLING for claim in claims)


def is_denied(claims: Sequence[Claim]) -> bool:
    """Tell whether one voice denies, or tells with "not", what another voice tells."""
    against = {voice_of(claim) for claim in claims if claim.stance in DENYING or is_negated(claim)}
    telling = {voice_of(claim) for claim in claims if claim.stance in TELLING and not is_negated(claim)}
    return bool(against) and bool(telling - against or len(against) > 1)


def is_negated(claim: Claim) -> bool:
    """Tell whether a claim says that it did not happen."""
    return claim.polarity == "negated" and claim.stance in TELLING


def disagree(row: TollRow) -> bool:
    """Tell whether two voices' figures for one party leave no number that both allow."""
    if row.party is None:
        return False
    bounds = [(one.low, one.high) for one in row.by_sayer if one.low is not None or one.high is not None]
    lowest_top = min((high for _, high in bounds if high is not None), default=None)
    highest_base = max((low for low, _ in bounds if low is not None), default=None)
    return lowest_top is not None and highest_base is not None and highest_base > lowest_top


def count_origins(claims: Iterable[Claim]) -> int:
    """Count independent origins: copies of one text speak once, and so do all who quote one agency or outlet."""
    return len({origin_of(claim) for claim in claims if claim.stance in TELLING})


def origin_of(claim: Claim) -> str:
    """Return what a claim ultimately comes from: the outlet that its report quotes, else the report's origin."""
    quoted = [voice for voice in claim.chain[1:] if voice.kind == "outlet"]
    if quoted:
        return quoted[-1].actor or (quoted[-1].sayer or "").casefold()
    return claim.origin or claim.report
