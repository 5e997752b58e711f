"""Find who does and who suffers what a word tells: subjects, objects and their stand-ins in the dependency tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.model.vocabulary import Span
from fogline.reading.document import Token

__all__ = [
    "Arguments",
    "conjuncts",
    "noun_arguments",
    "phrase",
    "prep_objects",
    "verb_arguments",
    "word_forms",
]

SUBJECTS = ("nsubj", "csubj")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
RELATIVES = frozenset({"who", "which", "that", "whom"})
PHRASE_PARTS = frozenset(
    {
        "det",
        "amod",
        "compound",
        "poss",
        "nummod",
        "nmod",
        "predet",
        "quantmod",
        "neg",
        "case",
        "advmod",
        "punct",
        "npadvmod",
    }
)
LONGEST_CHAIN = 12
"""Steps up a chain of conjuncts and controlled clauses: deeper nesting than this is a parse gone wrong."""


@dataclass(slots=True)
class Arguments:
    """What stands around a word: heads of noun phrases, None where the text has none."""

    subject: Token | None = None
    object: Token | None = None
    other: Token | None = None
    """The second of "between A and B", or who stands behind "with"."""


def prep_objects(token: Token, words: tuple[str, ...]) -> Iterator[Token]:
    """Yield the objects of the prepositions `words` that depend on `token`."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.lower_ in words:
            for kid in child.children:
                if kid.dep_ in ("pobj", "pcomp"):
                    yield kid


def word_forms(token: Token, *, of_makes: bool = False) -> Iterator[str]:
    """Yield the forms under which a list may hold a noun: lemma, as written, and a singular that the parser missed.

    Args:
        token: the noun; words in "-men" ("servicemen") keep their plural as lemma.
        of_makes: whether names stand for things of a make ("Harriers"), so that their plural counts too.
    """
    lemma, word = token.lemma_.lower(), token.lower_
    yield lemma
    if word != lemma:
        yield word
    elif word.endswith("men"):
        yield f"{word[:-3]}man"
    elif of_makes and token.pos_ == "PROPN" and word.endswith("s") and len(word) > 3:
        yield word[:-1]


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield `token` and all that is joined to it by "and" or commas, in text order."""
    yield token
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON"):
            yield from conjuncts(child)


def is_passive(verb: Token) -> bool:
    """Tell whether a verb is in the passive, also as a bare participle with a "by" phrase."""
    if any(child.dep_ in ("auxpass", *PASSIVE_SUBJECTS) for child in verb.children):
        return True
    if verb.tag_ == "VBN" and not any(child.dep_ == "aux" for child in verb.children):
        return verb.dep_ in ("acl", "amod", "relcl", "advcl", "conj", "ROOT", "xcomp") and not any(
            child.dep_ in ("dobj", "nsubj") for child in verb.children
        )
    return False


def verb_arguments(verb: Token, controllers: frozenset[str] = frozenset()) -> Arguments:
    """Return subject and object by meaning: in the passive, "by" names the subject.

    Args:
        verb: the verb.
        controllers: verbs whose object does what their infinitive tells ("urged X to leave").
    """
    passive = is_passive(verb)
    subject = own_subject(verb)
    if subject is None:
        subject = borrowed_subject(verb, controllers)
    object_ = next(
        (child for child in verb.children if child.dep_ in ("dobj", "dative") and child.pos_ != "ADP"), None
    )
    if object_ is None and verb.dep_ == "relcl" and not passive:
        object_ = relative_object(verb)
    elif object_ is not None and object_.lower_ in RELATIVES and verb.dep_ == "relcl":
        object_ = verb.head
    if object_ is None and not passive:
        object_ = shared_object(verb)
    if passive:
        agent = next(prep_objects(verb, ("by",)), None)
        return Arguments(subject=agent, object=subject)
    return Arguments(subject=subject, object=object_, other=next(prep_objects(verb, ("with",)), None))


def own_subject(verb: Token) -> Token | None:
    """Return the subject that stands in the verb's own clause, a relative pronoun read as what it stands for."""
    for child in verb.children:
        if child.dep_ in SUBJECTS or child.dep_ in PASSIVE_SUBJECTS:
            if (child.lower_ in RELATIVES and child.pos_ == "PRON") or child.tag_ in ("WDT", "WP"):
                return antecedent(verb)
            return child
    return None


def antecedent(verb: Token) -> Token | None:
    """Return the noun that a relative clause belongs to, climbing over its conjuncts."""
    child = verb
    for _ in range(LONGEST_CHAIN):
        if child.dep_ == "relcl":
            head = child.head
            # "X was a leading rebel who fought": the rebel is X.
            return attribute_subject(head) or head
        if child.dep_ not in ("conj", "xcomp", "ccomp") or child.head is child:
            return None
        child = child.head
    return None


def attribute_subject(noun: Token) -> Token | None:
    """Return the subject of "X was a noun"."""
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return next(
            (
                child
                for child in noun.head.children
                if child.dep_ == "nsubj" and child.pos_ in ("PROPN", "NOUN", "PRON")
            ),
            None,
        )
    return None


def borrowed_subject(verb: Token, controllers: frozenset[str]) -> Token | None:
    """Return the subject that a verb shares with the clause it hangs on: "attacked and burned", "urged X to leave"."""
    child = verb
    for _ in range(LONGEST_CHAIN):
        head = child.head
        if head is child:
            return None
        if child.dep_ == "relcl":
            return None
        if child.dep_ in ("acl", "amod") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            return noun_controller(child, head)
        if child.dep_ in ("xcomp", "ccomp", "advcl") and head.pos_ in ("VERB", "AUX"):
            controlled = next(
                (kid for kid in head.children if kid.dep_ in ("dobj", "dative") and kid.pos_ != "ADP"), None
            )
            if (
                controlled is not None
                and child.dep_ in ("xcomp", "ccomp")
                and controlled.i < child.i
                and infinitive(child)
                and head.lemma_.lower() in controllers
            ):
                return controlled
            subject = own_subject(head)
            if subject is not None and subject.dep_ != "expl":
                return subject
        elif child.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
            subject = own_subject(head)
            if subject is not None and is_passive(child) == is_passive(head):
                return subject
            if subject is not None and is_passive(head) and not is_passive(child):
                return subject
            if subject is not None and is_passive(child) and has_auxiliary(child):
                return subject
        elif child.dep_ not in ("pcomp", "prep", "conj", "xcomp", "ccomp", "advcl", "acl", "dobj", "pobj"):
            return None
        elif head.pos_ in ("VERB", "AUX") and child.dep_ == "prep":
            object_ = next((kid for kid in head.children if kid.dep_ == "dobj"), None)
            return (
                object_
                if object_ is not None and object_.i < child.i
                else own_subject(head) or borrowed_subject(head, controllers)
            )
        elif head.pos_ in ("NOUN", "PROPN") and child.dep_ == "prep":
            return next((kid for kid in head.children if kid.dep_ == "poss"), None)
        child = head
    return None


def noun_controller(verb: Token, noun: Token) -> Token | None:
    """Return who does what a verb beside a noun tells: "men carrying arms", "his plan to attack"."""
    if infinitive(verb):
        owner = next((kid for kid in noun.children if kid.dep_ == "poss"), None)
        if owner is not None:
            return owner
        if noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
            return own_subject(noun.head)
        return None
    if verb.tag_ in ("VBG", "VBN", "VBD"):
        return noun
    return None


def infinitive(verb: Token) -> bool:
    """Tell whether a verb stands with "to"."""
    return any(kid.dep_ == "aux" and kid.lower_ == "to" for kid in verb.children)


def has_auxiliary(verb: Token) -> bool:
    """Tell whether a passive has its own form of "be"."""
    return any(kid.dep_ == "auxpass" for kid in verb.children)


def relative_object(verb: Token) -> Token | None:
    """Return the noun that a relative clause takes as its object: "losses the army inflicted"."""
    subject = next((kid for kid in verb.children if kid.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ in RELATIVES:
        return None
    if any(kid.lower_ in ("where", "when", "why") for kid in verb.children):
        return None
    return verb.head


def shared_object(verb: Token) -> Token | None:
    """Return the object that follows the last of coordinated verbs: "attacked and burned the village"."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= 3:
            return next((kid for kid in child.children if kid.dep_ == "dobj"), None)
    return None


def noun_arguments(noun: Token, *, acts_on: bool) -> Arguments:
    """Return who begins and who suffers an event that a noun tells: "the army's shelling of X by night".

    Args:
        noun: the event's noun.
        acts_on: whether "of X" names who suffers (a killing of X) rather than who acts (a protest of X).
    """
    found = Arguments()
    between = [token for head in prep_objects(noun, ("between",)) for token in conjuncts(head)]
    if len(between) > 1:
        return Arguments(subject=between[0], object=between[1])
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    by = next(prep_objects(noun, ("by",)), None)
    of = next(prep_objects(noun, ("of",)), None)
    found.subject = by if by is not None else owner
    found.object = next(prep_objects(noun, ("against", "on", "upon", "targeting")), None)
    found.other = next(prep_objects(noun, ("with", "to")), None)
    if found.object is None and by is not None:
        found.object = next(prep_objects(by, ("against", "on")), None)
    if found.object is None and by is not None and owner is not None:
        found.object = owner
    if of is not None:
        if acts_on and found.object is None:
            found.object = of
        elif found.subject is None and not acts_on:
            found.subject = of
    return found


def phrase(head: Token) -> Span:
    """Return the span of a noun phrase: its head with what stands before it, nothing behind."""
    start = head
    for child in head.lefts:
        if (child.dep_ in PHRASE_PARTS and child.pos_ not in ("PUNCT", "ADV", "SPACE")) or child.dep_ in (
            "det",
            "poss",
            "compound",
        ):
            start = min(start, child.left_edge, key=lambda token: token.i)
    return start.idx, head.idx + len(head)
