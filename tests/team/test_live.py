"""Pages hear at once what this desk and other processes did, each thing once, for as long as they may look."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest
from starlette.requests import Request

from fogline.casebook import Casebook
from fogline.web import live
from fogline.web.desk import Desk as ServedDesk
from fogline.web.desk import Happened
from fogline.web.identity import Identity, NotSignedIn
from fogline.web.live import Live, stream
from tests.fake_stages import documents, fake_stages
from tests.team.conftest import Desk


class Gate:
    """Lets everybody in until it is closed."""

    mode = "team"

    def __init__(self) -> None:
        self.is_open = True

    def identify(self, request) -> Identity:
        del request
        if not self.is_open:
            raise NotSignedIn("closed")
        return Identity.of("Rea", "reader")

    def check_change(self, request, me) -> None:
        del request, me


@pytest.fixture
def served(desk: Desk, tmp_path: Path) -> ServedDesk:
    """A desk at a casebook of one's own; nothing is run beside it."""
    shutil.copytree(desk.book.path, tmp_path / "north.fog")
    return ServedDesk(Casebook(tmp_path / "north.fog", stages=fake_stages()), Gate())


@pytest.fixture
def another(served: ServedDesk) -> Casebook:
    """The same casebook as another process has it."""
    return Casebook(served.book.path, stages=fake_stages())


def asked(served: ServedDesk, following: Live) -> Request:
    """Return a request for the events."""
    app = type("App", (), {"state": type("State", (), {"desk": served, "live": following})})
    return Request({"type": "http", "method": "GET", "path": "/api/events", "headers": [], "app": app})


def heard(following: Live, *acts) -> list[Happened]:
    """Return what a page hears that listens while some things are done."""

    async def listening() -> list[Happened]:
        page = following.listen()
        for act in acts:
            act()
        following.announced(Happened("asked", (), None, "the end"))
        events = []
        while (happened := await page.next()).head != "the end":
            events.append(happened)
        following.leave(page)
        return events

    return asyncio.run(listening())


def test_what_another_process_decided_is_heard(served: ServedDesk, another: Casebook) -> None:
    following = Live(served)
    claim = next(iter(another.claims()))

    events = heard(following, lambda: another.review.reject(claim, by="Ben"), following.look)

    assert events == [Happened("decided", (claim.report,), "Ben", another.head)]


def test_what_this_desk_announced_is_heard_once(served: ServedDesk, another: Casebook) -> None:
    following = Live(served)
    claim = next(iter(another.claims()))
    served.listeners.append(following.announced)

    def decide() -> None:
        served.book.review.accept(claim, by="Ada")
        for listener in served.listeners:
            listener(Happened("decided", (claim.id,), "Ada", served.book.head))

    events = heard(following, decide, following.look, following.look)

    assert events == [Happened("decided", (claim.id,), "Ada", another.head)]


def test_undos_and_reports_that_come_in_are_heard_and_a_backup_is_not(
    served: ServedDesk, another: Casebook, tmp_path: Path
) -> None:
    decision = another.review.accept(next(iter(another.claims())), by="Ben")
    following = Live(served)

    events = heard(
        following,
        lambda: another.review.undo(decision, by="Cleo"),
        lambda: another.add_documents(documents(9)[-1:]),
        lambda: another.pack(tmp_path / "a.fogpack"),
        following.look,
    )

    assert [(one.kind, one.by) for one in events] == [("undone", "Cleo"), ("came_in", None)]


def test_a_page_that_is_slow_is_told_to_look_at_everything(
    served: ServedDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "WAITING", 3)
    following = Live(served)
    many = [
        lambda number=number: following.announced(Happened("asked", (), None, str(number)))
        for number in range(4)
    ]

    events = heard(following, *many)

    assert [(one.kind, one.head) for one in events] == [("ran", "3")]


def test_a_stream_ends_when_its_session_does(served: ServedDesk) -> None:
    following = Live(served)

    async def listening() -> list[str]:
        lines = []
        events = stream(following, asked(served, following))
        lines.append(await anext(events))
        following.announced(Happened("asked", ("q-1",), "Ada", "1"))
        lines.append(await anext(events))
        served.gate.is_open = False
        following.announced(Happened("asked", ("q-2",), "Ada", "2"))
        lines += [line async for line in events]
        return lines

    first, second = asyncio.run(listening())

    assert first == ": listening\n\n"
    told = json.loads(second.removeprefix("data: "))
    assert told == {"kind": "asked", "objects": ["q-1"], "by": "Ada", "head": "1"}


def test_a_stream_ends_when_the_server_stops(served: ServedDesk) -> None:
    following = Live(served)

    async def listening() -> list[str]:
        events = stream(following, asked(served, following))
        lines = [await anext(events)]
        following.end()
        return lines + [line async for line in events]

    assert asyncio.run(listening()) == [": listening\n\n"]


def test_following_begins_and_ends_with_the_desk(served: ServedDesk) -> None:
    following = Live(served)

    with following:
        assert served.listeners == [following.announced]

    assert served.listeners == []
    assert following.failed is None
