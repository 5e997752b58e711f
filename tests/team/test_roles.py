"""Every route of the desk asks for one scope: the table of them, held against the description."""

import pytest

from fogline.web.identity import SCOPES
from tests.team.conftest import NAMES, Desk

NOBODY, READ, EXPORT, CODE, ASK, REVIEW, ADMIN = "nobody", "read", "export", "code", "ask", "review", "admin"
WANTED = {
    ("get", "/api/book"): READ,
    ("get", "/api/today"): READ,
    ("post", "/api/today/seen"): READ,
    ("get", "/api/claims"): READ,
    ("get", "/api/claims/{id}"): READ,
    ("get", "/api/incidents"): READ,
    ("get", "/api/incidents/{id}"): READ,
    ("get", "/api/incidents/{id}/why"): READ,
    ("get", "/api/map"): READ,
    ("get", "/api/timeline"): READ,
    ("get", "/api/reports"): READ,
    ("get", "/api/reports/{id}"): READ,
    ("get", "/api/reports/{id}/original"): READ,
    ("get", "/api/sources"): READ,
    ("get", "/api/actors"): READ,
    ("get", "/api/places"): READ,
    ("get", "/api/names"): READ,
    ("post", "/api/names"): CODE,
    ("get", "/api/questions"): READ,
    ("post", "/api/questions"): ASK,
    ("get", "/api/questions/{id}"): READ,
    ("post", "/api/questions/{id}/resolution"): REVIEW,
    ("get", "/api/record"): READ,
    ("get", "/api/series"): READ,
    ("get", "/api/series/{name}"): READ,
    ("get", "/api/forecasts"): READ,
    ("post", "/api/forecasts"): ASK,
    ("get", "/api/forecasts/{id}"): READ,
    ("get", "/api/boards"): READ,
    ("get", "/api/boards/{name}"): READ,
    ("get", "/api/review"): READ,
    ("post", "/api/review"): CODE,
    ("post", "/api/review/undo"): CODE,
    ("get", "/api/exports"): EXPORT,
    ("get", "/api/exports/{format}"): EXPORT,
    ("get", "/api/exports/{format}/losses"): EXPORT,
    ("get", "/api/brief"): EXPORT,
    ("get", "/api/events"): READ,
    ("post", "/api/session"): NOBODY,
    ("delete", "/api/session"): READ,
    ("post", "/api/password"): READ,
    ("get", "/api/accounts"): ADMIN,
    ("post", "/api/accounts"): ADMIN,
    ("patch", "/api/accounts/{name}"): ADMIN,
    ("get", "/api/tokens"): READ,
    ("post", "/api/tokens"): READ,
    ("delete", "/api/tokens/{id}"): READ,
}
"""The scope that each route wants."""
BY_PEOPLE_ALONE = {
    ("delete", "/api/session"), ("post", "/api/password"), ("post", "/api/tokens"), ("delete", "/api/tokens/{id}"),
}  # fmt: skip
"""What no token may do: make itself another, or put its owner out."""
ENDLESS = ("get", "/api/events")
ASKED = [route for route in WANTED if WANTED[route] != NOBODY]


def status(client, route) -> int:
    """Ask for something that is not there, with nothing to do in it: what is refused is refused before that is seen."""
    method, path = route
    asked = path.format(id="x-0", name="nobody at all", format="none")
    content = {} if method in ("get", "delete") else {"json": {"nothing": "to do"}}
    return client.request(method.upper(), asked, **content).status_code


def test_the_table_has_every_route_of_the_description(desk: Desk):
    described = {
        (method, path) for path, methods in desk.app.openapi()["paths"].items() for method in methods
    }

    assert described == set(WANTED)


def test_nobody_may_do_anything_but_log_in(desk: Desk):
    client = desk.browser()

    assert {route: status(client, route) for route in ASKED} == dict.fromkeys(ASKED, 401)


@pytest.mark.parametrize("role", SCOPES)
def test_a_role_may_do_what_its_scopes_say_and_nothing_else(desk: Desk, role):
    client = desk.entered(NAMES[role])
    # Last, and in a browser of its own: it ends the session.
    asked = [route for route in ASKED if route not in (ENDLESS, ("delete", "/api/session"))]

    answers = {route: status(client, route) for route in asked}

    assert 401 not in answers.values()
    assert {route for route, answer in answers.items() if answer == 403} == {
        route for route in asked if WANTED[route] not in SCOPES[role]
    }
    assert not {route: answer for route, answer in answers.items() if answer >= 500}


@pytest.mark.parametrize("scope", SCOPES["admin"])
def test_a_token_may_do_what_its_scopes_say_and_nothing_else(desk: Desk, scope):
    program = desk.program("Ada", READ, scope)
    # What a role may do is asked by the test above; here, what a token may do although its owner's role may.
    asked = [
        route for route in ASKED if route != ENDLESS and (WANTED[route] != READ or route in BY_PEOPLE_ALONE)
    ]

    answers = {route: status(program, route) for route in asked}

    assert 401 not in answers.values()
    assert {route for route, answer in answers.items() if answer == 403} == {
        route for route in asked if WANTED[route] not in (READ, scope) or route in BY_PEOPLE_ALONE
    }


def test_a_token_without_a_scope_to_look_does_not_look(desk: Desk):
    program = desk.program("Ada", ADMIN)

    assert status(program, ENDLESS) == status(program, ("get", "/api/book")) == 403
    assert status(program, ("get", "/api/accounts")) == 200


def test_no_role_makes_itself_another(desk: Desk):
    for name in ("Rea", "Cody", "Vera"):
        client = desk.entered(name)

        assert client.patch(f"/api/accounts/{name}", json={"role": "admin"}).status_code == 403
        assert client.post("/api/tokens", json={"label": "x", "scopes": ["admin"]}).status_code == 422
        wish = {"name": "Mallory", "role": "admin", "password": "four words at random"}
        assert client.post("/api/accounts", json=wish).status_code == 403
    assert {one.name: one.role for one in desk.accounts.listed()}["Rea"] == "reader"


def test_a_role_that_is_taken_away_is_gone_with_the_next_request(desk: Desk, newcomer):
    name = newcomer("coder")
    client, program = desk.entered(name), desk.program(name, "read", "code")
    assert status(client, ("post", "/api/review")) == status(program, ("post", "/api/review")) == 422

    assert desk.entered("Ada").patch(f"/api/accounts/{name}", json={"role": "reader"}).status_code == 200

    assert status(client, ("post", "/api/review")) == status(program, ("post", "/api/review")) == 403
    assert client.get("/api/book").json()["me"]["scopes"] == ["read", "export"]


def test_the_last_admin_stays(desk: Desk):
    client = desk.entered("Ada")

    assert client.patch("/api/accounts/Ada", json={"role": "reader"}).status_code == 422
    assert client.patch("/api/accounts/Ada", json={"disabled": True}).status_code == 422


def test_a_reviewer_decides_about_incidents_and_a_coder_does_not(desk: Desk):
    incident = next(iter(desk.book.incidents()))
    wish = {"kind": "sign_off", "target": incident.id, "fields": {}, "head": desk.book.head}

    assert desk.entered("Cody").post("/api/review", json=wish).status_code == 403
    assert desk.entered("Vera").post("/api/review", json=wish).status_code == 200
