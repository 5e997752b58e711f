"""Decide who may come in: accounts, passwords, one-time codes, tokens, and how long a wrong guess waits.

Passwords are kept as argon2id hashes; of a token or a session only its SHA-256 is
kept, which suffices for 256 random bits. Whoever guesses waits longer each time,
counted before a guess is looked at, so that guesses made at once count too.
"""

import hashlib
import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.store.accounts import Account, Accounts, Attempts, Changes, Token
from fogline.web.identity import ROLES, SCOPES, NotSignedIn, Role, Scope, TryLater

if TYPE_CHECKING:
    from argon2 import PasswordHasher

__all__ = [
    "RANDOM_BYTES", "Clock", "add_account", "change_account", "checked_role", "key_of", "make_token", "moment_of",
    "remove_account", "scopes_of", "set_one_time_codes", "set_password", "sign_in", "tokens_of",
]  # fmt: skip

Clock = Callable[[], datetime]

NAME = re.compile(r"\w[\w .'@-]{0,59}")
LABEL = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,80}")
LEAST_PASSWORD = 12
MOST_PASSWORD = 1_000
"""Characters of a password: no more than what a hash takes without trouble."""
LONGEST_TOKEN = timedelta(days=366)
STEP_S = 30
"""Seconds for which a one-time code is shown (RFC 6238); the one before and the one after are taken too."""
RANDOM_BYTES = 32

FREE_GUESSES = {"name at address": 5, "name": 50, "address": 50}
"""Failures in a row before a wait: few for a name from one address; many for a name or an address alone, so that
nobody locks a colleague out, or a whole office behind one address, by guessing."""
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN = timedelta(hours=24)


def key_of(secret: str) -> str:
    """Return what is kept of a token or a session."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def moment_of(moment: datetime) -> str:
    """Return a moment as it is kept."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# Accounts


def add_account(kept: Accounts, name: str, role: str, password: str, *, at: datetime) -> Account:
    """Keep a new account.

    Raises:
        SettingInvalid: the name is taken or none, there is no such role, or the password is too short.
    """
    if not NAME.fullmatch(name):
        raise SettingInvalid(
            f"account: found the name {name!r}, expected up to 60 letters, digits, spaces and .'@-"
        )
    account = Account(
        name, checked_role(role), hashed(checked_password(password, name)), "", 0, False, moment_of(at)
    )
    with kept.changing() as changes:
        if any(one.name.casefold() == name.casefold() for one in changes.listed()):
            raise SettingInvalid(f"account: found {name!r} there already, expected a new name")
        changes.put(account)
    return account


def change_account(
    kept: Accounts, name: str, *, role: str | None = None, disabled: bool | None = None
) -> Account:
    """Give an account another role, disable it, or let it in again; it takes effect with the next request.

    Raises:
        ObjectUnknown: there is no such account.
        SettingInvalid: there is no such role, or nobody would be left who is an admin.
    """
    with kept.changing() as changes:
        account = found(changes, name)
        if role is not None:
            account = replace(account, role=checked_role(role))
        if disabled is not None:
            account = replace(account, disabled=disabled)
        changes.put(account)
        refuse_without_admin(changes, name)
        if account.disabled:
            changes.close_sessions(name)
            changes.revoke(name)
    return account


def remove_account(kept: Accounts, name: str) -> None:
    """Forget an account; what it decided stays in the journal under its name.

    Raises:
        ObjectUnknown: there is no such account.
        SettingInvalid: nobody would be left who is an admin.
    """
    with kept.changing() as changes:
        found(changes, name)
        changes.remove(name)
        changes.forgive(attempts_key("name", name.casefold()))
        refuse_without_admin(changes, name)


def refuse_without_admin(changes: Changes, name: str) -> None:
    """Raise SettingInvalid where a change leaves nobody who is an admin."""
    if not changes.names("admin"):
        raise SettingInvalid(
            f"account: found {name!r} to be the last admin, expected one to be left",
            hint="make another admin first",
        )


def set_password(kept: Accounts, name: str, password: str) -> None:
    """Give an account another password; whoever is in under its name is let out everywhere.

    Raises:
        ObjectUnknown: there is no such account.
        SettingInvalid: the password is too short.
    """
    made = hashed(checked_password(password, name))
    with kept.changing() as changes:
        changes.put(replace(found(changes, name), password=made))
        changes.close_sessions(name)


def set_one_time_codes(kept: Accounts, name: str, *, asked: bool) -> str:
    """Ask for one-time codes from now on, or no more; return the address that an authenticator app takes, or "".

    Raises:
        ObjectUnknown: there is no such account.
    """
    import pyotp

    secret = pyotp.random_base32() if asked else ""
    with kept.changing() as changes:
        changes.put(replace(found(changes, name), totp=secret, totp_used=0))
        changes.close_sessions(name)
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="fogline") if asked else ""


def found(changes: Changes, name: str) -> Account:
    """Return an account that is there."""
    account = next((one for one in changes.listed() if one.name == name), None)
    if account is None:
        raise ObjectUnknown(
            f"account: found no {name!r}, expected one that is there", hint="fogline account list"
        )
    return account


def checked_role(role: str) -> Role:
    """Return a role."""
    for one in ROLES:
        if one == role:
            return one
    raise SettingInvalid(f"account: found the role {role!r}, expected one of {', '.join(ROLES)}")


def checked_password(password: str, name: str) -> str:
    """Return a password that is long enough and not the name."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD or name.casefold() in password.casefold():
        raise SettingInvalid(
            f"password: found {len(password)} characters, expected {LEAST_PASSWORD} or more, the name not in them",
            hint="four words at random are easy to keep and hard to guess",
        )
    return password


# Coming in


def sign_in(
    kept: Accounts, name: str, password: str, code: str | None, *, address: str, at: datetime
) -> Account:
    """Return the account of who knows its password, and its one-time code where one is asked for.

    Raises:
        NotSignedIn: something does not fit; it does not say what.
        TryLater: there were too many failures; nothing was looked at.
    """
    counted = {
        kind: attempts_key(kind, value)
        for kind, value in (
            ("name at address", f"{name.casefold()}\n{address}"), ("name", name.casefold()), ("address", address),
        )
    }  # fmt: skip
    with kept.changing() as changes:
        for kind, key in counted.items():
            refuse_haste(changes.attempts(key), FREE_GUESSES[kind], at)
        for key in counted.values():
            count_attempt(changes, key, at)
    account = kept.find(name) if NAME.fullmatch(name) else None
    # A name that nobody has takes as long as one that somebody has.
    fits = is_password(DUMMY if account is None else account.password, password)
    step = 0 if account is None else step_of_code(account, code, at)
    if account is None or not fits or account.disabled or step is None:
        raise NotSignedIn(
            "log in: found a name, password or one-time code that does not fit, expected those of an account"
        )
    with kept.changing() as changes:
        current = found(changes, name)
        if current.totp and step <= current.totp_used:
            raise NotSignedIn("log in: found a one-time code that was used, expected the next one")
        changes.put(replace(current, totp_used=step))
        changes.forgive(counted["name at address"])
        changes.forgive(counted["name"])
        # Nobody buys more guesses at others' names by coming in under their own.
        held = changes.attempts(counted["address"])
        if held is not None:
            changes.put_attempts(counted["address"], replace(held, failures=max(0, held.failures - 1)))
    return account


def attempts_key(kind: str, value: str) -> str:
    """Return under what failures are counted; nobody reads a name or an address from it."""
    return key_of(f"{kind}\n{value}")


def refuse_haste(made: Attempts | None, free: int, at: datetime) -> None:
    """Raise TryLater when the next guess must wait."""
    if made is None or made.failures < free:
        return
    wait = min(timedelta(seconds=2 ** min(made.failures - free, 20)), LONGEST_WAIT)
    left = datetime.fromisoformat(made.last) + wait - at
    if left > timedelta():
        raise TryLater(
            f"log in: found {made.failures} failures in a row, expected a pause",
            hint=f"try again in {int(left.total_seconds()) + 1} seconds",
        )


def count_attempt(changes: Changes, key: str, at: datetime) -> None:
    """Count an attempt as failed until it has not."""
    made = changes.attempts(key)
    is_old = made is not None and at - datetime.fromisoformat(made.last) > FORGOTTEN
    failures = 0 if made is None or is_old else made.failures
    changes.put_attempts(key, Attempts(failures + 1, moment_of(at)))


def step_of_code(account: Account, code: str | None, at: datetime) -> int | None:
    """Return the number of the one-time code that was given, 0 where none is asked for, None when it does not fit."""
    if not account.totp:
        return 0
    import pyotp

    now = int(at.timestamp()) // STEP_S
    codes = pyotp.HOTP(account.totp)
    given = (code or "").encode("utf-8", "surrogatepass")
    for step in (now - 1, now, now + 1):
        if step > account.totp_used and secrets.compare_digest(codes.at(step).encode(), given):
            return step
    return None


def hasher() -> "PasswordHasher":
    """Return what hashes passwords, at the cost that argon2-cffi takes for right today."""
    from argon2 import PasswordHasher

    return PasswordHasher()


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    return hasher().hash(password.encode("utf-8", "surrogatepass"))


def is_password(kept_hash: str, password: str) -> bool:
    """Tell whether a password has a hash."""
    from argon2.exceptions import VerifyMismatchError

    try:
        return hasher().verify(kept_hash, password.encode("utf-8", "surrogatepass"))
    except VerifyMismatchError:
        return False


DUMMY = "$argon2id$v=19$m=65536,t=3,p=4$bm90aGluZ29mdGhla2luZA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
"""A hash that no password has."""


# Tokens


def make_token(
    kept: Accounts, name: str, *, label: str, scopes: Sequence[str], days: int, at: datetime
) -> tuple[str, Token]:
    """Return a new token for programs, which is shown this once, and what is kept of it.

    Raises:
        ObjectUnknown: there is no such account.
        SettingInvalid: the account has no such scopes, or it would hold too long.
    """
    if not 1 <= days <= LONGEST_TOKEN.days:
        raise SettingInvalid(f"token: found {days} days, expected 1 to {LONGEST_TOKEN.days}")
    if not LABEL.fullmatch(label):
        raise SettingInvalid(
            f"token: found the label {label[:80]!r}, expected up to 80 characters on one line that say what it is for"
        )
    secret = f"fog_{secrets.token_urlsafe(RANDOM_BYTES)}"
    with kept.changing() as changes:
        account = found(changes, name)
        allowed = SCOPES[checked_role(account.role)]
        if not scopes or not set(scopes) <= set(allowed):
            raise SettingInvalid(
                f"token: found the scopes {', '.join(scopes) or 'none'}, expected some of {', '.join(allowed)}",
                hint=f"{name} is a {account.role}",
            )
        token = Token(
            key_of(secret), secrets.token_hex(4), name, label, tuple(dict.fromkeys(scopes)), moment_of(at),
            moment_of(at + timedelta(days=days)),
        )  # fmt: skip
        changes.put_token(token)
    return secret, token


def tokens_of(kept: Accounts, name: str) -> tuple[Token, ...]:
    """Return the tokens of an account, the oldest first.

    Raises:
        ObjectUnknown: there is no such account.
    """
    with kept.changing() as changes:
        found(changes, name)
    return kept.tokens(name)


def scopes_of(token: Token, role: Role) -> tuple[Scope, ...]:
    """Return what a token may do: never more than its account may do by now."""
    return tuple(scope for scope in SCOPES[role] if scope in token.scopes)
