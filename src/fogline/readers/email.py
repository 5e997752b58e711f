"""Read mails: single ones, mailboxes of many, and what is attached to them."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr
from typing import BinaryIO

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.model.report import Report
from fogline.readers._archive import check_depth, member_name, read_inside
from fogline.readers._compose import Found, compose
from fogline.readers._confine import confined
from fogline.readers._decode import decode
from fogline.readers._fields import clean_field, clean_text
from fogline.readers._mail import content_of, header_text, is_saved_page, refuse_many_boundaries
from fogline.readers._seam import Budget, Certainty, Chunk, Outcome, ReadOptions
from fogline.readers._split import bounded_lines, gather

__all__ = ["EmailReader"]

HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t]?")
TELLING = frozenset((
    b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"received", b"return-path",
    b"delivered-to",
))  # fmt: skip
# As in: From jane@wire.example Fri May 20 18:30:00 2022
SEPARATOR = re.compile(rb"From [^\r\n]*\d\d:\d\d[^\r\n]*\d{4}")
ESCAPED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
# Pictures, sounds and signatures are no reports; all else that cannot be read is named as skipped.
SILENT_KINDS = frozenset(("image", "audio", "video", "font"))
SILENT_TYPES = frozenset((
    "application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
    "text/calendar", "text/vcard", "text/x-vcard", "application/ms-tnef", "message/delivery-status",
))  # fmt: skip
PARTS = 1_000


class EmailReader:
    """Read `.eml` and `.mbox`: a mail is one report, each attachment that can be read a further one.

    The author is who it is from, the outlet its `Organization`; an attachment takes the mail's
    time and outlet where it has none of its own. Of a body in two forms the plain one is
    read. A file that begins with a `From ` line is a mailbox, whatever it is called.
    """

    suffixes = (".eml", ".mbox", ".mbx")
    media_types = ("message/rfc822", "application/mbox")

    def recognise(self, head: bytes) -> Certainty:
        """A mailbox's separator, or two of a mail's own headers at the start, are certain; a saved page has more."""
        if SEPARATOR.match(head):
            return Certainty.CERTAIN
        opening = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0].splitlines()
        names = {match[1].lower() for line in opening if (match := HEADER_LINE.match(line))}
        is_header = bool(opening) and all(HEADER_LINE.match(line) or line[:1] in b" \t" for line in opening)
        if is_header and len(names & TELLING) >= 2 and not is_saved_page(head):
            return Certainty.CERTAIN
        return Certainty.PLAUSIBLE if opening and HEADER_LINE.match(opening[0]) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield body and attachments of each mail."""
        try:
            check_depth(name, options)
        except SourceTooLarge as error:
            yield error
            return
        position = 0
        options = replace(options, budget=options.budget or Budget())
        for line, content in mails(original, options):
            where = name if line is None else f"{name}:{line}"
            for outcome in read_mail(content, name=where, options=options, position=position):
                yield outcome
                position += isinstance(outcome, Report)

    def split(self, stream: BinaryIO, *, name: str, options: ReadOptions) -> Iterator[Chunk | InputError]:
        """Cut a mailbox before a mail; a single mail stays whole."""
        lines = bounded_lines(stream, name=name, options=options)
        for chunk in gather(lines, options, begins=lambda line: SEPARATOR.match(line) is not None):
            if isinstance(chunk, Chunk) and len(chunk.data) > options.bounds.document_bytes:
                yield SourceTooLarge(
                    f"{name}:{chunk.first_line}: a mail of {len(chunk.data):,} bytes, "
                    f"expected at most {options.bounds.document_bytes:,}",
                    hint="save its attachments by themselves",
                )
            else:
                yield chunk


def mails(original: bytes, options: ReadOptions) -> Iterator[tuple[int | None, bytes]]:
    """Yield each mail with the line it begins on; None where the original is a single mail."""
    if not SEPARATOR.match(original):
        yield None, original
        return
    held: list[bytes] = []
    first = number = options.first_line
    for line in io.BytesIO(original):
        if SEPARATOR.match(line) and held:
            yield first, unescaped(held)
            held, first = [], number
        held.append(line)
        number += 1
    yield first, unescaped(held)


def unescaped(lines: list[bytes]) -> bytes:
    """Return a mail without its separator, and without the marks that protect lines that look like one."""
    return ESCAPED.sub(b"", b"".join(lines[1:]))


def read_mail(original: bytes, *, name: str, options: ReadOptions, position: int) -> Iterator[Outcome]:
    """Yield what becomes of one mail and of what is attached to it."""
    try:
        refuse_many_boundaries(original, name)
        message = BytesParser(policy=compat32).parsebytes(original)
        bodies, attachments = parted(message, name)
        found = header_fields(message)
    except InputError as error:
        yield error
        return
    except (MessageError, LookupError, RecursionError, TypeError, ValueError, AttributeError) as error:
        yield SourceUnreadable(f"{name}: not a mail that can be read ({type(error).__name__}), expected one")
        return
    body = read_bodies(bodies, found, name=name, options=options, position=position)
    if isinstance(body, Report) or not attachments:
        yield body
        position += isinstance(body, Report)
    for number, part in enumerate(attachments, start=1):
        for outcome in read_attachment(part, number, name=name, options=options, position=position):
            yield with_mail(outcome, found)
            position += isinstance(outcome, Report)


def parted(message: Message, name: str) -> tuple[list[Message], list[Message]]:
    """Return the parts that make up the body and those that are attached, in order.

    Raises:
        SourceTooLarge: there are more parts than a mail has.
    """
    bodies, attachments, waiting, seen = [], [], [message], 0
    while waiting:
        part = waiting.pop(0)
        seen += 1
        if seen > PARTS:
            raise SourceTooLarge(f"{name}: more than {PARTS:,} parts, expected at most that")
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind == "multipart/alternative" and isinstance(inner, list):
            waiting[:0] = preferred([item for item in inner if isinstance(item, Message)])
        elif part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting[:0] = [item for item in inner if isinstance(item, Message)]
        elif kind in SILENT_TYPES or part.get_content_maintype() in SILENT_KINDS:
            continue
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            bodies.append(part)
        else:
            attachments.append(part)
    return bodies, attachments


def preferred(parts: list[Message]) -> list[Message]:
    """Return the one of several renderings to read: the plain one when it has words, else the last."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and content_of(part).strip()]
    return plain[:1] or parts[-1:]


def read_bodies(
    bodies: list[Message], found: Found, *, name: str, options: ReadOptions, position: int
) -> Outcome:
    """Return the mail's own words as a report."""
    try:
        text = "\n\n".join(
            filter(None, (body_text(part, name=name, options=options).strip() for part in bodies))
        )
    except InputError as error:
        return error
    return compose(text, reader="email", position=position, name=name, options=options, found=found)


def body_text(part: Message, *, name: str, options: ReadOptions) -> str:
    """Return the words of a part of the body.

    Raises:
        InputError: it cannot be decoded or parsed.
    """
    charset = part.get_content_charset()
    content = content_of(part)
    if part.get_content_type() == "text/plain":
        return clean_text(decode(content, name=name, charset=charset))
    if not content.strip():
        return ""
    made = confined("_markup:page", content, name=name, wait_s=options.bounds.read_s, charset=charset)
    return str(made["text"])


def read_attachment(
    part: Message, number: int, *, name: str, options: ReadOptions, position: int
) -> Iterator[Outcome]:
    """Yield the reports in an attachment; its name tells the format and is shown, nothing more."""
    written = header_text(part.get_filename()) or f"attachment {number}"
    inner = options.inner(media_type=part.get_content_type(), charset=part.get_content_charset())
    if part.get_content_type() == "message/rfc822":
        nested = part.get_payload()
        forwarded = nested[0] if isinstance(nested, list) and nested else None
        content = forwarded.as_bytes() if isinstance(forwarded, Message) else b""
        inner = replace(inner, media_type="message/rfc822")
    else:
        content = content_of(part)
    return read_inside(content, name=member_name(name, written), options=inner, position=position)


def with_mail(outcome: Outcome, found: Found) -> Outcome:
    """Return a report with the mail's time and outlet where it has none."""
    if not isinstance(outcome, Report):
        return outcome
    mail = compose("x", reader="email", position=0, name="", options=ReadOptions(), found=found)
    if not isinstance(mail, Report):
        return outcome
    return replace(
        outcome, outlet=outcome.outlet or mail.outlet, published=outcome.published or mail.published
    )


def header_fields(message: Message) -> Found:
    """Return what a mail's headers say."""
    sender = header_text(message.get("From"))
    shown, address = parseaddr(sender or "")
    return Found(
        outlet=header_text(message.get("Organization")),
        title=header_text(message.get("Subject")),
        author=clean_field(shown) or clean_field(address) or sender,
        published=header_text(message.get("Date")),
        page_lang=header_text(message.get("Content-Language")),
    )
