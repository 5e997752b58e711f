"""Find words that may say that somebody says, thinks or wants something, in the frames that they take."""

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.reading.syntax import Tree

__all__ = ["FORCING", "TELLING", "Candidate", "candidates", "heard_from", "of_verb", "verb_cue"]

COPULAS = frozenset({"be", "feel", "remain", "seem", "become", "appear", "sound", "look", "stay", "get"})
WH_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "when", "where", "which", "whom", "whose"}
)
COMPLETING = frozenset({"of", "for", "as", "to", "with", "from", "against", "by", "over", "about", "into"})
"""Prepositions that may complete an object: "accuse X of", "blame X for", "describe X as"."""

HEARING = frozenset({"hear", "learn"})
FORCING = frozenset({"force", "compel", "oblige", "pressure"})
TELLING = frozenset(
    {"tell", "inform", "remind", "assure", "reassure", "warn", "notify", "convince", "persuade"}
)
ASKING = frozenset({"on", "upon", "for", "to"})
IN_A_STATEMENT = frozenset(
    {"statement", "tweet", "twitter", "interview", "post", "email", "e-mail", "letter", "speech"}
)


HEDGES = frozenset(
    {"allegedly", "apparently", "presumably", "purportedly", "reportedly", "seemingly", "supposedly"}
)
"""Adverbs with which the outlet itself stands back: no part of what a sayer does."""

IDIOMS = {
    "call": frozenset({"question"}),
    "hold": frozenset({"accountable", "responsible"}),
    "plead": frozenset({"guilty"}),
    "point": frozenset({"finger"}),
}
"""Verbs that speak with a certain word alone: "held the junta responsible", "called it into question"."""

IDIOM_DEPS = ("dobj", "oprd", "acomp", "xcomp", "ccomp", "advcl", "prep")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be a cue, in one frame.

    `word` is the lemma, with its particle ("rule out"); `part` is verb, noun
    or adjective. `frame` names what the word takes: "that", "to", "np", "ing",
    "whether", "for", "np of" …; a passive frame begins with "be ".
    `cue` and `content` are token numbers.
    """

    head: int
    word: str
    part: str
    frame: str
    cue: tuple[int, ...]
    content: tuple[int, ...]
    passive: bool = False


def candidates(tree: Tree) -> Iterator[Candidate]:
    """Yield every verb, noun and adjective that takes something which could be said or thought."""
    for token in range(tree.size):
        part = tree.parts[token]
        if tree.words[token] == "according":
            yield from of_according(tree, token)
        elif part == "VERB" or (part == "AUX" and tree.deps[token] not in ("aux", "auxpass")):
            yield from of_verb(tree, token)
        elif part in ("NOUN", "PROPN"):
            yield from of_noun(tree, token)
        elif part == "ADJ" and tree.deps[token] in ("acomp", "advcl", "amod", "acl", "conj", "oprd"):
            yield from of_adjective(tree, token)


def of_verb(tree: Tree, verb: int) -> Iterator[Candidate]:
    """Yield what a verb may introduce, the likelier frame first: clause, infinitive, object, preposition."""
    children = tree.children[verb]
    word, cue = verb_cue(tree, verb)
    passive = is_passive(tree, verb)
    be = "be " if passive else ""
    subject = passive_subject(tree, verb) if passive else ()
    clause = next((c for c in children if tree.deps[c] == "ccomp"), None)
    if clause is not None and clause < verb and any(tree.words[t] == ";" for t in range(clause, verb)):
        clause = None
    if clause is None:
        clause = clause_astray(tree, verb)
    heard = heard_from(tree, verb)
    if heard is not None and clause is not None:
        cue = (*cue, heard)
    if clause is not None:
        stated = tree.subtree(clause)
        if verb in stated:
            stated = [t for t in stated if t > verb]
        content = (*stated, *second_clause(tree, verb, clause))
        frame = be + clause_frame(tree, clause) if heard is None else "from that"
        yield Candidate(verb, word, "verb", frame, cue, content, passive)
    elif is_aside(tree, verb):
        yield Candidate(verb, word, "verb", be + "that", cue, around(tree, verb), passive)
    infinitive = next((c for c in children if tree.deps[c] == "xcomp"), None)
    thing = object_of(tree, verb)
    if infinitive is not None:
        frame = infinitive_frame(tree, infinitive)
        tokens = tree.subtree(infinitive)
        if thing is not None and thing < infinitive:
            frame, tokens = "np " + frame, tree.subtree(thing) + tokens
        yield from asked_of(tree, verb, word, infinitive, cue)
        yield Candidate(verb, word, "verb", be + frame, cue, (*subject, *tokens), passive)
    prepositions = [
        c
        for c in children
        if tree.deps[c] in ("prep", "dative") and c > verb and tree.children[c] and not is_dated(tree, c)
    ]
    if thing is not None:
        tokens = object_phrase(tree, verb, thing)
        following = next((p for p in prepositions if p > thing), None)
        if following is not None and following in tokens:
            frame = f"{be}np {tree.words[following]}"
            yield Candidate(verb, word, "verb", frame, cue, (*subject, *tokens), passive)
        yield Candidate(verb, word, "verb", be + "np", cue, (*subject, *tokens), passive)
    for preposition in prepositions:
        tokens = [t for t in tree.subtree(preposition) if t != preposition]
        frame = be + preposition_frame(tree, preposition)
        yield Candidate(verb, word, "verb", frame, (*cue, preposition), (*subject, *tokens), passive)
    if passive and subject and not prepositions:
        yield Candidate(verb, word, "verb", "be", cue, subject, passive)


def is_dated(tree: Tree, preposition: int) -> bool:
    """Tell whether a preposition tells when: "on Friday"."""
    inner = tree.child(preposition, "pobj")
    return inner is not None and tree.entities[inner] in ("DATE", "TIME")


def heard_from(tree: Tree, verb: int) -> int | None:
    """Return the "from" of "had heard from a farmer that …": whom one hears from is who says it."""
    if tree.lemmas[verb] not in HEARING:
        return None
    return next(
        (c for c in tree.children[verb] if tree.words[c] == "from" and tree.child(c, "pobj") is not None),
        None,
    )


def asked_of(tree: Tree, verb: int, word: str, infinitive: int, cue: tuple[int, ...]) -> Iterator[Candidate]:
    """Yield "called on X to …" and "appealed to X to …", which have X in what is asked."""
    for child in tree.children[verb]:
        if verb < child < infinitive and tree.deps[child] == "prep" and tree.words[child] in ASKING:
            tokens = [t for t in tree.subtree(child) if t != child]
            content = (*tokens, *tree.subtree(infinitive))
            yield Candidate(verb, word, "verb", f"{tree.words[child]} to", (*cue, child), content)
            return


def preposition_frame(tree: Tree, preposition: int) -> str:
    """Name the frame of a preposition; "to np" is the preposition, "to" the infinitive."""
    return "to np" if tree.words[preposition] == "to" else tree.words[preposition]


def second_clause(tree: Tree, verb: int, clause: int) -> list[int]:
    """Return a clause that the parser hung on the cue though it goes on with the content.

    "said that A and that B": its own "that"; "said it was lost and has to be
    retaken": another tense than the cue's; "said A because B".
    """
    found: list[int] = []
    if clause < verb:
        return found
    for child in tree.children[verb]:
        if child < clause:
            continue
        if tree.deps[child] == "conj":
            that = any(tree.words[c] == "that" and tree.deps[c] == "mark" for c in tree.children[child])
            other_tense = tree.tags[child] != tree.tags[verb] and tree.child(child, "ccomp") is None
            if that or (other_tense and tree.parts[child] in ("VERB", "AUX")):
                found.extend(joint(tree, verb, child))
                found.extend(tree.subtree(child))
        elif tree.deps[child] == "advcl" and tree.words[tree.subtree(child)[0]] == "because":
            found.extend(tree.subtree(child))
    return found


def joint(tree: Tree, verb: int, conjunct: int) -> list[int]:
    """Return the comma and the conjunction between a cue's content and a second clause."""
    first = tree.subtree(conjunct)[0]
    return [c for c in tree.children[verb] if first - 3 <= c < first and tree.deps[c] in ("cc", "punct")]


def object_phrase(tree: Tree, verb: int, thing: int) -> list[int]:
    """Return an object with what completes it: "the mayor | a coward", "the army | for the loss", not "on Tuesday"."""
    tokens = tree.subtree(thing)
    for child in tree.children[verb]:
        if child <= thing or tree.is_punctuation(child):
            continue
        completing = tree.deps[child] in ("oprd", "xcomp") or (
            tree.deps[child] in ("prep", "dative") and completes(tree, child)
        )
        if not completing or tokens[-1] + 3 < tree.subtree(child)[0]:
            break
        tokens = tokens + tree.subtree(child)
    return tokens


def completes(tree: Tree, preposition: int) -> bool:
    """Tell whether a phrase after an object belongs to what is said, and not to when and where it was said."""
    if tree.words[preposition] in COMPLETING:
        return True
    inner = tree.child(preposition, "pobj", "pcomp")
    return (
        tree.words[preposition] in ("in", "on", "at")
        and inner is not None
        and tree.lemmas[inner] not in IN_A_STATEMENT
        and tree.entities[inner] not in ("DATE", "TIME")
    )


def is_passive(tree: Tree, verb: int) -> bool:
    """Tell whether a verb is passive: by its subject or auxiliary, or as a bare participle ("asked by", "titled")."""
    children = tree.children[verb]
    if any(tree.deps[child] in ("nsubjpass", "auxpass") for child in children):
        return True
    if tree.tags[verb] != "VBN" or any(tree.deps[child] in ("aux", "nsubj") for child in children):
        return False
    return tree.deps[verb] in ("acl", "advcl", "relcl", "amod") or tree.child(verb, "agent") is not None


def object_of(tree: Tree, verb: int) -> int | None:
    """Return a verb's object: after it, or the relative pronoun before it."""
    for child in tree.children[verb]:
        if tree.deps[child] in ("dobj", "oprd", "attr") and (
            child > verb or tree.tags[child] in ("WDT", "WP")
        ):
            return child
        if tree.deps[child] == "acomp" and tree.lemmas[child] in IDIOMS.get(tree.lemmas[verb], ()):
            return child
    return None


def clause_astray(tree: Tree, verb: int) -> int | None:
    """Return a clause that the parser hung elsewhere: "said in May that …", "while they denied there was …"."""
    above = tree.heads[verb]
    if (
        tree.deps[verb] in ("advcl", "ccomp", "conj")
        and above != verb
        and max(tree.children[verb], default=verb) <= verb
    ):
        for child in tree.children[above]:
            if child > verb and tree.deps[child] == "ccomp" and tree.subtree(child)[0] == verb + 1:
                return child
        if above > verb and tree.deps[above] == "ccomp" and tree.child(above, "nsubj", "expl") == verb + 1:
            return above
    for child in tree.children[verb]:
        if child < verb or tree.deps[child] not in ("prep", "npadvmod", "dobj", "dative", "advcl"):
            continue
        if tree.deps[child] == "dobj" and tree.lemmas[verb] not in TELLING:
            continue
        for token in tree.subtree(child):
            if tree.deps[token] in ("acl", "ccomp", "relcl", "advcl") and is_that_clause(tree, token):
                return token if tree.parts[tree.heads[token]] in ("NOUN", "PROPN", "VERB") else None
    return None


def is_aside(tree: Tree, verb: int) -> bool:
    """Tell whether a verb stands as "he said" or "as he said" beside a clause that it hangs on."""
    dep = tree.deps[verb]
    if dep == "parataxis":
        return (
            tree.child(verb, "dobj", "xcomp") is None and tree.child(verb, "nsubj", "nsubjpass") is not None
        )
    return dep == "advcl" and any(
        tree.words[c] == "as" and tree.deps[c] in ("mark", "advmod") for c in tree.children[verb] if c < verb
    )


def around(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the clause that an aside hangs on, the aside left out."""
    aside = set(tree.subtree(verb))
    return tuple(t for t in tree.subtree(tree.heads[verb]) if t not in aside)


def verb_cue(tree: Tree, verb: int) -> tuple[str, tuple[int, ...]]:
    """Return a verb's lemma with its particle, and its cue: auxiliaries, negation, adverbs beside it."""
    word = tree.lemmas[verb]
    cue = [verb]
    completed = idiom(tree, verb)
    if completed is not None:
        word = f"{word} {tree.lemmas[completed]}"
        cue.append(completed)
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if dep == "prt":
            word = f"{word} {tree.words[child]}"
            cue.append(child)
        elif dep in ("aux", "auxpass", "neg"):
            cue.append(child)
    above = tree.heads[verb]
    if tree.deps[verb] == "xcomp" and tree.lemmas[above] in FORCING:
        cue.append(above)
        cue.extend(c for c in tree.children[above] if tree.deps[c] in ("aux", "auxpass", "neg"))
    first = min(cue)
    cue.extend(
        child
        for child in tree.children[verb]
        if tree.deps[child] == "advmod"
        and first - 1 <= child <= verb + 1
        and tree.words[child] not in WH_WORDS
        and tree.words[child - 1] != "at"
    )
    cue.extend(tail_of_cue(tree, verb))
    return word, tuple(sorted(cue))


def idiom(tree: Tree, verb: int) -> int | None:
    """Return the word with which a verb is one of IDIOMS, None where it stands without it."""
    wanted = IDIOMS.get(tree.lemmas[verb], frozenset())
    if not wanted:
        return None
    for child in tree.children[verb]:
        if child > verb and tree.deps[child] in IDIOM_DEPS:
            for token in (child, *tree.children[child]):
                if tree.lemmas[token] in wanted:
                    return token
    return None


def tail_of_cue(tree: Tree, verb: int) -> list[int]:
    """Return "in a statement" and a colon where they follow a verb at once."""
    tail: list[int] = []
    at = verb + 1
    if at < tree.size and tree.words[at] in ("in", "on") and tree.heads[at] == verb:
        inner = tree.child(at, "pobj")
        if inner is not None and tree.lemmas[inner] in IN_A_STATEMENT and inner - at <= 3:
            tail = list(range(at, inner + 1))
            at = inner + 1
    if at < tree.size and tree.words[at] == ":":
        tail.append(at)
    return tail


def clause_frame(tree: Tree, clause: int) -> str:
    """Name the frame of a clausal object: "that", "whether", or "np to" for an infinitive with a subject."""
    words = [tree.words[child] for child in tree.children[clause] if child < clause]
    if tree.tags[clause] == "VB" and "to" in words:
        return "np to" if tree.child(clause, "nsubj", "nsubjpass") is not None else "to"
    first = tree.subtree(clause)[0]
    if tree.words[first] in WH_WORDS:
        return "whether"
    if tree.tags[clause] == "VBG" and not any(tree.deps[c] in ("aux", "mark") for c in tree.children[clause]):
        return "ing"
    return "that"


def infinitive_frame(tree: Tree, infinitive: int) -> str:
    """Name the frame of a complement without a subject: "to", "ing" or "bare"."""
    if any(tree.words[child] == "to" and tree.deps[child] == "aux" for child in tree.children[infinitive]):
        return "to"
    return "ing" if tree.tags[infinitive] == "VBG" else "bare"


def passive_subject(tree: Tree, verb: int) -> tuple[int, ...]:
    """Return the tokens of a passive verb's subject, none for "it" and "there"."""
    subject = tree.child(verb, "nsubjpass")
    if subject is None and tree.deps[verb] == "acl":
        return described(tree, verb)
    if subject is not None and tree.words[subject] in ("that", "which") and tree.deps[verb] == "relcl":
        return described(tree, verb)
    if subject is None or tree.words[subject] in ("it", "there", "that", "which", "who"):
        return ()
    return tuple(tree.subtree(subject))


def described(tree: Tree, participle: int) -> tuple[int, ...]:
    """Return the noun phrase that a participle describes, the participle left out."""
    aside = set(tree.subtree(participle))
    return tuple(t for t in tree.subtree(tree.heads[participle]) if t not in aside and t < participle)


def of_noun(tree: Tree, noun: int) -> Iterator[Candidate]:
    """Yield what a noun may introduce: a clause, an infinitive, an "of" or "for" phrase."""
    word = tree.lemmas[noun]
    for child in tree.children[noun]:
        if child < noun:
            continue
        dep = tree.deps[child]
        if dep in ("acl", "ccomp", "relcl") and is_that_clause(tree, child):
            yield Candidate(noun, word, "noun", "that", noun_cue(tree, noun), tuple(tree.subtree(child)))
            return
        if dep == "acl" and infinitive_frame(tree, child) == "to":
            yield Candidate(noun, word, "noun", "to", noun_cue(tree, noun), tuple(tree.subtree(child)))
            return
        if dep == "prep" and tree.children[child]:
            cue = (*noun_cue(tree, noun), child)
            content = tuple(t for t in tree.subtree(child) if t != child)
            yield Candidate(noun, word, "noun", preposition_frame(tree, child), cue, content)
            return


def noun_cue(tree: Tree, noun: int) -> tuple[int, ...]:
    """Return a cue noun with the possessive mark before it."""
    cue = [noun]
    possessor = tree.child(noun, "poss")
    if possessor is not None:
        cue.extend(c for c in tree.children[possessor] if tree.deps[c] == "case")
    return tuple(sorted(cue))


def is_that_clause(tree: Tree, verb: int) -> bool:
    """Tell whether a clause on a noun says what the noun's content is, and does not describe the noun."""
    marks = [c for c in tree.children[verb] if tree.words[c] == "that" and c < verb]
    return (
        any(tree.deps[c] in ("mark", "dobj") for c in marks)
        and tree.child(verb, "nsubj", "nsubjpass") is not None
        and any(tree.deps[c] == "mark" for c in marks)
    )


def of_adjective(tree: Tree, adjective: int) -> Iterator[Candidate]:
    """Yield what a predicative adjective may introduce ("is confident that", "was critical of")."""
    head = tree.heads[adjective]
    cue = [adjective]
    if tree.deps[adjective] == "acomp":
        if tree.lemmas[head] not in COPULAS and tree.lemmas[head] != "'s":
            return
        _, verb = verb_cue(tree, head)
        cue.extend(verb)
        cue.extend(c for c in tree.children[adjective] if tree.deps[c] == "advmod" and c < adjective)
    for child in [*tree.children[adjective], *(c for c in tree.children[head] if c > adjective)]:
        dep = tree.deps[child]
        if dep == "ccomp":
            yield Candidate(
                adjective, tree.words[adjective], "adjective", clause_frame(tree, child), tuple(sorted(cue)),
                tuple(tree.subtree(child)),
            )  # fmt: skip
            return
        if dep == "xcomp" and infinitive_frame(tree, child) == "to":
            yield Candidate(
                adjective,
                tree.words[adjective],
                "adjective",
                "to",
                tuple(sorted(cue)),
                tuple(tree.subtree(child)),
            )
            return
        if dep == "prep" and child in tree.children[adjective] and tree.children[child]:
            content = tuple(t for t in tree.subtree(child) if t != child)
            yield Candidate(
                adjective,
                tree.words[adjective],
                "adjective",
                tree.words[child],
                (*sorted(cue), child),
                content,
            )
            return


def of_according(tree: Tree, token: int) -> Iterator[Candidate]:
    """Yield "according to X" with the clause that it stands in; after the clause's verb, with what stands before it."""
    to = next((t for t in range(token + 1, min(token + 3, tree.size)) if tree.words[t] == "to"), None)
    if to is None:
        return
    phrase = set(tree.subtree(token)) | set(tree.subtree(to))
    head = tree.heads[token]
    while tree.parts[head] not in ("VERB", "AUX") and tree.heads[head] != head:
        head = tree.heads[head]
    clause = tree.subtree(head)
    before = head < token and clause[0] < token
    content = tuple(t for t in clause if t not in phrase and (t < token or not before))
    yield Candidate(token, "according", "preposition", "to", (token, to), content)
