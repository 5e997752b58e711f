"""Make a loss from a victim: who is a person, how many one noun means, what it spans."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from fogline.model.vocabulary import Item, Measure, Span, Wording
from fogline.reading.document import Token
from fogline.reading.numbers import Number
from fogline.reading.roles import word_forms
from fogline.reading.tolls.toll_words import TollWords
from fogline.reading.tolls.victim_syntax import (
    OBJECTS,
    PARTICIPLES,
    SUBJECTS,
    named_span,
    noun_start,
    number_of,
    tells_fact,
)

__all__ = ["NEAR", "YEARS", "Loss", "LossMaker", "Trigger", "distinct"]

YEARS = range(1900, 2100)
"""Figures that are a year rather than a count where they count no persons: "2014 video of a man killed"."""

NEAR = 5
"""Words that may stand between a number and its word of loss where syntax does not tie them."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss before it is a record: tokens `head` (as counted) and `noun` (what is counted), offsets, bounds.

    `sufferer` is the span of who lost; `part_of` the head of the loss that this is a part of; `number` the words of
    its number; `word` the token of the word of loss.
    """

    head: int
    noun: int
    measure: Measure
    start: int
    end: int
    low: int | None
    high: int | None
    wording: Wording
    item: Item | None = None
    sufferer: Span | None = None
    part_of: int | None = None
    number: Span | None = None
    word: int | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of loss with what it says of its victims."""

    token: Token
    measure: Measure
    is_strict: bool = False
    sufferer: Span | None = None
    item: Item | None = None


class LossMaker:
    """Makes losses from victims; whatever is no person and no known equipment makes none."""

    def __init__(self, words: TollWords) -> None:
        self._words = words

    def is_people(self, noun: Token) -> bool:
        """Tell whether a noun means persons."""
        if self._words.group_of(noun) is not None or noun.lower_ in self._words.single_pronouns:
            return True
        return noun.ent_type_ in ("PERSON", "NORP") and self._words.item_of(noun) is None

    def _stands_with_things(self, victim: Token) -> bool:
        """Tell whether a name is joined to a common noun of no person: "captured Darwin and the airstrip"."""
        joined = [victim.head] if victim.dep_ == "conj" else []
        joined += [child for child in victim.children if child.dep_ == "conj"]
        return any(other.pos_ == "NOUN" and not self.is_people(other) for other in joined)

    def harmed(self, trigger: Trigger, victim: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield the loss of persons; a strict trigger ("captured", "fled") befalls towns too, so needs their words."""
        noun = self._words.counted_noun(victim)
        number = number_of(victim, numbers)
        if is_asked(victim) or is_before_colon(victim, trigger.token) or self.has_own_word(trigger, victim):
            return
        is_animal = noun.pos_ == "NOUN" and noun.lemma_.lower() in self._words.animals
        if is_animal or self._words.is_only_tried(trigger.token):
            return
        if noun.lower_ in self._words.reflexives:
            if trigger.measure in ("killed", "wounded", "casualties") and trigger.token.tag_ != "VB":
                yield self.single(trigger, victim, noun)
            return
        if trigger.measure == "captured" and noun.ent_type_ == "PERSON" and self._stands_with_things(victim):
            return
        is_people = (
            self.is_people(noun)
            or self.is_named(trigger, victim)
            or (number is not None and noun.lemma_.lower() in self._words.lives)
        )
        if not is_people:
            if (
                number is None
                or number.wording == "vague"
                or number.low in YEARS
                or self._words.item_of(noun) is not None
                or noun.ent_type_ in ("MONEY", "PERCENT")
                or (noun.ent_type_ in ("DATE", "TIME") and not (noun.pos_ == "NUM" and noun.dep_ in SUBJECTS))
            ):
                return
            if trigger.is_strict and noun.pos_ == "NOUN":
                return
        if not self.can_suffer(trigger.measure, noun, number):
            return
        yield from self.counted(trigger, victim, noun, numbers)

    def can_suffer(self, measure: Measure, noun: Token, number: Number | None) -> bool:
        """Tell whether a loss can befall those whom a noun means: residents are displaced, no rebels and no one man."""
        if measure != "displaced":
            return True
        is_several = noun.tag_ in ("NNS", "NNPS") or noun.lemma_.lower() in self._words.collectives
        if number is None and not is_several:
            return False
        if self._words.group_of(noun) == "civilian" or not self._words.at_home.isdisjoint(word_forms(noun)):
            return True
        return number is not None and (noun.pos_ == "NUM" or noun.ent_type_ == "NORP")

    def is_named(self, trigger: Trigger, victim: Token) -> bool:
        """Tell whether a name that no one calls a person's is one by whom it is joined to: "Brenner and his guard"."""
        if victim.tag_ != "NNP" or trigger.measure not in ("killed", "wounded", "casualties"):
            return False
        if self._words.item_of(victim) is not None or victim.ent_type_ in ("DATE", "TIME", "MONEY"):
            return False
        joined = [child for child in victim.children if child.dep_ == "conj"]
        if victim.dep_ == "conj" and victim.ent_type_ in ("", "PERSON"):
            joined.append(victim.head)
        return any(other.tag_ in ("NN", "NNP") and self.is_people(other) for other in joined)

    def has_own_word(self, trigger: Trigger, victim: Token) -> bool:
        """Tell whether a joined victim stands before a word of its own: "killed 20 people and | 29 were injured"."""
        if victim.dep_ not in ("conj", "appos") or victim.i < trigger.token.i:
            return False
        if trigger.measure == "killed" and self._words.is_in_care(victim):
            return True
        own = self.participle_after(victim)
        return own is not None and own[1].i != trigger.token.i and self.measure_of(own[1]) != trigger.measure

    def measure_of(self, participle: Token) -> Measure:
        """Return what a participle of loss says of its noun."""
        lemma = participle.lemma_.lower()
        words = self._words
        doc = participle.doc
        beside = {
            token.lower_ for token in doc[participle.i + 1 : min(participle.i + 3, participle.sent.end)]
        }
        measure = words.harm.get(lemma) or words.participles[participle.lower_]
        if measure not in ("casualties", "wounded"):
            return measure
        is_fatal = participle.i > participle.sent.start and doc[participle.i - 1].lower_ in words.fatally
        return "killed" if is_fatal or not words.deadly.isdisjoint(beside) else measure

    def participle_after(self, number: Token) -> tuple[Token, Token] | None:
        """Return the noun and the participle of loss that follow a number or a noun, None without them."""
        noun = number
        for token in number.doc[number.i + 1 : min(number.i + 1 + NEAR, number.sent.end)]:
            is_harm = token.tag_ in PARTICIPLES and token.lemma_.lower() in self._words.harm
            if is_harm or token.lower_ in self._words.states:
                if token.tag_ == "VBD" and any(child.dep_ in OBJECTS for child in token.children):
                    return None
                return (noun, token) if noun.i == number.i or self._words.group_of(noun) is not None else None
            if token.dep_ == "neg":
                return None
            if token.pos_ in ("NOUN", "PROPN"):
                noun = token
            elif token.pos_ not in ("AUX", "ADJ", "ADV", "DET") and token.lower_ != "of":
                return None
        return None

    def counted(
        self, trigger: Trigger, victim: Token, noun: Token, numbers: Mapping[int, Number]
    ) -> Iterator[Loss]:
        """Yield the loss that a victim counts for: by its number, one for a single, two or more for a plural."""
        number = number_of(victim, numbers)
        if number is None and victim.dep_ == "conj":
            shared = number_of(victim.head, numbers)
            if shared is not None and shared.high == 0:
                return
        if number is not None:
            yield self.loss(trigger, victim, noun, number)
            return
        if any(child.dep_ == "neg" for child in trigger.token.children) or self._words.is_denied(victim):
            return
        if self._words.is_unknown(noun) or is_counted_elsewhere(victim):
            return
        tag = trigger.token.tag_
        lemma = noun.lemma_.lower()
        if noun.lower_ in self._words.single_pronouns or (noun.ent_type_ == "PERSON" and noun.tag_ != "NNPS"):
            if tag == "VB":
                return
        elif any(child.lower_ in self._words.uncounted for child in victim.lefts):
            yield replace(self.single(trigger, victim, noun), low=None, high=None, wording="vague")
            return
        elif noun.tag_ in ("NNS", "NNPS") or lemma in self._words.collectives:
            if tells_fact(trigger.token):
                yield replace(self.single(trigger, victim, noun), low=2, high=None, wording="vague")
            return
        else:
            is_known = noun.tag_ in ("NN", "NNP") and (
                trigger.item or self._words.group_of(noun) or is_one_of_a_people(noun)
            )
            is_known = is_known or self._words.is_aged(noun) or self.is_named(trigger, victim)
            if not is_known or not (tells_fact(trigger.token) or tag in ("VBZ", "VBP", "VB", "NN", "JJ")):
                return
        yield self.single(trigger, victim, noun)

    def single(self, trigger: Trigger, victim: Token, noun: Token) -> Loss:
        """Return one victim or one piece."""
        start, end = named_span(noun)
        return Loss(
            head=victim.i,
            noun=noun.i,
            measure=trigger.measure,
            start=min(start, noun_start(victim)),
            end=max(end, victim.idx + len(victim)),
            low=1,
            high=1,
            wording="exact",
            item=trigger.item,
            sufferer=trigger.sufferer,
            word=trigger.token.i,
        )

    def loss(self, trigger: Trigger, victim: Token, noun: Token, number: Number) -> Loss:
        """Return a loss with the bounds of its number."""
        return Loss(
            head=victim.i,
            noun=noun.i,
            measure=trigger.measure,
            start=min(number.span[0], victim.idx),
            end=max(number.span[1], victim.idx + len(victim), noun.idx + len(noun)),
            low=number.low,
            high=number.high,
            wording=number.wording,
            item=trigger.item,
            sufferer=trigger.sufferer,
            number=number.core,
            word=trigger.token.i,
        )


def is_one_of_a_people(noun: Token) -> bool:
    """Tell whether a name of a people means one of them: "a Frenchman", "an Afghan"."""
    return noun.ent_type_ == "NORP" and any(child.lower_ in ("a", "an", "another") for child in noun.lefts)


def is_before_colon(victim: Token, trigger: Token) -> bool:
    """Tell whether a colon parts a subject from its verb, as in a headline: "Police: Three killed"."""
    return victim.i < trigger.i and any(token.text == ":" for token in trigger.doc[victim.i : trigger.i])


def is_asked(victim: Token) -> bool:
    """Tell whether a number is what is asked for: "how many men died"."""
    return any(child.lower_ in ("many", "much") and child.lefts for child in victim.lefts)


def is_counted_elsewhere(victim: Token) -> bool:
    """Tell whether a noun only says what another word counts: "the number of aircraft destroyed"."""
    of = victim.head
    return (
        victim.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in ("number", "total", "tally")
    )


def distinct(losses: Iterable[Loss]) -> Iterator[Loss]:
    """Yield losses without repeats: one a number and measure, and no "shot" beside "shot and killed"."""
    losses = list(losses)
    harmed = {loss.head for loss in losses if loss.measure in ("killed", "wounded")}
    seen: set[tuple[Span, Measure]] = set()
    for loss in losses:
        if loss.measure == "casualties" and loss.head in harmed:
            continue
        if loss.number is not None:
            if (loss.number, loss.measure) in seen:
                continue
            seen.add((loss.number, loss.measure))
        yield loss
