"""Make up claims by the million, with the proportions of a real run, and measure how long merging takes.

The proportions are those of 3,029 newspaper reports of shootings: 3.5 claims of
violence a report and one incident in 1.8 reports; of what a report is chiefly
about three in five name a town and as many a day; four in five tell losses.
"""

import random
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fogline.merging.incidents import merge_claims
from fogline.merging.settings import Setting
from fogline.merging.wording import Wording
from fogline.model.claim import Claim, ClaimedEvent
from fogline.model.ids import content_id
from fogline.model.reading import Party, PlaceMention, TimeMention, Toll, Voice
from fogline.model.records import Record

__all__ = ["Merged", "made_up_claims", "measure_merging"]

CLAIMS_A_REPORT = (1, 2, 3, 4, 5, 6)
REPORTS_AN_INCIDENT = (1, 1, 1, 1, 1, 2, 2, 2, 3, 4)
TYPES = (
    "killing",
    "wounding",
    "assault",
    "armed_clash",
    "shelling_artillery_missile_attack",
    "air_drone_strike",
)
SIDES = tuple(f"fl:made-{at}" for at in range(40))
TOWNS = 20_000
DAYS = 3_650
FIRST = date(2010, 1, 1)
WORDS_A_REPORT, WORDS_IN_COMMON, VOCABULARY = 40, 12, 400_000
NAMED, DATED, COUNTED, SIDED = 0.6, 0.58, 0.8, 0.4


@dataclass(frozen=True, slots=True)
class Merged(Record):
    """What merging made-up claims took: seconds of CPU and by the clock, and the peak of the whole process in MB."""

    claims: int
    reports: int
    incidents: int
    cpu_s: float
    wall_s: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that happened in the made-up world."""

    day: date
    town: PlaceMention
    type: str
    sides: tuple[str, str]
    dead: int
    words: tuple[str, ...]


def measure_merging(count: int, *, seed: int = 1982) -> Merged:
    """Make up `count` claims and merge them as one block."""
    claims: list[Claim] = []
    main: set[str] = set()
    settings: dict[str, Setting] = {}
    for report, told, setting in made_up_reports(seed):
        claims += told
        main.add(told[0].id)
        settings[report] = setting
        if len(claims) >= count:
            break
    started, began = time.process_time(), time.monotonic()
    incidents = merge_claims(claims, main=frozenset(main), settings=settings)
    return Merged(
        claims=len(claims),
        reports=len(settings),
        incidents=len(incidents),
        cpu_s=round(time.process_time() - started, 1),
        wall_s=round(time.monotonic() - began, 1),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    )


def made_up_claims(count: int, *, seed: int = 1982) -> list[Claim]:
    """Return at least `count` claims, whole reports of them."""
    claims: list[Claim] = []
    for _, told, _ in made_up_reports(seed):
        claims += told
        if len(claims) >= count:
            break
    return claims


def made_up_reports(seed: int) -> Iterator[tuple[str, list[Claim], Setting]]:
    """Yield reports without end: the id, its claims, the first of them about what it is chiefly about, its setting."""
    chance = random.Random(seed)
    number = 0
    while True:
        deed = made_up_deed(chance)
        for _ in range(chance.choice(REPORTS_AN_INCIDENT)):
            number += 1
            yield made_up_report(chance, deed, number)


def made_up_deed(chance: random.Random) -> Deed:
    """Return a deed; a few towns see many, most see few."""
    at = int(TOWNS * chance.random() ** 3)
    lat, lon = -50 + 110 * ((at * 7919) % TOWNS) / TOWNS, -170 + 340 * ((at * 104_729) % TOWNS) / TOWNS
    country = f"X{at % 26:02}"
    town = PlaceMention(
        (0, 1), f"made:{at}", f"Town {at}", country, f"P{at % 500}", None, lat, lon, 3.0, "town", 1
    )
    one, other = chance.sample(SIDES, 2)
    words = tuple(f"w{int(VOCABULARY * chance.random() ** 2)}" for _ in range(WORDS_IN_COMMON))
    return Deed(
        FIRST + timedelta(days=chance.randrange(DAYS)), town, chance.choice(TYPES), (one, other),
        1 + int(6 * chance.random() ** 4), words,
    )  # fmt: skip


def made_up_report(chance: random.Random, deed: Deed, number: int) -> tuple[str, list[Claim], Setting]:
    """Return one report of a deed."""
    report = content_id("r", "made up", number)
    published = deed.day + timedelta(days=int(1 + 20 * chance.random() ** 6))
    words = {*deed.words, *(f"w{int(VOCABULARY * chance.random() ** 2)}" for _ in range(WORDS_A_REPORT))}
    names = tuple(sorted(word for word in words if word.endswith("7")))
    setting = Setting((deed.town,), Wording(tuple(sorted(words)), names, (17 + deed.dead,)))
    told = [
        made_up_claim(chance, deed, report, published, at) for at in range(chance.choice(CLAIMS_A_REPORT))
    ]
    return report, told, setting


def made_up_claim(chance: random.Random, deed: Deed, report: str, published: date, at: int) -> Claim:
    """Return one claim of a report."""
    span = (100 * at, 100 * at + 60)
    day = deed.day.isoformat()
    after = (deed.day + timedelta(days=1)).isoformat()
    told = chance.random()
    toll = Toll(span, "killed", None, deed.dead, deed.dead, "exact", "unknown", None, False, None)
    sides = [Party(None, side, side, side) if chance.random() < SIDED else None for side in deed.sides]
    event = ClaimedEvent(
        trigger=span, type=deed.type if at == 0 else chance.choice(TYPES[:3]), acled=None, plover="ASSAULT",
        factuality=3.0, tense="past", initiator=sides[0], target=sides[1],
        places=(deed.town,) if chance.random() < NAMED else (),
        time=TimeMention(span, "DATE", day, day, after, "day", True) if told < DATED else None,
        tolls=(toll,) if chance.random() < COUNTED else (),
    )  # fmt: skip
    outlet = f"Outlet {int(300 * chance.random() ** 2)}"
    return Claim(
        id=content_id("c", report, at), report=report, key=None, outlet=outlet, published=published.isoformat(),
        span=span, quote=f"{' '.join(deed.words[:6])} sentence {at} of the report", chain=(Voice(outlet, "outlet"),),
        stance="asserted", polarity="affirmed", certainty="stated", confidence=0.9, grade=None, event=event,
        answers=(), reverses=(), evidence=(), condition=None, origin=f"o{report[1:]}", incident=None,
        made_by="made up", reviewed=None,
    )  # fmt: skip
