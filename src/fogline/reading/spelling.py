"""Compare place names across spellings: one key for marks and case, a looser one for transliterations."""

import re
import unicodedata
from hashlib import blake2b

__all__ = ["hash_key", "is_latin", "name_key", "sound_key"]

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

SOUNDS = (
    ("tsch", "C"), ("tch", "C"), ("cz", "C"), ("ch", "C"), ("kh", "h"), ("x", "h"), ("gh", "g"), ("sh", "S"),
    ("dzh", "J"), ("zh", "J"), ("dj", "J"), ("j", "J"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("q", "k"),
    ("c", "k"), ("w", "v"),
)  # fmt: skip
"""Letters that transliterations of one sound exchange, longest first; capitals stand for sounds, not letters."""

SILENT = str.maketrans("", "", "aeiouyh ")
DOUBLED = re.compile(r"(.)\1+")


def is_latin(name: str) -> bool:
    """Tell whether every letter of a name is written in Latin script."""
    if name.isascii():
        return True
    return all(
        letter < "\u0250" or "\u0250" <= letter < "\u0370" or "\u1e00" <= letter < "\u2070" for letter in name
    )


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


def strip_marks(text: str) -> str:
    """Return decomposed text without its combining marks."""
    if text.isascii():
        return text
    return "".join(letter for letter in text if not unicodedata.combining(letter))


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


def hash_key(key: str) -> int:
    """Return 64 bits of a key: among a million names two share theirs once in some 30 million gazetteers."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "little")
