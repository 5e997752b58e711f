"""Pack a casebook into one file, and unpack such a file that may come from anywhere.

    journal.jsonl        the rows of the journal, one moment of it, each as [table, row]
    originals/a/ab12….zst
    fogline.toml  keys.json  codebook/…  languages/…  registries/…
    manifest.json        what stands before it: count, size, and one hash of all names, sizes and contents

The file is a ZIP that any program opens. What is derived is left out: it is made
again. The rows are taken in one transaction, and the originals that they name never
change, so that a casebook can be packed while a run goes on. Unpacking takes only
names that a casebook has, never more bytes than were announced, checks the manifest,
the chain and every original, and gives the folder its name last.
"""

import hashlib
import json
import os
import re
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from fogline.config import SETTINGS, SETTINGS_FILE, load_settings
from fogline.errors import PackBroken, SettingInvalid
from fogline.model.records import Record, canonical_json
from fogline.pipeline.makers import OWN_FOLDERS, OWN_NAMES, kept_files
from fogline.pipeline.progress import Notify, Progress
from fogline.pipeline.verify import kept_originals, sound_entries
from fogline.store.chain import ascii_json
from fogline.store.files import disk_errors, sync_folder, temporary_beside
from fogline.store.journal_place import FILE
from fogline.store.keys import KEYS_FILE, Secret, open_seal
from fogline.store.sqlite import SqliteFile
from fogline.store.store import Store

__all__ = ["PACKED", "Packed", "pack_casebook", "unpack_casebook"]

PACKED = "packed"
STAGE = "pack"
FORMAT = 1
JOURNAL, MANIFEST, ORIGINALS = "journal.jsonl", "manifest.json", "originals"
ORIGINAL = re.compile(r"originals/([0-9a-f])/\1[0-9a-f]{63}\.zst")
PART = re.compile(r"[\w][\w .,()+@-]*")
DEEP = 6
PIECE = 1024 * 1024
# A line of the journal holds one entry or item; a decision with a claim in it has some thousand characters.
LINE = 64 * 1024 * 1024
# One original, unpacked: far above what any reader takes.
EXPANDED = 4 * 1024 * 1024 * 1024
RATIO = 200
"""Unpacked to packed size, past the first MiB; rows of a journal are seldom packed to a tenth."""
MOST_MANIFEST = 64 * 1024
REACHING = ("mind.", "sources.allow_private", "keeping.")
"""Settings that let a run reach into a network, or read a file outside the casebook."""
ASIDE = f"{SETTINGS_FILE}.packed"


@dataclass(frozen=True, slots=True)
class Packed(Record):
    """A packed casebook: how much is in it, the last hash of its journal, and the SHA-256 of the file.

    `set_aside` names settings of an unpacked casebook that reach into a network: its
    settings wait in a file beside, for who unpacked it to read.
    """

    entries: int
    originals: int
    size: int
    head: str
    sha256: str
    set_aside: tuple[str, ...] = ()


# Packing


def pack_casebook(store: Store, path: Path, *, replace: bool, notify: Notify) -> Packed:
    """Write a casebook to a file; whole or not at all.

    Raises:
        SettingInvalid: the file is there and is not to be replaced, or lies in the casebook.
        JournalBroken: the chain does not hold.
        OriginalBroken: an original is missing.
    """
    if path.exists() and not (replace and path.is_file()):
        raise SettingInvalid(
            f"{path}: found it there, expected a new file", hint="fogline backup replaces a file"
        )
    if path.resolve().is_relative_to(store.folder.resolve()):
        raise SettingInvalid(
            f"{path}: found a place inside the casebook, expected one outside",
            hint="a copy belongs on another disk",
        )
    if os.access(store.folder, os.W_OK):
        # Whoever erases a report later is told which files may hold it.
        store.journal.append(PACKED, {"name": path.name})
    unfinished = temporary_beside(path)
    snapshot = temporary_beside(path)
    with disk_errors(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            snapshot.mkdir()
            packed = write_pack(store, unfinished, snapshot / FILE, notify)
            unfinished.replace(path)
            sync_folder(path.parent)
        finally:
            unfinished.unlink(missing_ok=True)
            shutil.rmtree(snapshot, ignore_errors=True)
    return packed


def write_pack(store: Store, path: Path, snapshot: Path, notify: Notify) -> Packed:
    """Write the file and wait until the disk has it."""
    moment = Store(store.folder, seal=store.seal, journal=SqliteFile(snapshot))
    journal = moment.journal
    journal.restore(store.journal.rows())
    entries = journal.verify()
    with path.open("xb") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            contents = Contents()
            with contents.added(archive, JOURNAL, zipfile.ZIP_DEFLATED) as member:
                for table, row in journal.rows():
                    member.write(ascii_json([table, row]).encode("ascii") + b"\n")
            for name in (SETTINGS_FILE, KEYS_FILE, *own_names(store.folder)):
                if (store.folder / name).is_file():
                    contents.copy(archive, name, store.folder / name, zipfile.ZIP_DEFLATED)
            originals = 0
            for original in kept_originals(moment):
                # A damaged original must not take the place of a good one in the last backup.
                for _ in store.originals.pieces(original):
                    pass
                stored = store.originals.path(original)
                contents.copy(archive, f"{ORIGINALS}/{stored.parent.name}/{stored.name}", stored)
                originals += 1
                if originals % 100 == 0:
                    notify(Progress(STAGE, originals))
            head = journal.head()
            manifest = {
                "format": FORMAT, "head": head, "entries": entries, "originals": originals, "files": contents.files,
                "size": contents.size, "sha256": contents.digest.hexdigest(),
            }  # fmt: skip
            archive.writestr(zipfile.ZipInfo(MANIFEST), canonical_json(manifest) + b"\n")
        stream.flush()
        os.fsync(stream.fileno())
    with path.open("rb") as written:
        sha256 = hashlib.file_digest(written, "sha256").hexdigest()
    return Packed(entries, originals, path.stat().st_size, head, sha256)


def own_names(folder: Path) -> Iterator[str]:
    """Yield the names of a casebook's own lists, relative to it."""
    for path in kept_files(folder):
        yield path.relative_to(folder).as_posix()


class Contents:
    """Counts what a file holds: its members in their order, by name, size and content."""

    def __init__(self) -> None:
        self.files = self.size = 0
        self.digest = hashlib.sha256()

    def count(self, name: str, size: int, sha256: str) -> None:
        """Count one member."""
        self.files += 1
        self.size += size
        self.digest.update(f"{name}\n{size}\n{sha256}\n".encode())

    @contextmanager
    def added(self, archive: zipfile.ZipFile, name: str, method: int) -> Iterator["Counted"]:
        """Open a member to write; count it when it is closed."""
        info = zipfile.ZipInfo(name)
        info.compress_type = method
        with archive.open(info, "w", force_zip64=True) as stream:
            member = Counted(stream)
            yield member
        self.count(name, member.size, member.digest.hexdigest())

    def copy(self, archive: zipfile.ZipFile, name: str, path: Path, method: int = zipfile.ZIP_STORED) -> None:
        """Add a file."""
        with path.open("rb") as source, self.added(archive, name, method) as member:
            while piece := source.read(PIECE):
                member.write(piece)


class Counted:
    """A stream that knows size and hash of what was written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.size = 0
        self.digest = hashlib.sha256()

    def write(self, content: bytes) -> None:
        """Write some bytes."""
        self._stream.write(content)
        self.size += len(content)
        self.digest.update(content)


# Unpacking


def unpack_casebook(path: Path, folder: Path, *, secret: Secret | None, notify: Notify) -> Packed:
    """Make a casebook of a packed one and check all of it; the folder is whole or not there.

    Raises:
        SettingInvalid: the folder is there.
        PackBroken: the file is cut, was changed, or holds what no casebook has.
        CasebookLocked: the casebook is encrypted, and the secret is missing or wrong.
        JournalBroken: its chain does not hold.
        OriginalBroken: an original is not what its name says.
        SettingInvalid: its settings do not hold.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingInvalid(
            f"{folder}: found it there, expected a new folder", hint="name another, or merge the two"
        )
    unfinished = temporary_beside(folder)
    with disk_errors(path):
        size = path.stat().st_size
        with path.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    with disk_errors(folder):
        try:
            unfinished.mkdir(parents=True)
            with damaged(path), zipfile.ZipFile(path) as archive:
                manifest = extract(archive, unfinished, path)
            packed = check_unpacked(unfinished, manifest, path, secret=secret, notify=notify)
            reaching = set_aside(unfinished)
            if folder.is_dir():
                folder.rmdir()
            unfinished.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return Packed(packed[0], packed[1], size, str(manifest["head"]), sha256, reaching)


def extract(archive: zipfile.ZipFile, folder: Path, path: Path) -> dict[str, Any]:
    """Write the members into a folder; return the manifest, which must tell of the very same."""
    infos = archive.infolist()
    if not infos or infos[-1].filename != MANIFEST or infos[-1].file_size > MOST_MANIFEST:
        raise broken(path, "no manifest", "one at its end")
    most = path.stat().st_size * RATIO + PIECE
    if len({info.filename for info in infos}) != len(infos) or sum(info.file_size for info in infos) > most:
        raise broken(path, "more than a file of this size can hold", "what was packed")
    manifest = json.loads(archive.read(infos[-1]))
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise broken(
            path, "a manifest of another format", f"format {FORMAT}; a later version of fogline may know it"
        )
    contents = Contents()
    for info in infos[:-1]:
        if not is_ours(info):
            raise broken(path, f"a member called {info.filename!r}", "what a casebook has")
        contents.count(info.filename, *extract_member(archive, info, folder / info.filename, path))
    found = [contents.files, contents.size, contents.digest.hexdigest()]
    if found != [manifest.get(name) for name in ("files", "size", "sha256")]:
        raise broken(path, "other members than its manifest tells of", "the same")
    return manifest


def extract_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, goal: Path, path: Path
) -> tuple[int, str]:
    """Write one member, never more than it announces; return its size and hash."""
    goal.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(info) as source, goal.open("xb") as stream:
        member = Counted(stream)
        while piece := source.read(PIECE):
            member.write(piece)
            if member.size > info.file_size:
                raise broken(path, f"more bytes in {info.filename} than announced", f"{info.file_size:,}")
        stream.flush()
        os.fsync(stream.fileno())
    return member.size, member.digest.hexdigest()


def is_ours(info: zipfile.ZipInfo) -> bool:
    """Tell whether a casebook has a file of that name. No name leads out of the folder."""
    name = info.filename
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return False
    if name in (JOURNAL, SETTINGS_FILE, KEYS_FILE) or ORIGINAL.fullmatch(name):
        return True
    if name in OWN_NAMES:
        return True
    parts = PurePosixPath(name).parts
    return (
        1 < len(parts) <= DEEP
        and "/".join(parts) == name
        and parts[0] in OWN_FOLDERS
        and all(PART.fullmatch(part) for part in parts)
    )


def check_unpacked(
    folder: Path, manifest: dict[str, Any], path: Path, *, secret: Secret | None, notify: Notify
) -> tuple[int, int]:
    """Make the journal of its rows and check the chain and every original; return how many there are."""
    rows = folder / JOURNAL
    store = Store(folder, seal=open_seal(folder, secret, where=path), journal=SqliteFile(folder / FILE))
    try:
        store.journal.restore(rows_of(rows))
    except (FileNotFoundError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise broken(path, f"a journal that cannot be read ({error})", "rows of a journal") from error
    rows.unlink()
    entries = store.journal.verify()
    if store.journal.head() != manifest.get("head"):
        raise broken(path, "a journal that ends elsewhere than its manifest says", "the same end")
    named = set()
    total = store.journal.count_items()
    with sound_entries(store):
        for number, original in enumerate(kept_originals(store), start=1):
            size = 0
            for piece in store.originals.pieces(original):
                size += len(piece)
                if size > EXPANDED:
                    raise broken(
                        path, f"an original of more than {EXPANDED:,} bytes", "one that a reader takes"
                    )
            named.add(store.originals.path(original))
            if number % 100 == 0:
                notify(Progress("unpack", number, total))
    if named != set(store.originals.names()):
        raise broken(path, "originals that no entry of the journal names", "those alone")
    return entries, len(named)


def set_aside(folder: Path) -> tuple[str, ...]:
    """Put settings that reach into a network beside the casebook; return their names.

    Whoever packed it would else have its reports sent where they like by the first run.
    """
    path = folder / SETTINGS_FILE
    unset = {setting.name: setting.default for setting in SETTINGS}
    reaching = tuple(
        name
        for name, value in load_settings(path).values.items()
        if name.startswith(REACHING) and value != unset[name]
    )
    if reaching:
        path.rename(folder / ASIDE)
    return reaching


def rows_of(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the rows of a journal, one a line."""
    with path.open("rb") as stream:
        while line := stream.readline(LINE):
            table, row = json.loads(line)
            if not isinstance(table, str) or not isinstance(row, dict):
                raise ValueError("a line that is no row")
            yield table, row


@contextmanager
def damaged(path: Path) -> Iterator[None]:
    """Turn what a damaged file makes the library say into PackBroken."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, ArithmeticError, RuntimeError) as error:
        raise broken(path, f"a file that cannot be read ({error})", "a packed casebook") from error


def broken(path: Path, found: str, expected: str) -> PackBroken:
    """Say what is wrong with a packed file."""
    return PackBroken(
        f"{path}: found {found}, expected {expected}",
        hint="copy the file again from where it was packed, and compare its SHA-256",
    )
