"""Identify a text's language: English by its commonest words, any other by its letters."""

import re

from fogline.language import classify_language

__all__ = ["identify_language"]

COMMON = frozenset({
    "the", "of", "and", "to", "in", "a", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from", "his",
    "it", "be", "are", "were", "has", "have", "said", "had", "not",
})  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
LOOKED_AT = 2_000
"""Code points at the start of a text that are looked at."""

ENGLISH_SHARE = 0.12
"""Share of COMMON among the words of an English text: news has about 0.3, other languages under 0.05."""

FEWEST_WORDS = 6
"""Fewer words are too few to tell a language by; in plain letters they are taken for English."""


def identify_language(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is most likely in."""
    start = text[:LOOKED_AT]
    words = WORD.findall(start.lower())
    if not words or sum(word in COMMON for word in words) >= ENGLISH_SHARE * len(words):
        return "en"
    if len(words) < FEWEST_WORDS and start.isascii():
        return "en"
    return classify_language(start)[0]
