"""Compare place names across spellings: one key for marks and case, a looser one for transliterations."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import numpy as np

__all__ = ["hash_key", "hash_keys", "is_latin", "name_key", "name_keys", "sound_key", "sound_keys"]

LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
        "ŋ": "n",
        "ħ": "h", "ŧ": "t", "ɨ": "i", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ɛ": "e", "ɔ": "o",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "ʿ": None, "ʾ": None, "`": None, "´": None, "′": None,
        "ˈ": None, "ˌ": None, "ʹ": None, "ʺ": None, ".": None, "\u00ad": None, "ː": None,
    }
)  # fmt: skip
"""What NFKD leaves whole, and marks that stand inside a word without parting it."""

GAPS = re.compile(r"[^a-z0-9]+")
SHORT_FORMS = {"saint": "st", "sainte": "ste", "ft": "fort", "mt": "mount"}
"""Words that are written out or cut short at will, to the form that keys use."""

LINE_GAPS = re.compile(r"[^a-z0-9\n]+")
ARTICLES = re.compile(r"(?m)^the (?=.)")
WRITTEN_OUT = re.compile(r"(?m)(?:(?<= )(?:saint|sainte|ft|mt)(?![^ \n])|^(?:saint|sainte|ft|mt)(?= ))")
INSIDE_MARKS = re.compile("['`.]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
FOREIGN = re.compile("[\u0370-\u1dff\u2070-\U0010ffff]")
"""Letters of other scripts than Latin."""

SOUNDS = (
    ("tsch", "C"), ("tch", "C"), ("cz", "C"), ("ch", "C"), ("kh", "h"), ("x", "h"), ("gh", "g"), ("sh", "S"),
    ("dzh", "J"), ("zh", "J"), ("dj", "J"), ("j", "J"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("q", "k"),
    ("c", "k"), ("w", "v"),
)  # fmt: skip
"""Letters that transliterations of one sound exchange, longest first; capitals stand for sounds, not letters."""

SILENT = str.maketrans("", "", "aeiouyh ")
FIRST_SOUND = re.compile(r"(?m)^[aeiouyh]")
DOUBLED = re.compile(r"(.)\1+")


def is_latin(name: str) -> bool:
    """Tell whether every letter of a name is written in Latin script."""
    return name.isascii() or FOREIGN.search(name) is None


@lru_cache(maxsize=1 << 15)
def name_key(name: str) -> str:
    """Return the form under which spellings that differ in case, accents, hyphens and dots are one.

    "" when nothing is left of the name.
    """
    folded = name.lower()
    if folded.isalpha() and folded.isascii():
        return folded
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded)
    words = GAPS.sub(" ", strip_marks(folded.translate(LETTERS))).split()
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(SHORT_FORMS.get(word, word) for word in words) if len(words) > 1 else "".join(words)


def name_keys(names: Sequence[str]) -> list[str]:
    """Return the `name_key` of each name, all in a few passes over one text: ten times as fast for many."""
    if not names:
        return []
    lines = "\n".join(names)
    if lines.count("\n") >= len(names):
        return [name_key(name) for name in names]  # a name with a line break in it
    lines = INSIDE_MARKS.sub("", BEYOND_ASCII.sub(plain_letters, lines.lower()))
    lines = "\n".join(line.strip(" ") for line in LINE_GAPS.sub(" ", lines).split("\n"))
    return WRITTEN_OUT.sub(lambda word: SHORT_FORMS[word[0]], ARTICLES.sub("", lines)).split("\n")


def plain_letters(found: re.Match[str]) -> str:
    """Return a run of letters beyond ASCII as `name_key` folds them."""
    return folded_run(found[0])


@lru_cache(maxsize=20_000)
def folded_run(letters: str) -> str:
    """Return letters without marks; such runs are few, and short."""
    return strip_marks(unicodedata.normalize("NFKD", letters).translate(LETTERS))


def strip_marks(text: str) -> str:
    """Return decomposed text without its combining marks."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 15)
def sound_key(key: str) -> str:
    """Return the consonants of a `name_key` with the letters that transliterations exchange made one.

    "Fereng" and "Firing", "Kunduz" and "Qondoz", "Anaba" and "Unabah" share theirs. "" for a name
    with fewer than three sounds, which would fit too much.
    """
    sounds = key
    for letters, sound in SOUNDS:
        sounds = sounds.replace(letters, sound)
    first = "A" if sounds[:1] in {"a", "e", "i", "o", "u", "y"} else sounds[:1]
    sounds = DOUBLED.sub(r"\1", first + sounds[1:].translate(SILENT))
    return sounds if len(sounds) >= 3 else ""


def sound_keys(keys: Sequence[str]) -> list[str]:
    """Return the `sound_key` of each name key, all in a few passes over one text."""
    if not keys:
        return []
    lines = "\n".join(keys)
    for letters, sound in SOUNDS:
        lines = lines.replace(letters, sound)
    lines = FIRST_SOUND.sub(lambda first: "H" if first[0] == "h" else "A", lines)
    lines = DOUBLED.sub(r"\1", lines.translate(SILENT).replace("H", "h"))
    return [sounds if len(sounds) >= 3 else "" for sounds in lines.split("\n")]


@lru_cache(maxsize=1 << 15)
def hash_key(key: str) -> int:
    """Return 64 bits of a key: among a million names two share theirs once in some 30 million gazetteers."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "little")


def hash_keys(keys: Iterable[str]) -> "np.ndarray[Any, Any]":
    """Return the `hash_key` of each key, as unsigned integers of 64 bits."""
    hashes = b"".join([blake2b(key.encode("utf-8"), digest_size=8).digest() for key in keys])
    return np.frombuffer(hashes, dtype="<u8").astype(np.uint64, copy=False)
