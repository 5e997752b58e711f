"""Find the wounded whom no word for wounding names: brought to hospital, treated, with wounds, hit and not dead."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from fogline.reading.document import Document, Token
from fogline.reading.numbers import Number
from fogline.reading.tolls.losses import Loss, LossMaker, Trigger
from fogline.reading.tolls.toll_words import TollWords
from fogline.reading.tolls.victim_syntax import (
    NOUNS,
    OBJECTS,
    subjects_of,
    victims_of,
    with_conjuncts,
)

__all__ = ["SurvivorFinder", "with_the_rest"]

INTO = frozenset({"to", "into", "in", "at"})
BESET = frozenset({"with", "from", "for", "of"})
"""Prepositions between somebody and the wounds: "with wounds", "suffering from wounds", "treated for wounds"."""


class SurvivorFinder:
    """Finds those who are told to be in care, to have wounds, or to be expected to live.

    A single person counts only where the text tells of nobody's death: reports
    of a murder say that the victim was brought to hospital before they say that
    he died there.
    """

    def __init__(self, words: TollWords, maker: LossMaker) -> None:
        self._words = words
        self._maker = maker

    def find(
        self, marks: Sequence[Token], numbers: Mapping[int, Number], known: Sequence[Loss]
    ) -> Iterator[Loss]:
        """Yield the wounded.

        Args:
            marks: the words from which losses are read.
            numbers: the number at each token of its words.
            known: the losses that have words of their own.
        """
        for token in marks:
            for trigger, victim in self._met_themselves(token):
                for loss in self._maker.harmed(trigger, victim, numbers):
                    if loss.high != 1 or self._is_somebody_else(victim, known):
                        yield loss

    def _is_somebody_else(self, victim: Token, known: Sequence[Loss]) -> bool:
        """Tell whether one victim is neither one of the dead nor one whose wounding the sentence tells already."""
        if any(child.lower_ in self._words.another for child in victim.lefts):
            return True  # "another man", "a third victim"
        beside = [loss for loss in known if victim.sent.start <= loss.head < victim.sent.end]
        if any(loss.measure in ("wounded", "casualties") for loss in beside):
            return False
        return not any(map(is_death, known)) or any(
            is_death(loss) and loss.head != victim.i for loss in beside
        )

    def _met_themselves(self, token: Token) -> Iterator[tuple[Trigger, Token]]:
        """Yield who is met with, the subject for "took themselves to a hospital"."""
        for trigger, victim in self._met(token):
            is_reflexive = victim.lower_ in self._words.reflexives
            for one in subjects_of(trigger.token) if is_reflexive else [victim]:
                yield trigger, one

    def _met(self, token: Token) -> Iterator[tuple[Trigger, Token]]:
        words = self._words
        if token.pos_ in ("NOUN", "PROPN"):
            if words.is_hospital(token):
                yield from self._brought(token)
            elif token.lemma_.lower() in words.conditions:
                yield from self._in_condition(token)
            elif words.counts.get(token.lemma_.lower()) == "wounded":
                yield from self._beset(token)
        elif token.lemma_.lower() in words.recover and token.pos_ == "VERB":
            yield from self._recovering(token)

    def _brought(self, hospital: Token) -> Iterator[tuple[Trigger, Token]]:
        """Yield who was brought to a hospital, treated there, or is in one."""
        place = hospital.head
        if hospital.dep_ != "pobj" or place.lower_ not in INTO or self._dies_behind(hospital):
            return
        carried = place.head
        if carried.pos_ in NOUNS and place.lower_ in ("in", "at"):
            # "left two dead and three others in the hospital"
            if carried.lower_ in self._words.others and not self._is_done(carried):
                yield Trigger(hospital, "wounded", is_strict=True), carried
            return
        verb = carried.head if carried.pos_ in NOUNS and carried.dep_ in OBJECTS else carried
        lemma = verb.lemma_.lower()
        if verb.pos_ not in ("VERB", "AUX") or self._words.is_only_tried(verb):
            return
        trigger = Trigger(verb, "wounded", is_strict=True)
        if lemma in self._words.bring and not (place.lower_ == "at" and lemma == "take"):
            yield from ((trigger, victim) for victim in victims_of(verb))
        elif place.lower_ == "in" and lemma in self._words.become:
            beings = victims_of(verb) if lemma in self._words.leave else subjects_of(verb)
            yield from ((trigger, victim) for victim in beings)

    def _is_done(self, noun: Token) -> bool:
        """Tell whether a noun is what a verb of its own befalls: "killed three others in the hospital"."""
        first = noun.head if noun.dep_ == "conj" else noun
        return first.dep_ in OBJECTS and first.head.lemma_.lower() in self._words.harm

    def _dies_behind(self, hospital: Token) -> bool:
        """Tell whether the sentence goes on to a death: "taken to a hospital, where he died"."""
        words = self._words
        return any(
            (token.lemma_.lower() in words.undergo and words.undergo[token.lemma_.lower()] == "killed")
            or words.states.get(token.lower_) == "killed"
            for token in hospital.doc[hospital.i : hospital.sent.end]
        )

    def _beset(self, wound: Token) -> Iterator[tuple[Trigger, Token]]:
        """Yield who has wounds: "three men suffering from wounds", "two were treated for injuries"."""
        link = wound.head
        if wound.dep_ != "pobj" or link.lower_ not in BESET or self._words.is_fatal(wound):
            return
        if any(child.lower_ == "no" for child in wound.lefts) or self._dies_behind(wound):
            return
        bearer = link.head
        if bearer.pos_ in ("NOUN", "PROPN", "NUM"):
            if link.lower_ == "with" and self._maker.is_people(bearer):
                bearers = with_conjuncts([bearer])
                yield from ((Trigger(wound, "wounded", is_strict=True), one) for one in bearers)
            return
        lemma = bearer.lemma_.lower()
        trigger = Trigger(bearer, "wounded", is_strict=True)
        if link.lower_ in ("from", "with", "of") and lemma in self._words.suffer | self._words.escape:
            yield from ((trigger, victim) for victim in borne_by(bearer))
        elif link.lower_ in ("for", "with") and lemma in self._words.bring:
            yield from ((trigger, victim) for victim in victims_of(bearer))

    def _in_condition(self, noun: Token) -> Iterator[tuple[Trigger, Token]]:
        """Yield who is "in critical condition"."""
        verb = noun.head.head
        if noun.dep_ != "pobj" or verb.pos_ not in ("VERB", "AUX"):
            return
        if any(child.lower_ in self._words.grave for child in noun.lefts):
            yield from ((Trigger(verb, "wounded", is_strict=True), one) for one in subjects_of(verb))

    def _recovering(self, verb: Token) -> Iterator[tuple[Trigger, Token]]:
        """Yield who is "expected to survive", or "recovering"."""
        if any(child.dep_ == "neg" for child in verb.children):
            return
        trigger = Trigger(verb, "wounded", is_strict=True)
        if verb.tag_ == "VBG" and verb.lemma_.lower() in self._words.recover:
            yield from ((trigger, victim) for victim in subjects_of(verb))
        elif verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "expect":
            yield from ((trigger, victim) for victim in victims_of(verb.head))


def borne_by(verb: Token) -> list[Token]:
    """Return the subjects of "suffering", with those joined to the last of them: "three men and a boy suffering"."""
    subjects = subjects_of(verb)
    first = verb.head
    while verb.dep_ == "acl" and first.dep_ == "conj" and first.head.pos_ in NOUNS:
        first = first.head
        subjects.insert(0, first)
    return subjects


def with_the_rest(losses: Sequence[Loss], doc: Document, words: TollWords) -> list[Loss]:
    """Return losses, those who were shot told as wounded as far as the text says nothing of their death.

    Where it tells of nobody's death, all of them are; where the same sentence
    tells how many died ("four people were shot, one fatally"), the rest of them;
    and so the rest of the most, where the text counts no wounded at all.
    """
    deaths = [loss for loss in losses if is_death(loss)]
    hits = {loss: among(loss, deaths, doc, words) for loss in losses if is_hit(loss, doc, words)}
    found: list[Loss] = []
    for loss in losses:
        if loss not in hits:
            found.append(loss)
        elif not hits[loss]:
            found.append(replace(loss, measure="wounded"))
        else:
            rest = rest_in_sentence(loss, hits[loss], losses, doc)
            found.extend([loss] if rest is None else [loss, rest])
    if not hits or any(loss.measure == "wounded" and loss.wording == "exact" for loss in found):
        return found
    most = max(hits, key=lambda loss: loss.low or 0)
    rest = less(most, max((death.low or 0 for death in hits[most]), default=0))
    return found if rest is None else [*found, rest]


def among(hit: Loss, deaths: Sequence[Loss], doc: Document, words: TollWords) -> list[Loss]:
    """Return the deaths that may be of those shot: not of who shot them ("shot five before police killed him")."""
    verb = doc[hit.word if hit.word is not None else hit.head]
    shooters = {subject.lower_ for subject in subjects_of(verb) if subject.i != hit.head}
    return [death for death in deaths if hit.low == 1 or not is_of_one(doc[death.noun], shooters, words)]


def is_of_one(noun: Token, names: Container[str], words: TollWords) -> bool:
    """Tell whether a noun means one who is known by certain words, or by "himself" or "him" beside others."""
    is_pronoun = noun.tag_ == "PRP" and noun.dep_ in OBJECTS
    return noun.lower_ in names or noun.lower_ in words.reflexives or is_pronoun


def less(hit: Loss, died: int) -> Loss | None:
    """Return the wounded that are left of those shot, None where none is or their number is not told exactly."""
    if not died or hit.wording != "exact" or hit.low is None or hit.part_of is not None or hit.low <= died:
        return None
    return replace(hit, measure="wounded", low=hit.low - died, high=hit.low - died)


def is_death(loss: Loss) -> bool:
    """Tell whether a loss tells that somebody died."""
    return loss.measure == "killed" and loss.high != 0


def is_hit(loss: Loss, doc: Document, words: TollWords) -> bool:
    """Tell whether a loss is of people who were shot: the noun "casualties" may mean the dead alone."""
    if loss.measure != "casualties" or loss.word is None:
        return False
    word = doc[loss.word]
    lemma = word.lemma_.lower()
    return words.harm.get(lemma) == "casualties" or lemma in words.strike or word.lower_ in words.participles


def rest_in_sentence(hit: Loss, deaths: Sequence[Loss], losses: Sequence[Loss], doc: Document) -> Loss | None:
    """Return who of those hit lived, where their sentence says how many died and nothing of the wounded."""
    sentence = doc[hit.head].sent
    inside = range(sentence.start, sentence.end)
    died = [death for death in deaths if death.head in inside]
    is_told = any(loss.measure == "wounded" and loss.head in inside for loss in losses)
    return None if is_told or len(died) != 1 else less(hit, died[0].low or 0)
