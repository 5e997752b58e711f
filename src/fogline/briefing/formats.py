"""Know the formats of a briefing: one renderer each, loaded when it is asked for."""

from importlib import import_module
from typing import Literal, TypeAlias, get_args

from fogline.briefing.document import Document
from fogline.errors import SettingInvalid

__all__ = ["FORMATS", "MEDIA_TYPES", "Format", "render"]

Format: TypeAlias = Literal["html", "md", "pdf", "docx"]

FORMATS: tuple[Format, ...] = get_args(Format)

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8", "md": "text/markdown; charset=utf-8", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip

MODULES = {"html": "html", "md": "markdown", "pdf": "pdf", "docx": "word"}


def render(document: Document, format: Format) -> bytes:
    """Return a document in a format; the same document gives the same bytes.

    Raises:
        SettingInvalid: there is no such format, or what writes it is not installed.
    """
    if format not in FORMATS:
        raise SettingInvalid(f"format: found {format!r}, expected one of {', '.join(FORMATS)}")
    written: bytes = import_module(f"fogline.briefing.{MODULES[format]}").render(document)
    return written
