"""Find who is spoken of in a text, and answer for any span of words who is meant."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, cast

from fogline.model.reading import Party
from fogline.model.vocabulary import Span, VoiceKind
from fogline.reading.actors.coreference import Resolver
from fogline.reading.actors.entities import Entity
from fogline.reading.actors.found import Found
from fogline.reading.actors.mentions import MentionFinder
from fogline.reading.document import Document, Token
from fogline.reading.parse import Parsed
from fogline.reading.registry import Registry

__all__ = ["Cast", "CastFinder", "Mention"]

PARTS_OF_NAMES = ("compound", "flat", "nmod")
COUNTING = frozenset({
    "a", "about", "all", "almost", "an", "another", "any", "around", "at", "both", "dozens", "each", "either",
    "estimated", "every", "few", "further", "hundreds", "least", "many", "more", "most", "nearly", "no", "of",
    "only", "other", "over", "several", "some", "such", "than", "that", "the", "these", "this", "those", "thousands",
    "to", "up",
})  # fmt: skip
"""Words before a noun that tell which ones or how many, and not who they are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that speak of someone, and who that is.

    `head` is the index of the head token; `name` the canonical name; `sayer`
    what a chain of voices shows, which for persons without a name are the
    words that introduced them; `actor` the id in the registry;
    `corrected_from` the outlet's slip or the nickname that was resolved.
    """

    span: Span
    head: int
    text: str
    name: str
    actor: str | None
    kind: VoiceKind
    corrected_from: str | None = None
    sayer: str = ""
    entity: int = 0
    pronoun: bool = False


@dataclass(frozen=True)
class Cast:
    """Everyone of whom one text speaks; `mentions` are in text order."""

    mentions: tuple[Mention, ...]
    text: str = ""
    doc: Document | None = field(default=None, repr=False, compare=False)
    by_head: Mapping[int, Mention] = field(default_factory=dict, repr=False, compare=False)

    def mention_at(self, span: Span) -> Mention | None:
        """Return the mention that a span of words refers to, None when it refers to nobody.

        The mention of the span's syntactic head, else the first one that has
        its own head in the span, else the name of which the span is a part.
        """
        tokens = tokens_in(self.doc, span)
        if not tokens:
            return None
        inside = set(tokens)
        doc = cast(Document, self.doc)
        words = map(doc.tokens.__getitem__, tokens)
        roots = [word for word in words if is_root_of(word, inside) and not word.is_punct]
        for root in roots:
            if root.i in self.by_head:
                return self.by_head[root.i]
        within = [self.by_head[index] for index in tokens if index in self.by_head]
        if within:
            # "the Shaba base" is not Shaba: a noun of its own keeps its own words
            return None if roots and roots[0].pos_ == "NOUN" else within[0]
        root = roots[0] if roots else doc[tokens[0]]
        while root.pos_ == "PROPN" and root.dep_ in PARTS_OF_NAMES and root.head.i != root.i:
            root = root.head
            if root.i in self.by_head:
                return self.by_head[root.i]
        return None

    def party(self, span: Span) -> Party:
        """Return who acts or suffers, for any span: words that name nobody known keep their own name."""
        span = clip(span, self.text)
        text = self.text[span[0] : span[1]]
        mention = self.mention_at(span)
        if mention is None:
            return Party(span=span, text=text, name=self._bare(span), actor=None)
        return Party(
            span=span,
            text=text,
            name=mention.name,
            actor=mention.actor,
            corrected_from=mention.corrected_from,
        )

    def _bare(self, span: Span) -> str:
        """Return words without what only counts them: "some 600 paratroops" are paratroops, "42 Commando" is a name."""
        words = [] if self.doc is None else [self.doc.tokens[at] for at in tokens_in(self.doc, span)]
        start = span[0]
        for word, following in pairwise(words):
            is_number = word.pos_ == "NUM"
            single = following.text[:1].isupper() and not following.lower_.endswith("s")
            is_name = word.is_digit and single and following is words[-1]
            if is_name or not (is_number or word.lower_ in COUNTING):
                break
            start = following.idx
        return " ".join(self.text[start : span[1]].split())

    def voice(self, spans: Sequence[Span]) -> tuple[str | None, VoiceKind, str | None]:
        """Return the canonical sayer, its kind and its actor's id; the sayer is None only for no words at all."""
        for span in spans:
            mention = self.mention_at(span)
            if mention is not None:
                return mention.sayer or mention.name, mention.kind, mention.actor
        words = " ".join(
            " ".join(self.text[start:end].split()) for start, end in (clip(s, self.text) for s in spans)
        )
        return words.strip() or None, "unnamed", None


class CastFinder:
    """Finds everyone of whom a text speaks.

    Args:
        registry: the actors known by name.
        language: the whole language document; its section `[actors]` is read.
    """

    def __init__(self, registry: Registry, language: Mapping[str, Any]) -> None:
        words: Mapping[str, Any] = language["actors"]
        self.finder = MentionFinder(registry, words)
        self.resolver = Resolver(registry, words)

    def find(self, parsed: Parsed) -> Cast:
        """Return the cast of a text."""
        founds = self.finder.find(parsed)
        entities = self.resolver.resolve(parsed, founds)
        numbers: dict[int, int] = {}
        mentions = []
        for found in founds:
            entity = entities.get(found.head)
            if entity is not None:
                number = numbers.setdefault(id(entity), len(numbers))
                mentions.append(make_mention(parsed, found, entity, number))
        return Cast(
            mentions=tuple(mentions),
            text=parsed.text,
            doc=parsed.doc,
            by_head={mention.head: mention for mention in mentions},
        )


def make_mention(parsed: Parsed, found: Found, entity: Entity, number: int) -> Mention:
    """Return a mention as callers see it."""
    words, head = parsed.doc[found.start : found.end], parsed.doc.tokens[found.head]
    bearer = body_of(head, found, entity)
    span = (words.start_char, words.end_char)
    # A capital is its state's government where it acts or speaks, and a place elsewhere.
    stands_for = entity.actor is not None and (not entity.seat or head.dep_ == "nsubj")
    actor = entity.actor.id if entity.actor is not None and stands_for else None
    return Mention(
        span=span,
        head=found.head,
        text=parsed.text[span[0] : span[1]],
        name=bearer.name,
        actor=actor,
        kind=entity.kind,
        corrected_from=found.corrected_from,
        sayer=entity.name if entity.named or entity.kind == "organisation" else entity.words,
        entity=number,
        pronoun=found.form == "pronoun",
    )


def body_of(token: Token, found: Found, entity: Entity) -> Entity:
    """Return whose something is: "their dead", of a body's officials, are the body's."""
    body = entity.affiliation
    if found.form != "pronoun" or token.dep_ != "poss" or entity.kind != "unnamed" or not entity.plural:
        return entity
    return (
        body
        if body is not None and body.named and entity.actor is not None and entity.actor is body.actor
        else entity
    )


def tokens_in(doc: Document | None, span: Span) -> list[int]:
    """Return the indexes of the tokens that a span touches, white space left out."""
    if doc is None or span[1] <= span[0]:
        return []
    return [token.i for token in doc.touched(*span)]


def is_root_of(token: Token, inside: Container[int]) -> bool:
    """Tell whether a token hangs on nothing among the tokens."""
    return token.head.i not in inside or token.head.i == token.i


def clip(span: Span, text: str) -> Span:
    """Return a span cut to the text."""
    start = min(max(span[0], 0), len(text))
    return start, min(max(span[1], start), len(text))
