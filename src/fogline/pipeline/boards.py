"""Show boards: what a casebook's claims and series make of indicators that a user defined, at the end of a day.

Everything that a board shows follows from what had been received and decided, or
published, by that day; what came later changes nothing of it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from fogline.errors import ObjectUnknown, PluginInvalid, SettingInvalid
from fogline.indicators.arrows import draw_arrow, raise_alert
from fogline.indicators.board import Board, Condition, MeasuredIndicator, parse_board
from fogline.indicators.board import Period as Months
from fogline.indicators.conditions import judge_condition, plainer, word_pattern
from fogline.indicators.draft import Conditional, draft_board
from fogline.indicators.measured import Judged, Number, judge, months_of, say_threshold
from fogline.measures import Measure
from fogline.model.board import BoardSeen, ConditionSeen, MeasuredSeen
from fogline.model.claim import Claim
from fogline.model.ids import sha256_hex
from fogline.model.series import OWN_SOURCE, SeriesValue
from fogline.pipeline.counted import counted_claims
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.looking import checked_moment
from fogline.pipeline.merge import claim_of_row
from fogline.pipeline.past import end_of, past_store
from fogline.pipeline.register import Register, open_register
from fogline.pipeline.run import Stages
from fogline.pipeline.series import list_series, series_values
from fogline.plugins import read_toml
from fogline.store import filters
from fogline.store.store import Store

__all__ = ["board_names", "board_problems", "draft_of", "read_board", "see_board"]

FOLDER = "boards"
SUFFIX = ".toml"
LAST_DAY = "select max(substr(published, 1, 10)) as day from reports where substr(published, 1, 10) <= ?"
SPEAKING = "select * from claims {} order by published nulls last, report, start, id"
NOT_RULED_OUT = ("id not in (select claim from rulings where ruling = 'discounted')", ())
TAKEN_BACK = "select distinct unnest(reverses) as id from claims"
CONDITIONAL = """
    select claims.*, reports.text
    from claims
    join reports on reports.id = claims.report
    where json_type(claims.object, '$.condition') = 'OBJECT'
        and claims.origin = 'o-' || substr(claims.report, 3)
    order by claims.published nulls last, claims.report, claims.start, claims.id
"""
"""Of copies of one text only the first: what is copied often depends on nothing more."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What a board looks at: the tables of a day, who was known by then, what is measured, and the day itself."""

    store: Store
    register: Register
    measures: Mapping[str, Measure]
    day: date


def board_names(folder: Path) -> tuple[str, ...]:
    """Return the names of the boards in a casebook's folder."""
    return tuple(sorted(path.stem for path in (folder / FOLDER).glob(f"*{SUFFIX}")))


def read_board(folder: Path, wanted: str | Path) -> tuple[str, str, Board]:
    """Return a board's name, the digest of its file and the board: one of the casebook, or that of any path.

    Raises:
        ObjectUnknown: there is no such board.
        PluginInvalid: it does not hold together.
    """
    path = Path(wanted)
    if path.suffix != SUFFIX:
        path = folder / FOLDER / f"{wanted}{SUFFIX}"
    if not path.is_file():
        names = ", ".join(board_names(folder)) or "none yet"
        raise ObjectUnknown(
            f"board {str(wanted)!r}: found no such file, expected one of {names}, or the path of a {SUFFIX} file",
            hint=f"fogline board BOOK --draft proposes one; save it in {folder / FOLDER}",
        )
    return path.stem, sha256_hex(path.read_bytes()), parse_board(read_toml(path), where=str(path))


def see_board(
    store: Store,
    stages: Stages,
    wanted: str | Path,
    *,
    as_of: str | date | None,
    published_until: str | date | None,
    today: date,
) -> BoardSeen:
    """Return a board as it stands at the end of a day.

    Args:
        store: the casebook.
        stages: what merges and measures.
        wanted: its name, or the path of its file.
        as_of: only what had been received and decided by then.
        published_until: only what had been published by then.
        today: the day on which nobody can know more.
    """
    name, written, board = read_board(store.folder, wanted)
    series = {one.series for one in board.measured}
    with moment_of(
        store, stages, as_of=as_of, published_until=published_until, today=today, series=series
    ) as moment:
        measured = tuple(see_measured(moment, one) for one in board.measured)
        taken_back = frozenset(row["id"] for row in moment.store.tables.rows(TAKEN_BACK))
        conditions = tuple(see_condition(moment, one, taken_back) for one in board.conditions)
        seen: dict[str, MeasuredSeen | ConditionSeen] = {
            **{one.id: one for one in measured},
            **{one.id: one for one in conditions},
        }
        (month,) = months_of(Months("last"), moment.day, ())
        return BoardSeen(
            name, board.title, board.about, written, moment.day.isoformat(),
            None if as_of is None else str(as_of), None if published_until is None else str(published_until),
            None if board.arrow is None else draw_arrow(board.arrow, seen, month=month),
            tuple(raise_alert(alert, seen) for alert in board.alerts), measured, conditions,
        )  # fmt: skip


@contextmanager
def moment_of(
    store: Store,
    stages: Stages,
    *,
    as_of: str | date | None,
    published_until: str | date | None,
    today: date,
    series: Collection[str],
) -> Iterator[Moment]:
    """Open the tables of a day while the block runs; without one, those of now, at the day of the last report."""
    clocks = {
        name: None if written is None else checked_moment(written)
        for name, written in (("as_of", as_of), ("published_until", published_until))
    }
    measures = {one.key: one for one in stages.measurer.measures}
    asked = [day_of(clock) for clock in clocks.values() if clock is not None]
    if not asked:
        last = next(store.tables.rows(LAST_DAY, (today.isoformat(),)))["day"]
        yield Moment(
            store, open_register(store), measures, today if last is None else date.fromisoformat(last)
        )
        return
    if min(asked) > today:
        raise SettingInvalid(
            f"board: found {min(asked)}, expected a day up to today, {today}",
            hint="leave it out for the day of the last report",
        )
    until = None if clocks["as_of"] is None else end_of(clocks["as_of"])
    with past_store(store, stages, series=series, **clocks) as past:
        yield Moment(past, open_register(store, until=until), measures, min(asked))


def day_of(moment: date) -> date:
    """Return the day of a moment, in UTC."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


# Measures


def see_measured(moment: Moment, indicator: MeasuredIndicator) -> MeasuredSeen:
    """Return a measured indicator, with the claims behind a number of the casebook's own series."""
    rows = numbers_of(moment, indicator)
    panel = {row.period: Number(row.value, row.low, row.high) for row in rows}
    months = months_of(
        indicator.period, moment.day, (month for month, one in panel.items() if one.value is not None)
    )
    judged: Judged = judge(indicator.threshold, panel, months)
    counted = [row for row in rows if row.period in months]
    source = rows[0].source if rows else indicator.source
    claims: tuple[str, ...] = ()
    if source == OWN_SOURCE and judged.value is not None:
        claims = claims_behind(moment, indicator.series, counted)
    return MeasuredSeen(
        id=indicator.id, name=indicator.name, series=indicator.series, source=source,
        unit=rows[0].unit if rows else None, area=rows[0].area if rows else indicator.area,
        first=months[0], last=months[-1], trigger=say_threshold(indicator.threshold), claims=claims, **asdict(judged),
    )  # fmt: skip


def numbers_of(moment: Moment, indicator: MeasuredIndicator) -> Sequence[SeriesValue]:
    """Return the numbers of an indicator's series up to the month of the day.

    Raises:
        PluginInvalid: several sources, areas or parties fit, and numbers of two are never mixed.
    """
    found = list(
        series_values(
            moment.store, name=indicator.series, source=indicator.source, area=indicator.area,
            party=indicator.party, until=moment.day.isoformat()[: len("2022-05")],
        )
    )  # fmt: skip
    kinds = sorted({(row.source, row.level, row.area, row.party or "") for row in found})
    if len(kinds) > 1:
        several = "; ".join(", ".join(filter(None, one)) for one in kinds[:4])
        raise PluginInvalid(
            f"measured {indicator.id!r}: found {several}, expected one source, area and party for the series "
            f"{indicator.series!r}",
            hint="name source, area or party in the board",
        )
    return found


def claims_behind(moment: Moment, series: str, counted: Sequence[SeriesValue]) -> tuple[str, ...]:
    """Return the ids of the claims that numbers of one of the casebook's own series count."""
    measure = moment.measures.get(series)
    return () if measure is None else counted_claims(moment.store, measure, counted)


# Conditions


def see_condition(moment: Moment, condition: Condition, taken_back: frozenset[str]) -> ConditionSeen:
    """Return a condition with the claims that speak to it."""
    return judge_condition(condition, speaking_to(moment, condition), taken_back=taken_back)


def speaking_to(moment: Moment, condition: Condition) -> Iterator[Claim]:
    """Yield the claims that a condition is about, by publication; those that people ruled out are none."""
    day = moment.day.isoformat()
    wanted: list[filters.Condition] = [
        NOT_RULED_OUT, ("coalesce(substr(published, 1, 10), ?) <= ?", (day, day)), about(condition),
    ]  # fmt: skip
    if condition.days is not None:
        first = date.fromordinal(max(1, moment.day.toordinal() - condition.days + 1))
        wanted += filters.between_days("published", first, None)
    if condition.place is not None:
        wanted.append(filters.in_place(condition.place))
    if condition.parties:
        wanted.append(any_of(naming(moment.register, name) for name in condition.parties))
    clause, values = filters.where(wanted)
    words, also = word_pattern(condition.words), word_pattern(condition.also)
    for row in moment.store.tables.rows(SPEAKING.format(clause), values):
        quote = plainer(row["quote"])
        is_about = row["type"] in condition.types or (words is not None and words.search(quote))
        if is_about and (also is None or also.search(quote)):
            yield claim_of_row(row)


def about(condition: Condition) -> filters.Condition:
    """Return that a claim is of a type, or has the first letters of a word in it: whole words are looked at later."""
    beginnings = (word.split()[0].rstrip("*") for word in condition.words)
    return any_of(
        [
            *filters.equals("type", condition.types),
            *(one for word in beginnings for one in filters.mentions("quote", word)),
        ]
    )


def naming(register: Register, name: str) -> filters.Condition:
    """Return that a claim names somebody: in its words, as its voice, or as a side of its event."""
    names, actors = register.names_of(name)
    columns = [("sayer", "sayer_actor"), ("initiator", "initiator_actor"), ("target", "target_actor")]
    in_words = ("regexp_matches(strip_accents(lower(quote)), ?)", (filters.name_pattern(names),))
    return any_of([in_words, filters.has_name(columns, names, actors)])


def any_of(conditions: Any) -> filters.Condition:
    """Return that one of some conditions holds."""
    listed: list[filters.Condition] = list(conditions)
    clause = " or ".join(f"coalesce(({one}), false)" for one, _ in listed)
    return clause, tuple(value for _, values in listed for value in values)


# Checking and drafting


def board_problems(store: Store, board: Board) -> tuple[str, ...]:
    """Return what of a board this casebook cannot answer: series it does not hold, types its codebook does not know."""
    held = sorted({one.name for one in list_series(store)})
    problems = []
    for one in board.measured:
        where = f"measured {one.id!r}"
        if one.series not in held:
            listed = ", ".join(held) or "none: run the casebook, or import one"
            problems.append(f"{where}: series: found {one.series!r}, expected one of {listed}")
        elif not series_values(store, name=one.series, source=one.source, area=one.area, party=one.party):
            problems.append(
                f"{where}: found no number of {one.series!r} for {one.area!r} from {one.source or 'any source'}"
            )
    knowledge = Knowledge(store.folder)
    for condition in board.conditions:
        for type in condition.types:
            try:
                knowledge.check_type(type)
            except SettingInvalid as error:
                problems.append(f"condition {condition.id!r}: types: {error}; {error.hint}")
    return tuple(problems)


def draft_of(store: Store) -> str:
    """Return a board as TOML that proposes, as conditions to watch, what claims say that something depends on."""
    register = open_register(store)
    rows = store.tables.rows(CONDITIONAL)
    return draft_board((conditional_of(row, register) for row in rows), title="Conditions to watch")


def conditional_of(row: Mapping[str, Any], register: Register) -> Conditional:
    """Return what a claim says that something depends on."""
    claim, text = claim_of_row(row), row["text"]
    if claim.condition is None:
        raise ValueError(f"{claim.id} has no condition")
    then = claim.condition.then
    spans = [claim.span, claim.condition.if_, *([] if then is None else [then])]
    sentence = text[min(start for start, _ in spans) : max(end for _, end in spans)]
    sides = () if claim.event is None else (claim.event.initiator, claim.event.target)
    ids = [*(id for _, id in register.found_in(sentence)), *(one.actor for one in sides if one and one.actor)]
    parties = tuple(dict.fromkeys(one.name for one in map(register.actor, ids) if one is not None))
    return Conditional(
        claim.id, claim.chain[-1].sayer, claim.outlet, claim.published, text[slice(*claim.condition.if_)],
        None if then is None else text[slice(*then)], parties,
    )  # fmt: skip
