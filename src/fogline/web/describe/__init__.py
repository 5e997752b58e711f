"""Describe the desk's interface as OpenAPI: `python -m fogline.web.describe` prints it.

The page's types are generated from it, so that it says what really comes: every
field of a record is always there, `if_` is called `if`, and no record is called by
the path of its module.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

__all__ = ["describe_interface", "description_of"]

GENERIC = re.compile(r"^Page_(\w+)_$")
REFERENCE = "#/components/schemas/"
HIDDEN = "basis"
"""The one field of records that is no key of the contract: it counts for no equality."""


def describe_interface() -> str:
    """Return the description as JSON."""
    from fogline.casebook import open_casebook
    from fogline.web.app import create_app
    from fogline.web.local import LocalGate

    with TemporaryDirectory() as folder:
        app = create_app(open_casebook(Path(folder) / "empty.fog"), LocalGate("nobody"))
        return json.dumps(description_of(app), indent=1, sort_keys=True) + "\n"


def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI description of an application, in the contract's own words."""
    found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    given = set(names_within(found, found["paths"], body=True))
    schemas = {
        name: schema if name in given else as_shown(schema)
        for name, schema in found["components"]["schemas"].items()
    }
    found["components"]["schemas"] = schemas
    called = {name: name_of(name) for name in schemas}
    described: dict[str, Any] = renamed(found, called)
    return described


def as_shown(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an answer: no field is left out, and none but those of the contract is there."""
    if "properties" not in schema:
        return schema
    fields = {
        name.rstrip("_"): {key: value for key, value in field.items() if key != "default"}
        for name, field in schema["properties"].items()
        if name != HIDDEN
    }
    return {**schema, "properties": fields, "required": list(fields)}


def names_within(found: Mapping[str, Any], part: Any, *, body: bool = False) -> Iterator[str]:
    """Yield the schemas that requests bring, with all that those name."""
    if isinstance(part, list):
        for one in part:
            yield from names_within(found, one, body=body)
    if not isinstance(part, dict):
        return
    for key, value in part.items():
        if body and key != "requestBody":
            if key not in ("responses", "parameters"):
                yield from names_within(found, value, body=True)
        elif key == "$ref":
            name = value.removeprefix(REFERENCE)
            yield name
            yield from names_within(found, found["components"]["schemas"][name])
        else:
            yield from names_within(found, value)


def name_of(schema: str) -> str:
    """Return what a schema is called: `ReadingRival` for one of several Rivals, `ClaimRowPage` for a page of rows."""
    if match := GENERIC.match(schema):
        return f"{name_of(match[1])}Page"
    *modules, name = schema.split("__")
    return "".join(word.capitalize() for word in modules[-1].split("_")) + name if modules else name


def renamed(part: Any, called: Mapping[str, str]) -> Any:
    """Return a part of a description with its schemas under other names."""
    if isinstance(part, list):
        return [renamed(one, called) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        called.get(key, key): REFERENCE + called[value.removeprefix(REFERENCE)]
        if key == "$ref"
        else renamed(value, called)
        for key, value in part.items()
    }
