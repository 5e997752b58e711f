"""Judge whether a report tells an incident as its subject or recalls, threatens and comments: a model over a reading.

MUC-4 wants incidents that are recent, specific, told as fact and struck
civilians; half of its reports only mention violence. What separates the two
is spread over a whole report, so that a logistic model over counts of the
reading and over its words decides. The weights are written by
`training/templates.py` into `relevance.json`.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from fogline.evaluate.template_mentions import pairs, split_report
from fogline.evaluate.template_types import NINE
from fogline.model.reading import Event, ReadClaim, Reading

__all__ = ["Judge", "Logistic", "is_told", "kind_features", "load_judge"]

UNREAL = frozenset({"habitual", "hypothetical", "future"})
AGES = ((-1, "ahead"), (4, "days"), (15, "fortnight"), (62, "two months"), (400, "year"))
"""Days between event and report, below which an event is of that age; two months is MUC-4's "recent"."""

COMBATANTS = re.compile(
    r"soldier|troop|army|military|guerrilla|rebel|battalion|police|guard|subversive|insurgent|front\b", re.I
)
WORD = re.compile(r"[a-z]{3,}")
LEAD = 350
"""Characters of a report's body that are its lead."""


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: which features weigh how much, and from which probability on the answer is yes."""

    bias: float
    threshold: float
    weights: Mapping[str, float]

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability of yes."""
        score = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))

    def accepts(self, features: Mapping[str, float]) -> bool:
        """Tell whether the answer is yes."""
        return self.probability(features) > self.threshold


@dataclass(frozen=True, slots=True)
class Judge:
    """The models of a report's incident types, of who fills its slots, and of how surely a perpetrator is named."""

    kinds: Mapping[str, Logistic]
    fills: Mapping[str, Logistic]
    confidences: Mapping[str, Logistic]

    def confidence(self, features: Mapping[str, float]) -> str:
        """Return the likeliest of MUC-4's words for how surely an organisation is named as the perpetrator."""
        return max(sorted(self.confidences), key=lambda value: self.confidences[value].probability(features))


@cache
def load_judge() -> Judge:
    """Return the judge with the weights that are shipped."""
    written = json.loads(files("fogline.evaluate").joinpath("relevance.json").read_text(encoding="utf-8"))
    return read_judge(written)


def read_judge(written: Mapping[str, Any]) -> Judge:
    """Return the judge that a JSON document describes."""
    models = {
        part: {name: Logistic(**model) for name, model in written[part].items()}
        for part in ("kinds", "fills", "confidences")
    }
    return Judge(models["kinds"], models["fills"], models["confidences"])


def is_told(event: Event) -> bool:
    """Tell whether a text says that an event happened, with at least one thing about it."""
    is_real = event.factuality > 0 and event.tense not in UNREAL
    return is_real and bool(event.initiator or event.target or event.tolls or event.places)


def kind_features(
    reading: Reading, text: str, published: str | None, indexes: Sequence[int]
) -> dict[str, float]:
    """Return what speaks for and against a type of incident in a report.

    Args:
        reading: what was read from the report.
        text: the report.
        published: ISO date of the report.
        indexes: the events that may be incidents of the type.
    """
    start = max(text.find("[TEXT]"), 0)
    features = report_features(reading, text)
    events = [reading.events[index] for index in indexes]
    told = [(index, reading.events[index]) for index in indexes if is_told(reading.events[index])]
    features["events"] = math.log1p(len(events))
    features["any"] = float(bool(events))
    features["told"] = math.log1p(len(told))
    features["any told"] = float(bool(told))
    if told:
        first = min(event.trigger[0] for _, event in told) - start
        features["place in text"] = max(first, 0) / max(len(text) - start, 1)
        features["in the lead"] = float(first < LEAD)
    stances: dict[int, list[ReadClaim]] = {}
    for claim in reading.claims:
        if claim.event is not None:
            stances.setdefault(claim.event, []).append(claim)
    for index, event in told:
        features.update(event_features(reading, event, text, published))
        if reading.main == index:
            features["main"] = 1.0
        for claim in stances.get(index, ()):
            features[f"{claim.stance} by {'outlet' if len(claim.chain) == 1 else 'sayer'}"] = 1.0
    for event in events:
        for word in WORD.findall(sentence_around(text, event.trigger[0])):
            features[f"beside {word}"] = 1.0
    return features


def report_features(reading: Reading, text: str) -> dict[str, float]:
    """Return what a whole report is like: where it plays, whether it talks or tells, its words."""
    words = WORD.findall(text.lower())
    countries = [place.country for place in reading.places if place.country]
    here = sum(country in NINE for country in countries)
    features = {
        "in the nine countries": here / len(countries) if countries else 0.5,
        "first person": min(
            20 * sum(word in ("our", "you", "your") for word in words) / max(len(words), 1), 1.0
        ),
        "questions": min(text.count("?"), 3) / 3,
        "length": min(len(text) / 5000, 2.0),
        "with sayers": sum(len(claim.chain) > 1 for claim in reading.claims) / max(len(reading.claims), 1),
    }
    for tense in ("past", "ongoing", *sorted(UNREAL)):
        share = sum(event.tense == tense for event in reading.events) / max(len(reading.events), 1)
        features[f"share {tense}"] = share
    features.update({f"word {word}": 1.0 for word in words})
    features.update(dict.fromkeys(pairs(split_report(text)), 1.0))
    return features


def event_features(
    reading: Reading, event: Event, text: str, published: str | None
) -> Iterable[tuple[str, float]]:
    """Yield what is known of one event that is told."""
    yield f"type {event.type}", 1.0
    yield f"age {age_of(reading, event, published)}", 1.0
    if text[slice(*event.trigger)].lower().endswith("s"):
        yield "plural", 1.0
    initiator, target = (
        "none" if party is None else "combatant" if COMBATANTS.search(party.text) else "other"
        for party in (event.initiator, event.target)
    )
    yield f"initiator {initiator}", 1.0
    yield f"target {target}", 1.0
    yield f"{initiator} against {target}", 1.0
    if event.places:
        yield f"placed {min(reading.places[place].where_prec for place in event.places)}", 1.0
    if event.same is not None:
        yield "told again", 1.0
    for index in event.tolls:
        toll = reading.tolls[index]
        if toll.cumulative:
            yield "running total", 1.0
            continue
        number = "one" if toll.high == 1 else "vague" if toll.wording == "vague" else "number"
        yield f"{toll.measure} {number}", 1.0
        yield f"{toll.measure} {toll.group}", 1.0


def age_of(reading: Reading, event: Event, published: str | None) -> str:
    """Return how long before the report an event was, in words."""
    earliest = reading.times[event.time].earliest if event.time is not None else None
    if earliest is None or published is None:
        return "unknown"
    try:
        days = (date.fromisoformat(published[:10]) - date.fromisoformat(earliest[:10])).days
    except ValueError:
        return "unknown"
    return next((name for limit, name in AGES if days < limit), "old")


def sentence_around(text: str, offset: int) -> str:
    """Return the words around an offset up to the next full stops, in lower case."""
    start = max(text.rfind(stop, 0, offset) for stop in (". ", ".\n", "\n\n"))
    ends = [end for stop in (". ", ".\n", "\n\n") if (end := text.find(stop, offset)) >= 0]
    return text[start + 1 : min(ends, default=len(text))].lower()
