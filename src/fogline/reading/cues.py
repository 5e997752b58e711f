"""Find words that may say that somebody says, thinks or wants something, in the frames that they take."""

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.reading.syntax import Tree

__all__ = ["Candidate", "candidates"]

COPULAS = frozenset({"be", "feel", "remain", "seem", "become", "appear", "sound", "look", "stay", "get"})
WH_WORDS = frozenset(
    {"whether", "if", "how", "why", "what", "who", "when", "where", "which", "whom", "whose"}
)


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
    """Yield what a verb may introduce."""
    children = tree.children[verb]
    word, cue = verb_cue(tree, verb)
    passive = any(tree.deps[child] in ("nsubjpass", "auxpass") for child in children) or (
        tree.tags[verb] == "VBN" and tree.deps[verb] == "acl"
    )
    be = "be " if passive else ""
    subject = passive_subject(tree, verb) if passive else ()
    clause = next((c for c in children if tree.deps[c] == "ccomp"), None)
    if clause is not None:
        frame = clause_frame(tree, clause)
        yield Candidate(verb, word, "verb", be + frame, cue, tuple(tree.subtree(clause)), passive)
        return
    infinitive = next((c for c in children if tree.deps[c] == "xcomp"), None)
    thing = next((c for c in children if tree.deps[c] in ("dobj", "oprd", "attr") and c > verb), None)
    if infinitive is not None:
        frame = infinitive_frame(tree, infinitive)
        content = tree.subtree(infinitive)
        if thing is not None and thing < infinitive:
            frame, content = "np " + frame, tree.subtree(thing) + content
        yield Candidate(verb, word, "verb", be + frame, cue, (*subject, *content), passive)
        return
    prepositions = [
        c for c in children if tree.deps[c] in ("prep", "dative") and c > verb and tree.children[c]
    ]
    if thing is not None:
        content = tree.subtree(thing)
        frame = "np"
        following = next((p for p in prepositions if p > thing), None)
        if following is not None and tree.words[following] in (
            "of",
            "for",
            "as",
            "to",
            "with",
            "from",
            "against",
        ):
            frame = "np " + tree.words[following]
            content = content + tree.subtree(following)
        yield Candidate(verb, word, "verb", be + frame, cue, tuple(content), passive)
        return
    for preposition in prepositions:
        content = [t for t in tree.subtree(preposition) if t != preposition]
        yield Candidate(
            verb,
            word,
            "verb",
            be + tree.words[preposition],
            (*cue, preposition),
            (*subject, *content),
            passive,
        )
    if passive and subject and not prepositions:
        yield Candidate(verb, word, "verb", "be", cue, subject, passive)


def verb_cue(tree: Tree, verb: int) -> tuple[str, tuple[int, ...]]:
    """Return a verb's lemma with its particle, and its cue: auxiliaries, negation, adverbs beside it."""
    word = tree.lemmas[verb]
    cue = [verb]
    for child in tree.children[verb]:
        dep = tree.deps[child]
        if dep == "prt":
            word = f"{word} {tree.words[child]}"
            cue.append(child)
        elif dep in ("aux", "auxpass", "neg"):
            cue.append(child)
    first = min(cue)
    cue.extend(
        child
        for child in tree.children[verb]
        if tree.deps[child] == "advmod" and first - 1 <= child < verb and tree.words[child] not in WH_WORDS
    )
    return word, tuple(sorted(cue))


def clause_frame(tree: Tree, clause: int) -> str:
    """Name the frame of a clausal object: "that", "whether", or "np to" for an infinitive with its subject."""
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
    if subject is None or tree.words[subject] in ("it", "there", "that", "which", "who"):
        return ()
    return tuple(tree.subtree(subject))


def of_noun(tree: Tree, noun: int) -> Iterator[Candidate]:
    """Yield what a noun may introduce: a clause, an infinitive, an "of" or "for" phrase."""
    word = tree.lemmas[noun]
    cue = noun_cue(tree, noun)
    for child in tree.children[noun]:
        if child < noun:
            continue
        dep = tree.deps[child]
        if dep in ("acl", "ccomp", "relcl") and is_that_clause(tree, child):
            yield Candidate(noun, word, "noun", "that", cue, tuple(tree.subtree(child)))
            return
        if dep == "acl" and infinitive_frame(tree, child) == "to":
            yield Candidate(noun, word, "noun", "to", cue, tuple(tree.subtree(child)))
            return
        if dep == "prep" and tree.children[child]:
            content = tuple(t for t in tree.subtree(child) if t != child)
            yield Candidate(noun, word, "noun", tree.words[child], (*cue, child), content)
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
    """Yield "according to X" with the clause that it stands in."""
    to = next((t for t in range(token + 1, min(token + 3, tree.size)) if tree.words[t] == "to"), None)
    if to is None:
        return
    phrase = set(tree.subtree(token)) | set(tree.subtree(to))
    head = tree.heads[token]
    while tree.parts[head] not in ("VERB", "AUX") and tree.heads[head] != head:
        head = tree.heads[head]
    content = tuple(t for t in tree.subtree(head) if t not in phrase)
    yield Candidate(token, "according", "preposition", "to", (token, to), content)
