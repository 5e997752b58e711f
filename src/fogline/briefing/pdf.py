"""Write a briefing as PDF, on one A4 page where it is meant to fit one."""

from bisect import bisect_left
from collections.abc import Iterator

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
from fogline.briefing.typesetting import pages_of, print_svg, quoted_string, set_pdf
from fogline.briefing.words import STATUS_WORDS

__all__ = ["render"]

SIZES = tuple(step / 4 for step in range(38, 23, -1))
"""Sizes of type in points, the largest first, of which a page takes the first that holds all."""

COLOURS = {
    "contested": "a33b22", "conceded": "6a4590", "corroborated": "1f6b58", "single": "55656f", "discounted": "8b8778",
}  # fmt: skip

STYLE = """
#set document(title: {title}, date: none)
#set page(paper: "a4", margin: (x: 15mm, y: 13mm), footer: context align(center, text(size: 0.75em, fill: rgb("57616a"),
  counter(page).display("1 / 1", both: true))))
#set text(font: ("Libertinus Serif", "Noto Naskh Arabic", "Noto Sans CJK SC", "DejaVu Sans"), size: {size}pt)
#set text(fill: rgb("1f2427"))
#set par(leading: 0.5em, spacing: 0.65em)
#set list(indent: 0pt, body-indent: 0.5em, spacing: 0.6em, marker: text(fill: rgb("57616a"), sym.bullet))
#show heading.where(level: 1): it => block(above: 0.5em, below: 0.6em, text(size: 1.9em, it.body))
#show heading.where(level: 2): it => block(above: 0.95em, below: 0.5em, width: 100%, stroke: (top: 0.8pt),
  inset: (top: 4pt), text(size: 1.25em, it.body))
#show heading.where(level: 3): it => block(above: 0.8em, below: 0.4em, text(size: 1.08em, it.body))
#show heading.where(level: 4): it => block(above: 0.8em, below: 0.4em, text(size: 1.02em, it.body))
#let soft(body) = text(fill: rgb("57616a"), size: 0.88em, body)
#let cite(..links) = box(super(size: 0.62em, links.pos().join(", ")))
"""


def render(document: Document) -> bytes:
    """Return the PDF; the same document gives the same bytes."""
    if not document.one_page:
        return set_pdf(source_of(document, SIZES[0]))
    at = bisect_left(SIZES[:-1], True, key=lambda size: pages_of(source_of(document, size)) == 1)
    return set_pdf(source_of(document, SIZES[at]))


def source_of(document: Document, size: float) -> str:
    """Return the briefing in Typst's language; every text is a string in it."""
    style = STYLE.replace("{title}", quoted_string(document.title)).replace("{size}", str(size))
    return "\n".join(
        [style, *Writer(document).lines(), "#context [#metadata(counter(page).final().at(0)) <pages>]"]
    )


class Writer:
    """Writes a document's parts; knows the numbers of its notes."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers = document.numbers

    def lines(self) -> Iterator[str]:
        """Yield the parts of the page."""
        document = self.document
        yield f"#soft({quoted_string(document.overline)})"
        yield f"#heading(level: 1, {quoted_string(document.title)})"
        yield f"#par[#({quoted_string(document.standfirst)})]"
        counts = ", ".join(
            f'text(fill: rgb("{COLOURS[one.status]}"))[*#({quoted_string(str(one.count))})* '
            f"#({quoted_string(one.word.lower())})] + soft({quoted_string(f' ({one.meaning})')})"
            for one in document.tally
        )
        if counts:
            yield f"#block(({counts},).join([ #h(0.8em) ]))"
        for section in document.sections:
            yield from self.section(section)
        if document.notes:
            size = "0.72em" if document.one_page else "0.85em"
            yield '#heading(level: 2, "Sources")'
            notes = [self.note(at, one.claim, one.words) for at, one in enumerate(document.notes, 1)]
            tight = f"#set text(size: {size})\n#set par(leading: 0.4em)\n#set block(spacing: 0.42em)"
            yield f"#[{tight}\n{side_by_side(notes, 3)}]"
        yield '#[#set text(size: 0.72em, fill: rgb("57616a"))\n#set par(spacing: 0.4em)'
        yield from (f"{self.words(words)}\n" for words in document.colophon)
        yield "]"

    def note(self, number: int, claim: str, words: Words) -> str:
        """Return one footnote, which its numbers lead to."""
        numbered = quoted_string(f"{number}. ")
        return f"#block[#({numbered}){code(claim)} {self.words(words)}] #label({quoted_string(f'n{number}')})"

    def section(self, section: Section) -> Iterator[str]:
        """Yield a section; what has not happened stands in a box of its own."""
        yield (
            '#block(fill: rgb("f1eee5"), inset: 7pt, width: 100%, stroke: (dash: "dashed", thickness: 0.5pt))['
            if (section.future)
            else ""
        )
        if section.future:
            yield "#show heading.where(level: 2): it => block(above: 0em, below: 0.5em, text(size: 1.25em, it.body))"
        yield f"#heading(level: 2, {quoted_string(section.title)})"
        drawings = [block for block in section.blocks if isinstance(block, Drawing)]
        together = self.document.one_page and len(drawings) > 1
        if together:
            cells = ", ".join(f"[{self.drawing(one)}]" for one in drawings)
            yield f"#grid(columns: (1fr,) * {len(drawings)}, gutter: 8pt, align: top, {cells})"
        for block in section.blocks:
            if not (together and isinstance(block, Drawing)):
                yield from self.block(block)
        yield "]" if section.future else ""

    def block(self, block: Block) -> Iterator[str]:
        """Yield one block."""
        match block:
            case Heading():
                yield f"#heading(level: 3, {quoted_string(block.text)})"
            case Paragraph():
                inner = self.sentences(block.sentences)
                yield f"#par[{inner}]" if not block.style else f"#soft[{inner}]\n"
            case Points():
                items = [f"#list.item[{self.sentences(item)}]" for item in block.items]
                yield side_by_side(items, 2) if block.style == "gaps" else "\n".join(items)
            case Table():
                yield self.table(block)
            case Drawing():
                yield self.drawing(block)
            case Article():
                yield from self.article(block)
            case Folded():
                yield f"#par[*#({quoted_string(block.summary)})*]"
                for inner_block in block.blocks:
                    yield from self.block(inner_block)
            case _:
                for one in block:
                    yield from self.article(one) if isinstance(one, Article) else self.voice(one)

    def article(self, article: Article) -> Iterator[str]:
        """Yield an incident."""
        word = STATUS_WORDS[article.status][0]
        yield f"#heading(level: 4, {quoted_string(article.title)})"
        facts = " · ".join(map(self.words, article.facts))
        yield f'#soft[#text(fill: rgb("{COLOURS[article.status]}"), weight: "bold", {quoted_string(word)}) · {facts}]\n'
        if article.tolls:
            yield self.table(article.tolls)
        for voice in article.voices:
            yield from self.voice(voice)
        if article.gaps:
            yield f"#soft[*Not known:* #({quoted_string('; '.join(article.gaps) + '.')})]\n"

    def voice(self, voice: VoiceColumn) -> Iterator[str]:
        """Yield a voice with its statements."""
        for statement in voice.statements:
            certainty = f" ({statement.certainty})" if statement.certainty else ""
            source = " · ".join(map(self.words, statement.source))
            yield (
                f'#block(inset: (left: 8pt), stroke: (left: 0.6pt + rgb("ddd8cc")))[*#({quoted_string(voice.name)})* '
                f"#emph({quoted_string(statement.act + certainty)}): {self.words(statement.quote)} #soft[{source}]]"
            )

    def table(self, table: Table) -> str:
        """Return a table."""
        align = ", ".join("right" if at in table.numbers else "left" for at in range(len(table.head)))
        cells = [f"soft({quoted_string(word)})" for word in table.head]
        for row in table.rows:
            inner = [self.words(cell) for cell in row.cells]
            inner[-1] += self.cites(row.claims)
            cells += [f"[{cell}]" for cell in inner]
        columns = ", ".join("1fr" if at == len(table.head) - 1 else "auto" for at in range(len(table.head)))
        return (
            f'#table(columns: ({columns}), align: ({align}), stroke: (x, y) => (bottom: 0.4pt + rgb("ddd8cc")), '
            f"inset: (x: 4pt, y: 3pt), {', '.join(cells)})"
        )

    def drawing(self, drawing: Drawing) -> str:
        """Return a drawing with what it shows in words for whoever cannot see it."""
        caption = f"\n#soft({quoted_string(drawing.caption)})" if drawing.caption else ""
        return (
            f'#image(bytes({quoted_string(print_svg(drawing))}), format: "svg", width: 100%, '
            f"alt: {quoted_string(drawing.says)}){caption}"
        )

    def sentences(self, sentences: tuple[Sentence, ...]) -> str:
        """Return sentences; lines of a digest have a dot between them."""
        joined = " · ".join if any(one.part == "when" for one in sentences) else " ".join
        return joined(self.words(one.words) + self.cites(one.claims) for one in sentences)

    def cites(self, claims: tuple[str, ...]) -> str:
        """Return the numbers of the notes of claims, and how many more claims there are."""
        shown = [self.numbers[claim] for claim in cited(claims) if claim in self.numbers]
        if not shown:
            return ""
        links = [f'link(label("n{number}"), "{number}")' for number in shown]
        more = len(claims) - len(cited(claims))
        return f"#cite({', '.join(links + ([chr(34) + f'+{more}' + chr(34)] if more else []))})"

    def words(self, words: Words) -> str:
        """Return words."""
        return "".join(map(run_of, words))


def side_by_side(items: list[str], columns: int) -> str:
    """Return items in columns of one length, read downwards."""
    length = -(-len(items) // columns)
    cells = ["\n".join(items[at : at + length]) for at in range(0, len(items), length)]
    return f"#grid(columns: (1fr,) * {columns}, gutter: 9pt, {', '.join(f'[{cell}]' for cell in cells)})"


def run_of(run: Run) -> str:
    """Return one run of words."""
    if run.kind == "id":
        return code(run.to)
    if not run.text:
        return ""
    text = quoted_string(f"\u201c{run.text}\u201d" if run.kind == "quote" else run.text)
    if run.kind == "strong":
        return f"#strong({text})"
    return (
        f'#highlight(fill: rgb("fbe9a9"), {text})'
        if run.kind == "mark" and run.text.strip()
        else f"#({text})"
    )


def code(id: str) -> str:
    """Return the beginning of an id, on one line."""
    return f"#box(raw({quoted_string(shown_id(id))}))"
