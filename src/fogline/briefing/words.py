"""Say records in plain words: dates, ranges, statuses, stances, measures."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from fogline.model.claim import Claim
from fogline.model.incident import Incident, TollRow, When
from fogline.model.vocabulary import Status

__all__ = [
    "STANCE_WORDS", "STATUS_WORDS", "coarse", "count_words", "day_words", "incident_title", "last_day_words",
    "moment_words",
    "place_words", "range_words", "stance_words", "toll_words", "type_words", "when_words",
]  # fmt: skip

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

STATUS_WORDS: Mapping[Status, tuple[str, str]] = {
    "contested": ("Contested", "sayers contradict each other"),
    "conceded": ("Conceded", "a sayer admits what it had denied or left out"),
    "corroborated": ("Corroborated", "independent origins agree"),
    "single": ("Single origin", "one independent origin only"),
    "discounted": ("Discounted", "judged not to have happened as said"),
}

STANCE_WORDS: Mapping[str, str] = {
    "asserted": "says", "denied": "denies", "admitted": "admits", "confirmed": "confirms", "accused": "accuses",
    "claimed_responsibility": "claims responsibility", "denied_responsibility": "denies responsibility",
    "warned": "warns", "threatened": "threatens", "predicted": "predicts", "promised": "promises",
    "demanded": "demands", "refused": "refuses", "questioned": "questions", "assessed": "assesses",
}  # fmt: skip

MANY = frozenset({
    "accounts", "activists", "aides", "analysts", "authorities", "commanders", "communiqu\u00e9s", "critics",
    "diplomats", "dispatches", "doctors", "documents", "eyewitnesses", "experts", "families", "fighters", "forces",
    "groups", "guerrillas", "insurgents", "journalists", "lawyers", "leaders", "marines", "media", "medics", "members",
    "militants", "ministers", "monitors", "newspapers", "observers", "officers", "officials", "papers", "paratroops",
    "people", "pilots", "police", "prisoners", "protesters", "rebels", "refugees", "relatives", "reporters", "reports",
    "representatives", "residents", "sailors", "separatists", "soldiers", "sources", "spokesmen", "statements",
    "survivors", "they", "troops", "villagers", "witnesses", "workers",
})  # fmt: skip
"""Heads of voices that are many. A name in "s" may be one's: "Reuters", "United States"."""
HEAD_END = re.compile(r",|\s(?:at|by|close|familiar|for|from|in|near|of|on|that|to|who|with|within)\s")

MEASURE_WORDS: Mapping[str, str] = {
    "killed": "reported killed", "wounded": "reported wounded", "casualties": "reported casualties",
    "captured": "reported captured", "missing": "reported missing", "abducted": "reported abducted",
    "arrested": "reported arrested", "displaced": "reported displaced",
}  # fmt: skip
ITEM_WORDS: Mapping[str | None, str] = {
    "aircraft": "aircraft", "ship": "ships", "vehicle": "vehicles", "weapon": "weapons", "building": "buildings",
    "other": "pieces of equipment", None: "pieces of equipment",
}  # fmt: skip
# Intervals of these precisions are spans of time, not days on which something happened.
COARSE = frozenset({"month", "season", "year", "longer"})
DAY_HOURS = 24
# UCDP codes from 3 on are areas: a district, a province, a region, a country, open sea.
AREA_PREC = 3


def day_words(day: date) -> str:
    """Return "2 May 1982"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: str | None) -> str:
    """Return an ISO date or datetime as "2 May 1982" or "2 May 1982, 16:00"; "date not known" for None."""
    if moment is None:
        return "date not known"
    try:
        if len(moment) <= 10:
            return day_words(date.fromisoformat(moment))
        at = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{day_words(at.date())}, {at:%H:%M}{zone_words(at)}"


def last_day_words(until: str) -> str:
    """Return the last day of a period that ends before `until`."""
    try:
        return day_words(date.fromisoformat(until[:10]) - timedelta(days=1))
    except ValueError:
        return until


def zone_words(at: datetime) -> str:
    """Return " UTC", " UTC+1" or " UTC\u22123:30"; nothing where the zone is not known."""
    offset = at.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    if minutes == 0:
        return " UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "\u2212"
    return f" UTC{sign}{hours}:{rest:02}" if rest else f" UTC{sign}{hours}"


def when_words(when: When) -> str:
    """Return an incident's time as precisely as it is known, never more."""
    if when.precision is None or when.earliest is None:
        return "date not known"
    if when.latest is None:
        return moment_words(when.earliest)
    if when.precision == "hour":
        return hours_words(when.earliest, when.latest)
    try:
        first, end = date.fromisoformat(when.earliest[:10]), date.fromisoformat(when.latest[:10])
    except ValueError:
        return f"{when.earliest} to {when.latest}"
    last = end - timedelta(days=1) if len(when.latest) <= 10 else end
    if last <= first:
        return day_words(first)
    if when.precision == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if when.precision == "month" and first.day == 1 and end.day == 1 and first.month == last.month:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"between {span_words(first, last)}"


def hours_words(earliest: str, latest: str) -> str:
    """Return one hour as "2 May 1982, 16:00", more of them as "2 May 1982, between 16:00 and 20:00"."""
    try:
        first, end = datetime.fromisoformat(earliest), datetime.fromisoformat(latest)
        hours = (end - first) / timedelta(hours=1)
    except (ValueError, TypeError):
        return moment_words(earliest)
    if hours <= 1:
        return moment_words(earliest)
    if hours >= DAY_HOURS or (first.date() != end.date() and f"{end:%H:%M}" != "00:00"):
        return f"between {moment_words(earliest)} and {moment_words(latest)}"
    return f"{day_words(first.date())}, between {first:%H:%M} and {end:%H:%M}{zone_words(end)}"


def span_words(first: date, last: date) -> str:
    """Return "1 and 3 May 1982", naming month and year once where they are the same."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} and {day_words(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} and {day_words(last)}"
    return f"{day_words(first)} and {day_words(last)}"


def coarse(when: When) -> bool:
    """Whether the time is a longer span, so that no day can be named."""
    return when.precision in COARSE


def range_words(low: int | None, high: int | None) -> str:
    """Return a range with its open ends said: "12", "5–9", "at least 12", "up to 9", "number not known"."""
    if low is None and high is None:
        return "number not known"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"


def toll_words(row: TollRow) -> str:
    """Return what a toll counts: "reported killed", "aircraft reported lost"; the side that suffered is not in it."""
    if row.measure == "equipment":
        return f"{ITEM_WORDS[row.item]} reported lost"
    return MEASURE_WORDS[row.measure]


def stance_words(claim: Claim, voice: str) -> str:
    """Return what a voice does: "says", "denies", "says it is not so"; several say, deny."""
    negated = claim.stance == "asserted" and claim.polarity == "negated"
    words = "says it is not so" if negated else STANCE_WORDS[claim.stance]
    if not is_many(voice):
        return words
    verb, *rest = words.split()
    return " ".join([f"{verb[:-3]}y" if verb.endswith("ies") else verb[:-1], *rest])


def is_many(voice: str) -> bool:
    """Tell whether a voice is many: "Argentine officials", "two communiqués of the Joint Staff"; "Reuters" is one."""
    head = HEAD_END.split(voice.lower(), maxsplit=1)[0].split()
    return bool(head) and head[-1] in MANY


def type_words(kind: str, names: Mapping[str, str]) -> str:
    """Return an event type's name, or its key in words where the codebook's name was not given."""
    words = names.get(kind) or kind.replace("_", " ").replace("-", " ").strip() or "event"
    return words[:1].upper() + words[1:]


def place_words(incident: Incident) -> str:
    """Return the main place with how exact it is, or that it is not known."""
    if not incident.places:
        return "place not known"
    place = incident.places[0]
    if place.radius_km is None or place.lat is None:
        return f"{place.name} (not on any map we have)"
    if place.where_prec >= AREA_PREC:
        return f"{place.name} (an area, within {place.radius_km:,.0f} km)"
    return f"{place.name} (within {max(place.radius_km, 1):,.0f} km)"


def incident_title(incident: Incident, names: Mapping[str, str]) -> str:
    """Return the headline of an incident: what is said to have happened, and where."""
    kind = type_words(incident.type, names)
    if not incident.places:
        return kind
    preposition = "in" if incident.places[0].where_prec >= AREA_PREC else "at"
    return f"{kind} {preposition} {incident.places[0].name}"


def count_words(number: int, one: str, many: str | None = None) -> str:
    """Return "1 report", "2 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
