"""Answer for who comes in, and for the accounts and tokens of a team; 404 at the desk of one person."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query, Request

from fogline.errors import ObjectUnknown
from fogline.model.records import Record
from fogline.store.accounts import Account, Token
from fogline.web.accounts import add_account, change_account, make_token, set_password, sign_in
from fogline.web.answers import After, DeskRouter, JsonAnswer, Limit, Page, Problem, page_of
from fogline.web.identity import Identity, NotAllowed, Role, Scope, check_page, require
from fogline.web.sessions import COOKIE, CSRF_COOKIE, TeamGate, by_session, team_of

__all__ = ["router"]

router = DeskRouter(tags=["team"])
Team = Annotated[TeamGate, Depends(team_of)]
Reader = Annotated[Identity, Depends(require("read"))]
Admin = Annotated[Identity, Depends(require("admin"))]


def person(request: Request, me: Reader) -> Identity:
    """Refuse a token: one that was stolen makes no other, changes no password and puts nobody out."""
    if not by_session(request):
        raise NotAllowed("request: found a token, expected you to be logged in", hint="log in with a browser")
    return me


Person = Annotated[Identity, Depends(person)]


@dataclass(frozen=True, slots=True)
class LogIn:
    """A name with its password, and the one-time code where the account asks for one."""

    name: str
    password: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made."""

    name: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What is to be otherwise about an account; null leaves it."""

    role: Role | None = None
    disabled: bool | None = None
    password: str | None = None


@dataclass(frozen=True, slots=True)
class PasswordChange:
    """A password, and what is to take its place."""

    password: str
    new: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token to be made: what it is for, what it may do, and for how many days."""

    label: str
    scopes: tuple[Scope, ...]
    days: int = 90


@dataclass(frozen=True, slots=True)
class AccountSeen(Record):
    """An account as an admin sees it. `one_time_codes`: it asks for them."""

    name: str
    role: Role
    disabled: bool
    one_time_codes: bool
    made: str


@dataclass(frozen=True, slots=True)
class TokenSeen(Record):
    """A token as its owner sees it. `secret` is what a program sends, shown once, when the token is made."""

    id: str
    label: str
    scopes: tuple[Scope, ...]
    made: str
    until: str
    secret: str | None


@dataclass(frozen=True, slots=True)
class Done(Record):
    """It is done."""

    done: bool


def account_seen(account: Account) -> AccountSeen:
    """Show an account."""
    return AccountSeen(account.name, account.role, account.disabled, bool(account.totp), account.made)  # type: ignore[arg-type]  # checked when it was kept


def token_seen(token: Token, secret: str | None = None) -> TokenSeen:
    """Show a token."""
    return TokenSeen(token.id, token.label, token.scopes, token.made, token.until, secret)  # type: ignore[arg-type]  # checked when it was kept


# Coming in


@router.post("/session", responses={429: {"model": Problem}})
def log_in(request: Request, team: Team, body: LogIn) -> Identity:
    """Come in: a new session in a cookie, and its CSRF token in another."""
    check_page(request)
    entered = team.enter(body.name, body.password, body.code, address=address_of(request))
    answer = JsonAnswer(entered.me)
    answer.set_cookie(COOKIE, entered.session, secure=True, httponly=True, samesite="strict", path="/")
    answer.set_cookie(CSRF_COOKIE, entered.csrf, secure=True, samesite="strict", path="/")
    return answer  # type: ignore[return-value]  # the record, with its cookies


@router.delete("/session")
def log_out(
    request: Request,
    team: Team,
    me: Person,
    everywhere: Annotated[bool, Query(description="In all browsers.")] = False,
) -> Done:
    """Go out."""
    team.leave(request, me, everywhere=everywhere)
    answer = JsonAnswer(Done(True))
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
    answer.delete_cookie(CSRF_COOKIE, path="/", secure=True, samesite="strict")
    return answer  # type: ignore[return-value]  # the record, without its cookies


@router.post("/password", responses={429: {"model": Problem}})
def change_password(request: Request, team: Team, me: Person, body: PasswordChange) -> Done:
    """Set another password of your own; you are let out everywhere."""
    sign_in(team.accounts, me.name, body.password, body.code, address=address_of(request), at=team.clock())
    set_password(team.accounts, me.name, body.new)
    return Done(True)


# Accounts


@router.get("/accounts")
def list_accounts(team: Team, me: Admin, limit: Limit = 50, after: After = None) -> Page[AccountSeen]:
    """Return the accounts by name."""
    del me
    return page_of(
        team.accounts.listed(), lambda rows: [account_seen(one) for one in rows], limit=limit, after=after
    )


@router.post("/accounts")
def make_account(team: Team, me: Admin, body: NewAccount) -> AccountSeen:
    """Make an account."""
    del me
    return account_seen(add_account(team.accounts, body.name, body.role, body.password, at=team.clock()))


@router.patch("/accounts/{name}")
def alter_account(team: Team, me: Admin, name: str, body: AccountChange) -> AccountSeen:
    """Give an account another role or password, disable it or let it in again."""
    del me
    account = change_account(team.accounts, name, role=body.role, disabled=body.disabled)
    if body.password is not None:
        set_password(team.accounts, name, body.password)
    return account_seen(account)


# Tokens


@router.get("/tokens")
def list_tokens(team: Team, me: Reader, limit: Limit = 50, after: After = None) -> Page[TokenSeen]:
    """Return your tokens, the oldest first; none shows its secret."""
    held = team.accounts.tokens(me.name)
    return page_of(held, lambda rows: [token_seen(one) for one in rows], limit=limit, after=after)


@router.post("/tokens")
def add_token(team: Team, me: Person, body: NewToken) -> TokenSeen:
    """Make a token of your own; its secret is shown this once."""
    secret, token = make_token(
        team.accounts, me.name, label=body.label, scopes=body.scopes, days=body.days, at=team.clock()
    )
    return token_seen(token, secret)


@router.delete("/tokens/{id}")
def revoke_token(team: Team, me: Person, id: Annotated[str, Path(pattern="^[0-9a-f]{8}$")]) -> Done:
    """Revoke a token of your own; the next request with it is refused."""
    with team.accounts.changing() as changes:
        if not changes.revoke(me.name, id):
            raise ObjectUnknown(f"token: found no {id!r} of {me.name}, expected one that is there")
    return Done(True)


def address_of(request: Request) -> str:
    """Return where a request comes from; behind a proxy, what the proxy says that the server trusts."""
    return "" if request.client is None else request.client.host
