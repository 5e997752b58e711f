"""Write incidents for the humanitarian exchange: a CSV whose second row tags the columns (HXL 1.1)."""

from collections.abc import Iterator

from fogline.exporters._flat import Losses, dispute_losses
from fogline.exporters._incidents import COLUMNS, incident_row
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import csv_lines

__all__ = ["HxlExporter"]

TAGS = (
    "#event+id", "#event+type", "#status", "#status+grade", "#date+start", "#date+end", "#date+reported",
    "#group+name+first", "#group+name+second", "#country+code", "#adm1+name", "#adm2+name", "#loc+name", "#geo+lat",
    "#geo+lon", "#geo+radius", "#affected+killed+min", "#affected+killed", "#affected+killed+max",
    "#affected+injured", "#meta+claimant", "#meta+source", "#meta+source+num", "#description",
)  # fmt: skip
"""The tags of the columns, in their order."""
CARRIED = frozenset({"killed", "wounded"})


class HxlExporter:
    """A row an incident below a header and a row of tags; places without coordinates keep their name."""

    suffix = ".csv"
    media_type = "text/csv"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield header, tags, and a row an incident."""
        yield from csv_lines([COLUMNS, TAGS])
        for incident, claims in holdings.told():
            yield from csv_lines([incident_row(incident, claims)])

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the rows do not carry."""
        losses = Losses()
        for incident, claims in holdings.told():
            dispute_losses(losses, incident, claims, carried=CARRIED)
            sides = sum(toll.party is not None and toll.measure in CARRIED for toll in incident.tolls)
            losses.add("losses by side", "a row has those of the whole incident", sides)
        return losses.counted()
