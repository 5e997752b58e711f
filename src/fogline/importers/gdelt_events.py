"""Read GDELT 2.0 Events as leads: a report's address with the CAMEO code that a machine gave it.

CAMEO's codes become types of PLOVER as PLOVER's own table has them. Its 015 and 016,
which claim and deny responsibility, are stances: they tell of no deed.
"""

from collections.abc import Iterator, Mapping

from fogline.importers._coded import address_of, coded_rows, compact_day, country_of_fips
from fogline.importers._opened import Opening
from fogline.importers._rows import Row
from fogline.importers._seam import LeadImporter
from fogline.model.lead import Coding, Pointer
from fogline.model.vocabulary import Stance

__all__ = ["GDELT_EVENTS"]

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor{number}{field}" for number in (1, 2) for field in ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{whose}Geo_{field}" for whose in ("Actor1", "Actor2", "Action") for field in GEO),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""The 61 columns; the files have no header."""

PLOVER: Mapping[str, str] = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "081": "CONCEDE", "082": "CONCEDE",
    "083": "CONCEDE", "084": "RETREAT", "085": "RETREAT", "086": "RETREAT", "087": "RETREAT", "09": "ACCUSE",
    "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE",
    "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
"""Types of PLOVER by the beginning of a CAMEO code; 01 and 02 have none."""

STANCES: Mapping[str, Stance] = {"015": "claimed_responsibility", "016": "denied_responsibility"}


def read(text: str, name: str) -> Iterator[Pointer]:
    """Yield a pointer a row.

    Raises:
        SourceUnreadable: a line has another number of fields, or no day.
    """
    for row in coded_rows(text, name=name, columns=COLUMNS, has_header=False):
        yield Pointer(
            coding=coding_of(row),
            url=address_of(row.text("sourceurl")),
            outlet=None,
            published=compact_day(row, "dateadded"),
        )


def coding_of(row: Row) -> Coding:
    """Return what GDELT made of an event."""
    code = row.needed("eventcode")
    return Coding(
        event=f"gdelt/{row.needed('globaleventid')}", code=f"CAMEO {code}", plover=plover_of(code),
        stance=STANCES.get(code[:3]), day=compact_day(row, "sqldate"), initiator=row.text("actor1name") or None,
        target=row.text("actor2name") or None, place=row.text("actiongeo_fullname") or None,
        country=country_of_fips(row.text("actiongeo_countrycode")), mentions=row.count("nummentions"),
    )  # fmt: skip


def plover_of(code: str) -> str | None:
    """Return the type of PLOVER that a CAMEO code means."""
    return PLOVER.get(code[:3]) or PLOVER.get(code[:2])


def tells(opening: Opening) -> bool:
    """Know it by the number of its columns."""
    fields = opening.first.split("\t")
    return len(fields) == len(COLUMNS) and fields[0].isdigit()


GDELT_EVENTS = LeadImporter("GDELT 2.0 Events, as leads", tells, read)
