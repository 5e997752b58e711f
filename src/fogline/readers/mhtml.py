"""Read pages that a browser saved as one file: the page, its address and the time at which it was saved."""

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from fogline.errors import InputError, SourceUnreadable
from fogline.readers._fields import published_iso
from fogline.readers._mail import content_of, header_text, is_saved_page, refuse_many_boundaries
from fogline.readers._page import read_page
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["MhtmlReader"]

RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
PAGE_TYPES = ("text/html", "application/xhtml+xml")


class MhtmlReader:
    """Read `.mhtml` and `.mht`: the page itself is the report; its pictures, styles and frames are left out.

    The address is the one that the browser saved. The page's own day of publication
    counts; where it names none, the time at which it was saved stands, by which it was out.
    """

    suffixes = (".mhtml", ".mht")
    media_types = ("multipart/related", "application/x-mimearchive")

    def recognise(self, head: bytes) -> Certainty:
        """What browsers write where a mail has its sender is certain; a mail of related parts may be a page."""
        if is_saved_page(head):
            return Certainty.CERTAIN
        return Certainty.PLAUSIBLE if RELATED.search(head) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the one report."""
        try:
            refuse_many_boundaries(original, name)
            message = BytesParser(policy=compat32).parsebytes(original)
            address = header_text(message.get("Snapshot-Content-Location"))
            page = saved_page(message, address, name)
        except InputError as error:
            yield error
            return
        except (MessageError, LookupError, RecursionError, TypeError, ValueError, AttributeError) as error:
            yield SourceUnreadable(
                f"{name}: not a saved page that can be read ({type(error).__name__}), expected one"
            )
            return
        yield read_page(
            content_of(page),
            reader="mhtml",
            name=name,
            options=options,
            charset=page.get_content_charset(),
            address=address or web_address(header_text(page.get("Content-Location"))),
            saved=published_iso(header_text(message.get("Date"))),
        )


def saved_page(message: Message, address: str | None, name: str) -> Message:
    """Return the part that is the page: the one at the saved address, else the first page among the parts.

    Raises:
        SourceUnreadable: no part is a page.
    """
    pages = [part for part in message.walk() if part.get_content_type() in PAGE_TYPES]
    for page in pages:
        if address is not None and header_text(page.get("Content-Location")) == address:
            return page
    if not pages:
        raise SourceUnreadable(
            f"{name}: no page among {message.get_content_type()} parts, expected a text/html part",
            hint="save the page afresh as a single file, or as .html",
        )
    return pages[0]


def web_address(location: str | None) -> str | None:
    """Return where a part stood on the web; None for a part that only the file knows, such as `cid:` or `file:`."""
    return location if location is not None and re.match(r"https?://", location) else None
