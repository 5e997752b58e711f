"""Collect the people and organisations of a report that may fill a MUC-4 template, with what speaks for each."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fogline.evaluate.relevance import age_of, is_told
from fogline.evaluate.template_mentions import (
    NOBODY,
    NONE_HURT,
    Mention,
    Report,
    features_of_reading,
    find_organisations,
    find_people,
    first_at,
    plain,
    split_report,
    surroundings,
)
from fogline.evaluate.template_types import incident_type
from fogline.model.reading import ReadClaim, Reading, Toll

__all__ = ["EFFECTS", "NOBODY", "Fill", "organisations_told", "people_told"]

EFFECTS = {"death": "DEATH", "injury": "INJURY", "unhurt": "NO INJURY OR DEATH"}
"""The models that ask what befell somebody, and the value of each."""

LOSSES = ("killed", "wounded", "abducted", "casualties")
AUTHORITIES = frozenset({
    "police", "army", "government", "ministry", "minister", "military", "official", "officials", "president",
    "spokesman", "authorities", "coprefa", "command", "battalion", "forces", "general", "colonel", "press",
    "commander", "staff",
})  # fmt: skip
MOST_VICTIMS = 500
"""Losses above this are those of a war."""

FORM, NUMERAL, LOSS = range(3)
"""Where a number comes from; the last is the surest."""

BRACKETED = re.compile(r"[\[(]([^\])]*)[\])]")
LONGEST_HEADER = 600
SAYING = frozenset({
    "said", "says", "stated", "reported", "announced", "according", "added", "told", "noted", "declared", "asserted",
    "revealed", "disclosed", "believe", "believed", "think", "apparently", "reportedly", "presumably", "allegedly",
    "alleged", "telephone", "call", "calls", "communique", "statement", "statements", "sources", "police", "army",
    "military", "government", "minister", "president", "coprefa", "witnesses", "unidentified", "unknown", "may", "not",
})  # fmt: skip
"""Words beside an organisation that tell who names it, and how surely."""

LEAD = 350
"""Characters of a report's body that are its lead."""


@dataclass(slots=True)
class Fill:
    """One who may fill a slot: acceptable wordings, the features that a model weighs, how many."""

    wordings: frozenset[str]
    features: dict[str, float]
    number: str | None = None


@dataclass(slots=True)
class Gathered:
    """All mentions of one: what their wordings, heads and features together are."""

    key: str
    is_named: bool
    wordings: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    features: dict[str, float] = field(default_factory=dict)
    mentions: int = 0
    number: str | None = None
    origin: int = FORM

    def count(self, number: str | None, origin: int) -> None:
        """Take a number that comes from a surer place than the one known, or says more than PLURAL."""
        if number is not None and (self.number is None or origin > self.origin):
            self.number, self.origin = number, origin

    def fill(self, document: Mapping[str, float]) -> Fill:
        """Return the fill, with what is known of the whole report."""
        features = {**document, **self.features, "mentions": math.log1p(self.mentions)}
        features.update({f"head {head}": 1.0 for head in self.heads})
        if self.is_named:
            features["named"] = 1.0
        if self.number is not None:
            number = self.number if self.number in ("1", "PLURAL") else "number"
            features[f"how many {number.lower()}"] = 1.0
            features[f"how many from {self.origin}"] = 1.0
        return Fill(frozenset(self.wordings), features, self.number)


class Surroundings:
    """What a reading knows of the words of its report, gathered once."""

    def __init__(self, reading: Reading, text: str, published: str | None) -> None:
        self.report: Report = split_report(text)
        self.kinds = {
            index: kind.lower()
            for index, event in enumerate(reading.events)
            if (kind := incident_type(event, text)) is not None and is_told(event)
        }
        self.said = features_of_reading(self.report, reading, self.kinds)
        body = max(text.find("[TEXT]"), 0)
        self.lead = body + LEAD
        self.header = {
            f"header {word}" for words in BRACKETED.findall(text[: min(body, LONGEST_HEADER)])
            for word in re.findall(r"[a-z]{3,}", words.lower()) if plain(word) == word
        }  # fmt: skip
        self.starts = [start for start, _ in self.report.spans]
        self.of_sentence: dict[int, set[str]] = {}
        for index, event in enumerate(reading.events):
            kind = self.kinds.get(index)
            if kind is not None:
                place = first_at(self.starts, event.trigger[0])
                begin = max((start for start, _ in self.report.sentences if start <= place), default=0)
                self.of_sentence.setdefault(begin, set()).update(
                    (f"age {age_of(reading, event, published)}", f"with {kind}", f"type {event.type}")
                )

    def features(self, mention: Mention) -> Iterable[str]:
        """Yield what is around a mention, in words and in the reading."""
        yield from surroundings(self.report, mention)
        for place in range(mention.start, mention.end):
            yield from self.said.get(place, ())
        sentence = self.of_sentence.get(mention.sentence[0])
        yield from sentence or ("without incident",)
        if self.report.spans[mention.start][0] < self.lead:
            yield "in the lead"
        else:
            yield f"third {3 * mention.start // len(self.starts)}"


def report_features(probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return how likely a report has an incident, and of which type."""
    best = min(max(*probabilities.values(), 0.02, 0.02), 0.98)
    features = {f"probability of {kind.lower()}": value for kind, value in probabilities.items()}
    return {**features, "report": math.log(best / (1 - best)) / 2}


def people_told(
    reading: Reading, text: str, published: str | None, probabilities: Mapping[str, float]
) -> list[Fill]:
    """Return the people whom a report names beside violence, each once, and nobody where it says that none was hurt."""
    around = Surroundings(reading, text, published)
    losses = losses_by_word(around, reading.tolls)
    found: list[Gathered] = []
    for mention in find_people(around.report, reading, text):
        known = one_like(found, mention, around.report)
        if known is None:
            known = Gathered(mention.key, not mention.head)
            found.append(known)
        add(known, mention, around)
        if mention.head:
            toll = losses.get(mention.end - 1)
            if toll is not None:
                known.count(number_words(toll), LOSS)
            known.count(mention.number, NUMERAL if mention.number not in ("1", "PLURAL") else FORM)
        else:
            known.number = "1"
    nobody = none_hurt(around, reading, text)
    document = {**report_features(probabilities), **dict.fromkeys(around.header, 1.0)}
    return [one.fill(document) for one in (*found, *([nobody] if nobody is not None else []))]


def add(known: Gathered, mention: Mention, around: Surroundings) -> None:
    """Add a mention to what is gathered of the same one."""
    known.wordings |= mention.wordings
    known.heads |= mention.heads | ({mention.head} if mention.head else set())
    known.mentions += 1
    known.features.update(dict.fromkeys(around.features(mention), 1.0))


def one_like(found: Sequence[Gathered], mention: Mention, report: Report) -> Gathered | None:
    """Return who was mentioned before: of the same name, by the same noun, or "the mayor" where a mayor has a name."""
    for known in found:
        if known.is_named == (not mention.head) and known.key == mention.key:
            return known
    if not mention.head:
        words = name_words(mention.wordings)
        return next(
            (one for one in found if one.is_named and len(words & name_words(one.wordings)) > 1), None
        )
    if (
        mention.number == "1"
        and mention.start
        and "the" in report.words[max(mention.start - 1, 0) : mention.end]
    ):
        named = [known for known in found if known.is_named and mention.head in known.heads]
        return named[0] if len(named) == 1 else None
    return None


def name_words(wordings: Iterable[str]) -> set[str]:
    """Return the words of somebody's names, joints left out."""
    return {
        word for wording in wordings if " " in wording for word in wording.lower().split() if len(word) > 3
    }


def losses_by_word(around: Surroundings, tolls: Sequence[Toll]) -> dict[int, Toll]:
    """Return the loss that counts the people at a word; running totals and the losses of wars are left out."""
    found: dict[int, Toll] = {}
    for toll in tolls:
        if toll.measure not in LOSSES or toll.high == 0 or (toll.low or 0) > MOST_VICTIMS or toll.cumulative:
            continue
        for place in range(first_at(around.starts, toll.span[0]), len(around.starts)):
            if around.starts[place] >= toll.span[1]:
                break
            found.setdefault(place, toll)
    return found


def none_hurt(around: Surroundings, reading: Reading, text: str) -> Gathered | None:
    """Return nobody, where a report says that there were no victims."""
    nobody = Gathered(NOBODY, False, {NOBODY}, {NOBODY})
    places = [(match.start(), "said by pattern") for match in NONE_HURT.finditer(text)]
    places += [(toll.span[0], f"none {toll.measure}") for toll in reading.tolls if toll.high == 0]
    for offset, feature in places:
        place = min(first_at(around.starts, offset), len(around.starts) - 1)
        sentence = next((span for span in around.report.sentences if span[0] <= place < span[1]), None)
        if sentence is None:
            continue
        add(nobody, Mention(NOBODY, place, place + 1, sentence, {NOBODY}, NOBODY), around)
        nobody.features[feature] = 1.0
    return nobody if nobody.mentions else None


def number_words(toll: Toll) -> str:
    """Return how many a loss counts as MUC-4 writes it: "4", "6-8", "6-", "~100" or PLURAL."""
    if toll.wording == "vague" or (toll.low is None and toll.high is None):
        return "PLURAL"
    if toll.wording == "about" and toll.low is not None and toll.high is not None:
        return f"~{(toll.low + toll.high) // 2}"
    if toll.low is None:
        return f"-{toll.high}"
    if toll.high is None:
        return f"{toll.low}-"
    return f"{toll.low}" if toll.low == toll.high else f"{toll.low}-{toll.high}"


def organisations_told(
    reading: Reading, text: str, published: str | None, probabilities: Mapping[str, float]
) -> list[Fill]:
    """Return the organisations that a report names beside violence or blame, each once."""
    around = Surroundings(reading, text, published)
    laid = incidents_by_word(around, reading)
    claims = claims_by_event(reading)
    found: dict[str, Gathered] = {}
    for mention in find_organisations(around.report, text):
        known = found.setdefault(mention.key, Gathered(mention.key, False))
        add(known, mention, around)
        begin, last = mention.sentence
        for word, kind in zip(around.report.words[begin:last], around.report.kinds[begin:last], strict=True):
            if kind == "blame" or word in SAYING:
                known.features[f"beside word {plain(word)}"] = 1.0
        for place in range(mention.start, mention.end):
            for event in laid.get(place, ()):
                known.features["did an incident"] = 1.0
                for claim in claims.get(event, ()):
                    known.features[f"{claim.stance} by {voice_of(claim, mention.key)}"] = 1.0
                    known.features[f"claim {claim.certainty}"] = 1.0
    document = {**report_features(probabilities), **dict.fromkeys(around.header, 1.0)}
    rivals = math.log1p(len(found))
    return [one.fill({**document, "rivals": rivals}) for one in found.values()]


def incidents_by_word(around: Surroundings, reading: Reading) -> dict[int, list[int]]:
    """Return the incidents that are laid to the party at a word."""
    found: dict[int, list[int]] = {}
    for index in around.kinds:
        party = reading.events[index].initiator
        if party is None or party.span is None:
            continue
        for place in range(first_at(around.starts, party.span[0]), len(around.starts)):
            if around.starts[place] >= party.span[1]:
                break
            found.setdefault(place, []).append(index)
    return found


def claims_by_event(reading: Reading) -> dict[int, list[ReadClaim]]:
    """Return the claims of each event."""
    found: dict[int, list[ReadClaim]] = {}
    for claim in reading.claims:
        if claim.event is not None:
            found.setdefault(claim.event, []).append(claim)
    return found


def voice_of(claim: ReadClaim, actor: str) -> str:
    """Return who makes a claim about an actor: the outlet, the actor itself, an authority or another sayer."""
    if len(claim.chain) == 1:
        return "outlet"
    voice = claim.chain[-1]
    if voice.actor == actor:
        return "itself"
    words = set(re.findall(r"\w+", (voice.sayer or "").lower()))
    return "authority" if words & AUTHORITIES else "sayer"
