"""Let the one person in who opened the link that `fogline serve` printed.

The link carries a token that is used up when it is opened: it becomes a cookie that
no script can read and that is sent to this address alone, from its own pages.
"""

import secrets
from dataclasses import dataclass, field
from typing import Literal

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from fogline.web.identity import Identity, NotAllowed, NotSignedIn

__all__ = ["LocalGate", "router"]

LENGTH = 32
"""Random bytes of a token and of a session."""

OWN = ("same-origin", "none")
"""What a browser says of a request from the page itself, or from its address line."""

router = APIRouter(include_in_schema=False)


@dataclass(slots=True)
class LocalGate:
    """The gate of one person on one machine. `name` stands under what they decide.

    Cookies know no ports: the cookie's name tells the desks of one machine apart.
    """

    name: str
    token: str = field(default_factory=lambda: secrets.token_urlsafe(LENGTH))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(LENGTH))
    cookie: str = field(default_factory=lambda: f"fogline-{secrets.token_hex(4)}")
    is_used: bool = False

    @property
    def mode(self) -> Literal["local"]:
        """One person works here."""
        return "local"

    def enter(self, token: str) -> str:
        """Return the session that a token is good for, and use the token up.

        Raises:
            NotSignedIn: it is another one, or has been used.
        """
        if self.is_used or not secrets.compare_digest(token.encode(), self.token.encode()):
            raise NotSignedIn(
                "link: found a token that is used up or of another desk, expected a fresh one",
                hint="stop fogline serve, start it again and open the link that it prints",
            )
        self.is_used = True
        return self.session

    def identify(self, request: Request) -> Identity:
        """Return the person whose browser has the session."""
        sent = request.cookies.get(self.cookie, "")
        if not secrets.compare_digest(sent.encode("utf-8", "replace"), self.session.encode()):
            raise NotSignedIn(
                "session: found none, expected that of this desk",
                hint="open the link that fogline serve printed",
            )
        return Identity.of(self.name, "admin")

    def check_change(self, request: Request, me: Identity) -> None:
        """Refuse what another site sends, where the browser says so."""
        del me
        if request.headers.get("sec-fetch-site", "same-origin") not in OWN:
            raise NotAllowed("request: found one from another site, expected the desk's own page")


@router.get("/enter")
def enter(request: Request, token: str) -> Response:
    """Let in who opened the link, once."""
    gate = request.app.state.desk.gate
    if not isinstance(gate, LocalGate):
        raise NotSignedIn("link: found a team's desk, expected a name and a password", hint="log in at /")
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(gate.cookie, gate.enter(token), httponly=True, samesite="strict", path="/")
    return answer
