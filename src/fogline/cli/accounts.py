"""`fogline account`: say who may come to a team's desk, in which role, and with which tokens."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from fogline.cli.book import ask_passphrase, open_book
from fogline.cli.extras import web_extra
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.errors import ObjectUnknown, SettingInvalid

__all__ = ["account_command"]

PASSWORD = "FOGLINE_ACCOUNT_PASSWORD"
ROLES = ("reader", "coder", "reviewer", "admin")

book_argument = click.argument("book", type=click.Path(path_type=Path))
name_argument = click.argument("name")
json_option = click.option("--json", "as_json", is_flag=True, help="Print one object a line.")


@click.group("account", epilog="Example: fogline account add north.fog anna --role admin")
def account_command() -> None:
    """Keep the accounts of a team's desk. The first admin is made here; admins then keep them at the desk too.

    A reader looks and exports, a coder decides about claims, a reviewer about incidents
    too, an admin keeps accounts. Whoever can change BOOK's files can change its accounts.
    """


@account_command.command("add", epilog="Example: fogline account add north.fog anna --role coder")
@book_argument
@name_argument
@click.option(
    "--role", type=click.Choice(ROLES), default="reader", show_default=True, help="What they may do."
)
def add_command(book: Path, name: str, role: str) -> int:
    """Make an account. Its password is asked for on a terminal, else taken from $FOGLINE_ACCOUNT_PASSWORD."""
    with web_extra("account"):
        from fogline.web.accounts import add_account

    add_account(open_book(book).accounts, name, role, new_password(name), at=datetime.now(UTC))
    print_text(f"{name} may come in as {role}")
    return 0


@account_command.command("list", epilog="Example: fogline account list north.fog")
@book_argument
@json_option
def list_command(book: Path, as_json: bool) -> int:
    """List the accounts."""
    accounts = open_book(book).accounts.listed()
    if as_json:
        print_json(
            {
                "name": one.name, "role": one.role, "disabled": one.disabled, "one_time_codes": bool(one.totp),
                "made": one.made,
            }
            for one in accounts
        )  # fmt: skip
        return 0
    columns = (
        Column("name", grow=2),
        Column("role"),
        Column("one-time codes"),
        Column("made"),
        Column("state"),
    )
    rows = (
        (one.name, one.role, "asked for" if one.totp else "", one.made, "disabled" if one.disabled else "")
        for one in accounts
    )
    print_table(columns, rows)
    print_note(f"{len(accounts):,} accounts")
    return 0


@account_command.command("role", epilog="Example: fogline account role north.fog anna reviewer")
@book_argument
@name_argument
@click.argument("role", type=click.Choice(ROLES))
def role_command(book: Path, name: str, role: str) -> int:
    """Give an account another role; it holds from the next request on."""
    with web_extra("account"):
        from fogline.web.accounts import change_account

    change_account(open_book(book).accounts, name, role=role)
    print_text(f"{name} is a {role}")
    return 0


@account_command.command("disable", epilog="Example: fogline account disable north.fog anna")
@book_argument
@name_argument
@click.option("--undo", is_flag=True, help="Let them in again; tokens are made anew.")
def disable_command(book: Path, name: str, undo: bool) -> int:
    """Let nobody in under a name any more; its sessions end and its tokens are revoked. Its decisions stay."""
    with web_extra("account"):
        from fogline.web.accounts import change_account

    change_account(open_book(book).accounts, name, disabled=not undo)
    print_text(f"{name} may come in again" if undo else f"{name} may not come in any more")
    return 0


@account_command.command("remove", epilog="Example: fogline account remove north.fog anna")
@book_argument
@name_argument
def remove_command(book: Path, name: str) -> int:
    """Forget an account, its sessions and its tokens. What it decided stays in the journal under its name.

    Somebody else may be given the name later; where that would confuse, disable the account.
    """
    with web_extra("account"):
        from fogline.web.accounts import remove_account

    remove_account(open_book(book).accounts, name)
    print_text(f"{name} is forgotten; decisions under the name stay")
    return 0


@account_command.command("password", epilog="Example: fogline account password north.fog anna")
@book_argument
@name_argument
def password_command(book: Path, name: str) -> int:
    """Give an account another password; whoever is in under its name is let out."""
    with web_extra("account"):
        from fogline.web.accounts import set_password

    set_password(open_book(book).accounts, name, new_password(name))
    print_text(f"{name} has another password")
    return 0


@account_command.command("codes", epilog="Example: fogline account codes north.fog anna")
@book_argument
@name_argument
@click.option("--off", is_flag=True, help="Ask for none any more.")
def codes_command(book: Path, name: str, off: bool) -> int:
    """Ask for one-time codes beside the password, and print the address that an authenticator app takes."""
    with web_extra("account"):
        from fogline.web.accounts import set_one_time_codes

    address = set_one_time_codes(open_book(book).accounts, name, asked=not off)
    print_text(address or f"{name} comes in without one-time codes")
    return 0


@account_command.command(
    "token", epilog="Example: fogline account token north.fog anna --label wire --scope read"
)
@book_argument
@name_argument
@click.option("--label", help="Make one: what it is for.")
@click.option(
    "--scope", "scopes", multiple=True, default=("read",), show_default=True, help="What it may do."
)
@click.option("--days", type=int, default=90, show_default=True, help="How long it holds.")
@click.option("--revoke", metavar="ID", help="Revoke one.")
@json_option
def token_command(
    book: Path,
    name: str,
    label: str | None,
    scopes: tuple[str, ...],
    days: int,
    revoke: str | None,
    as_json: bool,
) -> int:
    """List the tokens of an account, make one for a program, or revoke one.

    A token is printed once and kept as a hash. A program sends it as
    "Authorization: Bearer fog_…", with "X-Fogline: 1" on what changes something.
    """
    with web_extra("account"):
        from fogline.web.accounts import make_token, tokens_of

    held = open_book(book).accounts
    if revoke is not None:
        with held.changing() as changes:
            if not changes.revoke(name, revoke):
                raise ObjectUnknown(f"token: found no {revoke!r} of {name}, expected one that is there")
        print_text(f"{revoke} is revoked")
        return 0
    if label is not None:
        secret, made = make_token(held, name, label=label, scopes=scopes, days=days, at=datetime.now(UTC))
        print_text(secret)
        print_note(f"{made.id}, good until {made.until}; it is not shown again")
        return 0
    tokens = tokens_of(held, name)
    shown = [(one.id, one.label, " ".join(one.scopes), one.made, one.until) for one in tokens]
    if as_json:
        print_json(dict(zip(("id", "label", "scopes", "made", "until"), one, strict=True)) for one in shown)
        return 0
    print_table(
        (Column("id"), Column("label", grow=2), Column("scopes"), Column("made"), Column("until")), shown
    )
    print_note(f"{len(tokens):,} tokens of {name}")
    return 0


def new_password(name: str) -> str:
    """Return the password that an account is to have."""
    words = os.environ.get(PASSWORD)
    if words is None and sys.stdin.isatty():
        words = ask_passphrase(f"New password of {name}", new=True)
    if words is None:
        raise SettingInvalid(
            "password: found none, expected one for the account",
            hint=f"answer on a terminal, or set {PASSWORD}",
        )
    return words
