"""`fogline serve`: open the desk of a casebook in a browser, for one person on this machine."""

import getpass
import webbrowser

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.extras import web_extra
from fogline.cli.output import print_note, print_text
from fogline.errors import SettingInvalid

__all__ = ["serve_command"]


@click.command("serve", epilog="Example: fogline serve north.fog")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, help="Where to listen; a free port when left out."
)
@click.option("--open/--no-open", "opens", default=True, help="Open the link in a browser.")
@click.option(
    "--by", envvar="FOGLINE_CODER", help="Name under what you decide; else $FOGLINE_CODER, else your login."
)
@click.option("--team", is_flag=True, help="For several people, who log in: fogline account makes them.")
@click.option("--host", "hosts", multiple=True, help="With --team, a name under which the desk is asked for.")
def serve_command(
    arguments: tuple[str, ...], port: int, opens: bool, by: str | None, team: bool, hosts: tuple[str, ...]
) -> int:
    """Serve the desk: see a casebook, review it, ask it, take it with you.

    It listens on this machine alone. The link lets in whoever opens it first, once;
    keep it to yourself. Stop it with Ctrl-C.

    With --team people log in. Put a server with TLS before it, such as Caddy or nginx,
    and name with --host what it is called there: passwords go through no open line.
    """
    path, rest = split_book(arguments)
    if rest:
        raise click.UsageError(f"unexpected arguments: {' '.join(rest)}")
    book = open_book(path)
    with web_extra("serve"):
        from fogline.web.app import LOOPBACK, create_app
        from fogline.web.local import LocalGate
        from fogline.web.server import serve_on
        from fogline.web.sessions import TeamGate
    if team:
        app = create_app(book, TeamGate.of(book.accounts), hosts=(*LOOPBACK, *hosts))

        def ready_for_team(address: str) -> None:
            print_text(address)
            print_note(f"the desk of {path} is open for whoever logs in; Ctrl-C stops it")

        serve_on(app, port, ready_for_team)
        return 0
    if hosts:
        raise SettingInvalid("--host: found the desk of one person, expected --team beside it")
    gate = LocalGate(by or getpass.getuser())

    def ready(address: str) -> None:
        link = f"{address}/enter?token={gate.token}"
        print_text(link)
        print_note(f"the desk of {path} is open for {gate.name}, on this machine alone; Ctrl-C stops it")
        if opens:
            webbrowser.open(link)

    serve_on(create_app(book, gate), port, ready)
    return 0
