"""Compare where it is said to have happened: distance against both radii, else the units that hold both."""

import numpy as np

from fogline.merging.evidence import (
    LEVELS,
    MISSING,
    PLACES,
    Comparison,
    Floats,
    Levels,
    Pairs,
    Tellings,
    Whole,
)

__all__ = ["PLACE"]

EARTH_KM = 6371.0
SLACK_KM = 10.0
"""Gazetteers set a town's point at its hall, its station or its middle."""

NEAR_KM = 50.0
WIDEST_KM = 30.0
"""A radius beyond it belongs to a stretch of land, not to a town."""

NONE, SAME, NEAR, PROVINCE, OTHER_TOWN, COUNTRY, OTHER_PROVINCE, ABROAD = range(8)
ORDER = np.array([9, 0, 1, 2, 4, 3, 5, 6])
"""Which of the relations between their places speaks for two tellings: the closest."""


def judge(tellings: Tellings, pairs: Pairs) -> Levels:
    """Return the closest relation between a place of one and a place of the other."""
    best = np.full(len(pairs), NONE, dtype=np.int8)
    for one in range(PLACES):
        for other in range(PLACES):
            named = (tellings.place[pairs.left, one] != MISSING) & (
                tellings.place[pairs.right, other] != MISSING
            )
            asked = np.flatnonzero(named)
            found = relation(tellings, Pairs(pairs.left[asked], pairs.right[asked]), one, other)
            best[asked] = np.where(ORDER[found] < ORDER[best[asked]], found, best[asked])
    return best


def relation(tellings: Tellings, pairs: Pairs, one: int, other: int) -> Levels:
    """Return how a place of the left telling stands to one of the right; both have so many."""
    left, right = (pairs.left, one), (pairs.right, other)
    levels = tellings.level[left], tellings.level[right]
    narrow = (levels[0] <= LEVELS["admin2"]) & (levels[1] <= LEVELS["admin2"])
    same_id = tellings.place[left] == tellings.place[right]
    country = agree(tellings.country, left, right)
    province = agree(tellings.province, left, right)
    apart_km = distance_km(tellings.lat[left], tellings.lon[left], tellings.lat[right], tellings.lon[right])
    wider = np.minimum(np.maximum(tellings.radius[left], tellings.radius[right]), WIDEST_KM)
    meets = apart_km <= SLACK_KM + wider
    by_unit = np.where(
        province == 1,
        np.where(narrow, OTHER_TOWN, PROVINCE),
        np.where(
            (country == 1) & ((np.maximum(*levels) >= LEVELS["country"]) | (province == 0)),
            COUNTRY,
            np.where(country == 1, OTHER_PROVINCE, np.where(country == -1, ABROAD, NONE)),
        ),
    )
    far = np.where(province == 1, OTHER_TOWN, np.where(country == -1, ABROAD, OTHER_PROVINCE))
    by_distance = np.where(meets, SAME, np.where(apart_km <= NEAR_KM, NEAR, far))
    unplaced = np.isnan(apart_km)
    found = np.where(narrow, np.where(same_id, SAME, np.where(unplaced, by_unit, by_distance)), by_unit)
    wide_same = same_id & ~narrow
    in_province = np.maximum(*levels) <= LEVELS["admin1"]
    found = np.where(wide_same, np.where(in_province, PROVINCE, COUNTRY), found)
    return found.astype(np.int8)


def agree(codes: Whole, left: tuple[Whole, int], right: tuple[Whole, int]) -> Whole:
    """Return 1 where two codes are the same, -1 where they differ, 0 where one is missing."""
    known = (codes[left] != MISSING) & (codes[right] != MISSING)
    return np.where(known, np.where(codes[left] == codes[right], 1, -1), 0)


def distance_km(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    """Return great-circle distances in km (haversine); nan where a point is not known."""
    a, b = np.radians(lat), np.radians(other_lat)
    h = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    return np.asarray(2 * EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, h))))


PLACE = Comparison(
    (
        "not told", "same place", "within 50 km", "one province", "other towns of one province", "one country",
        "other provinces", "other countries",
    ),
    judge,
)  # fmt: skip
