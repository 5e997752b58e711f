"""Measure whole reports against MUC-4 templates, a document at a time: incident types, perpetrators, blame, victims."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fogline.evaluate.scores import Score
from fogline.model.reading import Event, Party, ReadClaim, Reading
from fogline.reading.engine import read_many

__all__ = ["Template", "measure_templates", "read_gold", "read_template"]

TYPES = {
    "attack": "ATTACK", "killing": "ATTACK", "assault": "ATTACK", "wounding": "ATTACK", "mob_violence": "ATTACK",
    "sexual_violence": "ATTACK", "shelling_artillery_missile_attack": "ATTACK", "grenade": "BOMBING",
    "remote_explosive_landmine_ied": "BOMBING", "suicide_bomb": "BOMBING",
    "abduction_forced_disappearance": "KIDNAPPING",
}  # fmt: skip
"""Our types that are incidents of MUC-4. Its rules leave out what armies and guerrillas do to each other."""

BY_WORD = (
    ("hijack", "HIJACKING"), ("rob", "ROBBERY"), ("steal", "ROBBERY"), ("arson", "ARSON"), ("burn", "ARSON"),
    ("torch", "ARSON"), ("set", "ARSON"), ("fire", "ARSON"),
)  # fmt: skip
"""What the words of looting, destruction and hijacking say more exactly, by how they begin."""

STOPPAGES = ("stoppage", "strike")
EFFECTS = {"killed": "DEATH", "wounded": "INJURY"}
AUTHORITIES = frozenset({
    "police", "army", "government", "ministry", "minister", "military", "official", "president", "spokesman",
    "authorities", "coprefa", "command", "battalion", "forces", "general", "colonel", "press",
})  # fmt: skip
PERSONS = re.compile(
    r"\b(guerrillas?|gunm[ae]n|m[ae]n|terrorists?|rebels?|soldiers?|individuals?|subversives?|hitm[ae]n|assassins?"
    r"|members?|troops?|extremists?|killers?|attackers?|youths?|insurgents?|commandos?|kidnappers?|criminals?)\b",
    re.IGNORECASE,
)
BEFORE_VICTIMS = re.compile(
    r"^(?:the|a|an|at least|about|some|\d+|\w+teen|two|three|four|five|six|seven|eight|nine|ten)\s+",
    re.IGNORECASE,
)
QUOTED = re.compile(r'"([^"]+)"')


@dataclass(slots=True)
class Template:
    """What a document tells, all its incidents together; each fill is the set of its acceptable wordings."""

    types: set[str] = field(default_factory=set)
    optional: set[str] = field(default_factory=set)
    organisations: list[frozenset[str]] = field(default_factory=list)
    individuals: list[frozenset[str]] = field(default_factory=list)
    confidences: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    """(organisation's wordings, acceptable values)"""
    numbers: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)
    """(human target's wordings, acceptable numbers)"""
    effects: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)


def measure_templates(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Score the readings of `muc4/tst1.jsonl`, a document at a time.

    A string is right when the last word of one of its acceptable wordings is the
    last word of what was read, or one contains the other. Confidence, number and
    effect count only with their string. Incidents of one type in one document
    count once, so that these figures are no official MUC-4 scores.

    Args:
        data: the folder with the development data.
        limit: read only so many documents.
    """
    rows = list(records(data / "muc4" / "tst1.jsonl", limit))
    documents = (
        {"text": row["text"], "published": row["published"], "outlet": row["outlet"]} for row in rows
    )
    pairs = [
        (read_gold(row["templates"]), read_template(reading, row["text"]))
        for row, reading in zip(rows, read_many(documents), strict=True)
    ]
    score = partial(count, pairs)
    return (
        type_score(pairs),
        score("perpetrator organisation", "organisations"),
        score("perpetrator individual", "individuals"),
        score("organisation confidence", "confidences"),
        score("human target number", "numbers"),
        score("human target effect", "effects"),
    )


def records(path: Path, limit: int | None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if limit is not None and number >= limit:
                return
            yield json.loads(line)


def type_score(pairs: Sequence[tuple[Template, Template]]) -> Score:
    """Return the row for incident types: an optional template may be found and need not be."""
    right = sum(len(read.types & (gold.types | gold.optional)) for gold, read in pairs)
    found = sum(len(read.types) for _, read in pairs)
    needed = sum(len(gold.types | (gold.optional & read.types)) for gold, read in pairs)
    return Score("templates", "incident type", right, found, needed, note="types a document")


def count(pairs: Sequence[tuple[Template, Template]], measure: str, slot: str) -> Score:
    """Return the row for one slot, each gold fill matched by at most one that was read."""
    right = found = needed = 0
    for gold, read in pairs:
        wanted, given = list(getattr(gold, slot)), list(getattr(read, slot))
        needed, found = needed + len(wanted), found + len(given)
        for fill in given:
            match = next((other for other in wanted if agree(fill, other)), None)
            if match is not None:
                wanted.remove(match)
                right += 1
    return Score("templates", measure, right, found, needed, note="strings by their last word")


def agree(one: Any, two: Any) -> bool:
    """Tell whether two fills are alike: wordings, or wordings with a value."""
    if isinstance(one, tuple):
        return agree(one[0], two[0]) and bool(one[1] & two[1])
    return any(alike(left, right) for left in one for right in two)


def alike(one: str, two: str) -> bool:
    """Tell whether two wordings have their last word in common or one holds the other whole."""
    left, right = re.findall(r"\w+", one.lower()), re.findall(r"\w+", two.lower())
    if not left or not right:
        return False
    return (
        left[-1].rstrip("s") == right[-1].rstrip("s")
        or f" {' '.join(right)} " in f" {' '.join(left)} "
        or (f" {' '.join(left)} " in f" {' '.join(right)} ")
    )


def read_gold(templates: Iterable[Mapping[str, Sequence[str]]]) -> Template:
    """Return a document's official key with all its templates together."""
    gold = Template()
    for template in templates:
        optional = any("OPTIONAL" in line for line in template.get("MESSAGE: TEMPLATE", ()))
        for line in template.get("INCIDENT: TYPE", ()):
            for name in re.findall(r"[A-Z][A-Z ]+[A-Z]", line):
                (gold.optional if optional else gold.types).add(name.strip())
        if optional:
            continue
        for slot, found in (
            ("PERP: ORGANIZATION ID", gold.organisations),
            ("PERP: INDIVIDUAL ID", gold.individuals),
        ):
            for wordings in strings(template.get(slot, ())):
                if wordings not in found:
                    found.append(wordings)
        for slot, values in (
            ("PERP: ORGANIZATION CONFIDENCE", gold.confidences),
            ("HUM TGT: NUMBER", gold.numbers),
            ("HUM TGT: EFFECT OF INCIDENT", gold.effects),
        ):
            for value in valued(template.get(slot, ())):
                if value not in values:
                    values.append(value)
    return gold


def strings(lines: Iterable[str]) -> Iterator[frozenset[str]]:
    """Yield each line's acceptable wordings; optional fills ("?") are left out."""
    for line in lines:
        wordings = frozenset(QUOTED.findall(line))
        if wordings and not line.startswith("?"):
            yield wordings


def valued(lines: Iterable[str]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """Yield (wordings, acceptable values) of lines such as `DEATH: "MAYOR" / "MAYOR OF X"`."""
    for line in lines:
        value, _, rest = line.partition(":")
        wordings = frozenset(QUOTED.findall(rest))
        if wordings and not line.startswith("?"):
            yield wordings, frozenset(part.strip() for part in value.split("/"))


def read_template(reading: Reading, text: str) -> Template:
    """Return what a reading tells of a document's incidents, in the words of MUC-4."""
    template = Template()
    for index, event in enumerate(reading.events):
        kind = incident_type(event, text)
        if kind is None or event.factuality <= 0 or event.tense in ("habitual", "hypothetical", "future"):
            continue
        if not (event.initiator or event.target or event.tolls or event.places):
            continue
        template.types.add(kind)
        claims = [claim for claim in reading.claims if claim.event == index]
        if event.initiator is not None:
            add_perpetrator(template, event.initiator, claims)
        add_victims(template, event, reading, text)
    return template


def incident_type(event: Event, text: str) -> str | None:
    """Return the MUC-4 type of an event, None for what its rules leave out."""
    word = text[slice(*event.trigger)].lower()
    if event.type == "protest" and word.startswith(STOPPAGES):
        return "FORCED WORK STOPPAGE" if word.startswith("stoppage") else None
    if event.type in ("looting_property_destruction", "abduction_forced_disappearance"):
        exact = next((name for start, name in BY_WORD if word.startswith(start)), None)
        return exact or TYPES.get(event.type)
    return TYPES.get(event.type or "")


def add_perpetrator(template: Template, party: Party, claims: Sequence[ReadClaim]) -> None:
    """Add who did it: people by their description, an organisation by its name with how sure the blame is."""
    if PERSONS.search(party.text) and party.text not in {w for fill in template.individuals for w in fill}:
        template.individuals.append(frozenset({party.text}))
    if party.actor is None or PERSONS.fullmatch(party.name):
        return
    wordings = (
        frozenset({party.name, party.text}) if not PERSONS.search(party.text) else frozenset({party.name})
    )
    if not any(agree(wordings, known) for known in template.organisations):
        template.organisations.append(wordings)
        template.confidences.append((wordings, frozenset({confidence(party, claims)})))


def confidence(party: Party, claims: Sequence[ReadClaim]) -> str:
    """Return how an organisation is blamed, by MUC-4's decision tree over the stances of the claims."""
    values = {blame(party, claim) for claim in claims}
    for value in (
        "CLAIMED OR ADMITTED", "ACQUITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES",
        "SUSPECTED OR ACCUSED",
    ):  # fmt: skip
        if value in values:
            return value
    return "POSSIBLE" if claims else "REPORTED AS FACT"


def blame(party: Party, claim: ReadClaim) -> str:
    """Return what one claim says of a party's guilt."""
    voice = claim.chain[-1]
    own = voice.actor is not None and voice.actor == party.actor
    if own and claim.stance in ("claimed_responsibility", "admitted", "confirmed"):
        return "CLAIMED OR ADMITTED"
    if claim.stance == "denied_responsibility" and not own:
        return "ACQUITTED"
    certain = claim.certainty == "stated" and claim.stance in ("asserted", "confirmed", "accused")
    if len(claim.chain) == 1 or (certain and claim.stance != "accused"):
        return "REPORTED AS FACT" if certain else "SUSPECTED OR ACCUSED"
    words = set(re.findall(r"\w+", (voice.sayer or "").lower()))
    return "SUSPECTED OR ACCUSED BY AUTHORITIES" if words & AUTHORITIES else "SUSPECTED OR ACCUSED"


def add_victims(template: Template, event: Event, reading: Reading, text: str) -> None:
    """Add the people an event struck, with their number and what became of them."""
    struck: list[tuple[frozenset[str], str, str]] = []
    for index in event.tolls:
        toll = reading.tolls[index]
        if toll.measure not in ("killed", "wounded", "abducted") or toll.high == 0:
            continue
        words = toll_words(text[slice(*toll.span)])
        number = f"{toll.low}" if toll.low is not None else "-"
        struck.append((frozenset({words}), number, EFFECTS.get(toll.measure, "")))
    if not struck and event.target is not None:
        struck.append((frozenset({event.target.text, event.target.name}), "1", ""))
    for wordings, number, effect in struck:
        if not any(agree(wordings, known) for known, _ in template.numbers):
            template.numbers.append((wordings, frozenset({number})))
        if effect and (wordings, frozenset({effect})) not in template.effects:
            template.effects.append((wordings, frozenset({effect})))


def toll_words(words: str) -> str:
    """Return a victim's words without their article and number."""
    return BEFORE_VICTIMS.sub("", words)
