-- name: Reported deaths
-- unit: persons
-- meaning: people who are reported killed in incidents of the month, all sides together, as low, best and high of the
--   incidents' own toll rows.
-- counts: incidents that are not discounted. An incident of which nobody tells a death adds 0. Where deaths are told
--   without a number, the number is unknown: high is open, and the whole value where no other incident has one.
--   low leaves out incidents of which no time is told.
select
    *,
    case when tells_deaths then killed_best else 0 end as value,
    case when is_dated and tells_deaths then coalesce(killed_low, 0) else 0 end as low,
    case when tells_deaths then killed_high else 0 end as high
from incident_months
where status <> 'discounted'
