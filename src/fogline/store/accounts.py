"""Keep who works on a casebook: accounts, open sessions, tokens, and failed attempts to come in.

They stand in a database of their own beside the journal: `accounts.db`, or the schema
`<schema>_accounts` where the journal is on PostgreSQL. They are no part of the hash
chain, because they must be forgotten when a person leaves, change many times an hour,
and follow nobody into a copy of the casebook; what a person *decides* is in the chain.

Of passwords, sessions and tokens only hashes are kept; the secret of one-time codes
goes through the casebook's seal.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy import Row as Found

from fogline.model.records import Record
from fogline.store.databases import Database
from fogline.store.postgres import PostgresSchema
from fogline.store.sealing import Seal
from fogline.store.sqlite import SqliteFile

__all__ = ["Account", "Accounts", "Attempts", "Session", "Token", "open_accounts"]

FILE = "accounts.db"
OWNER_ALONE = 0o600
ABOUT = "one-time codes"

metadata = MetaData()

accounts = Table(
    "accounts", metadata,
    Column("name", String(80), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", Text, nullable=False),
    Column("totp", Text, nullable=False),
    Column("totp_used", Integer, nullable=False),
    Column("disabled", Integer, nullable=False),
    Column("made", String(32), nullable=False),
)  # fmt: skip

sessions = Table(
    "sessions", metadata,
    Column("key", String(64), primary_key=True),
    Column("account", String(80), nullable=False, index=True),
    Column("made", String(32), nullable=False),
    Column("used", String(32), nullable=False),
)  # fmt: skip

tokens = Table(
    "tokens", metadata,
    Column("key", String(64), primary_key=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("account", String(80), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("made", String(32), nullable=False),
    Column("until", String(32), nullable=False),
)  # fmt: skip

attempts = Table(
    "attempts", metadata,
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last", String(32), nullable=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Account(Record):
    """Who may come in. `password` is its hash; `totp` the secret of one-time codes, "" where none are asked for;
    `totp_used` the number of the last code, which is good once."""

    name: str
    role: str
    password: str
    totp: str
    totp_used: int
    disabled: bool
    made: str


@dataclass(frozen=True, slots=True)
class Session(Record):
    """Somebody who is in, by the hash of what their browser holds; `made` and `used` are UTC."""

    key: str
    account: str
    made: str
    used: str


@dataclass(frozen=True, slots=True)
class Token(Record):
    """What a program comes in with, by its hash; `id` names it to people. It is good until `until`, UTC."""

    key: str
    id: str
    account: str
    label: str
    scopes: tuple[str, ...]
    made: str
    until: str


@dataclass(frozen=True, slots=True)
class Attempts(Record):
    """How often in a row somebody failed to come in, and when last, UTC."""

    failures: int
    last: str


class Accounts:
    """The accounts of a casebook."""

    def __init__(self, database: Database, seal: Seal) -> None:
        self._database = database
        self._seal = seal

    # Accounts

    def find(self, name: str) -> Account | None:
        """Return an account."""
        with self._reading() as connection:
            row = connection.execute(select(accounts).where(accounts.c.name == name)).first()
        return None if row is None else account_of(row, self._seal)

    def listed(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        with self._reading() as connection:
            return listed(connection, self._seal)

    @contextmanager
    def changing(self) -> Iterator["Changes"]:
        """Change accounts, sessions and tokens; all of it holds or nothing, and others wait."""
        with self._database.changing() as connection:
            self._make(connection)
            yield Changes(connection, self._seal)

    # Sessions, tokens, attempts

    def session(self, key: str) -> Session | None:
        """Return the session of a key."""
        with self._reading() as connection:
            row = connection.execute(select(sessions).where(sessions.c.key == key)).first()
        return None if row is None else Session(row.key, row.account, row.made, row.used)

    def token(self, key: str) -> Token | None:
        """Return the token of a key."""
        with self._reading() as connection:
            row = connection.execute(select(tokens).where(tokens.c.key == key)).first()
        return None if row is None else token_of(row)

    def tokens(self, account: str) -> tuple[Token, ...]:
        """Return the tokens of an account, the oldest first."""
        query = select(tokens).where(tokens.c.account == account).order_by(tokens.c.made, tokens.c.id)
        with self._reading() as connection:
            return tuple(token_of(row) for row in connection.execute(query).all())

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """Open the tables, made when missing."""
        if not self._is_made():
            with self._database.changing() as connection:
                self._make(connection)
        with self._database.reading() as connection:
            yield connection

    def _is_made(self) -> bool:
        """Whether the tables are there."""
        if isinstance(self._database, SqliteFile) and not self._database.is_there():
            return False
        with self._database.reading() as connection:
            return connection.dialect.has_table(connection, attempts.name)

    def _make(self, connection: Connection) -> None:
        """Make what is missing."""
        if not connection.dialect.has_table(connection, attempts.name):
            self._database.make_room(connection)
            metadata.create_all(connection)


class Changes:
    """What can be changed of accounts, within one transaction."""

    def __init__(self, connection: Connection, seal: Seal) -> None:
        self._connection = connection
        self._seal = seal

    def listed(self) -> tuple[Account, ...]:
        """Return all accounts by name."""
        return listed(self._connection, self._seal)

    def put(self, account: Account) -> None:
        """Keep an account, in the place of one of the same name."""
        row = asdict(account) | {"disabled": int(account.disabled)}
        row["totp"] = self._seal.close_text(account.totp, about=ABOUT) if account.totp else ""
        self._connection.execute(delete(accounts).where(accounts.c.name == account.name))
        self._connection.execute(insert(accounts).values(row))

    def remove(self, name: str) -> None:
        """Forget an account, with its sessions and tokens."""
        self.close_sessions(name)
        self.revoke(name)
        self._connection.execute(delete(accounts).where(accounts.c.name == name))

    def names(self, role: str) -> tuple[str, ...]:
        """Return who has a role and is not disabled."""
        query = select(accounts.c.name).where(accounts.c.role == role, accounts.c.disabled == 0)
        return tuple(self._connection.execute(query).scalars())

    def open_session(self, session: Session) -> None:
        """Let somebody in."""
        self._connection.execute(insert(sessions).values(asdict(session)))

    def use_session(self, key: str, moment: str) -> None:
        """Note that a session was used."""
        self._connection.execute(update(sessions).where(sessions.c.key == key).values(used=moment))

    def close_session(self, key: str) -> None:
        """Let somebody out."""
        self._connection.execute(delete(sessions).where(sessions.c.key == key))

    def close_sessions(self, account: str) -> None:
        """Let somebody out everywhere."""
        self._connection.execute(delete(sessions).where(sessions.c.account == account))

    def forget_sessions(self, *, made_before: str, used_before: str) -> None:
        """Forget sessions that have run out."""
        old = (sessions.c.made < made_before) | (sessions.c.used < used_before)
        self._connection.execute(delete(sessions).where(old))

    def put_token(self, token: Token) -> None:
        """Keep a token."""
        row = asdict(token) | {"scopes": " ".join(token.scopes)}
        self._connection.execute(insert(tokens).values(row))

    def revoke(self, account: str, id: str | None = None) -> int:
        """Remove a token of an account, all of them when none is named; return how many there were."""
        query = delete(tokens).where(tokens.c.account == account)
        if id is not None:
            query = query.where(tokens.c.id == id)
        return self._connection.execute(query).rowcount

    def attempts(self, key: str) -> Attempts | None:
        """Return the failed attempts under a key."""
        row = self._connection.execute(select(attempts).where(attempts.c.key == key)).first()
        return None if row is None else Attempts(row.failures, row.last)

    def put_attempts(self, key: str, made: Attempts) -> None:
        """Note failed attempts."""
        self.forgive(key)
        self._connection.execute(insert(attempts).values({"key": key, **asdict(made)}))

    def forgive(self, key: str) -> None:
        """Forget failed attempts."""
        self._connection.execute(delete(attempts).where(attempts.c.key == key))


def listed(connection: Connection, seal: Seal) -> tuple[Account, ...]:
    """Return all accounts by name."""
    rows = connection.execute(select(accounts).order_by(accounts.c.name)).all()
    return tuple(account_of(row, seal) for row in rows)


def account_of(row: "Found[Any]", seal: Seal) -> Account:
    """Return an account from its row."""
    totp = seal.open_text(row.totp, about=ABOUT) if row.totp else ""
    return Account(row.name, row.role, row.password, totp, row.totp_used, bool(row.disabled), row.made)


def token_of(row: "Found[Any]") -> Token:
    """Return a token from its row."""
    return Token(row.key, row.id, row.account, row.label, tuple(row.scopes.split()), row.made, row.until)


def open_accounts(folder: Path, journal: Database, seal: Seal) -> Accounts:
    """Return the accounts of a casebook, beside its journal."""
    if isinstance(journal, PostgresSchema):
        return Accounts(journal.within(f"{journal.schema}_accounts"), seal)
    return Accounts(SqliteFile(folder / FILE, mode=OWNER_ALONE), seal)
