"""Draw the timeline: one mark an incident, one lane a status, and the rhythm of the reports below."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from fogline.briefing.document import Block, Drawing, Paragraph, Run, Sentence, link, plain, say
from fogline.briefing.markup import Html, safe, tag
from fogline.briefing.selection import Selection
from fogline.briefing.words import MONTHS, STATUS_WORDS, coarse, count_words, incident_title, when_words
from fogline.model.incident import Incident
from fogline.model.vocabulary import Status

__all__ = ["mark", "timeline_figure"]

WIDTH = 1000.0
LEFT, RIGHT = 118.0, 18.0
MARK = 5.5
STEP = 14.0
# A lane keeps this many marks above one another; more share the last place and its title says so.
STACK = 7
BARS = 46.0
# Reports follow what they tell of: the drawing goes on this long after the last incident.
LAG = timedelta(days=14)
# One incident in this many may lie outside of the drawing, on either side.
TAIL = 12
LANES: tuple[Status, ...] = ("contested", "conceded", "corroborated", "single", "discounted")


def timeline_figure(selection: Selection, names: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the drawing and what it leaves out; no drawing where no incident has a day."""
    dated = [(day, incident) for incident in selection.incidents if (day := first_day(incident)) is not None]
    if not dated:
        return (Paragraph((say("No incident of this period has a day that could be drawn."),), "quiet"),)
    first, last = window([day for day, _ in dated])
    beside = [incident for day, incident in dated if not first <= day <= last]
    dated = [(day, incident) for day, incident in dated if first <= day <= last]
    reported = [day for report in selection.reports.values() if (day := day_of(report.published)) is not None]
    near = [day for day in reported if first <= day <= last + LAG]
    last = max([last, *near])
    scale = Scale(first, last)
    lanes = [status for status in LANES if any(incident.status == status for _, incident in dated)]
    parts: list[Html] = []
    top = 8.0
    for status in lanes:
        lane = [(day, incident) for day, incident in dated if incident.status == status]
        height = (min(tallest(lane, scale), STACK) - 1) * STEP + 30
        parts.append(draw_lane(lane, status, top, height, scale, names))
        top += height
    parts.append(draw_axis(scale, top))
    parts.append(draw_reports(near, scale, top + 26))
    height = top + 26 + BARS + 8
    label = f"Timeline: {count_words(len(dated), 'incident')} from {first.isoformat()} to {last.isoformat()}"
    drawing = tag(
        "svg",
        tag("title", safe(label)),
        *parts,
        viewBox=f"0 0 {WIDTH:.0f} {height:.0f}",
        role="img",
        class_="timeline",
    )
    return Drawing("timeline", drawing, WIDTH, height, label), *not_drawn(selection, beside, names)


def window(days: Sequence[date]) -> tuple[date, date]:
    """Return the days to draw: all, or the middle of them where a few far-off days would shrink the rest."""
    ordered = sorted(days)
    first, last = ordered[0], ordered[-1]
    skip = len(ordered) // TAIL
    low, high = ordered[skip], ordered[-1 - skip]
    margin = max((high - low) // 2, timedelta(days=1))
    if skip == 0 or last - first <= 2 * (high - low + margin):
        return first, last
    inside = [day for day in ordered if low - margin <= day <= high + margin]
    return inside[0], inside[-1]


def not_drawn(
    selection: Selection, beside: Sequence[Incident], names: Mapping[str, str]
) -> tuple[Block, ...]:
    """Return what the timeline leaves out: far-off days with a link each, and the number of incidents without a day."""
    undated = [incident for incident in selection.incidents if first_day(incident) is None]
    sentences = []
    if beside:
        links = (link(f"{when_words(one.when)}: {incident_title(one, names)}", one.id) for one in beside)
        words: list[Run] = [run for one in links for run in (plain("; "), one)][1:]
        claims = tuple(claim for one in beside for claim in one.claims)
        sentences.append(Sentence((plain("Outside of the drawing: "), *words, plain(".")), claims))
    if undated:
        count = count_words(len(undated), "incident has", "incidents have")
        sentences.append(
            say(f"{count} no day that is known.", tuple(claim for one in undated for claim in one.claims))
        )
    return (Paragraph(tuple(sentences), "quiet"),) if sentences else ()


class Scale:
    """Turns days into horizontal places."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = max((last - first).days, 1)

    def at(self, day: date) -> float:
        """Return the horizontal place of a day."""
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / self.days


def draw_lane(
    lane: Sequence[tuple[date, Incident]],
    status: Status,
    top: float,
    height: float,
    scale: Scale,
    names: Mapping[str, str],
) -> Html:
    """Return one status with its marks, stacked upwards from the lane's line."""
    line = top + height - 10
    label, _ = STATUS_WORDS[status]
    parts = [
        tag("text", safe(label), x=LEFT - 14, y=line + 4, text_anchor="end", class_=f"lane {status}"),
        tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=line, y2=line, class_="rule"),
    ]
    heights: dict[int, int] = {}
    for day, incident in lane:
        x = scale.at(day)
        column = round(x / (2 * MARK + 1))
        level = heights[column] = heights.get(column, -1) + 1
        y = line - min(level, STACK - 1) * STEP
        if coarse(incident.when) and (end := last_day(incident)) is not None:
            parts.append(
                tag("line", x1=x, x2=min(scale.at(end), WIDTH - RIGHT), y1=y, y2=y, class_=f"span {status}")
            )
        title = f"{when_words(incident.when)}: {incident_title(incident, names)}, {label.lower()}"
        parts.append(
            tag(
                "a",
                tag("title", safe(title)),
                mark(status, x, y, MARK),
                href=f"#{incident.id}",
                class_="mark",
            )
        )
    return tag("g", *parts)


def mark(status: Status, x: float, y: float, size: float) -> Html:
    """Return the sign of a status: its form says the same as its colour."""
    if status == "contested":
        reach = size * 1.2
        corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
        points = " ".join(f"{left:.1f},{top:.1f}" for left, top in corners)
        return tag("polygon", points=points, class_=f"sign {status}")
    if status == "conceded":
        return tag(
            "rect", x=x - size, y=y - size, width=2 * size, height=2 * size, rx=1.0, class_=f"sign {status}"
        )
    return tag("circle", cx=x, cy=y, r=size, class_=f"sign {status}")


def draw_axis(scale: Scale, top: float) -> Html:
    """Return ticks: days for a month, weeks for a season, months for more, years past four of them."""
    parts: list[Html] = []
    for day in ticks(scale):
        x = scale.at(day)
        parts.append(tag("line", x1=x, x2=x, y1=8.0, y2=top + 4, class_="grid"))
        parts.append(tag("text", safe(tick_words(day, scale.days)), x=x, y=top + 18, text_anchor="middle"))
    return tag("g", *parts, class_="axis")


def ticks(scale: Scale) -> list[date]:
    """Return at most a dozen days to name."""
    if scale.days > 4 * 366:
        step = max(1, scale.days // 366 // 10)
        return [
            date(year, 1, 1)
            for year in range(scale.first.year + 1, scale.last.year + 1)
            if (year - scale.first.year) % step == 0
        ]
    if scale.days > 130:
        months = (scale.days // 30) // 12 + 1
        firsts = [
            date(year, month, 1)
            for year in range(scale.first.year, scale.last.year + 1)
            for month in range(1, 13, months)
        ]
        return [day for day in firsts if scale.first <= day <= scale.last]
    step = next((step for step in (1, 2, 7, 14) if scale.days / step <= 12), 21)
    return [scale.first + timedelta(days=offset) for offset in range(0, scale.days + 1, step)]


def tick_words(day: date, days: int) -> str:
    """Return a tick's words, as long as its scale needs."""
    month = MONTHS[day.month - 1][:3]
    if days > 4 * 366:
        return str(day.year)
    return f"{month} {day.year}" if days > 130 else f"{day.day} {month}"


def draw_reports(days: Sequence[date], scale: Scale, top: float) -> Html:
    """Return the number of reports a day as bars under the axis."""
    if not days:
        return safe("")
    counts = {day: days.count(day) for day in sorted(set(days))}
    most = max(counts.values())
    width = max(1.5, min(10.0, (WIDTH - LEFT - RIGHT) / scale.days - 2))
    bars = [
        tag(
            "rect",
            tag("title", safe(f"{day.isoformat()}: {count_words(count, 'report')}")),
            x=scale.at(day) - width / 2,
            y=top + BARS - BARS * count / most,
            width=width,
            height=BARS * count / most,
            class_="bar",
        )
        for day, count in counts.items()
    ]
    label = tag("text", safe("Reports a day"), x=LEFT - 14, y=top + BARS, text_anchor="end", class_="lane")
    peak = tag(
        "text",
        safe(f"at most {most}"),
        x=LEFT - 14,
        y=top + BARS - 20,
        text_anchor="end",
        class_="lane small",
    )
    return tag("g", label, peak, *bars)


def tallest(lane: Sequence[tuple[date, Incident]], scale: Scale) -> int:
    """Return how many marks of a lane share one place."""
    columns = [round(scale.at(day) / (2 * MARK + 1)) for day, _ in lane]
    return max(columns.count(column) for column in set(columns))


def first_day(incident: Incident) -> date | None:
    """Return the day on which an incident's interval begins; None where no date is given for it."""
    return None if incident.when.precision is None else day_of(incident.when.earliest)


def last_day(incident: Incident) -> date | None:
    """Return the day after which an incident's interval ends."""
    return day_of(incident.when.latest)


def day_of(moment: str | None) -> date | None:
    """Return the day of an ISO date or datetime; None where there is none."""
    if moment is None:
        return None
    try:
        return date.fromisoformat(moment[:10])
    except ValueError:
        return None
