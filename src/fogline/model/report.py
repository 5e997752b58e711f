"""Say what a report is: one text by one outlet, as it was received."""

from dataclasses import dataclass

from fogline.model.records import Record

__all__ = ["Report"]


@dataclass(frozen=True, slots=True)
class Report(Record):
    """One text and what is known about its publication.

    `published` is ISO 8601 (a date, or a datetime with its offset); `lang` an
    ISO 639-1 code; `reader` names the source format that read it. `original`
    and `position` lead back to the bytes: the SHA-256 of the original and the
    place in it, from 0. A report whose `original` is "" has not been stored.
    """

    text: str
    key: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    lang: str | None = None
    reader: str = "text"
    original: str = ""
    position: int = 0
    id: str = ""
