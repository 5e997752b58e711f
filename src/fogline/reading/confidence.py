"""Rate how sure a claim's reading is: the measured share of like readings that were right."""

from fogline.model.reading import Attribution, Event

__all__ = ["rate_claim"]

OUTLET = 0.8
"""What the outlet says itself: an event that nobody else is named for."""

BY_KIND = {"direct": 0.75, "mixed": 0.75, "indirect": 0.7}
NO_TYPE = 0.9
NO_SAYER = 0.8
NESTED = 0.8


def rate_claim(attribution: Attribution | None, event: Event | None, voices: int) -> float:
    """Return the confidence of a claim, 0 to 1, rounded to two digits.

    Args:
        attribution: who is read as its sayer; None for the outlet.
        event: what is claimed; None for a judgement.
        voices: how many links its chain has.
    """
    score = OUTLET if attribution is None else BY_KIND[attribution.kind]
    if attribution is not None and attribution.sayer is None:
        score *= NO_SAYER
    if event is not None and event.type is None:
        score *= NO_TYPE
    if voices > 2:
        score *= NESTED
    return round(score, 2)
