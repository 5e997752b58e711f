"""Know the places of the world: names, points, units."""

from fogline.reading.gazetteer.lookup import (
    Gazetteer,
    KnownPlace,
    NameMatch,
    cache_folder,
    cached_arrays,
    open_gazetteer,
)

__all__ = ["Gazetteer", "KnownPlace", "NameMatch", "cache_folder", "cached_arrays", "open_gazetteer"]
