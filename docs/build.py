"""Write the generated reference pages; with --check only tell which are out of date."""

import argparse
import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

import click

import fogline
import fogline.errors
from fogline.cli.root import COMMANDS, root
from fogline.config import SETTINGS, toml_value
from fogline.questions.cases import (
    Case,
    EventList,
    ReferenceClass,
    Source,
    load_classes,
    load_rates,
)
from fogline.readers import readers
from fogline.reading.codebook import load_codebook
from fogline.reading.registry import Registry

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- Written by docs/build.py from the code: change the code, then run `make docs`. -->\n"
LINE, HELP_WIDTH = 100, 96


def command_page() -> str:
    """Return the help of every command."""
    context = context_of(root, "fogline")
    parts = ["# Command line", "", NOTICE, f"```text\n{root.get_help(context)}\n```\n"]
    for name in COMMANDS:
        command = root.get_command(context, name)
        if command is None:
            raise SystemExit(f"no command {name}")
        inner = context_of(command, name, context)
        parts.append(f"## fogline {name}\n\n```text\n{command.get_help(inner)}\n```\n")
    return "\n".join(parts)


def context_of(command: click.Command, name: str, parent: click.Context | None = None) -> click.Context:
    """Return a context that renders help as a terminal of one width would."""
    settings = {**root.context_settings, "terminal_width": HELP_WIDTH, "max_content_width": HELP_WIDTH}
    return click.Context(command, info_name=name, parent=parent, **settings)


def python_page() -> str:
    """Return the public Python API with its docstrings."""
    parts = ["# Python", "", NOTICE]
    for name in fogline.__all__:
        thing = getattr(fogline, name)
        parts.append(f"## fogline.{name}\n\n{signature(thing, name)}{docstring(thing)}")
        for member, described in members(thing):
            shown = signature(described, member) if inspect.isfunction(described) else ""
            parts.append(f"### {name}.{member}\n\n{shown}{docstring(described)}")
    parts.append("## Errors\n\n" + docstring(fogline.errors))
    return "\n".join(parts)


def members(thing: object) -> Iterator[tuple[str, object]]:
    """Yield a class's public methods and properties, in the order of the code, those of its bases first."""
    if inspect.isclass(thing) and not issubclass(thing, Exception):
        written = (base for base in reversed(thing.__mro__) if base.__module__.startswith("fogline."))
        for member, described in chain.from_iterable(vars(base).items() for base in written):
            if not member.startswith("_") and (
                inspect.isfunction(described) or isinstance(described, property)
            ):
                yield member, described


def signature(thing: object, name: str) -> str:
    """Return how a thing is called, on one line or on one line a parameter; nothing for errors."""
    if not callable(thing) or (inspect.isclass(thing) and issubclass(thing, Exception)):
        return ""
    found = inspect.signature(thing)
    parameters = [one for one in found.parameters.values() if one.name != "self"]
    written = [parameter_text(one) for one in parameters]
    if any(one.kind is one.KEYWORD_ONLY for one in parameters):
        first = next(at for at, one in enumerate(parameters) if one.kind is one.KEYWORD_ONLY)
        if not any(one.kind is one.VAR_POSITIONAL for one in parameters):
            written.insert(first, "*")
    returned = "" if inspect.isclass(thing) else f" -> {annotation_text(found.return_annotation)}"
    line = f"{name}({', '.join(written)}){returned}"
    if len(line) > LINE:
        line = f"{name}(\n" + "".join(f"    {one},\n" for one in written) + f"){returned}"
    return f"```python\n{line}\n```\n\n"


def parameter_text(parameter: inspect.Parameter) -> str:
    """Return a parameter with its type and default."""
    stars = "*" if parameter.kind is parameter.VAR_POSITIONAL else ""
    stars = "**" if parameter.kind is parameter.VAR_KEYWORD else stars
    typed = "" if parameter.annotation is parameter.empty else f": {annotation_text(parameter.annotation)}"
    if parameter.default is parameter.empty:
        return f"{stars}{parameter.name}{typed}"
    default = getattr(parameter.default, "__name__", None) or repr(parameter.default)
    return f"{stars}{parameter.name}{typed} = {default}"


def annotation_text(annotation: object) -> str:
    """Return a type as it is written, without the modules it comes from."""
    if isinstance(annotation, str):
        return annotation
    text = (
        annotation.__name__
        if isinstance(annotation, type) and not hasattr(annotation, "__args__")
        else str(annotation)
    )
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Za-z])", "", "None" if text == "NoneType" else text)


def docstring(thing: object) -> str:
    text = inspect.getdoc(thing) or ""
    return f"```text\n{text}\n```\n"


def settings_page() -> str:
    """Return the table of settings."""
    rows = [
        "# Settings",
        "",
        NOTICE,
        "A casebook's `fogline.toml`, as `[table]` and `key`; every setting has a default.",
        "",
    ]
    rows += ["| setting | default | unit | what it does |", "|---|---|---|---|"]
    rows += [f"| `{one.name}` | `{toml_value(one.default)}` | {one.unit} | {one.help} |" for one in SETTINGS]
    return "\n".join(rows) + "\n"


def codebook_page() -> str:
    """Return the event types with their codes and definitions."""
    rows = [
        "# Codebook",
        NOTICE,
        "One file a type in `src/fogline/codebook/`; the examples in it run as tests.",
        "",
    ]
    rows += ["| key | ACLED | PLOVER | definition |", "|---|---|---|---|"]
    for key, one in sorted(load_codebook().types.items()):
        codes = " / ".join(one.acled or ("–",)), one.plover or "–"
        rows.append(f"| `{key}` | {codes[0]} | {codes[1]} | {' '.join(one.definition.split())} |")
    return "\n".join(rows) + "\n"


def formats_page() -> str:
    """Return the source formats."""
    rows = ["# Source formats", "", NOTICE, "One file a format in `src/fogline/readers/`.", ""]
    rows += ["| format | file names | media types |", "|---|---|---|"]
    for name, reader in sorted(readers().items()):
        suffixes = " ".join(reader.suffixes) or "told by the content"
        rows.append(f"| `{name}` | {suffixes} | {' '.join(reader.media_types)} |")
    return "\n".join(rows) + "\n"


def registry_page() -> str:
    """Return how many actors of which kind and country the registry holds."""
    actors = Registry.load().actors.values()
    kinds: dict[str, int] = {}
    for actor in actors:
        kinds[actor.kind] = kinds.get(actor.kind, 0) + 1
    rows = ["# Registry", "", NOTICE, f"{len(actors):,} actors in `src/fogline/registries/`.", ""]
    rows += ["| kind | actors |", "|---|---:|"]
    rows += [f"| {kind} | {count:,} |" for kind, count in sorted(kinds.items())]
    return "\n".join(rows) + "\n"


def classes_page() -> str:
    """Return every reference class and event list, with their cases and sources."""
    classes, lists = load_classes(), load_rates()
    cases = sum(len(one.cases) for one in classes)
    events = sum(len(one.events) for one in lists)
    rows = ["# Reference classes", "", NOTICE]
    rows += [f"{len(classes)} classes with {cases:,} cases in `src/fogline/questions/classes/`,"]
    rows += [f"{len(lists)} event lists with {events:,} events in `src/fogline/questions/rates/`.", ""]
    paged = sum(any(source.address for source in event.sources) for one in lists for event in one.events)
    rows += ["Every case names the page or data set that tells its outcome, and what was read there."]
    rows += [f"So do {paged} of the events; the others are common record, not looked up page by page."]
    rows += ["A source without an address says so.", ""]
    rows += ["| class | cases | yes | within |", "|---|---:|---:|---:|"]
    for one in classes:
        yes = sum(case.outcome for case in one.cases)
        rows.append(
            f"| [{one.name}](#{anchor(one.name)}) | {len(one.cases)} | {yes} | {one.within_days} days |"
        )
    rows += ["", "| event list | events | from | until |", "|---|---:|---|---|"]
    for listed in lists:
        linked = f"[{listed.name}](#{anchor(listed.name)})"
        rows.append(f"| {linked} | {len(listed.events)} | {listed.starts} | {listed.ends} |")
    return "\n".join([*rows, "", *map(class_section, classes), *map(list_section, lists)])


def class_section(one: ReferenceClass) -> str:
    """Return what a class says of itself, its features, cases and sources."""
    rows = [f"## {one.name}", "", f"`{one.key}`: {one.asks}", ""]
    rows += [f"- What counts: {one.counts}", f"- Yes: {one.yes}", f"- Unclear: {one.unclear}"]
    rows += [f"- How the cases were chosen: {one.chosen}", f"- Which way that bends the share: {one.bias}"]
    for feature in one.features:
        values = ", ".join(feature.values)
        rows.append(
            f"- `{feature.key}` ({values}): {feature.asks} A case that differs counts {feature.other:g}."
        )
    rows += ["", "| case | began | outcome | settled | like | sources |", "|---|---|---|---|---|---|"]
    for case in one.cases:
        like = ", ".join(f"{key} {value}" for key, value in case.features.items())
        note = f"<br>{case.note}" if case.note else ""
        rows.append(
            f"| {case.name}{note} | {case_day(case, 'began')} | {'yes' if case.outcome else 'no'} "
            f"| {case_day(case, 'settled')} | {like} | {' '.join(source.key for source in case.sources)} |"
        )
    return "\n".join([*rows, "", *source_rows([source for case in one.cases for source in case.sources]), ""])


def list_section(listed: EventList) -> str:
    """Return what an event list says of itself, its events and sources."""
    rows = [f"## {listed.name}", "", f"`{listed.key}`, complete from {listed.starts} to {listed.ends}.", ""]
    rows += [f"- What counts: {listed.counts}", f"- Unclear: {listed.unclear}", f"- Chosen: {listed.chosen}"]
    rows += ["", "| event | day | areas | sources |", "|---|---|---|---|"]
    for event in listed.events:
        keys = " ".join(source.key for source in event.sources)
        rows.append(
            f"| {event.name} | {shown_day(event.on, event.by_month)} | {' '.join(event.areas)} | {keys} |"
        )
    return "\n".join([*rows, "", *source_rows([s for event in listed.events for s in event.sources]), ""])


def source_rows(sources: Sequence[Source]) -> list[str]:
    """Return each source once: its title, address and what was read there."""
    rows = []
    for source in dict.fromkeys(sources):
        titled = f"[{source.title}]({source.address})" if source.address else source.title
        rows.append(f"- `{source.key}`: {titled}" + (f"; {source.read}" if source.read else ""))
    return rows


def case_day(case: Case, which: str) -> str:
    return shown_day(getattr(case, which), which in case.by_month)


def shown_day(day: date, by_month: bool) -> str:
    return f"{day:%Y-%m}" if by_month else day.isoformat()


def anchor(heading: str) -> str:
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


PAGES = {
    "command-line.md": command_page,
    "python.md": python_page,
    "settings.md": settings_page,
    "codebook.md": codebook_page,
    "source-formats.md": formats_page,
    "registry.md": registry_page,
    "reference-classes.md": classes_page,
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
