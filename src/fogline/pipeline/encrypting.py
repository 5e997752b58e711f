"""Encrypt a casebook where it stands, decrypt it, and change what opens it.

`keys.json` says how far it has come, so that what was interrupted goes on: originals
one by one, then the journal at once, then the derived tables. Files in the clear
are overwritten before they are removed.
"""

import shutil
from pathlib import Path

from fogline.errors import JournalBroken, SettingInvalid
from fogline.pipeline.progress import Notify, Progress
from fogline.store.files import destroy, disk_errors, remove_temporary
from fogline.store.journal import Journal, now
from fogline.store.keys import KEYS_FILE, Secret, keys_state, new_key, unwrapped_key, write_keys
from fogline.store.sealing import CLEAR, Seal, Sealed
from fogline.store.store import Store

__all__ = ["change_secret", "decrypt_casebook", "encrypt_casebook"]

STAGE = "encrypt"


def encrypt_casebook(folder: Path, secret: Secret, *, notify: Notify) -> None:
    """Encrypt all that holds text, under a new key that a secret wraps.

    Raises:
        SettingInvalid: it is encrypted already, or the passphrase is short.
        CasebookLocked: it was interrupted, and the secret is not the one that it was begun with.
    """
    store = Store(folder)
    store.require()
    with store.alone(on_wait=lambda _: notify(WAITING)):
        state = keys_state(folder)
        if state not in (None, "sealing"):
            raise SettingInvalid(
                f"{folder}: found it encrypted already, expected one in the clear",
                hint="fogline encrypt --change sets another passphrase or keyfile",
            )
        if state is None:
            write_keys(folder, new_key(), secret, state="sealing")
        key = unwrapped_key(folder, secret)
        reseal(store, Sealed(key), notify)
        write_keys(folder, key, secret, state="sealed")


def decrypt_casebook(folder: Path, secret: Secret | None, *, notify: Notify) -> None:
    """Write everything in the clear again and destroy the key.

    Raises:
        SettingInvalid: it is not encrypted.
        CasebookLocked: the secret is missing or wrong.
    """
    store = Store(folder)
    store.require()
    with store.alone(on_wait=lambda _: notify(WAITING)):
        if keys_state(folder) is None:
            raise SettingInvalid(f"{folder}: found it in the clear, expected an encrypted casebook")
        key = unwrapped_key(folder, secret)
        if secret is not None:
            write_keys(folder, key, secret, state="opening")
        reseal(Store(folder, seal=Sealed(key)), CLEAR, notify)
        destroy(folder / KEYS_FILE)


def change_secret(folder: Path, secret: Secret | None, another: Secret) -> None:
    """Let another passphrase or keyfile open a casebook; nothing in it is written anew.

    Raises:
        SettingInvalid: it is not encrypted, or the passphrase is short.
        CasebookLocked: the secret is missing or wrong.
    """
    store = Store(folder)
    store.require()
    with store.alone(on_wait=lambda _: None):
        state = keys_state(folder)
        if state is None:
            raise SettingInvalid(f"{folder}: found it in the clear, expected an encrypted casebook")
        write_keys(folder, unwrapped_key(folder, secret), another, state=state)


def reseal(store: Store, seal: Seal, notify: Notify) -> None:
    """Keep everything as another seal keeps it; what is kept so already is left alone."""
    notify(Progress(STAGE, 0, note="originals"))
    store.originals.reseal(seal)
    notify(Progress(STAGE, 1, note="journal"))
    reseal_journal(store, seal)
    notify(Progress(STAGE, 2, note="tables"))
    store.search.forget()
    store.parts.reseal(seal)
    with disk_errors(store.folder):
        shutil.rmtree(store.parts.folder / ".spill", ignore_errors=True)
    remove_temporary(store.folder)


def reseal_journal(store: Store, seal: Seal) -> None:
    """Keep the journal as another seal keeps it; leave one alone that is kept so already."""
    try:
        Journal(store.journal.database, clock=now, seal=seal).head()
    except JournalBroken:
        store.journal.reseal(seal)


WAITING = Progress(STAGE, 0, note="another process has the casebook; waiting until it is done")
