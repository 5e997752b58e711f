"""Find reported losses: a count beside a word of harm, or beside victims who suffer one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from fogline.model.reading import Party, Toll
from fogline.model.vocabulary import Group, Item, Measure
from fogline.reading.lexical.counts import Count, CountFinder
from fogline.reading.lexical.document import HARMS, LanguageDocument
from fogline.reading.lexical.names import ActorMention
from fogline.reading.lexical.tokens import Phrases, Text, Token

__all__ = ["LexicalTolls", "TollFound"]

BEHIND = 8
"""Tokens behind the victims among which the word of harm is looked for."""

BEFORE = 3
"""Tokens that may stand between a word of harm and the count behind it."""

STOPS = frozenset('.;:!?()«»“”"')


@dataclass(frozen=True, slots=True)
class TollFound:
    """A toll, with the tokens of its own words and of the word of harm, which stands for its event."""

    toll: Toll
    first: int
    last: int
    harm: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Harm:
    """What a count tells: the measure, the last token of the toll, the tokens of the word of harm."""

    measure: str
    last: int
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class HarmWords:
    """Words of harm by where they stand: right behind the number, behind the victims, before the number."""

    counted: Phrases[str]
    suffered: Phrases[str]
    inflicted: Phrases[str]


class LexicalTolls:
    """Finds tolls; its words are given once."""

    def __init__(self, document: LanguageDocument, counts: CountFinder) -> None:
        self._counts = counts
        harm = document.harm()
        self._persons, self._pieces = (
            HarmWords(
                *(
                    Phrases(
                        (form, measure)
                        for measure, tables in harm.items()
                        if (measure == "equipment") is pieces
                        for form in document.all_forms(
                            tables.get(key, ()), where=f"tolls.harm.{measure}.{key}"
                        )
                    )
                    for key in HARMS
                )
            )
            for pieces in (False, True)
        )
        self._victims = Phrases(
            (word, group) for group, words in document.table("tolls", "victims").items() for word in words
        )
        self._items = Phrases(
            (word, item) for item, words in document.table("tolls", "equipment").items() for word in words
        )
        self._parts = Phrases((word, True) for word in document.words("tolls", "parts"))
        self._cumulative = Phrases((word, True) for word in document.words("tolls", "cumulative"))
        self._joints = frozenset({",", *document.words("tolls", "joints")})
        self._active = frozenset(document.words("tolls", "active"))
        self._of = frozenset(document.words("text", "of"))
        self._fillers = frozenset(document.words("numbers", "fillers"))

    def find(self, text: Text, actors: Sequence[ActorMention]) -> tuple[TollFound, ...]:
        """Return the tolls of a text in order; a part points to the whole before it."""
        found: list[TollFound] = []
        named = text.by_sentence(actors, lambda mention: mention.first)
        for number, (first, last) in enumerate(text.sentences):
            start = len(found)
            for count in self._counts.find(text.tokens, first, last):
                toll = self._toll(text, count, first, last, named.get(number, ()), found, start)
                if toll is not None:
                    found.append(toll)
        return tuple(found)

    def _toll(
        self,
        text: Text,
        count: Count,
        first: int,
        last: int,
        actors: Sequence[ActorMention],
        found: Sequence[TollFound],
        start: int,
    ) -> TollFound | None:
        tokens = text.tokens
        noun = count.last
        while noun < last and (tokens[noun].norm in self._of or tokens[noun].norm in self._fillers):
            noun += 1
        victims = self._victims.at(tokens, noun, last)
        item = None if victims is not None else self._items.at(tokens, noun, last)
        words = self._persons if item is None else self._pieces
        others = noun > count.last and tokens[noun - 1].norm in self._fillers
        others = others or (count.first > first and tokens[count.first - 1].norm in self._fillers)
        before = found[-1] if len(found) > start else None
        harms = self._harms(tokens, count, noun, victims or item, first, last, before, words, others=others)
        harm = next(harms, None)
        if harm is None or (harm.measure == "equipment") != (item is not None):
            return None
        bare = victims is None and item is None
        if count.weak and bare and (count.definite or words.counted.at(tokens, noun, last) is None):
            return None
        part_of = None
        if before is not None and self._is_part(tokens, count, before):
            whole = before.toll.part_of
            part_of = len(found) - 1 if whole is None else whole
        ends = max(harm.last, victims[0] if victims else item[0] if item else noun)
        toll = Toll(
            span=text.span(count.first, ends),
            measure=cast(Measure, harm.measure),
            item=None if item is None else cast(Item, item[1]),
            low=count.low,
            high=count.high,
            wording=count.wording,
            group=cast(Group, victims[1]) if victims is not None else "unknown",
            party=party_in(text, count.last, ends, count.first, actors),
            cumulative=next(self._cumulative.within(tokens, first, last), None) is not None,
            part_of=part_of,
        )
        return TollFound(toll, count.first, ends, harm.words)

    def _harms(
        self,
        tokens: Sequence[Token],
        count: Count,
        noun: int,
        victims: tuple[int, str] | None,
        first: int,
        last: int,
        before: TollFound | None,
        words: "HarmWords",
        *,
        others: bool,
    ) -> Iterator[Harm]:
        """Yield what a count may tell, the surest reading first."""
        counted = words.counted.at(tokens, noun, last)
        if counted is not None:
            yield Harm(counted[1], counted[0], (noun, counted[0]))
        if victims is None and not others:
            return
        end = noun if victims is None else victims[0]
        behind = self._behind(tokens, end, last, words)
        ahead = self._ahead(tokens, count.first, first, words)
        # "fueron asesinados cinco agricultores": the word right before the count is nearer than one behind it.
        if ahead is not None and (behind is None or count.first - ahead.words[1] <= 1):
            yield ahead
        if behind is not None:
            yield behind
        if before is not None and self._is_joined(tokens, before, count):
            yield Harm(before.toll.measure, end, before.harm)

    def _behind(self, tokens: Sequence[Token], end: int, last: int, words: "HarmWords") -> Harm | None:
        """Return the harm that victims suffer, told behind them: "12 personnes ont été tuées"."""
        for at in range(end, min(last, end + BEHIND)):
            token = tokens[at]
            if token.norm in STOPS or token.kind == "n" or self._parts.at(tokens, at, last):
                return None
            suffered = words.suffered.at(tokens, at, last)
            if suffered is not None:
                if at > end and tokens[at - 1].norm in self._active:
                    return None
                near = at == end
                return Harm(suffered[1], suffered[0] if near else end, (at, suffered[0]))
        return None

    def _ahead(self, tokens: Sequence[Token], start: int, first: int, words: "HarmWords") -> Harm | None:
        """Return the harm told before the count: "tuant 12 personnes", "la mort de 12 personnes"."""
        for back in range(BEFORE + 1):
            stop = start - back
            if stop <= first or (back and (tokens[stop].kind == "n" or tokens[stop].norm in STOPS | {","})):
                return None
            found = words.inflicted.before(tokens, stop, first)
            if found is not None:
                return Harm(found[1], start, (found[0], stop))
        return None

    def _is_part(self, tokens: Sequence[Token], count: Count, before: TollFound) -> bool:
        """Tell whether a count is told as a part of the toll before it, or goes on such a list."""
        parts = self._parts.before(tokens, count.first, before.first)
        if parts is not None:
            return parts[0] >= before.last
        return before.toll.part_of is not None and self._is_joined(tokens, before, count)

    def _is_joined(self, tokens: Sequence[Token], before: TollFound, count: Count) -> bool:
        """Tell whether only a comma, a conjunction or a word of parts stands between a toll and a count."""
        end = before.last
        parts = self._parts.before(tokens, count.first, end)
        stop = count.first if parts is None else parts[0]
        between = {token.norm for token in tokens[end:stop]}
        return bool(between or parts) and between <= self._joints and stop - end <= 2


def party_in(text: Text, first: int, last: int, start: int, actors: Sequence[ActorMention]) -> Party | None:
    """Return the registered actor named among the victims' words or right behind them, None when there is none."""
    for mention in actors:
        if first <= mention.first and mention.first <= last <= len(text.tokens) and mention.first - last <= 1:
            stop = max(last, mention.last)
            return Party(
                text.span(start, stop), text.written(start, stop), mention.actor.name, mention.actor.id
            )
    return None
