"""The arrow is about the past month and alerts about what may come; each moves by the rule that is written down."""

import pytest

from fogline.indicators.arrows import draw_arrow, raise_alert
from fogline.indicators.board import Alert, Arrow, Reference, Rule
from fogline.indicators.conditions import judge_condition
from tests.indicators.claims import make_claim, make_condition

WORSE, BETTER = Rule((Reference("weapons"),)), Rule((Reference("peace"),))


def seen_with(**spoken):
    """Return conditions with one claim each, of a stance; none where it is None."""
    return {
        id: judge_condition(make_condition(id=id), [] if stance is None else [make_claim(stance=stance)])
        for id, stance in spoken.items()
    }


@pytest.mark.parametrize(
    ("weapons", "peace", "direction"),
    [
        ("asserted", None, "deteriorated"),
        (None, "asserted", "improved"),
        ("asserted", "asserted", "deteriorated"),
        ("denied", None, "unchanged"),
        (None, None, "no data"),
    ],
)
def test_a_worse_month_outranks_a_better_one_and_silence_is_no_calm(weapons, peace, direction):
    arrow = draw_arrow(Arrow(WORSE, BETTER), seen_with(weapons=weapons, peace=peace), month="1822-04")

    assert (arrow.month, arrow.direction) == ("1822-04", direction)


def test_an_alert_needs_as_many_as_its_rule_says():
    rule = Rule((Reference("weapons"), Reference("shelter"), Reference("training")), 2)
    alert = Alert("threat", "conflict risk", "A threat", rule)

    one = raise_alert(alert, seen_with(weapons="asserted", shelter="denied", training=None))
    two = raise_alert(alert, seen_with(weapons="asserted", shelter="asserted", training=None))

    assert (one.raised, two.raised) == (False, True)
    assert one.trigger == "at least 2 of weapons, shelter, training"
    assert one.reason == "1 of 2 needed (weapons met, shelter against, training silent)"


@pytest.mark.parametrize(("stance", "raised"), [("threatened", True), ("asserted", False), (None, False)])
def test_an_alert_may_ask_for_what_is_foretold(stance, raised):
    alert = Alert("threat", "conflict risk", "A threat", Rule((Reference("weapons", "outlook"),)))

    assert raise_alert(alert, seen_with(weapons=stance)).raised == raised
