"""Say who asks, what they may do, and hold every route to it.

A gate is what tells people apart: `LocalGate` knows one, a team's gate many. Each
request goes through it once, before any route sees the casebook:

    @router.get("/claims")
    def list_claims(me: Annotated[Identity, Depends(require("read"))], ...): ...

A request that changes something (every method but GET and HEAD) has passed two more
checks by then: it carries the header `X-Fogline: 1`, which no form of another site
can send, and `Gate.check_change` has let it through (a team's gate compares the
CSRF token there).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from fastapi import Request

from fogline.errors import FoglineError
from fogline.model.records import Record

__all__ = [
    "ROLES",
    "SCOPES",
    "Gate",
    "Identity",
    "Mode",
    "NotAllowed",
    "NotSignedIn",
    "Role",
    "Scope",
    "TryLater",
    "allowed",
    "check_page",
    "identity_of",
    "require",
]  # fmt: skip

Mode: TypeAlias = Literal["local", "team"]
Role: TypeAlias = Literal["reader", "coder", "reviewer", "admin"]
Scope: TypeAlias = Literal["read", "export", "code", "ask", "review", "admin"]
"""`read` looks; `export` takes files away; `code` decides about claims and names; `ask` asks questions and forecasts;
`review` decides about incidents, signs off and settles questions; `admin` keeps accounts."""

SCOPES: Mapping[Role, tuple[Scope, ...]] = {
    "reader": ("read", "export"),
    "coder": ("read", "export", "code", "ask"),
    "reviewer": ("read", "export", "code", "ask", "review"),
    "admin": ("read", "export", "code", "ask", "review", "admin"),
}
"""What each role may do. A token may have fewer, never more."""

ROLES: tuple[Role, ...] = tuple(SCOPES)

CHANGES = "x-fogline"
SAFE = frozenset({"GET", "HEAD"})


class NotSignedIn(FoglineError):
    """Nobody is known to ask: no session, no token, or one that has run out. Answered 401."""


class NotAllowed(FoglineError):
    """Who asks may not do this, or the request did not come from the desk's own page. Answered 403."""


class TryLater(FoglineError):
    """There were too many failed attempts to come in. Answered 429."""


@dataclass(frozen=True, slots=True)
class Identity(Record):
    """Who asks. `name` stands under every decision; `scopes` are those of the role, or fewer for a token."""

    name: str
    role: Role
    scopes: tuple[Scope, ...]

    @classmethod
    def of(cls, name: str, role: Role) -> "Identity":
        """Return a person with all that a role may do."""
        return cls(name, role, SCOPES[role])


class Gate(Protocol):
    """Tells who asks."""

    @property
    def mode(self) -> Mode:
        """Whether one person works here or a team."""
        ...

    def identify(self, request: Request) -> Identity:
        """Return who sends a request; raise NotSignedIn when nobody is known to."""
        ...

    def check_change(self, request: Request, me: Identity) -> None:
        """Raise NotAllowed when a request that changes something did not come from the page or a token of `me`."""
        ...


def identity_of(request: Request) -> Identity:
    """Return who sends a request, after all checks but that of a scope.

    Raises:
        NotSignedIn: nobody is known to.
        NotAllowed: it changes something and did not come from the desk.
    """
    gate: Gate = request.app.state.desk.gate
    me = gate.identify(request)
    if request.method not in SAFE:
        check_page(request)
        gate.check_change(request, me)
    return me


def check_page(request: Request) -> None:
    """Raise NotAllowed when what changes something was sent by a form of another site."""
    if request.headers.get(CHANGES) != "1":
        raise NotAllowed(
            "request: found no header X-Fogline, expected X-Fogline: 1 on what changes something",
            hint="the desk's page sends it; a script must too",
        )


def require(scope: Scope) -> Callable[[Request], Identity]:
    """Return the dependency that gives who asks, and answers 401 or 403 where they may not do what `scope` names."""

    def require_scope(request: Request) -> Identity:
        return allowed(identity_of(request), scope)

    return require_scope


def allowed(me: Identity, scope: Scope) -> Identity:
    """Return who asks; raise NotAllowed where they may not do what `scope` names."""
    if scope not in me.scopes:
        raise NotAllowed(
            f"{me.name}: found a {me.role} without the scope {scope!r}, expected one with it",
            hint="ask an admin of this desk for another role or token",
        )
    return me
