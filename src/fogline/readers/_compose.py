"""Compose a report from its text, what its source says of it and what the caller knows."""

import re
from dataclasses import dataclass

from fogline.errors import SourceTooLarge, SourceUnreadable
from fogline.language import classify_language
from fogline.model.report import Report
from fogline.readers._fields import clean_field, clean_text, lang_code, printable, published_iso
from fogline.readers._seam import Outcome, ReadOptions

__all__ = ["Found", "compose"]

# Below this many letters py3langid takes names and places for a language.
LETTERS_TO_TELL = 120
# It reads this much: half a millisecond a report, where a whole article takes three times that.
CHARS_TO_TELL = 500
NO_LETTERS = re.compile(r"[\W\d_]+")
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Found:
    """What a source says of one report, as written there; anything that is no such thing is dropped.

    `lang` is what the author set for this report; `page_lang` what a template or a
    feed sets for all of them, which is believed only where the text is too short to tell.
    """

    key: object = None
    url: object = None
    outlet: object = None
    title: object = None
    author: object = None
    published: object = None
    lang: object = None
    page_lang: object = None


NOTHING = Found()


def compose(
    text: str, *, reader: str, position: int, name: str, options: ReadOptions, found: Found = NOTHING
) -> Outcome:
    """Return a report, or the reason why there is none: no text, or too much.

    Args:
        text: the report's words, decoded.
        reader: name of the format.
        position: place in the original, from 0.
        name: where the text stands, for messages.
        options: what the caller knows; it wins.
        found: what the source says.
    """
    if len(text) > options.bounds.text_chars:
        return SourceTooLarge(
            f"{name}: a text of {len(text):,} characters, expected at most {options.bounds.text_chars:,}",
            hint="split the document, or raise sources.text_chars",
        )
    cleaned = clean_text(text)
    if not any(character.isalnum() for character in cleaned):
        return SourceUnreadable(f"{name}: no words found, expected a text", hint="remove the file or the row")
    return Report(
        text=cleaned,
        key=own_key(options.key, position) if found.key in (None, "") else printable(str(found.key)),
        url=options.url or clean_field(found.url),
        outlet=options.outlet or clean_field(found.outlet),
        title=options.title or clean_field(found.title),
        author=options.author or clean_field(found.author),
        published=published_iso(options.published) or published_iso(found.published),
        lang=options.lang or lang_code(found.lang) or told_lang(cleaned) or lang_code(found.page_lang),
        reader=reader,
        position=position,
    )


def own_key(key: str | None, position: int) -> str | None:
    """Return the caller's key for the report at `position`."""
    return key if key is None or position == 0 else f"{key}#{position}"


def told_lang(text: str) -> str | None:
    """Return the language of a text that is long enough to tell it, else None."""
    opening = text[:CHARS_TO_TELL]
    if len(NO_LETTERS.sub("", opening)) < LETTERS_TO_TELL:
        return None
    lang, certainty = classify_language(opening)
    return lang_code(lang) if certainty >= SURE else None
