"""Find a report's fields in a row of a table or a JSON object, by the names people give them."""

from collections.abc import Iterable, Mapping
from typing import Any

from fogline.errors import SourceUnreadable
from fogline.readers._compose import Found
from fogline.readers._seam import ReadOptions

__all__ = ["FIELDS", "has_text_column", "listed", "row_report_parts"]

# Written as `squeezed` writes them; the first name that a row has wins.
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "fulltext", "articletext", "articlebody", "article", "story", "maintext",
        "contenttext", "bodytext",
    ),
    "key": ("key", "id", "docid", "documentid", "articleid", "storyid"),
    "url": ("url", "link", "permalink", "sourceurl", "canonicalurl", "articleurl", "pageurl"),
    "outlet": (
        "outlet", "source", "publisher", "publication", "sourcename", "outletname", "sitename", "site",
        "newspaper",
    ),
    "title": ("title", "headline", "heading"),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "published": (
        "published", "publishedat", "publishedon", "publicationdate", "publishdate", "publisheddate",
        "pubdate", "datepublished", "dateofpublication", "date", "datetime", "created", "createdat",
    ),
    "lang": ("lang", "language", "languagecode", "inlanguage"),
}  # fmt: skip
FIELDS = tuple(SYNONYMS)
# So many names are enough for a person to see what is wrong.
NAMES_SHOWN = 20


def row_report_parts(row: Mapping[str, Any], *, where: str, options: ReadOptions) -> tuple[str, Found]:
    """Return a row's text and its other fields.

    Raises:
        SourceUnreadable: the row has no text, or not the column that `options.columns` names.
    """
    squeezed_names = {squeezed(name): name for name in reversed(list(row))}
    values = {field: value_of(row, squeezed_names, field, where, options) for field in FIELDS}
    text = values.pop("text")
    if isinstance(text, list) and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    if not isinstance(text, str):
        raise SourceUnreadable(
            f"{where}: no text, found {listed(row)}",
            hint="name the one that holds the text: columns={'text': …}, or --column text=…",
        )
    return text, Found(**{field: plain_value(value) for field, value in values.items()})


def has_text_column(header: Iterable[str], options: ReadOptions) -> bool:
    """Whether a table's header has a column for the text, by the caller's mapping or by a synonym."""
    return "text" in options.columns or any(squeezed(name) in SYNONYMS["text"] for name in header)


def value_of(
    row: Mapping[str, Any], squeezed_names: Mapping[str, str], field: str, where: str, options: ReadOptions
) -> Any:
    """Return a field's value by the caller's mapping, else by the first synonym that has one."""
    if column := options.columns.get(field):
        if column in row:
            return row[column]
        found, value = descend(row, column.split("."))
        if not found and field == "text":
            raise SourceUnreadable(
                f"{where}: no {column!r} for the text, found {listed(row)}", hint="check the column's name"
            )
        return value
    for synonym in SYNONYMS[field]:
        if synonym in squeezed_names and row[squeezed_names[synonym]] not in (None, ""):
            return row[squeezed_names[synonym]]
    return None


def descend(value: Any, path: Iterable[str]) -> tuple[bool, Any]:
    """Follow "article.body" into nested objects; return whether it leads somewhere, and to what."""
    for step in path:
        if not isinstance(value, Mapping) or step not in value:
            return False, None
        value = value[step]
    return True, value


def plain_value(value: Any) -> Any:
    """Return the name in `{"name": …}` and the names of a list, as feeds of news give outlets and authors."""
    if isinstance(value, Mapping):
        return plain_value(value.get("name"))
    if isinstance(value, list):
        names = [plain_value(item) for item in value if not isinstance(item, list)]
        return ", ".join(name for name in names if isinstance(name, str)) or None
    return value


def squeezed(name: str) -> str:
    """Return the letters and digits of a column's name: "Pub. Date" and "pub_date" are the same."""
    return "".join(character for character in name.casefold() if character.isalnum())


def listed(row: Mapping[str, Any]) -> str:
    """Name the columns of a row in an error."""
    names = [repr(str(name)[:60]) for name in list(row)[:NAMES_SHOWN]]
    more = f" and {len(row) - NAMES_SHOWN} more" if len(row) > NAMES_SHOWN else ""
    return f"the columns {', '.join(names)}{more}" if names else "no columns"
