"""Hold a parsed text as plain lists, so that rules about syntax are short and fast to run."""

from collections.abc import Iterable, Sequence
from itertools import accumulate

from fogline.model.vocabulary import Span
from fogline.reading.parse import Parsed
from fogline.reading.quotations import with_marks

__all__ = ["Tree"]

LEMMAS = {"hopes": "hope", "hoped": "hope", "hoping": "hope", "hates": "hate", "hated": "hate"}
"""Lemmas that the pipeline gets wrong ("hop", "hat")."""

ATTRIBUTES: list[int | str] = [
    "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "HEAD", "IDX", "LENGTH", "SENT_START",
]  # fmt: skip
NAMED = 6
"""The first attributes are names in the string store, the rest are numbers."""


class Tree:
    """The tokens of a text by number: words in lower case, lemmas, tags, heads, children in text order.

    `quoted[i]` is the number of the quotation that token i stands in, -1 for
    none; quotation marks belong to their quotation. `sentence[i]` and
    `paragraph[i]` number sentences and paragraphs.
    """

    def __init__(self, parsed: Parsed) -> None:
        doc = parsed.doc
        strings = doc.vocab.strings
        self.text = parsed.text
        self.size = len(doc)
        columns = doc.to_array(ATTRIBUTES).T.tolist() if self.size else [[] for _ in ATTRIBUTES]
        names = {key: strings[key] if key else "" for column in columns[:NAMED] for key in set(column)}
        lower, lemmas, parts, tags, deps, entities = ([names[key] for key in c] for c in columns[:NAMED])
        heads, starts, lengths, sentence_starts = columns[NAMED:]
        self.words, self.parts, self.tags, self.deps, self.entities = lower, parts, tags, deps, entities
        self.lemmas = [LEMMAS.get(word) or lemma.lower() for word, lemma in zip(lower, lemmas, strict=True)]
        self.heads = [token + signed(offset) for token, offset in enumerate(heads)]
        self.starts: list[int] = starts
        self.ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        self.children: list[list[int]] = [[] for _ in range(self.size)]
        for token, head in enumerate(self.heads):
            if head != token:
                self.children[head].append(token)
        self.sentence = list(accumulate(int(start == 1) for start in sentence_starts))
        self.paragraph = number_spans(self.starts, parsed.paragraphs)
        self.quotations = tuple(with_marks(parsed.text, span) for span in parsed.quotations)
        self.quoted = number_spans(self.starts, self.quotations)

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
        return next((child for child in self.children[token] if self.deps[child] in deps), None)

    def subtree(self, token: int) -> list[int]:
        """Return the token and all that hangs on it, in text order."""
        found = [token]
        for member in found:
            found.extend(self.children[member])
        return sorted(found)

    def ancestors(self, token: int) -> Iterable[int]:
        """Yield the heads above a token, the nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

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


def signed(offset: int) -> int:
    """Return the offset of a head, which spaCy gives as an unsigned 64-bit number."""
    return offset - (1 << 64) if offset >> 63 else offset


def number_spans(starts: Sequence[int], spans: Sequence[Span]) -> list[int]:
    """Return for each start the number of the span that holds it, -1 for none; both are in text order."""
    numbers = []
    at = 0
    for start in starts:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        numbers.append(at if at < len(spans) and spans[at][0] <= start else -1)
    return numbers
