"""Say what an exporter is and what it is given."""

from collections.abc import Iterator
from typing import Protocol

from fogline.errors import SettingInvalid
from fogline.model.holdings import Holdings, Loss
from fogline.plugins import load_modules, module_names

__all__ = ["Exporter", "Holdings", "Loss", "exporter", "exporter_names"]

ROLE = "exporters"


class Exporter(Protocol):
    """One format. It has no state: the same holdings give the same bytes, on any machine and on any day."""

    @property
    def suffix(self) -> str:
        """Of the file's name, with the dot."""
        ...

    @property
    def media_type(self) -> str:
        """Lower case, without parameters."""
        ...

    def write(self, holdings: Holdings) -> Iterator[bytes]:
        """Yield the file, some bytes at a time."""
        ...

    def losses(self, holdings: Holdings) -> tuple[Loss, ...]:
        """Return what the file does not carry; only what there is to lose."""
        ...


def exporter_names() -> tuple[str, ...]:
    """Return the names of the formats, without importing them."""
    return module_names(ROLE)


def exporter(name: str) -> Exporter:
    """Return a format by its name; raise SettingInvalid when there is none."""
    known = load_modules(ROLE)
    if name not in known:
        raise SettingInvalid(f"format: found {name!r}, expected one of {', '.join(sorted(known))}")
    made: Exporter = known[name]()
    return made
