"""Brief: choose what a period and some areas hold, redact it, and write it in a format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from fogline.briefing import Format, Frame, Length, Outlook, compose, render, select, shipped_names
from fogline.errors import ObjectUnknown, SettingInvalid
from fogline.model.claim import Claim
from fogline.model.incident import Incident
from fogline.model.reading import PlaceMention
from fogline.pipeline.asking import checked_day
from fogline.pipeline.export import StoredHoldings
from fogline.pipeline.looking import has_words
from fogline.pipeline.outlook import outlook_of
from fogline.redaction import Level, Redacted, redact
from fogline.store.store import Store

__all__ = ["Format", "Length", "brief", "day_after"]

OF_A_PAGE, OF_ALL = 3, 100
"""How many open questions and forecasts a page tells of, and a briefing in full."""


def brief(
    store: Store,
    *,
    today: date,
    title: str,
    since: str | date | None,
    until: str | date | None,
    areas: Sequence[str],
    format: Format,
    length: Length,
    scale: str,
    level: Level,
) -> bytes:
    """Return a briefing; arguments as of `Casebook.brief`, `today` is the day on which the record is looked at."""
    first, last = checked_day("since", since, ""), checked_day("until", until, "")
    if first and last and last < first:
        raise SettingInvalid(f"until: found {last}, expected a day not before {first}")
    held = StoredHoldings(store)
    wanted = None if not areas else in_areas(held, areas)
    redacted = redact(held, level)
    claims = [one for one in redacted.claims() if wanted is None or one.id in wanted]
    told = {claim.incident for claim in claims}
    read = {claim.report for claim in claims}
    selection = select(
        (one for one in redacted.incidents() if wanted is None or one.id in told),
        claims,
        (one for one in redacted.reports() if wanted is None or one.id in read),
        since=first or None,
        until=day_after(last) if last else None,
    )
    most = OF_A_PAGE if length == "page" else OF_ALL
    outlook = outlook_of(store, on=today.isoformat(), scale=scale, areas=areas, most=most)
    frame = Frame(
        redacted.words(title), tuple(map(redacted.words, areas)), redacted.left_out, shipped_names()
    )
    document = compose(selection, frame, length=length, outlook=redacted_outlook(outlook, redacted))
    return render(document, format)


def day_after(day: str) -> str:
    """Return the day after one, the last there is for itself."""
    return (min(date.fromisoformat(day), date.max - timedelta(days=1)) + timedelta(days=1)).isoformat()


def in_areas(held: StoredHoldings, areas: Sequence[str]) -> frozenset[str]:
    """Return the claims of incidents in one of some areas, and loose claims there.

    Raises:
        ObjectUnknown: no claim is about a place in one of them.
    """
    found = {area: frozenset(claims_in(held, area)) for area in areas}
    for area, claims in found.items():
        if not claims:
            raise ObjectUnknown(
                f"area: found no place called {area!r}, expected a place, province or country of the claims",
                hint="fogline places lists them",
            )
    return frozenset().union(*found.values())


def claims_in(held: StoredHoldings, area: str) -> Iterator[str]:
    """Yield the claims of incidents that have a place in an area, whole incidents at a time, and loose ones."""
    for incident, claims in held.told():
        if lies_in(incident, area) or any(is_about(claim, area) for claim in claims):
            yield from (claim.id for claim in claims)
    yield from (claim.id for claim in held.claims() if claim.incident is None and is_about(claim, area))


def lies_in(incident: Incident, area: str) -> bool:
    """Whether one of an incident's places is called so."""
    return any(area == place.id or has_words(place.name, area) for place in incident.places)


def is_about(claim: Claim, area: str) -> bool:
    """Whether a claim's event has a place in an area."""
    return claim.event is not None and any(is_within(place, area) for place in claim.event.places)


def is_within(place: PlaceMention, area: str) -> bool:
    """Whether a place is called so, or lies in a district, province or country (code) that is."""
    names = (place.name, place.admin2, place.admin1)
    return area in (place.id, place.country) or any(has_words(name, area) for name in names if name)


def redacted_outlook(outlook: Outlook, redacted: Redacted) -> Outlook:
    """Return what may come without hidden names; people ask about whom they fear for."""
    return replace(
        outlook,
        foreseen=tuple(
            replace(one, what=redacted.words(one.what), base=redacted.words(one.base))
            for one in outlook.foreseen
        ),
    )
