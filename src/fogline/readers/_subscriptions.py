"""Say what a feed holds, and which feeds a list of subscriptions names; the XML is taken apart in the child."""

from typing import Any

from fogline.readers._confine import confined
from fogline.readers._opening import opening_name
from fogline.readers._seam import Bounds

__all__ = ["feed_entries", "is_subscriptions", "subscribed_feeds"]


def feed_entries(
    content: bytes, *, name: str, charset: str | None = None, bounds: Bounds
) -> list[dict[str, Any]]:
    """Return text, url, outlet, title, author and published of every entry of a feed, in its order.

    Raises:
        SourceUnreadable: it is no feed.
        SourceTooLarge: it takes too long.
    """
    entries: list[dict[str, Any]] = confined(
        "_entries:entries", content, name=name, wait_s=bounds.read_s, charset=charset
    )
    return entries


def is_subscriptions(head: bytes) -> bool:
    """Whether bytes begin as a list of feeds does."""
    return opening_name(head) == "opml"


def subscribed_feeds(content: bytes, *, name: str, bounds: Bounds) -> list[str]:
    """Return the addresses of the feeds that an OPML file lists, in its order, each once.

    Raises:
        SourceUnreadable: it is no OPML, or lists no feed.
    """
    feeds: list[str] = confined("_entries:subscriptions", content, name=name, wait_s=bounds.read_s)
    return feeds
