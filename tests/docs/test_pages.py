"""Hold the pages to the project: links and file names lead somewhere, the reference is whole and fresh."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import fogline
from fogline.cli.root import COMMANDS
from fogline.config import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|mailto:)([^)#\s]*)(#[^)\s]+)?\)")
NAMED_FILE = re.compile(r"`((?:src|docs|tests|training|locks|changelog\.d)/[\w./*<>-]+)`")


def name(path):
    return str(path.relative_to(ROOT))


def anchors(text):
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_relative_link_resolves(path):
    text = path.read_text(encoding="utf-8")

    for target, anchor in LINK.findall(text):
        found = (path.parent / target) if target else path
        assert found.exists(), f"{name(path)} links to {target}"
        if anchor:
            assert anchor[1:] in anchors(found.read_text(encoding="utf-8")), (
                f"{name(path)} links to {target}{anchor}"
            )


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_names_a_file_that_does_not_exist(path):
    for written in NAMED_FILE.findall(path.read_text(encoding="utf-8")):
        pattern = re.sub(r"<[^>]*>", "*", written)
        exists = (ROOT / written).exists() or any(ROOT.glob(pattern.rstrip("/")))
        assert exists, f"{name(path)} names {written}"


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")

    for path in PAGES:
        below = path.relative_to(ROOT / "docs") if path.is_relative_to(ROOT / "docs") else None
        if below is not None and below.name != "index.md" and "decisions" not in below.parts:
            assert f"]({below})" in index, f"docs/index.md does not link to {below}"


def test_generated_pages_are_fresh():
    """The code's words and the reference are one."""
    done = subprocess.run(
        [sys.executable, "docs/build.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_reference(command):
    assert f"## fogline {command}\n" in (REFERENCE / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_every_setting_is_in_the_reference(setting):
    assert f"| `{setting.name}` |" in (REFERENCE / "settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("public", fogline.__all__)
def test_every_public_name_is_in_the_reference(public):
    assert f"## fogline.{public}\n" in (REFERENCE / "python.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [path for path in PAGES if "reference" not in path.parts], ids=name)
def test_prose_promises_nothing_to_be_easy(path):
    """What is easy for the writer is not for the reader; see the guide to style."""
    prose = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”", "", path.read_text(encoding="utf-8"))

    assert re.findall(r"\b(?:simply|just|easy|easily|obviously)\b", prose, re.I) == []
