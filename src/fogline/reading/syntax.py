"""Hold a parsed text as plain lists, so that rules about syntax are short and fast to run."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache
from itertools import accumulate

from fogline.model.vocabulary import Span
from fogline.reading.parse import Parsed
from fogline.reading.quotations import with_marks

__all__ = ["Tree", "number_spans", "tree_of"]

LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "hates": "hate", "hated": "hate"}
"""Lemmas that the pipeline gets wrong ("hop", "hat")."""


class Tree:
    """The tokens of a text by number: words in lower case, lemmas, tags, heads, children in text order.

    `quoted[i]` is the number of the quotation that token i stands in, -1 for
    none; quotation marks belong to their quotation. `sentence[i]` and
    `paragraph[i]` number sentences and paragraphs.
    """

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        tokens = doc.tokens
        self.text = parsed.text
        self.size = len(tokens)
        self.words = [token.lower_ for token in tokens]
        self.parts = [token.pos_ for token in tokens]
        self.tags = [token.tag_ for token in tokens]
        self.deps = [token.dep_ for token in tokens]
        self.entities = [token.ent_type_ for token in tokens]
        self.lemmas = [LEMMAS.get(token.lower_) or token.lemma_.lower() for token in tokens]
        self.heads = [token.head.i for token in tokens]
        self.starts = [token.idx for token in tokens]
        self.ends = [token.idx + len(token.text) for token in tokens]
        self.children = [[child.i for child in token.children] if token.children else [] for token in tokens]
        self.sentence = list(accumulate(int(token.is_sent_start) for token in tokens))
        self.paragraph = number_spans(self.starts, parsed.paragraphs)
        self.quotations = tuple(with_marks(parsed.text, span) for span in parsed.quotations)
        self.quoted = number_spans(self.starts, self.quotations)

    def copied(self) -> "Tree":
        """Return a tree in which words can be hung on others without changing this one."""
        tree = copy(self)
        tree.heads, tree.children = list(self.heads), list(map(list, self.children))
        return tree

    def form(self, token: int) -> str:
        """Return a token as written."""
        return self.text[self.starts[token] : self.ends[token]]

    def is_space(self, token: int) -> bool:
        """Tell whether a token is nothing but white space."""
        return self.parts[token] == "SPACE"

    def is_punctuation(self, token: int) -> bool:
        """Tell whether a token is a punctuation mark."""
        return self.parts[token] == "PUNCT" or (
            not self.words[token].isalnum() and not any(map(str.isalnum, self.words[token]))
        )

    def child(self, token: int, *deps: str) -> int | None:
        """Return the first child with one of the relations."""
        for child in self.children[token]:
            if self.deps[child] in deps:
                return child
        return None

    def subtree(self, token: int) -> list[int]:
        """Return the token and all that hangs on it, in text order."""
        children = self.children
        if not children[token]:
            return [token]
        found = [token]
        for member in found:
            found += children[member]
        found.sort()
        return found

    def ancestors(self, token: int) -> Iterable[int]:
        """Yield the heads above a token, the nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def within(self, start: int, end: int) -> range:
        """Return the tokens that begin in a span."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def spans(self, tokens: Iterable[int]) -> tuple[Span, ...]:
        """Return the character spans of tokens: one for each run that only white space interrupts."""
        found: list[Span] = []
        last = -2
        for token in sorted(set(tokens)):
            if self.is_space(token):
                if last == token - 1:
                    last = token
                continue
            if last == token - 1 and found:
                found[-1] = (found[-1][0], self.ends[token])
            else:
                found.append((self.starts[token], self.ends[token]))
            last = token
        return tuple(found)


@lru_cache(maxsize=1)
def tree_of(parsed: Parsed) -> Tree:
    """Return the tree of a text, made once while the same text is read; whoever hangs words elsewhere copies it."""
    return Tree(parsed)


def number_spans(starts: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Return for each start the number of the span that holds it, -1 for none; both are in text order."""
    numbers = [-1] * len(starts)
    first = 0
    for number, (start, end) in enumerate(spans):
        first = bisect_left(starts, start, first)
        last = bisect_left(starts, end, first)
        numbers[first:last] = [number] * (last - first)
        first = last
    return numbers
