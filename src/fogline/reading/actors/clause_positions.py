"""Say what part a mention plays in its clause."""

from collections.abc import Container

from fogline.reading.document import Token

__all__ = [
    "OBJECTS",
    "SUBJECTS",
    "are_arguments_of_one_verb",
    "is_pleonastic",
    "owner_verb",
    "role_of",
    "verb_of",
]

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "agent"}
OBJECTS = {"dobj", "dative", "iobj", "obj"}


def role_of(token: Token, heads: Container[int]) -> str:
    """Return a mention's part in its clause; an apposition and a conjunct take that of their head."""
    for _ in range(6):
        if token.dep_ in ("appos", "conj") and token.head.i != token.i:
            token = token.head
            continue
        break
    if token.dep_ in SUBJECTS or (token.dep_ == "pobj" and token.head.dep_ == "agent"):
        return "subject"
    if token.dep_ == "pobj" and token.head.lower_ == "to" and token.head.head.lower_ == "according":
        return "subject"
    if token.dep_ in OBJECTS:
        return "object"
    if token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i in heads:
        return "modifier"
    if token.dep_ == "poss":
        return "possessor"
    return "other"


def verb_of(token: Token) -> Token | None:
    """Return the verb whose subject or "according to" a mention is."""
    for _ in range(6):
        if token.dep_ in ("appos", "conj") and token.head.i != token.i and token.pos_ not in ("VERB", "AUX"):
            token = token.head
            continue
        break
    if token.dep_ in SUBJECTS:
        return token.head
    return None


def owner_verb(token: Token) -> Token | None:
    """Return the verb in whose clause a possessive stands."""
    for ancestor in token.ancestors:
        if ancestor.pos_ in ("VERB", "AUX"):
            return ancestor
    return None


def are_arguments_of_one_verb(token: Token, other: Token) -> bool:
    """Tell whether a pronoun and a mention are subject and object of one verb and so two different ones."""
    if token.dep_ == "poss":
        return False
    arguments = SUBJECTS | OBJECTS
    if token.dep_ in arguments and other.dep_ in arguments and token.head.i == other.head.i:
        return True
    if token.dep_ == "pobj" and other.dep_ in arguments and token.head.head.i == other.head.i:
        return True
    return other.dep_ == "pobj" and token.dep_ in arguments and other.head.head.i == token.head.i


def is_pleonastic(token: Token) -> bool:
    """Tell whether "it" stands for nothing: "it is clear that", "it seems"."""
    if token.dep_ == "expl":
        return True
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    if verb.lemma_ in ("seem", "appear", "rain", "snow", "happen", "turn"):
        return True
    return (
        verb.lemma_ == "be"
        and any(
            child.dep_ in ("acomp", "attr")
            and (child.pos_ == "ADJ" or any(c.dep_ in ("ccomp", "xcomp", "relcl") for c in verb.children))
            for child in verb.children
        )
    ) or any(child.dep_ in ("ccomp", "csubj") for child in verb.children if token.dep_ == "nsubjpass")
