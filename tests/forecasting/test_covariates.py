"""What stands beside the counts moves a forecast as far as it told what came, and never by what comes later."""

import numpy as np
import pytest

import fogline
from fogline.forecasting.panel import panel_of
from tests.forecasting.panels import made_up, rows_of

MONTHS, AREAS = 96, 12


def told_beforehand(*, tells: bool = True, seed: int = 3) -> dict[str, list]:
    """Return counts of twelve areas; where it tells, rain in one month brings deaths in the next."""
    generator = np.random.default_rng(seed)
    rain = generator.integers(0, 2, (AREAS, MONTHS)).astype(float)
    due = np.roll(rain, 1, axis=1) if tells else generator.integers(0, 2, (AREAS, MONTHS))
    counts = generator.poisson(5 + 60 * due)
    columns: dict[str, list] = {name: [] for name in ("area", "period", "value", "rain", "region")}
    for area in range(AREAS):
        for month in range(MONTHS):
            row = (f"Area {area:02}", f"{2010 + month // 12}-{month % 12 + 1:02}", counts[area, month])
            for name, cell in zip(columns, (*row, rain[area, month], "north"), strict=True):
                columns[name].append(cell)
    return columns


def without(columns, *names):
    return {name: column for name, column in columns.items() if name not in names}


def test_what_tells_the_next_month_moves_it():
    columns = told_beforehand()
    draws, areas = fogline.forecast(columns, "2017-11", [1], draws=200)
    bare, _ = fogline.forecast(without(columns, "rain"), "2017-11", [1], draws=200)
    panel = panel_of(columns)
    came = panel.at([panel.last])[:, 0]

    assert areas == panel.areas
    assert (
        np.abs(np.median(draws[:, 0], axis=1) - came).mean()
        < 0.6 * np.abs(np.median(bare[:, 0], axis=1) - came).mean()
    )


def test_what_tells_nothing_changes_no_draw():
    columns = told_beforehand(tells=False)

    with_rain, _ = fogline.forecast(columns, "2017-11", [1, 6], draws=50)
    bare, _ = fogline.forecast(without(columns, "rain"), "2017-11", [1, 6], draws=50)

    assert np.array_equal(with_rain, bare)


def test_nothing_after_the_origin_is_looked_at():
    columns = told_beforehand()
    later = [period > "2016-06" for period in columns["period"]]
    changed = columns | {
        "rain": [99.0 if late else cell for cell, late in zip(columns["rain"], later, strict=True)],
        "value": [7 if late else cell for cell, late in zip(columns["value"], later, strict=True)],
    }

    first, _ = fogline.forecast(columns, "2016-06", [1, 3], draws=50)
    second, _ = fogline.forecast(changed, "2016-06", [1, 3], draws=50)

    assert np.array_equal(first, second)


def test_draws_stay_counts_in_the_order_of_their_levels():
    draws, _ = fogline.forecast(told_beforehand(), "2017-11", [1], draws=100)

    assert (draws >= 0).all()
    assert np.array_equal(draws, np.round(draws))


@pytest.mark.parametrize("name", ["low", "high", "region"])
def test_words_and_bounds_of_the_value_are_no_covariates(name):
    rows = rows_of(made_up(24))
    words = ["north"] * len(rows["value"]) if name == "region" else rows["value"]

    assert not panel_of(rows | {name: words}).beside


def test_gaps_of_a_covariate_keep_its_last_number_and_stay_open_before_the_first():
    columns = told_beforehand()
    rain = [
        None if period in ("2010-01", "2017-11") else cell
        for cell, period in zip(columns["rain"], columns["period"], strict=True)
    ]

    draws, _ = fogline.forecast(columns | {"rain": rain}, "2017-11", [1], draws=50)

    assert draws.shape == (AREAS, 1, 50)
    assert not np.isnan(draws).any()


@pytest.mark.parametrize("constant", [0.0, 3.0])
def test_what_never_changes_tells_nothing(constant):
    columns = told_beforehand()
    bare, _ = fogline.forecast(without(columns, "rain"), "2017-11", [1], draws=50)
    beside, _ = fogline.forecast(
        columns | {"rain": [constant] * len(columns["rain"])}, "2017-11", [1], draws=50
    )

    assert np.array_equal(bare, beside)
