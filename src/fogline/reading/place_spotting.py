"""Spot the names in a text that stand for places: every name the gazetteer knows, weighed by the signs around it."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from fogline.model.vocabulary import PlaceLevel, Span
from fogline.reading.gazetteer import Gazetteer, KnownPlace, NameMatch
from fogline.reading.gazetteer_index import SHORT, TRIMMED
from fogline.reading.parse import Parsed
from fogline.reading.place_words import PlaceWords
from fogline.reading.spelling import name_key

__all__ = ["Spot", "signs_of", "spot_places"]

LONGEST = 6
"""Tokens in the longest name that is looked up."""

JOINTS = frozenset(
    ["-", "–", "'", "'s", "’s", "’", "de", "del", "della", "des", "di", "do", "da", "du", "la", "le", "les", "las", "los", "el", "al", "ul", "of", "the", "and", "upon", "on", "sur", "in", "am", "an", "der", "den", "wa", "i", "e", "y", "as", "ad", "ar", "az", "us", "os"]
)
"""What may stand small inside a name."""

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
QUIET_ENTITIES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})

WEIGHTS: Mapping[str, float] = {
    "always": -1.5,
    "entity GPE": 3.0, "entity LOC": 2.0, "entity FAC": 1.0, "entity NORP": -1.0, "entity ORG": 0.0,
    "entity PERSON": -2.5, "entity other": -1.0, "inside entity": -0.5, "starts entity": 0.5,
    "locative before": 1.5, "unit word": 2.0, "pair": 2.0, "title before": -3.0, "name before": -1.5,
    "name after": -1.0, "doubtful": -2.5, "not a name": -1.5, "small elsewhere": -1.0, "place elsewhere": 2.0,
    "person elsewhere": -2.0, "country": 2.5, "admin1": 2.0, "region": 2.0, "large town": 1.5, "town": 0.5,
    "minor": -1.0, "trimmed only": -0.5, "several words": 0.5, "first in sentence": 0.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """A name that stands for a place: tokens `[start, end)`, what it may be, and how sure it is a place, 0 to 1.

    `level` is what a word beside it says ("Kunduz province"); `wide` is the span with that word where the word is
    a part of the name. `matches` is empty for a place that no gazetteer has.
    """

    start: int
    end: int
    span: Span
    key: str
    matches: tuple[NameMatch, ...]
    level: PlaceLevel | None
    sureness: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens that the gazetteer knows as a name."""

    start: int
    end: int
    key: str
    matches: tuple[NameMatch, ...]


def spot_places(parsed: Parsed, gazetteer: Gazetteer, words: PlaceWords) -> tuple[Spot, ...]:
    """Return the places named in a text, in order, none overlapping."""
    doc = parsed.doc
    candidates = find_candidates(doc, gazetteer)
    elsewhere = entities_by_key(doc)
    small = {token.lower_ for token in doc if token.text.islower()}
    spots: list[Spot] = []
    taken = 0
    for group in candidates:
        for candidate in group:
            if candidate.start < taken:
                break
            signs = signs_of(candidate, doc, gazetteer, words, elsewhere=elsewhere, small=small)
            sureness = sureness_of(signs)
            if sureness >= 0.5:
                spots.append(spot_of(candidate, doc, words, sureness))
                taken = candidate.end
                break
    return tuple(spots)


def find_candidates(doc: Doc, gazetteer: Gazetteer) -> list[list[Candidate]]:
    """Return, for each token that begins a name in the gazetteer, the names from there, the longest first."""
    windows: list[tuple[int, int]] = []
    keys: list[str] = []
    for start in range(len(doc)):
        if not begins_name(doc[start]):
            continue
        for end in ends_of_names(doc, start):
            written = doc[start:end].text
            windows.append((start, end))
            keys.append(name_key(written))
            if len(written) <= 6:
                windows.append((start, end))
                keys.append("=" + written)
    found: defaultdict[int, list[Candidate]] = defaultdict(list)
    for (start, end), key, matches in zip(windows, keys, gazetteer.find(keys), strict=True):
        if matches and is_written_out(doc, start, end, key):
            found[start].append(Candidate(start, end, key, matches))
    return [sorted(found[start], key=lambda c: (-c.end, c.key)) for start in sorted(found)]


def begins_name(token: Token) -> bool:
    """Tell whether a name may begin at a token."""
    text = token.text
    return text[0].isupper() or (len(text) > 1 and text[0] in "’‘'ʻ" and text[1].isupper())


def ends_of_names(doc: Doc, start: int) -> Iterator[int]:
    """Yield where names that begin at `start` may end: after capitalised words, with small ones between."""
    for end in range(start + 1, min(start + LONGEST, len(doc)) + 1):
        last = doc[end - 1]
        if end - start > 1:
            if doc[end - 2].whitespace_ and "\n" in doc[end - 2].whitespace_:
                return
            if not begins_name(last):
                if last.lower_ not in JOINTS:
                    return
                continue
        yield end


def is_written_out(doc: Doc, start: int, end: int, key: str) -> bool:
    """Tell whether a name of at most three letters is written as an abbreviation or as a name of its own."""
    if key.startswith("=") or len(key) > 3:
        return True
    return doc[start:end].text.replace(".", "").isupper() or doc[start].ent_type_ in PLACE_ENTITIES


def entities_by_key(doc: Doc) -> Mapping[str, frozenset[str]]:
    """Return for each name the labels that it bears as a whole entity, and PERSON for each word of a person's name."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    for entity in doc.ents:
        labels[name_key(entity.text)].add(entity.label_)
        if entity.label_ == "PERSON" and len(entity) > 1:
            for token in entity:
                labels[name_key(token.text)].add("PERSON")
    return {key: frozenset(found) for key, found in labels.items()}


def signs_of(
    candidate: Candidate,
    doc: Doc,
    gazetteer: Gazetteer,
    words: PlaceWords,
    *,
    elsewhere: Mapping[str, frozenset[str]],
    small: set[str],
) -> tuple[str, ...]:
    """Return the signs that a name stands for a place or not: keys of WEIGHTS."""
    start, end = candidate.start, candidate.end
    first, last = doc[start], doc[end - 1]
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ == "the" and start > 1:
        before = doc[start - 2]
    after = doc[end] if end < len(doc) else None
    signs = ["always", *entity_signs(doc, start, end), *place_signs(candidate, gazetteer)]
    if before is not None and before.lower_ in words.locative:
        signs.append("locative before")
    if has_unit_word(doc, start, end, words):
        signs.append("unit word")
    if before is not None and before.lower_ in words.titles:
        signs.append("title before")
    elif before is not None and begins_name(before) and before.pos_ == "PROPN" and not before.is_sent_end:
        signs.append("name before")
    if after is not None and begins_name(after) and after.pos_ == "PROPN" and not after.is_sent_start:
        signs.append("name after")
    if end - start > 1:
        signs.append("several words")
    elif first.text in words.doubtful:
        signs.append("doubtful")
    if end - start == 1 and first.pos_ not in {"PROPN", "NOUN"}:
        signs.append("not a name")
    if end - start == 1 and first.lower_ in small:
        signs.append("small elsewhere")
    if first.is_sent_start:
        signs.append("first in sentence")
    labels = elsewhere.get(candidate.key, frozenset())
    if labels & {"GPE", "LOC"}:
        signs.append("place elsewhere")
    if "PERSON" in labels:
        signs.append("person elsewhere")
    if (
        after is not None
        and after.text in {",", "("}
        and end + 1 < len(doc)
        and doc[end + 1].ent_type_ == "GPE"
    ):
        signs.append("pair")
    if any(match.kind == SHORT for match in candidate.matches):
        signs += short_signs(first, last, before, elsewhere)
    return tuple(signs)


def entity_signs(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield what the entity recogniser says of a name."""
    labels = {doc[place].ent_type_ for place in range(start, end)} - {""}
    if not labels:
        return
    label = next((doc[place].ent_type_ for place in range(start, end) if doc[place].ent_type_), "")
    yield f"entity {label}" if f"entity {label}" in WEIGHTS else "entity other"
    if start and doc[start].ent_iob_ == "I":
        yield "inside entity"
    elif end < len(doc) and doc[end].ent_iob_ == "I":
        yield "starts entity"


def place_signs(candidate: Candidate, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield how well known the best place of that name is."""
    places = [gazetteer.place(match.row) for match in candidate.matches]
    yield max(
        (standing(place) for place in places),
        key=("minor", "small", "town", "large town", "region", "admin1", "country").index,
    )
    if all(match.kind <= TRIMMED for match in candidate.matches):
        yield "trimmed only"


def standing(place: KnownPlace) -> str:
    """Return how well known a place is."""
    if place.minor:
        return "minor"
    if place.level in {"country", "admin1", "region"}:
        return place.level
    if place.population >= 100_000:
        return "large town"
    return "town" if place.population >= 5_000 or place.level == "admin2" else "small"


def short_signs(
    first: Token, last: Token, before: Token | None, elsewhere: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """Yield whether a short form stands where short forms stand."""
    if before is not None and before.text == ",":
        yield "short in place"
    elif "." not in first.text.rstrip(".") and not (last.text.isupper() and len(last.text) > 2):
        yield "short alone"


def has_unit_word(doc: Doc, start: int, end: int, words: PlaceWords) -> bool:
    """Tell whether a word for a unit stands beside a name: "Kunduz province", "province of Kunduz"."""
    if end < len(doc) and doc[end].lower_ in words.units:
        return True
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in words.units


def sureness_of(signs: Sequence[str]) -> float:
    """Return the probability that a name with these signs stands for a place."""
    return 1 / (1 + math.exp(-sum(WEIGHTS.get(sign, 0.0) for sign in signs)))


def spot_of(candidate: Candidate, doc: Doc, words: PlaceWords, sureness: float) -> Spot:
    """Return a candidate that is a place, with the level that a word beside it says."""
    start, end = candidate.start, candidate.end
    level: PlaceLevel | None = None
    if end < len(doc):
        level = words.units.get(doc[end].lower_)
    if level is None and start > 1 and doc[start - 1].lower_ == "of":
        level = words.units.get(doc[start - 2].lower_)
    if level is None and end - start > 1:
        level = words.units.get(doc[end - 1].lower_)
    return Spot(
        start=start,
        end=end,
        span=(doc[start].idx, doc[end - 1].idx + len(doc[end - 1])),
        key=candidate.key,
        matches=candidate.matches,
        level=level,
        sureness=sureness,
    )
