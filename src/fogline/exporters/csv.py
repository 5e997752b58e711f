"""Write the ledger for a spreadsheet: a row a claim, with who says it and its sentence."""

from collections.abc import Iterator

from fogline.exporters._flat import Losses
from fogline.exporters._ledger import COLUMNS, ledger_losses, ledger_rows
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import csv_lines

__all__ = ["CsvExporter"]


class CsvExporter:
    """Comma-separated values in UTF-8 with a header; claims of one incident stand together."""

    suffix = ".csv"
    media_type = "text/csv"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a row a claim: those in incidents first, by incident, then the rest by id."""
        yield from csv_lines([COLUMNS])
        yield from csv_lines(ledger_rows(holdings))

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what a row a claim has no column for."""
        losses = Losses()
        ledger_losses(losses, holdings)
        return losses.counted()
