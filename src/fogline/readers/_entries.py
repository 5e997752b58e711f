"""Take the entries out of a feed, and the feeds out of a list of them. Runs in the confined child."""

import io
import time
from collections.abc import Mapping
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import defusedxml.common
import defusedxml.ElementTree
import feedparser
from defusedxml import sax

from fogline.errors import SourceUnreadable
from fogline.readers._fields import published_iso
from fogline.readers._markup import plain_words

__all__ = ["entries", "subscriptions"]

ROOT_SHOWN = 80
FEEDS = 10_000


def entries(original: bytes, *, charset: str | None, name: str) -> list[dict[str, Any]]:
    """Return the text and the fields of every entry, in the feed's order.

    Raises:
        SourceUnreadable: it declares entities, or it is no feed.
    """
    refuse_entities(original, name)
    headers = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    # Bytes in a file object: given as a string, feedparser would take them for an address or a path.
    parsed = feedparser.parse(
        io.BytesIO(original), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.version and not parsed.entries:
        raise SourceUnreadable(
            f"{name}: begins with {original[:ROOT_SHOWN].strip()!r}, expected a feed: rss, feed or rdf:RDF",
            hint="other XML is not read; export it as JSON Lines or CSV",
        )
    return [entry_fields(entry, parsed.feed) for entry in parsed.entries]


def refuse_entities(original: bytes, name: str) -> None:
    """Raise SourceUnreadable when entities are declared, which feeds never need and bombs are made of."""
    try:
        sax.parse(io.BytesIO(original), ContentHandler())
    except defusedxml.common.DefusedXmlException as error:
        raise SourceUnreadable(
            f"{name}: declares XML entities ({type(error).__name__}), expected a feed without them"
        ) from error
    except (SAXException, ValueError, LookupError):
        # Feeds are often not quite XML; feedparser reads them all the same.
        return


def entry_fields(entry: Mapping[str, Any], feed: Mapping[str, Any]) -> dict[str, Any]:
    """Return one entry's text and fields."""
    contents = [str(content.get("value") or "") for content in entry.get("content", [])]
    text = plain_words(max(contents, key=len, default="") or entry.get("summary") or entry.get("title") or "")
    source = entry.get("source") or {}
    return {
        "text": text,
        "url": entry.get("link"),
        "outlet": plain_words(source.get("title") or feed.get("title") or "") or None,
        "title": plain_words(entry.get("title") or "") or None,
        "author": entry.get("author"),
        "published": entry_time(entry),
        "page_lang": feed.get("language"),
    }


def entry_time(entry: Mapping[str, Any]) -> str | None:
    """Return when an entry was published, as written where that is understood, else in UTC by feedparser."""
    for field in ("published", "updated", "created"):
        if written := published_iso(entry.get(field)):
            return written
        moment = entry.get(f"{field}_parsed")
        if isinstance(moment, time.struct_time) and (
            read := published_iso(time.strftime("%Y-%m-%dT%H:%M:%SZ", moment))
        ):
            return read
    return None


def subscriptions(content: bytes, *, name: str) -> list[str]:
    """Return the addresses of the feeds in an OPML file, in its order, each once.

    Raises:
        SourceUnreadable: it is no OPML, or lists no feed.
    """
    hint = "most feed readers export their subscriptions as OPML"
    try:
        tree = defusedxml.ElementTree.parse(io.BytesIO(content))
    except (
        defusedxml.ElementTree.ParseError,
        defusedxml.common.DefusedXmlException,
        ValueError,
        LookupError,
    ) as error:
        raise SourceUnreadable(f"{name}: not XML ({error}), expected an OPML file", hint=hint) from error
    listed = (outline.get("xmlUrl", "").strip() for outline in tree.iter("outline"))
    feeds = list(dict.fromkeys(filter(None, listed)))[:FEEDS]
    if tree.getroot().tag != "opml" or not feeds:
        raise SourceUnreadable(
            f"{name}: found <{tree.getroot().tag}> with {len(feeds)} feeds, expected OPML with xmlUrl",
            hint=hint,
        )
    return feeds
