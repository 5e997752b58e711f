"""Tie words of loss to their victims and numbers, by syntax first and by nearness where syntax fails."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fogline.model.vocabulary import Measure, Span
from fogline.reading.document import Document, Token
from fogline.reading.numbers import Number
from fogline.reading.tolls.loss_neighbours import NeighbourFinder, with_breakdowns
from fogline.reading.tolls.losses import Loss, LossMaker, Trigger, distinct
from fogline.reading.tolls.survivors import SurvivorFinder, with_the_rest
from fogline.reading.tolls.toll_words import TollWords
from fogline.reading.tolls.victim_syntax import (
    NOUNS,
    OBJECTS,
    PARTICIPLES,
    SUBJECTS,
    governor,
    noun_start,
    number_of,
    span_of,
    subjects_of,
    victims_of,
    with_conjuncts,
)  # fmt: skip

__all__ = ["VictimFinder"]


FARTHEST_TOTAL = 24
"""Words behind "the death toll" among which its number is looked for: "from a blast on a bus outside X reached 12"."""


class VictimFinder:
    """Find losses in a parsed text, given where its numbers stand."""

    def __init__(self, words: TollWords) -> None:
        self._words = words
        self._maker = LossMaker(words)
        self._neighbours = NeighbourFinder(words, self._maker)
        self._survivors = SurvivorFinder(words, self._maker)

    def find(self, doc: Document, numbers: Mapping[int, Number]) -> list[Loss]:
        """Return the losses, at most one a head and measure, in text order."""
        losses: dict[tuple[int, Measure], Loss] = {}
        marks = self._words.marks_in(doc)
        for loss in self._all(marks, numbers):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._neighbours.beside(
            doc, numbers, {numbers[h].core for h, _ in losses if h in numbers} | used(losses, numbers, doc)
        ):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._neighbours.listed(doc, numbers, list(losses.values())):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._neighbours.parts(marks, numbers, list(losses.values())):
            known = losses.get((loss.head, loss.measure))
            losses[loss.head, loss.measure] = loss if known is None else replace(known, part_of=loss.part_of)
        for loss in self._neighbours.single_beside(doc, marks, {loss.noun for loss in losses.values()}):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._survivors.find(marks, numbers, list(losses.values())):
            losses.setdefault((loss.head, loss.measure), loss)
        told = with_the_rest(list(distinct(losses.values())), doc, self._words)
        return with_breakdowns(sorted(told, key=lambda loss: (loss.start, loss.end)), doc)

    def _all(self, marks: Sequence[Token], numbers: Mapping[int, Number]) -> Iterator[Loss]:
        words = self._words
        for token in marks:
            lemma = token.lemma_.lower()
            part = token.pos_
            if part in ("VERB", "AUX") or (token.tag_ in PARTICIPLES and lemma in words.harm):
                yield from self._verb(token, lemma, numbers)
            if token.lower_ in words.states:
                yield from self._state(token, words.states[token.lower_], numbers)
            if part in ("NOUN", "PROPN"):
                yield from self._noun(token, lemma, numbers)

    # Verbs

    def _verb(self, verb: Token, lemma: str, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        words = self._words
        default_item = words.destroyed_by(verb)
        if default_item is not None:
            for victim in victims_of(verb):
                yield from self._destroyed(
                    Trigger(verb, "equipment", item=default_item), victim, lemma, numbers
                )
        counts_beside = verb.lower_ in words.states and verb.i - 1 in numbers
        if lemma in words.harm and not counts_beside and not is_unharmed(verb):
            measure = self._harm(verb, lemma)
            trigger = Trigger(verb, measure, is_strict=measure in ("captured", "displaced"))
            spared = measure == "wounded" and any(child.dep_ == "neg" for child in verb.children)
            befallen = [] if spared or has_own_count(verb, numbers) else victims_of(verb)
            for victim in befallen:
                noun = words.counted_noun(victim)
                if default_item is not None and (words.is_craft(noun) or not self._maker.is_people(noun)):
                    continue
                yield from self._maker.harmed(trigger, victim, numbers)
        if lemma in words.strike and words.strikes_with_fire(verb):
            for victim in victims_of(verb):
                if self._maker.is_people(words.counted_noun(victim)):
                    yield from self._maker.harmed(Trigger(verb, "casualties"), victim, numbers)
        befalls = words.befalls_subject(verb)
        if befalls is not None:
            measure = befalls
            given_up = verb_objects(verb) if measure == "captured" else []
            for subject in given_up or subjects_of(verb):
                # A commander who surrenders stands for his men, whom no word has counted.
                if measure != "captured" or number_of(subject, numbers) is not None:
                    yield from self._maker.harmed(Trigger(verb, measure, is_strict=True), subject, numbers)
        if lemma in words.turn_on:
            yield from self._turned(verb)
        if lemma in words.lose:
            yield from self._lost(verb, numbers)
        if lemma in words.takes:
            yield from self._taken(verb, numbers)
        if lemma in words.come_home and any(child.lower_ in words.safely for child in verb.children):
            yield from self._safe(verb)

    def _harm(self, verb: Token, lemma: str) -> Measure:
        """Return what a verb does, "shot dead" and "stabbed to death" told apart from "shot" and "stabbed"."""
        measure = self._words.harm[lemma]
        if measure not in ("casualties", "wounded"):
            return measure
        if any(child.lower_ in self._words.fatally for child in verb.children):
            return "killed"
        after = verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]
        for token in after:
            if token.lower_ in self._words.deadly and (
                token.head == verb or token.head.head == verb or token.i == verb.i + 1
            ):
                return "killed"
        return measure

    def _turned(self, verb: Token) -> Iterator[Loss]:
        """Yield who "turned the gun on himself"."""
        after = verb.doc[verb.i + 1 : min(verb.i + 7, verb.sent.end)]
        weapons = [token for token in after if self._words.item_of(token) == "weapon"]
        for token in after:
            if token.lower_ in self._words.reflexives and token.head.lower_ == "on" and weapons:
                yield self._maker.single(Trigger(verb, "killed"), token, token)

    def _lost(self, verb: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        sufferer = next((span_of(subject) for subject in subjects_of(verb)), None)
        for victim in victims_of(verb):
            noun = self._words.counted_noun(victim)
            item = self._words.item_of(noun)
            if noun.lemma_.lower() in self._words.lives:
                if number_of(victim, numbers) is not None:
                    yield from self._maker.harmed(Trigger(verb, "killed"), victim, numbers)
                    continue
                for subject in subjects_of(verb):
                    yield from self._maker.harmed(Trigger(verb, "killed", is_strict=True), subject, numbers)
            elif self._maker.is_people(noun) and item is None and victim.dep_ not in SUBJECTS:
                yield from self._maker.harmed(
                    Trigger(verb, "killed", is_strict=True, sufferer=sufferer), victim, numbers
                )

    def _safe(self, verb: Token) -> Iterator[Loss]:
        """Yield that none was lost of those that all came back safely."""
        for subject in subjects_of(verb):
            is_all = any(child.lower_ in ("all", "every", "each", "both") for child in subject.lefts)
            item = self._words.item_of(subject)
            if is_all and (item is not None or self._maker.is_people(subject)):
                trigger = Trigger(verb, "killed" if item is None else "equipment", item=item)
                yield replace(self._maker.single(trigger, subject, subject), low=0, high=0)

    def _taken(self, verb: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield "took 30 soldiers prisoner", "were taken hostage", "claimed eight lives"."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
            measure = self._words.prisoner.get(token.lower_)
            if measure is None or (token.head not in (verb, verb.head) and token.dep_ != "conj"):
                continue
            for victim in victims_of(verb):
                # "took 150 soldiers and 30 civilians prisoner", read as if there were a "civilian prisoner".
                counted = [victim] if victim != token else [c for c in token.lefts if c.dep_ == "compound"]
                for one in counted:
                    yield from self._maker.harmed(Trigger(verb, measure, is_strict=True), one, numbers)

    def _destroyed(
        self, trigger: Trigger, victim: Token, lemma: str, numbers: Mapping[int, Number]
    ) -> Iterator[Loss]:
        noun = self._words.counted_noun(victim)
        item = self._words.item_of(noun)
        if (
            item is None
            and trigger.item != "other"
            and (noun.pos_ == "PROPN" or self._words.is_craft(noun))
            and noun.ent_type_ not in ("GPE", "PERSON", "DATE", "NORP")
        ):
            item = trigger.item
        if item is None or (lemma in self._words.captures and item == "building"):
            return
        sufferer = None
        if lemma in self._words.lose:
            sufferer = next((span_of(subject) for subject in subjects_of(trigger.token)), None)
        yield from self._maker.counted(
            Trigger(trigger.token, "equipment", sufferer=sufferer, item=item), victim, noun, numbers
        )

    # States: "12 dead", "left eight wounded"

    def _state(self, token: Token, measure: Measure, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        if is_unharmed(token) or self._words.is_alive(token):
            return
        number = number_of(token, numbers) or numbers.get(token.i - 1)
        is_noun = token.dep_ not in ("amod", "auxpass", "aux") and not any(
            c.dep_ in SUBJECTS for c in token.children
        )
        if number is not None and is_noun:
            yield self._maker.loss(Trigger(token, measure), token, token, number)
            return
        head = token.head
        victims: list[Token] = []
        if token.dep_ == "pobj" and head.lower_ == "among" and head.head.lemma_.lower() == "be":
            yield from self._among(token, measure, numbers)
            return
        if token.dep_ == "amod" and head.pos_ in NOUNS:
            victims = [head]
        elif (
            token.dep_ in ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "acl", "dobj")
            and head.lemma_.lower() in self._words.become
            and not any(child.dep_ in SUBJECTS for child in token.children)
        ):
            victims = [*victims_of(head)] if head.lemma_.lower() in self._words.leave else subjects_of(head)
            victims = [victim for victim in victims if victim != token]
        if token.pos_ == "ADJ":
            victims.extend(child for child in token.children if child.dep_ in SUBJECTS)
        for victim in victims:
            yield from self._maker.harmed(Trigger(token, measure, is_strict=True), victim, numbers)

    def _among(self, token: Token, measure: Measure, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield who was "among the dead"."""
        for subject in subjects_of(token.head.head):
            yield from self._maker.harmed(Trigger(token, measure, is_strict=True), subject, numbers)

    # Nouns: "the death toll rose to 45", "12 deaths", "the murder of two"

    def _noun(self, noun: Token, lemma: str, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        words = self._words
        if lemma in words.toll:
            yield from self._toll_word(noun, numbers)
        if lemma in words.tallies:
            yield from self._tally(noun, numbers)
        number = number_of(noun, numbers)
        if number is None and words.counts.get(lemma) == "killed" and noun.tag_ in ("NN", "NNP"):
            yield from self._multiple(noun)
        if lemma in words.lives and number is not None:
            head = noun.head
            if head.lemma_.lower() in words.life_takers | words.lose:
                yield self._maker.loss(Trigger(head, "killed"), noun, noun, number)
            return
        if lemma in words.lives and noun.head.lemma_.lower() in words.life_takers:
            if any(child.lower_ == "own" for child in noun.lefts):
                # "took his own life"
                self_killer = next((child for child in noun.lefts if child.dep_ == "poss"), noun)
                yield self._maker.single(Trigger(noun.head, "killed"), self_killer, self_killer)
                return
            # The parser may hang the rest of an enumeration on the verb.
            behind = [other for other in with_conjuncts(verb_objects(noun.head)) if other.i > noun.i]
            for victim in [*objects_of(noun, "of"), *behind]:
                yield from self._maker.harmed(Trigger(noun.head, "killed"), victim, numbers)
        measure = words.counts.get(lemma)
        if lemma == "loss" and not self._is_suffered(noun):
            measure = None
        if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in words.acts:
            measure = None  # "the deaths of 14 hostages"
        if measure is not None and noun.head.lemma_.lower() in words.harm and noun.dep_ in OBJECTS | SUBJECTS:
            # "killed ten hostages" tells of the dead, not of a kidnapping
            measure = None
        if any(child.lower_ in words.attempts for child in noun.lefts):
            measure = None
        is_borne = measure == "wounded" and self._is_borne(noun)
        if (
            measure == "wounded"
            and noun.dep_ in OBJECTS
            and (number is None or (is_borne and number.high != 0))
        ):
            yield from self._suffered(noun, numbers)
            return
        is_count = (
            number is not None
            and not is_borne
            and (noun.tag_ == "NNS" or number.high == 1 or number.low != number.high)
        )
        if measure is not None and number is not None and is_count:
            yield self._maker.loss(Trigger(noun, measure, sufferer=self._sufferer(noun)), noun, noun, number)
            return
        is_vague = lemma in words.vague_counts and noun.tag_ == "NNS" and noun.dep_ != "compound"
        if measure is not None and number is None and is_vague and not words.is_unknown(noun):
            end = noun.idx + len(noun)
            yield Loss(
                noun.i, noun.i, words.vague_counts[lemma], noun_start(noun), end, None, None, "vague",
                sufferer=self._sufferer(noun), word=noun.i,
            )  # fmt: skip
            return
        owner = next((child for child in noun.children if child.dep_ == "poss"), None)
        if owner is not None and number is None and words.states.get(lemma) == "killed":
            # "Images of their dead": losses of a side, however many.
            end = noun.idx + len(noun)
            yield Loss(
                noun.i, noun.i, "killed", noun_start(noun), end, None, None, "vague",
                sufferer=span_of(owner), word=noun.i,
            )  # fmt: skip
            return
        if lemma in words.acts:
            for victim in objects_of(noun, "of"):
                counted = words.counted_noun(victim)
                item = words.item_of(counted) if lemma == "loss" else None
                if item is not None:
                    yield from self._maker.counted(
                        Trigger(noun, "equipment", item=item), victim, counted, numbers
                    )
                elif lemma != "loss" or self._maker.is_people(counted):
                    yield from self._maker.harmed(
                        Trigger(noun, words.acts[lemma], is_strict=True), victim, numbers
                    )

    def _multiple(self, noun: Token) -> Iterator[Loss]:
        """Yield the dead of "a triple homicide"."""
        for child in noun.lefts:
            count = self._words.multiples.get(child.lower_)
            if count is not None:
                yield replace(
                    self._maker.single(Trigger(noun, "killed"), noun, noun),
                    start=child.idx, low=count, high=count,
                )  # fmt: skip

    def _tally(self, noun: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield the number that "the number of dead", "the number of people killed" has reached."""
        words = self._words
        for child in noun.children:
            if child.dep_ != "prep" or child.lower_ != "of":
                continue
            for token in noun.doc[child.i + 1 : min(child.i + 4, noun.sent.end)]:
                measure = words.states.get(token.lower_) or words.counts.get(token.lemma_.lower())
                if measure is not None:
                    yield from self._reached(Trigger(noun, measure), token, numbers)
                    return

    def _suffered(self, noun: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield those who "suffered injuries", or "a fatal wound"."""
        verb = governor(noun)
        if verb.lemma_.lower() not in self._words.suffer:
            return
        deadly = self._words.is_fatal(noun)
        trigger = Trigger(verb, "killed" if deadly else "wounded", is_strict=True)
        for subject in subjects_of(verb):
            yield from self._maker.harmed(trigger, subject, numbers)

    def _is_borne(self, noun: Token) -> bool:
        """Tell whether wounds are counted on one body: "multiple gunshot wounds", "was treated for two injuries"."""
        is_beside = noun.dep_ == "pobj" and noun.head.lower_ in ("with", "from", "for")
        return is_beside or noun.lemma_.lower() in self._words.on_bodies

    def _is_suffered(self, noun: Token) -> bool:
        verb = governor(noun)
        is_tied = verb != noun.head or noun.dep_ in OBJECTS | SUBJECTS
        return is_tied and verb.lemma_.lower() in self._words.suffer | self._words.inflict

    def _sufferer(self, noun: Token) -> Span | None:
        """Return who suffered "casualties": the subject of "suffered", the object of "inflicted on"."""
        verb = governor(noun)
        lemma = verb.lemma_.lower()
        if lemma in self._words.suffer and (verb != noun.head or noun.dep_ in OBJECTS):
            return next((span_of(subject) for subject in subjects_of(verb)), None)
        if lemma in self._words.inflict:
            for child in [*verb.children, *noun.children]:
                if child.dep_ == "prep" and child.lower_ in ("on", "upon", "among"):
                    return next((span_of(target) for target in child.children if target.dep_ == "pobj"), None)
        return None

    def _toll_word(self, noun: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield the number that "the death toll" has reached: the last of those that follow it in its clause."""
        kinds = [c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
        kind = "death" if "death" in kinds else next(iter(kinds), "death")
        measure: Measure = "killed" if kind == "death" else self._words.counts.get(kind, "casualties")
        yield from self._reached(Trigger(noun, measure), noun, numbers)

    def _reached(self, trigger: Trigger, noun: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield the total named behind a word: the last of the numbers that follow it in its clause."""
        chosen: Token | None = None
        for token in noun.doc[noun.i + 1 : min(noun.i + FARTHEST_TOTAL, noun.sent.end)]:
            if (token.text in (";", ",") and chosen is not None) or token.dep_ == "mark":
                break
            if token.i not in numbers or numbers[token.i].low == 0:
                continue
            if (
                token.dep_ in ("nummod",)
                and token.head.pos_ == "NOUN"
                and self._words.group_of(token.head) is None
            ):
                continue
            chosen = token
            if (
                noun.doc[token.i - 1].lower_ in ("to", "at")
                or numbers[token.i].core[0] > numbers[token.i].span[0]
            ):
                break
        if chosen is not None:
            yield self._maker.loss(trigger, chosen, chosen, numbers[chosen.i])


def has_own_count(verb: Token, numbers: Mapping[int, Number]) -> bool:
    """Tell whether a joined participle has a count of its own before it: "85 were killed and | 50 others injured"."""
    if verb.dep_ != "conj" or verb.tag_ not in PARTICIPLES or any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    between = verb.doc[max(verb.head.i + 1, verb.sent.start) : verb.i]
    joint = max((token.i for token in between if token.lower_ in ("and", "while")), default=verb.i)
    return any(index in numbers for index in range(joint + 1, verb.i))


def is_unharmed(word: Token) -> bool:
    """Tell whether a relative clause says who was not harmed: "survivors who were not hurt"."""
    clause = word.head if word.dep_ in ("acomp", "attr", "oprd") else word
    return clause.dep_ in ("relcl", "acl") and any(child.dep_ == "neg" for child in clause.children)


def objects_of(noun: Token, preposition: str) -> list[Token]:
    """Return the objects of a noun's preposition with all that is joined to them."""
    return with_conjuncts(
        target
        for child in noun.children
        if child.dep_ == "prep" and child.lower_ == preposition
        for target in child.children
        if target.dep_ == "pobj"
    )


def verb_objects(verb: Token) -> list[Token]:
    """Return the direct objects of a verb."""
    return [child for child in verb.children if child.dep_ in OBJECTS]


def used(
    losses: Mapping[tuple[int, Measure], Loss], numbers: Mapping[int, Number], doc: Document
) -> set[Span]:
    """Return the words of the numbers that losses already count."""
    counted = {index for loss in losses.values() for index in (loss.head, loss.noun)}
    return {number.core for index in counted if (number := number_of(doc[index], numbers)) is not None}
