"""Read source formats: bytes come in, reports come out, one format a file.

Modules whose name does not begin with `_` are the formats; the file's stem is the
format's name and its one export is its `Reader`. Modules that begin with `_` are
what they share. Nothing here loads a parsing library before its format is met.
"""

from fogline.readers._choose import choose_reader, reader_named, readers
from fogline.readers._fields import published_iso
from fogline.readers._polite import Polite
from fogline.readers._seam import (
    Bounds,
    Certainty,
    Container,
    Input,
    Member,
    Outcome,
    Reader,
    ReadOptions,
    Received,
    Source,
    Splitter,
)  # fmt: skip
from fogline.readers._source import find_inputs, read_bytes, read_source, receive
from fogline.readers._subscriptions import feed_entries, is_subscriptions, subscribed_feeds

__all__ = [
    "Bounds", "Certainty", "Container", "Input", "Member", "Outcome", "Polite", "ReadOptions", "Reader",
    "Received", "Source", "Splitter", "choose_reader", "feed_entries", "find_inputs", "is_subscriptions",
    "published_iso", "read_bytes", "read_source", "reader_named", "readers", "receive", "subscribed_feeds",
]  # fmt: skip
