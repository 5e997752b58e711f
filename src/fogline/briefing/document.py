"""Say what a briefing is, whatever it is written in: headings, sentences with their claims, tables, drawings."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from fogline.model.vocabulary import Status

__all__ = [
    "Article", "Block", "Document", "Drawing", "Folded", "Heading", "Note", "Paragraph", "Points", "Row", "Run",
    "Section", "Sentence", "Statement", "Table", "Tallied", "VoiceColumn", "Words", "link", "name", "plain", "say",
]  # fmt: skip

RunKind = Literal["plain", "name", "strong", "mark", "quote", "id"]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words. A name keeps its own direction; `to` is the id of an incident or a claim that they lead to."""

    text: str
    kind: RunKind = "plain"
    to: str = ""


Words: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the ids of the claims that it rests on; none where it tells of the briefing itself."""

    words: Words
    claims: tuple[str, ...] = ()
    part: Literal["", "when", "title", "says"] = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]
    style: Literal["", "lead", "quiet"] = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list; each point has one or more sentences."""

    items: tuple[tuple[Sentence, ...], ...]
    style: Literal["gaps", "digest", "told", "plain"] = "plain"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its cells, and the claims that it rests on."""

    cells: tuple[Words, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numbers` are the columns that hold numbers."""

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    style: Literal["", "tolls"] = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as SVG in the classes of the style sheet, what it shows in words, and a caption."""

    kind: Literal["map", "timeline"]
    svg: str
    width: float
    height: float
    says: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One voice's words: what it does with them, the sentence with its words marked, and where that stands."""

    claim: str
    act: str
    weight: str
    certainty: str
    quote: Words
    lang: str | None
    source: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class VoiceColumn:
    """A voice and what it says."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One incident in full: facts, losses, the voices side by side, what is not known; `brief` where little is told."""

    id: str
    status: Status
    title: str
    facts: tuple[Words, ...]
    tolls: Table | None
    voices: tuple[VoiceColumn, ...]
    gaps: tuple[str, ...]
    brief: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """What is shown when a reader opens it."""

    summary: str
    blocks: tuple["Block", ...]
    open: bool = False


Block: TypeAlias = (
    Heading
    | Paragraph
    | Points
    | Table
    | Drawing
    | Article
    | tuple[Article, ...]
    | tuple[VoiceColumn, ...]
    | Folded
)
"""Articles together are those of which little is told; voices together stand side by side."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a briefing; `future` where it is about what has not happened."""

    title: str
    blocks: tuple[Block, ...]
    future: bool = False


@dataclass(frozen=True, slots=True)
class Tallied:
    """How many incidents have a status, in words and with what it means."""

    status: Status
    count: int
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Note:
    """What a footnote says of a claim: its id, who says it how, and where it stands."""

    claim: str
    words: Words


@dataclass(frozen=True, slots=True)
class Document:
    """A briefing. `notes` are in the order in which sentences first need them; `one_page` where it has to fit one."""

    title: str
    overline: str
    standfirst: str
    tally: tuple[Tallied, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    colophon: tuple[Words, ...]
    one_page: bool = False

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each claim's footnote."""
        return {note.claim: number for number, note in enumerate(self.notes, 1)}


def plain(text: str) -> Run:
    """Return words."""
    return Run(text)


def name(text: str) -> Run:
    """Return a name."""
    return Run(text, "name")


def link(text: str, to: str) -> Run:
    """Return a name that leads to an incident or a claim."""
    return Run(text, "name", to)


def say(text: str, claims: tuple[str, ...] = ()) -> Sentence:
    """Return a sentence of plain words."""
    return Sentence((plain(text),), claims)
