"""Find the database that keeps a casebook's journal: the one that its settings name, else a file in its folder."""

from pathlib import Path

from fogline.config import SETTINGS_FILE, load_settings
from fogline.store.databases import Database
from fogline.store.postgres import PostgresSchema
from fogline.store.sqlite import SqliteFile

__all__ = ["ADDRESS", "FILE", "database_at", "database_of"]

FILE = "journal.db"
ADDRESS = "keeping.journal"
"""The setting that names a PostgreSQL server; the file is used where it is empty."""


def database_of(folder: Path) -> Database:
    """Return the database that the settings of a casebook name.

    Raises:
        SettingInvalid: the settings do not hold, or the address is none.
    """
    return database_at(folder, load_settings(folder / SETTINGS_FILE).text(ADDRESS))


def database_at(folder: Path, address: str) -> Database:
    """Return the PostgreSQL schema at an address, the file in the casebook's folder for none."""
    return PostgresSchema(address) if address else SqliteFile(folder / FILE)
