"""Name who speaks: a person, a registered actor, a body, or a voice without a name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from fogline.model.reading import Voice
from fogline.model.vocabulary import Medium, VoiceKind
from fogline.reading.lexical.attributions import Saying
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.names import ActorMention, is_name
from fogline.reading.lexical.tokens import Phrases, Text

__all__ = ["LexicalSayers", "Sayer"]

OUTLETS = ("news agency", "outlet")


@dataclass(frozen=True, slots=True)
class Sayer:
    """Who speaks, as a voice of a chain names it."""

    name: str | None
    kind: VoiceKind
    actor: str | None = None


UNNAMED = Sayer(None, "unnamed")


class LexicalSayers:
    """Names the sayers of one text after the other: pronouns and surnames go back to who was named before."""

    def __init__(self, document: LanguageDocument) -> None:
        self._titles = frozenset(document.words("sayers", "titles"))
        self._organisations = frozenset(document.words("sayers", "organisations"))
        self._documents = frozenset(document.words("sayers", "documents"))
        self._pronouns = frozenset(document.words("attribution", "pronouns"))
        self._articles = frozenset(document.words("text", "articles"))
        self._of = frozenset(document.words("text", "of"))
        self._media = Phrases(
            (word, medium) for medium, words in document.table("medium").items() for word in words
        )

    def name(
        self, text: Text, sayings: Sequence[Saying], actors: Sequence[ActorMention]
    ) -> tuple[Sayer, ...]:
        """Return the sayer of each attribution, in the order of the text."""
        named: list[Sayer] = []
        persons: dict[str, str] = {}
        last = UNNAMED
        near = text.by_sentence(actors, lambda mention: mention.first)
        for saying in sorted(sayings, key=lambda one: one.cue):
            sayer = last
            if saying.source is not None and not self._is_pronoun(text, saying):
                around = near.get(text.sentence_at(saying.cue[0]), ())
                sayer = self._named(text, saying, around, persons)
            named.append(sayer)
            last = sayer
        order = sorted(range(len(sayings)), key=lambda number: sayings[number].cue)
        by_number = dict(zip(order, named, strict=True))
        return tuple(by_number[number] for number in range(len(sayings)))

    def medium(self, text: Text, saying: Saying) -> Medium | None:
        """Return through what an attribution's sayer spoke, by the words of its sentence outside what is said."""
        first, last = text.sentences[text.sentence_at(saying.cue[0])]
        for start, stop, medium in self._media.within(text.tokens, first, last):
            if not any(start < end and begin < stop for begin, end in saying.content):
                return cast(Medium, medium)
        return None

    def _is_pronoun(self, text: Text, saying: Saying) -> bool:
        first, last = saying.source or (0, 0)
        return last - first == 1 and text.tokens[first].norm in self._pronouns

    def _named(
        self, text: Text, saying: Saying, actors: Sequence[ActorMention], persons: dict[str, str]
    ) -> Sayer:
        first, last = saying.source or (0, 0)
        inside = [mention for mention in actors if first <= mention.first and mention.last <= last]
        person = self._person(text, first, last, {at for one in inside for at in range(one.first, one.last)})
        body = next((mention.actor for mention in inside if mention.actor.kind != "state"), None)
        if body is not None and body.kind == "person":
            persons[body.name.split()[-1].lower()] = body.name
            return Sayer(body.name, "person", body.id)
        if person is not None:
            full = persons.setdefault(person.split()[-1].lower(), person)
            return Sayer(full if len(full) > len(person) else person, "person", body.id if body else None)
        words = [token.norm for token in text.tokens[first:last]]
        head = next((word for word in words if word not in self._articles), "")
        if body is not None and (head in self._organisations or inside[0].first <= first + 1):
            return Sayer(body.name, "outlet" if body.kind in OUTLETS else "organisation", body.id)
        written = text.written(first, last)
        if head in self._documents:
            return Sayer(written, "document")
        if head in self._organisations or any(
            is_name(token) for token in text.tokens[first + (words[0] in self._articles) : last][:1]
        ):
            return Sayer(written, "organisation", body.id if body else None)
        return Sayer(written, "unnamed", body.id if body else None)

    def _person(self, text: Text, first: int, last: int, taken: set[int]) -> str | None:
        """Return a person's name among the words of a sayer: two capitals in a row, or one behind a title."""
        tokens = text.tokens
        at = first
        while at < last:
            if (
                at in taken
                or not is_name(tokens[at])
                or tokens[at].norm in self._organisations | self._articles
            ):
                at += 1
                continue
            end = at + 1
            while end < last and end not in taken and self._goes_on(text, at, end, last):
                end += 1
            before = [token.norm for token in tokens[max(first, at - 2) : at]]
            titled = any(word in self._titles for word in before) and before[-1] not in self._of
            alone = at == first and end == last
            if tokens[at].norm in self._titles:
                at += 1
                continue
            behind_of = bool(before) and before[-1] in self._of and not titled
            if (end - at >= 2 and not behind_of) or titled or alone:
                return text.written(at, end)
            at = end
        return None

    def _goes_on(self, text: Text, first: int, at: int, last: int) -> bool:
        """Tell whether a person's name goes on with a token: another capital, a hyphen or "de la" inside it."""
        token = text.tokens[at]
        if is_name(token) and token.start - text.tokens[at - 1].end <= 1:
            return True
        if token.norm == "-" or (token.norm in self._of and at > first):
            return at + 1 < last and (is_name(text.tokens[at + 1]))
        return False


def voice_of(text: Text, saying: Saying, sayer: Sayer, medium: Medium | None) -> Voice:
    """Return the link that an attribution adds to a chain."""
    return Voice(
        sayer=sayer.name,
        kind=sayer.kind,
        actor=sayer.actor,
        span=None if saying.source is None else text.span(*saying.source),
        cue=text.span(*saying.cue),
        medium=medium,
    )
