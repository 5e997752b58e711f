"""Keep bytes exactly as received, compressed, under the SHA-256 of what was received."""

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import zstandard

from fogline.errors import OriginalBroken
from fogline.model.ids import sha256_hex
from fogline.store.files import disk_errors, sync_folder, temporary_beside

__all__ = ["Originals"]

LEVEL = 3
# fsync waits for the disk, not for a core: sixteen at once were measured to share their journal commits
# and to be twice as fast as one after another.
WRITERS = 16


class Originals:
    """The folder `originals/`: `a/ab12….zst` holds the bytes whose SHA-256 is `ab12…`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, original: str) -> Path:
        """Return where the bytes with that hash stand."""
        # Sixteen folders: a batch makes few names durable, and a million originals are 60,000 a folder.
        return self._folder / original[:1] / f"{original}.zst"

    def put(self, contents: Iterable[bytes]) -> None:
        """Keep each of `contents`; return when all of them are durable. What is there already is left alone."""
        missing = {
            name: content for content in contents if not self.path(name := sha256_hex(content)).exists()
        }
        if not missing:
            return
        folders = {self.path(name).parent for name in missing}
        with disk_errors(self._folder), ThreadPoolExecutor(WRITERS, "originals") as pool:
            for folder in folders:
                folder.mkdir(parents=True, exist_ok=True)
            unfinished = dict(zip(missing, pool.map(self._write, missing.items()), strict=True))
            # All are on the disk before the first gets its name; the names follow folder by folder.
            self._name(unfinished)
            for _ in pool.map(sync_folder, sorted({*folders, self._folder})):
                pass

    def get(self, original: str) -> bytes:
        """Return the bytes as received.

        Raises:
            OriginalBroken: they are missing, or are not those that the name says.
        """
        hint = "restore the file from a backup: the journal says that it was received"
        try:
            with (
                self.path(original).open("rb") as stream,
                zstandard.ZstdDecompressor().stream_reader(stream) as reader,
            ):
                content = reader.read()
        except FileNotFoundError as error:
            raise OriginalBroken(
                f"originals/{original}: found nothing, expected the bytes as received", hint=hint
            ) from error
        except zstandard.ZstdError as error:
            raise OriginalBroken(
                f"originals/{original}: found damaged bytes, expected those received", hint=hint
            ) from error
        if (found := sha256_hex(content)) != original:
            raise OriginalBroken(
                f"originals/{original}: found bytes with SHA-256 {found}, expected those received", hint=hint
            )
        return content

    def _write(self, named: tuple[str, bytes]) -> Path:
        """Write one original under a temporary name and wait until the disk has it."""
        name, content = named
        unfinished = temporary_beside(self.path(name))
        try:
            with unfinished.open("wb") as stream:
                stream.write(zstandard.ZstdCompressor(level=LEVEL).compress(content))
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            unfinished.unlink(missing_ok=True)
            raise
        return unfinished

    def _name(self, unfinished: Mapping[str, Path]) -> None:
        """Give finished files the names of their content."""
        for name, path in unfinished.items():
            path.replace(self.path(name))
