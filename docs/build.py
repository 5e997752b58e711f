"""Write the generated reference pages; with --check only tell which are out of date."""

import argparse
import inspect
import sys
from pathlib import Path

import click

import fogline
from fogline.cli.root import COMMANDS, root
from fogline.config import SETTINGS
from fogline.readers import readers
from fogline.reading.codebook import load_codebook
from fogline.reading.registry import Registry

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- Written by docs/build.py from the code: change the code, then run `make docs`. -->\n"


def command_page() -> str:
    """Return the help of every command."""
    context = click.Context(root, info_name="fogline")
    parts = ["# Command line", NOTICE]
    for name in COMMANDS:
        command = root.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        inner = click.Context(command, info_name=name, parent=context)
        parts.append(f"## fogline {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


def python_page() -> str:
    """Return the public Python API with its docstrings."""
    parts = ["# Python", NOTICE]
    for name in fogline.__all__:
        thing = getattr(fogline, name)
        parts.append(f"## fogline.{name}\n\n{signature(thing)}{docstring(thing)}\n")
        if inspect.isclass(thing):
            for method, function in vars(thing).items():
                if not method.startswith("_") and inspect.isfunction(function):
                    parts.append(f"### {name}.{method}\n\n{signature(function)}{docstring(function)}\n")
    return "\n".join(parts)


def signature(thing: object) -> str:
    if not callable(thing):
        return ""
    parameters = inspect.signature(thing).parameters.values()
    if inspect.isclass(thing) and issubclass(thing, Exception):
        return ""
    words = ", ".join(str(parameter).split(":")[0] + default_of(parameter) for parameter in parameters)
    return f"```python\n{thing.__name__}({words})\n```\n\n"


def default_of(parameter: inspect.Parameter) -> str:
    if parameter.default is inspect.Parameter.empty or callable(parameter.default):
        return ""
    return "" if ":" not in str(parameter) else f"={parameter.default!r}"


def docstring(thing: object) -> str:
    text = inspect.getdoc(thing) or ""
    return f"```text\n{text}\n```\n"


def settings_page() -> str:
    """Return the table of settings."""
    rows = ["# Settings", NOTICE, "A casebook's `fogline.toml`; every setting has a default.", ""]
    rows += ["| setting | default | unit | what it does |", "|---|---|---|---|"]
    rows += [f"| `{one.name}` | `{one.default}` | {one.unit} | {one.help} |" for one in SETTINGS]
    return "\n".join(rows) + "\n"


def codebook_page() -> str:
    """Return the event types with their codes and definitions."""
    rows = ["# Codebook", NOTICE, "One file a type in `src/fogline/codebook/`; the examples in it run as tests.", ""]
    rows += ["| key | ACLED | PLOVER | definition |", "|---|---|---|---|"]
    for key, one in sorted(load_codebook().types.items()):
        rows.append(f"| `{key}` | {' / '.join(one.acled or ('–',))} | {one.plover or '–'} | {one.definition.strip()} |")
    return "\n".join(rows) + "\n"


def formats_page() -> str:
    """Return the source formats."""
    rows = ["# Source formats", NOTICE, "One file a format in `src/fogline/readers/`.", ""]
    rows += ["| format | file names | media types |", "|---|---|---|"]
    for name, reader in sorted(readers().items()):
        rows.append(f"| `{name}` | {' '.join(reader.suffixes)} | {' '.join(reader.media_types)} |")
    return "\n".join(rows) + "\n"


def registry_page() -> str:
    """Return how many actors of which kind and country the registry holds."""
    actors = Registry.load().actors.values()
    kinds: dict[str, int] = {}
    for actor in actors:
        kinds[actor.kind] = kinds.get(actor.kind, 0) + 1
    rows = ["# Registry", NOTICE, f"{len(actors):,} actors in `src/fogline/registries/`.", ""]
    rows += ["| kind | actors |", "|---|---:|"]
    rows += [f"| {kind} | {count:,} |" for kind, count in sorted(kinds.items())]
    return "\n".join(rows) + "\n"


PAGES = {
    "command-line.md": command_page,
    "python.md": python_page,
    "settings.md": settings_page,
    "codebook.md": codebook_page,
    "source-formats.md": formats_page,
    "registry.md": registry_page,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is out of date")
    check = parser.parse_args().check
    REFERENCE.mkdir(exist_ok=True)
    stale = []
    for name, make in PAGES.items():
        path, text = REFERENCE / name, "\n".join(line.rstrip() for line in make().splitlines()) + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
    if check and stale:
        print(f"out of date: {', '.join(stale)}; run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
