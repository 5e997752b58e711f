"""Know countries and territories by any of their names, and find them in a question."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fogline.model.question import Question

__all__ = ["Area", "area_named", "area_of_deed", "areas_in", "load_areas"]


@dataclass(frozen=True, slots=True)
class Area:
    """A country or territory.

    `code` is ISO 3166-1 alpha-3, or one of our own that begins with X where ISO
    has none. `people` is log10 of its population, `deaths` log(1 + mean deaths a
    month in UCDP's data of 2016 to 2020), `continent` GeoNames' two letters.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    continent: str
    people: float
    deaths: float


@cache
def load_areas() -> Mapping[str, Area]:
    """Return every area by code."""
    written = json.loads((files("fogline.questions") / "areas.json").read_text(encoding="utf-8"))
    return {
        code: Area(
            code,
            row["names"][0],
            tuple(row["names"]),
            tuple(row.get("adjectives", ())),
            row["continent"],
            row["people"],
            row["deaths"],
        )
        for code, row in written.items()
    }


def area_named(name: str) -> Area | None:
    """Return the area that bears exactly this name, in any case."""
    return by_name().get(fold(name))


def areas_in(text: str, *, adjectives: bool = True) -> tuple[Area, ...]:
    """Return the areas that a text names, in the order of their first mention; by adjective too unless told not to.

    The longest name wins: "South Sudan" does not name Sudan.
    """
    found: dict[str, Area] = {}
    for match in names_pattern().finditer(text):
        area, is_adjective = spelled()[exact(match[0])]
        if adjectives or not is_adjective:
            found.setdefault(area.code, area)
    return tuple(found.values())


def area_of_deed(question: Question) -> str | None:
    """Return the area in which it would be: "Argentine forces" names Argentina as theirs, not as where they are."""
    its_own = {area.code for area in areas_in(question.subject or "")}
    return None if question.area in its_own else question.area


@cache
def by_name() -> Mapping[str, Area]:
    return {fold(name): area for area in load_areas().values() for name in area.names}


@cache
def spelled() -> Mapping[str, tuple[Area, bool]]:
    """Return areas by each spelling, and whether that is an adjective; a name goes before an adjective."""
    areas = tuple(load_areas().values())
    adjectives = {word: (area, True) for area in reversed(areas) for word in area.adjectives}
    return {exact(k): v for k, v in {**adjectives, **{n: (a, False) for a in areas for n in a.names}}.items()}


@cache
def names_pattern() -> re.Pattern[str]:
    """Return the pattern of all spellings, in their own case: "us" is no country, "US" is."""
    longest_first = sorted(set(written_names()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def written_names() -> tuple[str, ...]:
    return tuple(
        spelling
        for area in load_areas().values()
        for word in (*area.names, *area.adjectives)
        for spelling in {word, word.replace("'", "’")}
    )


def exact(name: str) -> str:
    return name.replace("’", "'")


def fold(name: str) -> str:
    return exact(name).casefold().removeprefix("the ").strip()
