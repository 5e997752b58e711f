-- name: Protests and riots
-- unit: incidents
-- meaning: incidents of protest, peaceful or put down, and of riots (ACLED: Protests, Riots).
-- counts: incidents that are not discounted; low those of a known month that two or more independent origins tell of or
--   that a side concedes, high discounted ones too (the view incident_counts).
select *
from incident_counts
where acled_event in ('Protests', 'Riots')
