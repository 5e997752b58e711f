"""Find events by the words that a language document gives for the types of the codebook, and by losses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fogline.model.reading import Event, Party, PlaceMention, TimeMention
from fogline.model.vocabulary import Tense
from fogline.reading.codebook import Codebook
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.names import ActorMention
from fogline.reading.lexical.tokens import Phrases, Text
from fogline.reading.lexical.tolls import TollFound

__all__ = ["EventFound", "LexicalEvents"]

OF_MEASURE = {
    "killed": "killing", "wounded": "wounding", "casualties": "combat_losses", "arrested": "arrests",
    "abducted": "abduction_forced_disappearance", "captured": "capture_of_troops", "equipment": "combat_losses",
}  # fmt: skip
"""The type that a loss tells of where no other word does."""

OF_ITEM = {"aircraft": "downing_of_aircraft", "ship": "sinking_of_ship"}
ASSAULT = "ASSAULT"
NEAR = 4
"""Tokens between an act and who does or suffers it."""

CERTAIN, OPEN, TO_COME, NOT_DONE = 3.0, 1.0, 2.0, -3.0
BREAKS = frozenset(',;:.!?()«»“”"')


@dataclass(frozen=True, slots=True)
class EventFound:
    """An event, and the tokens of its trigger."""

    event: Event
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A trigger's tokens, its type, and the tolls it is made from."""

    first: int
    last: int
    type: str | None
    tolls: tuple[int, ...] = ()


class LexicalEvents:
    """Finds events; its words and its codebook are given once."""

    def __init__(self, document: LanguageDocument, codebook: Codebook) -> None:
        self._codebook = codebook
        self._triggers = Phrases(
            (form, type_)
            for type_, entries in document.table("events").items()
            if type_ in codebook.types
            for form in document.all_forms(entries, where=f"events.{type_}")
        )
        self._of = frozenset(document.words("text", "of"))
        self._by = frozenset(document.words("text", "by"))
        self._articles = frozenset(document.words("text", "articles"))
        self._sides = Phrases((word, True) for word in document.words("actors", "words"))
        self._negation = Phrases((word, True) for word in document.words("certainty", "negation"))
        self._future = Phrases((word, True) for word in document.words("certainty", "future"))
        self._hypothetical = Phrases((word, True) for word in document.words("certainty", "hypothetical"))

    def find(
        self,
        text: Text,
        actors: Sequence[ActorMention],
        places: Sequence[PlaceMention],
        times: Sequence[TimeMention],
        tolls: Sequence[TollFound],
    ) -> tuple[EventFound, ...]:
        """Return the events of a text in order, each with its losses, places and time."""
        places_in, times_in = by_sentence(text, places), by_sentence(text, times)
        found: list[EventFound] = []
        scene: tuple[tuple[int, ...], int | None] = ((), None)
        named = text.by_sentence(actors, lambda mention: mention.first)
        losses = text.by_sentence(range(len(tolls)), lambda at: tolls[at].first)
        for number, (first, last) in enumerate(text.sentences):
            inside, here_named = losses.get(number, []), named.get(number, ())
            here = tuple(places_in.get(number, ())), next(iter(times_in.get(number, ())), None)
            for draft in self._drafts(text, first, last, inside, tolls):
                where = by_distance(text, draft, here[0], places) or scene[0]
                when = here[1] if here[1] is not None else scene[1]
                found.append(self._event(text, draft, first, last, here_named, where, when, tolls))
            scene = here if any(here) else ((), None)
        return tuple(found)

    def _drafts(
        self, text: Text, first: int, last: int, inside: Sequence[int], tolls: Sequence[TollFound]
    ) -> list[Draft]:
        """Return the acts of a sentence: its trigger words, each type once, and losses that belong to none."""
        triggers: dict[str, Draft] = {}
        harmed = {
            at
            for number in inside
            for first_, last_ in ((tolls[number].first, tolls[number].last), tolls[number].harm)
            for at in range(first_, last_)
        }
        for start, stop, type_ in self._triggers.within(text.tokens, first, last):
            if not harmed & set(range(start, stop)):
                triggers.setdefault(type_, Draft(start, stop, type_))
        drafts = list(triggers.values())
        owned: defaultdict[int, list[int]] = defaultdict(list)
        loose: list[int] = []
        for number in inside:
            holders = [at for at, draft in enumerate(drafts) if self._takes_losses(draft)]
            whole = tolls[number].toll.measure
            if holders and whole != "arrested":
                owned[min(holders, key=lambda at: abs(drafts[at].first - tolls[number].first))].append(number)
            else:
                loose.append(number)
        drafts = [
            Draft(draft.first, draft.last, draft.type, tuple(owned[at])) for at, draft in enumerate(drafts)
        ]
        groups: defaultdict[str | None, list[int]] = defaultdict(list)
        for number in loose:
            groups[self._type_of(text, tolls[number])].append(number)
        if "killing" in groups:
            for less in ("wounding", None):
                groups["killing"] = sorted(groups["killing"] + groups.pop(less, []))
        for of_loss, numbers in groups.items():
            start, stop = tolls[numbers[0]].harm
            drafts.append(Draft(start, stop, of_loss, tuple(numbers)))
        return sorted(drafts, key=lambda draft: draft.first)

    def _takes_losses(self, draft: Draft) -> bool:
        known = self._codebook.types.get(draft.type or "")
        return known is not None and known.plover == ASSAULT and known.key != "arrests"

    def _type_of(self, text: Text, found: TollFound) -> str | None:
        """Return the type of a loss: of things, what its own word tells or what the thing is; else by its measure."""
        type_ = OF_MEASURE.get(found.toll.measure)
        if found.toll.item is not None:
            told = self._triggers.at(text.tokens, found.harm[0], found.harm[1])
            type_ = OF_ITEM.get(found.toll.item, type_ if told is None else told[1])
        return type_ if type_ in self._codebook.types else None

    def _event(
        self,
        text: Text,
        draft: Draft,
        first: int,
        last: int,
        actors: Sequence[ActorMention],
        places: tuple[int, ...],
        time: int | None,
        tolls: Sequence[TollFound],
    ) -> EventFound:
        known = self._codebook.types.get(draft.type or "")
        tense, factuality = self._reality(text, draft, first)
        initiator, target = self._parties(text, draft, first, last, actors)
        suffered = next(
            (tolls[number].toll.party for number in draft.tolls if tolls[number].toll.party is not None), None
        )
        event = Event(
            trigger=text.span(draft.first, draft.last),
            type=draft.type,
            acled=None if known is None else known.acled,
            plover=None if known is None else known.plover,
            factuality=factuality,
            tense=tense,
            initiator=initiator,
            target=target or suffered,
            places=places,
            time=time,
            tolls=draft.tolls,
            same=None,
        )
        return EventFound(event, draft.first, draft.last)

    def _reality(self, text: Text, draft: Draft, first: int) -> tuple[Tense, float]:
        """Return the tense of an act and how certain the text is of it, by the words right before it."""
        start = clause_start(text, draft.first, first)
        if next(self._hypothetical.within(text.tokens, start, draft.first), None) is not None:
            return "hypothetical", OPEN
        if next(self._future.within(text.tokens, start, draft.first), None) is not None:
            return "future", TO_COME
        near = max(start, draft.first - NEAR)
        if not draft.tolls and next(self._negation.within(text.tokens, near, draft.first), None) is not None:
            return "past", NOT_DONE
        return "past", CERTAIN

    def _parties(
        self, text: Text, draft: Draft, first: int, last: int, actors: Sequence[ActorMention]
    ) -> tuple[Party | None, Party | None]:
        """Return who does it, told by "par", "des" or right before the verb; and who suffers it, right behind it."""
        tokens = text.tokens
        at = draft.last
        while at < last and at - draft.last < 2 * NEAR and tokens[at].norm not in BREAKS:
            if tokens[at].norm in self._by:
                return self._party_at(text, at + 1, last, actors), None
            at += 1
        if draft.last < last and tokens[draft.last].norm in self._of:
            return self._party_at(text, draft.last + 1, last, actors), None
        before = self._party_before(text, draft.first, first, actors)
        return before, None if before is None else self._party_at(text, draft.last, last, actors)

    def _party_at(self, text: Text, at: int, last: int, actors: Sequence[ActorMention]) -> Party | None:
        """Return the actor or the side named at a token, an article or preposition before it left out."""
        tokens = text.tokens
        stop = min(last, at + 3)
        while at < stop and tokens[at].norm not in BREAKS:
            mention = next((one for one in actors if one.first == at), None)
            if mention is not None:
                return party_of(text, at, mention.last, mention)
            side = self._sides.at(tokens, at, last)
            if side is not None:
                named = next((one for one in actors if one.first in (side[0], side[0] + 1)), None)
                return party_of(text, at, side[0] if named is None else named.last, named)
            at += 1
        return None

    def _party_before(self, text: Text, at: int, first: int, actors: Sequence[ActorMention]) -> Party | None:
        """Return the actor or the side named right before an act, in its own clause."""
        for start in range(at - 1, max(first, at - 2 * NEAR) - 1, -1):
            if text.tokens[start].norm in BREAKS:
                return None
            found = self._party_at(text, start, start + 1, actors)
            mention = next((one for one in actors if one.first == start), None)
            if mention is not None and mention.last <= at:
                side = self._sides.before(text.tokens, start, first)
                return party_of(text, side[0] if side else start, mention.last, mention)
            if found is not None:
                return found
        return None


def party_of(text: Text, first: int, last: int, mention: ActorMention | None) -> Party:
    """Return a party by its tokens and the actor that they name."""
    written = text.written(first, last)
    if mention is None:
        return Party(text.span(first, last), written, written, None)
    return Party(text.span(first, last), written, mention.actor.name, mention.actor.id)


def clause_start(text: Text, at: int, first: int) -> int:
    """Return the first token of the clause that holds a token, as far as marks tell."""
    while at > first and text.tokens[at - 1].norm not in BREAKS:
        at -= 1
    return at


def by_sentence(text: Text, mentions: Iterable[PlaceMention | TimeMention]) -> Mapping[int, list[int]]:
    """Return the indexes of the mentions of each sentence; durations and sets are no time of an event."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        if isinstance(mention, TimeMention) and mention.kind in ("DURATION", "SET"):
            continue
        found[text.sentence_at(text.token_at(mention.span[0]))].append(number)
    return found


def by_distance(
    text: Text, draft: Draft, numbers: Sequence[int], places: Sequence[PlaceMention]
) -> tuple[int, ...]:
    """Return places by their distance from an act, those behind it first."""
    trigger = text.tokens[draft.first].start

    def distance(number: int) -> tuple[int, int]:
        start = places[number].span[0]
        return abs(start - trigger) + (60 if start < trigger else 0), number

    return tuple(sorted(numbers, key=distance))
