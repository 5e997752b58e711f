"""Read PDF files: their text layer, and with the extra `ocr` the words on scanned pages."""

import re
from collections.abc import Iterator, Sequence
from importlib.util import find_spec

from fogline.errors import InputError, SourceTooLarge, SourceUnreadable
from fogline.readers._compose import Found, compose
from fogline.readers._confine import confined
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["PdfReader"]

MAGIC = b"%PDF-"
# Readers accept the signature anywhere in the first KiB.
MAGIC_WITHIN = 1024
HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[a-zà-ÿ])")
SENTENCE_ENDS = (".", "!", "?", ":", "”", '"')
RECOGNISERS = ("rapidocr", "pypdfium2")
HINT = "pip install 'fogline[ocr]' reads scans"
PAGES_SHOWN = 5


class PdfReader:
    """Read `.pdf` with pypdf: one file is one report, its pages one after the other.

    Title and author are the file's own. The day on which the file was made counts as
    its publication only where the first page names that month; scans are often made
    decades later. Where words were recognised on scanned pages, the report says that it
    was read as `pdf+ocr`; where the extra is missing, such pages are named as skipped.
    """

    suffixes = (".pdf",)
    media_types = ("application/pdf", "application/x-pdf")

    def recognise(self, head: bytes) -> Certainty:
        """The signature is certain."""
        return Certainty.CERTAIN if MAGIC in head[:MAGIC_WITHIN] else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield the one report, and an error for scanned pages that were not read."""
        bounds = options.bounds
        try:
            made = confined(
                "_documents:pdf", original, name=name, wait_s=bounds.read_s, pages=bounds.pdf_pages,
                chars=bounds.text_chars,
            )  # fmt: skip
        except InputError as error:
            yield error
            return
        pages, scanned, found = made["pages"], made["scanned"], Found(**made["fields"])
        reader = "pdf"
        if scanned:
            try:
                for number, words in recognised(original, scanned, name=name, options=options):
                    pages[number] = words
                    reader = "pdf+ocr"
            except InputError as error:
                yield error
        if any(pages):
            yield compose(joined(pages), reader=reader, position=0, name=name, options=options, found=found)
        elif reader == "pdf+ocr" or not scanned:
            yield SourceUnreadable(
                f"{name}: {len(pages):,} pages without words, expected a text layer or a scan"
            )


def recognised(
    original: bytes, scanned: Sequence[int], *, name: str, options: ReadOptions
) -> Iterator[tuple[int, str]]:
    """Yield each scanned page's number and the words recognised on it.

    Raises:
        SourceUnreadable: the extra is missing, or a page cannot be drawn.
        SourceTooLarge: there are too many scanned pages, or one takes too long.
    """
    listed = ", ".join(str(number + 1) for number in scanned[:PAGES_SHOWN])
    shown = f"{name}: {len(scanned):,} pages are pictures without text ({listed}{', …' * (len(scanned) > PAGES_SHOWN)})"
    if not all(find_spec(package) for package in RECOGNISERS):
        raise SourceUnreadable(f"{shown}, expected a text layer", hint=HINT)
    if len(scanned) > options.bounds.ocr_pages:
        raise SourceTooLarge(
            f"{shown}, expected at most {options.bounds.ocr_pages:,}", hint="split the document"
        )
    for number in scanned:
        wait_s = options.bounds.ocr_page_s
        yield number, confined("_recognise:page_words", original, name=name, wait_s=wait_s, number=number)


def joined(pages: Sequence[str]) -> str:
    """Return the pages' text; a sentence that runs over a page's end stays one paragraph."""
    text = ""
    for words in filter(None, pages):
        gap = "\n\n" if text.endswith(SENTENCE_ENDS) else "\n"
        text = f"{text}{gap}{words}" if text else words
    return HYPHENATED.sub("", text)
