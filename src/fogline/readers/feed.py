"""Read RSS and Atom files: one entry is one report."""

from collections.abc import Iterator

from fogline.errors import InputError, SourceUnreadable
from fogline.readers._compose import Found, compose
from fogline.readers._confine import confined
from fogline.readers._opening import opening_name
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["FeedReader"]

ROOTS = frozenset(("rss", "feed", "rdf:rdf"))


class FeedReader:
    """Read `.rss`, `.atom` and feeds named `.xml`.

    An entry's text is its full content, else its summary, else its title. The outlet
    is the feed's title unless the entry names the source that it was taken from.
    """

    suffixes = (".rss", ".atom", ".xml", ".rdf")
    media_types = (
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    )  # fmt: skip

    def recognise(self, head: bytes) -> Certainty:
        """A root element of a feed is certain."""
        return Certainty.CERTAIN if opening_name(head) in ROOTS else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report or error an entry."""
        try:
            made = confined(
                "_entries:entries", original, name=name, wait_s=options.bounds.read_s, charset=options.charset
            )
        except InputError as error:
            yield error
            return
        if not made:
            yield SourceUnreadable(f"{name}: a feed without entries, expected at least one")
        for position, entry in enumerate(made):
            text = entry.pop("text")
            yield compose(
                text,
                reader="feed",
                position=position,
                name=f"{name}, entry {position + 1}",
                options=options,
                found=Found(**entry),
            )
