"""Find who says it where only a colon or a dash tells: "Army: no losses", "Bridge destroyed - minister"."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby

from fogline.reading.syntax import Tree

__all__ = ["Headline", "find_headlines"]

COLON = ":"
DASHES = frozenset({"-", "--", "–", "—"})
NAMES = frozenset({"PERSON", "NORP", "ORG"})
MAX_SAYER = 6
"""Longest sayer of a headline in tokens: a longer start is a sentence of its own."""

MAX_HEADLINE = 30


@dataclass(frozen=True, slots=True)
class Headline:
    """A line that is said by the words before its colon, or after its last dash; in token numbers."""

    source: tuple[int, ...]
    mark: int
    content: tuple[int, ...]


def find_headlines(tree: Tree, speakers: AbstractSet[str]) -> Iterator[Headline]:
    """Yield the lines that name their sayer by a mark alone.

    Args:
        tree: the parsed text.
        speakers: lemmas of nouns that speak ("army", "minister", "report").
    """
    for line in lines(tree):
        found = before_colon(tree, line, speakers) or after_mark(tree, line, speakers)
        if found is not None:
            yield found


def lines(tree: Tree) -> Iterator[list[int]]:
    """Yield short paragraphs that end without a full stop."""
    for number, tokens in groupby(range(tree.size), key=tree.paragraph.__getitem__):
        line = [token for token in tokens if tree.parts[token] != "SPACE"]
        if number >= 0 and 3 <= len(line) <= MAX_HEADLINE and tree.words[line[-1]] != ".":
            yield line


def before_colon(tree: Tree, line: list[int], speakers: AbstractSet[str]) -> Headline | None:
    """Return a line that opens with its sayer: "Army: no losses"."""
    for place, token in enumerate(line[: MAX_SAYER + 1]):
        if tree.words[token] == COLON and 0 < place < len(line) - 1:
            source = line[:place]
            if speaks(tree, source, speakers):
                return Headline(tuple(source), token, tuple(line[place + 1 :]))
            return None
    return None


def after_mark(tree: Tree, line: list[int], speakers: AbstractSet[str]) -> Headline | None:
    """Return a line that closes with its sayer: "Bridge destroyed - minister", "Port hit: report"."""
    for place in range(len(line) - 2, max(len(line) - MAX_SAYER, 1), -1):
        token = line[place]
        spaced = tree.ends[line[place - 1]] < tree.starts[token] < tree.starts[line[place + 1]] - 1
        if tree.words[token] == COLON or (tree.words[token] in DASHES and spaced):
            source = line[place + 1 :]
            if speaks(tree, source, speakers):
                return Headline(tuple(source), token, tuple(line[:place]))
            return None
    return None


def speaks(tree: Tree, source: list[int], speakers: AbstractSet[str]) -> bool:
    """Tell whether words name somebody who can speak and hold no verb of their own."""
    if any(tree.parts[t] in ("VERB", "AUX") or tree.is_punctuation(t) for t in source):
        return False
    last = source[-1]
    return tree.lemmas[last] in speakers or tree.words[last] in speakers or tree.entities[last] in NAMES
