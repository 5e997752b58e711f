"""Tie words of loss to their victims and numbers, by syntax first and by nearness where syntax fails."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from fogline.model.vocabulary import Item, Measure, Span, Wording
from fogline.reading.numbers import Number
from fogline.reading.toll_words import TollWords

__all__ = ["Loss", "VictimFinder"]

OBJECTS = frozenset({"dobj", "obj", "dative"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})
SINGLE_PRONOUNS = frozenset({"he", "she", "him", "her"})
PARTICIPLES = frozenset({"VBN", "VBD"})
BUILDINGS = "building"
NEAR = 5
"""Words that may stand between a number and its word of loss where syntax does not tie them."""


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss before it is a record: tokens `head` (as counted) and `noun` (what is counted), offsets, bounds.

    `sufferer` is the span of who lost; `part_of` the head of the loss that this is a part of.
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


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word of loss with what it says of its victims."""

    token: Token
    measure: Measure
    is_strict: bool = False
    sufferer: Span | None = None
    item: Item | None = None


class VictimFinder:
    """Find losses in a parsed text, given where its numbers stand."""

    def __init__(self, words: TollWords) -> None:
        self._words = words

    def find(self, doc: Doc, numbers: Mapping[int, Number]) -> list[Loss]:
        """Return the losses, at most one a head and measure, in text order."""
        losses: dict[tuple[int, Measure], Loss] = {}
        for loss in self._all(doc, numbers):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._beside(
            doc, numbers, {numbers[h].core for h, _ in losses if h in numbers} | used(losses, numbers, doc)
        ):
            losses.setdefault((loss.head, loss.measure), loss)
        for loss in self._parts(doc, numbers, list(losses.values())):
            known = losses.get((loss.head, loss.measure))
            losses[loss.head, loss.measure] = loss if known is None else replace(known, part_of=loss.part_of)
        harmed = {loss.head for loss in losses.values() if loss.measure in ("killed", "wounded")}
        return sorted(
            (
                l
                for l in losses.values()
                if not (l.measure == "casualties" and l.head in harmed and l.noun == l.head and l.low)
            ),
            key=lambda loss: (loss.start, loss.end),
        )

    def _all(self, doc: Doc, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        words = self._words
        for token in doc:
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
        if lemma in words.harm and not (
            lemma == "shoot"
            and any(c.dep_ == "prt" and c.lower_ == "down" for c in verb.children)
            and default_item
            and any(self._words.item_of(v) for v in victims_of(verb))
        ):
            measure = self._harm(verb, lemma)
            trigger = Trigger(verb, measure, is_strict=measure in ("captured", "displaced"))
            for victim in victims_of(verb):
                yield from self._harmed(trigger, victim, numbers)
        if lemma in words.undergo:
            for subject in subjects_of(verb):
                yield from self._harmed(Trigger(verb, words.undergo[lemma], is_strict=True), subject, numbers)
        if lemma in words.lose:
            yield from self._lost(verb, numbers)
        if lemma in words.takes:
            yield from self._taken(verb, numbers)

    def _harm(self, verb: Token, lemma: str) -> Measure:
        """Return what a verb does, "shot dead" and "stabbed to death" told apart from "shot" and "stabbed"."""
        after = verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]
        for token in after:
            if token.lower_ in self._words.deadly and (
                token.head == verb or token.head.head == verb or token.i == verb.i + 1
            ):
                return "killed"
        return self._words.harm[lemma]

    def _lost(self, verb: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        sufferer = next((span_of(subject) for subject in subjects_of(verb)), None)
        for victim in victims_of(verb):
            noun = counted_noun(victim)
            if noun.lemma_.lower() in self._words.lives:
                if number_of(victim, numbers) is not None:
                    yield from self._harmed(Trigger(verb, "killed"), victim, numbers)
                    continue
                for subject in subjects_of(verb):
                    yield from self._harmed(Trigger(verb, "killed", is_strict=True), subject, numbers)
            elif self._is_people(noun) and victim.dep_ not in SUBJECTS:
                yield from self._harmed(
                    Trigger(verb, "killed", is_strict=True, sufferer=sufferer), victim, numbers
                )

    def _taken(self, verb: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield "took 30 soldiers prisoner", "were taken hostage", "claimed eight lives"."""
        for token in verb.doc[verb.i + 1 : min(verb.i + 9, verb.sent.end)]:
            measure = self._words.prisoner.get(token.lower_)
            if measure is None or token.head not in (verb, verb.head):
                continue
            for victim in victims_of(verb):
                if victim != token:
                    yield from self._harmed(Trigger(verb, measure, is_strict=True), victim, numbers)

    def _destroyed(
        self, trigger: Trigger, victim: Token, lemma: str, numbers: Mapping[int, Number]
    ) -> Iterator[Loss]:
        noun = counted_noun(victim)
        item = self._words.item_of(noun)
        if (
            item is None
            and trigger.item != "other"
            and noun.pos_ == "PROPN"
            and noun.ent_type_ not in ("GPE", "PERSON", "DATE", "NORP")
        ):
            item = trigger.item
        if item is None or (lemma in self._words.captures and item == "building"):
            return
        sufferer = None
        if lemma in self._words.lose:
            sufferer = next((span_of(subject) for subject in subjects_of(trigger.token)), None)
        yield from self._counted(
            Trigger(trigger.token, "equipment", sufferer=sufferer, item=item), victim, noun, numbers
        )

    # States: "12 dead", "left eight wounded"

    def _state(self, token: Token, measure: Measure, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        number = number_of(token, numbers) or numbers.get(token.i - 1)
        is_noun = token.dep_ not in ("amod", "auxpass", "aux") and not any(
            c.dep_ in SUBJECTS for c in token.children
        )
        if number is not None and is_noun:
            yield self._loss(Trigger(token, measure), token, token, number)
            return
        head = token.head
        victims: list[Token] = []
        if token.dep_ == "amod" and head.pos_ in NOUNS:
            victims = [head]
        elif (
            token.dep_ in ("acomp", "oprd", "attr", "xcomp", "ccomp", "advcl", "acl", "dobj")
            and head.lemma_.lower() in self._words.become
        ):
            victims = [*victims_of(head)] if head.lemma_.lower() in self._words.leave else subjects_of(head)
            victims = [victim for victim in victims if victim != token]
        if token.pos_ == "ADJ":
            victims.extend(child for child in token.children if child.dep_ in SUBJECTS)
        for victim in victims:
            yield from self._harmed(Trigger(token, measure, is_strict=True), victim, numbers)

    # Nouns: "the death toll rose to 45", "12 deaths", "the murder of two"

    def _noun(self, noun: Token, lemma: str, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        words = self._words
        if lemma in words.toll:
            yield from self._toll_word(noun, numbers)
        number = number_of(noun, numbers)
        if lemma in words.lives and number is not None:
            head = noun.head
            if head.lemma_.lower() in words.life_takers | words.lose:
                yield self._loss(Trigger(head, "killed"), noun, noun, number)
            return
        measure = words.counts.get(lemma)
        if (
            measure is not None
            and noun.tag_ in ("NNS", "NNPS", "NN")
            and number is not None
            and number.low != number.high
            or (measure is not None and number is not None and (noun.tag_ == "NNS" or number.high == 1))
        ):
            if (
                measure is not None
                and number is not None
                and not (lemma == "loss" and not self._is_suffered(noun))
            ):
                yield self._loss(Trigger(noun, measure, sufferer=self._sufferer(noun)), noun, noun, number)
                return
        if lemma in words.vague_counts and noun.tag_ == "NNS" and number is None and noun.dep_ != "compound":
            if lemma != "loss" or self._is_suffered(noun):
                start = noun_start(noun)
                yield Loss(
                    noun.i, noun.i, words.vague_counts[lemma], start, noun.idx + len(noun), None, None, "vague",
                    sufferer=self._sufferer(noun),
                )  # fmt: skip
            return
        if lemma in words.acts:
            for child in noun.children:
                if child.dep_ == "prep" and child.lower_ == "of":
                    for victim in with_conjuncts(c for c in child.children if c.dep_ == "pobj"):
                        if lemma != "loss" or self._is_people(counted_noun(victim)):
                            yield from self._harmed(
                                Trigger(noun, words.acts[lemma], is_strict=True), victim, numbers
                            )

    def _is_suffered(self, noun: Token) -> bool:
        return (
            noun.head.lemma_.lower() in self._words.suffer | self._words.inflict
            and noun.dep_ in OBJECTS | SUBJECTS
        )

    def _sufferer(self, noun: Token) -> Span | None:
        """Return who suffered "casualties": the subject of "suffered", the object of "inflicted on"."""
        verb = noun.head
        lemma = verb.lemma_.lower()
        if lemma in self._words.suffer and noun.dep_ in OBJECTS:
            return next((span_of(subject) for subject in subjects_of(verb)), None)
        if lemma in self._words.inflict:
            for child in [*verb.children, *noun.children]:
                if child.dep_ == "prep" and child.lower_ in ("on", "upon", "among"):
                    return next((span_of(target) for target in child.children if target.dep_ == "pobj"), None)
        return None

    def _toll_word(self, noun: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        """Yield the number that "the death toll" has reached: the last of those that follow it in its clause."""
        kind = next(
            (c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod", "nmod")), "death"
        )
        measure: Measure = "killed" if kind == "death" else self._words.counts.get(kind, "casualties")
        chosen: Token | None = None
        for token in noun.doc[noun.i + 1 : min(noun.i + 16, noun.sent.end)]:
            if token.text in (";", ",") and chosen is not None:
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
            number = numbers[chosen.i]
            yield self._loss(Trigger(noun, measure), chosen, chosen, number)

    # From a victim to a loss

    def _is_people(self, noun: Token) -> bool:
        return (
            self._words.group_of(noun) is not None
            or noun.lower_ in SINGLE_PRONOUNS
            or noun.ent_type_ in ("PERSON", "NORP")
        )

    def _harmed(self, trigger: Trigger, victim: Token, numbers: Mapping[int, Number]) -> Iterator[Loss]:
        noun = counted_noun(victim)
        number = number_of(victim, numbers)
        if noun.lower_ in ("himself", "herself", "themselves", "itself"):
            return
        is_people = self._is_people(noun) or (number is not None and noun.lemma_.lower() in self._words.lives)
        if not is_people:
            if (
                number is None
                or self._words.item_of(noun) is not None
                or noun.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT")
            ):
                return
            if trigger.is_strict and noun.pos_ == "NOUN":
                return
        yield from self._counted(trigger, victim, noun, numbers)

    def _counted(
        self, trigger: Trigger, victim: Token, noun: Token, numbers: Mapping[int, Number]
    ) -> Iterator[Loss]:
        number = number_of(victim, numbers)
        if number is not None:
            yield self._loss(trigger, victim, noun, number)
            return
        if any(child.dep_ == "neg" for child in trigger.token.children):
            return
        if noun.lower_ in SINGLE_PRONOUNS or (noun.ent_type_ == "PERSON" and noun.tag_ != "NNPS"):
            yield self._single(trigger, victim, noun)
        elif noun.tag_ in ("NNS", "NNPS") or noun.lemma_.lower() in self._words.collectives:
            if tells_fact(trigger.token):
                yield replace(self._single(trigger, victim, noun), low=2, high=None, wording="vague")
        elif noun.tag_ in ("NN", "NNP") and (
            trigger.item is not None or self._words.group_of(noun) is not None
        ):
            if tells_fact(trigger.token) or trigger.token.tag_ in ("VBZ", "VBP", "VB", "NN", "JJ"):
                yield self._single(trigger, victim, noun)

    def _single(self, trigger: Trigger, victim: Token, noun: Token) -> Loss:
        start, end = named_span(noun)
        return Loss(
            victim.i, noun.i, trigger.measure, min(start, noun_start(victim)), max(end, victim.idx + len(victim)), 1, 1, "exact",
            trigger.item, trigger.sufferer,
        )  # fmt: skip

    def _loss(self, trigger: Trigger, victim: Token, noun: Token, number: Number) -> Loss:
        end = max(number.span[1], victim.idx + len(victim), noun.idx + len(noun))
        return Loss(
            victim.i, noun.i, trigger.measure, min(number.span[0], victim.idx), end, number.low, number.high, number.wording,
            trigger.item, trigger.sufferer,
        )  # fmt: skip

    # Parts and neighbours

    def _parts(self, doc: Doc, numbers: Mapping[int, Number], losses: list[Loss]) -> Iterator[Loss]:
        """Yield the victims that "including" or "three of them" name among those already counted."""
        words = self._words
        for token in doc:
            if token.lower_ in words.including and token.lower_ != "among":
                heads = with_conjuncts(
                    c for c in token.children if c.dep_ in ("pobj", "dobj", "nsubj", "attr")
                )
            elif token.lower_ in words.them and token.i >= 2 and doc[token.i - 1].lower_ in ("of", "among"):
                heads = self._among(token, numbers)
            else:
                continue
            whole = whole_before(token, losses)
            if whole is None:
                continue
            for head in heads:
                noun = counted_noun(head)
                if noun == token:
                    noun = next(
                        (t for t in doc[token.i + 1 : token.i + 3] if self._words.group_of(t) is not None),
                        noun,
                    )
                number = number_of(head, numbers)
                if head.i == whole.head or not (
                    self._is_people(noun) or number is not None or noun.pos_ == "PROPN"
                ):
                    continue
                trigger = Trigger(token, whole.measure, item=whole.item)
                if number is not None:
                    loss = self._loss(trigger, head, noun, number)
                elif noun.tag_ in ("NNS", "NNPS"):
                    loss = replace(self._single(trigger, head, noun), low=2, high=None, wording="vague")
                else:
                    loss = self._single(trigger, head, noun)
                yield replace(loss, part_of=whole.head)

    def _among(self, token: Token, numbers: Mapping[int, Number]) -> list[Token]:
        """Return the number before "of them", or the people after "among them"."""
        before = token.doc[token.i - 2]
        if before.i in numbers:
            return [before]
        following = token.doc[token.i + 1 : min(token.i + 8, token.sent.end)]
        people = [t for t in following if self._is_people(t) and t.pos_ in ("NOUN", "PROPN")]
        return with_conjuncts(people[:1])

    def _beside(self, doc: Doc, numbers: Mapping[int, Number], taken: set[Span]) -> Iterator[Loss]:
        """Yield numbers that stand beside a participle of loss without a tie of syntax ("two civilians killed")."""
        for index, number in numbers.items():
            if number.core in taken or numbers.get(index + 1) is number:
                continue
            noun = doc[index]
            sentence_end = noun.sent.end
            for token in doc[index + 1 : min(index + 1 + NEAR, sentence_end)]:
                lemma = token.lemma_.lower()
                if (
                    token.tag_ in PARTICIPLES and lemma in self._words.harm
                ) or token.lower_ in self._words.states:
                    if token.tag_ == "VBD" and any(c.dep_ in OBJECTS for c in token.children):
                        break
                    measure = self._words.harm.get(lemma) or self._words.states[token.lower_]
                    if self._words.group_of(noun) is not None or noun.i == index:
                        yield self._loss(Trigger(token, measure), noun, noun, number)
                    break
                if token.pos_ in ("NOUN", "PROPN"):
                    noun = token
                elif token.pos_ not in ("AUX", "ADJ", "ADV", "DET") and token.lower_ != "of":
                    break
            else:
                continue


def used(losses: Mapping[tuple[int, Measure], Loss], numbers: Mapping[int, Number], doc: Doc) -> set[Span]:
    """Return the words of the numbers that losses already count."""
    return {
        number.core for loss in losses.values() if (number := number_of(doc[loss.head], numbers)) is not None
    }


def victims_of(verb: Token) -> list[Token]:
    """Return the nouns that a verb befalls: objects of the active, subjects of the passive, what a participle describes."""
    children = list(verb.children)
    objects = [
        child
        for child in children
        if child.dep_ in OBJECTS or (child.dep_ == "oprd" and child.pos_ in ("NUM", "NOUN"))
    ]
    if is_passive(verb):
        subjects = [child for child in children if child.dep_ in SUBJECTS]
        if not subjects and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            has_own_aux = any(child.dep_ == "auxpass" for child in children)
            subjects = subjects_of(verb.head) if has_own_aux else victims_of(verb.head)
        if not subjects and verb.dep_ in ("acl", "amod", "relcl") and verb.head.pos_ in NOUNS:
            subjects = [verb.head]
        subjects = [
            verb.head.head
            if s.tag_ in ("WDT", "WP") and verb.dep_ == "conj"
            else verb.head
            if s.tag_ in ("WDT", "WP") and verb.dep_ == "relcl"
            else s
            for s in subjects
        ]
        return with_conjuncts(subjects)
    if not objects and verb.tag_ in PARTICIPLES and verb.dep_ == "conj":
        return with_conjuncts(
            child for child in children if child.dep_ == "nsubj" and child.pos_ in ("NUM", "NOUN")
        )
    return with_conjuncts(objects)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's subject is its victim."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ in ("acl", "amod"):
        return True
    has_object = any(child.dep_ in OBJECTS for child in verb.children)
    has_aux = any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children)
    return verb.dep_ == "conj" and not has_object and not has_aux


def subjects_of(verb: Token) -> list[Token]:
    """Return a verb's subjects, its own or those it shares with the verb it is joined to."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own and own[0].tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return [verb.head]
    if own:
        return with_conjuncts(own)
    if verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX") and verb.head != verb:
        return subjects_of(verb.head)
    if verb.dep_ == "acl" and verb.head.pos_ in NOUNS:
        return [verb.head]
    return []


def with_conjuncts(tokens: Iterator[Token] | list[Token] | tuple[Token, ...]) -> list[Token]:
    """Return nouns with those joined to them by "and" or commas."""
    found = [token for token in tokens if token.pos_ in NOUNS]
    for token in found:
        found.extend(child for child in token.children if child.dep_ == "conj" and child.pos_ in NOUNS)
    return found


def counted_noun(token: Token) -> Token:
    """Return what is counted: "people" in "dozens of people", the noun itself elsewhere."""
    if token.pos_ in ("NUM",) or token.lower_ in (
        "dozens",
        "scores",
        "hundreds",
        "thousands",
        "tens",
        "couple",
        "number",
        "handful",
        "members",
        "some",
        "many",
        "several",
        "none",
        "one",
        "total",
        "millions",
        "lives",
    ):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                target = next((c for c in child.children if c.dep_ == "pobj" and c.i > child.i), None)
                if target is not None:
                    return counted_noun(target)
    return token


def number_of(token: Token, numbers: Mapping[int, Number]) -> Number | None:
    """Return the number that counts a noun: its own word, or one before it that hangs on it."""
    own = numbers.get(token.i)
    if own is not None:
        return own
    first = max(token.i - 8, token.sent.start)
    for index in range(token.i - 1, first - 1, -1):
        number = numbers.get(index)
        if number is None:
            continue
        climbing = token.doc[index]
        for _ in range(3):
            if climbing.head == token and climbing.dep_ not in (
                "conj",
                "prep",
                "appos",
                "nsubj",
                "dobj",
                "advcl",
                "acl",
                "relcl",
                "npadvmod",
                "poss",
            ):
                return number
            climbing = climbing.head
    return None


def noun_start(noun: Token) -> int:
    """Return where a noun phrase begins: its determiner or first modifier."""
    first = noun
    for child in noun.lefts:
        if (
            child.dep_ in ("det", "amod", "compound", "nummod", "poss", "nmod")
            and child.i < first.i
            and noun.i - child.i < 8
        ):
            first = child if child.dep_ != "poss" else next(iter(child.subtree))
    return first.idx


def named_span(noun: Token) -> Span:
    """Return the span of a noun, or of the whole name that it stands in."""
    if noun.ent_type_ == "PERSON":
        first = last = noun.i
        doc = noun.doc
        while first > noun.sent.start and doc[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < noun.sent.end and doc[last + 1].ent_iob_ == "I":
            last += 1
        return doc[first].idx, doc[last].idx + len(doc[last])
    return noun.idx, noun.idx + len(noun)


def span_of(noun: Token) -> Span:
    """Return a noun's span with what stands before it."""
    return noun_start(noun), named_span(noun)[1]


def tells_fact(trigger: Token) -> bool:
    """Tell whether a word of loss stands in a sentence that says it happened: no modal, no infinitive, no habit."""
    if trigger.tag_ in ("VBD", "VBN", "VBG"):
        return not any(
            child.dep_ == "aux" and (child.tag_ == "MD" or child.tag_ == "TO") for child in trigger.children
        )
    return trigger.pos_ in ("ADJ", "NOUN") and trigger.head.tag_ in ("VBD", "VBN")


def whole_before(token: Token, losses: list[Loss]) -> Loss | None:
    """Return the loss counted last before a word in its sentence."""
    start = token.sent.start_char
    earlier = [
        loss for loss in losses if start <= loss.start and loss.end <= token.idx and loss.part_of is None
    ]
    return max(earlier, key=lambda loss: loss.start, default=None)
