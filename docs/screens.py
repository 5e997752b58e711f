"""Take pictures of every view of the desk over the sample war, in light and dark, into out/screens.

`make demo` first: it reads the sample. With --keep the three pictures that README shows are written anew.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

DOCS = Path(__file__).resolve().parent
OUT = DOCS.parent / "out"
BOOK = OUT / "south-atlantic-1982.fog"
VIEWS = {
    "today": "today", "ledger": "ledger?stance=denied", "incidents": "incidents", "incident": "incident/{incident}",
    "report": "report/{report}?claim={claim}", "claim": "claim/{claim}", "map": "map",
    "timeline": "timeline?incident={incident}", "sources": "sources", "questions": "questions", "review": "review",
    "exports": "exports",
}  # fmt: skip
KEPT = {
    "incident-light": "desk-incident.png",
    "ledger-dark": "desk-ledger.png",
    "report-light": "desk-report.png",
}
SIZE = {"width": 1200, "height": 760}
PHONE = {"width": 390, "height": 844}
PATIENCE_MS = 60_000
COLOURS = 256
DRAWN_MS = 2_500
"""A chart needs a moment after its data are there; the map says when it is drawn."""


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("views", nargs="*", choices=[[], *VIEWS], help="only these; all when left out")
    parser.add_argument("--book", type=Path, default=BOOK, help="the casebook")
    parser.add_argument("--keep", action="store_true", help="write those of README anew")
    wanted = parser.parse_args()
    folder = OUT / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    with desk(wanted.book) as page:
        known = shown(page)
        for name in wanted.views or VIEWS:
            address = VIEWS[name].format(**known)
            for scheme in ("light", "dark"):
                picture = take(page, address, scheme, folder / f"{name}-{scheme}.png")
                if wanted.keep and (kept := KEPT.get(f"{name}-{scheme}")):
                    Image.open(BytesIO(picture)).convert("RGB").quantize(
                        COLOURS, method=Image.Quantize.MAXCOVERAGE
                    ).save(DOCS / kept, optimize=True)
            page.set_viewport_size(PHONE)
            take(page, address, "light", folder / f"{name}-phone.png")
            page.set_viewport_size(SIZE)


@contextmanager
def desk(book: Path) -> Iterator[Page]:
    """Serve a casebook and yield a page that is let in."""
    program = "from fogline.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", str(book), "--no-open", "--by", "Ida"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        link = (server.stdout.readline() if server.stdout else "").strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=which("chromium"),
                args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
            )
            page = browser.new_page(viewport=SIZE, base_url=f"http://{urlsplit(link).netloc}")
            page.goto(link)
            yield page
            browser.close()
    finally:
        server.terminate()
        server.wait()


def shown(page: Page) -> dict[str, str]:
    """Return the ids of what the pictures show: a contested incident, and a denial in its report."""
    ask = "address => fetch(address).then(said => said.json())"
    incidents = page.evaluate(ask, "/api/incidents?status=contested&order=claims&limit=1")["rows"]
    claims = page.evaluate(ask, f"/api/claims?stance=denied&incident={incidents[0]['id']}")["rows"]
    claims = claims or page.evaluate(ask, f"/api/claims?incident={incidents[0]['id']}")["rows"]
    return {"incident": incidents[0]["id"], "claim": claims[0]["id"], "report": claims[0]["report"]}


def take(page: Page, address: str, scheme: str, target: Path) -> bytes:
    """Return the picture of a view, and write it."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto("about:blank")
    page.goto(f"/#/{address}")
    expect(page.locator("main h1").first).to_be_attached(timeout=PATIENCE_MS)
    expect(page.locator("main .waiting, main [aria-busy='true']")).to_have_count(0, timeout=PATIENCE_MS)
    if address.startswith("map"):
        expect(page.locator("[data-drawn]")).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(DRAWN_MS)
    return page.screenshot(path=target)


if __name__ == "__main__":
    main()
