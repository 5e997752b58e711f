-- name: actors
-- definition: who speaks, acts or suffers in the claims; claims counted once a role.
with seen as (
    select sayer as name, sayer_actor as actor, 1 as said, 0 as initiated, 0 as suffered
    from claims
    union all
    select initiator, initiator_actor, 0, 1, 0
    from claims
    union all
    select target, target_actor, 0, 0, 1
    from claims
)
select
    name,
    actor,
    sum(said)::bigint as said,
    sum(initiated)::bigint as initiated,
    sum(suffered)::bigint as suffered
from seen
where name is not null
group by name, actor
order by sum(said) + sum(initiated) + sum(suffered) desc, name, actor nulls last
