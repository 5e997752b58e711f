-- name: blocks
-- definition: which claims are merged together. A block is a kind of act, all codebook types with one PLOVER type,
--   so that a denial meets what it denies under another name; claims without a type go with the claim that they
--   answer or take back.
create or replace view block_members as
with typed as (
    select id, coalesce(plover, type) as block
    from merged_claims
    where type is not null
),
pointers as (
    select id, unnest(list_concat(coalesce(answers, []), coalesce(reverses, []))) as other
    from merged_claims
    where type is null
),
pointing as (
    select pointers.id, min(typed.block) as block
    from pointers
    join typed on typed.id = pointers.other
    group by pointers.id
)
select id, block from typed
union all
select id, block from pointing;
