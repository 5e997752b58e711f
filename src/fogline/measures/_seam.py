"""Say what a measure is, and read it from its file."""

import re
from dataclasses import dataclass
from pathlib import Path

from fogline.errors import PluginInvalid
from fogline.plugins import load_texts

__all__ = ["ROLE", "Measure", "load_measures", "parse_measure"]

ROLE = "measures"
NEEDED = ("name", "unit", "meaning", "counts")
KEY = re.compile(r"[a-z][a-z0-9_]*")
FIELD = re.compile(r"([a-z]+): (.*)")
PARTY = "party"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: `key` names its series, `meaning` says what it stands for and `counts` what goes into it.

    With `by_party` it counts each party for itself. `sql` is one select, whose rows
    are added up by area and month.
    """

    key: str
    name: str
    unit: str
    meaning: str
    counts: str
    by_party: bool
    sql: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns by which its rows are added up."""
        return ("level", "country", "admin1", "period", *((PARTY,) if self.by_party else ()))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its select must give."""
        return (*self.keys, "value", "low", "high")


def load_measures(own: Path | None = None) -> tuple[Measure, ...]:
    """Return every measure, sorted by key; those in the `measures/` of the casebook at `own` come first.

    Raises:
        PluginInvalid: a file's header is not whole.
    """
    texts = load_texts(ROLE, ".sql", own=own)
    return tuple(parse_measure(key, text, where=str(path)) for key, (path, text) in texts.items())


def parse_measure(key: str, text: str, *, where: str) -> Measure:
    """Return the measure of a SQL document.

    Raises:
        PluginInvalid: its name is no key, its header lacks a field or has another one, or no select follows.
    """
    if not KEY.fullmatch(key):
        raise PluginInvalid(
            f"{where}: found the name {key!r}, expected small letters, digits and underscores",
            hint="rename the file: its name is that of the series",
        )
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if not line.startswith("--")), len(lines))
    header = header_fields(lines[:start])
    missing = [field for field in NEEDED if not header.get(field)]
    unknown = [field for field in header if field not in (*NEEDED, "by")]
    if missing or unknown or header.get("by", PARTY) != PARTY:
        found = ", ".join(f"{field}: {value[:30]}" for field, value in header.items()) or "no header"
        raise PluginInvalid(
            f"{where}: found {found}, expected a comment with {', '.join(NEEDED)}, and by: {PARTY} or no by",
            hint="docs/how-to/add-a-measure.md shows a whole file",
        )
    sql = "\n".join(lines[start:]).strip()
    if not sql:
        raise PluginInvalid(f"{where}: found no SQL, expected one select after the header")
    return Measure(
        key, header["name"], header["unit"], header["meaning"], header["counts"], "by" in header, sql
    )


def header_fields(lines: list[str]) -> dict[str, str]:
    """Return the fields of comment lines; a line that names none goes on with the field before."""
    fields: dict[str, str] = {}
    field = ""
    for line in lines:
        words = line.removeprefix("--").strip()
        if named := FIELD.fullmatch(words):
            field, words = named[1], named[2]
        if field and words:
            fields[field] = f"{fields[field]} {words}" if field in fields else words
    return fields
