"""Read web pages: the article's words, and what the page says of its publication."""

import re
from collections.abc import Iterator

from fogline.errors import SourceUnreadable
from fogline.readers._opening import opening_name
from fogline.readers._page import read_page
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["HtmlReader"]

TELEGRAM = re.compile(rb"<title>\s*Exported Data\s*</title>.*class=\"page_wrap\b", re.DOTALL)
HEAD = 64 * 1024
TAG = re.compile(rb"<(p|div|body|head|article|title|meta|br|a|span|h1)[\s>/]", re.IGNORECASE)


class HtmlReader:
    """Read `.html`: trafilatura finds the article; menus, comments and scripts are left out.

    Outlet, title, author, time and address come from JSON-LD, from meta elements and
    from the page's marks, in this order; a day that none of them gives from htmldate.
    """

    suffixes = (".html", ".htm", ".xhtml", ".shtml")
    media_types = ("text/html", "application/xhtml+xml")

    def recognise(self, head: bytes) -> Certainty:
        """A doctype or an html element at the start is certain."""
        if opening_name(head) == "html":
            return Certainty.CERTAIN
        return Certainty.PLAUSIBLE if TAG.search(head) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the one report; a chat that Telegram Desktop exported as pages is refused: its messages are many."""
        if TELEGRAM.search(original[:HEAD]):
            yield SourceUnreadable(
                f"{name}: found a Telegram chat exported as HTML, expected its JSON",
                hint="export the channel once more and choose machine-readable JSON: then each message is a report",
            )
            return
        yield read_page(original, reader="html", name=name, options=options)
