-- name: measuring
-- definition: what measures count from: incidents and claims by area and month. A measure is one SQL document of
--   `fogline.measures` over these views; each area stands once on each level, as a country and, where known, a province.

-- Where claims play. A claim's first place is its main one.
create or replace view claim_places as
select
    id as claim,
    report,
    origin,
    published,
    incident,
    unnest(places) as place,
    generate_subscripts(places, 1) as rank
from claims;

-- An incident plays where most of its claims say that its main place lies.
create or replace view incident_units as
with told as (
    select incidents.id, places.place.country as country, places.place.admin1 as admin1, count(*) as claims
    from incidents
    join claim_places as places
        on places.incident = incidents.id
        and case when incidents.place_id is null then places.place.name = incidents.place
            else places.place.id = incidents.place_id end
    where places.place.country is not null
    group by all
)
select id, country, admin1
from told
qualify row_number() over (partition by id order by claims desc, country, admin1 nulls last) = 1;

-- Incidents with a month. One of which no time is told counts in the month in which it was first published, and is not
-- dated; what is known only to a season or a year is in no month.
create or replace view incident_months as
with killed as (
    select
        id,
        list_filter(
            from_json(json_extract(object, '$.tolls'), '[{"measure": "VARCHAR", "party": "VARCHAR"}]'),
            toll -> toll.measure = 'killed' and toll.party is null
        ) as rows_told
    from incidents
),
first_told as (
    select incident, min(substr(published, 1, 7)) as month
    from claims
    where incident is not null and published is not null
    group by incident
),
codes as (
    select type, min(acled_event) as acled_event, min(acled_sub_event) as acled_sub_event
    from claims
    where type is not null
    group by type
),
placed as (
    select id, 'country' as level, country, cast(null as varchar) as admin1 from incident_units
    union all
    select id, 'admin1', country, admin1 from incident_units where admin1 is not null
)
select
    incidents.id as incident,
    placed.level,
    placed.country,
    placed.admin1,
    case when incidents.precision is null then first_told.month else substr(incidents.earliest, 1, 7) end as period,
    incidents.precision is not null as is_dated,
    incidents.type,
    codes.acled_event,
    codes.acled_sub_event,
    incidents.status,
    incidents.origins,
    incidents.claims,
    len(killed.rows_told) > 0 as tells_deaths,
    incidents.killed_low,
    incidents.killed_best,
    incidents.killed_high
from incidents
join placed on placed.id = incidents.id
join killed on killed.id = incidents.id
left join first_told on first_told.incident = incidents.id
left join codes on codes.type = incidents.type
where incidents.precision in ('hour', 'day', 'week', 'month')
    or (incidents.precision is null and first_told.month is not null);

-- Incidents as measures count them: `value` all that are not discounted, `low` those of a known month that two or more
-- independent origins tell of or that a side concedes, `high` discounted ones too.
create or replace view incident_counts as
select
    *,
    cast(status <> 'discounted' as integer) as value,
    cast(
        is_dated and (status in ('corroborated', 'conceded') or (status = 'contested' and origins > 1)) as integer
    ) as low,
    1 as high
from incident_months;

-- Claims by the month in which they were published and where they play: their own main place, else their incident's.
create or replace view claim_months as
with own as (
    select claim, place.country as country, place.admin1 as admin1
    from claim_places
    where rank = 1 and place.country is not null
),
located as (
    select
        claims.*,
        case when own.claim is null then units.country else own.country end as in_country,
        case when own.claim is null then units.admin1 else own.admin1 end as in_admin1
    from claims
    left join own on own.claim = claims.id
    left join incident_units as units on units.id = claims.incident
),
levels as (
    select *, 'country' as level, cast(null as varchar) as unit from located
    union all by name
    select *, 'admin1' as level, in_admin1 as unit from located where in_admin1 is not null
)
select
    id as claim, level, in_country as country, unit as admin1, substr(published, 1, 7) as period, report, origin,
    incident, type, acled_event, stance, polarity, certainty, factuality, tense, sayer, sayer_actor, sayer_kind, outlet
from levels
where in_country is not null
    and published is not null
    and id not in (select claim from rulings where ruling = 'discounted');

-- What the casebook had to go by: reports on an area that were published in a month, copies once, and days with one.
create or replace view area_coverage as
with named as (
    select distinct origin, published, place.country as country, place.admin1 as admin1
    from claim_places
    where place.country is not null and published is not null
),
levels as (
    select origin, published, 'country' as level, country, cast(null as varchar) as admin1 from named
    union all
    select origin, published, 'admin1', country, admin1 from named where admin1 is not null
)
select
    level,
    country,
    admin1,
    substr(published, 1, 7) as period,
    count(distinct origin) as reports,
    count(distinct substr(published, 1, 10)) as days
from levels
group by all;
