"""Match the codebook's frames against a parsed text: which words tell of which type of event, and with whom."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fogline.model.basis import ENCODER, RULES, Basis
from fogline.reading.codebook import PREPOSITIONS, Codebook, Frame, shipped_codebook
from fogline.reading.document import Token
from fogline.reading.roles import (
    Arguments,
    conjuncts,
    is_passive,
    noun_arguments,
    prep_objects,
    verb_arguments,
    word_forms,
)

__all__ = ["Draft", "TriggerMatcher"]

CARRIED = frozenset({"dobj", "nsubjpass", "attr", "pobj", "conj", "nsubj", "oprd"})
NOUN_ROLES = frozenset(
    {"nsubj", "nsubjpass", "dobj", "pobj", "attr", "conj", "appos", "ROOT", "compound", "npadvmod"}
)
MACHINES = ("aircraft", "ship")
BLAMED = {"attribute": ("to",), "blame": ("on",), "ascribe": ("to",), "pin": ("on",), "claim": ("by",)}


AMOUNTS = frozenset(
    {"couple", "dozen", "handful", "hundred", "majority", "number", "pair", "score", "thousand"}
)
"""Nouns that tell how many of those behind their "of"."""


@dataclass(slots=True)
class Draft:
    """An event in the making: its word, the verb that carries it, and the heads of its parties."""

    token: Token
    type: str | None
    carrier: Token | None = None
    subject: Token | None = None
    object: Token | None = None
    asked: bool = False
    """The act is one that somebody is asked for or bound to do."""

    frame: Frame | None = None
    """The entry of the codebook that fits, None where no word of it does."""

    heard: bool = False
    """The encoder told its type."""

    loss: Token | None = None
    """The word of loss of an event of which nothing but its losses is told."""

    @property
    def basis(self) -> Basis:
        """By which entry the rules read it, or that the encoder did."""
        frame = self.frame
        if self.heard:
            return ENCODER
        return RULES if frame is None else Basis("rules", words=(frame.word,), use=frame.part)

    @property
    def is_own(self) -> bool:
        """Tell whether an entry of a user's own codebook fits, not one of the shipped."""
        frame = self.frame
        return frame is not None and frame not in shipped_codebook().frames.get((frame.part, frame.word), ())


class TriggerMatcher:
    """Compiles the frames and the words of `[events]` once, and drafts the events of one sentence at a time."""

    def __init__(self, codebook: Codebook, language: Mapping[str, Any]) -> None:
        section = language.get("events", {})
        self.codebook = codebook
        self.kinds = {name: frozenset(words) for name, words in section.get("kinds", {}).items()}
        self.lemmas: Mapping[str, str] = section.get("lemmas", {})
        self.light = frozenset(section.get("light_verbs", ()))
        self.suffer = frozenset(section.get("suffer_verbs", ()))
        self.carriers = frozenset(section.get("carriers", ()))
        self.blame_verbs = frozenset(section.get("blame_verbs", ()))
        self.blame_nouns = frozenset(section.get("blame_nouns", ()))
        self.ask_verbs = frozenset(section.get("ask_verbs", ()))
        self.ask_nouns = frozenset(section.get("ask_nouns", ()))
        self.not_agents = frozenset(section.get("not_agents", ()))
        self.controllers = self.ask_verbs | frozenset(section.get("controllers", ()))
        self.must = frozenset(section.get("must", ()))

    def drafts(self, token: Token, actor_kinds: Mapping[int, str]) -> Draft | None:
        """Return the event that `token` tells of, None for most words.

        Args:
            token: a word.
            actor_kinds: what the cast knows about the word at an index: "armed_group", "government" …
        """
        part = part_of_speech(token)
        if part is None:
            return None
        word = self.word(token)
        frames = self.codebook.frames.get((part, word), ())
        if part == "noun" and token.lower_ != word:
            frames = self.codebook.frames.get((part, token.lower_), ()) or frames
        if not frames:
            return None
        if part == "noun":
            return self.draft_noun(token, frames, actor_kinds)
        return self.draft_verb(token, frames, actor_kinds)

    def word(self, token: Token) -> str:
        """Return a token's lemma in lower case, the parser's common slips mended."""
        lemma = token.lemma_.lower()
        return self.lemmas.get(lemma, lemma)

    def draft_verb(
        self, verb: Token, frames: tuple[Frame, ...], actor_kinds: Mapping[int, str]
    ) -> Draft | None:
        """Return the event a verb tells of."""
        arguments = verb_arguments(verb, self.controllers)
        if arguments.object is None:
            against = next(prep_objects(verb, ("against", "on", "at", "upon", "toward", "towards")), None)
            arguments.object = against if against is not None else arguments.other
        for frame in frames:
            if self.fits(frame, verb, arguments, actor_kinds):
                if frame.blocks:
                    return None
                subject, object_ = cast_roles(frame, arguments)
                if frame.subject_is == "target" and subject is None:
                    subject = next(prep_objects(verb, ("to", "by", "against")), None)
                return Draft(verb, frame.type, subject=subject, object=object_, frame=frame)
        return None

    def draft_noun(
        self, noun: Token, frames: tuple[Frame, ...], actor_kinds: Mapping[int, str]
    ) -> Draft | None:
        """Return the event a noun tells of, with the parties that its light verb lends it."""
        if noun.dep_ not in NOUN_ROLES and noun.dep_ not in ("dep", "nmod"):
            return None
        if noun.dep_ == "compound" and noun.head.lemma_.lower() not in self.carriers:
            return None
        arguments = noun_arguments(noun, acts_on=True)
        modifier = None
        if arguments.subject is None:
            modifier = next(
                (child for child in noun.children if self.is_party_modifier(child, actor_kinds)), None
            )
        owner = arguments.subject
        lent = Arguments(object=arguments.object)
        carrier = self.lend(noun, lent)
        if owner is None and lent.subject is None:
            owner = modifier
        for frame in frames:
            if self.fits(frame, noun, Arguments(owner or lent.subject, lent.object), actor_kinds):
                if frame.blocks:
                    return None
                if frame.subject_is == "target":
                    return Draft(
                        noun,
                        frame.type,
                        carrier,
                        subject=lent.subject,
                        object=owner or modifier or lent.object,
                        frame=frame,
                    )
                subject, object_ = cast_roles(frame, Arguments(owner or lent.subject, lent.object))
                return Draft(noun, frame.type, carrier, subject=subject, object=object_, frame=frame)
        return None

    def draft_heard(self, token: Token, kind: str) -> Draft:
        """Return an event of a type that the encoder told, with the parties of plain grammar: who does it to whom."""
        if part_of_speech(token) == "verb":
            arguments = verb_arguments(token, self.controllers)
            return Draft(token, kind, subject=arguments.subject, object=arguments.object, heard=True)
        arguments = noun_arguments(token, acts_on=True)
        lent = Arguments(object=arguments.object)
        carrier = self.lend(token, lent)
        subject = arguments.subject or lent.subject
        return Draft(token, kind, carrier, subject=subject, object=lent.object, heard=True)

    def is_party_modifier(self, child: Token, actor_kinds: Mapping[int, str]) -> bool:
        """Tell whether a word before an event noun names who acts: "rebel offensive", "Taliban attack"."""
        if child.lower_ in self.not_agents:
            return False
        return child.dep_ in ("compound", "amod", "nmod") and (
            child.i in actor_kinds or self.is_kind(child, "armed", actor_kinds)
        )

    def lend(self, noun: Token, arguments: Arguments) -> Token | None:
        """Fill an event noun's parties from the verb it hangs on; return that verb where it only carries the noun."""
        for clause in noun.children:
            if clause.dep_ in ("relcl", "ccomp", "acl") and self.word(clause) in self.light:
                arguments.subject = arguments.subject or verb_arguments(clause, self.controllers).subject
            elif clause.dep_ == "amod" and clause.tag_ == "VBD" and self.word(clause) in self.suffer:
                # "the army faced casualties", read by the parser as if "faced" were an adjective.
                arguments.object = arguments.object or next(
                    (kid for kid in clause.children if kid.dep_ == "nsubj"), None
                )
        child = noun
        while (
            child.dep_ in ("conj", "compound")
            and child.head is not child
            and child.head.pos_ in ("NOUN", "PROPN")
        ):
            child = child.head
        head = child.head
        if (
            child.dep_ == "pobj"
            and head.pos_ == "ADP"
            and head.head.pos_ == "NOUN"
            and head.head.lemma_
            in ("series", "wave", "number", "campaign", "spate", "string", "act", "kind", "type", "round")
        ):
            child = head.head
            head = child.head
        if child.dep_ == "pobj" and head.head.pos_ in ("VERB", "AUX"):
            preposition, head = head.lower_, head.head
        else:
            preposition = ""
        if head.pos_ not in ("VERB", "AUX") or child.dep_ not in CARRIED:
            return None
        verb = self.word(head)
        lender = verb_arguments(head, self.controllers)
        for other in head.children:
            if (
                other.dep_ == "conj"
                and self.word(other) in self.light
                and child.dep_ in ("nsubj", "nsubjpass")
            ):
                arguments.subject = arguments.subject or next(prep_objects(other, ("by",)), None)
        if verb in BLAMED and child.dep_ in ("nsubjpass", "dobj"):
            arguments.subject = arguments.subject or next(prep_objects(head, BLAMED[verb]), None)
            return None
        if child.dep_ in ("nsubj", "nsubjpass", "attr") and preposition == "":
            if child.dep_ == "nsubjpass" and verb in self.light:
                arguments.subject = arguments.subject or lender.subject
                self.add_target(head, arguments)
                return head
            return (
                head
                if verb
                in (
                    "be",
                    "take",
                    "occur",
                    "happen",
                    "erupt",
                    "break",
                    "continue",
                    "go",
                    "rage",
                    "begin",
                    "follow",
                    "resume",
                    "start",
                )
                else None
            )
        if verb in self.suffer and preposition in ("", "under", "from"):
            arguments.object = arguments.object or lender.subject
            return head
        if verb in self.light and preposition in ("", "out", "in"):
            actor = lender.subject if lender.subject is not None or not is_passive(head) else lender.object
            arguments.subject = arguments.subject or actor
            self.add_target(head, arguments)
            return head
        return None

    @staticmethod
    def add_target(verb: Token, arguments: Arguments) -> None:
        """Take "against X" and "on X" behind a light verb as the target of the noun it carries."""
        if arguments.object is None:
            arguments.object = next(prep_objects(verb, ("against", "on", "upon")), None)

    def fits(self, frame: Frame, token: Token, arguments: Arguments, actor_kinds: Mapping[int, str]) -> bool:
        """Tell whether all that a frame needs stands beside the word."""
        return all(self.meets(name, words, token, arguments, actor_kinds) for name, words in frame.needs)

    def meets(
        self,
        name: str,
        words: frozenset[str],
        token: Token,
        arguments: Arguments,
        actor_kinds: Mapping[int, str],
    ) -> bool:
        """Tell whether one need of a frame is met."""
        if name == "particle":
            return any(
                child.dep_ in ("prt", "advmod", "prep", "acomp") and child.lower_ in words
                for child in token.children
            )
        if name == "modifier":
            return any(
                child.dep_ in ("compound", "amod", "nmod", "poss") and self.matches(child, words, actor_kinds)
                for child in token.children
            )
        if name == "complement":
            return any(child.dep_ in ("xcomp", "ccomp") for child in token.children)
        if name == "near":
            return any(self.matches(other, words, actor_kinds) for other in token.sent)
        if name in PREPOSITIONS:
            heads = prep_objects(token, (name,))
            return any(self.matches(other, words, actor_kinds) for head in heads for other in conjuncts(head))
        head = arguments.subject if name in ("subject", "by") else arguments.object
        if name == "by" and not any(
            child.dep_ in ("agent", "prep") and child.lower_ == "by" for child in token.children
        ):
            return False
        return head is not None and any(
            self.matches(other, words, actor_kinds)
            for part in {head, whole_of(head)}
            for other in conjuncts(part)
        )

    def matches(self, token: Token, words: frozenset[str], actor_kinds: Mapping[int, str]) -> bool:
        """Tell whether a word is one of `words`, or of a kind that they name."""
        if "*" in words:
            return True
        if token.lower_ in words or any(form in words for form in word_forms(token)):
            return True
        return any(self.is_kind(token, kind, actor_kinds) for kind in kinds_in(words))

    def is_kind(self, token: Token, kind: str, actor_kinds: Mapping[int, str]) -> bool:
        """Tell whether a word belongs to a kind of `[events.kinds]`."""
        words = self.kinds.get(kind, frozenset())
        if any(form in words for form in word_forms(token, of_makes=kind in MACHINES)):
            return True
        actor = actor_kinds.get(token.i)
        if actor is not None and f"kind:{actor}" in words:
            return True
        return bool(token.ent_type_) and f"ent:{token.ent_type_}" in words

    def acts(self, token: Token, typed: frozenset[int], quoted: bool) -> Iterator[Draft]:
        """Yield the acts outside the codebook that `token` asks for, demands or blames somebody for.

        Args:
            token: a verb.
            typed: indexes of words that already tell of an event.
            quoted: whether the word stands in a quotation or behind "said that".
        """
        if token.pos_ not in ("VERB", "AUX"):
            return
        word = self.word(token)
        if word in self.ask_verbs:
            yield from self.asked_acts(token, typed)
        if token.i in typed:
            return
        if word in ("accuse", "blame"):
            for act in prep_objects(token, ("of", "for")):
                if (
                    act.tag_ == "VBG"
                    and act.i not in typed
                    and not any(kid.i in typed for kid in act.children)
                ):
                    blamed = verb_arguments(token, self.controllers).object
                    yield Draft(
                        act, None, subject=blamed, object=verb_arguments(act, self.controllers).object
                    )
        if word in self.blame_verbs:
            arguments = verb_arguments(token, self.controllers)
            commits = word in ("commit", "perpetrate")
            crime = arguments.object is not None and arguments.object.lemma_.lower() in self.blame_nouns
            if (
                arguments.subject is not None
                and arguments.object is not None
                and arguments.object.i not in typed
                and (crime or not commits)
            ):
                yield Draft(
                    token, None, subject=arguments.subject, object=arguments.object if not crime else None
                )
        elif quoted and self.is_bound(token):
            act = (
                next((child for child in token.children if child.dep_ == "xcomp"), token)
                if word in ("have", "need")
                else token
            )
            subject = verb_arguments(token, self.controllers).subject
            if subject is not None and act.i not in typed and not any(kid.i in typed for kid in act.children):
                yield Draft(act, None, object=subject, asked=True)

    def asked_acts(self, verb: Token, typed: frozenset[int]) -> Iterator[Draft]:
        """Yield what "urged X to do" and "called for action" ask for."""
        arguments = verb_arguments(verb, self.controllers)
        for child in verb.children:
            if (
                child.dep_ in ("xcomp", "ccomp")
                and child.tag_ == "VB"
                and child.i not in typed
                and child.i > verb.i
            ):
                doer = next((kid for kid in child.children if kid.dep_ == "nsubj"), None)
                on = next(prep_objects(verb, ("on", "upon", "to")), None)
                if not any(kid.i in typed for kid in child.children):
                    yield Draft(
                        child,
                        None,
                        subject=arguments.subject,
                        object=doer or on or arguments.object,
                        asked=True,
                    )
        for noun in prep_objects(verb, ("for",)):
            if noun.lemma_.lower() in self.ask_nouns and noun.i not in typed:
                yield Draft(noun, None, subject=arguments.subject, asked=True)
        noun_object = arguments.object
        if (
            noun_object is not None
            and noun_object.lemma_.lower() in self.ask_nouns
            and noun_object.i not in typed
        ):
            yield Draft(noun_object, None, subject=arguments.subject, asked=True)

    def is_bound(self, verb: Token) -> bool:
        """Tell whether a verb stands with "must" or "should", or is the "has" of "has to"."""
        if verb.lemma_ in ("have", "need"):
            return any(
                child.dep_ == "xcomp"
                and any(kid.lower_ == "to" and kid.dep_ == "aux" for kid in child.children)
                for child in verb.children
            ) and verb.tag_ in ("VBZ", "VBP")
        return any(child.dep_ == "aux" and child.lower_ in self.must for child in verb.children)


def part_of_speech(token: Token) -> str | None:
    """Return "verb" or "noun" for words that can tell of an event; "-ing" with an article counts as a noun."""
    if token.pos_ in ("VERB", "AUX"):
        if (
            token.tag_ == "VBG"
            and (
                token.dep_ in ("attr", "nsubj", "nsubjpass", "dobj", "compound")
                or any(child.dep_ == "det" for child in token.children)
            )
            and not any(child.dep_ in ("dobj", "aux") for child in token.children)
        ):
            return "noun"
        return "verb"
    if token.pos_ in ("NOUN", "PROPN"):
        return "noun"
    if token.pos_ == "ADJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return "noun"
    return None


@lru_cache(maxsize=1 << 12)
def whole_of(part: Token) -> Token:
    """Return those of whom some are told of: "one of the leaders", "a number of jets"; else the word itself."""
    counts = part.pos_ in ("NUM", "PRON", "DET") or part.lemma_ in AMOUNTS
    return next(prep_objects(part, ("of",)), part) if counts else part


def kinds_in(words: frozenset[str]) -> tuple[str, ...]:
    """Return the kinds that a frame's words name: "@armed"."""
    return tuple(word[1:] for word in words if word[0] == "@")


def cast_roles(frame: Frame, arguments: Arguments) -> tuple[Token | None, Token | None]:
    """Return who begins and who suffers, as the frame turns grammatical subject and object."""
    subject, object_ = arguments.subject, arguments.object
    roles: dict[str, Token | None] = {"initiator": None, "target": None}
    for role, head in ((frame.object_is or "target", object_), (frame.subject_is or "initiator", subject)):
        if role in roles and head is not None:
            roles[role] = head
    return roles["initiator"], roles["target"]
