"""Build HTML and SVG in which no text can become markup, hide itself or reorder its surroundings."""

import html
import re
import unicodedata
from collections.abc import Iterable
from typing import NewType

__all__ = ["Html", "join", "named", "plain_text", "safe", "tag", "visible"]

Html = NewType("Html", str)
"""Markup that is safe to put on the page. Only this module makes it from text."""

# What a text may not do to a page: terminal escapes and other controls (Cc), overrides and isolates of
# direction, invisible joiners and tags (Cf), lone surrogates (Cs), line and paragraph separators.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str) -> Html:
    """Return text as markup: escaped, its hidden characters shown by their code points."""
    return Html(HIDDEN.sub(shown_control, html.escape(text, quote=True)))


def named(text: str) -> Html:
    """Return a name that keeps its own direction whatever script it is written in."""
    return Html(f"<bdi>{safe(text)}</bdi>")


def plain_text(text: str) -> str:
    """Return text for attributes and SVG titles: one line, hidden characters written as their code points."""
    return visible(" ".join(text.split()))


def visible(text: str) -> str:
    """Return text with its hidden characters written as their code points."""
    return HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


def tag(name: str, *children: Html, **attributes: str | float | None) -> Html:
    """Return an element; attributes that are None are left out.

    A trailing `_` is dropped and `_` becomes `-`: `class_`, `aria_label`, `stroke_width`.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{attribute(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{''.join(children)}</{name}>")


def join(parts: Iterable[Html], separator: str = "") -> Html:
    """Return the parts one after the other; the separator is text."""
    return Html(html.escape(separator).join(parts))


def attribute(value: str | float) -> str:
    """Return an attribute's value; numbers are rounded to what a pixel can show."""
    if isinstance(value, str):
        return html.escape(plain_text(value), quote=True)
    return f"{value:.2f}".rstrip("0").rstrip(".")


def shown_control(found: re.Match[str]) -> str:
    """Return a hidden character as a visible mark that says which one it is."""
    point = f"U+{ord(found[0]):04X}"
    name = unicodedata.name(found[0], "control character").lower()
    return f'<span class="hidden-character" title="{name}">{point}</span>'
