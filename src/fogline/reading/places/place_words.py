"""Hold the words around place names, from a language document, in the forms that the finding of places asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fogline.errors import PluginInvalid
from fogline.model.vocabulary import PlaceLevel
from fogline.reading.gazetteer.spelling import name_key

__all__ = ["PlaceWords"]


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The section `[places]` of a language. All words are in lower
    case but `doubtful`, which is as written, and `never`, which holds keys of names."""

    units: Mapping[str, PlaceLevel]
    sites: frozenset[str]
    features: frozenset[str]
    small: frozenset[str]
    locative: frozenset[str]
    near: tuple[str, ...]
    directions: Mapping[str, tuple[float, float]]
    kilometres: Mapping[str, float]
    titles: frozenset[str]
    craft: frozenset[str]
    doubtful: frozenset[str]
    never: frozenset[str]

    @classmethod
    def of(cls, language: Mapping[str, Any]) -> "PlaceWords":
        """Return a language's words for places.

        Raises:
            PluginInvalid: the section or a list is missing or has another shape.
        """
        name = language.get("name", "?")
        section = language.get("places")
        if not isinstance(section, Mapping):
            raise PluginInvalid(
                f"language {name!r}: no section [places], expected one", hint="copy it from languages/en.toml"
            )

        def words(key: str) -> list[str]:
            value = section.get(key)
            if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
                raise PluginInvalid(
                    f"language {name!r}: places.{key}: {value!r}, expected a list of words",
                    hint="copy it from languages/en.toml",
                )
            return value

        def numbers(key: str) -> Mapping[str, Any]:
            value = section.get(key)
            if not isinstance(value, Mapping):
                raise PluginInvalid(
                    f"language {name!r}: places.{key}: {value!r}, expected a table of words",
                    hint="copy it from languages/en.toml",
                )
            return value

        units: dict[str, PlaceLevel] = {}
        levels: tuple[PlaceLevel, ...] = ("town", "country", "admin2", "admin1")
        for level in levels:
            units.update(dict.fromkeys(words(f"{level}_words"), level))
        return cls(
            units=units,
            sites=frozenset(words("site_words")),
            features=frozenset(words("feature_words")),
            small=frozenset(words("small_words")),
            locative=frozenset(words("locative")),
            near=tuple(words("near")),
            directions={word: (float(n), float(e)) for word, (n, e) in numbers("directions").items()},
            kilometres={word: float(factor) for word, factor in numbers("kilometres").items()},
            titles=frozenset(words("person_titles")),
            craft=frozenset(words("craft")),
            doubtful=frozenset(words("doubtful")),
            never=frozenset(name_key(name) for name in words("never")),
        )
