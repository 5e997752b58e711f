"""Find losses that syntax leaves alone: parts of those counted before, and numbers beside a participle of loss."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fogline.model.vocabulary import Measure, Span
from fogline.reading.document import Document, Token
from fogline.reading.numbers import Number
from fogline.reading.tolls.losses import YEARS, Loss, LossMaker, Trigger
from fogline.reading.tolls.toll_words import TollWords
from fogline.reading.tolls.victim_syntax import PARTICIPLES, enumerated, number_of, with_conjuncts

__all__ = ["NeighbourFinder", "with_breakdowns"]

LONGEST_GAP = 8
"""Characters that may stand between the parts of a breakdown (", ", " and ")."""


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
                if self._maker.has_own_word(Trigger(token, whole.measure), head):
                    continue
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
                excluded = token.i > token.sent.start and token.doc[token.i - 1].dep_ == "neg"
                yield loss if excluded else replace(loss, part_of=whole.head)

    def _among(self, token: Token, numbers: Mapping[int, Number]) -> list[Token]:
        """Return the number before "of them", or the people after "among them"."""
        before = token.doc[token.i - 2]
        if before.i in numbers:
            return [before]
        following = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
        people = [t for t in following if self._maker.is_people(t) and t.pos_ in ("NOUN", "PROPN")]
        return with_conjuncts(people[:1])

    def beside(self, doc: Document, numbers: Mapping[int, Number], taken: set[Span]) -> Iterator[Loss]:
        """Yield numbers that stand beside a participle of loss without a tie of syntax ("two civilians killed")."""
        for index, number in numbers.items():
            if number.core in taken or numbers.get(index + 1) is number:
                continue
            if number.low in YEARS and self._words.group_of(doc[index].head) is None:
                continue
            first = doc[index]
            while first.i > 0 and numbers.get(first.i - 1) is number:
                first = doc[first.i - 1]
            noun = doc[index].head if doc[index].dep_ == "nummod" else doc[index]
            before = doc[first.i - 1] if first.i > first.sent.start else None
            measure = None if before is None else self._words.harm.get(before.lemma_.lower())
            if before is not None and self._words.is_only_tried(before):
                continue
            if before is not None and measure is not None and before.tag_ not in ("VBN", "NN"):
                is_people = noun.i == index or self._words.group_of(noun) is not None
                if is_people and self._maker.can_suffer(measure, noun, number):
                    yield self._maker.loss(Trigger(before, measure), doc[index], noun, number)
                continue
            lost = self._lives_after(doc[index])
            if lost is not None:
                yield self._maker.loss(Trigger(lost[1], "killed"), lost[0], lost[0], number)
                continue
            fatal = self._fatally_after(doc[index])
            if fatal is not None:
                yield self._maker.loss(Trigger(fatal, "killed"), doc[index], doc[index], number)
                continue
            tied = self._maker.participle_after(doc[index]) or self._participle_of_list(noun)
            if tied is not None:
                noun, participle = tied
                measure = self._maker.measure_of(participle)
                if self._maker.can_suffer(measure, noun, number):
                    yield self._maker.loss(Trigger(participle, measure), noun, noun, number)

    def _fatally_after(self, number: Token) -> Token | None:
        """Return the adverb of "four people were shot, one fatally", where no verb of its own follows."""
        for token in number.doc[number.i + 1 : min(number.i + 5, number.sent.end)]:
            if token.lower_ in self._words.fatally:
                following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
                return token if following is None or following.pos_ not in ("VERB", "ADJ") else None
            if token.lower_ not in ("of", "the") and token.pos_ not in ("NOUN", "PRON"):
                return None
        return None

    def _participle_of_list(self, noun: Token) -> tuple[Token, Token] | None:
        """Return a counted noun and the participle behind the last of its list: "two others and a girl injured"."""
        if self._words.group_of(noun) is None:
            return None
        for other in enumerated(noun)[1:]:
            for child in other.children:
                if child.dep_ == "acl" and child.tag_ in PARTICIPLES and self._is_harm(child):
                    return noun, child
        return None

    def _is_harm(self, participle: Token) -> bool:
        words = self._words
        return participle.lemma_.lower() in words.harm or participle.lower_ in words.participles

    def _lives_after(self, number: Token) -> tuple[Token, Token] | None:
        """Return people and verb of "claimed seven civilian lives", however the parser ties them."""
        sentence = number.sent
        verb = next(
            (
                t
                for t in number.doc[max(sentence.start, number.i - 4) : number.i]
                if t.lemma_.lower() in self._words.life_takers
            ),
            None,
        )
        after = number.doc[number.i + 1 : min(number.i + 4, sentence.end)]
        lives = next((t for t in after if t.lower_ == "lives" or t.lemma_.lower() in self._words.lives), None)
        if verb is None or lives is None:
            return None
        return next((t for t in after if self._words.group_of(t) is not None and t.i <= lives.i), lives), verb

    def listed(self, doc: Document, numbers: Mapping[int, Number], losses: Sequence[Loss]) -> Iterator[Loss]:
        """Yield the rest of "killed a guard, two drivers and a clerk", however the parser ties it."""
        for loss in losses:
            if loss.low != 1 or loss.high != 1 or loss.part_of is not None or loss.item is not None:
                continue
            trigger = Trigger(doc[loss.head], loss.measure, sufferer=loss.sufferer)
            for noun in self._rest_of_list(doc[loss.noun]):
                number = number_of(noun, numbers)
                if number is not None:
                    yield self._maker.loss(trigger, noun, noun, number)
                elif noun.tag_ in ("NN", "NNP"):
                    yield self._maker.single(trigger, noun, noun)

    def _rest_of_list(self, first: Token) -> list[Token]:
        """Return the people behind a noun that commas and a last "and" join to it, none where they do not."""
        doc, end = first.doc, first.sent.end
        found: list[Token] = []
        place = first.i + 1
        while place + 1 < end and doc[place].text in (",", "and"):
            is_last = "and" in (doc[place].text, doc[place + 1].text)
            place += 2 if doc[place].text == "," and is_last else 1
            start = place
            while place < end and doc[place].pos_ in ("DET", "NUM", "ADJ", "NOUN", "PRON"):
                place += 1
            noun = doc[place - 1]
            has_start = place > start and (doc[start].pos_ in ("DET", "NUM") or doc[start].tag_ == "PRP$")
            if not has_start or noun.pos_ != "NOUN" or self._words.group_of(noun) is None:
                return []
            found.append(noun)
            if is_last:
                is_over = place >= end or doc[place].pos_ not in ("AUX", "VERB")
                return found if is_over and len(found) > 1 else []
        return []

    def single_beside(self, doc: Document, marks: Sequence[Token], taken: set[int]) -> Iterator[Loss]:
        """Yield one person right before a participle of loss ("a girl shot dead") whom syntax left alone."""
        for token in marks:
            measure = self._words.participles.get(token.lower_)
            if measure is None or token.i == token.sent.start or is_active(token, self._words.participles):
                continue
            before = doc[token.i - 1]
            if before.lower_ in self._words.fatally and token.i - 1 > token.sent.start:
                before, measure = doc[before.i - 1], "killed"
            articles = {child.lower_ for noun in (before, token) for child in noun.lefts}
            is_one = not articles.isdisjoint(("a", "an", "another", "one")) and (
                self._words.group_of(before) is not None
            )
            if not taken.isdisjoint((before.i, token.i)) or not is_one or before.tag_ == "NNS":
                continue
            behind = {other.lower_ for other in doc[token.i + 1 : min(token.i + 3, token.sent.end)]}
            if not behind.isdisjoint({*self._words.deadly, "killed"}):
                measure = "killed"
            yield self._maker.single(Trigger(token, measure), before, before)


def is_active(participle: Token, participles: Mapping[str, Measure]) -> bool:
    """Tell whether what stands behind a participle makes it an act of its noun: "a man shot | the guard"."""
    for token in participle.doc[participle.i + 1 : min(participle.i + 5, participle.sent.end)]:
        if (
            token.lower_ in participles
            or token.lower_ in ("and", "to", "death", "dead")
            or token.pos_ == "ADV"
        ):
            continue
        return token.pos_ in (
            "DET",
            "NOUN",
            "PROPN",
            "PRON",
            "NUM",
            "ADJ",
            "VERB",
        ) and token.ent_type_ not in (
            "DATE",
            "TIME",
        )
    return False


def with_breakdowns(losses: Sequence[Loss], doc: Document) -> list[Loss]:
    """Return losses, those that break one down as its parts: "10 others, five officers and five drivers, were hurt"."""
    found = list(losses)
    for index, whole in enumerate(found):
        if whole.low is None or whole.low < 2 or whole.low != whole.high or whole.part_of is not None:
            continue
        parts: list[int] = []
        counted = 0
        for other in range(index + 1, len(found)):
            part = found[other]
            previous = found[parts[-1]] if parts else whole
            is_next = part.measure == whole.measure and 0 <= part.start - previous.end <= LONGEST_GAP
            if not is_next or part.low is None or doc[part.head].sent != doc[whole.head].sent:
                break
            parts.append(other)
            counted += part.low
            if counted >= whole.low:
                break
        if len(parts) > 1 and counted == whole.low:
            for part_index in parts:
                found[part_index] = replace(found[part_index], part_of=whole.head)
    return found


def whole_before(token: Token, losses: list[Loss]) -> Loss | None:
    """Return the loss counted last before a word in its sentence."""
    start = token.sent.start_char
    earlier = [
        loss for loss in losses if start <= loss.start and loss.end <= token.idx and loss.part_of is None
    ]
    return max(earlier, key=lambda loss: loss.start, default=None)
