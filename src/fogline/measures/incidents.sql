-- name: Incidents
-- unit: incidents
-- meaning: incidents of the month, of every kind.
-- counts: incidents that are not discounted; low those of a known month that two or more independent origins tell of or
--   that a side concedes, high discounted ones too (the view incident_counts).
select *
from incident_counts
