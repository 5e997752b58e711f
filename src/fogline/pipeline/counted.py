"""Name the claims that a number of the casebook's own series counts.

A measure is run again with each incident, and each claim, as an area of its own: what
then counts for something is what the number rests on.
"""

from collections.abc import Sequence

from fogline.measures import Measure
from fogline.model.series import SeriesValue
from fogline.store.store import Store

__all__ = ["counted_claims"]

APART = """
    with
        incident_months as (select * replace (incident as country) from main.incident_months),
        incident_counts as (select * replace (incident as country) from main.incident_counts),
        claim_months as (select * replace (claim as country) from main.claim_months),
        counted as ({measure})
    select distinct country as id
    from counted
    where level = ? and list_contains(?, period) and {party}
        and (value is null or value > 0 or high is null or high > 0)
"""
HERE = """
    level = ? and country = ? and (level = 'country' or starts_with(?, admin1 || ', ')) and list_contains(?, period)
"""
"""An area as series name it: a province with its country behind it."""

CLAIMS = f"""
    with
        counted as (select unnest(?) as id),
        ruled_out as (select claim from rulings where ruling = 'discounted'),
        held as (
            select unnest(incidents.claims) as claim
            from incidents
            semi join counted on counted.id = incidents.id
            semi join (select incident from incident_months where {HERE}) as months on months.incident = incidents.id
            union
            select claim
            from claim_months
            semi join counted on counted.id = claim_months.claim
            where {HERE}
        )
    select claim
    from held
    anti join ruled_out on ruled_out.claim = held.claim
    order by claim
"""


def counted_claims(store: Store, measure: Measure, numbers: Sequence[SeriesValue]) -> tuple[str, ...]:
    """Return the ids of the claims behind numbers of one measure, area and party, sorted."""
    if not numbers:
        return ()
    one, months = numbers[0], [number.period for number in numbers]
    apart = APART.format(
        measure=measure.sql.rstrip().rstrip(";"), party="party = ?" if measure.by_party else "? is null"
    )
    ids = [row["id"] for row in store.tables.rows(apart, (one.level, months, one.party))]
    here = (one.level, one.country, one.area, months)
    return tuple(row["claim"] for row in store.tables.rows(CLAIMS, (ids, *here, *here)))
