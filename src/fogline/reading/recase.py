"""Give a text in ALL CAPITALS, as old wires send it, the case that a parser expects; every offset stays."""

import re

__all__ = ["is_all_capitals", "recase"]

SENTENCE_START = re.compile(r"(?:^|[.!?]\s+|\n\s*\n\s*|[\"“]\s*)([a-z])")


def is_all_capitals(text: str) -> bool:
    """Tell whether nearly all letters are capitals."""
    upper = sum(map(str.isupper, text))
    return upper > 20 and upper > 0.9 * sum(map(str.isalpha, text))


def recase(text: str) -> str:
    """Return `text` in sentence case where it is all capitals, else as it is; the length never changes."""
    if not is_all_capitals(text):
        return text
    lower = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return SENTENCE_START.sub(lambda match: match[0][:-1] + match[0][-1].upper(), lower)
