-- name: Reported deaths of civilians
-- unit: persons
-- meaning: people who are reported killed in incidents of the month and whom the one who tells it calls civilians, or
--   describes as such.
-- counts: incidents that are not discounted. Of an incident every independent origin speaks once, with its largest
--   figure; low is the lowest of them, value the lower middle one, high the highest. Running totals count for nothing.
--   low leaves out incidents of which no time is told.
--   What nobody calls civilian is not counted, so the true number may be higher whatever high says.
with told as (
    select claims.incident, claims.origin, unnest(claims.tolls) as toll
    from claims
    where claims.stance in ('asserted', 'admitted', 'confirmed', 'accused', 'claimed_responsibility', 'assessed')
        and claims.polarity = 'affirmed'
        and claims.incident is not null
        and claims.id not in (select claim from rulings where ruling = 'discounted')
),
by_origin as (
    select
        incident,
        origin,
        max(coalesce(toll.low, toll.high)) as value,
        max(toll.low) as low,
        case when bool_or(toll.high is null) then null else max(toll.high) end as high
    from told
    where toll.measure = 'killed' and toll."group" = 'civilian' and not toll.cumulative
    group by all
),
by_incident as (
    select
        incident,
        quantile_disc(value, 0.5) as value,
        least(min(coalesce(low, 0)), quantile_disc(value, 0.5)) as low,
        case when bool_or(high is null) then null else max(high) end as high
    from by_origin
    group by incident
)
select
    incidents.*,
    case when civilians.incident is null then 0 else civilians.value end as value,
    case when incidents.is_dated then coalesce(civilians.low, 0) else 0 end as low,
    case when civilians.incident is null then 0 else civilians.high end as high
from incident_months as incidents
left join by_incident as civilians on civilians.incident = incidents.incident
where incidents.status <> 'discounted'
