"""Collect the people and organisations of a reading that may fill a MUC-4 template, with what speaks for each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from fogline.evaluate.relevance import age_of, is_told
from fogline.evaluate.template_types import incident_type
from fogline.model.reading import Event, Party, ReadClaim, Reading, Toll
from fogline.plugins import load_documents
from fogline.reading.numbers import NumberFinder
from fogline.reading.registry import Registry

__all__ = ["NOBODY", "Fill", "perpetrators", "victims"]

NOBODY = "-"
"""The wording of a target that the report does not name."""

EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}
AUTHORITIES = frozenset({
    "police", "army", "government", "ministry", "minister", "military", "official", "president", "spokesman",
    "authorities", "coprefa", "command", "battalion", "forces", "general", "colonel", "press",
})  # fmt: skip
BEFORE_VICTIMS = re.compile(
    r"^(?:(?:of|the|a|an|at least|about|some|approximately|nearly|over|more than|another|other|his|her|their|its"
    r"|both|all|several|many|\d[\d,]*|\w+teen|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+)+",
    re.IGNORECASE,
)
NO_VICTIM = re.compile(
    r"\b(?:he|she|him|her|they|them|it|who|whom|one|others?|himself|dozens|hundreds|those|these|which|that|none|nobody)$",
    re.IGNORECASE,
)
GROUPS = re.compile(
    r"\b(?:front|army|party|movement|embassy|company|bank|office|forces?|front|government|union|league|group|police"
    r"|interests|city|town|department)$",
    re.IGNORECASE,
)
ORGANISATIONS = re.compile(
    r"\b(?:army|armed forces|air force|navy|police|government|military|front|cartel|movement|death squads?"
    r"|paramilitary groups?|battalion|brigade|organization|mafias?)$"
)
"""What the words for an organisation without a known name end in."""

MEMBERS = re.compile(
    r"\b(?:guerrillas?|rebels?|troops?|soldiers?|members?|terrorists?|units?|groups?|fighters)$",
    re.IGNORECASE,
)
MOST_VICTIMS = 500
"""Losses above this are those of a war."""


@dataclass(slots=True)
class Fill:
    """One who may fill a slot: acceptable wordings, the features that a model weighs, what the slot says of it."""

    wordings: frozenset[str]
    features: dict[str, float]
    number: str | None = None
    effects: set[str] = field(default_factory=set)
    value: str = ""


def victims(
    reading: Reading, text: str, published: str | None, probabilities: Mapping[str, float]
) -> list[Fill]:
    """Return the people whom a report's events struck, each once, the losses first."""
    found: list[Fill] = []
    events = [(event, incident_type(event, text)) for event in reading.events]
    for event, kind in events:
        if kind is None or not is_told(event):
            continue
        of_event = {
            **base_features(reading, event, text, published),
            "probability": probabilities.get(kind, 0.0),
            f"kind {kind}": 1.0,
        }
        for index in event.tolls:
            toll = reading.tolls[index]
            if toll.measure not in ("killed", "wounded", "abducted", "casualties"):
                continue
            merge(found, fill_of_toll(toll, text, of_event))
        if event.target is not None and is_person(event.target):
            words = bare(event.target.text)
            if words:
                number = number_of(event.target.text)
                features = {**of_event, "only a target": 1.0, **word_features(words, event.target.name)}
                merge(found, Fill(frozenset({words, bare(event.target.name) or words}), features, number))
    return found


def fill_of_toll(toll: Toll, text: str, of_event: Mapping[str, float]) -> Fill | None:
    """Return the victims that a loss counts; "no casualties" are nobody, unhurt."""
    features = {
        **of_event,
        f"measure {toll.measure}": 1.0,
        f"group {toll.group}": 1.0,
        f"wording {toll.wording}": 1.0,
    }
    if toll.cumulative:
        features["running total"] = 1.0
    if toll.part_of is not None:
        features["part"] = 1.0
    if toll.high == 0:
        return Fill(frozenset({NOBODY}), {**features, "none": 1.0}, None, {"NO INJURY OR DEATH"})
    words = bare(text[slice(*toll.span)])
    if not words and toll.party is not None and toll.party.name[:1].isupper():
        words = bare(toll.party.name)
    if not words or (toll.low or 0) > MOST_VICTIMS:
        return None
    features.update(word_features(words, words))
    effect = EFFECTS.get(toll.measure)
    return Fill(frozenset({words}), features, number_words(toll), {effect} if effect else set())


def merge(found: list[Fill], fill: Fill | None) -> None:
    """Add a fill to those found, or what it says to the one of the same last word."""
    if fill is None:
        return
    for known in found:
        if not last_words(known.wordings).isdisjoint(last_words(fill.wordings)):
            known.wordings |= fill.wordings
            known.effects |= fill.effects
            known.features["told again"] = known.features.get("told again", 0.0) + 1.0
            for name, value in fill.features.items():
                known.features[name] = max(value, known.features.get(name, 0.0))
            if known.number in (None, "PLURAL") and fill.number is not None:
                known.number = fill.number
            return
    found.append(fill)


def last_words(wordings: frozenset[str]) -> set[str]:
    """Return the last word of each wording, in the singular."""
    return {wording.split()[-1].lower().rstrip("s") for wording in wordings if wording.split()}


def base_features(reading: Reading, event: Event, text: str, published: str | None) -> dict[str, float]:
    """Return what is known of the event that struck somebody."""
    return {
        f"age {age_of(reading, event, published)}": 1.0,
        f"type {event.type}": 1.0,
        "early": float(event.trigger[0] < len(text) / 3),
        "placed": float(bool(event.places)),
    }


def word_features(words: str, name: str) -> dict[str, float]:
    """Return what the words for a victim are like."""
    capitals = sum(part[:1].isupper() and not part.isupper() for part in name.split())
    return {
        f"last {words.split()[-1].lower()}": 1.0,
        f"words {min(len(words.split()), 4)}": 1.0,
        "name": float(capitals > 1),
    }


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


def number_of(words: str) -> str:
    """Return how many a noun phrase means: by its number, one for a singular, PLURAL else."""
    for number in number_finder().find(words):
        if number.low is not None and number.low == number.high:
            return f"{number.low}"
    last = words.split()[-1].lower() if words.split() else ""
    is_plural = (
        (last.endswith("s") and not last.endswith("ss"))
        or last.endswith("men")
        or last in ("people", "children")
    )
    return "PLURAL" if is_plural and not is_proper(words) else "1"


def is_proper(words: str) -> bool:
    """Tell whether words are a name of several parts."""
    return sum(part[:1].isupper() and not part.isupper() for part in words.split()) > 1


def is_person(party: Party) -> bool:
    """Tell whether a party is people: by a word for them, by its kind in the registry, by a name of two parts."""
    if party.actor is not None:
        actor = registry().actors.get(party.actor)
        return actor is not None and actor.kind == "person"
    words = re.findall(r"[\w-]+", party.text.lower())
    if not words:
        return False
    last = words[-1]
    if (
        last in people()
        or last.rstrip("s") in people()
        or (last.endswith("men") and f"{last[:-3]}man" in people())
    ):
        return True
    return is_proper(party.name) and not GROUPS.search(party.name)


@cache
def people() -> frozenset[str]:
    """Return the words for persons."""
    groups = load_documents("languages")["en"]["tolls"]["groups"]
    return frozenset(word for words in groups.values() for word in words)


@cache
def registry() -> Registry:
    """Return the known actors."""
    return Registry.load()


@cache
def number_finder() -> NumberFinder:
    """Return the finder of counts."""
    return NumberFinder(load_documents("languages")["en"])


def bare(words: str) -> str:
    """Return a victim's words without article, number and line ends; empty when nothing or a pronoun is left."""
    words = BEFORE_VICTIMS.sub("", re.sub(r"\s+", " ", words).strip())
    if not re.search(r"[^\W\d]", words) or NO_VICTIM.search(words):
        return ""
    return words


def perpetrators(reading: Reading, text: str, probabilities: Mapping[str, float]) -> list[Fill]:
    """Return the organisations that a report's events are laid to or strike, each once."""
    found: dict[str, Fill] = {}
    claims: dict[str, list[ReadClaim]] = {}
    report = max(probabilities.values(), default=0.0)
    for index, event in enumerate(reading.events):
        kind = incident_type(event, text)
        is_incident = kind is not None and is_told(event)
        for role, party in (("initiator", event.initiator), ("target", event.target)):
            organisation = None if party is None else organisation_of(party)
            if party is None or organisation is None:
                continue
            fill = found.setdefault(organisation[0], Fill(frozenset(), {f"kind of {organisation[1]}": 1.0}))
            fill.wordings |= wordings_of(party)
            features = fill.features
            features["report"] = report
            features[f"{role} of {'an incident' if is_incident else 'something'}"] = 1.0
            if is_incident and role == "initiator":
                features["probability"] = max(
                    features.get("probability", 0.0), probabilities.get(kind or "", 0.0)
                )
                features["incidents"] = min(features.get("incidents", 0.0) + 0.5, 2.0)
                claims.setdefault(organisation[0], []).extend(c for c in reading.claims if c.event == index)
    for known, fill in found.items():
        fill.value = confidence(known, claims.get(known, ()))
        for claim in claims.get(known, ()):
            fill.features[f"{claim.stance} by {'outlet' if len(claim.chain) == 1 else 'sayer'}"] = 1.0
    return [fill for fill in found.values() if fill.wordings]


def organisation_of(party: Party) -> tuple[str, str] | None:
    """Return by what an organisation is known and its kind; None for people and what is no organisation."""
    if party.actor is not None:
        actor = registry().actors.get(party.actor)
        kind = "other" if actor is None else actor.kind
        return None if kind == "person" else (party.actor, kind)
    words = re.sub(r"\s+", " ", party.text).strip().lower()
    last = ORGANISATIONS.search(words)
    return None if last is None else (last[0], "unknown")


def wordings_of(party: Party) -> frozenset[str]:
    """Return the words for an organisation: its name, and what the text says where that is no pronoun and no member."""
    words = re.sub(r"^(?:the|a|an)\s+", "", re.sub(r"\s+", " ", party.text).strip(), flags=re.IGNORECASE)
    is_own = (
        not NO_VICTIM.search(words)
        and not MEMBERS.search(words)
        and words.lower() not in ("its", "their", "his")
    )
    return frozenset({*({party.name} if party.actor is not None else ()), *({words} if is_own else ())})


def confidence(actor: str, claims: Sequence[ReadClaim]) -> str:
    """Return how an organisation is blamed, by MUC-4's decision tree over the stances of the claims."""
    values = {blame(actor, claim) for claim in claims}
    for value in (
        "CLAIMED OR ADMITTED", "ACQUITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES",
        "SUSPECTED OR ACCUSED",
    ):  # fmt: skip
        if value in values:
            return value
    return "POSSIBLE" if claims else "REPORTED AS FACT"


def blame(actor: str, claim: ReadClaim) -> str:
    """Return what one claim says of a party's guilt."""
    voice = claim.chain[-1]
    own = voice.actor == actor
    if own and claim.stance in ("claimed_responsibility", "admitted", "confirmed"):
        return "CLAIMED OR ADMITTED"
    if claim.stance == "denied_responsibility" and not own:
        return "ACQUITTED"
    certain = claim.certainty == "stated" and claim.stance in ("asserted", "confirmed", "accused")
    if len(claim.chain) == 1 or (certain and claim.stance != "accused"):
        return "REPORTED AS FACT" if certain else "SUSPECTED OR ACCUSED"
    words = set(re.findall(r"\w+", (voice.sayer or "").lower()))
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if words & AUTHORITIES else "SUSPECTED OR ACCUSED"
