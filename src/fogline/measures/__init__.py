"""Measure incidents and claims: one measure a SQL file, which turns them into (area, month) -> value, low, high.

The file is the plugin and its stem the name of the series. Its comment at the top
says `name`, `unit`, `meaning` and `counts`, and `by: party` where it counts each
party for itself; then comes one `select` over the views of
`fogline/store/sql/measuring.sql`, with the columns level, country, admin1, period,
value, low and high, and party: a row for each thing that counts. The rows are added
up by area and month. A casebook's own `measures/` comes before these.
"""

from fogline.measures._seam import ROLE, Measure, load_measures, parse_measure

__all__ = ["ROLE", "Measure", "load_measures", "parse_measure"]
