"""`fogline serve`: on this machine alone, with a link that works, and with a clear word where something is missing."""

import sys
import threading

import httpx
import pytest

from fogline.cli import main
from fogline.errors import SettingInvalid
from fogline.web import server
from fogline.web.app import create_app
from fogline.web.local import LocalGate
from fogline.web.server import listening, serve_on


def test_without_the_extra_it_says_what_to_install(made, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "fastapi", None)
    for name in [name for name in sys.modules if name.startswith("fogline.web")]:
        monkeypatch.delitem(sys.modules, name)

    with pytest.raises(SystemExit) as stopped:
        main(["serve", str(made), "--no-open"])

    assert stopped.value.code == 2
    assert "pip install 'fogline[web]'" in capsys.readouterr().err


def test_it_listens_on_this_machine_alone():
    with listening(0) as opened:
        assert opened.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_is_named():
    with listening(0) as opened, pytest.raises(SettingInvalid, match=str(port_of(opened))):
        listening(port_of(opened))


def test_it_answers_at_the_address_that_it_tells(book, monkeypatch):
    app = create_app(book, LocalGate("Ada Kern"))
    heard: list[str] = []
    told = threading.Event()

    def ready(address: str) -> None:
        heard.append(address)
        told.set()

    started = noted_servers(monkeypatch)
    thread = threading.Thread(target=serve_on, args=(app, 0, ready))
    thread.start()
    assert told.wait(60)
    answer = httpx.get(f"{heard[0]}/api/book", timeout=60)
    started[0].should_exit = True
    thread.join(60)

    assert answer.status_code == 401
    assert not thread.is_alive()


def port_of(opened) -> int:
    return int(opened.getsockname()[1])


def noted_servers(monkeypatch) -> list:
    """Return a list to which each server that is started comes, so that a test can end it."""
    started: list[server.Serving] = []
    made = server.Serving

    def note(*given):
        started.append(made(*given))
        return started[-1]

    monkeypatch.setattr(server, "Serving", note)
    return started
