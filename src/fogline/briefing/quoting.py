"""Find the sentence that a claim stands in and mark the claim's words in it."""

import re

from fogline.briefing.document import Run, Words, plain
from fogline.model.claim import Claim
from fogline.model.report import Report
from fogline.model.sentences import sentence_around

__all__ = ["LEFT_OUT", "one_line", "quoted", "shortened", "telling", "wordless"]

# A sentence longer than this is cut around the claim: quotations stay readable, and texts without stops bounded.
LONGEST = 480
SHORT = 110
# So few letters ("denied it") say nothing without the sentence around them; so few say little from its middle.
BARE, FRAGMENT = 24, 48
DATELINE = re.compile(r"^[A-Z][A-Z'. ]+, [^-\u2013\u2014]{1,40} [-\u2013\u2014] ")

OPENING = re.compile(r'(?<!\S)"')
SINGLE = str.maketrans({"\u201c": "\u2018", "\u201d": "\u2019", '"': "\u2019"})
FILLED = re.compile("\u2588+")
LEFT_OUT = "[left out]"
"""Stands where redaction filled letters."""
GAPS = re.compile(rf"{re.escape(LEFT_OUT)}(?:\s*(?:{re.escape(LEFT_OUT)}|\u2026))+")


def quoted(claim: Claim, report: Report | None, *, longest: int = LONGEST) -> Words:
    """Return the sentence with the claim's words marked; the claim's own quote where the report is not at hand.

    A sentence of more than `longest` letters is cut around the words.
    """
    start, end = claim.span
    if report is None or not 0 <= start < end <= len(report.text):
        return marked(claim.quote)
    text = report.text
    first, last = sentence_around(text, start, end)
    before, after = DATELINE.sub("", text[first:start]), text[end:last]
    if end - start > longest:
        return marked(whole_words(text[start : start + longest]), after="\u2009\u2026")
    room = longest - (end - start)
    sooner, later = max(room // 2, room - len(after)), max(room // 2, room - len(before))
    if len(before) > sooner:
        before = "\u2026\u2009" + before[len(before) - sooner :].partition(" ")[2]
    if len(after) > later:
        after = whole_words(after[:later]) + "\u2009\u2026"
    return marked(text[start:end], before=before.lstrip(), after=after.rstrip())


def marked(words: str, *, before: str = "", after: str = "") -> Words:
    """Return words marked between what stands around them."""
    return plain(one_line(before)), Run(one_line(words), "mark"), plain(one_line(after))


def telling(claim: Claim, report: Report | None) -> str:
    """Return the first words of a claim, with those of its sentence around them where it has very few; no full stop."""
    if len(claim.quote) >= (BARE if claim.quote[:1].isupper() else FRAGMENT):
        return inner(shortened(claim.quote).removesuffix("."))
    return inner("".join(run.text for run in quoted(claim, report, longest=SHORT)).strip().removesuffix("."))


def wordless(quote: str) -> bool:
    """Tell whether redaction has left nothing of a quote."""
    return not re.search(r"\w", FILLED.sub("", quote))


def inner(words: str) -> str:
    """Return words to stand in quotation marks: their own marks become single ones, gaps beside each other one."""
    words = GAPS.sub(LEFT_OUT, words)
    return OPENING.sub("\u2018", words).translate(SINGLE)


def shortened(quote: str) -> str:
    """Return the first words of a quote."""
    words = one_line(quote).strip()
    return words if len(words) <= SHORT else whole_words(words[:SHORT]) + "\u2009\u2026"


def whole_words(cut: str) -> str:
    """Return a cut text without the word that the cut may have broken; all of it where it has no spaces."""
    return cut.rpartition(" ")[0] or cut


def one_line(text: str) -> str:
    """Return text with each run of white space as one space, its ends kept, and what was left out said."""
    return FILLED.sub(LEFT_OUT, re.sub(r"\s+", " ", text))
