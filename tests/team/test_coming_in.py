"""Coming in to a team's desk: sessions, forged requests, guesses, one-time codes and tokens."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pyotp
import pytest
from argon2 import PasswordHasher, Type, extract_parameters

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.store.accounts import Account, Accounts, Session
from fogline.web import accounts as rules
from fogline.web.accounts import (
    add_account,
    key_of,
    make_token,
    remove_account,
    set_one_time_codes,
    set_password,
    sign_in,
    tokens_of,
)
from fogline.web.identity import NotSignedIn
from fogline.web.sessions import COOKIE, CSRF_COOKIE
from tests.team.conftest import PASSWORD, START, Desk

WRONG = "four words of another"


def is_in(client) -> bool:
    return client.get("/api/book").status_code == 200


# Sessions


def test_a_session_that_was_planted_is_not_taken_up(desk: Desk):
    client = desk.browser()
    client.cookies.set(COOKIE, "planted", domain="127.0.0.1")

    desk.log_in(client, "Rea")

    assert [value for name, value in client.cookies.items() if name == COOKIE] != ["planted"]
    victim = desk.browser()
    victim.cookies.set(COOKIE, "planted")
    assert not is_in(victim)


def test_each_log_in_has_a_session_of_its_own(desk: Desk):
    client = desk.entered("Rea")
    first = client.cookies[COOKIE]

    desk.log_in(client, "Rea")

    assert client.cookies[COOKIE] != first


def test_cookies_are_sent_over_tls_to_this_host_from_its_own_pages_and_read_by_no_script(desk: Desk):
    answer = desk.log_in(desk.browser(), "Rea")

    session, csrf = answer.headers.get_list("set-cookie")
    assert session.startswith("__Host-")
    assert {"HttpOnly", "Path=/", "SameSite=strict", "Secure"} <= set(session.split("; "))
    assert {"Path=/", "SameSite=strict", "Secure"} <= set(csrf.split("; "))
    assert "omain=" not in session + csrf


def test_logging_out_ends_the_session_and_everywhere_ends_all(desk: Desk, newcomer):
    name = newcomer()
    here, there, elsewhere = (desk.entered(name) for _ in range(3))
    kept = here.cookies[COOKIE]

    assert here.delete("/api/session").status_code == 200
    here.cookies.set(COOKIE, kept)
    assert not is_in(here)
    assert is_in(there)

    assert there.delete("/api/session", params={"everywhere": True}).status_code == 200
    assert not is_in(elsewhere)


def test_another_password_ends_all_sessions(desk: Desk, newcomer):
    name = newcomer()
    here, there = desk.entered(name), desk.entered(name)

    wrong = here.post("/api/password", json={"password": WRONG, "new": "a new one, long enough"})
    right = here.post("/api/password", json={"password": PASSWORD, "new": "a new one, long enough"})

    assert (wrong.status_code, right.status_code) == (401, 200)
    assert not is_in(here)
    assert not is_in(there)
    assert desk.log_in(desk.browser(), name).status_code == 401
    assert desk.log_in(desk.browser(), name, "a new one, long enough").status_code == 200


def test_who_is_disabled_is_out_at_once(desk: Desk, newcomer):
    name = newcomer()
    client, program = desk.entered(name), desk.program(name, "read")

    assert desk.entered("Ada").patch(f"/api/accounts/{name}", json={"disabled": True}).status_code == 200

    assert not is_in(client)
    assert not is_in(program)
    assert desk.log_in(desk.browser(), name).status_code == 401


def test_a_session_runs_out_when_it_is_not_used_and_after_a_week_in_any_case(desk: Desk):
    idle, busy = desk.entered("Rea"), desk.entered("Rea")

    for _ in range(13):
        desk.clock.turn(hours=1)
        assert is_in(busy)
    assert not is_in(idle)
    for _ in range(15):
        desk.clock.turn(hours=11)
        busy.get("/api/book")
    assert not is_in(busy)


# Requests that another site forges


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Fogline": ""},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_forged_request_changes_nothing(desk: Desk, changed):
    client = desk.entered("Ada")
    wish = {"name": "Mallory", "role": "admin", "password": PASSWORD}

    assert client.post("/api/accounts", json=wish, headers=changed).status_code == 403
    assert desk.accounts.find("Mallory") is None


def test_the_csrf_token_of_one_session_is_none_of_another(desk: Desk):
    one, another = desk.entered("Rea"), desk.entered("Rea")

    forged = {"X-CSRF-Token": another.cookies[CSRF_COOKIE]}

    assert one.delete("/api/session", headers=forged).status_code == 403


def test_a_form_of_another_site_logs_nobody_in(desk: Desk):
    told = {"name": "Rea", "password": PASSWORD}

    assert desk.browser().post("/api/session", json=told, headers={"X-Fogline": ""}).status_code == 403
    assert desk.browser().post("/api/session", data=told).status_code == 422


# Guesses


def test_guesses_wait_longer_each_time_and_the_right_one_too(desk: Desk, newcomer):
    name = newcomer()
    guesser = desk.browser()

    guessed = [desk.log_in(guesser, name, WRONG).status_code for _ in range(6)]
    right = desk.log_in(guesser, name)

    assert guessed == [401] * 5 + [429]
    assert right.status_code == 429
    assert re.search(r"in \d+ seconds", right.json()["hint"])
    desk.clock.turn(seconds=2)
    assert desk.log_in(guesser, name, WRONG).status_code == 401
    desk.clock.turn(seconds=1)
    assert desk.log_in(guesser, name).status_code == 429
    desk.clock.turn(seconds=2)
    assert desk.log_in(guesser, name).status_code == 200
    # Who has come in starts anew.
    assert desk.log_in(guesser, name, WRONG).status_code == 401


def test_guessing_from_elsewhere_locks_nobody_out(desk: Desk, newcomer):
    name = newcomer()
    guesser = desk.browser(address="198.51.100.7")
    for _ in range(6):
        desk.log_in(guesser, name, WRONG)

    assert desk.log_in(desk.browser(), name).status_code == 200


def test_guesses_at_once_count_before_they_are_looked_at(desk: Desk, newcomer):
    name = newcomer()
    guessers = [desk.browser(address="198.51.100.8") for _ in range(8)]

    with ThreadPoolExecutor(len(guessers)) as pool:
        answers = list(pool.map(lambda one: desk.log_in(one, name, WRONG).status_code, guessers))

    assert sorted(answers) == [401] * 5 + [429] * 3


def test_one_address_does_not_guess_at_many_names(desk: Desk):
    guesser = desk.browser(address="198.51.100.9")

    answers = [desk.log_in(guesser, f"nobody {number}", WRONG).status_code for number in range(52)]

    assert answers == [401] * 50 + [429] * 2


def test_a_name_that_nobody_has_is_answered_as_one_that_somebody_has(desk: Desk, newcomer):
    name = newcomer()
    client = desk.browser(address="198.51.100.10")

    assert desk.log_in(client, "Nobody").json() == desk.log_in(client, name, WRONG).json()


@pytest.mark.parametrize(
    "name", ["' or 1=1 --", "Rea'--", "Rea\x00", "\ud800", "%", "Rea' union select", "rea"]
)
def test_what_would_be_sql_or_another_spelling_is_a_name_that_nobody_has(desk: Desk, name):
    body = json.dumps({"name": name, "password": PASSWORD})
    client = desk.browser(address="198.51.100.11")

    answer = client.post("/api/session", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code in (401, 422)


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", PASSWORD),
        ("a\nb", PASSWORD),
        ("Rea", PASSWORD),
        ("rEA", PASSWORD),
        ("Nora", "short"),
        ("Nora", "nora is my name"),
    ],
)
def test_an_account_has_a_name_of_its_own_and_a_password_that_is_not_guessed(desk: Desk, name, password):
    wish = {"name": name, "role": "reader", "password": password}

    assert desk.entered("Ada").post("/api/accounts", json=wish).status_code == 422


# One-time codes


def test_a_one_time_code_is_asked_for_and_good_once(desk: Desk, newcomer):
    name = newcomer()
    secret = re.search(r"secret=(\w+)", set_one_time_codes(desk.accounts, name, asked=True))[1]
    code = pyotp.TOTP(secret).at(desk.clock())

    without = desk.log_in(desk.browser(), name)
    wrong = desk.log_in(desk.browser(), name, code="000000" if code != "000000" else "111111")
    right = desk.log_in(desk.browser(), name, code=code)
    again = desk.log_in(desk.browser(), name, code=code)

    assert [one.status_code for one in (without, wrong, right, again)] == [401, 401, 200, 401]
    desk.clock.turn(seconds=60)
    assert desk.log_in(desk.browser(), name, code=pyotp.TOTP(secret).at(desk.clock())).status_code == 200


# Tokens


def test_a_token_runs_out_and_is_revoked(desk: Desk):
    short, long = desk.program("Rea", "read", days=1), desk.program("Rea", "read", days=30)
    desk.clock.turn(days=2)

    assert not is_in(short)
    assert is_in(long)

    client = desk.entered("Rea")
    held = client.get("/api/tokens").json()["rows"]
    assert all(one["secret"] is None for one in held)
    assert {client.delete(f"/api/tokens/{one['id']}").status_code for one in held} == {200}
    assert not is_in(long)


def test_nobody_revokes_a_token_of_another(desk: Desk):
    program = desk.program("Ada", "read")
    (token,) = [one for one in desk.accounts.tokens("Ada") if one.until > "2001-01"][-1:]

    assert desk.entered("Rea").delete(f"/api/tokens/{token.id}").status_code == 404
    assert is_in(program)


def test_a_token_is_made_at_the_desk_with_no_more_than_ones_own_scopes(desk: Desk):
    made = desk.entered("Cody").post(
        "/api/tokens", json={"label": "wire", "scopes": ["read", "code"], "days": 3}
    )

    program = desk.browser()
    program.headers["Authorization"] = f"Bearer {made.json()['secret']}"
    assert program.get("/api/book").json()["me"]["scopes"] == ["read", "code"]


@pytest.mark.parametrize(
    "sent", ["", "Bearer", "Bearer ", "Basic UmVhOng=", "Bearer fog_nothing", "Bearer \xff"]
)
def test_what_is_no_token_lets_nobody_in_even_beside_a_session(desk: Desk, sent):
    client = desk.entered("Rea")

    assert client.get("/api/book", headers={"Authorization": sent.encode("latin-1")}).status_code == 401


# What is kept


def test_a_hash_of_a_password_costs_what_owasp_asks_for(monkeypatch):
    """At least 19 MiB and two passes (OWASP, password storage); a name that nobody has costs the same."""
    monkeypatch.setattr(rules, "hasher", PasswordHasher)

    made = extract_parameters(rules.hashed(PASSWORD))

    assert made.type == Type.ID
    assert made.memory_cost >= 19 * 1024
    assert made.time_cost >= 2


def test_no_secret_is_kept_in_the_clear_or_packed(desk: Desk, tmp_path):
    client = desk.entered("Rea")
    secret, _ = make_token(desk.accounts, "Rea", label="wire", scopes=["read"], days=1, at=desk.clock())

    desk.book.pack(tmp_path / "north.fogpack", replace=True)

    kept = b"".join(path.read_bytes() for path in desk.book.path.glob("accounts.db*"))
    for one in (PASSWORD, secret, client.cookies[COOKIE], client.cookies[CSRF_COOKIE]):
        assert one.encode() not in kept
    assert b"accounts" not in (tmp_path / "north.fogpack").read_bytes()
    assert (desk.book.path / "accounts.db").stat().st_mode & 0o077 == 0


def test_accounts_are_kept_the_same_beside_either_journal(accounts: Accounts):
    add_account(accounts, "Rea", "reader", PASSWORD, at=START)
    secret, token = make_token(accounts, "Rea", label="wire", scopes=["read"], days=1, at=START)
    with accounts.changing() as changes:
        changes.open_session(Session("a" * 64, "Rea", "2001-01-01T12:00:00Z", "2001-01-01T12:00:00Z"))

    assert sign_in(accounts, "Rea", PASSWORD, None, address="192.0.2.1", at=START).role == "reader"
    with pytest.raises(NotSignedIn):
        sign_in(accounts, "Rea", WRONG, None, address="192.0.2.1", at=START)
    assert accounts.token(key_of(secret)) == token
    assert accounts.tokens("Rea") == (token,)
    assert accounts.session("a" * 64).account == "Rea"
    set_password(accounts, "Rea", "a new one, long enough")
    assert accounts.session("a" * 64) is None
    (kept,) = accounts.listed()
    assert kept == Account("Rea", "reader", kept.password, "", 0, False, "2001-01-01T12:00:00Z")
    with accounts.changing() as changes:
        assert changes.revoke("Rea") == 1
    assert accounts.token(key_of(secret)) is None


def test_who_is_removed_is_forgotten_with_sessions_and_tokens(accounts: Accounts):
    add_account(accounts, "Ada", "admin", PASSWORD, at=START)
    add_account(accounts, "Rea", "reader", PASSWORD, at=START)
    secret, _ = make_token(accounts, "Rea", label="wire", scopes=["read"], days=1, at=START)
    with accounts.changing() as changes:
        changes.open_session(Session("a" * 64, "Rea", "2001-01-01T12:00:00Z", "2001-01-01T12:00:00Z"))

    remove_account(accounts, "Rea")

    assert [one.name for one in accounts.listed()] == ["Ada"]
    assert (accounts.session("a" * 64), accounts.token(key_of(secret))) == (None, None)
    with pytest.raises(ObjectUnknown):
        remove_account(accounts, "Rea")


def test_the_last_admin_is_not_removed(accounts: Accounts):
    add_account(accounts, "Ada", "admin", PASSWORD, at=START)

    with pytest.raises(SettingInvalid, match="last admin"):
        remove_account(accounts, "Ada")

    assert sign_in(accounts, "Ada", PASSWORD, None, address="192.0.2.1", at=START).role == "admin"


def test_tokens_of_nobody_are_not_listed(accounts: Accounts):
    with pytest.raises(ObjectUnknown, match="found no 'Rea'"):
        tokens_of(accounts, "Rea")
