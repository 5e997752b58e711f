"""Serve one small casebook: made-up reports, one of them by somebody who means no good."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from fogline.casebook import Casebook
from fogline.web.app import create_app
from fogline.web.identity import Identity, Role
from fogline.web.local import LocalGate
from tests.fake_stages import documents, fake_stages

HOSTILE = "<script>alert(1)</script>\u202e\x1b[2J shelled \"the' mill;-- \ud800. Mallory denied it"
"""Markup, a text-direction override, a terminal escape, quotes for SQL and a lone surrogate."""

CHANGING = {"X-Fogline": "1"}


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """Return the folder of a casebook that no test changes."""
    book = Casebook(tmp_path_factory.mktemp("web") / "north.fog", stages=fake_stages())
    hostile = {"key": "evil", "text": HOSTILE, "outlet": "<b>Evil</b> Post", "published": "1822-06-01"}
    book.add_documents([*documents(12), hostile])
    book.run()
    return book.path


@pytest.fixture
def book(made, tmp_path) -> Casebook:
    """Return a casebook of one's own."""
    shutil.copytree(made, tmp_path / "north.fog")
    return Casebook(tmp_path / "north.fog", stages=fake_stages())


@pytest.fixture(scope="session")
def reader(made) -> TestClient:
    """Return a browser that looks at the casebook that no test changes."""
    return signed_in(Casebook(made, stages=fake_stages()))


@pytest.fixture
def client(book) -> TestClient:
    """Return a browser at a casebook of one's own; nothing is run after a decision."""
    return signed_in(book)


@pytest.fixture
def kept_up(book) -> Iterator[TestClient]:
    """Return a browser at a casebook of one's own that the desk keeps up to date."""
    with signed_in(book) as client:
        yield client


def signed_in(book: Casebook) -> TestClient:
    """Return the browser of Ada Kern, who opened the link."""
    gate = LocalGate("Ada Kern")
    client = TestClient(create_app(book, gate), base_url="http://127.0.0.1", headers=CHANGING)
    client.cookies.set(gate.cookie, gate.session)
    return client


class RoleGate:
    """A team's gate that takes a header's word for who asks."""

    mode = "team"

    def identify(self, request) -> Identity:
        name, role = request.headers["x-who"].split("/")
        return Identity.of(name, role)

    def check_change(self, request, me) -> None:
        del request, me


@pytest.fixture
def team(book) -> Callable[[str, Role], TestClient]:
    """Return a function that gives the browser of somebody with a role, all of them at one desk."""
    app = create_app(book, RoleGate())

    def browser(name: str, role: Role) -> TestClient:
        headers = {**CHANGING, "x-who": f"{name}/{role}"}
        return TestClient(app, base_url="http://127.0.0.1", headers=headers)

    return browser
