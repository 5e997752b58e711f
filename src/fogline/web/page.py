"""Serve the page, and put the headers on every answer that keep it safe.

Nothing from a report is ever markup: the page gets data alone, and its policy
allows no script, frame or address but its own.
"""

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from fastapi import Response
from fastapi.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["PAGE", "Headers", "page_app"]

PAGE = Path(__file__).parent / "page"
"""What `make desk` builds; it is in the wheel."""

POLICY = "; ".join([
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'",
    "font-src 'self'", "connect-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
])  # fmt: skip
"""The map's worker is a file of the page; charts are drawn without style elements of their own."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}

NOT_BUILT = """The desk's page is not built; its data are at /api all the same.

In a clone of fogline:  make desk
Else:                   pip install 'fogline[web]', whose wheel has the page in it
"""


class Headers:
    """Adds the headers to every answer; what `/api` answers is kept nowhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = {**HEADERS, **({"cache-control": "no-store"} if scope["path"].startswith("/api/") else {})}

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = with_headers(message, added)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def with_headers(message: MutableMapping[str, Any], added: dict[str, str]) -> Message:
    """Return the start of an answer with more headers."""
    more = [(name.encode(), value.encode()) for name, value in added.items()]
    return {**message, "headers": [*message.get("headers", ()), *more]}


def page_app(folder: Path = PAGE) -> ASGIApp:
    """Return what serves the page's files, or says how to build them."""
    if (folder / "index.html").is_file():
        return StaticFiles(directory=folder, html=True)
    return Response(NOT_BUILT, status_code=503, media_type="text/plain")
