"""Draw the map: every place as a circle of the size of its uncertainty, and a list of what could not be drawn."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fogline.briefing.coast import Ring, coast_rings, trim
from fogline.briefing.document import Block, Drawing, Folded, Paragraph, Points, Sentence, link, plain, say
from fogline.briefing.markup import Html, safe, tag
from fogline.briefing.words import STATUS_WORDS, count_words, incident_title, when_words
from fogline.model.incident import Incident
from fogline.model.vocabulary import Status

__all__ = ["densest_map", "map_figure"]

WIDTH = 1000.0
# The page shows neither a slit nor a tower.
HEIGHTS = (300.0, 620.0)
KM_PER_DEGREE = 111.32
# What a place shows when its incidents differ: the status that a reader must not miss.
WEIGHT: tuple[Status, ...] = ("contested", "conceded", "corroborated", "single", "discounted")
# UCDP codes from 2 on, "near" a place, are areas: they get no point, only the soft circle.
AREA_PREC = 2
SMALLEST_PX = 6.0
STEPS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 15, 30)
# Places that lie within this share of the whole's width from one of them are a cluster, which gets its own map.
DETAIL_SHARE = 0.08
# The whole, a part of it, a part of that part.
DEEPEST = 3
LETTER_PX, LINE_PX = 8.4, 17.0
# A list of so many is shown without being asked for.
OPEN = 8


@dataclass(frozen=True, slots=True)
class Spot:
    """A place and the incidents whose main place it is."""

    name: str
    lat: float
    lon: float
    radius_km: float
    where_prec: int
    incidents: tuple[Incident, ...]

    @property
    def status(self) -> Status:
        """The status that the place shows."""
        return min((incident.status for incident in self.incidents), key=WEIGHT.index)


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the earth on a piece of the page; equirectangular, true to scale at its middle."""

    south: float
    north: float
    west: float
    east: float
    width: float
    height: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Return the place of a point on the page."""
        return (
            (lon - self.west) / (self.east - self.west) * self.width,
            (self.north - lat) / (self.north - self.south) * self.height,
        )

    @property
    def px_per_km(self) -> float:
        """How long a kilometre is."""
        return self.height / ((self.north - self.south) * KM_PER_DEGREE)


def map_figure(incidents: Sequence[Incident], names: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the maps, the smallest part first, and the list of incidents that have no coordinates."""
    missing = unmapped(incidents, names)
    spots = spots_of(incidents)
    if not spots:
        none = Paragraph((say("No incident of this period has a place with coordinates."),), "quiet")
        return none, *missing
    levels = levels_of(spots)
    drawn: list[Block] = []
    box: Frame | None = None
    for level in reversed(levels):
        caption = "Enlarged: the dashed part of the map below" if level is not spots else ""
        frame = frame_of(level)
        drawn.append(draw(frame, level, names, caption, inset=box))
        box = frame
    return *drawn, Paragraph((say(note(with_coast=bool(coast_rings()))),), "quiet"), *missing


def densest_map(
    incidents: Sequence[Incident], names: Mapping[str, str]
) -> tuple[Drawing | None, list[Incident], list[Incident]]:
    """Return the map of where most incidents lie, those that lie elsewhere, and those without coordinates."""
    missing = without_point(incidents)
    spots = spots_of(incidents)
    if not spots:
        return None, [], missing
    chosen = levels_of(spots)[:2][-1]
    shown = {incident.id for spot in chosen for incident in spot.incidents}
    elsewhere = [one for spot in spots for one in spot.incidents if one.id not in shown]
    return draw(frame_of(chosen), chosen, names, ""), elsewhere, missing


def levels_of(spots: tuple[Spot, ...]) -> list[tuple[Spot, ...]]:
    """Return all places, the part of them where most lies, and the like part of that."""
    levels = [spots]
    while len(levels) < DEEPEST and (inner := cluster(levels[-1])):
        levels.append(inner)
    return levels


def without_point(incidents: Sequence[Incident]) -> list[Incident]:
    """Return the incidents of which no place can be drawn."""
    return [incident for incident in incidents if not incident.places or point(incident) is None]


def spots_of(incidents: Sequence[Incident]) -> tuple[Spot, ...]:
    """Group incidents by their main place; areas come first, so that points lie on top of them."""
    grouped: dict[tuple[float, float, float], list[Incident]] = {}
    for incident in incidents:
        if incident.places and (at := point(incident)) is not None:
            grouped.setdefault((*at, incident.places[0].radius_km or 0.0), []).append(incident)
    spots = [
        Spot(
            name=common_name(members),
            lat=lat,
            lon=lon,
            radius_km=radius,
            where_prec=members[0].places[0].where_prec,
            incidents=tuple(members),
        )
        for (lat, lon, radius), members in grouped.items()
    ]
    return tuple(sorted(spots, key=lambda spot: (-spot.radius_km, spot.lat, spot.lon, spot.name)))


def common_name(incidents: Sequence[Incident]) -> str:
    """Return the name that most of the incidents at a point give it."""
    names = Counter(incident.places[0].name for incident in incidents)
    return min(names, key=lambda name: (-names[name], name))


def point(incident: Incident) -> tuple[float, float] | None:
    """Return the coordinates of an incident's main place, None where it has none or they are not on earth."""
    lat, lon = incident.places[0].lat, incident.places[0].lon
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    return lat, lon


def frame_of(spots: Sequence[Spot]) -> Frame:
    """Return a frame that holds the places with their circles, a margin, and a bearable shape."""
    # A country's circle may reach past the frame: it would push everything else into a corner.
    reach = sorted(spot.radius_km for spot in spots)[len(spots) // 2] / KM_PER_DEGREE
    south = min(spot.lat for spot in spots) - reach
    north = max(spot.lat for spot in spots) + reach
    middle = (south + north) / 2
    squeeze = max(math.cos(math.radians(middle)), 0.1)
    west = min(spot.lon for spot in spots) - reach / squeeze
    east = max(spot.lon for spot in spots) + reach / squeeze
    tall = max((north - south) * 1.3, (east - west) * squeeze * 1.3 * HEIGHTS[0] / WIDTH, 0.3)
    wide = max((east - west) * squeeze * 1.3, tall * WIDTH / HEIGHTS[1])
    tall = max(tall, wide * HEIGHTS[0] / WIDTH)
    centre = (west + east) / 2
    return Frame(
        south=middle - tall / 2,
        north=middle + tall / 2,
        west=centre - wide / squeeze / 2,
        east=centre + wide / squeeze / 2,
        width=WIDTH,
        height=WIDTH * tall / wide,
    )


def cluster(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Return the places that lie close together when the rest lies far off; nothing where one map is enough."""
    if len(spots) < 4:
        return ()
    whole = frame_of(spots)
    reach = DETAIL_SHARE * (whole.east - whole.west)
    squeeze = math.cos(math.radians((whole.north + whole.south) / 2))
    best = max(
        (
            tuple(s for s in spots if abs(s.lon - c.lon) <= reach and abs(s.lat - c.lat) <= reach * squeeze)
            for c in spots
        ),
        key=lambda members: sum(len(spot.incidents) for spot in members),
    )
    if len(best) < 3 or len(best) == len(spots):
        return ()
    near = frame_of(best)
    return best if (near.east - near.west) < 0.5 * (whole.east - whole.west) else ()


def draw(
    frame: Frame, spots: Sequence[Spot], names: Mapping[str, str], caption: str, *, inset: Frame | None = None
) -> Drawing:
    """Return one map."""
    called = tuple(dict.fromkeys(spot.name for spot in spots))
    label = f"Map: {count_words(len(called), 'place')}"
    parts = [tag("title", safe(label)), tag("rect", width=frame.width, height=frame.height, class_="sea")]
    parts.extend(draw_coast(frame))
    parts.append(draw_graticule(frame))
    labels: list[Html] = []
    taken: list[Box] = []
    if inset is not None:
        (x1, y1), (x2, y2) = frame.at(inset.north, inset.west), frame.at(inset.south, inset.east)
        parts.append(tag("rect", x=x1, y=y1, width=x2 - x1, height=y2 - y1, class_="inset"))
        taken.append((x1, y1, x2, y2))
    for spot in spots:
        hidden = (
            inset is not None
            and inset.west <= spot.lon <= inset.east
            and inset.south <= spot.lat <= inset.north
        )
        parts.append(draw_spot(frame, spot, names))
        if not hidden and (placed := place_label(frame, spot, taken)) is not None:
            labels.append(placed)
    parts.extend(labels)
    parts.append(draw_scale(frame))
    drawing = tag(
        "svg", *parts, viewBox=f"0 0 {frame.width:.0f} {frame.height:.0f}", role="img", class_="map"
    )
    return Drawing("map", drawing, frame.width, frame.height, f"{label}: {', '.join(called)}", caption)


def draw_spot(frame: Frame, spot: Spot, names: Mapping[str, str]) -> Html:
    """Return the circle of a place: its radius is how far off the point may be."""
    x, y = frame.at(spot.lat, spot.lon)
    radius = max(spot.radius_km * frame.px_per_km, SMALLEST_PX)
    title = "; ".join(
        [
            f"{spot.name}, within {max(spot.radius_km, 1):,.0f} km",
            *(
                f"{when_words(i.when)}: {incident_title(i, names)}, {STATUS_WORDS[i.status][0]}"
                for i in spot.incidents
            ),
        ]
    )
    is_area = spot.where_prec >= AREA_PREC
    form = f"reach {spot.status}{' area' if is_area else ''}"
    parts = [tag("title", safe(title)), tag("circle", cx=x, cy=y, r=radius, class_=form)]
    if not is_area:
        parts.append(tag("circle", cx=x, cy=y, r=2.6, class_=f"point {spot.status}"))
    return tag("a", *parts, href=f"#{spot.incidents[0].id}")


Box = tuple[float, float, float, float]


def place_label(frame: Frame, spot: Spot, taken: list[Box]) -> Html | None:
    """Return a place's name where no other name stands, None where there is no room; the circle has it as title."""
    x, y = frame.at(spot.lat, spot.lon)
    count = f" \u00d7{len(spot.incidents)}" if len(spot.incidents) > 1 else ""
    width = LETTER_PX * (len(spot.name) + len(count))
    away = min(max(spot.radius_km * frame.px_per_km, SMALLEST_PX), 40.0) + 5
    spots = (
        (x + away, y + 5, "start"), (x - away, y + 5, "end"), (x, y - away - 2, "middle"), (x, y + away + 12, "middle"),
        (x + away * 0.8, y - away * 0.7, "start"), (x - away * 0.8, y - away * 0.7, "end"),
        (x + away * 0.8, y + away * 0.7 + 9, "start"), (x - away * 0.8, y + away * 0.7 + 9, "end"),
    )  # fmt: skip
    for left, base, anchor in spots:
        start = left - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        box = (start, base - LINE_PX + 4, start + width, base + 4)
        outside = box[0] < 2 or box[2] > frame.width - 2 or box[1] < 2 or box[3] > frame.height - 2
        if outside or any(overlap(box, other) for other in taken):
            continue
        taken.append(box)
        number = tag("tspan", safe(count), class_="count") if count else safe("")
        return tag("text", named_tspan(spot.name), number, x=left, y=base, text_anchor=anchor, class_="place")
    return None


def named_tspan(name: str) -> Html:
    """Return a name in SVG that keeps its own direction."""
    return tag("tspan", safe(name), style="unicode-bidi:isolate")


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes have a point in common."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def draw_coast(frame: Frame) -> list[Html]:
    """Return land where a package with coastlines is installed."""
    paths = []
    for ring in coast_rings():
        if not touches(ring, frame):
            continue
        corners = trim([frame.at(lat, lon) for lon, lat in ring.points], frame.width, frame.height)
        if corners:
            paths.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z")
    return [tag("path", d="".join(paths), class_="land")] if paths else []


def touches(ring: Ring, frame: Frame) -> bool:
    """Whether a ring's box meets the frame."""
    return (
        ring.west <= frame.east
        and ring.east >= frame.west
        and ring.south <= frame.north
        and ring.north >= frame.south
    )


def draw_graticule(frame: Frame) -> Html:
    """Return meridians and parallels with their degrees."""
    parts = []
    step = next((step for step in STEPS if (frame.east - frame.west) / step <= 8), STEPS[-1])
    for number in range(math.ceil(frame.west / step), math.floor(frame.east / step) + 1):
        x, _ = frame.at(0, number * step)
        parts.append(tag("line", x1=x, x2=x, y1=0.0, y2=frame.height))
        parts.append(tag("text", safe(degrees(number * step, "E", "W")), x=x + 4, y=frame.height - 6))
    for number in range(math.ceil(frame.south / step), math.floor(frame.north / step) + 1):
        _, y = frame.at(number * step, 0)
        parts.append(tag("line", x1=0.0, x2=frame.width, y1=y, y2=y))
        parts.append(tag("text", safe(degrees(number * step, "N", "S")), x=6.0, y=y - 4))
    return tag("g", *parts, class_="graticule")


def degrees(value: float, positive: str, negative: str) -> str:
    """Return "51.5° S"."""
    side = positive if value > 0 else negative if value < 0 else ""
    return f"{abs(value):g}\u00b0 {side}".strip()


def draw_scale(frame: Frame) -> Html:
    """Return a bar of a round number of kilometres."""
    room = frame.width / 5 / frame.px_per_km
    power = 10 ** math.floor(math.log10(room))
    length = next(n * power for n in (5, 2, 1) if n * power <= room)
    x2, y = frame.width - 20, frame.height - 18
    x1 = x2 - length * frame.px_per_km
    return tag(
        "g",
        tag("line", x1=x1, x2=x2, y1=y, y2=y),
        tag("text", safe(f"{length:g} km"), x=x2, y=y - 6, text_anchor="end"),
        class_="scale",
    )


def note(*, with_coast: bool) -> str:
    """Return how to read the map."""
    land = (
        "Coastlines: Natural Earth."
        if with_coast
        else "No coastlines: the optional package that carries them is not installed."
    )
    return f"A circle is as large as the place is uncertain; an area has no point in its middle. {land}"


def unmapped(incidents: Sequence[Incident], names: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the incidents that the map does not show: a map that drops them in silence would mislead."""
    missing = without_point(incidents)
    if not missing:
        return ()
    items = tuple(
        (
            Sentence(
                (link(incident_title(incident, names), incident.id), plain(f", {when_words(incident.when)}")),
                incident.claims,
            ),
        )
        for incident in missing
    )
    words = f"Not on the map: {count_words(len(missing), 'incident')} without coordinates"
    return (Folded(words, (Points(items),), open=len(missing) <= OPEN),)
