"""Take text and fields out of PDF and Word files. Runs in the confined child."""

import io
import re
import zipfile
from datetime import datetime
from typing import Any

import docx as python_docx
import pypdf
from docx.opc.exceptions import OpcError
from pypdf.errors import PyPdfError

from fogline.errors import SourceTooLarge, SourceUnreadable
from fogline.readers._confine import LIBRARY_ERRORS

__all__ = ["docx", "pdf"]

MIB = 1024 * 1024
# Of the opening, as much as a title page and a dateline take.
OPENING_CHARS = 3_000
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
# Titles that programs make up.
NO_TITLE = re.compile(
    r"(?i)untitled.*|document\d*|microsoft (word|powerpoint) - .*|.*\.(docx?|pdf|indd|rtf|odt|pages)"
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def pdf(original: bytes, *, name: str, pages: int, chars: int) -> dict[str, Any]:
    """Return {"pages": [text, …], "scanned": [number, …], "fields": {…}} of a PDF.

    `scanned` are the pages, counted from 0, that hold a picture and no text.

    Args:
        original: the file.
        name: for messages.
        pages: how many it may have.
        chars: of text, after which reading stops with SourceTooLarge.
    """
    try:
        document = pypdf.PdfReader(io.BytesIO(original), strict=False)
        if document.is_encrypted and not document.decrypt(""):
            raise SourceUnreadable(f"{name}: encrypted, expected a PDF that opens without a password")
        count = len(document.pages)
        if count > pages:
            raise SourceTooLarge(
                f"{name}: {count:,} pages, expected at most {pages:,}", hint="split the document"
            )
        words = page_texts(document, name=name, chars=chars)
        scanned = [
            number for number, page in enumerate(document.pages) if not words[number] and has_picture(page)
        ]
        properties = document.metadata
    except (PyPdfError, *LIBRARY_ERRORS) as error:
        raise SourceUnreadable(
            f"{name}: not a PDF that can be read ({type(error).__name__}), expected one",
            hint="open it and save it afresh, or print it to a new PDF",
        ) from error
    return {"pages": words, "scanned": scanned, "fields": pdf_fields(properties, "\n".join(words))}


def page_texts(document: pypdf.PdfReader, *, name: str, chars: int) -> list[str]:
    """Return each page's text."""
    texts, size = [], 0
    for page in document.pages:
        texts.append(page.extract_text().strip())
        size += len(texts[-1])
        if size > chars:
            raise SourceTooLarge(f"{name}: more than {chars:,} characters of text, expected at most that")
    return texts


def has_picture(page: Any) -> bool:
    """Whether a page draws a picture, or a form that may hold one."""
    return "/XObject" in (page.get("/Resources") or {})


def pdf_fields(properties: Any, text: str) -> dict[str, Any]:
    """Return title, author and, where the text bears it out, the day the file was made."""
    if properties is None:
        return {}
    try:
        title, author, made = properties.title, properties.author, properties.creation_date
    except (PyPdfError, *LIBRARY_ERRORS):
        # Properties are often malformed in files whose text is sound.
        return {}
    return document_fields(title, author, made, text)


def document_fields(title: Any, author: Any, made: datetime | None, text: str) -> dict[str, Any]:
    """Return the fields that hold: no made-up title, no day that the text does not bear out."""
    return {
        "title": None if title is None or NO_TITLE.fullmatch(str(title).strip()) else str(title),
        "author": None if author is None else str(author),
        "published": made.date().isoformat() if made is not None and names_month(text, made) else None,
    }


def names_month(text: str, day: datetime) -> bool:
    """Whether the opening of a text names the month of `day`, in words or as an ISO date."""
    month = MONTHS[day.month - 1]
    in_words = rf"\b(?:{month}|{month[:3]}\.?)\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{day.year}\b"
    in_digits = rf"\b{day.year}-{day.month:02}\b"
    return re.search(f"{in_words}|{in_digits}", text[:OPENING_CHARS]) is not None


def docx(original: bytes, *, name: str, ratio: int, limit: int) -> dict[str, Any]:
    """Return {"text": …, "fields": {…}} of a Word document.

    Args:
        original: the file.
        name: for messages.
        ratio: how many times its size it may unpack to, past the first MiB.
        limit: bytes that one part of it may unpack to.
    """
    try:
        check_parts(original, name=name, ratio=ratio, limit=limit)
        document = python_docx.Document(io.BytesIO(original))
        text = body_text(document.element.body)
        properties = document.core_properties
        fields = document_fields(
            properties.title or None, properties.author or None, properties.created, text
        )
    except (zipfile.BadZipFile, OpcError, *LIBRARY_ERRORS) as error:
        raise SourceUnreadable(
            f"{name}: not a Word document that can be read ({type(error).__name__}), expected .docx",
            hint="open it and save it afresh as .docx",
        ) from error
    return {"text": text, "fields": fields}


def check_parts(original: bytes, *, name: str, ratio: int, limit: int) -> None:
    """Raise SourceTooLarge when the parts declare more than they may; zipfile unpacks no more than that."""
    parts = zipfile.ZipFile(io.BytesIO(original)).infolist()
    unpacked = sum(part.file_size for part in parts)
    largest = max((part.file_size for part in parts), default=0)
    if largest > limit or unpacked > 4 * limit or unpacked > max(MIB, ratio * len(original)):
        raise SourceTooLarge(
            f"{name}: {len(original):,} bytes that unpack to {unpacked:,}, expected less",
            hint="split the document",
        )


def body_text(body: Any) -> str:
    """Return the paragraphs of the body in order, those of tables among them."""
    paragraphs: list[list[str]] = []
    # Word keeps a second rendering of shapes for old programs; its words are copies.
    copies = {element for fallback in body.iter(FALLBACK) for element in fallback.iter()}
    for element in body.iter(f"{WORD}p", f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}cr"):
        if element in copies:
            continue
        if element.tag == f"{WORD}p":
            paragraphs.append([])
        elif paragraphs:
            kind = element.tag.removeprefix(WORD)
            paragraphs[-1].append(element.text or "" if kind == "t" else " " if kind == "tab" else "\n")
    texts = ("".join(paragraph).strip() for paragraph in paragraphs)
    return "\n\n".join(text for text in texts if text)
