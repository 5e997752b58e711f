"""Take text and fields out of HTML. Runs in the confined child; nothing else imports these libraries."""

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from html import unescape
from typing import Any

import htmldate
import trafilatura
from lxml import etree, html

from fogline.errors import SourceTooLarge
from fogline.readers._decode import decode
from fogline.readers._fields import published_iso

__all__ = ["page", "page_fields", "plain_words"]

# A long live blog has 20,000 elements; trafilatura takes 7 s for 90,000 paragraphs.
ELEMENTS = 100_000
# htmldate looks no later than this; its own bound is the day it runs, and then a page's date could change.
LATEST = "2199-12-31"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
# Below this many characters an extract is too short to be an article.
SHORT = 200
# Characters that no XML tree can hold; lxml refuses or drops them.
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
HEAD = 4096
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)|<[!?]")
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "option", "p", "pre", "section", "table", "td", "th", "title", "tr", "ul",
))  # fmt: skip
SILENT = {
    name: re.compile(f"</{name}\\s*>", re.IGNORECASE)
    for name in ("script", "style", "template", "noscript", "title", "svg", "textarea")
}
ARTICLE_TYPES = ("article", "posting", "report", "webpage", "liveblog")
META = {
    "published": (
        "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
        "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
        "dcterms.date", "parsely-pub-date", "sailthru.date", "publishdate", "publish-date", "publish_date",
        "pubdate", "cxenseparse:recs:publishtime", "article_date_original", "date",
    ),
    "outlet": (
        "og:site_name", "dc.publisher", "dcterms.publisher", "publisher", "citation_journal_title",
        "application-name",
    ),
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title"),
    "author": (
        "author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
        "byl", "citation_author",
    ),
    "url": ("og:url",),
    "page_lang": ("og:locale", "content-language", "dc.language", "language"),
}  # fmt: skip


def page(original: bytes, *, charset: str | None, name: str) -> dict[str, Any]:
    """Return {"text": …, "fields": {…}} of a page.

    Raises:
        SourceTooLarge: it has more elements than a page of news has.
        SourceUnreadable: the bytes are no text.
    """
    source = decode(original, name=name, charset=charset or declared_charset(original))
    tree, is_whole = parsed(source, name)
    if tree is None:
        return {"text": plain_words(source), "fields": {}}
    fields = page_fields(tree)
    return {"text": main_text(tree, source) if is_whole else plain_words(source), "fields": fields}


def declared_charset(original: bytes) -> str | None:
    """Return the charset that the page declares in its first 4 KiB."""
    head = original[:HEAD]
    found = XML_CHARSET.search(head) or CHARSET.search(head)
    return found[1].decode("ascii") if found else None


def parsed(source: str, name: str) -> tuple[Any, bool]:
    """Return the page's tree, None when lxml makes nothing of it, and whether all of the page is in it."""
    # An encoding declaration contradicts the text being decoded already; lxml refuses it.
    sound = XML_DECLARATION.sub("", NOT_XML.sub("\ufffd", source), count=1)
    if (elements := sound.count("<") // 2) > ELEMENTS:
        raise SourceTooLarge(
            f"{name}: about {elements:,} elements, expected at most {ELEMENTS:,}",
            hint="split the page",
        )
    parser = html.HTMLParser(encoding="utf-8")
    try:
        tree = html.document_fromstring(sound.encode("utf-8"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, False
    # libxml2 leaves out what is nested more than 256 deep.
    return tree, not any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


def main_text(tree: Any, source: str) -> str:
    """Return the article's own words; all words of the page where no article can be told. Uses the tree up."""
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False
    )
    if found and len(found) >= SHORT:
        return "\n\n".join(line for line in str(found).split("\n") if line.strip())
    # Where trafilatura keeps next to nothing of a short page, such as a mail's, the page is the article.
    whole = plain_words(source)
    return whole if not found or len(whole) < 20 * SHORT else str(found)


def page_fields(tree: Any) -> dict[str, Any]:
    """Return what the page says of itself: JSON-LD first, then meta elements, then the page's own marks."""
    meta = meta_values(tree)
    linked = linked_fields(tree)
    fields: dict[str, Any] = {}
    for field, names in META.items():
        fields[field] = linked.get(field) or next((meta[name] for name in names if meta.get(name)), None)
    if fields["author"] and re.match(r"https?://", str(fields["author"])):
        fields["author"] = None
    fields["title"] = fields["title"] or first_words(tree, "//h1") or first_words(tree, "//title")
    fields["url"] = first_value(tree, "//link[@rel='canonical']/@href") or fields["url"]
    fields["page_lang"] = first_value(tree, "/html/@lang") or fields["page_lang"]
    if published_iso(fields["published"]) is None:
        fields["published"] = marked_time(tree) or estimated_day(tree)
    return {field: value for field, value in fields.items() if value}


def meta_values(tree: Any) -> dict[str, str]:
    """Return the contents of meta elements by lower-case name, property or itemprop; the first of a name."""
    values: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (label := element.get(attribute)):
                values.setdefault(label.strip().lower(), content)
    return values


def linked_fields(tree: Any) -> dict[str, Any]:
    """Return the fields of the first article described in JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in nodes(found):
            kinds = node.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(str(kind).lower().endswith(ARTICLE_TYPES) for kind in kinds) and node.get("headline"):
                return {
                    "published": node.get("datePublished"),
                    "outlet": named(node.get("publisher")),
                    "title": node.get("headline"),
                    "author": named(node.get("author")),
                    "page_lang": node.get("inLanguage"),
                }
    return {}


def nodes(found: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects at the top of JSON-LD: one, a list, or a graph."""
    if isinstance(found, list):
        for item in found:
            if isinstance(item, dict):
                yield item
    elif isinstance(found, dict):
        yield found
        yield from nodes(found.get("@graph"))


def named(value: object) -> str | None:
    """Return the name or names in a JSON-LD person or organisation."""
    if isinstance(value, dict):
        return named(value.get("name"))
    if isinstance(value, list):
        return (
            ", ".join(name for item in value if not isinstance(item, list) and (name := named(item))) or None
        )
    return value if isinstance(value, str) else None


def marked_time(tree: Any) -> str | None:
    """Return the time that the page marks as its publication with itemprop or `<time>`."""
    for path in (
        "//*[@itemprop='datePublished']/@datetime",
        "//time[@pubdate]/@datetime",
        "//article//time/@datetime",
    ):
        if value := published_iso(first_value(tree, path)):
            return value
    return None


def estimated_day(tree: Any) -> str | None:
    """Return the day that htmldate tells from the page's markup, never from running text."""
    found = htmldate.find_date(deepcopy(tree), original_date=True, extensive_search=False, max_date=LATEST)
    return str(found) if found else None


def first_value(tree: Any, path: str) -> str | None:
    """Return the first attribute at `path` that is not blank."""
    return next((str(value).strip() for value in tree.xpath(path) if str(value).strip()), None)


def first_words(tree: Any, path: str) -> str | None:
    """Return the words of the first element at `path` that has any."""
    return next(
        (words for element in tree.xpath(path) if (words := " ".join(element.itertext()).strip())), None
    )


def plain_words(source: str) -> str:
    """Return all words of some markup, a paragraph a block, however deep or broken it is.

    One pass without a tree: comments, scripts and styles are passed over; what a tag
    that never ends holds back is left out.
    """
    pieces: list[str] = []
    at = 0
    while (opening := source.find("<", at)) >= 0:
        pieces.append(source[at:opening])
        tag = TAG.match(source, opening)
        if source.startswith("<!--", opening):
            at = end_of(source, "-->", opening + 4)
        elif tag is None:
            pieces.append("<")
            at = opening + 1
        else:
            at = end_of(source, ">", tag.end())
            block = (tag[1] or "").lower()
            pieces.append("\n" if block in BLOCKS else "")
            if block in SILENT and not source.startswith("</", opening):
                closing = SILENT[block].search(source, at)
                at = closing.end() if closing else len(source)
    pieces.append(source[at:])
    lines = (" ".join(line.split()) for line in unescape("".join(pieces).replace("\r", "\n")).split("\n"))
    return "\n\n".join(line for line in lines if line)


def end_of(source: str, mark: str, start: int) -> int:
    """Return where `mark` ends, the end of the source when it does not come."""
    found = source.find(mark, start)
    return len(source) if found < 0 else found + len(mark)
