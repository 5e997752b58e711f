"""List every setting of a casebook, and read `fogline.toml`."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fogline.errors import SettingInvalid

__all__ = ["SETTINGS", "SETTINGS_FILE", "Setting", "Settings", "load_settings", "set_in", "settings_template"]

SETTINGS_FILE = "fogline.toml"
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name in `fogline.toml` (`[table] key`), what holds without it, and what it does."""

    name: str
    default: Value
    unit: str
    help: str
    least: float | None = None


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "reading.reader",
        "best",
        "name",
        "how English is read: best (encoder), fast (a smaller encoder), rules (spaCy and rules)",
    ),
    Setting("reading.workers", 1, "processes", "how many read at once; 1 reads in the calling process", 1),
    Setting("reading.batch", 64, "reports", "how many are read before what was read is kept", 1),
    Setting("sources.allow_private", False, "", "open addresses on this machine and in private networks"),
    Setting("sources.wait_s", 30.0, "s", "longest time for one address, redirects included", 0.001),
    Setting("sources.url_mib", 64, "MiB", "largest answer of an address", 1),
    Setting(
        "sources.document_mib", 64, "MiB", "largest page, PDF, mail or other document that is read whole", 1
    ),
    Setting(
        "sources.agent",
        "fogline",
        "text",
        "how a watch names itself to servers; add an address at which you can be reached",
    ),
    Setting("sources.text_chars", 2_000_000, "characters", "longest text of one report", 1),
    Setting("keeping.keyfile", "", "path", "what opens an encrypted casebook; a passphrase when empty"),
    Setting(
        "keeping.journal",
        "",
        "address",
        "the PostgreSQL schema that keeps the journal; journal.db when empty",
    ),
    Setting("odds.words", "icd203", "name", "whose words probabilities have: icd203, phia or ipcc"),
    Setting("mind.name", "", "name", "a model that reads beside fogline: openai_compatible; none when empty"),
    Setting("mind.url", "", "address", "where it answers, up to and without /chat/completions"),
    Setting("mind.model", "", "name", "what its server calls it"),
    Setting("mind.key", "", "name", "environment variable that holds its key; no key when empty"),
    Setting("mind.wait_s", 60.0, "s", "longest time for one answer", 0.001),
)
"""Every setting; there are no other defaults."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings."""

    values: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        return self.values[name]

    def text(self, name: str) -> str:
        """Return a setting that is a word."""
        return str(self.values[name])

    def whole(self, name: str) -> int:
        """Return a setting that is a whole number."""
        return int(self.values[name])

    def number(self, name: str) -> float:
        """Return a setting that is a number."""
        return float(self.values[name])

    def truth(self, name: str) -> bool:
        """Return a setting that is true or false."""
        return bool(self.values[name])


def load_settings(path: Path) -> Settings:
    """Return the settings of a casebook; the defaults where the file, or a line of it, is missing.

    Raises:
        SettingInvalid: the file is no TOML, names an unknown setting or gives one a value of another kind.
    """
    values: dict[str, Value] = {setting.name: setting.default for setting in SETTINGS}
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in flat(read_document(path)):
        if name not in known:
            raise SettingInvalid(
                f"{path}: found the setting {name!r}, expected one of {', '.join(known)}",
                hint="correct the name or remove the line",
            )
        values[name] = checked(path, known[name], value)
    return Settings(values)


def settings_template() -> str:
    """Return a `fogline.toml` that lists every setting, each commented out with its default."""
    lines = ["# Settings of this casebook. A line without its # overrules the default that it shows.", ""]
    table = ""
    for setting in SETTINGS:
        parent, _, key = setting.name.rpartition(".")
        if parent != table:
            lines += ([""] if table else []) + [f"[{parent}]"]
            table = parent
        unit = f" ({setting.unit})" if setting.unit else ""
        lines.append(f"# {key} = {toml_value(setting.default)}  # {setting.help}{unit}")
    return "\n".join(lines) + "\n"


def set_in(document: str, name: str, value: Value) -> str:
    """Return a `fogline.toml` with one setting set; all else in it, comments too, stays as it is.

    Raises:
        SettingInvalid: the setting stands there in a form that takes a person to change.
    """
    parent, _, key = name.rpartition(".")
    line = f"{key} = {toml_value(value)}"
    lines = document.splitlines()
    table = next((at for at, one in enumerate(lines) if one.strip() == f"[{parent}]"), None)
    if table is None:
        lines += ["", f"[{parent}]", line] if lines else [f"[{parent}]", line]
    else:
        end = next((at for at in range(table + 1, len(lines)) if lines[at].startswith("[")), len(lines))
        own = re.compile(rf"(# *)?{re.escape(key)} *=")
        found = [at for at in range(table + 1, end) if own.match(lines[at])]
        lines[found[-1] if found else table + 1 : found[-1] + 1 if found else table + 1] = [line]
    changed = "\n".join(lines) + "\n"
    try:
        is_set = dict(flat(tomllib.loads(changed))).get(name) == value
    except tomllib.TOMLDecodeError:
        is_set = False
    if not is_set:
        raise SettingInvalid(
            f"{SETTINGS_FILE}: found {name} in a form that cannot be changed by itself, expected [{parent}] with {key}",
            hint=f"write it yourself: {line}",
        )
    return changed


def read_document(path: Path) -> Mapping[str, Any]:
    """Return the TOML document, an empty one when the file, or the folder around it, is missing."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingInvalid(
            f"{path}: {error}, expected a TOML document in UTF-8", hint="mend the file or remove it"
        ) from error


def flat(document: Mapping[str, Any], parent: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every value with its dotted name."""
    for key, value in document.items():
        name = f"{parent}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}.")
        else:
            yield name, value


def checked(path: Path, setting: Setting, value: Any) -> Value:
    """Return a value of the setting's own kind and at least its least."""
    kind = type(setting.default)
    fits = isinstance(value, int | float) if kind is float else isinstance(value, kind)
    if not fits or (kind is not bool and isinstance(value, bool)):
        raise invalid(path, setting, value, KINDS[kind])
    if setting.least is not None and not float(value) >= setting.least:
        raise invalid(path, setting, value, f"{KINDS[kind]} of at least {setting.least:g}")
    return kind(value)


KINDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a text in quotes"}


def invalid(path: Path, setting: Setting, value: Any, expected: str) -> SettingInvalid:
    """Say what a setting should be."""
    return SettingInvalid(
        f"{path}: {setting.name}: found {value!r}, expected {expected}",
        hint=f"{setting.help}; without the line it is {toml_value(setting.default)}",
    )


def toml_value(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
