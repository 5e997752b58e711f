-- name: Attacks on civilians
-- unit: incidents
-- meaning: incidents of violence against people who take no part in the fighting (ACLED: Violence against civilians).
-- counts: incidents that are not discounted; low those of a known month that two or more independent origins tell of or
--   that a side concedes, high discounted ones too (the view incident_counts).
select *
from incident_counts
where acled_event = 'Violence against civilians'
