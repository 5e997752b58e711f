"""Make the one report of a web page, from wherever the page came: a file, a saved page, an archive of the web."""

from fogline.errors import InputError
from fogline.readers._compose import Found, compose
from fogline.readers._confine import confined
from fogline.readers._fields import published_iso
from fogline.readers._seam import Outcome, ReadOptions

__all__ = ["read_page"]


def read_page(
    content: bytes,
    *,
    reader: str,
    name: str,
    options: ReadOptions,
    position: int = 0,
    charset: str | None = None,
    address: str | None = None,
    saved: str | None = None,
) -> Outcome:
    """Return the report of a page, or the reason why there is none.

    Args:
        content: the page's bytes.
        reader: name of the format.
        name: where it came from, for messages.
        options: what the caller knows; it wins.
        position: place in the original, from 0.
        charset: what the server or the archive called its letters.
        address: where the archive found it; it wins over what the page says.
        saved: when it was saved. It stands in for the publication where the page names no day:
            the page was out by then.
    """
    try:
        made = confined(
            "_markup:page",
            content,
            name=name,
            wait_s=options.bounds.read_s,
            charset=charset or options.charset,
        )
    except InputError as error:
        return error
    fields = made["fields"]
    if published_iso(fields.get("published")) is None:
        fields["published"] = saved
    fields["url"] = address or fields.get("url")
    return compose(
        made["text"], reader=reader, position=position, name=name, options=options, found=Found(**fields)
    )
