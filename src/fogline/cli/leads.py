"""`fogline leads`: where reports may be found that nobody has read yet, as machines coded them."""

import click

from fogline.cli.book import open_book, split_book
from fogline.cli.output import Column, print_json, print_note, print_table, print_text
from fogline.errors import SettingInvalid
from fogline.model.lead import Lead

__all__ = ["leads_command"]

SHOWN = 60
COLUMNS = (
    Column("seen", keep=True), Column("coded as", grow=2), Column("who, to whom", grow=2), Column("where", grow=2),
    Column("mentions", right=True, keep=True), Column("report", keep=True), Column("address", grow=4),
)  # fmt: skip
SHORT_ID = 10


@click.command("leads", epilog="Example: fogline leads north.fog --type ASSAULT --country AFG --waiting")
@click.argument("arguments", nargs=-1, metavar="[BOOK]")
@click.option("--type", help="A type of PLOVER such as ASSAULT, or a code such as 'CAMEO 190'.")
@click.option("--country", help="Country of the place that was coded, ISO 3166-1 alpha-3, such as AFG.")
@click.option("--since", help="First day on which the data set saw it, as an ISO 8601 date.")
@click.option("--until", help="Last day.")
@click.option("--waiting", is_flag=True, help="Only those whose report has not come in.")
@click.option("--limit", type=click.IntRange(min=1), default=SHOWN, show_default=True, help="Rows to print.")
@click.option("--urls", is_flag=True, help="Print the addresses alone, one a line, all of them.")
@click.option("--json", "as_json", is_flag=True, help="Print one object a line, all of them.")
def leads_command(
    arguments: tuple[str, ...], type: str | None, country: str | None, since: str | None, until: str | None,
    waiting: bool, limit: int, urls: bool, as_json: bool,
) -> int:  # fmt: skip
    """List addresses that GDELT and outlets that POLECAT coded, those mentioned most first.

    A lead is no claim and no incident: nobody has checked what a machine made of it, and
    no number counts it. Read what stands there: fogline run BOOK ADDRESS.
    """
    path, rest = split_book(arguments)
    if rest:
        raise SettingInvalid(f"arguments: {' '.join(rest)!r}, expected at most a casebook")
    leads = open_book(path).leads(since=since, until=until, type=type, country=country, waiting=waiting)
    if as_json:
        print_json({"id": lead.id, **lead.to_dict()} for lead in leads)
        return 0
    if urls:
        for lead in leads:
            if lead.url is not None:
                print_text(lead.url)
        return 0
    print_table(COLUMNS, map(row_of, leads[:limit]))
    cut = f"; the first {limit} shown" if len(leads) > limit else ""
    print_text(f"{len(leads):,} leads, no claims{cut}")
    if not leads:
        print_note("fogline import BOOK FILE brings in GDELT Events, GDELT Mentions and POLECAT files")
    return 0


def row_of(lead: Lead) -> tuple[str, ...]:
    """Return a lead as a row; of several codings the first that says something, and how many more there are."""
    told = [one for one in lead.codings if one.code is not None] or list(lead.codings)
    one = told[0]
    more = f" and {len(told) - 1} more" if told[1:] else ""
    meant = one.plover or (one.stance or "").replace("_", " ")
    code = " ".join(filter(None, (meant, one.mode, f"({one.code})" if one.code else None)))
    return (
        lead.published or "", (code or "not in the events at hand") + more,
        " > ".join(filter(None, (one.initiator, one.target))), one.place or "", f"{lead.mentions or ''}",
        "" if lead.report is None else lead.report[:SHORT_ID], lead.url or f"{lead.outlet or ''} (no address)",
    )  # fmt: skip
