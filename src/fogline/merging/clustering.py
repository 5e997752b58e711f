"""Cluster tellings: what is most alike is joined first, as long as the two groups fit on the whole.

Groups are joined by the mean of what speaks for all their pairs (average linkage),
so that one good pair never chains two incidents together. Exact tellings are
clustered first; a vague one is then put where it fits best, and ties nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from fogline.merging.evidence import Floats, Pairs

__all__ = ["FREE_BOUNDS", "Bounds", "Score", "cluster", "components"]

Whole: TypeAlias = NDArray[np.int64]
Score: TypeAlias = Callable[[Pairs], Floats]

LARGEST = 1200
"""All pairs of a component are scored; one with more tellings is cut where its links are weakest."""

STEP_BITS = 2.0
"""By so much more than a link's least are they raised to cut such a component, again and again."""

AT_ONCE = 200_000
"""Pairs that are scored together."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What people decided, over numbers of tellings: pairs in one incident, and pairs that are never in one."""

    together: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[tuple[int, int]] = frozenset()


FREE_BOUNDS = Bounds()


def cluster(
    pairs: Pairs,
    bits: Floats,
    *,
    is_vague: NDArray[np.bool_],
    least: float,
    score: Score,
    bounds: Bounds = FREE_BOUNDS,
) -> Whole:
    """Return each telling's group, named by the smallest number in it.

    Args:
        pairs: the tellings that were compared, by their numbers, which also decide between equals.
        bits: what speaks for each pair.
        is_vague: which tellings say too little of when and where to hold others together, shape (telling,).
        least: bits from which two groups are joined.
        score: scores pairs that were not compared.
        bounds: what people decided.
    """
    groups = tied(len(is_vague), bounds)
    exact = ~(is_vague[pairs.left] | is_vague[pairs.right])
    join_alike(groups, only(pairs, exact), bits[exact], least, score, bounds)
    mixed = is_vague[pairs.left] != is_vague[pairs.right]
    attach_vague(groups, only(pairs, mixed), is_vague, least, score, bounds)
    left_over = is_vague & (np.bincount(groups, minlength=len(groups))[groups] == 1)
    vague = left_over[pairs.left] & left_over[pairs.right]
    join_alike(groups, only(pairs, vague), bits[vague], least, score, bounds)
    return groups


def only(pairs: Pairs, chosen: NDArray[np.bool_]) -> Pairs:
    """Return some of the pairs."""
    return Pairs(pairs.left[chosen], pairs.right[chosen])


def tied(count: int, bounds: Bounds) -> Whole:
    """Return the groups that people tied together."""
    ties = np.array(sorted(bounds.together), dtype=np.int64).reshape(-1, 2)
    return components(count, Pairs(ties[:, 0], ties[:, 1]))


def components(count: int, links: Pairs) -> Whole:
    """Return the smallest number that each of `count` things is linked to, itself included."""
    names = np.arange(count, dtype=np.int64)
    while True:
        low = np.minimum(names[links.left], names[links.right])
        before = names.copy()
        np.minimum.at(names, before[links.left], low)
        np.minimum.at(names, before[links.right], low)
        while not np.array_equal(names, names[names]):
            names = names[names]
        if np.array_equal(names, before):
            return names


def join_alike(groups: Whole, links: Pairs, bits: Floats, least: float, score: Score, bounds: Bounds) -> None:
    """Join groups in place, component by component of the links that are good enough."""
    apart = sorted(bounds.apart)
    for batch in batches(small_components(groups, links, bits, least)):
        together = [every_pair(len(members)) for members in batch]
        scored = score(
            Pairs(
                np.concatenate([members[one] for members, (one, _) in zip(batch, together, strict=True)]),
                np.concatenate([members[other] for members, (_, other) in zip(batch, together, strict=True)]),
            )
        )
        at = 0
        for members, (one, other) in zip(batch, together, strict=True):
            sums = np.zeros((len(members), len(members)))
            sums[one, other] = sums[other, one] = scored[at : at + len(one)]
            at += len(one)
            if apart:
                forbid(sums, members, apart)
            groups[members] = members[agglomerate(sums, start_of(groups[members]), least)]


def small_components(groups: Whole, links: Pairs, bits: Floats, least: float) -> Iterator[Whole]:
    """Yield the members of each component of two or more, none too large."""
    good = bits >= least
    if not good.any():
        return
    left, right, bits = links.left[good], links.right[good], bits[good]
    everyone = np.arange(len(groups), dtype=np.int64)
    names = components(len(groups), Pairs(np.concatenate([left, everyone]), np.concatenate([right, groups])))
    sizes = np.bincount(names, minlength=len(names))
    large = sizes[names] > LARGEST
    order = np.lexsort((everyone, names))
    order = order[(sizes[names[order]] > 1) & ~large[order]]
    if len(order):
        yield from np.split(order, np.flatnonzero(np.diff(names[order])) + 1)
    inside = large[left]
    if inside.any() and least < bits[inside].max():
        yield from small_components(
            groups, Pairs(left[inside], right[inside]), bits[inside], least + STEP_BITS
        )


def batches(components: Iterator[Whole]) -> Iterator[list[Whole]]:
    """Yield components a few at a time, by how many pairs they have."""
    batch: list[Whole] = []
    held = 0
    for members in components:
        batch.append(members)
        held += len(members) ** 2 // 2
        if held >= AT_ONCE:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def every_pair(count: int) -> tuple[Whole, Whole]:
    """Return the rows and columns above the diagonal."""
    one, other = np.triu_indices(count, 1)
    return one.astype(np.int64), other.astype(np.int64)


def forbid(sums: Floats, members: Whole, apart: Sequence[tuple[int, int]]) -> None:
    """Keep pairs apart that people set apart."""
    place = {int(member): at for at, member in enumerate(members)}
    for one, other in apart:
        if one in place and other in place:
            sums[place[one], place[other]] = sums[place[other], place[one]] = -np.inf


def start_of(groups: Whole) -> Whole:
    """Return for each member the first that is in its group already."""
    _, first, back = np.unique(groups, return_index=True, return_inverse=True)
    return np.asarray(first[back], dtype=np.int64)


def agglomerate(sums: Floats, start: Whole, least: float) -> Whole:
    """Return for each member the first of its group: the two groups that fit best are joined, and so on.

    Args:
        sums: what speaks for each pair of members; it is used up.
        start: the first of the group that a member is in from the beginning.
        least: the mean over all pairs of two groups from which they are joined.
    """
    names = start.copy()
    if len(names) == 2:  # most components: nothing follows from joining them
        names[1] = 0 if sums[0, 1] >= least else names[1]
        return names
    sizes = np.bincount(names, minlength=len(names)).astype(np.float64)
    for at in np.flatnonzero(names != np.arange(len(names))):
        fold(sums, int(names[at]), int(at))
    alive = sizes > 0
    means = np.full(sums.shape, -np.inf)
    kept = np.ix_(alive, alive)
    means[kept] = sums[kept] / np.outer(sizes[alive], sizes[alive])
    np.fill_diagonal(means, -np.inf)
    best = means.argmax(axis=1)
    top = means[np.arange(len(names)), best]
    while True:
        one = int(top.argmax())
        if top[one] < least or not np.isfinite(top[one]):
            return names
        one, other = sorted((one, int(best[one])))
        fold(sums, one, other)
        sizes[one] += sizes[other]
        sizes[other] = 0
        names[names == other] = one
        alive = sizes > 0
        row = np.full(len(names), -np.inf)
        row[alive] = sums[one, alive] / (sizes[one] * sizes[alive])
        row[one] = -np.inf
        stale = alive & ((best == one) | (best == other))
        means[other, :] = means[:, other] = -np.inf
        means[one, :] = means[:, one] = row
        better = row > top
        best[better], top[better] = one, row[better]
        stale[one] = True
        best[stale] = means[stale].argmax(axis=1)
        top[stale] = means[stale, best[stale]]
        top[other] = -np.inf


def fold(sums: Floats, one: int, other: int) -> None:
    """Add the row and column of one member to those of another."""
    sums[one] += sums[other]
    sums[:, one] += sums[:, other]
    sums[other] = sums[:, other] = -np.inf


def attach_vague(
    groups: Whole, links: Pairs, is_vague: NDArray[np.bool_], least: float, score: Score, bounds: Bounds
) -> None:
    """Put each vague telling into the group of exact ones that it fits best on the whole, in place."""
    exact = np.where(is_vague[links.left], links.right, links.left)
    vague = np.where(is_vague[links.left], links.left, links.right)
    alone = np.bincount(groups, minlength=len(groups))[groups[vague]] == 1
    count = len(groups)
    asked = np.unique(vague[alone] * count + groups[exact[alone]])
    if not len(asked):
        return
    who, where = asked // count, asked % count
    holders = np.flatnonzero(~is_vague)
    holders = holders[np.argsort(groups[holders], kind="stable")]
    starts = np.searchsorted(groups[holders], where, side="left")
    sizes = np.searchsorted(groups[holders], where, side="right") - starts
    entry = np.repeat(np.arange(len(asked)), sizes)
    within = np.arange(len(entry)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    members = holders[np.repeat(starts, sizes) + within]
    one, other = np.minimum(who[entry], members), np.maximum(who[entry], members)
    bits = score(Pairs(one, other))
    if bounds.apart:
        set_apart = np.array(
            [pair in bounds.apart for pair in zip(one.tolist(), other.tolist(), strict=True)]
        )
        bits[set_apart] = -np.inf
    means = np.bincount(entry, bits, minlength=len(asked)) / np.maximum(sizes, 1)
    order = np.lexsort((where, -means, who))
    first = np.unique(who[order], return_index=True)[1]
    rivals_of: dict[int, list[int]] = {}
    for left, right in bounds.apart:
        rivals_of.setdefault(left, []).append(right)
        rivals_of.setdefault(right, []).append(left)
    for at in order[first]:
        # A vague one that went there before may be what this one was set apart from.
        rivals = rivals_of.get(int(who[at]), [])
        if means[at] >= least and not (groups[rivals] == where[at]).any():
            groups[who[at]] = where[at]
