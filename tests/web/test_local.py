"""The desk of one person: who opened the link, from this machine, from the desk's own page."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from fogline.web.app import create_app
from fogline.web.local import LocalGate
from fogline.web.page import page_app
from tests.web.conftest import CHANGING


@pytest.fixture
def gate() -> LocalGate:
    return LocalGate("Ada Kern")


@pytest.fixture
def stranger(book, gate) -> TestClient:
    """Return a browser that has not opened the link."""
    return TestClient(create_app(book, gate), base_url="http://127.0.0.1", follow_redirects=False)


def test_the_link_lets_in_once(stranger, gate):
    assert stranger.get("/api/book").status_code == 401

    entered = stranger.get("/enter", params={"token": gate.token})

    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    assert stranger.get("/api/book").json()["me"]["name"] == "Ada Kern"
    stranger.cookies.clear()
    assert stranger.get("/enter", params={"token": gate.token}).status_code == 401
    assert stranger.get("/api/book").status_code == 401


def test_the_cookie_is_for_the_desks_own_pages_alone(stranger, gate):
    cookie = stranger.get("/enter", params={"token": gate.token}).headers["set-cookie"].lower()

    assert {"httponly", "samesite=strict", "path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("token", ["", "wrong", "\u00e9", "0" * 10_000])
def test_another_token_lets_nobody_in(stranger, token):
    answer = stranger.get("/enter", params={"token": token})

    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers


def test_a_session_that_somebody_set_beforehand_is_worth_nothing(stranger, gate):
    stranger.cookies.set(gate.cookie, "chosen-by-another")

    stranger.get("/enter", params={"token": gate.token})

    assert gate.session != "chosen-by-another"
    assert TestClient(
        stranger.app, base_url="http://127.0.0.1", cookies={gate.cookie: "chosen-by-another"}
    ).get("/api/book").status_code == 401  # fmt: skip


def test_desks_of_one_machine_do_not_share_a_cookie():
    assert LocalGate("Ada Kern").cookie != LocalGate("Ada Kern").cookie


def test_everything_under_api_wants_a_session(stranger):
    description = stranger.get("/api/openapi.json").json()

    for path, methods in description["paths"].items():
        for method in methods:
            answer = stranger.request(
                method, path.replace("{", "").replace("}", ""), json={}, headers=CHANGING
            )
            assert answer.status_code in (401, 404), (method, path, answer.text)
            assert answer.status_code == 401 or "team" in description["paths"][path][method]["tags"]


def test_a_form_of_another_site_changes_nothing(client):
    plain = TestClient(client.app, base_url="http://127.0.0.1", cookies=dict(client.cookies))

    without = plain.post("/api/today/seen")
    elsewhere = plain.post("/api/today/seen", headers={**CHANGING, "Sec-Fetch-Site": "cross-site"})
    beside = plain.post("/api/today/seen", headers={**CHANGING, "Sec-Fetch-Site": "same-site"})

    assert [without.status_code, elsewhere.status_code, beside.status_code] == [403, 403, 403]


def test_a_name_that_was_pointed_at_this_machine_is_refused(client):
    assert client.get("/api/book", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/api/book", headers={"Host": "localhost"}).status_code == 200


def test_no_other_site_may_read_frame_or_be_told(client):
    headers = client.get("/api/book").headers

    assert "access-control-allow-origin" not in headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_a_page_that_is_not_built_says_how(tmp_path):
    answer = TestClient(page_app(tmp_path)).get("/")

    assert answer.status_code == 503
    assert "make desk" in answer.text


def test_a_page_that_is_built_is_served_with_its_files(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>desk</title>")
    (tmp_path / "assets" / "a.js").write_text("1")
    app = FastAPI()
    app.mount("/", page_app(tmp_path))
    served = TestClient(app)

    assert served.get("/").text == "<title>desk</title>"
    assert served.get("/assets/a.js").headers["content-type"].startswith("text/javascript")
    assert served.get("/assets/b.js").status_code == 404
