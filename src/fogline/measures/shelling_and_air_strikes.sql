-- name: Shelling, air strikes and other remote violence
-- unit: incidents
-- meaning: incidents of shelling, air and drone strikes, mines, suicide bombs and the like (ACLED:
--   Explosions/Remote violence).
-- counts: incidents that are not discounted; low those of a known month that two or more independent origins tell of or
--   that a side concedes, high discounted ones too (the view incident_counts).
select *
from incident_counts
where acled_event = 'Explosions/Remote violence'
