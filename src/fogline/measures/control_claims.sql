-- name: Claims of control
-- unit: claims
-- meaning: claims, published in the month, that a side took, retook or lost a place.
-- counts: claims that tell it as true, of each voice and kind once an independent origin. low leaves out what is hedged
--   or unconfirmed, high is value: a count of what was said, not of what changed hands.
select
    level,
    country,
    admin1,
    period,
    1 as value,
    cast(bool_or(certainty = 'stated') as integer) as low,
    1 as high
from claim_months
where type in (
        'government_regains_territory', 'non_state_actor_overtakes_territory', 'loss_of_territory',
        'non_violent_transfer_of_territory'
    )
    and stance in ('asserted', 'admitted', 'confirmed', 'claimed_responsibility')
    and polarity = 'affirmed'
    and tense in ('past', 'ongoing')
group by level, country, admin1, period, origin, type, coalesce(sayer_actor, sayer, outlet)
