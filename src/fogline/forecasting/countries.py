"""Know the country that a series' area is: by ISO code, by VIEWS country id, or as VIEWS and UCDP spell it."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fogline.forecasting.panel import Area

__all__ = ["country_of"]


def country_of(area: Area) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of an area; a number is taken to be a VIEWS country id. None for others."""
    return codes().get(str(area).casefold())


@cache
def codes() -> Mapping[str, str]:
    """Return the codes by everything that names a country."""
    written = json.loads((files("fogline.forecasting") / "countries.json").read_text(encoding="utf-8"))
    return {str(name).casefold(): code for code, names in written.items() for name in (code, *names)}
