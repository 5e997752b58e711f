"""Keep the one object that users hold: a casebook, its reports, claims and incidents."""

from pathlib import Path

from fogline.casebook.alerting import Alerting
from fogline.casebook.importing import Importing
from fogline.casebook.keeping import Keeping
from fogline.pipeline.looking import IncidentOrder
from fogline.pipeline.seen import ActorSeen, PlaceSeen
from fogline.store.store import Store

__all__ = ["ActorSeen", "Casebook", "IncidentOrder", "PlaceSeen", "existing_casebook", "open_casebook"]


def open_casebook(
    path: str | Path, *, passphrase: str | None = None, keyfile: str | Path | None = None
) -> "Casebook":
    """Open a casebook, made when missing.

    Args:
        path: its folder.
        passphrase: of an encrypted casebook; $FOGLINE_PASSPHRASE when left out.
        keyfile: likewise; $FOGLINE_KEYFILE, else the setting `keeping.keyfile`, when left out.

    Raises:
        CasebookLocked: it is encrypted, and what opens it is missing or wrong.
        CasebookNewer: a later version of fogline made it.
        SettingInvalid: its `fogline.toml` has a line that does not hold.
    """
    return Casebook(Path(path), passphrase=passphrase, keyfile=keyfile)


def existing_casebook(
    path: str | Path, *, passphrase: str | None = None, keyfile: str | Path | None = None
) -> "Casebook":
    """Open a casebook that is there; raise CasebookMissing when it is not, else as `open_casebook`."""
    Store(Path(path)).require()
    return open_casebook(path, passphrase=passphrase, keyfile=keyfile)


class Casebook(Alerting, Keeping, Importing):
    """A folder of reports and the claims and incidents that follow from them.

    Whatever it returns is read from disk when it is asked for; listings are
    sequences that are read as they are walked.
    """
