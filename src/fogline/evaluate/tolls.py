"""Measure losses against short accounts of attacks and against newspaper reports of shootings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.intervals import pooled
from fogline.evaluate.scores import Score
from fogline.model.reading import Toll
from fogline.model.vocabulary import Measure
from fogline.plugins import load_documents
from fogline.reading.actors import CastFinder
from fogline.reading.document import Span
from fogline.reading.numbers import NumberFinder
from fogline.reading.parse import Parsed, parse
from fogline.reading.registry import Registry
from fogline.reading.tolls import TollFinder

__all__ = ["measure_tolls", "total_of"]

ATTACKERS = re.compile(
    r"\b(?:attackers?|assailants?|gunm[ae]n|bombers?|terrorists?|perpetrators?|shooters?|militants?|suspects?"
    r"|jihadists?|hijackers?|himself|herself|themselves)\b",
    re.IGNORECASE,
)
"""Words for those who attacked: the archive of shootings counts them among the dead, the accounts of attacks apart."""

FIRST_TOLD = 3
"""Sentences with losses among which a report's total stands; later ones tell of others (incidents, even half)."""

PRONOUNS = frozenset({"he", "she", "him", "her", "they", "them", "himself", "herself", "themselves"})

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DAYS_AFTER = 3
"""Reports of a shooting count when they were published within so many days of it."""

SHORTEST = 150
"""Characters; shorter reports of shootings are headlines."""


def measure_tolls(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return how often the total that a text tells is the record's, killed and wounded.

    Args:
        data: folder with `events/wiki_terror.jsonl` and `incidents/`.
        limit: read so many texts of each set only.
    """
    language = load_documents("languages")["en"]
    casts, finder = CastFinder(Registry.load(), language), TollFinder(language)
    scores: list[Score] = []
    for name, attackers, rows in (
        ("wiki_terror", False, attacks(data / "events" / "wiki_terror.jsonl", limit)),
        ("incidents", True, shootings(data / "incidents", limit)),
    ):
        texts = []
        for text, record in rows:
            parsed = parse(text)
            tolls = finder.find(parsed, casts.find(parsed))
            killed = total_of(tolls, "killed", parsed, attackers=attackers) == record[0]
            wounded = total_of(tolls, "wounded", parsed, attackers=attackers) == record[1]
            texts.append(text_scores(name, killed=killed, wounded=wounded))
        scores += pooled(texts)
    return tuple(scores)


def text_scores(name: str, *, killed: bool, wounded: bool) -> tuple[Score, ...]:
    """Return the rows of one text of a set: which of its totals are right."""
    note = "the text's total is the record's"
    return (
        Score("tolls", f"{name}, killed", killed, 1, 1, note=note),
        Score("tolls", f"{name}, wounded", wounded, 1, 1, note=note),
    )


def attacks(path: Path, limit: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield texts with the number killed and wounded of their only event."""
    for row in read_rows(path, limit):
        event = row["events"][0]
        yield row["text"], (event["killed"], event["wounded"])


def shootings(folder: Path, limit: int | None) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield early reports with the number killed and injured of their incident."""
    incidents = {row["incident"]: row for row in read_rows(folder / "incidents_dev.jsonl")}
    early = (
        (row["text"], (incident["killed"], incident["injured"]))
        for row in read_rows(folder / "documents_dev.jsonl")
        if (incident := incidents.get(row["incident"])) is not None and is_early(row, incident)
    )
    yield from islice(early, limit)


def is_early(row: Mapping[str, Any], incident: Mapping[str, Any]) -> bool:
    """Tell whether a report is of its incident alone, long enough, and published within days of it."""
    if row["published"] is None or row.get("also") or len(row["text"]) < SHORTEST:
        return False
    late = date.fromisoformat(row["published"][:10]) - date.fromisoformat(incident["date"])
    return 0 <= late.days <= DAYS_AFTER


def total_of(tolls: Sequence[Toll], measure: Measure, parsed: Parsed, *, attackers: bool = True) -> int:
    """Return the total that one text tells of its main incident.

    It is the largest sum over one of the first sentences that tell losses:
    what comes later is detail or another incident. Parts, running totals and
    what happened in other years stay out. Plurals without a number count only
    where nothing else does, and a bound counts as its figure: "more than 20"
    is 20. An attacker counts once: "among them the gunman" is in the sum
    already, and where attackers do not count, is taken from it.

    Args:
        tolls: all losses of the text.
        measure: what is counted.
        parsed: the text.
        attackers: whether those who attacked count among the victims.
    """
    latest = max(years_in(parsed.text), default=0)
    counted: dict[int, dict[str, int]] = {}
    vague: dict[int, dict[str, int]] = {}
    apart: dict[int, dict[str, int]] = {}
    among: dict[int, dict[str, int]] = {}
    for toll in tolls:
        if toll.measure != measure or toll.cumulative:
            continue
        words = parsed.doc.char_span(*toll.span, alignment_mode="expand")
        if words is None or any(year < latest for year in years_in(words.sent.text)):
            continue
        number = figure(toll, words.text)
        is_attacker = ATTACKERS.search(words.text) is not None
        if measure == "wounded" and words.text.casefold() in PRONOUNS:
            is_attacker = False  # who shoots himself in the leg has attacked nobody
        if toll.part_of is not None and not is_attacker:
            continue
        sums = counted if number is not None else vague
        if is_attacker:
            sums = apart if toll.part_of is None else among
        sums.setdefault(words.sent.start, {})[person(words)] = number or toll.low or toll.high or 0
    told = [(total(victims), total(among.get(at, {}))) for at, victims in sorted((counted or vague).items())]
    most, inside = max(told[:FIRST_TOLD], default=(0, 0))
    if not attackers:
        return max(most - inside, 0)
    return most + max(max(map(total, apart.values()), default=0) - inside, 0)


def total(victims: Mapping[str, int]) -> int:
    """Return the sum over one sentence; a pronoun by itself counts only where nobody else does."""
    named = {words: number for words, number in victims.items() if words not in PRONOUNS}
    return sum((named or victims).values())


def person(words: Span) -> str:
    """Return the words by which a victim is known in its sentence; a pronoun in an enumeration is somebody."""
    is_joined = any(token.dep_ == "conj" or any(c.dep_ == "conj" for c in token.children) for token in words)
    return f"{words.text.casefold()}{' and' if is_joined else ''}"


def figure(toll: Toll, words: str) -> int | None:
    """Return the figure of a loss as it is printed: 20 of "more than 20", 100 of "about 100"; None without any."""
    if toll.wording == "exact":
        return toll.low
    for number in number_finder().find(words):
        plain = next(iter(number_finder().find(words[slice(*number.core)])), number)
        return plain.low if plain.low is not None else plain.high
    return None if toll.wording == "vague" else toll.low


@cache
def number_finder() -> NumberFinder:
    """Return the finder of counts, built once."""
    return NumberFinder(load_documents("languages")["en"])


def years_in(words: str) -> list[int]:
    """Return the years that words name."""
    return [int(year) for year in YEAR.findall(words)]
