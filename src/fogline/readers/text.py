"""Read plain text: the whole file is one report, after header lines when it has some."""

import re
from collections.abc import Iterator

from fogline.errors import SourceUnreadable
from fogline.readers._compose import Found, compose
from fogline.readers._decode import decode, is_textual
from fogline.readers._fields import clean_text
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["TextReader"]

HEADER_LINE = re.compile(
    r"(title|headline|outlet|source|published|date|author|byline|url|link|key|id|lang|language)"
    r"[ \t]*:[ \t]*(\S.*|)",
    re.IGNORECASE,
)
FIELD_OF = {
    "headline": "title", "source": "outlet", "date": "published", "byline": "author", "link": "url",
    "id": "key", "language": "lang",
}  # fmt: skip


class TextReader:
    """Read `.txt` and Markdown.

    A file may open with lines such as `Title: …`, `Outlet: …`, `Published: …`, `Author: …`,
    `Url: …` and a blank line: these are about the report, and its text begins after the
    blank line. Anything else is text from the first character on.
    """

    suffixes = (".txt", ".text", ".md", ".markdown")
    media_types = ("text/plain", "text/markdown")

    def recognise(self, head: bytes) -> Certainty:
        """Any text may be plain text."""
        return Certainty.PLAUSIBLE if is_textual(head) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the one report."""
        try:
            text = clean_text(decode(original, name=name, charset=options.charset))
        except SourceUnreadable as error:
            yield error
            return
        found, body = split_headers(text)
        yield compose(body, reader="text", position=0, name=name, options=options, found=found)


def split_headers(text: str) -> tuple[Found, str]:
    """Return what the header lines say and the text after them; all of the text when it has none.

    Header lines count only when nothing else stands before the blank line, so that
    a report that opens with "Source: …" in running text keeps its words.
    """
    head, gap, body = text.partition("\n\n")
    lines = [HEADER_LINE.fullmatch(line.strip()) for line in head.splitlines()]
    if not gap or not body.strip() or not lines or not all(lines):
        return Found(), text
    fields: dict[str, object] = {}
    for line in lines:
        if line is not None:
            word = line[1].lower()
            fields.setdefault(FIELD_OF.get(word, word), line[2].strip() or None)
    return Found(**fields), body.lstrip("\n")
