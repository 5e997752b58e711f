"""Hold a text's words with their tags, syntax and names as plain objects, each made once."""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Document", "Labels", "Span", "Token", "from_spacy"]

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
PHRASE_RELATIONS = frozenset(
    {"ROOT", "appos", "attr", "dative", "dobj", "nsubj", "nsubjpass", "oprd", "pcomp", "pobj"}
)
"""Relations in which a noun or pronoun heads a base noun phrase; one joined to such a noun heads its own."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of the words of a text, one entry a word in every list.

    `heads` are word numbers, a root is its own head. `marks` tell where a name
    begins ("B"), goes on ("I") or is not ("O"), and `kinds` what it names, ""
    outside. `starts` tells the words that a sentence begins with; where it is
    None, each sentence is one tree.
    """

    lemmas: Sequence[str]
    tags: Sequence[str]
    parts: Sequence[str]
    relations: Sequence[str]
    heads: Sequence[int]
    marks: Sequence[str]
    kinds: Sequence[str]
    starts: Sequence[bool] | None = None


class Token:
    """A word, a mark or a run of white space; attributes have the names and meanings that spaCy gives them.

    `children` are the words that hang on it, in text order; `left_edge` is the
    first of all that do so, directly or not, the word itself included.
    """

    __slots__ = (
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "is_space",
        "left_edge",
        "lemma_",
        "lower_",
        "pos_",
        "tag_",
        "text",
        "whitespace_",
    )

    children: list["Token"]
    dep_: str
    doc: "Document"
    ent_iob_: str
    ent_type_: str
    head: "Token"
    i: int
    idx: int
    is_sent_start: bool
    is_space: bool
    left_edge: "Token"
    lemma_: str
    lower_: str
    pos_: str
    tag_: str
    text: str
    whitespace_: str
    _subtree: list["Token"] | None

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return self.text

    @property
    def is_punct(self) -> bool:
        """Tell whether every character is a punctuation mark."""
        return is_punctuation(self.text)

    @property
    def is_alpha(self) -> bool:
        """Tell whether every character is a letter."""
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        """Tell whether every character is a digit."""
        return self.text.isdigit()

    @property
    def is_lower(self) -> bool:
        """Tell whether the letters are small, and there are some."""
        return self.text.islower()

    @property
    def text_with_ws(self) -> str:
        """Return the word with the space that follows it."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> list["Token"]:
        """Return the children before the word."""
        return [child for child in self.children if child.i < self.i]

    @property
    def subtree(self) -> list["Token"]:
        """Return the word and all that hangs on it: what stands before it, itself, what stands behind it."""
        if self._subtree is None:
            self._subtree = list(self._members())
        return self._subtree

    def _members(self) -> Iterator["Token"]:
        waiting = [(self, False)]
        while waiting:
            token, is_opened = waiting.pop()
            if is_opened or not token.children:
                yield token
                continue
            waiting.extend((child, False) for child in reversed(token.children) if child.i > token.i)
            waiting.append((token, True))
            waiting.extend((child, False) for child in reversed(token.children) if child.i < token.i)

    @property
    def ancestors(self) -> Iterator["Token"]:
        """Yield the heads above the word, the nearest first."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def sent(self) -> "Span":
        """Return the sentence that the word stands in."""
        return self.doc.sentence_of(self.i)


class Span:
    """The words from number `start` to before number `end`; `label_` says what a name names."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: "Document", start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label
        self._root: Token | None = None

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> "Span": ...
    def __getitem__(self, index: int | slice) -> "Token | Span":
        if isinstance(index, slice):
            first, last, _ = index.indices(len(self))
            return Span(self.doc, self.start + first, self.start + max(first, last))
        return self.doc.tokens[range(self.start, self.end)[index]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        return self.doc is other.doc and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        return self.text

    def _key(self) -> tuple[int, int, str]:
        return self.start, self.end, self.label_

    @property
    def start_char(self) -> int:
        """Return where the first word begins in the text."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Return where the last word ends in the text."""
        if self.end == self.start:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """Return the words as written, without the space behind the last."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Token:
        """Return the word nearest to the top of its sentence, the first of several; a mark only for want of words."""
        if self._root is None:
            self._root = root_of(self.doc.tokens[self.start : self.end], self)
        return self._root

    @property
    def sent(self) -> "Span":
        """Return the sentence that the first word stands in."""
        return self.doc.sentence_of(self.start)


class Document:
    """A text's words, numbered from 0, with sentences, names and base noun phrases."""

    __slots__ = ("_ents", "_sentence_at", "_sents", "_starts", "text", "tokens")

    def __init__(self, text: str, spans: Sequence[tuple[int, int]], labels: Labels) -> None:
        """Join words and what is known of them.

        Args:
            text: the text that offsets point into.
            spans: where each word begins and ends, in text order; between two
                words stands nothing or one space.
            labels: what is known of each.
        """
        self.text = text
        self.tokens = tokens = make_tokens(self, spans, labels)
        self._starts = [start for start, _ in spans]
        self._sents: list[Span] | None = None
        self._sentence_at: list[Span] = []
        self._ents: tuple[Span, ...] | None = None
        if labels.starts is None:
            for token in tokens:
                if token.head is token:
                    token.left_edge.is_sent_start = True

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        if isinstance(index, slice):
            first, last, _ = index.indices(len(self.tokens))
            return Span(self, first, max(first, last))
        return self.tokens[index]

    def __repr__(self) -> str:
        return self.text

    @property
    def sents(self) -> list[Span]:
        """Return the sentences."""
        if self._sents is None:
            starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
            self._sents = [Span(self, *edges) for edges in pairwise([*starts, len(self.tokens)])]
            self._sentence_at = [sentence for sentence in self._sents for _ in range(len(sentence))]
        return self._sents

    def sentence_of(self, index: int) -> Span:
        """Return the sentence of the word with that number."""
        if self._sents is None:
            _ = self.sents
        return self._sentence_at[index]

    @property
    def ents(self) -> tuple[Span, ...]:
        """Return the names."""
        if self._ents is None:
            self._ents = tuple(self._names())
        return self._ents

    def _names(self) -> Iterator[Span]:
        start = None
        for token in self.tokens:
            if start is not None and token.ent_iob_ != "I":
                yield Span(self, start, token.i, self.tokens[start].ent_type_)
                start = None
            if token.ent_iob_ == "B" and token.ent_type_:
                start = token.i
        if start is not None:
            yield Span(self, start, len(self.tokens), self.tokens[start].ent_type_)

    @property
    def noun_chunks(self) -> Iterator[Span]:
        """Yield base noun phrases: a noun, name or pronoun with all before it that hangs on it, none in another."""
        last = -1
        for token in self.tokens:
            if token.pos_ not in NOMINAL or not heads_phrase(token):
                continue
            first = token.left_edge.i
            if first > last:
                last = token.i
                yield Span(self, first, token.i + 1, "NP")

    def char_span(
        self, start: int, end: int, *, alignment_mode: Literal["strict", "contract", "expand"] = "strict"
    ) -> Span | None:
        """Return the words of a stretch of the text, None where it begins or ends outside words.

        Args:
            start: the first character.
            end: behind the last character.
            alignment_mode: what becomes of a word that lies there in part:
                None is returned, it is left out, or it is taken in.
        """
        first, last = self._word_at(start), self._word_at(end - 1)
        if first is None or last is None:
            return None
        starts_at, ends_at = first.idx, last.idx + len(last.text)
        if alignment_mode == "strict":
            return Span(self, first.i, last.i + 1) if (starts_at, ends_at) == (start, end) else None
        if alignment_mode == "contract":
            low, high = first.i + (starts_at < start), last.i - (end < ends_at)
            return Span(self, low, high + 1) if low <= high else None
        return Span(self, first.i + (start == starts_at + len(first)), last.i + 1)

    def touched(self, start: int, end: int) -> list[Token]:
        """Return the words of which some part lies in a stretch of the text, white space left out."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        words = self.tokens[first : bisect_left(self._starts, end, first)]
        if words and words[0].idx + len(words[0].text) <= start:
            del words[0]
        return [word for word in words if not word.is_space]

    def _word_at(self, at: int) -> Token | None:
        """Return the word that covers a character, or that the space there follows."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return None
        token = self.tokens[index]
        return token if at < token.idx + len(token.text) + len(token.whitespace_) else None


def make_tokens(doc: Document, spans: Sequence[tuple[int, int]], labels: Labels) -> list[Token]:
    """Return the words of a text, tied to each other."""
    text = doc.text
    forms = [text[start:end] for start, end in spans]
    following = [start for start, _ in spans[1:]]
    following.append(len(text))
    columns = zip(
        [Token() for _ in spans],
        range(len(spans)),
        spans,
        forms,
        map(str.lower, forms),
        map(str.isspace, forms),
        following[: len(spans)],
        labels.lemmas,
        labels.tags,
        labels.parts,
        labels.relations,
        labels.marks,
        labels.kinds,
        labels.starts or [False] * len(spans),
        strict=True,
    )
    tokens = []
    for (
        token, number, (start, end), written, lower, space, after, lemma, tag, part, relation, mark, kind, begin,
    ) in columns:  # fmt: skip
        token.doc = doc
        token.i = number
        token.idx = start
        token.text = written
        token.lower_ = lower
        token.is_space = space
        token.whitespace_ = text[end:after]
        token.lemma_ = lemma
        token.tag_ = tag
        token.pos_ = part
        token.dep_ = relation
        token.ent_iob_ = mark
        token.ent_type_ = kind
        token.is_sent_start = begin
        token.children = []
        token._subtree = None
        tokens.append(token)
    for token, head, left in zip(tokens, labels.heads, left_edges(labels.heads), strict=True):
        token.left_edge = tokens[left]
        token.head = above = tokens[head]
        if above is not token:
            above.children.append(token)
    return tokens


def left_edges(heads: Sequence[int]) -> list[int]:
    """Return for each word the first of all that hang on it."""
    found = list(range(len(heads)))
    for word, above in enumerate(heads):
        while word < found[above]:
            found[above] = word
            above = heads[above]
    return found


def root_of(tokens: Sequence[Token], span: Span) -> Token:
    """Return the word of a span that `Span.root` tells of."""
    start, end = span.start, span.end
    tops = []
    for token in tokens:
        head = token.head
        if head is token:
            return token
        if not start <= head.i < end:
            tops.append(token)
    return tops[0] if len(tops) == 1 else min(tops, key=steps_to_root, default=span.doc.tokens[start])


def steps_to_root(token: Token) -> int:
    """Return how many heads are above a word; a mark or white space that nothing hangs on is as far as can be."""
    if not token.children and (token.is_space or token.is_punct):
        return len(token.doc) - 1
    return sum(1 for _ in token.ancestors)


def heads_phrase(token: Token) -> bool:
    """Tell whether a noun stands where a base noun phrase does, itself or the noun that it is joined to."""
    if token.dep_ == "conj":
        token = token.head
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
    return token.dep_ in PHRASE_RELATIONS


@lru_cache(maxsize=4096)
def is_punctuation(text: str) -> bool:
    """Tell whether a word is made of punctuation marks."""
    return all(unicodedata.category(character)[0] == "P" for character in text)


def from_spacy(doc: "Doc") -> Document:
    """Return what a spaCy pipeline has parsed."""
    tokens = list(doc)
    labels = Labels(
        lemmas=[token.lemma_ for token in tokens],
        tags=[token.tag_ for token in tokens],
        parts=[token.pos_ for token in tokens],
        relations=[token.dep_ for token in tokens],
        heads=[token.head.i for token in tokens],
        marks=[token.ent_iob_ for token in tokens],
        kinds=[token.ent_type_ for token in tokens],
        starts=[bool(token.is_sent_start) for token in tokens],
    )
    return Document(doc.text, [(token.idx, token.idx + len(token)) for token in tokens], labels)
