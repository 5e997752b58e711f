"""Bring what sources say about a report into one form: dates, languages, short fields, texts."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["clean_field", "clean_text", "lang_code", "published_iso"]

# News has been printed since 1605; later than this no report that is read has been published.
FIRST_YEAR, LAST_YEAR = 1600, 2199
# A field longer than this is a text in the wrong place.
FIELD_CHARS = 2_000
ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
ISO_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{8})[T ](\d{2}:?\d{2})(?::?(\d{2})(?:[.,]\d+)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?",
    re.I,
)
WRITTEN_DAY = re.compile(
    r"(?:[A-Za-z]+,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})"
    r"|(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{4}))"
)
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LANG = re.compile(r"([a-zA-Z]{2,3})(?:[-_][A-Za-z0-9-]+)?")


def published_iso(value: object) -> str | None:
    """Return a publication time as ISO 8601: a date, or a datetime with the offset it was given with.

    Understands ISO 8601 (also without dashes), RFC 2822 as in mails and feeds, "20 May
    2022" and "May 20, 2022". Orders that differ between countries (05/06/2022), years before
    1600 or after 2199 and nonsense give None: an unknown date, never a guessed one.
    """
    if isinstance(value, datetime):
        return in_range(value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return in_range(value.isoformat())
    written = value.strip() if isinstance(value, str) else ""
    if not 8 <= len(written) <= 80 or not written.isprintable():
        return None
    try:
        return iso_form(written) or written_form(written) or mail_form(written)
    except (ValueError, OverflowError, TypeError, IndexError):
        # email.utils raises each of these on some malformed date.
        return None


def iso_form(written: str) -> str | None:
    """Read ISO 8601."""
    if whole := ISO_DAY.fullmatch(written):
        return in_range(date(*map(int, whole.groups())).isoformat())
    if (parts := ISO_TIME.fullmatch(written)) is None:
        return None
    day, minute, second, offset = parts.groups()
    year, month, day_of_month = ISO_DAY.fullmatch(day).groups()  # type: ignore[union-attr]  # matched above
    clock = f"{minute[:2]}:{minute[-2:]}:{second or '00'}"
    return in_range(
        datetime.fromisoformat(f"{year}-{month}-{day_of_month}T{clock}{iso_offset(offset)}").isoformat()
    )


def iso_offset(offset: str | None) -> str:
    """Return "+02:00" for "+0200" or "+02", "+00:00" for "Z", "" for none."""
    if offset is None:
        return ""
    if offset[0] not in "+-":
        return "+00:00"
    return f"{offset[:3]}:{offset[-2:] if len(offset) > 3 else '00'}"


def written_form(written: str) -> str | None:
    """Read a day with its month in English words."""
    if (parts := WRITTEN_DAY.fullmatch(written)) is None:
        return None
    found = parts.groupdict()
    month = (found["month"] or found["month2"]).lower()
    named = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(month)]
    if not named:
        return None
    year, day = int(found["year"] or found["year2"]), int(found["day"] or found["day2"])
    return in_range(date(year, named[0], day).isoformat())


def mail_form(written: str) -> str | None:
    """Read RFC 2822."""
    moment = parsedate_to_datetime(written)
    # "-0000" says that the offset is not known, and the clock is UTC.
    aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None and written.endswith("-0000") else moment
    if abs(aware.utcoffset() or timedelta()) > timedelta(hours=16):
        return None
    return in_range(aware.isoformat(timespec="seconds"))


def in_range(iso: str) -> str | None:
    """Return `iso` when its year is one in which a report can have been published."""
    return iso if FIRST_YEAR <= int(iso[:4]) <= LAST_YEAR else None


def lang_code(value: object) -> str | None:
    """Return "en" for "en-GB", "EN_us" or "en"; None for what is no language code."""
    if not isinstance(value, str) or (match := LANG.fullmatch(value.strip())) is None:
        return None
    code = match[1].lower()
    return None if code in {"und", "mul", "zxx", "xx"} else code


def clean_field(value: object) -> str | None:
    """Return a title, a name or a key on one line; None for what is empty, no text, or too long to be one."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    line = " ".join(printable(str(value)).split())
    return line if 0 < len(line) <= FIELD_CHARS else None


def clean_text(text: str) -> str:
    """Return `text` with one kind of line end and no character that UTF-8 or a database cannot hold.

    NUL and lone surrogates become U+FFFD, one for one, so that damage stays visible.
    Everything else stays: directions, controls, spaces. They are made inert where they are shown.
    """
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def printable(text: str) -> str:
    """Return `text` with NUL and lone surrogates as U+FFFD."""
    return UNSTORABLE.sub("\ufffd", text)
