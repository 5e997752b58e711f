"""Write a workbook for Excel and LibreOffice: claims, incidents, and what it does not carry; no cell is a formula."""

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from fogline.exporters._flat import Losses
from fogline.exporters._incidents import COLUMNS as INCIDENTS
from fogline.exporters._incidents import incident_row
from fogline.exporters._ledger import COLUMNS, ledger_losses, ledger_rows
from fogline.exporters._seam import Holdings, Loss
from fogline.exporters._table import Cell
from fogline.exporters._text import whole

__all__ = ["XlsxExporter"]

MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767
"""What a sheet and a cell hold at most (Excel specifications and limits)."""
MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""When the workbook says it was made: the same holdings give the same bytes on any day."""
LOST = ("What", "How many", "Why")
WIDTH = 18


class XlsxExporter:
    """Three sheets with a fixed header; words are words, numbers numbers, unknown is an empty cell."""

    suffix = ".xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the workbook."""
        file = io.BytesIO()
        with Workbook(file, {"constant_memory": True}) as book:
            book.set_properties({"created": MADE})
            bold = book.add_format({"bold": True})
            for name, header, rows in (
                ("Claims", COLUMNS, ledger_rows(holdings)),
                ("Incidents", INCIDENTS, (incident_row(*told) for told in holdings.told())),
                ("Not carried", LOST, ((one.what, one.count, one.why) for one in self.losses(holdings))),
            ):
                sheet = book.add_worksheet(name)
                sheet.set_column(0, len(header) - 1, WIDTH)
                sheet.freeze_panes(1, 0)
                for column, word in enumerate(header):
                    sheet.write_string(0, column, word, bold)
                for number, row in enumerate(islice(rows, MOST_ROWS - 1), start=1):
                    write_row(sheet, number, row)
        yield file.getvalue()

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the sheets do not hold."""
        losses = Losses()
        ledger_losses(losses, holdings)
        for number, claim in enumerate(holdings.claims(), start=1):
            losses.add(
                "ends of long sentences", "a cell holds 32,767 characters", len(claim.quote) > MOST_CHARACTERS
            )
            losses.add("claims", "a sheet holds 1,048,576 rows", number >= MOST_ROWS)
        return losses.counted()


def write_row(sheet: Worksheet, number: int, row: Sequence[Cell]) -> None:
    """Write a row; words are written as words, whatever they begin with."""
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell:
            sheet.write_string(number, column, whole(cell[:MOST_CHARACTERS]))
        elif isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
