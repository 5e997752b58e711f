"""Write a briefing as a Word document; its notes are numbered sources that each sentence leads to."""

import io
import math
import unicodedata
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import cast

from docx import Document as new_word
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from fogline.briefing.citing import cited, shown_id
from fogline.briefing.document import (
    Article,
    Block,
    Document,
    Drawing,
    Folded,
    Heading,
    Paragraph,
    Points,
    Run,
    Section,
    Sentence,
    Table,
    VoiceColumn,
    Words,
)  # fmt: skip
from fogline.briefing.markup import visible
from fogline.briefing.typesetting import drawing_png
from fogline.briefing.words import STATUS_WORDS

__all__ = ["render"]

SOFT, INK = RGBColor(0x57, 0x61, 0x6A), RGBColor(0x1F, 0x24, 0x27)
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The date that every part carries: the same briefing gives the same bytes."""

FONT = "Times New Roman"
"""Every Word has it, and LibreOffice a font with letters of the same widths."""

PAPER, MARGIN = (210, 297), 14
WIDTH, HALF = Mm(PAPER[0] - 2 * MARGIN), Mm(86)
COLUMNS = 3
"""The notes of a briefing of one page stand in so many columns."""

SIZES = tuple(step / 2 for step in range(19, 11, -1))
"""Sizes of type in points, which a file knows by halves. A page takes the largest that is reckoned to hold all."""

FULL = 10.0
LEADING = 1.17
LETTER = 0.42
"""Height of a line and width of a letter, in sizes of type: what English has in this font, and a little more."""

NOTE, SMALL = 0.78, 0.94
"""Sizes of sources and of what stands beside a statement, in sizes of type."""

ROOM = (PAPER[1] - 2 * MARGIN) / 25.4 * 72 - 24
"""Height of what a page holds, in points, less two lines' worth: programs differ."""


def render(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes."""
    pictures = {id(one): drawing_png(one) for section in document.sections for one in drawings_of(section)}
    if document.one_page:
        at = bisect_left(SIZES[:-1], True, key=lambda s: height_of(written(document, s, pictures), s) <= ROOM)
        word = written(document, SIZES[at], pictures)
    else:
        word = written(document, FULL, pictures)
    content = io.BytesIO()
    word.save(content)
    return same_dates(content.getvalue())


def drawings_of(section: Section) -> list[Drawing]:
    """Return the drawings of a section."""
    return [block for block in section.blocks if isinstance(block, Drawing)]


def written(document: Document, size: float, pictures: Mapping[int, bytes]) -> WordDocument:
    """Return the document in type of so many points."""
    word = new_word()
    word.core_properties.title, word.core_properties.author = visible(document.title)[:255], "fogline"
    word.core_properties.created = word.core_properties.modified = EPOCH
    word.core_properties.revision = 1
    section = word.sections[0]
    section.page_width, section.page_height = Mm(PAPER[0]), Mm(PAPER[1])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    section.header_distance = section.footer_distance = Mm(MARGIN / 2)
    set_type(word, "Normal", size, after=0.3)
    set_type(word, "List Bullet", size, after=0.15)
    word.styles["List Bullet"].paragraph_format.left_indent = Mm(4)
    word.styles["List Bullet"].paragraph_format.first_line_indent = Mm(-4)
    for level, larger, before in ((1, 1.8, 0.0), (2, 1.25, 0.6), (3, 1.1, 0.5), (4, 1.05, 0.5)):
        set_type(word, f"Heading {level}", size * larger, before=before, after=0.15)
        word.styles[f"Heading {level}"].font.color.rgb = INK
    Writer(word, document, size, pictures).write()
    return word


def set_type(word: WordDocument, style: str, size: float, *, before: float = 0.0, after: float = 0.0) -> None:
    """Give a style its font, its size and the space around its paragraphs, the latter in sizes of type."""
    made = word.styles[style]
    made.font.size = Pt(size)
    fonts = made.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), FONT)
    spacing = made.paragraph_format
    spacing.line_spacing = 1.0
    spacing.space_before, spacing.space_after = Pt(before * size), Pt(after * size)


def height_of(word: WordDocument, size: float) -> float:
    """Return how high a document of one page is reckoned to be, in points, before any program has set it."""
    noted = NOTE * size
    below = [paragraph for paragraph in word.paragraphs if is_note(paragraph)]
    above = [paragraph for paragraph in word.paragraphs if not is_note(paragraph)]
    rows = sum(lines_of(paragraph, noted, Mm(PAPER[0] - 2 * MARGIN) // COLUMNS) for paragraph in below)
    notes = math.ceil(rows / COLUMNS + COLUMNS) * noted * LEADING
    drawn = [int(extent.get("cy")) for table in word.tables for extent in table._tbl.iter(qn("wp:extent"))]
    told = sum(height_of_one(paragraph, size) for paragraph in above)
    return notes + told + points(max(drawn, default=0))


def height_of_one(paragraph: WordParagraph, size: float) -> float:
    """Return how high a paragraph is reckoned to be, in points."""
    style = cast("ParagraphStyle", paragraph.style)
    own = next((run.font.size for run in paragraph.runs if run.font.size), style.font.size)
    letters = float(own.pt) if own else size
    spacing = style.paragraph_format
    around = sum(float(space.pt) for space in (spacing.space_before, spacing.space_after) if space)
    pictures = [int(extent.get("cy")) for extent in paragraph._p.iter(qn("wp:extent"))]
    if pictures:
        return points(max(pictures)) + around + letters
    return lines_of(paragraph, letters, WIDTH) * letters * LEADING + around


def lines_of(paragraph: WordParagraph, size: float, width: int) -> int:
    """Return how many lines a paragraph is reckoned to fill; letters of wide scripts count twice."""
    text = paragraph.text
    letters = len(text) + sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return max(1, math.ceil(letters * LETTER * size / (points(width) - 3 * size)))


def points(length: int) -> float:
    """Return a length of the file in points."""
    return length / Pt(1)


def is_note(paragraph: WordParagraph) -> bool:
    """Tell whether a paragraph is a numbered source."""
    return paragraph._p.find(qn("w:bookmarkStart")) is not None


def same_dates(content: bytes) -> bytes:
    """Return a packed file in which no part says when it was written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return packed.getvalue()


class Writer:
    """Writes a document's parts; knows the numbers of its notes."""

    def __init__(
        self, word: WordDocument, document: Document, size: float, pictures: Mapping[int, bytes]
    ) -> None:
        self.word = word
        self.document = document
        self.pictures = pictures
        self.numbers = document.numbers
        self.small, self.tiny = Pt(SMALL * size), Pt(NOTE * size)

    def write(self) -> None:
        """Write all parts."""
        document = self.document
        self.plain(document.overline, soft=True)
        self.word.add_heading(visible(document.title), level=1)
        self.plain(document.standfirst)
        tally = " \u00b7 ".join(f"{one.count} {one.word.lower()} ({one.meaning})" for one in document.tally)
        if tally:
            self.plain(tally, soft=True)
        for section in document.sections:
            self.word.add_heading(section.title, level=2)
            self.drawings(drawings_of(section))
            for block in section.blocks:
                if not isinstance(block, Drawing):
                    self.block(block)
        if document.notes:
            self.word.add_heading("Sources", level=2)
            if document.one_page:
                in_columns(self.word, COLUMNS)
            for number, note in enumerate(document.notes, 1):
                paragraph = self.paragraph(self.tiny)
                mark_place(paragraph, f"n{number}", number)
                words = (Run(f"{number}. "), Run("", "id", note.claim), Run(" "), *note.words)
                self.words(paragraph, words, self.tiny)
            if document.one_page:
                in_columns(self.word, 1)
        for words in document.colophon:
            self.words(self.paragraph(self.tiny), words, self.tiny, soft=True)

    def block(self, block: Block) -> None:
        """Write one block."""
        match block:
            case Heading():
                self.word.add_heading(visible(block.text), level=3)
            case Paragraph():
                self.sentences(self.paragraph(), block.sentences, soft=bool(block.style))
            case Points():
                for item in block.items:
                    self.sentences(self.paragraph(style="List Bullet"), item)
            case Table():
                self.table(block)
            case Drawing():
                self.drawings([block])
            case Article():
                self.article(block)
            case Folded():
                self.words(self.paragraph(), (Run(block.summary, "strong"),))
                for inner in block.blocks:
                    self.block(inner)
            case _:
                for one in block:
                    self.article(one) if isinstance(one, Article) else self.voice(one)

    def article(self, article: Article) -> None:
        """Write an incident."""
        self.word.add_heading(visible(article.title), level=4)
        facts = [run for fact in article.facts for run in (Run(" \u00b7 "), *fact)]
        self.words(
            self.paragraph(self.small),
            (Run(STATUS_WORDS[article.status][0], "strong"), *facts),
            self.small,
            soft=True,
        )
        if article.tolls:
            self.table(article.tolls)
        for voice in article.voices:
            self.voice(voice)
        if article.gaps:
            self.plain(f"Not known: {'; '.join(article.gaps)}.", soft=True)

    def voice(self, voice: VoiceColumn) -> None:
        """Write a voice with its statements."""
        for statement in voice.statements:
            certainty = f" ({statement.certainty})" if statement.certainty else ""
            paragraph = self.paragraph()
            paragraph.paragraph_format.left_indent = Mm(5)
            self.words(paragraph, (Run(voice.name, "strong"), Run(f" {statement.act}{certainty}: ")))
            self.words(paragraph, statement.quote)
            source = [run for part in statement.source for run in (Run(" \u00b7 "), *part)]
            self.words(paragraph, tuple(source), self.small, soft=True)

    def table(self, table: Table) -> None:
        """Write a table."""
        made = self.word.add_table(rows=1, cols=len(table.head), style="Light List")
        for cell, word in zip(made.rows[0].cells, table.head, strict=True):
            cell.text = visible(word)
        for row in table.rows:
            cells = made.add_row().cells
            for cell, words in zip(cells, row.cells, strict=True):
                self.words(cell.paragraphs[0], words, self.small)
            self.cites(cells[-1].paragraphs[0], row.claims)
        self.paragraph()

    def drawings(self, drawings: list[Drawing]) -> None:
        """Write drawings, side by side on a briefing of one page, each told in words for whoever cannot see it."""
        together = self.document.one_page and len(drawings) > 1
        cells = self.word.add_table(rows=1, cols=len(drawings)).rows[0].cells if together else ()
        for number, drawing in enumerate(drawings):
            paragraph = cells[number].paragraphs[0] if together else self.paragraph()
            content = io.BytesIO(self.pictures[id(drawing)])
            picture = paragraph.add_run().add_picture(content, HALF if together else WIDTH)
            picture._inline.docPr.set("descr", visible(drawing.says))
            if drawing.caption:
                self.plain(drawing.caption, soft=True)

    def plain(self, text: str, *, soft: bool = False) -> None:
        """Write a paragraph of plain words."""
        self.words(self.paragraph(), (Run(text),), soft=soft)

    def paragraph(self, size: Pt | None = None, style: str | None = None) -> WordParagraph:
        """Return a new paragraph, a tight one where its words are small."""
        paragraph = self.word.add_paragraph(style=style)
        if size is not None:
            paragraph.paragraph_format.space_after = Pt(0)
        return paragraph

    def sentences(
        self, paragraph: WordParagraph, sentences: Iterable[Sentence], *, soft: bool = False
    ) -> None:
        """Write sentences with the numbers of their notes."""
        for number, sentence in enumerate(sentences):
            if number:
                paragraph.add_run(" \u00b7 " if sentence.part in ("title", "says") else " ")
            self.words(paragraph, sentence.words, soft=soft)
            self.cites(paragraph, sentence.claims)

    def words(
        self, paragraph: WordParagraph, words: Words, size: Pt | None = None, *, soft: bool = False
    ) -> None:
        """Write words with their emphasis."""
        for one in words:
            text = f"\u201c{one.text}\u201d" if one.kind == "quote" else one.text
            run = paragraph.add_run(visible(shown_id(one.to) if one.kind == "id" else text))
            run.bold = one.kind == "strong" or None
            run.underline = one.kind == "mark" or None
            run.font.size = size
            if soft:
                run.font.color.rgb = SOFT

    def cites(self, paragraph: WordParagraph, claims: tuple[str, ...]) -> None:
        """Write the numbers of the notes of claims, each leading to its note, and how many more claims there are."""
        shown = [self.numbers[claim] for claim in cited(claims) if claim in self.numbers]
        for at, number in enumerate(shown):
            if at:
                paragraph.add_run(",").font.superscript = True
            add_link(paragraph, f"n{number}", str(number))
        more = len(claims) - len(cited(claims))
        if shown and more:
            paragraph.add_run(f"\u00a0+{more}").font.superscript = True


def in_columns(word: WordDocument, number: int) -> None:
    """Let what follows stand in columns."""
    columns = word.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    if columns is not None:
        columns.set(qn("w:num"), str(number))
        columns.set(qn("w:space"), "200")


def mark_place(paragraph: WordParagraph, name: str, number: int) -> None:
    """Give a paragraph a name that links lead to."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(number))
        if tag.endswith("Start"):
            mark.set(qn("w:name"), name)
        paragraph._p.append(mark)


def add_link(paragraph: WordParagraph, name: str, text: str) -> None:
    """Write a raised number that leads to a place of the document."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    paragraph._p.append(link)
    element = OxmlElement("w:r")
    link.append(element)
    run = WordRun(element, paragraph)
    run.text = text
    run.font.superscript = True
