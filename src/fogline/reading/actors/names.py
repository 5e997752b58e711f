"""Find the names of persons, bodies and states: those of the registry, those of the pipeline, those it missed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from fogline.reading.actors.found import CLOCK_LABELS, PRONOUNS, Found, Sort, is_speaking
from fogline.reading.document import Document, Span, Token
from fogline.reading.function_words import FUNCTION_WORDS
from fogline.reading.parse import Parsed
from fogline.reading.recase import is_all_capitals
from fogline.reading.registry import Actor, Registry, fold

__all__ = ["NameFinder", "name_persons"]

PARTICLES = (
    "al",
    "el",
    "bin",
    "ibn",
    "de",
    "del",
    "la",
    "las",
    "los",
    "da",
    "dos",
    "di",
    "van",
    "von",
    "der",
    "y",
    "e",
)
NAME_LABELS = {"PERSON", "ORG", "NORP", "GPE"}
MAX_NAME_TOKENS = 12
ELSEWHERE = frozenset({"North", "South", "East", "West", "New", "Upper", "Lower"})
"""Words before a state's name that make it another: South Georgia is not Georgia; South Korea has a name of its own."""


class NameFinder:
    """Finds names by the registry and the pipeline.

    Args:
        registry: who is known.
        sorts: what each noun for someone names, by lemma; an office is no name.
        words: titles, styles and verbs of speech of the section `[actors.words]`.
    """

    def __init__(self, registry: Registry, sorts: Mapping[str, Sort], words: Mapping[str, Any]) -> None:
        self.registry = registry
        self.sorts = sorts
        self.titles = frozenset(words["titles"])
        self.styles = frozenset(words["styles"])
        self.speech = frozenset(words["speech"])

    def find(self, parsed: Parsed, tokens: Sequence[Token], phrases: Sequence[Span]) -> Iterator[Found]:
        """Yield names: the registry's, then the pipeline's that do not stand inside those."""
        doc = parsed.doc
        chunks = {chunk.root.i: chunk for chunk in phrases}
        registered = list(self.registered(parsed, tokens))
        entities = [entity for entity in map(self.tidy, named_entities(doc)) if entity is not None]
        over: dict[int, list[Span]] = {}
        for entity in entities:
            for index in range(entity.start, entity.end):
                over.setdefault(index, []).append(entity)
        taken: set[int] = set()
        for start, end, actors, demonym, corrected in registered:
            rival = next((entity for entity in over.get(start, ()) if end <= entity.end), None)
            if (
                rival is not None
                and (rival.start, rival.end) != (start, end)
                and outranks(rival, start, end, actors)
            ):
                continue
            taken.update(range(start, end))
            if actors and end - start > 1 and actors[0].kind not in ("person", "outlet"):
                yield from self.made_of(doc, start, end)
            yield make_name(
                doc,
                chunks,
                start,
                end,
                actors=actors,
                demonym=demonym,
                corrected_from=corrected,
                titles=self.titles,
            )
        for entity in entities:
            root = entity.root.i
            if root not in taken:
                yield make_name(
                    doc, chunks, entity.start, entity.end, label=entity.label_, titles=self.titles
                )

    def made_of(self, doc: Document, start: int, end: int) -> Iterator[Found]:
        """Yield the state inside the name of one of its bodies: "Afghan" in "Afghan forces"."""
        for stop in range(end - 1, start, -1):
            words = doc[start:stop].text
            state = self.registry.demonyms.get(fold(words))
            actors = self.registry.named(words) if state is None else ()
            if state is not None or (len(actors) == 1 and actors[0].kind == "state"):
                demonym = state or actors[0]
                yield Found(start=start, end=stop, head=stop - 1, form="name", name=words, demonym=demonym)
                return

    def find_missed(
        self, doc: Document, tokens: Sequence[Token], phrases: Sequence[Span], by_head: Mapping[int, Found]
    ) -> Iterator[Found]:
        """Yield names that the pipeline saw elsewhere in the text, and proper nouns that speak."""
        chunks = {chunk.root.i: chunk for chunk in phrases}
        inside = {index for found in by_head.values() for index in range(found.start, found.end)}
        surnames = {
            found.name.split()[-1]
            for found in by_head.values()
            if found.label == "PERSON" or is_registered_person(found)
        }
        known = {
            found.name: found.label for found in by_head.values() if found.label and " " not in found.name
        }
        for token in tokens:
            if (
                token.i in inside
                or token.lower_ in FUNCTION_WORDS
                or not is_name_token(token)
                or len(token) < 3
            ):
                continue
            start = token.i
            while (
                start > 0
                and is_name_token(tokens[start - 1])
                and tokens[start - 1].head.i == token.i
                and start - 1 not in inside
            ):
                start -= 1
            if token.text not in surnames and self.is_role(token):
                continue
            first = start
            while start < token.i and tokens[start].lower_ in self.titles:
                start += 1
            titled = start > first and token.lower_ not in self.titles
            if titled and self.keeps_style(doc, start, token.i + 1):
                start -= 1
            if titled or token.text in surnames or is_speaking(token, self.speech):
                label = "PERSON" if titled else known.get(token.text, "PERSON")
                yield make_name(doc, chunks, start, token.i + 1, label=label, titles=self.titles)
            elif token.text in known:
                yield make_name(
                    doc, chunks, token.i, token.i + 1, label=known[token.text], titles=self.titles
                )

    def keeps_style(self, doc: Document, start: int, end: int) -> bool:
        """Tell whether the title before a name is a part of it: "Lord Carrington", "the Lord Privy Seal"."""
        before = doc[start - 1] if start > 0 else None
        if before is None or before.lower_ not in self.styles or not before.text[:1].isupper():
            return False
        return end - start == 1 or (start > 1 and doc[start - 2].lower_ == "the")

    def is_role(self, token: Token) -> bool:
        """Tell whether a capitalised noun is an office or a body and so no name: "Secretary", "Ministry"."""
        return self.sorts.get(token.lemma_.lower(), self.sorts.get(token.lower_)) in ("official", "body")

    def registered(
        self, parsed: Parsed, tokens: Sequence[Token]
    ) -> Iterator[tuple[int, int, tuple[Actor, ...], Actor | None, str | None]]:
        """Yield token spans of registered names, demonyms and nicknames."""
        text = parsed.text
        starts = {token.idx: index for index, token in enumerate(tokens)}
        ends = {token.idx + len(token.text): index + 1 for index, token in enumerate(tokens)}
        capitals = is_all_capitals(text)
        for match in self.registry.match(text, capitals=capitals):
            start, end = starts.get(match.start), ends.get(match.end)
            if start is None or end is None:
                continue
            if capitals and end - start == 1 and tokens[start].lower_ in FUNCTION_WORDS:
                continue
            if start and tokens[start - 1].text in ELSEWHERE and is_state(match.actors):
                continue
            yield start, end, match.actors, match.demonym, None
        for first, last, actor, nickname in self.registry.nicknamed(text):
            start, end = starts.get(first), ends.get(last)
            if start is not None and end is not None:
                yield start, end, (actor,), None, nickname

    def tidy(self, entity: Span) -> Span | None:
        """Return a name without determiner, title, possessive and bracket; None when nothing is left."""
        doc, start, end = entity.doc, entity.start, entity.end
        tokens = doc.tokens
        for token in tokens[start:end]:
            if token.is_space or token.text in ("(", "[", "\n"):
                end = token.i
                break
        while start < end and (
            tokens[start].lower_ in ("the", "a", "an", "that", "this") or tokens[start].is_punct
        ):
            start += 1
        if entity.label_ == "PERSON":
            while start < end - 1 and tokens[start].lower_ in self.titles:
                start += 1
            if self.keeps_style(doc, start, end):
                start -= 1
        while end > start and (
            tokens[end - 1].text in ("'s", "’s", "'", "’", "s'") or tokens[end - 1].is_punct
        ):
            end -= 1
        if end <= start or end - start > MAX_NAME_TOKENS:
            return None
        words = tokens[start:end]
        if not any(token.text[:1].isupper() for token in words) or all(token.is_digit for token in words):
            return None
        if all(self.is_role(token) or token.lower_ in self.titles for token in words):
            return None
        if end - start == 1 and (
            words[0].lower_ in PRONOUNS or words[0].pos_ in ("VERB", "AUX", "ADV", "ADP")
        ):
            return None
        if (
            start >= 2
            and tokens[start - 1].text == "-"
            and tokens[start - 2].lower_ in ("anti", "pro", "non")
        ):
            return None
        return Span(doc, start, end, label=entity.label_)


def named_entities(doc: Document) -> Iterator[Span]:
    """Yield the pipeline's names of persons, bodies and states; of "Name (ABBR" both parts."""
    for entity in doc.ents:
        if entity.label_ not in NAME_LABELS:
            continue
        yield entity
        bracket = next((token.i for token in entity if token.text == "("), None)
        if bracket is not None and bracket + 1 < entity.end:
            yield Span(doc, bracket + 1, entity.end, label=entity.label_)


def is_name_token(token: Token) -> bool:
    """Tell whether a token can be part of a name that the pipeline has not marked."""
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.ent_type_ not in CLOCK_LABELS


def name_persons(names: Iterable[Found]) -> None:
    """Call a full name a person's where its last word is elsewhere in the text a person's."""
    surnames = {found.name.split()[-1] for found in names if found.label == "PERSON"}
    for found in names:
        words = found.name.split()
        if found.label in ("ORG", "GPE", "NORP") and 1 < len(words) <= 4 and words[-1] in surnames:
            found.label = "PERSON"


def is_registered_person(found: Found) -> bool:
    """Tell whether a name is that of one registered person."""
    return len(found.actors) == 1 and found.actors[0].kind == "person"


def is_state(actors: Sequence[Actor]) -> bool:
    """Tell whether a name is a state's alone."""
    return bool(actors) and all(actor.kind == "state" for actor in actors)


def outranks(rival: Span, start: int, end: int, actors: Sequence[Actor]) -> bool:
    """Tell whether a longer name found by the pipeline overrules the registered name inside it."""
    if rival.label_ == "PERSON":
        return rival.end == end or not any(actor.kind == "person" for actor in actors)
    tail = rival.doc[end : rival.end]
    return rival.root.i in range(start, end) and len(tail) > 1 and tail[0].lower_ in ("of", "for")


def make_name(
    doc: Document,
    chunks: Mapping[int, Span],
    start: int,
    end: int,
    *,
    titles: frozenset[str],
    label: str = "",
    actors: tuple[Actor, ...] = (),
    demonym: Actor | None = None,
    corrected_from: str | None = None,
) -> Found:
    """Return a name as a mention: with the determiner and the titles before it."""
    tokens, named = doc.tokens, doc[start:end]
    root = named.root
    head = root.i
    first = start
    chunk = chunks.get(head)
    if chunk is not None and chunk.start < start and chunk.end <= end + 1 and demonym is None:
        first = chunk.start
    while (
        first > 0
        and root.dep_ not in ("compound", "amod", "nmod")
        and (tokens[first - 1].lower_ == "the" or tokens[first - 1].lower_ in titles)
        and tokens[first - 1].whitespace_
    ):
        first -= 1
    for index in range(first, start):
        token = tokens[index]
        if token.is_space or token.text in ("(", "[") or token.ent_type_ in CLOCK_LABELS:
            first = index + 1
    before = tokens[first:start]
    return Found(
        start=first,
        end=end,
        head=head,
        form="name",
        name=name_in_case(tokens[start:end]),
        label=label,
        actors=actors,
        demonym=demonym,
        corrected_from=corrected_from,
        plural=root.tag_ in ("NNS", "NNPS"),
        roles=tuple(token.lemma_.lower() for token in before if token.pos_ in ("NOUN", "PROPN")),
    )


def name_in_case(words: Sequence[Token]) -> str:
    """Return a name with capitals, also where the text was in capitals throughout and has lost them."""
    parts = []
    for token in words:
        lost = token.pos_ == "PROPN" and token.text.islower() and token.lower_ not in PARTICLES
        parts.append(token.text.capitalize() + token.whitespace_ if lost else token.text_with_ws)
    return " ".join("".join(parts).split())
