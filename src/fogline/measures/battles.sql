-- name: Battles
-- unit: incidents
-- meaning: incidents in which armed sides fight, or a place changes hands by fighting (ACLED: Battles).
-- counts: incidents that are not discounted; low those of a known month that two or more independent origins tell of or
--   that a side concedes, high discounted ones too (the view incident_counts).
select *
from incident_counts
where acled_event = 'Battles'
