"""Write entities of FollowTheMoney, for OpenAleph and whatever else reads them: actors, reports, incidents, claims."""

from collections.abc import Iterator

from fogline.exporters._ftm import Thing, ftm_losses, things
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._text import json_bytes

__all__ = ["FollowTheMoneyExporter"]


class FollowTheMoneyExporter:
    """JSON Lines, an entity a line; which outlet a value comes from stands in `followthemoney_statements`."""

    suffix = ".ftm.json"
    media_type = "application/jsonl"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a line an entity."""
        for thing in things(holdings):
            yield json_bytes(entity(thing)) + b"\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the entities do not say."""
        losses = ftm_losses(holdings)
        count = sum(1 for thing in things(holdings) if len({value.outlet for value in thing.values}) > 1)
        losses.add("outlets of single values", "followthemoney_statements has them", count)
        return losses.counted()


def entity(thing: Thing) -> dict[str, object]:
    """Return an entity as FollowTheMoney has it: each property with its values, each once."""
    properties: dict[str, list[str]] = {}
    for value in thing.values:
        values = properties.setdefault(value.prop, [])
        if value.value not in values:
            values.append(value.value)
    return {"id": thing.id, "schema": thing.schema, "properties": properties, "datasets": ["fogline"]}
