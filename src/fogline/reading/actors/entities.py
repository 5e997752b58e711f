"""Hold what one text has told so far: who is spoken of, and which mention means whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fogline.model.vocabulary import Span, VoiceKind
from fogline.reading.actors.found import Found
from fogline.reading.document import Document, Token
from fogline.reading.parse import Parsed
from fogline.reading.registry import Actor, Registry, fold
from fogline.reading.syntax import number_spans

__all__ = ["Entity", "Known", "Words", "latest"]


@dataclass(slots=True, eq=False)
class Entity:
    """Someone of whom a text speaks. `words` is how a voice without a name is shown."""

    name: str
    words: str
    kind: VoiceKind
    actor: Actor | None = None
    affiliation: "Entity | None" = None
    named: bool = False
    person: bool = False
    plural: bool = False
    gender: str = ""
    lemmas: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    """Phrases with which the text has called this one: "Foreign Secretary"."""
    seat: bool = False
    """A capital that may stand for its state's government."""
    distant: bool = False
    """Told of as a relative or as dead: a bare surname does not mean this person while another bears it."""
    place: bool = False
    seen: list[int] = field(default_factory=list)
    """Heads of the mentions so far, in the order of resolution."""

    def actor_kinds(self) -> str:
        return self.actor.kind if self.actor is not None else ""


class Words:
    """The words of the section `[actors]` that tell who is meant."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        more: Mapping[str, Any] = words["words"]
        self.anaphors = frozenset(words["anaphors"])
        self.lands = frozenset(words["lands"])
        self.seats: Mapping[str, str] = words["seats"]
        self.seated = frozenset(more["seated"])
        self.officials = frozenset(words["officials"])
        self.bodies = frozenset(words["bodies"])
        self.outlets = frozenset(more["outlets"])
        self.anaphor_kinds: Mapping[str, Sequence[str]] = words["anaphor_kinds"]
        self.kin = frozenset(more["kin"])
        self.male = frozenset(more["male"])
        self.female = frozenset(more["female"])
        self.male_names = frozenset(map(fold, more["male_names"]))
        self.female_names = frozenset(map(fold, more["female_names"]))
        self.soldiers = frozenset(words["soldiers"])
        self.speech = frozenset(more["speech"])
        self.deadly = frozenset(more["deadly"])


class Known:
    """The mentions of one text by their heads, and the entities that they have been found to mean."""

    def __init__(self, registry: Registry, words: Words, parsed: Parsed, mentions: Sequence[Found]) -> None:
        self.registry = registry
        self.words = words
        self.parsed = parsed
        self.doc: Document = parsed.doc
        self.tokens = list(parsed.doc)
        self.mentions = mentions
        self.by_head = {found.head: found for found in mentions}
        self.entities: dict[int, Entity] = {}
        self.order: list[Entity] = []
        self.sentence = sentence_numbers(self.doc)
        self.quote = quotation_numbers(self.tokens, parsed.quotations)

    def meant_by(self, head: int | None) -> Entity | None:
        """Return the entity that the mention with this head means, None when it is not known."""
        return self.entities.get(head) if head is not None else None

    def enter(self, found: Found, entity: Entity) -> None:
        """Record that a mention means an entity."""
        before = self.entities.get(found.head)
        if before is entity:
            return
        if found.pronoun in ("he", "she") and entity.person and not entity.plural:
            entity.gender = entity.gender or ("m" if found.pronoun == "he" else "f")
        if before is not None:
            before.seen.remove(found.head)
        self.entities[found.head] = entity
        entity.seen.append(found.head)
        if entity not in self.order:
            self.order.append(entity)

    def gender_of_name(self, name: str) -> str:
        """Return "m" or "f" where the given name tells, else ""."""
        given = fold(name).split()
        if len(given) < 2:
            return ""
        return (
            "m" if given[0] in self.words.male_names else "f" if given[0] in self.words.female_names else ""
        )

    def gender_of(self, words: Iterable[str]) -> str:
        """Return "m" or "f" where a title or a role tells, else ""."""
        for word in words:
            if word in self.words.male:
                return "m"
            if word in self.words.female:
                return "f"
        return ""


def sentence_numbers(doc: Document) -> list[int]:
    """Return each token's sentence, from 0."""
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for index in range(sentence.start, sentence.end):
            numbers[index] = number
    return numbers


def quotation_numbers(tokens: Sequence[Token], quotations: Sequence[Span]) -> list[int | None]:
    """Return each token's quotation, None outside."""
    numbers = number_spans([token.idx for token in tokens], quotations)
    return [None if number < 0 else number for number in numbers]


def latest(entity: Entity, before: int) -> int:
    """Return the last mention's head before a token, -1 when there is none."""
    return max((head for head in entity.seen if head < before), default=-1)
