"""Measure whole reports against MUC-4 templates, a document at a time: incident types, perpetrators, blame, victims."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fogline.evaluate.intervals import pooled
from fogline.evaluate.relevance import Judge, is_told, kind_features, load_judge
from fogline.evaluate.scores import Score
from fogline.evaluate.template_fills import NOBODY, perpetrators, victims
from fogline.evaluate.template_types import incident_type
from fogline.model.reading import Reading
from fogline.reading.engine import read_many

__all__ = ["Template", "measure_templates", "read_gold", "read_template"]

PERSONS = re.compile(
    r"\b(guerrillas?|gunm[ae]n|m[ae]n|terrorists?|rebels?|soldiers?|individuals?|subversives?|hitm[ae]n|assassins?"
    r"|members?|troops?|extremists?|killers?|attackers?|youths?|insurgents?|commandos?|kidnappers?|criminals?)\b",
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
        (read_gold(row["templates"]), read_template(reading, row["text"], row["published"]))
        for row, reading in zip(rows, read_many(documents), strict=True)
    ]
    return pooled(template_scores([pair]) for pair in pairs)


def template_scores(pairs: Sequence[tuple[Template, Template]]) -> tuple[Score, ...]:
    """Return the rows for documents, each its key and what was read."""
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
        return one == two == NOBODY
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


def read_template(
    reading: Reading, text: str, published: str | None = None, judge: Judge | None = None
) -> Template:
    """Return what a reading tells of a document's incidents, in the words of MUC-4.

    Args:
        reading: what was read.
        text: the report.
        published: ISO date of the report: MUC-4 leaves out what is older than two months.
        judge: the models that say what its rules let in; those shipped when missing.
    """
    judge = judge or load_judge()
    template = Template()
    probabilities = kind_probabilities(reading, text, published, judge)
    known = events_by_kind(reading, text)
    template.types = {
        name
        for name, probability in probabilities.items()
        if name in known and probability > judge.kinds[name].threshold
    }
    for perpetrator in perpetrators(reading, text, probabilities):
        if judge.fills["organisation"].accepts(perpetrator.features):
            template.organisations.append(perpetrator.wordings)
            template.confidences.append((perpetrator.wordings, frozenset({perpetrator.value})))
    for event in reading.events:
        kind = incident_type(event, text)
        if kind in template.types and is_told(event) and event.initiator is not None:
            party = event.initiator
            if PERSONS.search(party.text) and not any(party.text in fill for fill in template.individuals):
                template.individuals.append(frozenset({party.text}))
    for victim in victims(reading, text, published, probabilities):
        if not judge.fills["victim"].accepts(victim.features):
            continue
        if victim.number is not None:
            template.numbers.append((victim.wordings, frozenset({victim.number})))
        template.effects.extend((victim.wordings, frozenset({effect})) for effect in sorted(victim.effects))
    return template


def kind_probabilities(reading: Reading, text: str, published: str | None, judge: Judge) -> dict[str, float]:
    """Return how likely each type of incident is in a report's key."""
    indexes = events_by_kind(reading, text)
    return {
        name: model.probability(kind_features(reading, text, published, indexes.get(name, ())))
        for name, model in judge.kinds.items()
    }


def events_by_kind(reading: Reading, text: str) -> dict[str, list[int]]:
    """Return the events that may be incidents, by MUC-4 type."""
    kinds: dict[str, list[int]] = {}
    for index, event in enumerate(reading.events):
        kind = incident_type(event, text)
        if kind is not None:
            kinds.setdefault(kind, []).append(index)
    return kinds
