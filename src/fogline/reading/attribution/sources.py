"""Find who says it: the noun phrase that a cue has as its subject, possessor, agent or neighbour."""

from fogline.reading.attribution.cues import Candidate, heard_from
from fogline.reading.syntax import Tree

__all__ = ["is_demonstrative", "noun_phrase", "source_of", "subject_of"]

SUBJECTS = ("nsubj", "csubj")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
EMPTY_SUBJECTS = frozenset({"there", "what"})
SHARING = frozenset(
    {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "acomp", "dep", "oprd", "aux", "parataxis"}
)
"""Relations through which a verb without a subject takes that of the verb above it."""

NAMED = frozenset({"NORP", "GPE", "ORG", "PERSON"})
LIGHT_VERBS = frozenset(
    {
        "be", "deliver", "do", "express", "file", "give", "have", "hold", "issue", "launch", "make", "offer", "post",
        "publish", "put", "raise", "release", "renew", "repeat", "send", "share", "take", "voice", "withdraw",
    }
)  # fmt: skip
"""Verbs whose subject makes the claim that is their object: "made the claim that", not "rejected the claim that"."""

MAX_STEPS = 6
MAX_PHRASE = 40
"""Longest source in tokens: a longer one is a parse gone wrong and is cut to its core."""


def source_of(tree: Tree, candidate: Candidate) -> tuple[int, ...]:
    """Return the tokens of the source of a candidate, none where the text names none."""
    head = candidate.head
    if candidate.part == "preposition":
        return after_preposition(tree, candidate.cue[-1])
    if candidate.part == "noun":
        return source_of_noun(tree, head)
    if candidate.part == "adjective":
        if tree.deps[head] == "amod":
            return ()
        head = tree.heads[head] if tree.deps[head] == "acomp" else head
        subject = subject_of(tree, head)
        if subject is not None and tree.words[subject] == "it" and candidate.frame == "that":
            return ()
        return () if subject is None else noun_phrase(tree, subject, before=candidate.head)
    if candidate.passive:
        agent = agent_of(tree, head)
        return () if agent is None else noun_phrase(tree, agent, before=None)
    heard = heard_from(tree, head) if candidate.frame == "from that" else None
    if heard is not None:
        return after_preposition(tree, heard)
    subject = subject_of(tree, head)
    return () if subject is None else noun_phrase(tree, subject, before=head)


def subject_of(tree: Tree, verb: int) -> int | None:
    """Return the head of a verb's subject, shared with the verbs above it where it has none of its own."""
    for _ in range(MAX_STEPS):
        for child in tree.children[verb]:
            if tree.deps[child] in SUBJECTS and tree.words[child] not in EMPTY_SUBJECTS:
                return child
        if any(tree.deps[child] in ("nsubj", "expl") for child in tree.children[verb]):
            return None
        passive = tree.child(verb, "nsubjpass")
        if passive is not None:
            return passive
        dep, head = tree.deps[verb], tree.heads[verb]
        if dep in ("acl", "relcl") and tree.parts[head] in NOMINAL:
            return head
        if dep not in SHARING or head == verb:
            return None
        if tree.parts[head] in ("NOUN", "PROPN") and dep in ("pcomp", "prep"):
            return None
        verb = head
    return None


def agent_of(tree: Tree, verb: int) -> int | None:
    """Return the head of a passive verb's "by" phrase."""
    for child in tree.children[verb]:
        if tree.deps[child] == "agent" or (tree.deps[child] == "prep" and tree.words[child] == "by"):
            inner = tree.child(child, "pobj")
            if inner is not None:
                return inner
    return None


def source_of_noun(tree: Tree, noun: int) -> tuple[int, ...]:
    """Return who makes a claim or denial: its possessor, its "by" phrase, the subject of its light verb."""
    possessor = tree.child(noun, "poss")
    if possessor is not None:
        return noun_phrase(tree, possessor, before=noun)
    for child in tree.children[noun]:
        if tree.deps[child] == "prep" and tree.words[child] in ("by", "from", "among"):
            inner = tree.child(child, "pobj")
            if inner is not None:
                return noun_phrase(tree, inner, before=None)
    made_by = next(
        (
            c
            for c in tree.children[noun]
            if tree.deps[c] in ("amod", "compound") and tree.entities[c] in NAMED
        ),
        None,
    )
    if made_by is not None:
        return (made_by,)
    if tree.deps[noun] in ("dobj", "attr") and tree.lemmas[tree.heads[noun]] in LIGHT_VERBS:
        subject = subject_of(tree, tree.heads[noun])
        if subject is not None:
            return noun_phrase(tree, subject, before=tree.heads[noun])
    return ()


def after_preposition(tree: Tree, preposition: int) -> tuple[int, ...]:
    """Return the noun phrase after "according to"."""
    inner = tree.child(preposition, "pobj", "pcomp")
    return () if inner is None else noun_phrase(tree, inner, before=None)


def noun_phrase(tree: Tree, head: int, *, before: int | None) -> tuple[int, ...]:
    """Return the tokens of a source: with appositions and attached phrases, without clauses that describe it.

    Args:
        tree: the parsed text.
        head: the noun or pronoun.
        before: the cue that it must not reach; None where it stands after its cue.
    """
    members = [head]
    for member in members:
        for child in tree.children[member]:
            if is_part_of_phrase(tree, member, child, head, aside=before is not None and child > member):
                members.append(child)
    tokens = sorted(members)
    if before is not None:
        tokens = [t for t in tokens if (t < before) == (head < before)]
    run = [head]
    at = head - 1
    present = set(tokens)
    while at in present or (at >= 0 and tree.is_space(at) and at - 1 in present):
        run.append(at)
        at -= 1
    at = head + 1
    while at in present:
        run.append(at)
        at += 1
    run.sort()
    return with_comma(tree, trim(tree, run[-MAX_PHRASE:] if len(run) > MAX_PHRASE else run, head))


def with_comma(tree: Tree, tokens: list[int]) -> tuple[int, ...]:
    """Take in the comma that closes an apposition, as annotators do."""
    after = tokens[-1] + 1
    if after < tree.size and tree.words[after] == "," and any(tree.words[t] == "," for t in tokens):
        return (*tokens, after)
    return tuple(tokens)


def is_part_of_phrase(tree: Tree, member: int, child: int, head: int, *, aside: bool) -> bool:
    """Tell whether a child belongs to the words that name a source."""
    dep = tree.deps[child]
    if dep in ("relcl", "acl", "advcl", "ccomp"):
        return member != head or not aside
    if dep == "prep" and not tree.children[child]:
        return False
    if dep in ("parataxis", "dep", "case") and member == head:
        return dep == "dep" and child < head
    return not (
        dep == "punct" and member == head and child < head and tree.words[child] in ("“", '"', "''", ",", ":")
    )


def is_demonstrative(tree: Tree, tokens: tuple[int, ...]) -> bool:
    """Tell whether a source is a bare "this" or "that", which points at a fact and not at a sayer."""
    return len(tokens) == 1 and tree.tags[tokens[0]] == "DT" and tree.words[tokens[0]] in DEMONSTRATIVES


def trim(tree: Tree, tokens: list[int], head: int) -> list[int]:
    """Drop punctuation and white space at the ends; a closing bracket stays."""
    while (
        tokens
        and tokens[-1] != head
        and (tree.is_space(tokens[-1]) or (tree.is_punctuation(tokens[-1]) and tree.words[tokens[-1]] != ")"))
    ):
        tokens.pop()
    while tokens and tokens[0] != head and (tree.is_space(tokens[0]) or tree.is_punctuation(tokens[0])):
        tokens.pop(0)
    return tokens
