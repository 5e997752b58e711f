"""Let a team in: by name and password with a session in a cookie, or by a token in a program's header.

A session's id is made when somebody comes in and never before, so that none can be
planted. Its cookie is read by no script, is sent over TLS alone and from the desk's own
pages alone, and belongs to this host (`__Host-`). A second cookie holds the CSRF token,
which only the desk's own script can read and send back as a header; it is derived
from the session, and good for no other.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fastapi import Request

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.store.accounts import Account, Accounts, Session
from fogline.store.journal import now
from fogline.web.accounts import RANDOM_BYTES, Clock, checked_role, key_of, moment_of, scopes_of, sign_in
from fogline.web.identity import Identity, NotAllowed, NotSignedIn

__all__ = ["COOKIE", "CSRF_COOKIE", "CSRF_HEADER", "Entered", "TeamGate", "by_session", "team_of"]

COOKIE = "__Host-fogline"
CSRF_COOKIE, CSRF_HEADER = "fogline_csrf", "x-csrf-token"
BEARER = "bearer "
IDLE = timedelta(hours=12)
LONGEST = timedelta(days=7)
NOTED = timedelta(minutes=5)
"""How far behind the note may be of when a session was last used: a look at a page is no change to a table."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What the browser of somebody who came in is to hold."""

    me: Identity
    session: str

    @property
    def csrf(self) -> str:
        """The CSRF token of the session."""
        return csrf_of(self.session)


class TeamGate:
    """The gate of a team. `clock` tells the time, UTC."""

    def __init__(self, accounts: Accounts, *, clock: Clock) -> None:
        self.accounts = accounts
        self.clock = clock

    @classmethod
    def of(cls, accounts: Accounts) -> "TeamGate":
        """Return the gate of a casebook that has an admin.

        Raises:
            SettingInvalid: it has none; nobody could let anybody in.
        """
        if not any(one.role == "admin" and not one.disabled for one in accounts.listed()):
            raise SettingInvalid(
                "team: found no admin, expected one who can let others in",
                hint="fogline account add BOOK NAME --role admin",
            )
        return cls(accounts, clock=now)

    @property
    def mode(self) -> Literal["team"]:
        """Several people work here."""
        return "team"

    def enter(self, name: str, password: str, code: str | None, *, address: str) -> Entered:
        """Open a new session for who knows the password.

        Raises:
            NotSignedIn: something does not fit; it does not say what.
            TryLater: there were too many failures.
        """
        at = self.clock()
        account = sign_in(self.accounts, name, password, code, address=address, at=at)
        session = secrets.token_urlsafe(RANDOM_BYTES)
        now = moment_of(at)
        with self.accounts.changing() as changes:
            changes.forget_sessions(made_before=moment_of(at - LONGEST), used_before=moment_of(at - IDLE))
            changes.open_session(Session(key_of(session), account.name, now, now))
        return Entered(Identity.of(account.name, checked_role(account.role)), session)

    def leave(self, request: Request, me: Identity, *, everywhere: bool) -> None:
        """Close the session of a request, or all of its account."""
        with self.accounts.changing() as changes:
            changes.close_session(key_of(request.cookies.get(COOKIE, "")))
            if everywhere:
                changes.close_sessions(me.name)

    def identify(self, request: Request) -> Identity:
        """Return whose token or session a request has.

        Raises:
            NotSignedIn: it has none, or one that has run out, was closed or revoked.
        """
        sent = request.headers.get("authorization")
        return self._of_session(request) if sent is None else self._of_token(sent)

    def check_change(self, request: Request, me: Identity) -> None:
        """Refuse a change that comes with a cookie and without its CSRF token, or from another site.

        Raises:
            NotAllowed: it does.
        """
        del me
        if not by_session(request):
            return
        wanted = csrf_of(request.cookies.get(COOKIE, ""))
        given = request.headers.get(CSRF_HEADER, "")
        if not secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode()):
            raise NotAllowed(
                "request: found no CSRF token of this session, expected it in the header X-CSRF-Token",
                hint=f"it is in the cookie {CSRF_COOKIE}; load the page again",
            )
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise NotAllowed("request: found one from another site, expected the desk's own page")

    def _of_session(self, request: Request) -> Identity:
        """Return whose session a request has."""
        sent, at = request.cookies.get(COOKIE, ""), self.clock()
        session = self.accounts.session(key_of(sent)) if sent else None
        account = self._account(session.account) if session is not None else None
        if session is None or account is None or self._is_over(session, at):
            raise NotSignedIn("session: found none, expected you to be logged in", hint="log in")
        if at - datetime.fromisoformat(session.used) > NOTED:
            with self.accounts.changing() as changes:
                changes.use_session(session.key, moment_of(at))
        return Identity.of(account.name, checked_role(account.role))

    def _of_token(self, sent: str) -> Identity:
        """Return whose token a header has, with what the token may do."""
        secret = sent[len(BEARER) :].strip() if sent.lower().startswith(BEARER) else ""
        token = self.accounts.token(key_of(secret)) if secret else None
        account = self._account(token.account) if token is not None else None
        if token is None or account is None or token.until <= moment_of(self.clock()):
            raise NotSignedIn(
                "token: found none that is good, expected Authorization: Bearer fog_…",
                hint="it may have run out or been revoked: fogline account token NAME",
            )
        role = checked_role(account.role)
        return Identity(account.name, role, scopes_of(token, role))

    def _account(self, name: str) -> Account | None:
        """Return an account that may come in."""
        account = self.accounts.find(name)
        return None if account is None or account.disabled else account

    def _is_over(self, session: Session, at: datetime) -> bool:
        """Tell whether a session has run out."""
        made, used = (datetime.fromisoformat(one) for one in (session.made, session.used))
        return at - made > LONGEST or at - used > IDLE


def csrf_of(session: str) -> str:
    """Return the CSRF token of a session; the session cannot be told from it."""
    return hashlib.sha256(f"csrf\n{session}".encode("utf-8", "surrogatepass")).hexdigest()


def by_session(request: Request) -> bool:
    """Tell whether a request comes from a person's browser and not from a program with a token."""
    return "authorization" not in request.headers


def team_of(request: Request) -> TeamGate:
    """Return the gate of a team's desk; raise ObjectUnknown at the desk of one person."""
    gate = request.app.state.desk.gate
    if not isinstance(gate, TeamGate):
        raise ObjectUnknown(
            f"{request.url.path}: found the desk of one person, expected a team's",
            hint="fogline serve --team",
        )
    return gate
