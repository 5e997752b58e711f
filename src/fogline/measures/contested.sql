-- name: Contested incidents
-- unit: incidents
-- meaning: incidents of the month that one voice tells of and another denies, or that rival voices tell differently.
-- counts: incidents whose status is contested. low and high are the same: it is a count of what the casebook holds.
select *, cast(status = 'contested' as integer) as value, value as low, value as high
from incident_months
