"""Judge how certain a text presents an event to be, and when: done, going on, to come, habitual or only thought of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fogline.model.vocabulary import Tense
from fogline.reading.document import Token
from fogline.reading.events.estimate import Estimate, load_estimate
from fogline.reading.events.imagined import Imagined

__all__ = ["FactualityJudge", "Judgement"]

CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "parataxis"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
VERBAL = frozenset({"VERB", "AUX"})
LONGEST_CLIMB = 24
"""Steps towards the root that are looked at: deeper nesting than this is a parse gone wrong."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Factuality from -3 (certainly did not happen) over 0 (open) to 3 (certainly did), and the tense."""

    factuality: float
    tense: Tense


@dataclass(slots=True)
class Found:
    """What has been met on the way from the event's word to the root: the class, the sign and the tense."""

    level: str = "fact"
    sign: int = 1
    tense: Tense | None = None
    habitual: bool = False

    def weaken(self, level: str, ranks: Mapping[str, int]) -> None:
        """Take `level` if it is less certain than the one so far."""
        if ranks.get(level, 0) > ranks.get(self.level, 0):
            self.level = level


class FactualityJudge:
    """Climbs from a word to the root of its sentence and notes negations, modals, conditions and governing words.

    What a sayer denies keeps the reading inside the denial: the claim's stance
    carries the denial.
    """

    def __init__(self, language: Mapping[str, Any], estimate: Estimate | None = None) -> None:
        """Take a language's words, and the weights that are shipped for it where `estimate` is None."""
        self.estimate = estimate or load_estimate(str(language.get("name", "")))
        section = language.get("factuality", {})
        self.levels: Mapping[str, tuple[float, float]] = {
            name: (float(pair[0]), float(pair[1]))
            for name, pair in section.get("levels", {"fact": [3.0, -3.0]}).items()
        }
        self.ranks = {name: rank for rank, name in enumerate(self.levels)}
        self.modals: Mapping[str, str] = section.get("modals", {})
        self.verbs = by_word(section.get("verbs", {}))
        self.nouns = by_word(section.get("nouns", {}))
        self.modifiers = by_word(section.get("modifiers", {}))
        self.clauses = by_word(section.get("clauses", {}))
        words = section.get("words", {})
        self.negations = frozenset(words.get("negations", ()))
        self.carriers = frozenset(words.get("carriers", ()))
        self.habits = frozenset(words.get("habits", ()))
        self.seasons = frozenset(words.get("seasons", ()))
        self.present = frozenset(words.get("present", ()))
        self.ongoing = frozenset(words.get("ongoing", ()))
        self.more = frozenset(words.get("more", ()))
        self.unknown = frozenset(words.get("unknown", ()))
        self.granted = frozenset(words.get("granted", ()))
        self.denying = frozenset(words.get("denying", ()))
        self.foreseeing = frozenset(words.get("foreseeing", ()))
        self.imagined = Imagined(language)

    def judge(self, token: Token) -> Judgement:
        """Judge the event that `token` (a verb, a noun or an adjective) tells of: rules first, then weights."""
        ruled = self.rule(token)
        if self.estimate is None:
            return ruled
        return Judgement(self.estimate.weigh(token, ruled.factuality, ruled.tense), ruled.tense)

    def rule(self, token: Token) -> Judgement:
        """Judge an event by the words of the language file alone."""
        found = Found()
        predicate: Token | None = token
        if token.pos_ not in VERBAL or is_gerund(token):
            predicate = self.climb_noun(token, found)
        if predicate is not None:
            self.climb_clauses(predicate, found)
        if self.imagined.holds(token):
            found.weaken("hypothetical", self.ranks)
        tense = found.tense or self.outer_tense(token)
        if found.habitual and found.level in ("fact", "hypothetical", "likely", "future", "weak_future"):
            return Judgement(self.levels.get("habitual", (1.0, -1.0))[0 if found.sign > 0 else 1], "habitual")
        if found.level in ("future", "intended"):
            tense = "future"
        elif found.level in self.ranks and self.ranks[found.level] >= self.ranks.get("open", 99):
            tense = "future" if tense == "future" else "hypothetical"
        elif found.level in ("purpose", "obligation"):
            tense = "hypothetical"
        elif tense == "future":
            found.weaken("future", self.ranks)
        elif found.level in ("fact", "reported") and self.imagined.is_timeless(token):
            tense = "habitual"
        sure, denied = self.levels.get(found.level, (3.0, -3.0))
        return Judgement(sure if found.sign > 0 else denied, tense)

    def climb_noun(self, noun: Token, found: Found) -> Token | None:
        """Note what stands beside a noun and above it; return the verb that carries it, None when it stands alone."""
        definite = self.read_modifiers(noun, found)
        child, head = noun, noun.head
        if noun.dep_ == "amod":
            return None
        for _ in range(LONGEST_CLIMB):
            if head is child:
                return None
            if child.pos_ in ("ADP", "SCONJ") and child.lower_ in self.granted:
                return None
            if head.pos_ in VERBAL:
                return self.carrying_verb(child, head, definite, found)
            level = self.nouns.get(head.lemma_.lower())
            if level is None and child.dep_ == "prep" and self.is_nothing_about(head):
                return None
            if level is not None and child.dep_ not in ("conj", "appos"):
                self.apply(level, found)
                definite = False
            if head.dep_ == "ROOT":
                return None
            if head.pos_ in NOMINAL and child.dep_ in ("compound", "conj"):
                definite = self.read_modifiers(head, found) or definite
            child, head = head, head.head
        return None

    def read_modifiers(self, noun: Token, found: Found) -> bool:
        """Note "no", "possible", "planned", "ongoing" beside a noun; return whether it is marked as known."""
        definite = False
        for child in noun.children:
            word = child.lower_
            if child.dep_ in ("det", "amod", "nmod", "compound", "neg", "advmod"):
                if word in self.negations:
                    found.sign = -found.sign
                elif word in self.more and noun.head.pos_ in VERBAL and self.tense_of(noun.head) == "past":
                    continue  # "a further raid was flown" tells of one more that happened
                elif word in self.modifiers:
                    self.apply(self.modifiers[word], found)
                elif word in self.present:
                    found.tense = "ongoing"
                elif word in self.habits:
                    found.habitual = True
                elif word in ("the", "this", "these", "those", "that"):
                    definite = True
            elif child.dep_ == "poss":
                definite = True
        if noun.dep_ == "compound" and noun.head.lemma_.lower() in self.seasons:
            found.habitual = True
        return definite

    def carrying_verb(self, child: Token, verb: Token, definite: bool, found: Found) -> Token | None:
        """Return `verb` where its own certainty is the noun's too, None where the noun is taken for granted."""
        lemma = verb.lemma_.lower()
        level = self.verbs.get(lemma)
        if level == "obligation" and child.dep_ == "prep" and child.lower_ in ("of", "about"):
            # "told of a battle", not "told to fight"; "warned of deaths" foresees them
            level = "open" if lemma in self.foreseeing else None
        subject = child.dep_ in ("nsubj", "nsubjpass")
        governed = child.dep_ in ("dobj", "prep", "attr", "nsubjpass", "dative", "oprd")
        if level is not None and governed and (not definite or level == "prevented"):
            self.apply(level, found)
            if lemma in self.foreseeing:
                found.tense = "future"
            elif level != "prevented":
                found.tense = found.tense or self.tense_of(verb)
            return verb
        if lemma == "be" and subject:
            for kid in verb.children:
                if kid.dep_ == "acomp" and kid.lower_ in self.modifiers and not definite:
                    self.apply(self.modifiers[kid.lower_], found)
            return None
        if lemma in self.carriers or verb.pos_ == "AUX":
            if subject and lemma in self.ongoing:
                progressive = verb.tag_ in ("VBZ", "VBP") or self.is_progressive(verb)
                found.tense = found.tense or ("ongoing" if progressive else self.tense_of(verb))
            told = child.dep_ in ("dobj", "attr", "oprd") or (subject and lemma in self.ongoing)
            if told or not definite:
                return verb
        aside = Found()
        self.read_mood(verb, aside)
        found.tense = found.tense or aside.tense
        if not definite and (child.dep_ == "nsubj" or not subject) and aside.level != "fact":
            self.apply(aside.level, found)
        return None

    def climb_clauses(self, verb: Token, found: Found) -> None:
        """Note the verb's own mood, then that of every clause that governs it."""
        child = verb
        self.read_mood(child, found)
        for _ in range(LONGEST_CLIMB):
            head = child.head
            if head is child:
                return
            step = self.step(child, head, found)
            if step == "stop":
                return
            if head.pos_ in VERBAL and step == "level":
                sign = found.sign
                self.read_mood(head, found)
                found.sign = sign
            elif head.pos_ in VERBAL and (step == "mood" or child.lemma_.lower() in self.seasons):
                self.read_mood(head, found)
            child = head

    def step(self, child: Token, head: Token, found: Found) -> str:
        """Apply the edge from `child` to `head`; say whether to stop, to climb on, or to read the head's mood too."""
        dep = child.dep_
        word = head.lemma_.lower()
        if dep == "ccomp" and is_joined(child, head):
            return "stop"
        if dep == "conj":
            if child.tag_ in ("VBD", "VBZ", "VBP") and head.tag_ in ("VB", "VBG"):
                return "stop"
            if child.pos_ in VERBAL and not any(
                kid.dep_ in ("aux", "nsubj", "nsubjpass") for kid in child.children
            ):
                return "mood"
            return "climb" if head.pos_ in VERBAL else "stop"
        if dep in (
            "advcl",
            "acl",
            "relcl",
            "ccomp",
            "xcomp",
            "pcomp",
            "csubj",
            "csubjpass",
            "parataxis",
            "prep",
        ):
            marks = [kid.lower_ for kid in child.children if kid.dep_ in ("mark", "advmod")]
            if dep == "prep":
                # A clause behind the preposition has been read with it.
                marks = [] if any(kid.dep_ == "pcomp" for kid in child.children) else [child.lower_]
            if "in" in marks and any(
                word.i == child.left_edge.i + 1 and word.lower_ == "case" for word in child.subtree
            ):
                self.apply("hypothetical", found)
            for mark in marks:
                if self.clauses.get(mark) == "open" and "past" in (self.tense_of(child), self.tense_of(head)):
                    continue
                if mark in self.clauses and dep in ("advcl", "ccomp", "acl", "prep"):
                    self.apply(self.clauses[mark], found)
        if dep == "advcl":
            if self.is_infinitive(child):
                self.apply("purpose", found)
                return "mood" if found.sign < 0 else "climb"
            if child.tag_ == "VBG" and not any(kid.dep_ in ("mark", "aux") for kid in child.children):
                return "level"
            if (
                self.has_modal(head, ("will", "would", "shall", "'ll", "could", "may", "might"))
                and found.tense is None
            ):
                found.weaken("open", self.ranks)
            return "stop"
        if dep == "relcl" and not self.is_infinitive(child):
            return "mood" if word in self.seasons else "stop"
        if dep in ("acl", "ccomp") and self.is_unreported(head):
            self.apply("open", found)
            return "stop"
        if dep in ("acl", "relcl"):
            if head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in self.denying:
                self.apply("disputed", found)
                return "stop"
            if word in self.nouns:
                self.apply(self.nouns[word], found)
                return "climb"
            if self.is_infinitive(child):
                self.apply("purpose", found)
            return "stop"
        if dep in ("xcomp", "ccomp", "csubj", "csubjpass", "parataxis", "acomp"):
            return self.complement(child, head, found)
        if dep == "pcomp":
            above = head.head
            level = self.clauses.get(head.lower_)
            if level == "open" and self.tense_of(above) == "past":
                return "climb"
            level = level or self.verbs.get(above.lemma_.lower()) or self.nouns.get(above.lemma_.lower())
            if level is not None:
                self.apply(level, found)
            return "climb"
        if dep in ("prep", "agent", "attr", "dobj", "pobj", "oprd", "prt"):
            return "climb"
        return "stop"

    def is_nothing_about(self, noun: Token) -> bool:
        """Tell whether a noun is said to be missing, not what it is about: "gave no details of the fighting"."""
        return noun.lemma_.lower() not in self.unknown and any(kid.lower_ == "no" for kid in noun.children)

    def is_unreported(self, noun: Token) -> bool:
        """Tell whether a noun says that nothing is known: "no report that", "no confirmation of reports that"."""
        child = noun
        for _ in range(LONGEST_CLIMB):
            if child.pos_ not in NOMINAL:
                return False
            if child.lemma_.lower() in self.unknown and any(kid.lower_ == "no" for kid in child.children):
                return True
            if child.dep_ != "pobj" or child.head.dep_ != "prep":
                return False
            child = child.head.head
        return False

    def complement(self, child: Token, head: Token, found: Found) -> str:
        """Apply a governing verb or adjective to its complement clause."""
        word = head.lemma_.lower()
        level = self.verbs.get(word) or self.modifiers.get(head.lower_) or self.nouns.get(word)
        infinitive = self.is_infinitive(child) or is_subjunctive(child)
        if head.pos_ == "AUX" or word == "be":
            for kid in head.children:
                if kid.dep_ in ("acomp", "attr") and kid is not child:
                    level = level or self.modifiers.get(kid.lower_) or self.nouns.get(kid.lemma_.lower())
            if infinitive and level is None:
                level = "obligation"
        if word == "have" and infinitive:
            level = "obligation"
        if word == "go" and infinitive and head.tag_ == "VBG":
            level = "future"
        if (
            level == "obligation"
            and not infinitive
            and child.tag_ != "VB"
            and head.pos_ == "VERB"
            and word != "have"
        ):
            level = None  # "warned that troops attacked" tells, "demanded that troops leave" asks
        if level is not None:
            self.apply(level, found)
            return "mood" if level in ("implied", "prevented") else "climb"
        if infinitive:
            self.apply("purpose", found)
            return "mood" if found.sign < 0 else "climb"
        return "mood" if child.dep_ == "xcomp" else "stop"

    def apply(self, level: str, found: Found) -> None:
        """Apply a class of words: "prevented" turns the sign, "implied" leaves all as it is, others weaken."""
        if level == "prevented":
            found.sign = -found.sign
        elif level == "future":
            found.tense = "future"
            found.weaken("future", self.ranks)
        elif level == "habit":
            found.habitual = True
        elif level != "implied":
            found.weaken(level, self.ranks)

    def read_mood(self, verb: Token, found: Found) -> None:
        """Note negation, modals, hedging adverbs, habit and tense of one clause."""
        modal = None
        for kid in verb.children:
            word = kid.lower_
            if kid.dep_ == "neg" or (kid.dep_ in ("det", "advmod", "preconj") and word in self.negations):
                found.sign = -found.sign
            elif kid.dep_ == "aux" and word in self.modals:
                modal = word
            elif kid.dep_ == "advmod" or kid.dep_ == "npadvmod":
                if word in self.habits:
                    found.habitual = True
                elif word in self.modifiers:
                    self.apply(self.modifiers[word], found)
                elif any(sub.lower_ in self.habits for sub in kid.children):
                    found.habitual = True
            elif kid.dep_ in ("nsubj", "nsubjpass", "dobj", "expl") and (
                word in self.negations
                or any(sub.lower_ in self.negations and sub.dep_ in ("det", "neg") for sub in kid.children)
            ):
                found.sign = -found.sign
        if modal is not None:
            level = self.modals[modal]
            if (
                any(kid.dep_ == "aux" and kid.lower_ == "have" for kid in verb.children)
                and level == "obligation"
            ):
                level = "counterfactual"
            self.apply(level, found)
        if found.tense is None:
            found.tense = self.tense_of(verb)

    def tense_of(self, verb: Token) -> Tense | None:
        """Return the tense that a finite verb shows, None for one that takes it from its governor."""
        aux = {kid.lower_ for kid in verb.children if kid.dep_ in ("aux", "auxpass")}
        if aux & {"will", "shall", "'ll", "’ll", "wo"}:
            return "future"
        if aux & {"had", "was", "were", "did"} or (aux & {"has", "have"} and verb.tag_ == "VBN"):
            return "past"
        if verb.tag_ == "VBD":
            return "past"
        if verb.tag_ == "VBG" and aux & {"is", "are", "am", "'s", "’s", "'re", "’re", "been", "being"}:
            return "ongoing"
        if verb.tag_ in ("VBZ", "VBP"):
            return "ongoing" if verb.pos_ == "AUX" or self.ends_like_prose(verb) else "past"
        if verb.tag_ == "VBN" and aux & {"is", "are", "being"}:
            return "ongoing"
        return "past" if verb.tag_ == "VBN" and not aux else None

    def outer_tense(self, token: Token) -> Tense:
        """Return the tense of the nearest finite verb above, for words that show none."""
        child = token
        for _ in range(LONGEST_CLIMB):
            if child.head is child:
                break
            child = child.head
            if child.pos_ in VERBAL and (tense := self.tense_of(child)) is not None:
                return tense
        return "past"

    @staticmethod
    def ends_like_prose(verb: Token) -> bool:
        """Tell whether the sentence ends in a full stop: headlines, whose present tense is past, do not."""
        sentence = verb.sent
        return sentence.start > 0 and any(
            token.text in (".", "!", "?", '."', ".”") for token in sentence[-3:]
        )

    @staticmethod
    def is_infinitive(verb: Token) -> bool:
        """Tell whether a verb stands with "to"."""
        return verb.tag_ == "VB" and any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in verb.children)

    @staticmethod
    def is_progressive(verb: Token) -> bool:
        """Tell whether a verb is "-ing" with a form of "be" in the present."""
        return verb.tag_ == "VBG" and any(kid.lower_ in ("is", "are", "’s", "'s") for kid in verb.children)

    @staticmethod
    def has_modal(verb: Token, modals: tuple[str, ...]) -> bool:
        """Tell whether one of `modals` stands with a verb."""
        return any(kid.dep_ == "aux" and kid.lower_ in modals for kid in verb.children)


def is_gerund(token: Token) -> bool:
    """Tell whether an "-ing" form stands as a noun: "fighting season", "the fighting went on"."""
    return token.tag_ == "VBG" and token.dep_ in ("compound", "nsubj", "nsubjpass", "dobj", "attr")


def is_joined(clause: Token, verb: Token) -> bool:
    """Tell whether a clause read as what a verb tells is only joined to it: "it killed two and many fear that …"."""
    if clause.i > verb.i or clause.tag_ != "VBD":
        return False
    first = min((kid.left_edge.i for kid in verb.lefts if kid.dep_ in ("nsubj", "nsubjpass")), default=verb.i)
    return first - 1 > clause.i and verb.doc[first - 1].lower_ in ("and", "but")


def is_subjunctive(verb: Token) -> bool:
    """Tell whether a clause says what ought to be: "insisted that the child be returned", "that Karsia withdraw"."""
    if verb.dep_ != "ccomp" or any(kid.dep_ == "aux" for kid in verb.children):
        return False
    if any(kid.lower_ == "be" and kid.dep_ == "auxpass" for kid in verb.children):
        return True
    return verb.tag_ == "VBP" and any(
        kid.dep_ == "nsubj" and kid.tag_ in ("NN", "NNP") and not any(x.dep_ == "conj" for x in kid.children)
        for kid in verb.children
    )


def by_word(classes: Mapping[str, Any]) -> Mapping[str, str]:
    """Turn lists of words by class into the class by word."""
    return dict(pairs(classes))


def pairs(classes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each word of a table of lists with its list's name."""
    for name, words in classes.items():
        for word in words:
            yield str(word), name
