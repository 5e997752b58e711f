"""Accounts and tokens of a team, kept at its desk in a real browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fogline.casebook import open_casebook
from fogline.web.accounts import add_account
from tests.desk.conftest import PATIENCE_MS

PASSWORD = "a frigate off the islands"


@pytest.fixture(scope="module")
def team(book: Path, tmp_path_factory) -> Iterator[str]:
    """The address of a team's desk, which Ada keeps and Rita may read."""
    copy = tmp_path_factory.mktemp("team") / "team.fog"
    shutil.copytree(book, copy)
    kept = open_casebook(copy)
    for name, role in (("Ada", "admin"), ("Rita", "reader")):
        add_account(kept.accounts, name, role, PASSWORD, at=datetime.now(UTC))
    program = "from fogline.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(copy), "--team", "--no-open"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


@pytest.fixture
def enter(browser, team: str) -> Iterator:
    """Come in under a name, and go to what is kept of people."""
    contexts = []

    def come_in(name: str, password: str):
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{team}/#/team")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Come in").click()
        page.get_by_role("heading", name="Your tokens").wait_for()
        return page

    yield come_in
    for context in contexts:
        context.close()


def test_a_token_is_made_with_its_scopes_shown_once_works_and_is_revoked(enter, team, expect):
    page = enter("Ada", PASSWORD)
    page.get_by_label("What it is for").fill("wire import")
    page.get_by_role("checkbox", name="code: ").check()
    page.get_by_label("Days that it holds").fill("30")
    page.get_by_role("button", name="Make a token").click()

    shown = page.get_by_role("dialog", name="Your token for “wire import”")
    secret = shown.get_by_label("Token").input_value()
    page.keyboard.press("Escape")
    row = page.get_by_role("row").filter(has_text="wire import")
    expect(row).to_contain_text("read, code")
    assert secret not in page.content()

    def status() -> int:
        return page.request.get(f"{team}/api/book", headers={"Authorization": f"Bearer {secret}"}).status

    assert status() == 200
    row.get_by_role("button", name="Revoke wire import").click()
    page.get_by_role("dialog", name="Revoke “wire import”?").get_by_role("button", name="Revoke it").click()
    expect(row).to_have_count(0)
    page.context.clear_cookies()
    assert status() == 401


def test_an_admin_adds_an_account_gives_it_a_role_and_disables_it(enter, expect):
    page = enter("Ada", PASSWORD)
    accounts = page.get_by_role("region", name="Accounts")
    accounts.get_by_label("Name", exact=True).fill("Ben")
    accounts.get_by_label("Password").fill(PASSWORD)
    accounts.get_by_role("button", name="Add the account").click()
    row = accounts.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Ben"))
    expect(row.get_by_label("Role of Ben", exact=True)).to_have_value("coder")

    row.get_by_label("Role of Ben", exact=True).select_option("reviewer")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        row.get_by_role("button", name="Set the role of Ben").click()
    other = enter("Ben", PASSWORD)
    expect(other.get_by_text("You are Ben, reviewer.")).to_be_visible()
    expect(other.get_by_role("heading", name="Accounts", exact=True)).to_have_count(0)

    row.get_by_role("button", name="Disable: Ben").click()
    expect(row.get_by_role("button", name="Let in again: Ben")).to_be_visible()
    other.reload()
    expect(other.get_by_role("heading", name="Come in")).to_be_visible()


def test_the_last_admin_stays_one_and_is_told_why(enter, expect):
    page = enter("Ada", PASSWORD)
    page.get_by_role("button", name="Disable: Ada").click()

    expect(page.get_by_role("alert")).to_contain_text("the last admin")
    expect(page.get_by_role("button", name="Disable: Ada")).to_be_visible()


def test_who_may_only_read_has_no_button_and_no_key_to_decide(enter, team, expect):
    page = enter("Rita", PASSWORD)
    page.goto(f"{team}/#/ledger")
    hand = page.get_by_label("The claim in hand")
    expect(hand.get_by_role("link", name="In the report")).to_be_visible()
    expect(hand.get_by_role("button")).to_have_count(0)
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_contain_text("next claim")
    expect(keys).not_to_contain_text("accept the claim")
    page.keyboard.press("Escape")

    page.keyboard.press("i")
    expect(page.locator("main[data-view='incident']").get_by_role("link", name="Timeline")).to_be_visible()
    expect(page.locator("main").get_by_role("button")).to_have_count(0)

    page.goto(f"{team}/#/questions")
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()
    expect(page.get_by_label("Ask for odds")).to_have_count(0)
