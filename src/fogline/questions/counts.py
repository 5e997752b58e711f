"""Read questions that count: what is counted where, and what number, mean, record or other area it is held against."""

import re
from dataclasses import dataclass

from fogline.model.question import Relation, Yardstick
from fogline.questions.areas import Area, areas_in

__all__ = ["MEAN", "Counted", "counted_in"]

NOUNS = (
    (
        "fatalities",
        r"fatalit(?:y|ies)|(?:reported\s+)?deaths?|dead|people\s+killed|persons?\s+killed|killed|killings",
    ),
    ("wounded", r"wounded|injured|injuries"),
    ("Explosions/Remote violence", r"explosions?\s*/\s*remote\s+violence|remote\s+violence|explosions"),
    ("Violence against civilians", r"violence\s+against\s+civilians|attacks\s+on\s+civilians"),
    ("Strategic developments", r"strategic\s+developments?"),
    ("Battles", r"battles|armed\s+clashes"),
    ("Protests", r"protests|demonstrations"),
    ("Riots", r"riots"),
    ("refugees", r"refugees"),
    ("displaced", r"displaced(?:\s+persons|\s+people)?"),
    ("events", r"(?:conflict\s+|violent\s+)?events|incidents|attacks|strikes|clashes"),
)
NOUN = "|".join(rf"(?P<n{i}>\b(?:{pattern})\b)" for i, (_, pattern) in enumerate(NOUNS))
NOUN_WORDS = "|".join(pattern for _, pattern in NOUNS)
NOUN_PATTERN = re.compile(NOUN, re.I)

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a dozen": 12, "twenty": 20, "fifty": 50, "a hundred": 100, "one hundred": 100, "a thousand": 1000,
}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
    rf"(?:\s+(?P<scale>{'|'.join(SCALES)}))?"
)
LEVELS: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "at_least",
        re.compile(rf"\b(?:at\s+least|no\s+(?:fewer|less)\s+than|reach(?:es)?|hits?)\s+{NUMBER}", re.I),
    ),
    ("at_least", re.compile(rf"(?<![\w.,]){NUMBER}\s+or\s+more\b", re.I)),
    (
        "more_than",
        re.compile(rf"\b(?:more\s+than|over|exceeds?|above|surpass(?:es)?|greater\s+than)\s+{NUMBER}", re.I),
    ),
    ("fewer_than", re.compile(rf"\b(?:fewer\s+than|less\s+than|below|under)\s+{NUMBER}", re.I)),
    ("at_most", re.compile(rf"\b(?:at\s+most|no\s+more\s+than|up\s+to)\s+{NUMBER}", re.I)),
)
NONE_AT_ALL = re.compile(
    r"\b(?:no|zero)\s+(?=(?:reported\s+)?(?:deaths|fatalities|battles|events|protests|riots))", re.I
)
ANY_AT_ALL = re.compile(
    r"\bany\s+(?=(?:reported\s+)?(?:deaths|fatalities|battles|events|protests|riots))", re.I
)

TIMES_WORDS = {
    "twice": 2,
    "double": 2,
    "three": 3,
    "triple": 3,
    "four": 4,
    "five": 5,
    "ten": 10,
    "hundred": 100,
}
TIMES = re.compile(
    rf"\b(?P<times>\d+(?:\.\d+)?|{'|'.join(TIMES_WORDS)})(?:\s+times)?\s+(?:as\s+(?:many|much|high)|more|the|that|its|of)",
    re.I,
)
MEAN = re.compile(r"\b(?:average|mean)\b", re.I)
ONE_PLUS = re.compile(r"\bone\s+plus\b|\b1\s*\+", re.I)
PAST_DAYS = re.compile(
    r"\b(?:over|of|in|for)\s+the\s+(?:(?:past|last|previous|preceding)\s+)?(?:(?P<n>\d+|twelve|six|three)\s+)?"
    r"(?P<unit>days?|months?|years?)\b(?!\s+before)",
    re.I,
)
UNIT_DAYS = {"day": 1, "month": 30, "year": 365}
MORE = re.compile(r"\b(?:more|higher|greater|rise|increase|exceed|above)\b", re.I)
FEWER = re.compile(r"\b(?:fewer|less|lower|fall|decrease|below)\b", re.I)
A_YEAR = 365
MOVES: tuple[tuple[Relation, re.Pattern[str]], ...] = (
    (
        "more_than",
        re.compile(rf"\b(?:{NOUN_WORDS})\b.{{0,60}}\b(?:rise|increase|grow|go\s+up|climb|surge)\b", re.I),
    ),
    (
        "fewer_than",
        re.compile(rf"\b(?:{NOUN_WORDS})\b.{{0,60}}\b(?:fall|drop|decline|decrease|go\s+down)\b", re.I),
    ),
)
"""A count that rises or falls without a number: against the mean of the past year."""
RECORD = re.compile(
    r"\b(?:record\s+(?:high|number)|(?:highest|deadliest|most)\b.{0,60}?\b(?:since|on\s+record|ever|in\s+\d+\s+(?:months|years)))",
    re.I,
)
COMPARED = re.compile(r"\bthan\s+(?:in|there\s+(?:are|will\s+be)\s+in)\s+(?P<rest>.+)", re.I)
QUOTED = re.compile(r"['‘\"“]([^'’\"”]{3,40})['’\"”]")

SOURCES = (
    ("ACLED", re.compile(r"\bACLED\b|armed\s+conflict\s+location", re.I)),
    ("UCDP", re.compile(r"\bUCDP\b|uppsala\s+conflict", re.I)),
    ("UNHCR", re.compile(r"\bUNHCR\b", re.I)),
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What a counting question counts, where, and against what; `source` is None where nobody is named."""

    measure: str
    area: Area | None
    relation: Relation
    yardstick: Yardstick
    source: str | None


def counted_in(text: str, *, rule: str = "") -> Counted | None:
    """Return what a question counts, None for a question that counts nothing.

    `rule` is its criteria and background: they may name the source that counts.
    """
    noun = NOUN_PATTERN.search(text)
    if noun is None:
        return None
    measure = measure_of(noun)
    found = held_against(text)
    if found is None:
        return None
    relation, yardstick = found
    other = yardstick.area
    areas = [area for area in areas_in(text, adjectives=False) if area.code != other]
    return Counted(
        measure, areas[0] if areas else None, relation, yardstick, source_in(text) or source_in(rule)
    )


def measure_of(noun: re.Match[str]) -> str:
    """Return the name of what is counted."""
    return next(name for i, (name, _) in enumerate(NOUNS) if noun[f"n{i}"])


def held_against(text: str) -> tuple[Relation, Yardstick] | None:
    """Return relation and yardstick, None where the question holds its count against nothing."""
    if RECORD.search(text):
        return "more_than", Yardstick("record")
    more, fewer = MORE.search(text), FEWER.search(text)
    times = TIMES.search(text)
    if MEAN.search(text) and (more or fewer or times):
        relation: Relation = "fewer_than" if fewer and not more else "more_than"
        return relation, Yardstick(
            "mean",
            times=times_of(times),
            plus=1.0 if ONE_PLUS.search(text) else 0.0,
            days=past_days(text),
        )
    if (compared := COMPARED.search(text)) and (more or fewer) and (areas := areas_in(compared["rest"])):
        return "more_than" if more else "fewer_than", Yardstick(
            "area", times=times_of(times), area=areas[0].code
        )
    for relation, pattern in LEVELS:
        if found := pattern.search(text):
            return relation, Yardstick("number", value=number_of(found))
    for moved, pattern in MOVES:
        if pattern.search(text):
            return moved, Yardstick("mean", days=A_YEAR)
    if NONE_AT_ALL.search(text):
        return "at_most", Yardstick("number", value=0.0)
    if ANY_AT_ALL.search(text):
        return "at_least", Yardstick("number", value=1.0)
    return None


def times_of(found: re.Match[str] | None) -> float:
    """Return the multiple: 10 for "ten times as many"."""
    if found is None:
        return 1.0
    word = found["times"].lower()
    return float(TIMES_WORDS[word]) if word in TIMES_WORDS else float(word)


def number_of(found: re.Match[str]) -> float:
    """Return a number as written, in digits or words."""
    word = re.sub(r"\s+", " ", found["number"].lower())
    number = float(NUMBER_WORDS[word]) if word in NUMBER_WORDS else float(word.replace(",", ""))
    return number * SCALES.get((found["scale"] or "").lower(), 1)


def past_days(text: str) -> int | None:
    """Return the length of the past that a mean is taken over."""
    lengths = [
        (int(found["n"]) if (found["n"] or "1").isdigit() and found["n"] else SMALL.get(found["n"] or "", 1))
        * UNIT_DAYS[found["unit"].lower().rstrip("s")]
        for found in PAST_DAYS.finditer(text)
    ]
    return max(lengths, default=None)


SMALL = {"twelve": 12, "six": 6, "three": 3}


def source_in(text: str) -> str | None:
    """Return who counts, as a text names them."""
    return next((name for name, pattern in SOURCES if pattern.search(text)), None)
