"""Serve one small casebook to a team of four, whose clock the tests turn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fogline.casebook import Casebook
from fogline.store.accounts import Accounts, open_accounts
from fogline.store.postgres import PostgresSchema
from fogline.store.sealing import CLEAR
from fogline.store.sqlite import SqliteFile
from fogline.web import accounts as rules
from fogline.web.accounts import add_account, make_token
from fogline.web.app import create_app
from fogline.web.sessions import CSRF_COOKIE, TeamGate
from tests.fake_stages import documents, fake_stages

PASSWORD = "four words at random"
TEAM = {"Rea": "reader", "Cody": "coder", "Vera": "reviewer", "Ada": "admin"}
NAMES = {role: name for name, role in TEAM.items()}
PAGE = {"X-Fogline": "1"}
START = datetime(2001, 1, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is turned."""

    moment: datetime = START

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Desk:
    """A team's desk, and browsers and programs at it."""

    book: Casebook
    accounts: Accounts
    app: FastAPI
    clock: Clock
    held: dict[str, TestClient] = field(default_factory=dict)

    def browser(self, *, address: str = "192.0.2.1") -> TestClient:
        """Return a browser that nobody has logged in with."""
        return TestClient(self.app, base_url="https://127.0.0.1", headers=PAGE, client=(address, 50_000))

    def log_in(self, client: TestClient, name: str, password: str = PASSWORD, **more: str):
        """Log in as the page does; what changes something then has the CSRF token."""
        answer = client.post("/api/session", json={"name": name, "password": password, **more})
        if answer.status_code == 200:
            client.headers["X-CSRF-Token"] = client.cookies[CSRF_COOKIE]
        return answer

    def entered(self, name: str) -> TestClient:
        """Return a new browser of somebody who is in."""
        client = self.browser()
        assert self.log_in(client, name).status_code == 200
        return client

    def program(self, name: str, *scopes: str, days: int = 1) -> TestClient:
        """Return a program with a token."""
        secret, _ = make_token(self.accounts, name, label="wire", scopes=scopes, days=days, at=self.clock())
        client = self.browser()
        client.headers["Authorization"] = f"Bearer {secret}"
        return client


def make_desk(folder: Path) -> Desk:
    """Return a desk with one account a role."""
    book = Casebook(folder, stages=fake_stages())
    book.add_documents(documents(4))
    book.run()
    clock = Clock()
    for name, role in TEAM.items():
        add_account(book.accounts, name, role, PASSWORD, at=clock())
    return Desk(book, book.accounts, create_app(book, TeamGate(book.accounts, clock=clock)), clock)


@pytest.fixture(scope="session", autouse=True)
def cheap_hashes() -> Iterator[None]:
    """Hash at the least cost: what a hash costs is one test's concern."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rules, "hasher", lambda: cheap)
        patch.setattr(rules, "DUMMY", cheap.hash("nobody's"))
        yield


@pytest.fixture(scope="session")
def desk(cheap_hashes: None, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk that all tests share; those that change an account make one."""
    del cheap_hashes
    return make_desk(tmp_path_factory.mktemp("team") / "north.fog")


@pytest.fixture
def newcomer(desk: Desk) -> Callable[..., str]:
    """Return what makes an account of one's own."""

    def make(role: str = "reader") -> str:
        name = f"New {len(desk.accounts.listed())}"
        add_account(desk.accounts, name, role, PASSWORD, at=desk.clock())
        return name

    return make


@pytest.fixture(params=["sqlite", "postgres"])
def accounts(request: pytest.FixtureRequest, tmp_path: Path) -> Accounts:
    """Accounts beside a journal of either kind."""
    if request.param == "sqlite":
        return open_accounts(tmp_path, SqliteFile(tmp_path / "journal.db"), CLEAR)
    return open_accounts(tmp_path, PostgresSchema(request.getfixturevalue("address")), CLEAR)
