"""Tell what is only played, written, rehearsed, ruled on or true at all times from what a text says has happened."""

from collections.abc import Iterator, Mapping
from typing import Any

from fogline.reading.document import Token

__all__ = ["Imagined"]

VERBAL = frozenset({"VERB", "AUX"})
PRESENT = frozenset({"VBZ", "VBP"})
LONGEST_CLIMB = 24
ASIDE = frozenset(
    {"when", "while", "after", "before", "as", "because", "although", "though", "since", "until"}
)
INDEFINITE = frozenset({"a", "an"})
ONE = frozenset({"GPE", "LOC", "FAC", "PERSON", "CARDINAL"})
FEWEST_WORDS = 6


class Imagined:
    """Looks around an event's word for a film, a drill, a law, or a sentence that holds of no one day.

    Args:
        language: the words of a language; its sections `factuality.imagined`, `attribution` and `tolls`.
    """

    def __init__(self, language: Mapping[str, Any]) -> None:
        section = language.get("factuality", {}).get("imagined", {})
        self.fictions = frozenset(section.get("fictions", ()))
        self.drills = frozenset(section.get("drills", ()))
        self.doubtful = frozenset(section.get("doubtful", ()))
        self.kinds = frozenset(section.get("kinds", ()))
        self.telling = frozenset(section.get("telling", ()))
        self.play = frozenset(section.get("play", ()))
        self.mock = frozenset(section.get("mock", ()))
        self.rehearsing = frozenset(section.get("rehearsing", ()))
        self.laws = frozenset(section.get("laws", ()))
        self.rule = frozenset(section.get("rule", ()))
        self.lasting = frozenset(section.get("lasting", ()))
        self.dated = frozenset(section.get("dated", ()))
        self.articles = frozenset(section.get("articles", ()))
        self.saying = frozenset(language.get("attribution", {}).get("verb", {})) | frozenset(
            language.get("events", {}).get("saying", ())
        )
        self.harm = frozenset(section.get("harm", ()))
        self.edges = frozenset(section.get("edges", ()))
        self.figures = frozenset(section.get("figures", ()))
        self.traded = frozenset(section.get("traded", ()))
        self.striking = frozenset(section.get("striking", ()))

    def holds(self, token: Token) -> bool:
        """Tell whether an event is part of a story, an exercise, a rule or a figure of speech."""
        if any(kid.lower_ in self.mock for kid in around(token)) or self.is_figure(token):
            return True
        child, aside = token, False
        for _ in range(LONGEST_CLIMB):
            if (child.pos_ in VERBAL or child.dep_ == "ROOT") and not aside:
                if child is not token and child.lemma_ in self.rehearsing and child.pos_ == "VERB":
                    return True
                if any(self.frames(kid, child, token) for kid in child.children):
                    return True
            elif child is not token and child.lower_ in self.mock:
                return True
            head = child.head
            if head is child or (child.dep_ == "advcl" and self.is_aside(child)):
                return False
            if child.dep_ == "relcl":
                if any(
                    self.is_story(word) for word in (head, *head.children) if word is head or is_owner(word)
                ):
                    return True
                aside = (
                    True  # what is said of a film's author is no part of the film, what its story tells of is
                )
            elif child.dep_ == "ccomp":
                aside = False
            child = head
        return False

    def is_figure(self, token: Token) -> bool:
        """Tell whether an act is done with or by what cannot do it, or to a price: "ambushed with questions"."""
        objects = (kid for kid in token.children if kid.dep_ in ("dobj", "nsubjpass"))
        if token.lemma_ in self.striking and any(kid.lemma_.lower() in self.traded for kid in objects):
            return True
        return any(
            word.lemma_.lower() in self.figures
            for kid in token.children
            if kid.dep_ in ("prep", "agent") and kid.lower_ in ("with", "by")
            for word in kid.children
        )

    def frames(self, kid: Token, verb: Token, event: Token) -> bool:
        """Tell whether a verb's subject, or a phrase beside it, names a story, a drill or a law."""
        if kid is event:
            return False
        if kid.dep_ in ("nsubj", "nsubjpass"):
            if any(
                word.dep_ == "acl" and word.tag_ == "VBG" and word.lemma_ in self.play
                for word in kid.children
            ):
                return kid.dep_ == "nsubj"
            if self.is_story(kid):
                return verb.lemma_.lower() in self.telling or verb.lower_.removesuffix("s") in self.telling
            return kid.lemma_.lower() in self.laws and verb.lemma_ in self.rule and event is not verb
        if kid.dep_ == "prep" and kid.lower_ == "in":
            return any(self.is_story(word) and word is not event for word in kid.children)
        return False

    def is_story(self, noun: Token) -> bool:
        """Tell whether a noun is a film, a novel, a drill; a "game" only where it is a war or video game."""
        word = noun.lemma_.lower()
        if noun.tag_ not in ("NN", "NNS", "NNP"):
            return False
        if word in self.fictions or word in self.drills:
            return True
        return word in self.doubtful and any(kid.lower_ in self.kinds for kid in noun.children)

    def is_aside(self, clause: Token) -> bool:
        """Tell whether a clause only says when or why, so that what stands above it does not frame it."""
        return any(kid.dep_ in ("mark", "advmod") and kid.lower_ in ASIDE for kid in clause.children)

    def is_timeless(self, token: Token) -> bool:
        """Tell whether an event is told in the simple present of prose and of no day: "guards shoot at smugglers".

        Headlines, captions with a day, acts of speech and what lasts ("holds", "besieges") are not.
        """
        if not self.is_prose(token):
            return False
        if token.tag_ in PRESENT and token.pos_ == "VERB":
            return self.is_simple(token) and not self.has_day(token)
        if token.pos_ not in ("NOUN", "PROPN"):
            return False
        if token.dep_ == "nsubj":
            return self.is_any(token)
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return verb.lemma_ in self.edges and any(
            kid.dep_ == "nsubj" and self.is_any(kid) for kid in verb.children
        )

    def is_any(self, noun: Token) -> bool:
        """Tell whether the subject of a simple present means any of its kind: "a coup begins", "strikes kill"."""
        verb = noun.head
        if verb.tag_ not in PRESENT or verb.pos_ != "VERB" or not self.is_simple(verb) or self.has_day(verb):
            return False
        if any(kid.dep_ in ("poss", "nummod", "relcl") for kid in noun.children):
            return False
        articles = {kid.lower_ for kid in noun.children if kid.dep_ == "det"}
        return bool(articles & INDEFINITE) or (
            not articles and noun.tag_ == "NNS" and verb.lemma_ in self.harm
        )

    def is_simple(self, verb: Token) -> bool:
        """Tell whether a verb stands in the simple present and tells of a deed that is over when it is done."""
        lemma = verb.lemma_.lower()
        if lemma in self.lasting or lemma in self.saying:
            return False
        return not any(kid.dep_ in ("aux", "auxpass") for kid in verb.children)

    def has_day(self, verb: Token) -> bool:
        """Tell whether a clause is of one occasion: it names a day, a place or a figure, as captions do."""
        if any(
            kid.dep_ == "npadvmod" and any(sub.lower_ in INDEFINITE for sub in kid.children)
            for kid in verb.children
        ):
            return False  # "two or three a month"
        inner = [
            word
            for kid in verb.children
            if kid.dep_ not in ("advcl", "ccomp", "conj", "parataxis")
            for word in kid.subtree
        ]
        return any(word.lower_ in self.dated or word.ent_type_ in ONE for word in inner)

    def is_prose(self, token: Token) -> bool:
        """Tell whether a sentence is running text: it ends in a full stop and has articles, as headlines have not."""
        sentence = token.sent
        if not any(word.text[:1] in (".", "!", "?", "…") for word in sentence[-3:]):
            return False
        if sentence.start > 0 or any(word.lower_ in self.articles for word in sentence):
            return True
        words = [word for word in sentence if word.is_alpha]
        return len(words) >= FEWEST_WORDS and sum(word.is_lower for word in words) > len(words) / 2


def around(token: Token) -> Iterator[Token]:
    """Yield the words beside an event's word and beside what is acted upon."""
    for kid in token.children:
        yield kid
        if kid.dep_ in ("dobj", "nsubjpass", "attr", "oprd"):
            yield from kid.children


def is_owner(word: Token) -> bool:
    """Tell whether a word owns the one above it or stands before it: "the opera's third act"."""
    return word.dep_ in ("poss", "compound")
