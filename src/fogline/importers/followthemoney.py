"""Read persons and organisations of FollowTheMoney as actors: OpenSanctions, OpenAleph, or our own export.

Lines of one id are parts of one entity. FollowTheMoney has no kind of armed group: what
its topics do not tell is civil society until the file in the casebook says better.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from fogline.errors import SourceUnreadable
from fogline.importers._opened import Opening
from fogline.importers._rows import unreadable
from fogline.importers._seam import ActorImporter
from fogline.reading.gazetteer.gazetteer_sources import country_codes
from fogline.reading.registry_entries import Actor

__all__ = ["FOLLOWTHEMONEY"]

SCHEMAS: Mapping[str, str] = {
    "Person": "person", "PublicBody": "government", "Organization": "civil society", "Company": "civil society",
    "LegalEntity": "civil society",
}  # fmt: skip
"""What an entity of a schema is by itself; others are no actors."""

TOPICS: Mapping[str, str] = {
    "mil": "state forces", "gov.igo": "international organisation", "gov.security": "intelligence",
    "pol.party": "political party", "gov": "government", "crime.terror": "rebel group", "crime": "criminal group",
}  # fmt: skip
"""What topics tell an organisation to be, the first that it has."""

NAMES = ("name", "alias", "weakAlias", "abbreviation", "previousName")


@dataclass(slots=True)
class Parts:
    """What the lines of one entity say."""

    where: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)


def read(text: str, name: str) -> Iterator[Actor]:
    """Yield the actors of a file of entities, by their first lines.

    Raises:
        SourceUnreadable: a line is no entity, or no entity is an actor.
    """
    found: dict[str, Parts] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}: line {number}"
        entity = entity_of(line, where)
        if entity["schema"] in SCHEMAS:
            parts = found.setdefault(entity["id"], Parts(where, entity["schema"]))
            for key, values in entity["properties"].items():
                parts.properties.setdefault(key, []).extend(values)
    if not found:
        raise SourceUnreadable(
            f"{name}: line 1: found no actor from here on, expected an entity of {', '.join(sorted(SCHEMAS))}",
            hint="schemas are written as FollowTheMoney writes them; nothing of the file was taken in",
        )
    codes = country_codes()
    for id, parts in found.items():
        if (actor := actor_of(id, parts, codes)) is not None:
            yield actor


def entity_of(line: str, where: str) -> dict[str, Any]:
    """Return the entity of a line.

    Raises:
        SourceUnreadable: it is none.
    """
    try:
        entity = json.loads(line)
    except ValueError as error:
        raise unreadable(where, f"no JSON ({error})", "an entity of FollowTheMoney") from error
    is_entity = (
        isinstance(entity, dict)
        and all(isinstance(entity.get(key), str) and entity[key] for key in ("id", "schema"))
        and isinstance(entity.get("properties"), dict)
        and all(
            isinstance(values, list) and all(isinstance(value, str) for value in values)
            for values in entity["properties"].values()
        )
    )
    if not is_entity:
        raise unreadable(
            where, f"{line[:40]!r}", "an object with id, schema and properties, each a list of words"
        )
    return dict(entity)


def actor_of(id: str, parts: Parts, codes: Mapping[str, str]) -> Actor | None:
    """Return the actor of an entity, None where it has no name."""
    told = parts.properties
    names = list(
        dict.fromkeys(" ".join(one.split()) for key in NAMES for one in told.get(key, ()) if one.strip())
    )
    if not names:
        return None
    countries = (codes.get(one.upper()) for key in ("country", "jurisdiction") for one in told.get(key, ()))
    return Actor(
        id=f"ftm:{sha256(id.encode()).hexdigest()[:16]}", name=names[0], kind=kind_of(parts), aliases=tuple(names[1:]),
        countries=tuple(dict.fromkeys(filter(None, countries))),
    )  # fmt: skip


def kind_of(parts: Parts) -> str:
    """Return what an entity is in the registry's words."""
    kind = SCHEMAS[parts.schema]
    if kind == "person":
        return kind
    topics = parts.properties.get("topics", ())
    return next((told for topic, told in TOPICS.items() if topic in topics), kind)


def tells(opening: Opening) -> bool:
    """Know it by the keys of its first line."""
    first = opening.first
    return first.startswith("{") and all(f'"{key}"' in first for key in ("id", "schema", "properties"))


FOLLOWTHEMONEY = ActorImporter("entities of FollowTheMoney (JSON Lines)", tells, read)
