"""Read Word documents."""

from collections.abc import Iterator

from fogline.errors import InputError
from fogline.readers._compose import Found, compose
from fogline.readers._confine import confined
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["DocxReader"]

MAGIC = b"PK\x03\x04"
PARTS = (b"word/document.xml", b"word/_rels", b"word/styles.xml")


class DocxReader:
    """Read `.docx` with python-docx: paragraphs and tables in order; deleted text is left out.

    Title and author are the document's properties. The day on which it was made counts as
    its publication only where its first lines name that month.
    """

    suffixes = (".docx",)
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

    def recognise(self, head: bytes) -> Certainty:
        """An archive with Word's parts is certain; any archive may have them further on."""
        if not head.startswith(MAGIC):
            return Certainty.NO
        return Certainty.CERTAIN if any(part in head for part in PARTS) else Certainty.PLAUSIBLE

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the one report."""
        try:
            made = confined(
                "_documents:docx",
                original,
                name=name,
                wait_s=options.bounds.read_s,
                ratio=options.bounds.archive_ratio,
                limit=options.bounds.document_bytes,
            )
        except InputError as error:
            yield error
            return
        yield compose(
            made["text"], reader="docx", position=0, name=name, options=options, found=Found(**made["fields"])
        )
