"""Spot the names in a text that stand for places: every name the gazetteer knows, weighed by the signs around it."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fogline.model.vocabulary import PlaceLevel, Span
from fogline.reading.document import Document, Token
from fogline.reading.gazetteer import Gazetteer, KnownPlace, NameMatch
from fogline.reading.gazetteer.gazetteer_index import SHORT, TRIMMED
from fogline.reading.gazetteer.spelling import name_key
from fogline.reading.parse import Parsed
from fogline.reading.places.place_words import PlaceWords

__all__ = ["Spot", "begins_name", "signs_of", "spot_places", "unknown_names"]

LONGEST = 6
"""Tokens in the longest name that is looked up."""

JOINTS = frozenset(
    [
        "-",
        "–",
        "'",
        "'s",
        "’s",
        "’",
        "de",
        "del",
        "della",
        "des",
        "di",
        "do",
        "da",
        "du",
        "la",
        "le",
        "les",
        "las",
        "los",
        "el",
        "al",
        "ul",
        "of",
        "the",
        "and",
        "upon",
        "on",
        "sur",
        "in",
        "am",
        "an",
        "der",
        "den",
        "wa",
        "i",
        "e",
        "y",
        "as",
        "ad",
        "ar",
        "az",
        "us",
        "os",
    ]
)
"""What may stand small inside a name."""

HYPHENS = frozenset({"-", "–", "‑"})

PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
QUIET_ENTITIES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})

WEIGHTS: Mapping[str, float] = {
    "admin1": 0.6, "always": -1.2, "comma before": 0.3, "country": 1.0, "direction before": -0.2,
    "doubtful": -2.9, "ends FAC": -0.4, "ends GPE": -2.0, "ends LOC": -1.1, "ends NORP": -0.3,
    "ends ORG": 0.1, "ends PERSON": -0.6, "ends other": -0.5, "first in sentence": 0.1, "inside FAC": -0.4,
    "inside GPE": -1.5, "inside LOC": -0.4, "inside ORG": -0.2, "inside PERSON": -0.5, "inside other": -0.4,
    "large town": 0.4, "locative before": 0.8, "minor": -0.8, "name after": -0.7, "name before": -1.9,
    "no entity": 0.7, "not a name": -1.8, "person elsewhere": -1.1, "place after": 1.6,
    "place elsewhere": 2.1, "possessive after": -1.0, "region": 1.0, "several words": 1.4,
    "short alone": -1.0, "short in place": 2.1, "short with dots": 1.9, "site after": -2.1, "small": -1.7,
    "small elsewhere": -2.5, "starts FAC": 0.2, "starts GPE": -0.3, "starts LOC": -0.3, "starts NORP": -0.3,
    "starts ORG": 0.8, "starts PERSON": 0.1, "starts other": -0.3, "title before": -2.1, "town": -0.8,
    "trimmed only": -2.7, "small site after": -3.0, "unit word": 1.5,
    "whole FAC": 0.8, "whole GPE": 1.4, "whole LOC": 0.3,
    "whole NORP": 1.3, "whole ORG": 1.0, "whole PERSON": 1.4, "whole other": 0.2,
}  # fmt: skip
"""Log odds that each sign adds, fitted by logistic regression on the first 70 % of LGL and GeoVirus (12,325 names);
what is rare there was then set by hand: regions, short forms alone, names before a small "base" or "camp"."""


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
    small = {text for text in set(map(str, doc)) if text.islower()}
    spots: list[Spot] = []
    craft: set[str] = set()
    taken = 0
    for group in candidates:
        for candidate in group:
            if candidate.start < taken:
                break
            if candidate.key in words.never:
                taken = candidate.end
                break
            if names_craft(doc, candidate, craft, words):
                craft.add(candidate.key)
                taken = candidate.end
                break
            signs = signs_of(candidate, doc, gazetteer, words, elsewhere=elsewhere, small=small)
            sureness = sureness_of(signs)
            if sureness >= 0.5:
                spots.append(spot_of(candidate, doc, words, sureness))
                taken = candidate.end
                break
    return tuple(spots)


def names_craft(doc: Document, candidate: Candidate, known: set[str], words: PlaceWords) -> bool:
    """Tell whether a name is a ship's or an aircraft's: "HMS Coventry", "the submarine, the Santa Fe".

    Args:
        doc: the text.
        candidate: the name.
        known: names of craft that stand before it in the text; "the Coventry" is one of them again.
        words: the words for craft.
    """
    before = [token.lower_ for token in doc[max(0, candidate.start - 3) : candidate.start]][::-1]
    if not before:
        return False
    if before[0] in words.craft:
        return True
    if before[:2] == ["the", ","] and len(before) > 2 and before[2] in words.craft:
        return True
    return before[0] == "the" and candidate.key in known


def unknown_names(
    parsed: Parsed, spots: Sequence[Spot], gazetteer: Gazetteer, words: PlaceWords
) -> Iterator[Spot]:
    """Yield names that the gazetteer does not know and that stand where places stand, without matches.

    Such are entities labelled as places, and other names behind "in", "near" or beside a word for a unit;
    the latter are less sure, and places only where a spelling of theirs is known.
    """
    doc = parsed.doc
    covered = {place for spot in spots for place in range(spot.start, spot.end)}
    persons = {token.lower_ for entity in doc.ents if entity.label_ == "PERSON" for token in entity}
    taken = 0
    for start in capitalised(doc):
        end = end_of_unknown(doc, start, covered) if start >= taken else start
        if end == start:
            continue
        name = doc[start:end]
        labelled = name[0].ent_type_ in {"GPE", "LOC"}
        placed = (
            is_listed(doc, start, covered)
            or (start > 0 and doc[start - 1].lower_ in STRICTLY_LOCATIVE)
            or has_unit_word(doc, start, end, words)
        )
        known_word = name.text in gazetteer.demonyms or any(
            t.lower_ in persons or t.text in words.doubtful for t in name
        )
        if (labelled or placed) and not known_word and name_key(name.text) not in words.never:
            span = (name[0].idx, name[-1].idx + len(name[-1]))
            level = words.units.get(doc[end].lower_) if end < len(doc) else None
            yield Spot(start, end, span, name_key(name.text), (), level, 0.5 if labelled and placed else 0.3)
        taken = end


def is_listed(doc: Document, start: int, covered: set[int]) -> bool:
    """Tell whether a name stands in a list behind a place: "Andarab and Fereng", "Anaba district, Fereng"."""
    if start < 2 or doc[start - 1].lower_ not in {",", "and", "or"}:
        return False
    return start - 2 in covered or (start > 2 and start - 3 in covered and doc[start - 2].text != ".")


STRICTLY_LOCATIVE = frozenset({"in", "near", "at"})


def end_of_unknown(doc: Document, start: int, covered: set[int]) -> int:
    """Return where the capitalised words from `start` end, at most three; `start` itself where none begin."""
    end, tokens = start, doc.tokens
    while end < min(len(tokens), start + 4):
        token = tokens[end]
        if end in covered or not begins_name(token) or token.pos_ != "PROPN" or token.lower_ == "the":
            break
        if end == start and start and (start - 1 in covered or doc[start - 1].text in HYPHENS):
            return start
        end += 1
    cut = end == start + 4 or end in covered
    return start if cut or (end < len(doc) and doc[end].text in HYPHENS) else end


def find_candidates(doc: Document, gazetteer: Gazetteer) -> list[list[Candidate]]:
    """Return, for each token that begins a name in the gazetteer, the names from there, the longest first."""
    tokens = doc.tokens
    windows: list[tuple[int, int]] = []
    keys: list[str] = []
    for start in capitalised(doc):
        for end in ends_of_names(doc, start):
            written = doc.text[tokens[start].idx : tokens[end - 1].idx + len(tokens[end - 1].text)]
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


def capitalised(doc: Document) -> list[int]:
    """Return the positions of tokens at which a name may begin."""
    return [place for place, token in enumerate(doc) if is_capitalised(token.text)]


def begins_name(token: Token) -> bool:
    """Tell whether a name may begin at a token."""
    return is_capitalised(token.text)


@lru_cache(maxsize=1 << 15)
def is_capitalised(text: str) -> bool:
    """Tell whether a word begins with a capital, be it behind a mark."""
    return text[0].isupper() or (len(text) > 1 and text[0] in "’‘'ʻ" and text[1].isupper())


def ends_of_names(doc: Document, start: int) -> Iterator[int]:
    """Yield where names that begin at `start` may end: after capitalised words, with small ones between."""
    tokens = doc.tokens
    if tokens[start].lower_ == "the" or is_tied(doc, start):
        return
    for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
        last = tokens[end - 1]
        if end - start > 1:
            before = tokens[end - 2]
            if before.is_space or "\n" in before.whitespace_:
                return
            if not is_capitalised(last.text):
                if last.lower_ not in JOINTS:
                    return
                continue
        if not is_tied(doc, end):
            yield end


def is_tied(doc: Document, place: int) -> bool:
    """Tell whether a hyphen ties the token at `place` to a capitalised word before it: no name parts there.

    "Port-au-|Prince" and "Port|-au-Prince" are tied, "Kabul|-based" and "mid-|Atlantic" are not.
    """
    tokens = doc.tokens
    if not 0 < place < len(tokens):
        return False
    here, before = tokens[place], tokens[place - 1]
    if here.text in HYPHENS and not before.whitespace_ and not here.whitespace_ and place + 1 < len(doc):
        following = doc[place + 1]
        return begins_name(before) and (
            begins_name(following) or following.lower_ in {"au", "sur", "de", "upon"}
        )
    if before.text in HYPHENS and not before.whitespace_ and place > 1 and not doc[place - 2].whitespace_:
        return begins_name(here) and (
            begins_name(doc[place - 2]) or doc[place - 2].lower_ in {"au", "sur", "de"}
        )
    return False


def is_written_out(doc: Document, start: int, end: int, key: str) -> bool:
    """Tell whether a name of at most three letters is written as an abbreviation or as a name of its own."""
    if key.startswith("=") or len(key) > 3:
        return True
    return doc[start:end].text.replace(".", "").isupper() or doc[start].ent_type_ in PLACE_ENTITIES


def entities_by_key(doc: Document) -> Mapping[str, frozenset[str]]:
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
    doc: Document,
    gazetteer: Gazetteer,
    words: PlaceWords,
    *,
    elsewhere: Mapping[str, frozenset[str]],
    small: set[str],
) -> tuple[str, ...]:
    """Return the signs that a name stands for a place or not: keys of WEIGHTS."""
    start, end = candidate.start, candidate.end
    first = doc[start]
    before = doc[start - 1] if start else None
    if before is not None and before.lower_ == "the" and start > 1:
        before = doc[start - 2]
    signs = ["always", *entity_signs(doc, start, end, words), *place_signs(candidate, gazetteer)]
    signs += signs_before(before, words)
    signs += signs_after(doc, end, words)
    if has_unit_word(doc, start, end, words):
        signs.append("unit word")
    if end - start > 1:
        signs.append("several words")
    else:
        if first.text in words.doubtful:
            signs.append("doubtful")
        if first.pos_ not in {"PROPN", "NOUN"}:
            signs.append("not a name")
        if first.lower_ in small:
            signs.append("small elsewhere")
    if first.is_sent_start:
        signs.append("first in sentence")
    labels = elsewhere.get(candidate.key, frozenset())
    if labels & {"GPE", "LOC"} and not {"starts PERSON", "inside PERSON", "ends PERSON"} & set(signs):
        signs.append("place elsewhere")
    if "PERSON" in labels:
        signs.append("person elsewhere")
    if any(match.kind == SHORT for match in candidate.matches):
        signs.append(short_sign(doc, start, end))
    return tuple(signs)


def signs_before(before: Token | None, words: PlaceWords) -> Iterator[str]:
    """Yield what the word before a name says."""
    if before is None:
        return
    if before.lower_ in words.locative:
        yield "locative before"
    elif before.lower_ in words.titles:
        yield "title before"
    elif before.text == ",":
        yield "comma before"
    elif before.lower_ in words.directions:
        yield "direction before"
    elif begins_name(before) and before.pos_ == "PROPN":
        yield "name before"


def signs_after(doc: Document, end: int, words: PlaceWords) -> Iterator[str]:
    """Yield what the words behind a name say."""
    if end >= len(doc):
        return
    after = doc[end]
    if after.lower_ in {"'s", "’s"}:
        yield "possessive after"
    elif after.lower_ in words.small and after.lower_ not in words.units:
        yield "small site after"
    elif after.text in {",", "("} and end + 1 < len(doc) and doc[end + 1].ent_type_ == "GPE":
        yield "place after"
    elif after.is_sent_start or not begins_name(after):
        return
    elif after.lower_ in words.sites or after.lower_ in words.features:
        yield "site after"
    elif after.pos_ == "PROPN":
        yield "name after"


def entity_signs(doc: Document, start: int, end: int, words: PlaceWords) -> Iterator[str]:
    """Yield what the entity recogniser says of a name: its label, and which part of the entity the name is.

    "The" and "East" in "East Aleppo" are no part of it.
    """
    label = next((doc[place].ent_type_ for place in range(start, end) if doc[place].ent_type_), "")
    if not label:
        yield "no entity"
        return
    kind = label if label in {"GPE", "LOC", "FAC", "ORG", "PERSON", "NORP"} else "other"
    before = doc[start - 1].lower_
    opens = (
        not doc[start].ent_type_
        or doc[start].ent_iob_ == "B"
        or before == "the"
        or before in words.directions
    )
    closes = end >= len(doc) or doc[end].ent_iob_ != "I" or doc[end].lower_ in {"'s", "’s"}
    part = ("whole" if closes else "starts") if opens else ("ends" if closes else "inside")
    yield f"{part} {kind}"


def place_signs(candidate: Candidate, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield how well known the best place of that name is."""
    places = [gazetteer.place(match.row) for match in candidate.matches]
    yield max((standing(place) for place in places), key=STANDINGS.index)
    if all(match.kind == TRIMMED for match in candidate.matches):
        yield "trimmed only"


STANDINGS = ("minor", "small", "town", "large town", "region", "admin1", "country")


def standing(place: KnownPlace) -> str:
    """Return how well known a place is."""
    if place.minor:
        return "minor"
    if place.level in {"country", "admin1", "region"}:
        return place.level
    if place.listed:
        return "region"
    if place.population >= 100_000:
        return "large town"
    return "town" if place.population >= 5_000 or place.level == "admin2" else "small"


def short_sign(doc: Document, start: int, end: int) -> str:
    """Return whether a short form stands where such stand: after a comma, or dotted; one of a road does not."""
    behind = next((token for token in doc.tokens[end : end + 2] if token.text != "."), None)
    if behind is not None and behind.is_digit:
        return "short alone"  # "W.Va. 61" is a road
    if start and doc[start - 1].text in {",", "-", "("}:
        return "short in place"
    return "short with dots" if "." in doc[start:end].text.rstrip(".") else "short alone"


def has_unit_word(doc: Document, start: int, end: int, words: PlaceWords) -> bool:
    """Tell whether a word for a unit stands beside a name: "Kunduz province", "province of Kunduz"."""
    if end < len(doc) and doc[end].lower_ in words.units:
        return True
    return start > 1 and doc[start - 1].lower_ == "of" and doc[start - 2].lower_ in words.units


def sureness_of(signs: Sequence[str]) -> float:
    """Return the probability that a name with these signs stands for a place."""
    return 1 / (1 + math.exp(-sum(WEIGHTS.get(sign, 0.0) for sign in signs)))


def spot_of(candidate: Candidate, doc: Document, words: PlaceWords, sureness: float) -> Spot:
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
