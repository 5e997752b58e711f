"""Choose the reader of a source: as told, by what the bytes are, by what the name says."""

from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from fogline.errors import FormatUnknown
from fogline.plugins import load_modules
from fogline.readers._seam import Certainty, Reader

__all__ = ["choose_reader", "reader_named", "readers", "suffix_of"]


@cache
def readers() -> Mapping[str, Reader]:
    """Return every reader by its name. Loads no parsing library: readers do that when they first read."""
    return {name: plugin() for name, plugin in load_modules("readers").items()}


def reader_named(name: str) -> Reader:
    """Return the reader of that name; raise FormatUnknown when there is none."""
    try:
        return readers()[name]
    except KeyError:
        raise FormatUnknown(
            f"reader: found {name!r}, expected one of {', '.join(sorted(readers()))}",
            hint="leave the format out and it is told from the file",
        ) from None


def choose_reader(name: str, head: bytes, *, media_type: str | None = None) -> str:
    """Return the name of the reader for a source.

    The media type that a server sent comes first, then the suffix. Either is
    overruled when the bytes carry the signature of another format and not its own:
    a PDF called `page.html` is read as PDF.

    Args:
        name: the source's name, of which only the suffix counts.
        head: its first bytes.
        media_type: what a server or a mail called it, without parameters.

    Raises:
        FormatUnknown: no reader fits.
    """
    certainties = {reader: plugin.recognise(head) for reader, plugin in readers().items()}
    surest = max(certainties, key=lambda reader: certainties[reader])
    named = by_media_type(media_type) or by_suffix(suffix_of(name))
    if named is not None and (
        certainties[named] >= certainties[surest] or certainties[surest] < Certainty.CERTAIN
    ):
        return named
    if certainties[surest] is Certainty.CERTAIN:
        return surest
    if not suffix_of(name) and certainties["text"]:
        return "text"
    raise FormatUnknown(
        f"{name}: found {described(head, suffix_of(name))}, expected one of {', '.join(sorted(readers()))}",
        hint="name the format if the file is one of these under another suffix",
    )


def by_suffix(suffix: str) -> str | None:
    """Return the reader that claims a suffix."""
    return next((name for name, reader in readers().items() if suffix in reader.suffixes), None)


def by_media_type(media_type: str | None) -> str | None:
    """Return the reader that claims a media type; types that servers send for anything claim nothing."""
    if media_type in (None, "", "text/plain", "application/octet-stream"):
        return None
    return next((name for name, reader in readers().items() if media_type in reader.media_types), None)


def suffix_of(name: str) -> str:
    """Return the suffix of a path or an address, lower case with its dot; "" when there is none."""
    path = name.split("?", 1)[0].split("#", 1)[0] if "://" in name else name
    return PurePosixPath(path.replace("\\", "/").rstrip("/")).suffix.lower()


def described(head: bytes, suffix: str) -> str:
    """Say in a few words what an unknown source looks like."""
    kind = f"a {suffix} file" if suffix else "a file without a suffix"
    return f"{kind} that begins with {head[:12]!r}" if head else f"{kind} that is empty"
