"""Read the syntax of loss: whom a verb befalls, which number counts a noun, whether a sentence tells a fact."""

from collections.abc import Iterable, Mapping

from fogline.model.vocabulary import Span
from fogline.reading.document import Token
from fogline.reading.numbers import Number

__all__ = [
    "NOUNS",
    "OBJECTS",
    "PARTICIPLES",
    "SUBJECTS",
    "enumerated",
    "governor",
    "named_span",
    "noun_start",
    "number_of",
    "span_of",
    "subjects_of",
    "tells_fact",
    "victims_of",
    "with_conjuncts",
]

OBJECTS = frozenset({"dobj", "obj", "dative"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NOUNS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "DET"})
PARTICIPLES = frozenset({"VBN", "VBD"})
SMALL_CLAUSES = frozenset({"xcomp", "oprd"})
"""Relations of a participle that says how somebody was found: "were found shot dead"."""

DEEPEST = 12
"""Joined verbs through which a shared subject is looked for."""
LOOSE = frozenset({"npadvmod", "attr", "punct", "appos", "dep"})
"""Relations that the parser gives a bare number after its verb ("killed at least 14")."""


def victims_of(verb: Token, depth: int = 0) -> list[Token]:
    """Return the nouns that a verb befalls: objects of the active, subjects of the passive, a participle's noun."""
    children = list(verb.children)
    objects = [
        child
        for child in children
        if child.dep_ in OBJECTS
        or (child.dep_ == "oprd" and child.pos_ in ("NUM", "NOUN"))
        or (child.dep_ in LOOSE and child.pos_ == "NUM" and child.i > verb.i and not has_nearer(child, verb))
    ]
    if is_misread(verb):
        return with_conjuncts([verb.head])
    if is_passive(verb):
        subjects = [child for child in children if child.dep_ in SUBJECTS]
        if not subjects and verb.dep_ in SMALL_CLAUSES and verb.head.pos_ == "VERB" and depth < DEEPEST:
            return victims_of(verb.head, depth + 1)
        if not subjects and depth < DEEPEST and verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
            has_own_aux = any(child.dep_ == "auxpass" for child in children)
            subjects = subjects_of(verb.head) if has_own_aux else victims_of(verb.head, depth + 1)
        if not subjects and verb.dep_ in ("acl", "amod", "relcl") and verb.head.pos_ in NOUNS:
            subjects = [verb.head]
        return with_conjuncts([referent(subject, verb) for subject in subjects])
    if not objects and verb.tag_ in PARTICIPLES and verb.dep_ == "conj":
        return with_conjuncts(
            child for child in children if child.dep_ == "nsubj" and child.pos_ in ("NUM", "NOUN")
        )
    return with_conjuncts(objects)


def has_nearer(number: Token, verb: Token) -> bool:
    """Tell whether a loose number follows a verb joined to the one it hangs on: "kills 35 and injures | 27"."""
    return any(child.dep_ == "conj" and child.i < number.i for child in verb.children)


def is_misread(verb: Token) -> bool:
    """Tell whether the parser took a finite verb for the adjective of its object ("the army | faced losses")."""
    if verb.dep_ != "amod" or verb.tag_ != "VBD":
        return False
    return verb.head.i > verb.i and any(child.dep_ in SUBJECTS for child in verb.children)


def governor(noun: Token) -> Token:
    """Return the verb whose object or subject a noun is."""
    return next((child for child in noun.lefts if is_misread(child)), noun.head)


def referent(subject: Token, verb: Token) -> Token:
    """Return what "who" stands for; any other subject is itself."""
    if subject.tag_ not in ("WDT", "WP"):
        return subject
    clause = verb.head if verb.dep_ == "conj" else verb
    return clause.head if clause.dep_ == "relcl" else subject


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's subject is its victim."""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children):
        return True
    has_object = any(child.dep_ in OBJECTS for child in verb.children)
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.head.tag_ == "VBN":
        # "was shot and killed", the second participle read as a past tense
        return not has_object and is_passive(verb.head)
    if verb.tag_ != "VBN":
        return False
    reduced = verb.dep_ == "relcl" and not any(child.dep_ in SUBJECTS for child in verb.children)
    if reduced or verb.dep_ in ("acl", "amod") or (verb.dep_ in SMALL_CLAUSES and not is_helped(verb)):
        return not has_object
    has_aux = any(child.dep_ == "aux" and child.lemma_.lower() == "have" for child in verb.children)
    return verb.dep_ == "conj" and not has_object and not has_aux


def subjects_of(verb: Token, depth: int = 0) -> list[Token]:
    """Return a verb's subjects, its own or those it shares with the verb it is joined to."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    if own and own[0].tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        return [verb.head]
    if own:
        return with_conjuncts(own)
    if verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX") and verb.head != verb:
        return subjects_of(verb.head, depth + 1) if depth < DEEPEST else []
    if verb.dep_ == "acl" and verb.head.pos_ in NOUNS:
        return [verb.head]
    return []


def is_helped(verb: Token) -> bool:
    """Tell whether a verb has an auxiliary or "to" of its own."""
    return any(child.dep_ in ("aux", "auxpass") for child in verb.children)


def with_conjuncts(tokens: Iterable[Token]) -> list[Token]:
    """Return nouns with those joined to them by "and", commas or semicolons."""
    found = [token for token in tokens if token.pos_ in NOUNS]
    for token in found:
        found.extend(
            child
            for child in token.children
            if child.pos_ in NOUNS
            and (child.dep_ == "conj" or (child.dep_ == "appos" and is_listed(child)))
            and child not in found
        )
    return found


def is_listed(appositive: Token) -> bool:
    """Tell whether what is read as another name for a noun is the next of a list: "his wife, 38; and her mother"."""
    first = appositive.left_edge
    before = first.doc[first.i - 1] if first.i > first.sent.start else first
    if before.lower_ == "and" and before.i > first.sent.start:
        before = first.doc[before.i - 1]
    if before.text == ";":
        return True
    # "A man, his wife and their sons were found": a plural verb after a singular noun
    whole = appositive.head
    is_joined = any(child.dep_ == "conj" for child in appositive.children)
    verb = whole.head
    if whole.dep_ in SUBJECTS and verb.i < appositive.i:
        return False  # "An officer was killed, | two others and a girl injured"
    if is_joined and first.tag_ == "PRP$" and whole.dep_ in OBJECTS:
        return True  # "killed an elder, his son and a guard"
    if is_joined and whole.tag_ in ("NN", "NNP") and any(is_many(other) for other in enumerated(appositive)):
        return True  # "killed a guard, a driver and four passengers"
    if is_many(whole) and is_many(appositive) and is_unclosed(appositive):
        return True  # "22 villagers, two nurses and a priest were killed"
    if appositive.ent_type_ == "PERSON" and whole.tag_ == "NNP":
        is_joined = is_joined or any(child.dep_ == "conj" for child in whole.children)
    return (
        is_joined
        and whole.tag_ in ("NN", "NNP")
        and (appositive.pos_ in ("NOUN", "NUM") or appositive.ent_type_ == "PERSON")
        and whole.dep_ in SUBJECTS
        and any(child.lower_ in ("were", "are", "have") for child in verb.children if child.i > appositive.i)
    )


def enumerated(first: Token) -> list[Token]:
    """Return a noun with all that is joined to it, one behind the other."""
    found = [first]
    for noun in found:
        found.extend(child for child in noun.children if child.dep_ == "conj" and child.pos_ in NOUNS)
    return found


def is_many(noun: Token) -> bool:
    """Tell whether a noun is a plural that a number counts."""
    return noun.tag_ in ("NNS", "NNPS") and any(child.dep_ == "nummod" for child in noun.lefts)


def is_unclosed(appositive: Token) -> bool:
    """Tell whether what follows a noun in commas goes on to the verb without a last comma: it is the rest of a list."""
    verb = appositive.head.head
    if appositive.head.dep_ not in SUBJECTS or verb.i < appositive.i:
        return False
    between = verb.doc[appositive.i + 1 : verb.i]
    joint = next((token for token in between if token.lower_ == "and"), None)
    return joint is not None and all(token.text != "," for token in between if token.i > joint.i)


def number_of(token: Token, numbers: Mapping[int, Number]) -> Number | None:
    """Return the number that counts a noun: its own word, or one before it that hangs on it."""
    own = numbers.get(token.i)
    if own is not None:
        return own
    before = token.doc[token.i - 1] if token.i else token
    if before.dep_ == "nummod" and before.head.i < before.i and token.tag_ == "NNS" and before.i in numbers:
        # "At Brenna 56 men died", read as if Brenna were counted.
        return numbers[before.i]
    for index in range(token.i - 1, max(token.i - 9, -1), -1):
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
            and not is_misread(child)
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
