"""Take `--column FIELD=NAME`: which column or key of a table holds which field of a report."""

from collections.abc import Iterable

import click

from fogline.errors import SettingInvalid

__all__ = ["column_option", "split_columns"]

column_option = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=NAME",
    help="Column or key that holds a field, such as text=Body; may be given again.",
)


def split_columns(columns: Iterable[str]) -> dict[str, str]:
    """Return each field with the name of its column."""
    return dict(map(split_column, columns))


def split_column(column: str) -> tuple[str, str]:
    """Return field and column name of "text=Body"."""
    name, equals, column_name = column.partition("=")
    if not equals or not name or not column_name:
        raise SettingInvalid(
            f"--column: {column!r}, expected FIELD=NAME", hint="for example --column text=Body"
        )
    return name, column_name
