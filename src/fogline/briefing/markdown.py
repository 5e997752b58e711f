"""Write a briefing in Markdown with footnotes; drawings are told in words."""

import re
from collections.abc import Iterator

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
    Run,
    Sentence,
    Table,
    VoiceColumn,
    Words,
)  # fmt: skip
from fogline.briefing.markup import visible
from fogline.briefing.words import STATUS_WORDS

__all__ = ["render"]

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&$^!])")


def render(document: Document) -> bytes:
    """Return the briefing; nothing of a text is taken for markup."""
    numbers = document.numbers
    lines = [f"# {escaped(document.title)}", escaped(document.overline), escaped(document.standfirst)]
    lines.append("\n".join(f"- {one.count} {one.word.lower()}: {one.meaning}" for one in document.tally))
    for section in document.sections:
        lines.append(f"## {section.title}")
        for block in section.blocks:
            lines.extend(block_lines(block, numbers))
    notes = (
        f"[^{number}]: {words_of(note.words)}, `{note.claim}`"
        for number, note in enumerate(document.notes, 1)
    )
    lines.append("\n".join(notes))
    lines.append("---")
    lines.extend(words_of(words) for words in document.colophon)
    return ("\n\n".join(line for line in lines if line) + "\n").encode("utf-8", "backslashreplace")


def block_lines(block: Block, numbers: dict[str, int]) -> Iterator[str]:
    """Yield the paragraphs of a block."""
    match block:
        case Heading():
            yield f"### {escaped(block.text)}"
        case Paragraph():
            yield sentences_of(block.sentences, numbers)
        case Points():
            yield "\n".join(f"- {sentences_of(item, numbers)}" for item in block.items)
        case Table():
            yield table_of(block, numbers)
        case Drawing():
            yield f"*{escaped(block.says)}.*"
        case Article():
            yield from article_lines(block, numbers)
        case Folded():
            yield f"**{escaped(block.summary)}**"
            for inner in block.blocks:
                yield from block_lines(inner, numbers)
        case _:
            for one in block:
                yield from article_lines(one, numbers) if isinstance(one, Article) else voice_lines(one)


def article_lines(article: Article, numbers: dict[str, int]) -> Iterator[str]:
    """Yield an incident: facts, losses, the voices, what is not known."""
    yield f"#### {escaped(article.title)}"
    yield f"{STATUS_WORDS[article.status][0]} · {' · '.join(map(words_of, article.facts))}"
    if article.tolls:
        yield table_of(article.tolls, numbers)
    for voice in article.voices:
        yield from voice_lines(voice)
    if article.gaps:
        yield f"Not known: {'; '.join(article.gaps)}."


def voice_lines(voice: VoiceColumn) -> Iterator[str]:
    """Yield a voice with its statements."""
    yield f"**{escaped(voice.name)}**"
    for statement in voice.statements:
        certainty = f" ({statement.certainty})" if statement.certainty else ""
        source = " · ".join(map(words_of, statement.source))
        yield f"> *{statement.act}*{certainty}: {words_of(statement.quote)}\n>\n> {source}"


def table_of(table: Table, numbers: dict[str, int]) -> str:
    """Return a table."""
    lines = [table.head, tuple("---:" if at in table.numbers else "---" for at in range(len(table.head)))]
    for row in table.rows:
        cells = [words_of(cell) for cell in row.cells]
        lines.append((*cells[:-1], cells[-1] + marks(row.claims, numbers)))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def sentences_of(sentences: tuple[Sentence, ...], numbers: dict[str, int]) -> str:
    """Return sentences with the marks of their notes; lines of a digest have a stop between them."""
    joined = " · ".join if any(one.part == "when" for one in sentences) else " ".join
    return joined(words_of(one.words) + marks(one.claims, numbers) for one in sentences)


def marks(claims: tuple[str, ...], numbers: dict[str, int]) -> str:
    """Return the marks of the notes of claims, and how many more claims there are."""
    shown = "".join(f"[^{numbers[claim]}]" for claim in cited(claims) if claim in numbers)
    more = len(claims) - len(cited(claims))
    return f"{shown} (+{more})" if shown and more else shown


def words_of(words: Words) -> str:
    """Return words with their emphasis."""
    return "".join(map(run_of, words))


def run_of(run: Run) -> str:
    """Return one run of words."""
    text = escaped(run.text)
    if run.kind == "id":
        return f"`{visible(run.to)}`"
    if run.kind == "quote":
        return f"\u201c{text}\u201d"
    return f"**{text}**" if run.kind in ("strong", "mark") and text.strip() else text


def escaped(text: str) -> str:
    """Return text on one line in which nothing is markup."""
    return SPECIAL.sub(r"\\\1", visible(" ".join(text.split(" "))).replace("\n", " "))
