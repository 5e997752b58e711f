"""Find a command's module, run it, and turn what went wrong into a message and an exit status."""

import importlib
import os
import sys
from collections.abc import Mapping

import click

from fogline.cli.output import print_error
from fogline.errors import (
    CasebookLocked,
    CasebookMissing,
    FoglineError,
    ObjectUnknown,
    PluginInvalid,
    SettingInvalid,
    SourcesMixed,
)

__all__ = ["main"]

FAILED, MISUSED = 1, 2
MISUSE = (SettingInvalid, PluginInvalid, SourcesMixed, CasebookLocked, CasebookMissing, ObjectUnknown)

COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("demonstration", "Read the sample dispatches, print the ledger, write a briefing."),
    "read": ("reading", "Read a text right away, without a casebook."),
    "run": ("casebooks", "Add reports to a casebook and bring it up to date."),
    "watch": ("watching", "Look at folders and feeds again and again, and take in what is new."),
    "claims": ("ledger", "List claims: who says what, with which stance."),
    "incidents": ("ledger", "List incidents: what is told, by how many, what is contested."),
    "actors": ("names", "List who speaks, acts or suffers, with what is known of each."),
    "places": ("names", "List the places of the claims' events."),
    "names": ("names", "List the names that nobody knows, and whom they may mean."),
    "show": ("ledger", "Show a claim, incident or report with its sentence, or an actor or place."),
    "answers": ("answering", "List who has answered whom, and who took back what."),
    "series": ("series", "List numbers by area and month, with what is usual beside each."),
    "sources": ("sources", "List who speaks: their kind, their letter, their record."),
    "search": ("ledger", "Find words in reports and claims."),
    "forecast": ("forecasting", "Forecast counts by area and month; score such forecasts."),
    "board": (
        "boards",
        "Show indicators: measures, conditions to watch with claims for and against, alerts.",
    ),
    "alerts": ("alerting", "List the alerts that were raised by your rules, and how each was delivered."),
    "brief": ("briefings", "Write a briefing: html, md, pdf or docx, each sentence with its claims."),
    "ask": ("odds", "Ask what comes next: odds with base rate, range and words, kept on the record."),
    "resolve": ("record", "Settle questions by their rule, or one by hand."),
    "record": ("record", "Show what is due, and how odds fared: scores and calibration."),
    "review": ("review", "Go through what waits for a person, one key a decision."),
    "account": ("accounts", "Say who may come to a team's desk, in which role, with which tokens."),
    "diff": ("diff", "Say what changed between two days, and why."),
    "serve": ("serve", "Open the desk in a browser: see, review, ask, take it with you."),
    "import": ("importing", "Bring in numbers, places, actors, or leads to reports."),
    "leads": ("leads", "List where reports may be found, as machines coded them."),
    "export": ("keeping", "Give out all that a casebook holds, keep releases, give them out again."),
    "pack": ("moving", "Pack a casebook into one file."),
    "unpack": ("moving", "Make a casebook of a packed file, and check it."),
    "backup": ("moving", "Pack a casebook in the place of the last backup, while runs go on."),
    "merge": ("moving", "Take another casebook in, with its history."),
    "journal": ("moving", "Say where the journal is, or move it to PostgreSQL and back."),
    "erase": ("keeping", "Erase reports for good; the journal keeps who, when and why."),
    "encrypt": ("locking", "Encrypt a casebook where it stands, or change what opens it."),
    "decrypt": ("locking", "Write an encrypted casebook in the clear again."),
    "verify": ("casebooks", "Check journal, originals and that a new run gives the same."),
    "eval": ("measuring", "Measure the reading on annotated data."),
    "bench": ("measuring", "Measure speed and memory."),
}
"""Command: its module in `fogline.cli`, and its one-line help, so that `--help` loads none of them."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"fogline.cli.{COMMANDS[cmd_name][0]}")
        command = getattr(module, f"{cmd_name}_command")
        if not isinstance(command, click.Command):
            raise TypeError(f"fogline.cli.{COMMANDS[cmd_name][0]}.{cmd_name}_command is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = ", ".join(name for name in COMMANDS if name[:2] == args[0][:2]) or ", ".join(COMMANDS)
            ctx.fail(f"no command {args[0]!r}; did you mean: {near}?")
        return super().resolve_command(ctx, args)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Example: fogline run north.fog wire/*.html && fogline claims north.fog --stance denied",
)
@click.version_option(package_name="fogline", prog_name="fogline")
def root() -> None:
    """Keep the claim: who says that who did what to whom, where, when, with what losses.

    BOOK is a casebook, a folder such as north.fog. Where it is left out,
    $FOGLINE_BOOK is used, else the only *.fog folder here.

    Exit status: 0 done, 1 failed, 2 wrong use or configuration, 3 done but some input was skipped.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status."""
    try:
        status = root.main(arguments, prog_name="fogline", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(MISUSED)
    except (click.Abort, KeyboardInterrupt):
        print_error("stopped; a run that is started again goes on where it was")
        sys.exit(130)
    except FoglineError as error:
        print_error(str(error), hint=error.hint)
        sys.exit(MISUSED if isinstance(error, MISUSE) else FAILED)
    except BrokenPipeError:
        # The reader of our output has gone, as with `| head`: not an error, and nothing more can be printed.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        print_error(f"{error.filename or 'system'}: {error.strerror or error}, expected it to be usable")
        sys.exit(FAILED)
    sys.exit(status if isinstance(status, int) else 0)
