"""Tell what markup begins with, past the marks that may stand before its root element."""

import re

__all__ = ["opening_name"]

DOCTYPE = re.compile(rb"<!doctype\s+([a-z:]{1,20})", re.IGNORECASE)
NAME = re.compile(rb"<([a-z][a-z0-9:_-]{0,40})(?=[\s/>])", re.IGNORECASE)
BEFORE_ROOT = ((b"<!--", b"-->"), (b"<?", b"?>"))


def opening_name(head: bytes) -> str | None:
    """Return the root element's name in lower case, or the doctype's where that is `html`; None where neither begins.

    Comments, processing instructions and other doctypes are stepped over one by
    one: a pattern that repeats them takes exponential time on a row of comments.
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    at = 0
    while True:
        at += len(head[at : at + 4096]) - len(head[at : at + 4096].lstrip())
        if doctype := DOCTYPE.match(head, at):
            if doctype[1].lower() == b"html":
                return "html"
            end = head.find(b">", at)
        elif mark := next((end for start, end in BEFORE_ROOT if head.startswith(start, at)), None):
            end = head.find(mark, at)
            end = end if end < 0 else end + len(mark) - 1
        else:
            root = NAME.match(head, at)
            return root[1].decode("ascii").lower() if root else None
        if end < 0:
            return None
        at = end + 1
