"""`fogline watch` looks once or again and again, and says what each look brought."""

import json

import pytest

from fogline.cli import watching
from tests.cli.conftest import HARBOUR


@pytest.fixture
def inbox(tmp_path):
    """A folder with one report that nobody writes any more."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    return folder


def test_one_look_takes_in_what_is_new_and_reads_it(run, tmp_path, inbox):
    first = run("watch", tmp_path / "w.fog", inbox, "--once", "--json")
    again = run("watch", tmp_path / "w.fog", inbox, "--once")

    told = json.loads(first.out)
    assert (first.status, told["new"], told["run"]["reports"]) == (0, 1, 1)
    assert told["run"]["claims"] > 0
    assert (again.status, "0 new reports, 0 feeds asked" in again.out) == (0, True)


def test_what_cannot_be_used_is_named_with_status_3(run, tmp_path, inbox):
    (inbox / "feeds.opml").write_text("<opml><body/></opml>", encoding="utf-8")

    done = run("watch", tmp_path / "w.fog", inbox / "feeds.opml", "--once")

    assert done.status == 3
    assert "feeds.opml" in done.err


@pytest.mark.parametrize("every", ["soon", "0m", "15", "-5m", "1d"])
def test_an_interval_that_is_none_is_refused(run, tmp_path, inbox, every):
    done = run("watch", tmp_path / "w.fog", inbox, f"--every={every}")

    assert done.status == 2
    assert "expected a number with s, m or h" in done.err
    assert not (tmp_path / "w.fog").exists()


def test_it_looks_again_until_it_is_stopped(monkeypatch):
    looks, waits = [], []

    def look_and_run(_book, _watcher, *, is_first, as_json):
        looks.append((is_first, as_json))
        return False

    def sleep(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching, "look_and_run", look_and_run)
    with pytest.raises(KeyboardInterrupt):
        watching.go_on(None, None, every_s=900, as_json=False, sleep=sleep)

    assert looks == [(True, False), (False, False), (False, False)]
    assert all(0 < wait <= 900 for wait in waits)
