"""Write a briefing as a Word document; its notes are numbered sources that each sentence leads to."""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime

from docx import Document as new_word
from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
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
    Sentence,
    Table,
    VoiceColumn,
    Words,
)  # fmt: skip
from fogline.briefing.markup import visible
from fogline.briefing.typesetting import drawing_png
from fogline.briefing.words import STATUS_WORDS

__all__ = ["render"]

SOFT = RGBColor(0x57, 0x61, 0x6A)
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The date that every part carries: the same briefing gives the same bytes."""

MARGIN, WIDTH, HALF = Mm(16), Mm(178), Mm(87)
SMALL, TINY = Pt(8), Pt(7)


def render(document: Document) -> bytes:
    """Return the file; the same document gives the same bytes."""
    word = new_word()
    word.core_properties.title, word.core_properties.author = visible(document.title)[:255], "fogline"
    word.core_properties.created = word.core_properties.modified = EPOCH
    word.core_properties.revision = 1
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    normal = word.styles["Normal"]
    normal.font.size = Pt(8.5) if document.one_page else Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    Writer(word, document).write()
    content = io.BytesIO()
    word.save(content)
    return same_dates(content.getvalue())


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

    def __init__(self, word: WordDocument, document: Document) -> None:
        self.word = word
        self.document = document
        self.numbers = document.numbers

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
            drawings = [block for block in section.blocks if isinstance(block, Drawing)]
            self.drawings(drawings)
            for block in section.blocks:
                if not isinstance(block, Drawing):
                    self.block(block)
        if document.notes:
            self.word.add_heading("Sources", level=2)
            if document.one_page:
                in_columns(self.word, 3)
            for number, note in enumerate(document.notes, 1):
                paragraph = self.paragraph(TINY)
                mark_place(paragraph, f"n{number}", number)
                self.words(
                    paragraph, (Run(f"{number}. "), *note.words, Run(" "), Run("", "id", note.claim)), TINY
                )
        for words in document.colophon:
            self.words(self.paragraph(TINY), words, TINY, soft=True)

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
            self.paragraph(SMALL), (Run(STATUS_WORDS[article.status][0], "strong"), *facts), SMALL, soft=True
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
            self.words(paragraph, tuple(source), SMALL, soft=True)

    def table(self, table: Table) -> None:
        """Write a table."""
        made = self.word.add_table(rows=1, cols=len(table.head), style="Light List")
        for cell, word in zip(made.rows[0].cells, table.head, strict=True):
            cell.text = visible(word)
        for row in table.rows:
            cells = made.add_row().cells
            for cell, words in zip(cells, row.cells, strict=True):
                self.words(cell.paragraphs[0], words, SMALL)
            self.cites(cells[-1].paragraphs[0], row.claims)
        self.paragraph()

    def drawings(self, drawings: list[Drawing]) -> None:
        """Write drawings, side by side on a briefing of one page, each told in words for whoever cannot see it."""
        if not drawings:
            return
        together = self.document.one_page and len(drawings) > 1
        paragraph = self.paragraph()
        for number, drawing in enumerate(drawings):
            if number and not together:
                paragraph = self.paragraph()
            if number and together:
                paragraph.add_run(" ")
            picture = paragraph.add_run().add_picture(
                io.BytesIO(drawing_png(drawing)), HALF if together else WIDTH
            )
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
            paragraph.add_run(f" +{more}").font.superscript = True


def in_columns(word: WordDocument, number: int) -> None:
    """Let what follows stand in columns."""
    columns = word.add_section(WD_SECTION.CONTINUOUS)._sectPr.find(qn("w:cols"))
    if columns is not None:
        columns.set(qn("w:num"), str(number))


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
