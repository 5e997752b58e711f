"""Measure the finding of places: names found, names tied to the right place, and how far off."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fogline.evaluate.annotations import read_rows
from fogline.evaluate.intervals import bound, of_documents, pooled, ratio_of_sums
from fogline.evaluate.scores import Score
from fogline.model.reading import PlaceMention
from fogline.model.vocabulary import Span
from fogline.plugins import load_documents
from fogline.reading.gazetteer import Gazetteer, open_gazetteer
from fogline.reading.parse import Parsed, parse
from fogline.reading.places import PlaceFinder

__all__ = ["measure_place_set", "measure_places"]

NEAR_KM = 161.0
"""100 miles, the usual bound of a right answer in geoparsing."""

HELD_OUT = 0.3
"""Share of LGL's texts that choices are not made on, taken by their keys."""

COUNTED = (
    "names found, exact span", "names found, any overlap", "found and within 161 km", "right of those found",
    "gold within the stated radius",
)  # fmt: skip


def measure_places(data: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Measure places against LGL, its held-out fold and GeoVirus in the folder `data`; see `measure_place_set`."""
    gazetteer = open_gazetteer()
    finder = PlaceFinder(gazetteer, load_documents("languages")["en"])
    lgl, geovirus = (
        list(read_cases(data / "places" / f"{name}.jsonl", finder, limit=limit, read=parse))
        for name in ("lgl", "geovirus")
    )
    sets = {"lgl": lgl, "lgl held out": [case for case in lgl if is_held_out(case.key)], "geovirus": geovirus}
    return tuple(
        replace(
            score,
            measure=f"{name}: {score.measure}" + (", demonyms too" if "demonyms as" in score.note else ""),
        )
        for name, cases in sets.items()
        for score in score_places(cases, gazetteer)
    )


def is_held_out(key: str) -> bool:
    """Tell whether a text is of the held-out fold: by a digest of its key, the same on every machine."""
    return int.from_bytes(sha256(key.encode("utf-8")).digest()[:4]) / 2**32 < HELD_OUT


def measure_place_set(
    data: Path, *, limit: int | None = None, read: Callable[..., Parsed] = parse
) -> tuple[Score, ...]:
    """Measure places against LGL or GeoVirus.

    A gold name is found when a mention has its very span. It is resolved when the mention's id is the gold's, or
    its point lies within 161 km of the gold's; a country is also resolved by its ISO code. Gold names without a
    point count for detection alone, and what is found there is not counted against the resolution.

    Args:
        data: a file of JSON Lines as `places/lgl.jsonl`.
        limit: texts to read; all when None.
        read: parses a text; for measuring with parses that were kept.
    """
    language = load_documents("languages")["en"]
    gazetteer = open_gazetteer()
    finder = PlaceFinder(gazetteer, language)
    return score_places(list(read_cases(data, finder, limit=limit, read=read)), gazetteer)


@dataclass(frozen=True, slots=True)
class Case:
    """One text's gold names, the places found in it, and the demonyms."""

    key: str
    gold: Sequence[Mapping[str, Any]]
    mentions: tuple[PlaceMention, ...]
    demonyms: tuple[PlaceMention, ...]


def read_cases(
    data: Path, finder: PlaceFinder, *, limit: int | None, read: Callable[..., Parsed]
) -> Iterator[Case]:
    """Yield the texts of a file, read."""
    for row in islice(read_rows(data), limit):
        parsed = read(row["text"], published=row["published"], outlet=row["outlet"], title=row["title"])
        yield Case(row["key"], row["places"], finder.find(parsed), finder.find_demonyms(parsed))


def score_places(cases: Sequence[Case], gazetteer: Gazetteer) -> tuple[Score, ...]:
    """Score all texts twice: demonyms left out of the gold, and found as mentions of their countries."""
    names = [
        ([place for place in case.gold if place["phrase"] not in gazetteer.demonyms], case.mentions)
        for case in cases
    ]
    both = [(case.gold, (*case.mentions, *case.demonyms)) for case in cases]
    return (
        *score_names(names, gazetteer, note="demonyms left out"),
        *score_names(both, gazetteer, note="demonyms as countries"),
    )


def score_names(
    cases: Sequence[tuple[Sequence[Mapping[str, Any]], tuple[PlaceMention, ...]]],
    gazetteer: Gazetteer,
    *,
    note: str,
) -> tuple[Score, ...]:
    """Return detection, end to end, resolution, error and coverage of one choice of gold names."""
    counted = [count_names(gold, mentions, gazetteer, note=note) for gold, mentions in cases]
    scores = {score.measure: score for score in pooled(scores for scores, _ in counted)}
    errors = error_scores([errors for _, errors in counted], note=note)
    return (
        *[scores[name] for name in COUNTED[:-1] if name in scores],
        *errors,
        *[scores[name] for name in COUNTED[-1:] if name in scores],
    )


def count_names(
    gold: Sequence[Mapping[str, Any]], mentions: Sequence[PlaceMention], gazetteer: Gazetteer, *, note: str
) -> tuple[tuple[Score, ...], list[float]]:
    """Return one text's counts and its errors in km."""
    exact = overlapping = near = placed = placed_found = unplaced_found = covered = 0
    errors: list[float] = []
    by_span = {mention.span: mention for mention in mentions}
    for place in gold:
        span = (place["span"][0], place["span"][1])
        overlapping += any(overlap(span, mention.span) for mention in mentions)
        mention = by_span.get(span)
        exact += mention is not None
        if place["lat"] is None:
            unplaced_found += mention is not None
            continue
        placed += 1
        if mention is None:
            continue
        placed_found += 1
        distance = error_km(place, mention, gazetteer)
        if distance is None:
            continue
        errors.append(distance)
        near += distance <= NEAR_KM
        covered += distance <= (mention.radius_km or 0.0)
    found = len(mentions)
    counts = (
        (exact, found, len(gold)),
        (overlapping, found, len(gold)),
        (near, found - unplaced_found, placed),
        (near, placed_found, placed_found),
        (covered, len(errors), len(errors)),
    )
    scores = tuple(
        Score("places", name, *count, note=note) for name, count in zip(COUNTED, counts, strict=True)
    )
    return scores, errors


def error_scores(texts: Sequence[Sequence[float]], *, note: str) -> tuple[Score, ...]:
    """Return the median and the expected error distance of gold points whose name was found, by text."""
    errors = [distance for text in texts for distance in text]
    if not errors:
        return ()
    drawn = of_documents(len(texts))
    middle = median_bounds(texts)
    low, high = bound([(sum(text), len(text)) for text in texts], ratio_of_sums)
    return (
        Score(
            "places", "median error, km", gold=len(errors), value=round(median(errors), 1), note=note,
            low=middle[0], high=middle[1], drawn=drawn,
        ),
        Score(
            "places", "expected error distance, km", gold=len(errors), note=note,
            value=round(sum(errors) / len(errors), 1), low=low, high=high, drawn=drawn,
        ),
    )  # fmt: skip


def median_bounds(texts: Sequence[Sequence[float]]) -> tuple[float | None, float | None]:
    """Return the bounds of the median error over texts."""
    ordered = sorted((distance, number) for number, text in enumerate(texts) for distance in text)
    distances = np.array([distance for distance, _ in ordered])
    owners = [number for _, number in ordered]

    def middle(sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the median of each draw; here the sums are how often each text was drawn."""
        reached = np.cumsum(sums[:, owners], axis=1)
        at = (reached < reached[:, -1:] / 2).sum(axis=1)
        return np.asarray(distances[np.minimum(at, len(distances) - 1)], dtype=np.float64)

    return bound(np.eye(len(texts)), middle)


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def error_km(place: Mapping[str, Any], mention: PlaceMention, gazetteer: Gazetteer) -> float | None:
    """Return how far, in km, a mention lies from the gold: 0 for the same id or country; None without a point."""
    if mention.id is not None and mention.id == place["id"]:
        return 0.0
    if mention.level == "country" and place.get("fcode") in {"PCLI", "PCLS", "PCL", "PCLD", "PCLIX"}:
        return 0.0 if same_country(place, mention, gazetteer) else 20_000.0
    if mention.lat is None or mention.lon is None:
        return None
    return great_circle_km((place["lat"], place["lon"]), (mention.lat, mention.lon))


def same_country(place: Mapping[str, Any], mention: PlaceMention, gazetteer: Gazetteer) -> bool:
    """Tell whether a gold country is the mention's: the gold's point lies nearest to the mention's country."""
    country = gazetteer.country(mention.country)
    if country is None or country.lat is None or country.lon is None:
        return False
    distance = great_circle_km((place["lat"], place["lon"]), (country.lat, country.lon))
    return distance <= max(NEAR_KM, country.radius_km or 0.0)


def great_circle_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points, latitude first, in degrees."""
    south, north = math.radians(one[0]), math.radians(other[0])
    east = math.radians(other[1] - one[1])
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(east / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
