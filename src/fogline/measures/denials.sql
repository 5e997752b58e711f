-- name: Denials by party
-- unit: denials
-- by: party
-- meaning: how often a voice, published in the month, denied that something happened or that it did it.
-- counts: denials, of each voice once an incident and independent origin; a denial that is in no incident counts by
--   itself. Months in which an area was reported on and a voice that denies elsewhere did not count as 0.
--   low and high are value: a count of what was said.
select distinct
    level,
    country,
    admin1,
    period,
    coalesce(sayer, outlet) as party,
    origin,
    coalesce(incident, claim) as matter,
    1 as value,
    1 as low,
    1 as high
from claim_months
where stance in ('denied', 'denied_responsibility') and coalesce(sayer, outlet) is not null
