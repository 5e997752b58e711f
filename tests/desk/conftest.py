"""Serve a small casebook and open its desk in a real Chromium."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fogline.casebook import open_casebook
from fogline.web.page import PAGE
from tests.desk.reports import REPORTS

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE_MS = 15_000

if CHROMIUM is None:
    pytest.skip("the desk is tried in Chromium, and there is none on this machine", allow_module_level=True)

sync_api = pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="session")
def book(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    reports = folder / "reports.jsonl"
    reports.write_text("".join(f"{json.dumps(one)}\n" for one in REPORTS), encoding="utf-8")
    made = open_casebook(folder / "frigate.fog")
    made.add(reports)
    made.run()
    return folder / "frigate.fog"


@pytest.fixture(scope="package")
def link(book: Path) -> Iterator[str]:
    """The link that `fogline serve` prints: good once, so it lives no longer than the session that spends it."""
    assert (PAGE / "index.html").is_file(), "the desk's page is not built: run make desk"
    program = "from fogline.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(book), "--no-open", "--by", "Ida"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        printed = server.stdout.readline().strip()
        assert printed.startswith("http://127.0.0.1:"), server.stderr.read()
        yield printed
    finally:
        server.terminate()
        server.communicate(timeout=20)


@pytest.fixture(scope="package")
def browser():
    """Closed with this folder's last test: while it is open, no other test of the process may run a loop of its own."""
    with sync_api.sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield opened
        opened.close()


@pytest.fixture(scope="package")
def session(browser, link: str) -> dict:
    """What the browser holds after it has opened the link."""
    context = browser.new_context()
    context.new_page().goto(link)
    held = context.storage_state()
    context.close()
    return held


@pytest.fixture
def new_page(browser, session: dict, link: str) -> Iterator[Callable]:
    """Open pages of the desk; each must end without a script's error or a breach of the page's policy."""
    parts = urlsplit(link)
    wrong: list[str] = []
    contexts = []

    def open_page(address: str = "", **options):
        context = browser.new_context(
            storage_state=session, base_url=f"{parts.scheme}://{parts.netloc}", **options
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on(
            "console",
            lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None,
        )
        show(page, address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture(scope="session")
def expect():
    sync_api.expect.set_options(timeout=PATIENCE_MS)
    return sync_api.expect


def show(page, address: str) -> None:
    """Go to a view and wait until all that it asked for is there."""
    page.goto(f"/#/{address}")
    sync_api.expect(page.locator("main h1").first).to_be_attached(timeout=PATIENCE_MS)
    sync_api.expect(page.locator("main .waiting, main [aria-busy='true']")).to_have_count(
        0, timeout=PATIENCE_MS
    )
