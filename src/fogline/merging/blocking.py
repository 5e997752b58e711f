"""Choose the pairs of tellings that are worth a comparison: near in place and time, or with a rare name in common.

A key is something that two tellings of one thing mostly share. Place and time
are cut into overlapping cells, so that no border parts what is near. In a crowd that
shares a key each telling is compared with its next neighbours in time alone.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from fogline.merging.evidence import LEVELS, MISSING, Pairs, Ragged, Tellings

__all__ = ["candidate_pairs"]

Whole = NDArray[np.int64]

CELL_DEG = 1.0
"""Cells of one degree, laid twice with an offset of half: what is within 50 km shares one."""

WINDOW_DAYS = 28
"""Windows laid twice with an offset of half: what is within two weeks shares one."""

SIDE_WINDOW_DAYS = 14
PROVINCE_WINDOW_DAYS = 4
NAME_WINDOW_DAYS = 800
"""A trial a year later tells the names of the deed."""

CROWD = 150
"""Tellings that share a key and are compared each with each."""

NEIGHBOURS = 20
"""In a crowd each telling is compared with so many that follow it."""

MOST_NAMED = 60
"""A name in more tellings is no rare name here."""


def candidate_pairs(tellings: Tellings) -> Pairs:
    """Return the pairs that share a key, each once, sorted."""
    count = len(tellings)
    found = [pairs for keys in all_keys(tellings) for pairs in pairs_of_keys(*keys, tellings)]
    if not found:
        empty = np.zeros(0, dtype=np.int64)
        return Pairs(empty, empty)
    flat = np.unique(np.concatenate(found))
    return Pairs(flat // count, flat % count)


def all_keys(tellings: Tellings) -> Iterator[tuple[Whole, Whole]]:
    """Yield keys with the tellings that have them: arrays of the same length, a key per entry."""
    numbers = np.arange(len(tellings), dtype=np.int64)
    when = np.where(tellings.last != MISSING, tellings.last, tellings.published)
    timed = when != MISSING
    yield tellings.origin, numbers
    yield from name_keys(tellings.names, when)
    narrow = (tellings.level >= 0) & (tellings.level <= LEVELS["admin2"]) & ~np.isnan(tellings.lat)
    for at in range(narrow.shape[1]):
        chosen = numbers[narrow[:, at] & timed]
        for window in windows(when[chosen], WINDOW_DAYS):
            for lat in windows(tellings.lat[chosen, at], CELL_DEG):
                for lon in windows(tellings.lon[chosen, at], CELL_DEG):
                    yield joined(window, lat, lon), chosen
    for side in (tellings.initiator, tellings.target):
        yield from side_keys(side, when, tellings.published)
    for at in range(narrow.shape[1]):
        known = numbers[(tellings.province[:, at] != MISSING) & timed]
        for window in windows(when[known], PROVINCE_WINDOW_DAYS):
            yield joined(window, tellings.province[known, at]), known


def side_keys(side: Whole, when: Whole, published: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Yield sides with the tellings of them: near in what they tell of, or one told about when the other was."""
    numbers = np.tile(np.arange(len(side), dtype=np.int64), 2)
    days, sides = np.concatenate([when, published]), np.tile(side, 2)
    known = (days != MISSING) & (sides != MISSING)
    for window in windows(days[known], SIDE_WINDOW_DAYS):
        yield joined(window, sides[known]), numbers[known]


def name_keys(names: Ragged, when: Whole) -> Iterator[tuple[Whole, Whole]]:
    """Yield rare names with the tellings that have them, within spans of time."""
    if not len(names.codes):
        return
    owners = np.repeat(np.arange(len(names.sizes), dtype=np.int64), names.sizes)
    often = np.bincount(names.codes)
    rare = often[names.codes] <= MOST_NAMED
    for window in windows(np.maximum(when[owners[rare]], 0), NAME_WINDOW_DAYS):
        yield joined(names.codes[rare], window), owners[rare]


def windows(values: NDArray[np.float64] | Whole, width: float) -> Iterator[Whole]:
    """Yield the cells of values, then those of a grid laid half a cell further."""
    yield np.floor(values / width).astype(np.int64)
    yield np.floor(values / width + 0.5).astype(np.int64)


def joined(*parts: Whole) -> Whole:
    """Return one number for each row of several columns, the same for the same rows alone."""
    joint = np.zeros(len(parts[0]), dtype=np.int64)
    if not len(joint):
        return joint
    for part in parts:
        least = part.min()
        joint = joint * (part.max() - least + 1) + (part - least)
    return joint


def pairs_of_keys(keys: Whole, owners: Whole, tellings: Tellings) -> Iterator[Whole]:
    """Yield pairs that share a key, as left * count + right."""
    order = np.lexsort((owners, tellings.last[owners], keys))
    keys, owners = keys[order], owners[order]
    _, starts, sizes = np.unique(keys, return_index=True, return_counts=True)
    count = len(tellings)
    crowded = np.repeat(sizes > CROWD, sizes)
    rank = np.arange(len(keys)) - np.repeat(starts, sizes)
    left_over = np.repeat(sizes, sizes) - rank - 1
    steps = np.minimum(left_over, np.where(crowded, NEIGHBOURS, CROWD))
    for step in range(1, int(steps.max(initial=0)) + 1):
        at = np.flatnonzero(steps >= step)
        one, other = owners[at], owners[at + step]
        distinct = one != other
        low, high = np.minimum(one, other)[distinct], np.maximum(one, other)[distinct]
        yield low * count + high
