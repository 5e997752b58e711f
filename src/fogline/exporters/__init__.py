"""Write what a casebook holds in one format a file: the file is the plugin, its stem the format's name.

A module exports one class. Drop a file here and `fogline export --format <stem>` knows it.
"""

from fogline.exporters._ledger import COLUMNS as LEDGER_COLUMNS
from fogline.exporters._ledger import ledger_row
from fogline.exporters._seam import Exporter, Holdings, Loss, exporter, exporter_names
from fogline.exporters._table import Cell, harmless

__all__ = [
    "LEDGER_COLUMNS", "Cell", "Exporter", "Holdings", "Loss", "exporter", "exporter_names", "harmless", "ledger_row",
]  # fmt: skip
