"""Turn bytes into text by what they carry: a mark, a declared charset, their own pattern."""

import codecs

from fogline.errors import SourceUnreadable

__all__ = ["decode", "has_wide_mark", "is_textual"]

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Charsets that turn bytes into something else than text, or that browsers read as their Windows superset.
SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}
# More damage than this and the bytes are not the text that they claim to be.
DAMAGE = 0.01
# In UTF-16, every ASCII character, spaces at the least, has a NUL on one and the same side.
UTF16_SHARE = 0.35
HEAD = 4096


def decode(data: bytes, *, name: str, charset: str | None = None) -> str:
    """Return the text of `data`.

    In this order: a byte order mark; UTF-8 when the bytes are valid UTF-8; the declared
    charset; UTF-16 without a mark; Windows-1252. A few broken bytes in a UTF-8 text become
    U+FFFD, where a reader sees them.

    Raises:
        SourceUnreadable: more than one character in a hundred is broken, or the bytes are no text.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return checked(data.removeprefix(codecs.BOM_UTF8), encoding, name)
    try:
        return data.decode("utf-8") if b"\x00" not in data[:HEAD] else decode_wide(data, name)
    except UnicodeDecodeError:
        pass
    declared = known_charset(charset)
    if declared not in (None, "utf-8"):
        return checked(data, str(declared), name)
    # Bytes that break UTF-8 everywhere were written in a one-byte charset; those that break it here and
    # there are a UTF-8 text that was cut or pasted together.
    repaired = data.decode("utf-8", "replace")
    beyond_ascii = sum(character > "\x7f" for character in repaired)
    if repaired.count("\ufffd") * 4 < beyond_ascii:
        return checked(data, "utf-8", name)
    return checked(data, "cp1252", name)


def decode_wide(data: bytes, name: str) -> str:
    """Return the text of bytes that hold NULs: UTF-16 without a mark, or UTF-8 with a few NULs in it."""
    head = data[:HEAD]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > UTF16_SHARE * len(head) / 2 and head[1 - offset :: 2].count(0) == 0:
            return checked(data, encoding, name)
    if head.count(0) > DAMAGE * len(head) + 1:
        raise SourceUnreadable(
            f"{name}: found binary bytes, expected text", hint="name the format that the file really has"
        )
    return data.decode("utf-8")


def checked(data: bytes, encoding: str, name: str) -> str:
    """Decode with broken bytes as U+FFFD, and refuse what is mostly broken."""
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    broken = text.count("\ufffd")
    if broken > DAMAGE * len(text) + 1:
        raise SourceUnreadable(
            f"{name}: {broken:,} of {len(text):,} characters are not valid {encoding}, expected a text",
            hint="save the file as UTF-8, or name the format that it really has",
        )
    return text


def has_wide_mark(head: bytes) -> bool:
    """Whether bytes begin with the mark of UTF-16 or UTF-32, whose line ends are not single bytes."""
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE))


def known_charset(charset: str | None) -> str | None:
    """Return Python's name of a declared text charset, None when there is none or nobody knows it."""
    try:
        found = codecs.lookup((charset or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding or found.name in {
        "idna",
        "punycode",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
    }:
        return None
    return SUPERSETS.get(found.name, found.name)


def is_textual(head: bytes) -> bool:
    """Whether the first bytes of a source can be those of a text."""
    try:
        text = decode(head[:HEAD], name="", charset=None)
    except (SourceUnreadable, UnicodeDecodeError):
        return False
    controls = sum(character < " " and character not in "\t\n\r\f\x1b" for character in text)
    return controls <= DAMAGE * len(text)
