-- name: leads
-- definition: an address, or an event without one, with all that files of leads say of it. Nothing is counted from it.

-- Of several rows about one event that which has a code counts, and of those the one that came in last.
create or replace view lead_codings as
select * exclude (rank)
from (
    select
        *,
        row_number() over (
            partition by event
            order by code is null, received desc, item desc, position desc
        ) as rank
    from lead_parts
)
where rank = 1;

create or replace view leads as
with gathered as (
    select
        coalesce(url, event) as key, any_value(url) as url, min(outlet) as outlet, min(published) as published,
        list_sort(list(distinct source)) as sources
    from lead_parts
    group by key
),
pointed as (
    select distinct coalesce(url, event) as key, event
    from lead_parts
),
-- Sorted as lists: an order in the aggregate took ten times as long on 100,000 addresses.
told as (
    select
        pointed.key,
        max(codings.mentions) as mentions,
        list_sort(list(
            struct_pack(
                event := codings.event, code := codings.code, plover := codings.plover, mode := codings.mode,
                stance := codings.stance, day := codings.day, initiator := codings.initiator,
                target := codings.target, place := codings.place, country := codings.country,
                mentions := codings.mentions
            )
        )) as codings
    from pointed
    join lead_codings as codings on codings.event = pointed.event
    group by pointed.key
),
arrived as (
    select url, min(id) as report
    from reports
    where url is not null
    group by url
)
select gathered.*, told.mentions, told.codings, arrived.report
from gathered
join told on told.key = gathered.key
left join arrived on arrived.url = gathered.url
