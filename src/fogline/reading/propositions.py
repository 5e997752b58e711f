"""Cut what one voice says into propositions, and give each the passage that carries it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fogline.model.vocabulary import Span
from fogline.reading.syntax import Tree

__all__ = ["Proposition", "cut_propositions", "trim"]

COORDINATED = frozenset({"conj", "parataxis"})
MAY_TOP = COORDINATED | {"ccomp"}
CLAUSES = frozenset({"ROOT", "conj", "parataxis", "ccomp", "advcl", "relcl", "acl", "csubj"})
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
VERBAL = frozenset({"VERB", "AUX"})
LINKS = frozenset({"cc", "mark", "punct", "preconj"})


@dataclass(frozen=True, slots=True)
class Proposition:
    """A clause that stands alone: `head` governs it, `anchor` is the token that made it one, `span` carries it."""

    head: int
    anchor: int
    span: Span


def cut_propositions(
    tree: Tree,
    tokens: Sequence[int],
    anchors: Iterable[int],
    *,
    splits: Callable[[int], bool] = lambda _: False,
) -> list[Proposition]:
    """Cut the tokens of one voice into propositions.

    Args:
        tree: the text.
        tokens: what the voice says, in text order; it may be interrupted.
        anchors: tokens that each need a proposition of their own, such as event triggers.
        splits: tells which further clause heads are cut off and left out, such as a clause in which another speaks.

    Returns:
        one proposition an anchor, and one for each coordinate main clause that
        holds no anchor, in text order. Anchors of one clause share its tokens.
    """
    inside = set(tokens)
    heads = {anchor: clause_head(tree, anchor, inside) for anchor in anchors if anchor in inside}
    tops = {token for token in tokens if may_top(tree, token, inside) and is_main_clause(tree, token, inside)}
    borders = tops | set(heads.values()) | {token for token in tokens if splits(token)}
    owned: dict[int, list[int]] = {border: [] for border in borders}
    for token in tokens:
        owner = owner_of(tree, token, borders, inside)
        if owner is not None:
            owned[owner].append(token)
    found: list[Proposition] = []
    for head in sorted(borders):
        own = [anchor for anchor, its in heads.items() if its == head]
        if not own and (head not in tops or splits(head)):
            continue
        span = carrying_span(tree, owned[head], head)
        if span is None:
            continue
        found.extend(Proposition(head, anchor, span) for anchor in sorted(own) or [head])
    return sorted(found, key=lambda proposition: (proposition.span, proposition.anchor))


def clause_head(tree: Tree, token: int, inside: set[int]) -> int:
    """Return the head of the smallest clause that holds a token and still lies within `inside`."""
    at = token
    while not is_clause(tree, at) and tree.heads[at] != at and tree.heads[at] in inside:
        at = tree.heads[at]
    return at


def is_clause(tree: Tree, token: int) -> bool:
    """Tell whether a token heads a clause that can stand as a proposition."""
    dep = tree.deps[token]
    if dep == "ROOT":
        return True
    if dep == "conj":
        # A noun that is coordinated with a verb is a clause whose verb the parser took for something else.
        return tree.parts[tree.heads[token]] in VERBAL
    return tree.parts[token] in VERBAL and dep in CLAUSES


def may_top(tree: Tree, token: int, inside: set[int]) -> bool:
    """Tell whether a token may head a main clause at all, as few do."""
    above = tree.heads[token]
    return tree.deps[token] in MAY_TOP or above == token or above not in inside


def is_main_clause(tree: Tree, token: int, inside: set[int]) -> bool:
    """Tell whether a token heads a main clause of what is said: its head is outside, or it is coordinated with one."""
    head, dep = tree.heads[token], tree.deps[token]
    if dep in LINKS or tree.is_space(token):
        return False
    if head == token or head not in inside:
        return tree.parts[token] in VERBAL or head == token
    if dep in COORDINATED:
        stands_alone = tree.parts[token] not in VERBAL or tree.child(token, *SUBJECTS) is not None
        return is_clause(tree, token) and stands_alone and is_main_clause(tree, head, inside)
    if dep == "ccomp" and token < head and tree.parts[token] in VERBAL:
        # "They are worried, so there is little support": the first of two main clauses hangs on the second.
        has_subject = tree.child(token, *SUBJECTS) is not None
        return has_subject and tree.child(token, "mark") is None and is_main_clause(tree, head, inside)
    return False


def owner_of(tree: Tree, token: int, borders: set[int], inside: set[int]) -> int | None:
    """Return the border at or above a token, None when there is none within `inside`."""
    heads, at = tree.heads, token
    while at not in borders:
        above = heads[at]
        if above == at or above not in inside:
            return None
        at = above
    return at


def carrying_span(tree: Tree, tokens: Sequence[int], head: int) -> Span | None:
    """Return the span from the first to the last word of a clause, links and marks at its ends left out."""
    words = trim(tree, tokens, head)
    if not words:
        return None
    start, end = tree.starts[words[0]], tree.ends[words[-1]]
    said = tree.text[start:end]
    if said.count("(") > said.count(")") and tree.text[end : end + 1] == ")":
        end += 1
    return start, end


def trim(tree: Tree, tokens: Sequence[int], head: int) -> list[int]:
    """Return the tokens without the conjunctions, subordinators and punctuation at either end that hang on `head`."""
    parts = tree.parts
    words = [token for token in tokens if parts[token] != "SPACE"]
    while words and (tree.is_punctuation(words[0]) or is_link(tree, words[0], head)):
        words = words[1:]
    while words and (tree.is_punctuation(words[-1]) or is_link(tree, words[-1], head)):
        words = words[:-1]
    return words


def is_link(tree: Tree, token: int, head: int) -> bool:
    """Tell whether a token only ties its clause to another."""
    return tree.deps[token] in LINKS and tree.heads[token] == head
