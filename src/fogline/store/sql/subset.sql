-- name: subset
-- definition: the claims of some reports, each report with the origin that it has among them alone.
create or replace view merged_claims as
select claims.* replace (subset.origin as origin)
from claims
join subset on subset.report = claims.report;
