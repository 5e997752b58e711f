"""Know the words of loss: verbs and nouns by what they count, people by side, equipment by kind."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from fogline.model.vocabulary import Group, Item, Measure, Span
from fogline.reading.document import Document, Token
from fogline.reading.numbers import alternation
from fogline.reading.roles import word_forms

__all__ = ["TollWords"]


class TollWords:
    """The section [tolls] of a language, turned round: from a word to what it means."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        words = language["tolls"]
        self.harm: Mapping[str, Measure] = turned(words["harm"])
        self.undergo: Mapping[str, Measure] = turned(words["undergo"])
        self.states: Mapping[str, Measure] = turned(words["states"])
        self.acts: Mapping[str, Measure] = turned(words["acts"])
        self.counts: Mapping[str, Measure] = turned(words["counts"])
        self.vague_counts: Mapping[str, Measure] = turned(words["vague_counts"])
        self.groups: Mapping[str, Group] = turned(words["groups"])
        self.equipment: Mapping[str, Item] = turned(words["equipment"])
        self.destroy: Mapping[str, Item] = words["destroy"]
        self.craft = frozenset(words["craft"])
        self.no_word = frozenset(words["no_word"])
        self.captures = frozenset(words["captures"])
        self.lose = frozenset(words["lose"])
        self.come_home = frozenset(words.get("come_home", ()))
        self.safely = frozenset(words.get("safely", ()))
        self.suffer = frozenset(words["suffer"])
        self.inflict = frozenset(words["inflict"])
        self.leave = frozenset(words["leave"])
        self.become = frozenset(words["become"])
        self.lives = frozenset(words["lives"])
        self.life_takers = frozenset(words["life_takers"])
        self.including = frozenset(words["including"])
        self.them = frozenset(words["them"])
        self.toll = frozenset(words["toll"])
        self.collectives = frozenset(words["collectives"])
        self.takes = frozenset(words["takes"])
        self.prisoner: Mapping[str, Measure] = words["prisoner"]
        self.deadly = frozenset(words["deadly"])
        self.fatally = frozenset(words["fatally"])
        self.tallies = frozenset(words["tallies"])
        self.conditions = frozenset(words["conditions"])
        self.grave = frozenset(words["grave"])
        self.turn_on = frozenset(words["turn_on"])
        self.hospitals = frozenset(words["hospitals"])
        self.bring = frozenset(words["bring"])
        self.others = frozenset(words["others"])
        self.another = frozenset(words["another"])
        self.on_bodies = frozenset(words["on_bodies"])
        self.escape = frozenset(words["escape"])
        self.recover = frozenset(words["recover"])
        self.fatal = frozenset(words["fatal"])
        self.quantities = frozenset(words["quantities"])
        self.single_pronouns = frozenset(words["single_pronouns"])
        self.neither = frozenset(words["neither"])
        self.reflexives = frozenset(words["reflexives"])
        self.aged = frozenset(words["aged"])
        self.age_units = frozenset(words["age_units"])
        self.attempts = frozenset(words["attempts"])
        struck = words.get("struck", {})
        self.strike = frozenset(struck.get("verbs", ()))
        self.fire = frozenset(struck.get("fire", ()))
        self.shooting = frozenset(struck.get("shooting", ()))
        self.participles: Mapping[str, Measure] = {**self.states, **turned(words["participles"])}
        tables = (self.harm, self.undergo, self.states, self.acts, self.counts, self.vague_counts)
        marks = {word for table in tables for word in table}
        marks.update(
            self.turn_on,
            self.strike,
            self.tallies,
            self.conditions,
            self.hospitals,
            self.recover,
            self.participles,
            self.toll,
            self.lives,
            self.lose,
            self.come_home,
            self.takes,
            self.including,
            self.them,
        )
        marks.update(verb.split()[0] for verb in [*self.destroy, *self.undergo])
        self._marks = frozenset(marks)
        self.multiples: Mapping[str, int] = words["multiples"]
        self.uncounted = frozenset(words["uncounted"])
        self.animals = frozenset(words["animals"])
        self.at_home = frozenset(words["at_home"])
        self.tries = frozenset(words["tries"])
        self.still_alive = frozenset(words["still_alive"])
        self.not_fatal = frozenset(words["not_fatal"])
        self._in_word = re.compile(rf"-(?:\d|(?:{alternation(words['age_units'])})(?!\w))", re.I)
        self.sums = re.compile(rf"(?<!\w)(?:{alternation(words['sums'])})(?!\w)", re.I)
        once = "".join(rf"(?<!{re.escape(word)} )" for word in words["once"])
        self.cumulative = re.compile(rf"(?<!\w){once}(?:{alternation(words['cumulative'])})(?!\w)", re.I)

    def marks_in(self, doc: Document) -> list[Token]:
        """Return the tokens from which losses are read, in text order."""
        marks = self._marks
        return [token for token in doc if token.lemma_ in marks or token.lower_ in marks]

    def group_of(self, token: Token) -> Group | None:
        """Return the side of a person's noun, None when the noun is no person's."""
        if self.is_aged(token):
            return "unknown"
        return next((self.groups[form] for form in word_forms(token) if form in self.groups), None)

    def is_aged(self, token: Token) -> bool:
        """Tell whether a word stands for a person by age alone: "a 16-year-old", "two 16-year-olds"."""
        if token.lower_ not in self.aged or token.i < 2:
            return False
        before = {token.doc[token.i - 1].lower_, token.doc[token.i - 2].lower_}
        has_noun = (
            token.dep_ == "amod" and token.head.i > token.i and token.head.lower_ not in self.participles
        )
        return not has_noun and (not before.isdisjoint(self.age_units))

    def item_of(self, token: Token) -> Item | None:
        """Return the kind of a piece of equipment, None when the noun is none."""
        for form in word_forms(token, of_makes=True):
            if form in self.equipment:
                return self.equipment[form]
            if form in self.craft:
                # "Mirage fighters" are aircraft, "Harun fighters" are men.
                return next(
                    (
                        item
                        for child in token.lefts
                        if child.dep_ == "compound" and (item := self.item_of(child))
                    ),
                    None,
                )
        return None

    def is_hospital(self, noun: Token) -> bool:
        """Tell whether a noun, or the end of a name, means a place where wounds are cared for."""
        return noun.lower_ in self.hospitals

    def is_in_care(self, victim: Token) -> bool:
        """Tell whether a victim stands before the hospital it is in: "two dead and three others in the hospital"."""
        return any(
            self.is_hospital(place) or place.lemma_.lower() in self.conditions
            for child in victim.children
            if child.dep_ == "prep" and child.lower_ in ("in", "at")
            for place in child.children
        )

    def is_only_tried(self, verb: Token) -> bool:
        """Tell whether a verb says what somebody tried and not what happened: "an attempt to kill the minister"."""
        first = verb.head if verb.dep_ == "conj" else verb  # "tried to shoot and kill"
        return verb.tag_ == "VB" and first.head is not first and first.head.lemma_.lower() in self.tries

    def is_in_word(self, text: str, number: Span) -> bool:
        """Tell whether a number is the head of a longer word: a telephone number, "a 9-yr-old"."""
        return self._in_word.match(text, number[1]) is not None

    def is_alive(self, state: Token) -> bool:
        """Tell whether a word before "dead" takes it back: "brain-dead"."""
        before = state.doc[max(state.i - 2, state.sent.start) : state.i]
        return not self.still_alive.isdisjoint(token.lower_ for token in before)

    def is_fatal(self, noun: Token) -> bool:
        """Tell whether a noun's modifiers say that it killed: "a fatal wound", not "a non-fatal wound"."""
        before = [child.lower_ for child in noun.lefts]
        return not self.fatal.isdisjoint(before) and self.not_fatal.isdisjoint(before)

    def is_craft(self, token: Token) -> bool:
        """Tell whether a noun means men or machines: "fighters" and "bombers" can be shot down as well as killed."""
        return any(form in self.craft for form in word_forms(token))

    def counted_noun(self, token: Token, depth: int = 0) -> Token:
        """Return what is counted: "people" in "dozens of people", the noun itself elsewhere."""
        if depth > 4 or (token.pos_ != "NUM" and token.lower_ not in self.quantities):
            return token
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for target in child.children:
                    if target.dep_ == "pobj" and target.i > child.i:
                        return self.counted_noun(target, depth + 1)
        return token

    def is_unknown(self, noun: Token) -> bool:
        """Tell whether a noun stands under "no word of", "no figure for": nothing is known of it."""
        child = noun
        for _ in range(4):
            head = child.head
            if head is child or head.pos_ in ("VERB", "AUX"):
                return False
            if head.lemma_.lower() in self.no_word and child.dep_ == "prep":
                return any(kid.lower_ == "no" for kid in head.children) or any(
                    kid.dep_ == "neg" for kid in head.head.children
                )
            child = head
        return False

    def is_denied(self, victim: Token) -> bool:
        """Tell whether "neither … nor" takes a victim back."""
        joined = victim.head if victim.dep_ == "conj" else victim
        return any(child.lower_ in self.neither for child in joined.children)

    def befalls_subject(self, verb: Token) -> Measure | None:
        """Return what a verb says of its subject ("died", "passed away"), None for every other."""
        lemma = verb.lemma_.lower()
        own = self.undergo.get(lemma)
        if own is not None:
            return own
        joined = (c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod", "dobj"))
        return next(
            (self.undergo[f"{lemma} {word}"] for word in joined if f"{lemma} {word}" in self.undergo), None
        )

    def strikes_with_fire(self, verb: Token) -> bool:
        """Tell whether it is fire that strikes: "bullets hit", "hit by shrapnel", "opened fire on a party, hitting"."""
        over = verb.head if verb.dep_ in ("advcl", "conj") else verb
        if verb.dep_ == "advcl" and over.lemma_.lower() in self.shooting:
            return over.lemma_.lower() == "shoot" or any(self._is_fire(child) for child in over.children)
        beside = [child for child in verb.children if child.dep_ in ("nsubj", "agent", "prep")]
        named = [*beside, *(inner for child in beside if child.dep_ != "nsubj" for inner in child.children)]
        return any(self._is_fire(word) for word in named)

    def _is_fire(self, word: Token) -> bool:
        return word.lemma_.lower() in self.fire

    def destroyed_by(self, verb: Token) -> Item | None:
        """Return what a verb destroys when its object does not say, None when the verb destroys nothing."""
        lemma = verb.lemma_.lower()
        particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), None)
        if particle is not None:
            return self.destroy.get(f"{lemma} {particle}")
        return self.destroy.get(lemma)


def turned(table: Mapping[str, Sequence[str]]) -> Mapping[str, Any]:
    """Return a table of lists as one from each word to its list's name; the list that stands first wins."""
    return {word: name for name, words in reversed(list(table.items())) for word in words}
