"""Take headers and contents out of mail-like messages: mails, and pages that a browser saved as one file."""

import re
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from fogline.errors import SourceTooLarge, SourceUnreadable
from fogline.readers._decode import decode
from fogline.readers._fields import clean_field

__all__ = ["content_of", "header_text", "is_saved_page", "refuse_many_boundaries"]

# Browsers name the page that they saved, or say in place of a sender that they saved it.
SAVED = re.compile(rb"^(?:snapshot-content-location:|from:\s*<?saved by )", re.IGNORECASE | re.MULTILINE)

# The email package takes 60 microseconds a boundary, and quadratic time on a header of encoded words.
BOUNDARIES = 20_000
HEADER_CHARS = 4_000


def is_saved_page(head: bytes) -> bool:
    """Whether the headers at the start are those of a page that a browser saved, and not of a mail."""
    return SAVED.search(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]) is not None


def refuse_many_boundaries(original: bytes, name: str) -> None:
    """Raise SourceTooLarge when a message would take the email package minutes to take apart."""
    if original.count(b"\n--") > BOUNDARIES:
        raise SourceTooLarge(f"{name}: more than {BOUNDARIES:,} boundaries of parts, expected at most that")


def content_of(part: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding undone; b"" for a part of parts."""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def header_text(value: object) -> str | None:
    """Return a header decoded from `=?utf-8?…?=`; what cannot be decoded as U+FFFD."""
    if value is None:
        return None
    try:
        pieces = decode_header(str(value)[:HEADER_CHARS])
    except (HeaderParseError, ValueError, TypeError):
        return clean_field(str(value))
    words = [decoded(piece, charset) if isinstance(piece, bytes) else piece for piece, charset in pieces]
    return clean_field("".join(words))


def decoded(piece: bytes, charset: str | None) -> str:
    """Decode one piece of a header."""
    try:
        return decode(piece, name="", charset=charset)
    except SourceUnreadable:
        return piece.decode("ascii", "replace")
