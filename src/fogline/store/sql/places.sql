-- name: places
-- definition: the places of the claims' events; claims counted once a place.
with seen as (
    select id as claim, unnest(places) as place
    from claims
)
select
    place.id as id,
    place.name as name,
    place.country as country,
    place.admin1 as admin1,
    min(place.lat) as lat,
    min(place.lon) as lon,
    max(place.radius_km) as radius_km,
    max(place.where_prec) as where_prec,
    count(distinct claim) as claims
from seen
group by place.id, place.name, place.country, place.admin1
order by claims desc, name, id nulls last, country nulls last, admin1 nulls last
