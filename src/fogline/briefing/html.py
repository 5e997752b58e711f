"""Write a briefing as one HTML page that needs no network, no script and no other file."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from fogline.briefing.citing import cited
from fogline.briefing.document import (
    Article,
    Block,
    Document,
    Drawing,
    Folded,
    Heading,
    Paragraph,
    Points,
    Row,
    Run,
    Section,
    Sentence,
    Statement,
    Table,
    VoiceColumn,
    Words,
)  # fmt: skip
from fogline.briefing.markup import Html, join, named, safe, tag
from fogline.briefing.words import STATUS_WORDS

__all__ = ["render", "style_sheet"]

ANCHOR = re.compile(r'<a href="[^"]*"')


def render(document: Document) -> bytes:
    """Return the page. All text is escaped; hidden characters are shown by their code points."""
    head = join(
        [
            Html('<meta charset="utf-8">'),
            Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
            # Nothing on the page may load or run anything, whatever a text contains.
            Html(
                '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
                "style-src 'unsafe-inline'\">"
            ),
            Html('<meta name="generator" content="fogline">'),
            tag("title", safe(document.title)),
            tag("style", style_sheet()),
        ]
    )
    page = Page(document)
    body = join([masthead(document), tag("main", *page.sections()), page.colophon()])
    whole = tag("html", tag("head", head), tag("body", body), lang="en")
    return f"<!doctype html>\n{whole}\n".encode("utf-8", "backslashreplace")


@cache
def style_sheet() -> Html:
    """Return the page's style, which lies beside this module."""
    folder = files("fogline.briefing")
    return Html("".join((folder / name).read_text(encoding="utf-8") for name in ("style.css", "drawing.css")))


def masthead(document: Document) -> Html:
    """Return headline, period and the counts that say how well founded the page is."""
    counts = (
        tag(
            "li",
            tag("b", safe(str(one.count))),
            tag("span", safe(one.word)),
            tag("small", safe(one.meaning)),
            class_=one.status,
        )
        for one in document.tally
    )
    return tag(
        "header",
        tag("p", safe(document.overline), class_="overline"),
        tag("h1", named(document.title)),
        tag("p", safe(document.standfirst), class_="standfirst"),
        tag("ul", *counts, class_="tally"),
    )


class Page:
    """Writes a document's parts; knows which incidents and statements stand on the page, so that no link is dead."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.numbers = document.numbers
        self.incidents = {article.id for article in articles_of(document)}
        self.statements = {one.claim for one in statements_of(document)}
        self.notes = {note.claim for note in document.notes} - self.statements

    def sections(self) -> Iterator[Html]:
        """Yield the sections, the footnotes last."""
        for section in self.document.sections:
            blocks = (self.block(block) for block in section.blocks)
            yield tag(
                "section",
                tag("h2", safe(section.title)),
                *blocks,
                class_="outlook" if section.future else None,
            )
        if self.notes:
            items = (
                tag("li", self.words(note.words), safe(" "), shown_code(note.claim), id=note.claim,
                    value=str(self.numbers[note.claim]))
                for note in self.document.notes
                if note.claim in self.notes
            )  # fmt: skip
            yield tag("section", tag("h2", safe("Sources")), tag("ol", *items, class_="notes"))

    def block(self, block: Block) -> Html:
        """Return one block."""
        match block:
            case Heading():
                return tag("h3", safe(block.text))
            case Paragraph():
                return tag("p", join(map(self.sentence, block.sentences), " "), class_=block.style or None)
            case Points():
                return self.points(block)
            case Table():
                return self.table(block)
            case Drawing():
                return self.drawing(block)
            case Article():
                return self.article(block)
            case Folded():
                return self.folded(block)
            case _:
                briefs = [self.article(one) for one in block if isinstance(one, Article)]
                voices = [self.voice(one) for one in block if isinstance(one, VoiceColumn)]
                return tag("div", *briefs, *voices, class_="briefs" if briefs else "voices")

    def sentence(self, sentence: Sentence) -> Html:
        """Return a sentence with the numbers of its notes."""
        return join([self.words(sentence.words), self.cites(sentence.claims)])

    def words(self, words: Words) -> Html:
        """Return words."""
        return join(map(self.run, words))

    def run(self, run: Run) -> Html:
        """Return one run of words."""
        if run.kind == "id":
            return shown_code(run.to)
        if run.kind == "mark":
            return tag("mark", safe(run.text))
        if run.kind == "quote":
            return tag("q", named(run.text))
        inner = safe(run.text) if run.kind == "plain" else named(run.text)
        if run.to in self.incidents:
            return tag("a", inner, href=f"#{run.to}")
        return tag("b", inner) if run.kind == "strong" else inner

    def cites(self, claims: tuple[str, ...]) -> Html:
        """Return the numbers of the notes of claims, and how many more claims there are."""
        shown = [claim for claim in cited(claims) if claim in self.numbers]
        if not shown:
            return safe("")
        links = [tag("a", safe(str(self.numbers[claim])), href=f"#{claim}", title=claim) for claim in shown]
        more = len(claims) - len(cited(claims))
        return tag("sup", join(links, ", "), safe(f" +{more}" if more else ""), class_="cites")

    def points(self, points: Points) -> Html:
        """Return a list; in the digest each sentence is a line of its own."""
        if points.style == "digest":
            return tag(
                "ul",
                *(tag("li", *map(self.digest_line, item)) for item in points.items),
                class_="digest",
            )
        return tag(
            "ul",
            *(tag("li", join(map(self.sentence, item), " ")) for item in points.items),
            class_=None if points.style == "plain" else points.style,
        )

    def digest_line(self, sentence: Sentence) -> Html:
        """Return a line of the digest: when, the title, or what a voice says."""
        if sentence.part == "title":
            return self.words(sentence.words)
        return tag("span", self.sentence(sentence), class_=sentence.part)

    def table(self, table: Table) -> Html:
        """Return a table that scrolls where it is too wide."""
        head = tag("tr", *(tag("th", safe(word), scope="col") for word in table.head))
        rows = (self.row(row, table) for row in table.rows)
        inner = tag("table", tag("thead", head), tag("tbody", *rows), class_=table.style or None)
        return tag("div", inner, class_="scroll")

    def row(self, row: Row, table: Table) -> Html:
        """Return a row; a table of losses has a heading in each."""
        cells = []
        for at, words in enumerate(row.cells):
            cites = self.cites(row.claims) if at == len(row.cells) - 1 else safe("")
            inner = join([self.words(words), cites])
            heads = at == 0 and table.style == "tolls"
            number = "number" if at in table.numbers else None
            cells.append(tag("th", inner, scope="row") if heads else tag("td", inner, class_=number))
        return tag("tr", *cells)

    def drawing(self, drawing: Drawing) -> Html:
        """Return a drawing; its marks lead nowhere where their incidents are not on the page."""
        svg = drawing.svg if self.incidents else ANCHOR.sub("<g", drawing.svg).replace("</a>", "</g>")
        scroll = tag("div", Html(svg), class_="scroll")
        if drawing.kind == "timeline":
            return scroll
        caption = tag("figcaption", safe(drawing.caption)) if drawing.caption else safe("")
        return tag("figure", scroll, caption, class_="map")

    def folded(self, folded: Folded) -> Html:
        """Return what opens."""
        return tag(
            "details",
            tag("summary", safe(folded.summary)),
            *(self.block(block) for block in folded.blocks),
            open="open" if folded.open else None,
            class_="unmapped" if any(isinstance(block, Points) for block in folded.blocks) else None,
        )

    def article(self, article: Article) -> Html:
        """Return an incident; its id is the anchor that the timeline and the map lead to."""
        word, meaning = STATUS_WORDS[article.status]
        chip = tag("span", safe(word), class_=f"chip {article.status}", title=meaning)
        gaps = tag("p", tag("b", safe("Not known: ")), safe("; ".join(article.gaps) + "."), class_="unknown")
        none = tag("p", safe("The statements behind this incident were not given."), class_="quiet")
        return tag(
            "article",
            tag(
                "header",
                safe("") if article.brief else chip,
                tag("h4", named(article.title)),
                tag("ul", *(tag("li", self.words(fact)) for fact in article.facts), class_="facts"),
            ),
            self.table(article.tolls) if article.tolls else safe(""),
            tag("div", *map(self.voice, article.voices), class_="voices") if article.voices else none,
            gaps if article.gaps else safe(""),
            id=article.id,
            class_=f"incident {article.status}{' brief' if article.brief else ''}",
        )

    def voice(self, voice: VoiceColumn) -> Html:
        """Return a voice with its statements."""
        statements = map(self.statement, voice.statements)
        return tag("section", tag("h5", named(voice.name)), *statements, class_="voice")

    def statement(self, statement: Statement) -> Html:
        """Return one statement: stance and certainty as words, the quote, and where it stands."""
        act = [tag("span", safe(statement.act), class_=f"stance {statement.weight}")]
        if statement.certainty:
            act.append(tag("span", safe(statement.certainty), class_="certainty"))
        quote = tag("blockquote", tag("p", self.words(statement.quote)), dir="auto", lang=statement.lang)
        source = join(map(self.words, statement.source), " \u00b7 ")
        return tag(
            "figure",
            tag("p", *act, class_="act"),
            quote,
            tag("figcaption", source),
            id=statement.claim,
            class_="statement",
        )

    def colophon(self) -> Html:
        """Return how to read the page and what made it."""
        return tag("footer", *(tag("p", self.words(words)) for words in self.document.colophon))


def shown_code(id: str) -> Html:
    """Return the beginning of an id; the whole is its title."""
    return tag("code", safe(id[:10]), title=id)


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block | VoiceColumn]:
    """Yield blocks, those inside of others too."""
    for block in blocks:
        if isinstance(block, Folded):
            yield from blocks_of(block.blocks)
        elif isinstance(block, tuple):
            yield from block
        else:
            yield block


def all_blocks(document: Document) -> Iterator[Block | VoiceColumn]:
    """Yield all blocks of a document."""
    section: Section
    for section in document.sections:
        yield from blocks_of(section.blocks)


def articles_of(document: Document) -> Iterator[Article]:
    """Yield the incidents that are told in full."""
    return (block for block in all_blocks(document) if isinstance(block, Article))


def statements_of(document: Document) -> Iterator[Statement]:
    """Yield the statements that stand on the page."""
    for block in all_blocks(document):
        columns = (
            block.voices if isinstance(block, Article) else (block,) if isinstance(block, VoiceColumn) else ()
        )
        for column in columns:
            yield from column.statements
