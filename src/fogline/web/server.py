"""Listen on this machine alone, and answer until somebody stops it."""

import socket
from collections.abc import Callable
from types import FrameType

import uvicorn
from fastapi import FastAPI

from fogline.errors import SettingInvalid
from fogline.web.live import Live

__all__ = ["serve_on"]

HOST = "127.0.0.1"
PATIENCE_S = 2
"""So long an answer that is under way is waited for when the server is stopped."""


class Serving(uvicorn.Server):
    """A server that ends the streams of events when it is told to stop: they would else never end."""

    def __init__(self, config: uvicorn.Config, app: FastAPI) -> None:
        super().__init__(config)
        self._live: Live = app.state.live

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop."""
        self._live.end()
        super().handle_exit(sig, frame)


def serve_on(app: FastAPI, port: int, ready: Callable[[str], None]) -> None:
    """Serve an application on the loopback until it is interrupted.

    Args:
        app: what answers.
        port: where; a free one for 0.
        ready: is told the address once requests are taken.

    Raises:
        SettingInvalid: the port is taken.
    """
    with listening(port) as opened:
        ready(f"http://{HOST}:{opened.getsockname()[1]}")
        config = uvicorn.Config(
            app, log_level="warning", server_header=False, timeout_graceful_shutdown=PATIENCE_S
        )
        try:
            Serving(config, app).run(sockets=[opened])
        except KeyboardInterrupt:
            return


def listening(port: int) -> socket.socket:
    """Return a socket that takes connections from this machine."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((HOST, port))
        opened.listen()
    except OSError as error:
        opened.close()
        raise SettingInvalid(
            f"--port {port}: {error.strerror}, expected a free port",
            hint="leave --port out to take a free one",
        ) from error
    return opened
