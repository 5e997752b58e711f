"""Take places and actors in: they stand in the casebook's registries and come before the packaged ones."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from fogline.errors import FormatUnknown
from fogline.importers import ActorImporter, GazetteerImporter, format_of, importer, text_of
from fogline.plugins import read_toml
from fogline.reading.gazetteer.gazetteer_import import import_gazetteer
from fogline.reading.registry_entries import Actor
from fogline.store.files import disk_errors, replace_file

__all__ = ["add_actors", "add_gazetteer"]


def add_gazetteer(folder: Path, path: Path, *, form: str | None = None) -> int:
    """Import a file's places into the casebook at `folder`; return how many.

    Raises:
        FormatUnknown: no importer of gazetteers knows it.
        SourceUnreadable: a line is broken.
    """
    found = importer(form or format_of(path))
    if not isinstance(found, GazetteerImporter):
        raise FormatUnknown(
            f"{path.name}: found {found.title}, expected a gazetteer",
            hint="series come in with a name and a source",
        )
    return import_gazetteer(path, folder, read=found.read)


def add_actors(folder: Path, path: Path, *, form: str | None = None) -> int:
    """Import a file's actors into the casebook at `folder`; return how many the registry did not know.

    An actor that the registry knows by one of its names is left as it is there: it has
    sides, parents and times that lists of names do not have. An earlier import of a
    file of the same name is replaced.

    Raises:
        FormatUnknown: no importer of actors knows it.
        SourceUnreadable: a line is broken.
    """
    from fogline.reading.registry import Registry

    found = importer(form or format_of(path))
    if not isinstance(found, ActorImporter):
        raise FormatUnknown(f"{path.name}: found {found.title}, expected a list of actors")
    stem = re.sub(r"[^a-z0-9]+", "_", path.name.partition(".")[0].lower()).strip("_") or "imported"
    goal = folder / "registries" / f"actors_{stem.removeprefix('actors_')}.toml"
    with disk_errors(path):
        content = path.read_bytes()
    actors = list(found.read(text_of(content, name=path.name), path.name))
    replaced = {one["id"] for one in read_toml(goal)["actors"]} if goal.is_file() else set()
    registry = Registry.load(folder)

    def is_known(actor: Actor) -> bool:
        bearers = {one.id for name in actor.names for one in registry.named(name)}
        return not bearers <= replaced or (actor.id in registry.actors and actor.id not in replaced)

    fresh = [actor for actor in actors if not is_known(actor)]
    goal.parent.mkdir(parents=True, exist_ok=True)
    replace_file(goal, actors_file(fresh, about=f"Imported from {path.name}.").encode())
    return len(fresh)


def actors_file(actors: Iterable[Actor], *, about: str) -> str:
    """Return actors as a registry of a casebook has them, one a line."""
    lines = [
        f"  {{ id = {quoted(one.id)}, name = {quoted(one.name)}, aliases = [{listed(one.aliases)}], "
        f"kind = {quoted(one.kind)}, countries = [{listed(one.countries)}] }},"
        for one in actors
    ]
    return "\n".join([f"about = {quoted(about)}", "", "actors = [", *lines, "]", ""])


def listed(words: Iterable[str]) -> str:
    """Return strings as they stand in a list of TOML."""
    return ", ".join(map(quoted, words))


def quoted(words: str) -> str:
    """Return a string of TOML; what cannot be seen is left out of it."""
    return json.dumps("".join(filter(str.isprintable, words)), ensure_ascii=False)
