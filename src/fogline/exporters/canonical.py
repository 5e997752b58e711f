"""Write every object as a line of canonical JSON: what `fogline verify` compares."""

from collections.abc import Iterator
from itertools import chain

from fogline.exporters._seam import Holdings, Loss
from fogline.model.records import canonical_json

__all__ = ["CanonicalExporter"]


class CanonicalExporter:
    """JSON Lines: the claims, the incidents, the reports, each kind sorted by id."""

    suffix = ".jsonl"
    media_type = "application/jsonl"

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield a line an object."""
        for one in chain(holdings.claims(), holdings.incidents(), holdings.reports()):
            yield canonical_json(one) + b"\n"

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return nothing: it carries every field."""
        del holdings
        return ()
