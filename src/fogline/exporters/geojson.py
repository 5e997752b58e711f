"""Write incidents for a map (RFC 7946): a point only where the place is known, else an area; the rest is listed."""

from collections.abc import Iterator
from typing import Any

from fogline.exporters._flat import Losses, total_of
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import json_bytes
from fogline.model.exactness import date_precision, outline
from fogline.model.incident import Incident

__all__ = ["GeoJsonExporter"]

METRES = 1000


class GeoJsonExporter:
    """A feature an incident; those without any coordinates stand in `unmappable`, so that no map drops them unseen."""

    suffix = ".geojson"
    media_type = "application/geo+json"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the collection, a line a feature."""
        yield b'{"type": "FeatureCollection", "features": ['
        unmappable: list[dict[str, Any]] = []
        between = b"\n"
        for incident in holdings.incidents():
            geometry = outline(incident)
            if geometry is None:
                unmappable.append(
                    {**properties(incident), "places": [place.name for place in incident.places]}
                )
                continue
            yield between + json_bytes(
                {
                    "type": "Feature",
                    "id": incident.id,
                    "geometry": geometry,
                    "properties": properties(incident),
                }
            )
            between = b",\n"
        yield b'\n], "unmappable": ' + json_bytes(unmappable) + b"}\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what a map has no place for."""
        losses = Losses()
        for incident, claims in holdings.told():
            losses.add(
                "incidents without coordinates", "they stand in `unmappable`", outline(incident) is None
            )
            losses.add(
                "claims with their sayer, stance and sentence", "a feature names their ids", len(claims)
            )
            losses.add(
                "figures by sayer", "a feature has the range", sum(len(t.by_sayer) for t in incident.tolls)
            )
        losses.add("reports", "they are no features", sum(1 for _ in holdings.reports()))
        return losses.counted()


def properties(incident: Incident) -> dict[str, Any]:
    """Return what a feature tells of an incident."""
    main = incident.places[0] if incident.places else None
    found: dict[str, Any] = {
        "incident_id": incident.id, "type": incident.type, "status": incident.status, "grade": incident.grade,
        "date_start": incident.when.earliest, "date_end": incident.when.latest,
        "date_prec": date_precision(incident.when),
        "place": None if main is None else main.name, "where_prec": None if main is None else main.where_prec,
        "radius_m": None if main is None or main.radius_km is None else round(main.radius_km * METRES),
        "n_claims": len(incident.claims), "n_independent": incident.origins,
    }  # fmt: skip
    killed = total_of(incident, "killed")
    for bound in ("low", "best", "high"):
        found[f"killed_{bound}"] = None if killed is None else getattr(killed, bound)
    return found | {"parties": [party.name for party in incident.parties], "claims": list(incident.claims)}
