"""Settings are what the file says, and nothing it cannot say."""

from pathlib import Path

import pytest

from fogline.config import SETTINGS, load_settings, settings_template
from fogline.errors import SettingInvalid


def test_without_a_file_every_setting_has_its_default(tmp_path: Path) -> None:
    settings = load_settings(tmp_path / "fogline.toml")

    assert {name: settings[name] for name in settings.values} == {row.name: row.default for row in SETTINGS}


def test_the_template_changes_nothing_and_names_every_setting(tmp_path: Path) -> None:
    (tmp_path / "fogline.toml").write_text(settings_template())

    assert load_settings(tmp_path / "fogline.toml") == load_settings(tmp_path / "missing.toml")
    assert all(row.name.rpartition(".")[2] in settings_template() for row in SETTINGS)


def test_the_template_without_its_marks_is_valid_too(tmp_path: Path) -> None:
    lines = settings_template().splitlines()[1:]
    (tmp_path / "fogline.toml").write_text("\n".join(line.removeprefix("# ") for line in lines))

    assert load_settings(tmp_path / "fogline.toml") == load_settings(tmp_path / "missing.toml")


def test_a_line_overrules_a_default(tmp_path: Path) -> None:
    (tmp_path / "fogline.toml").write_text("[reading]\nworkers = 3\n[sources]\nwait_s = 2\n")

    settings = load_settings(tmp_path / "fogline.toml")

    assert settings.whole("reading.workers") == 3
    assert settings.number("sources.wait_s") == 2.0


@pytest.mark.parametrize(
    ("content", "named", "expected"),
    [
        ("[reading]\nworker = 3", "reading.worker", "one of"),
        ("colour = 3", "colour", "one of"),
        ('[reading]\nworkers = "3"', "reading.workers", "a whole number"),
        ("[reading]\nworkers = 0", "reading.workers", "at least 1"),
        ("[reading]\nworkers = true", "reading.workers", "a whole number"),
        ("[reading]\nworkers = 1.5", "reading.workers", "a whole number"),
        ("[sources]\nwait_s = nan", "sources.wait_s", "at least"),
        ("[sources]\nallow_private = 1", "sources.allow_private", "true or false"),
        ("[reading]\nreader = 1", "reading.reader", "a text"),
        ("[reading", "fogline.toml", "a TOML document"),
    ],
)
def test_what_does_not_hold_is_named_with_the_file_and_what_was_expected(
    tmp_path: Path, content: str, named: str, expected: str
) -> None:
    (tmp_path / "fogline.toml").write_text(content)

    with pytest.raises(SettingInvalid) as caught:
        load_settings(tmp_path / "fogline.toml")

    assert str(tmp_path / "fogline.toml") in str(caught.value)
    assert named in str(caught.value)
    assert expected in str(caught.value)
    assert caught.value.hint


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "fogline.toml").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(SettingInvalid, match=r"fogline\.toml"):
        load_settings(tmp_path / "fogline.toml")
