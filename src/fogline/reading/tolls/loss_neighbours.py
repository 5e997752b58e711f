"""Find losses that syntax leaves alone: parts of those counted before, and numbers beside a participle of loss."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from fogline.model.vocabulary import Span
from fogline.reading.numbers import Number
from fogline.reading.tolls.losses import Loss, LossMaker, Trigger
from fogline.reading.tolls.toll_words import TollWords
from fogline.reading.tolls.victim_syntax import OBJECTS, PARTICIPLES, number_of, with_conjuncts

__all__ = ["NeighbourFinder"]

NEAR = 5
"""Words that may stand between a number and its word of loss where syntax does not tie them."""


class NeighbourFinder:
    """Finds losses by what stands near them."""

    def __init__(self, words: TollWords, maker: LossMaker) -> None:
        self._words = words
        self._maker = maker

    def parts(
        self, marks: Sequence[Token], numbers: Mapping[int, Number], losses: list[Loss]
    ) -> Iterator[Loss]:
        """Yield the victims that "including" or "three of them" name among those already counted."""
        words = self._words
        for token in marks if losses else ():
            if token.lower_ in words.including and token.lower_ != "among":
                heads = with_conjuncts(
                    c for c in token.children if c.dep_ in ("pobj", "dobj", "nsubj", "attr")
                )
            elif (
                token.lower_ in words.them
                and token.i >= 2
                and token.doc[token.i - 1].lower_ in ("of", "among")
            ):
                heads = self._among(token, numbers)
            else:
                continue
            whole = whole_before(token, losses)
            if whole is None:
                continue
            for head in heads:
                noun = self._words.counted_noun(head)
                if noun == token:
                    noun = next(
                        (
                            t
                            for t in token.doc[token.i + 1 : token.i + 3]
                            if self._words.group_of(t) is not None
                        ),
                        noun,
                    )
                number = number_of(head, numbers)
                if head.i == whole.head or not (
                    self._maker.is_people(noun) or number is not None or noun.pos_ == "PROPN"
                ):
                    continue
                trigger = Trigger(token, whole.measure, item=whole.item)
                if number is not None:
                    loss = self._maker.loss(trigger, head, noun, number)
                elif noun.tag_ in ("NNS", "NNPS"):
                    loss = replace(self._maker.single(trigger, head, noun), low=2, high=None, wording="vague")
                else:
                    loss = self._maker.single(trigger, head, noun)
                yield replace(loss, part_of=whole.head)

    def _among(self, token: Token, numbers: Mapping[int, Number]) -> list[Token]:
        """Return the number before "of them", or the people after "among them"."""
        before = token.doc[token.i - 2]
        if before.i in numbers:
            return [before]
        following = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
        people = [t for t in following if self._maker.is_people(t) and t.pos_ in ("NOUN", "PROPN")]
        return with_conjuncts(people[:1])

    def beside(self, doc: Doc, numbers: Mapping[int, Number], taken: set[Span]) -> Iterator[Loss]:
        """Yield numbers that stand beside a participle of loss without a tie of syntax ("two civilians killed")."""
        for index, number in numbers.items():
            if number.core in taken or numbers.get(index + 1) is number:
                continue
            first = doc[index]
            while first.i > 0 and numbers.get(first.i - 1) is number:
                first = doc[first.i - 1]
            noun = doc[index].head if doc[index].dep_ == "nummod" else doc[index]
            before = doc[first.i - 1] if first.i > first.sent.start else None
            measure = None if before is None else self._words.harm.get(before.lemma_.lower())
            if before is not None and measure is not None and before.tag_ not in ("VBN", "NN"):
                if noun.i == index or self._words.group_of(noun) is not None:
                    yield self._maker.loss(Trigger(before, measure), doc[index], noun, number)
                continue
            tied = self._participle_after(doc[index])
            if tied is not None:
                noun, participle = tied
                lemma = participle.lemma_.lower()
                measure = self._words.harm.get(lemma) or self._words.states[participle.lower_]
                yield self._maker.loss(Trigger(participle, measure), noun, noun, number)

    def _participle_after(self, number: Token) -> tuple[Token, Token] | None:
        """Return the noun and the participle of loss that follow a number, None without them."""
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


def whole_before(token: Token, losses: list[Loss]) -> Loss | None:
    """Return the loss counted last before a word in its sentence."""
    start = token.sent.start_char
    earlier = [
        loss for loss in losses if start <= loss.start and loss.end <= token.idx and loss.part_of is None
    ]
    return max(earlier, key=lambda loss: loss.start, default=None)
