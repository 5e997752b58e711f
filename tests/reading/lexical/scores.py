"""Measure lexical readings of made-up sentences against their key: precision and recall a task."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fogline.model.reading import Reading

__all__ = ["measure", "sentences"]

FOLDER = Path(__file__).parent
PUBLISHED = "2022-05-20"


def sentences(code: str, *, held: bool | None = None) -> list[Mapping[str, Any]]:
    """Return the sentences of a language; `held` chooses those that the words were not written by, or the others."""
    found = tomllib.loads((FOLDER / f"sentences_{code}.toml").read_text(encoding="utf-8"))["sentence"]
    return [one for one in found if held is None or one.get("held", False) is held]


def measure(read: Sequence[tuple[Mapping[str, Any], Reading]]) -> dict[str, tuple[float, float, int]]:
    """Return precision, recall and size of the key of each task."""
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for sentence, reading in read:
        for task, (found, key) in facts(sentence, reading).items():
            left = list(found)
            made[task] += len(found)
            wanted[task] += len(key)
            for one in key:
                fitting = next((other for other in left if fits(task, one, other)), None)
                if fitting is not None:
                    left.remove(fitting)
                    right[task] += 1
    return {
        task: (right[task] / max(1, made[task]), right[task] / max(1, wanted[task]), wanted[task])
        for task in wanted
    }


def facts(sentence: Mapping[str, Any], reading: Reading) -> dict[str, tuple[list[Any], list[Any]]]:
    """Return what was found and what the key says, a task each."""
    text = sentence["text"]
    says = [
        (
            one.stance,
            " ".join(text[slice(*span)] for span in one.source),
            " ".join(text[slice(*span)] for span in one.content),
        )
        for one in reading.attributions
    ]
    return {
        "who says what": (says, sentence.get("says", [])),
        "times": ([(text[slice(*t.span)], t.earliest) for t in reading.times], sentence.get("times", [])),
        "tolls": (
            [(toll.measure, toll.low, toll.high) for toll in reading.tolls],
            [
                (m, None if low < 0 else low, None if high < 0 else high)
                for m, low, high in sentence.get("tolls", [])
            ],
        ),
        "places": ([place.name for place in reading.places], sentence.get("places", [])),
        "event types": ([event.type for event in reading.events], sentence.get("types", [])),
    }


def fits(task: str, key: Any, found: Any) -> bool:
    """Tell whether what was found is what the key says; words need only overlap by half."""
    if task == "who says what":
        return bool(key[0] == found[0] and alike(key[1], found[1]) and alike(key[2], found[2]))
    if task == "times":
        return bool(alike(key[0], found[0]) and key[1] == (found[1] or "")[:10])
    return bool(tuple(key) == tuple(found) if isinstance(key, tuple) else key == found)


def alike(one: str, other: str) -> bool:
    """Tell whether two texts share half of their words, counted over both."""
    mine, theirs = set(one.lower().split()), set(other.lower().split())
    return mine == theirs or 2 * len(mine & theirs) >= len(mine | theirs) > 0
