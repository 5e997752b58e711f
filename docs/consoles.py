"""Run the sessions that pages show and write what they print back into the pages; with --check only tell what differs.

Three kinds of blocks are played, in the order of the page and in one empty folder:

* `console`: a line behind "$ " is run, what follows is its output, stdout and stderr as they come.
* `pycon`: a line behind ">>> " is run in one Python session a page.
* any language with `file=PATH` behind it: the block is written to that file.
"""

import argparse
import contextlib
import doctest
import io
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fogline.cli import main as fogline

__all__ = ["PAGES", "elide", "play"]

HERE = Path(__file__).parent
PAGES = (
    HERE.parent / "README.md",
    HERE / "tutorial" / "first-casebook.md",
    HERE / "how-to" / "watch-conditions.md",
)
FENCE = re.compile(r"(?ms)^```(?P<info>[^\n`]+)\n(?P<body>.*?)^```$")
WRITTEN = re.compile(r"\bfile=(\S+)")
CHANGING = re.compile(
    r"(?<=\b[a-z]-)[0-9a-f]{8,32}\b|(?<=\b(?:best|fast) )\S+ [0-9a-f]{12}\b"
    r"|(?<=\brules )\S+ [0-9a-f]{12}\b|(?<=\bconfidence )[01]\.\d\d"
)
"""Ids, which depend on every letter of a report; the version of words and code; measured figures."""


def play(page: str, folder: Path) -> str:
    """Return a page with what its sessions print when they are run in `folder`."""
    names: dict[str, Any] = {}
    parts, end = [], 0
    with contextlib.chdir(folder):
        for block in FENCE.finditer(page):
            info, body = block["info"], block["body"]
            if named := WRITTEN.search(info):
                path = folder / named[1]
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(body, encoding="utf-8")
            elif info == "console":
                body = "".join(played_console(body))
            elif info == "pycon":
                body = "".join(played_python(body, names))
            parts += [page[end : block.start("body")], body]
            end = block.end("body")
    return "".join(parts) + page[end:]


def played_console(body: str) -> Iterator[str]:
    """Yield each command with what it prints."""
    for line in body.splitlines():
        if line.startswith("$ "):
            yield f"{line}\n"
            printed = run(line.removeprefix("$ "))
            yield "".join(f"{one.rstrip()}\n" for one in printed.splitlines())


def run(command: str) -> str:
    """Return what a command prints; fogline itself runs in this process, so that its model is loaded once."""
    words = command.split(" | ")[0]
    if words != command or not command.startswith("fogline "):
        done = subprocess.run(
            ["bash", "-c", command], capture_output=True, text=True, timeout=120, check=False
        )
        return done.stdout + done.stderr
    printed = io.StringIO()
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        fogline([word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)][1:])
    return printed.getvalue()


def played_python(body: str, names: dict[str, Any]) -> Iterator[str]:
    """Yield each statement with what it prints."""
    for example in doctest.DocTestParser().get_examples(body):
        first, *rest = example.source.splitlines()
        yield "".join([f">>> {first}\n", *(f"... {line}".rstrip() + "\n" for line in rest)])
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.source, "<page>", "single"), names)
        yield printed.getvalue()


def elide(page: str) -> str:
    """Return a page without what changes with every version, and with white space as one blank."""
    return re.sub(r"\s+", " ", CHANGING.sub("…", page))


def main() -> int:
    """Play every page; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
    check = parser.parse_args().check
    stale = []
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder:
            fresh = play(page, Path(folder))
        if elide(fresh) != elide(page):
            stale.append(path.name)
        if not check:
            path.write_text(fresh, encoding="utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run python docs/consoles.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
