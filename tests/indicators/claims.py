"""Make claims and indicators of an invented war."""

from fogline.indicators.board import Condition
from fogline.model.claim import Claim, ClaimedEvent
from fogline.model.reading import Condition as If
from fogline.model.reading import Voice


def make_claim(
    quote="weapons reached the Arnor Front", *, origin="o-1", tense="past", factuality=3.0, **fields
):
    """Return a claim; its event is of `tense` and `factuality`, none where `tense` is None."""
    event = None
    if tense is not None:
        event = ClaimedEvent((0, 1), "supply", None, None, factuality, tense, None, None, (), None, ())
    made = {
        "id": "c-1", "report": "r-1", "key": None, "outlet": "The Post", "published": "1822-05-04", "span": (0, 1),
        "quote": quote, "chain": (Voice("The Post", "outlet"), Voice("Karim Daud", "person")), "stance": "asserted",
        "polarity": "affirmed", "certainty": "stated", "confidence": 0.8, "grade": "C3", "event": event, "answers": (),
        "reverses": (), "evidence": (), "condition": None, "origin": origin, "incident": None, "made_by": "hand",
        "reviewed": None,
    }  # fmt: skip
    return Claim(**{**made, **fields})


def make_condition(**fields):
    """Return the condition that weapons reach somebody."""
    made = {
        "id": "weapons", "name": "Weapons", "then": None, "words": ("weapon*",), "types": (), "also": (),
        "turned_by": (), "parties": (), "place": None, "days": None, "at_least": 1,
    }  # fmt: skip
    return Condition(**{**made, **fields})


WHERE_IT_DEPENDS = If((0, 1), None)
