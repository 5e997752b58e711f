"""Hold the shapes of time expressions, as patterns over the letters of `time_words`, the most specific first."""

import re

__all__ = ["RANGE_JOINT", "RULES"]

YEAR = r"(?:Y|[ijkY]A|A[ijkY])"
WEEKDAY_LEAD = r"(?:W\.?,?)?"
FULL_DAY = rf"{WEEKDAY_LEAD}(?:M\.?t?[io](?:,?f?,?{YEAR})?|t?[io]f?M\.?(?:,?f?{YEAR}|\.?y|'[ij])?)"
MONTH = rf"[LNhHQ]M\.?|M\.?(?:,?f?{YEAR}|\.?y|'[ij])?"
RELATIVE = r"(?:[tHh]zU|[hHQN]U|L[UV]|t[NQFL][UV]|tUF)"
SEASON = rf"(?:tE?-?S(?:,?f?,?{YEAR})?|[LNhHQ]S|t[NFQL]S|YS|S(?:,?f?{YEAR})?)"
DECADE = r"(?:t?E(?:&E)?-?[Dd]A?|t?[Dd]A?)"
CENTURY = r"(?:t?o-?UA?)"
OTHER_YEAR = r"(?:Y=?|=Y)"
OTHER_DAY = rf"(?:t?[io]f?%(?:,?f?{OTHER_YEAR})?|%t?[io](?:,?f?{OTHER_YEAR})?)"
OTHER = rf"(?:{OTHER_DAY}|[LNhHQ]%|%(?:,?f?{OTHER_YEAR})?|t?=U?Y|(?:tU)?Y=)"
"""Dates of other calendars: a day, a month, a year with its era."""
WEEKDAY = r"(?:(?:[LNhHQ]|t[FQN])?W)"
DAY = rf"(?:{FULL_DAY}|{OTHER_DAY}|{WEEKDAY}|I|e|t?c(?:,?f?Y)?|[tHh]zU|t[FN]U|tUF|HU|hU)"
OF_THAT = rf"(?:(?:{FULL_DAY}|(?:{MONTH})|{SEASON})(?:f|,)?(?:{RELATIVE}|tU))"
WHOLE_YEAR = rf"(?:t[UV]{YEAR}|{YEAR})"
CORE = (
    rf"(?:{OF_THAT}|{FULL_DAY}|{OTHER}|(?:{MONTH})|{SEASON}|{DECADE}|{CENTURY}|{RELATIVE}|{WEEKDAY}"
    rf"|I|e|t?c(?:,?f?Y)?|{WHOLE_YEAR}|tU)"
)
CLOCK = r"(?:[Tij]p{1,3}|TV?|Yp{1,3})"
DAY_PART = r"(?:[hLH]P|R)"
HOURS_OF = rf"(?:{DAY}(?:,?P)?|{DAY_PART}|tP)"
"""What a time of day belongs to: a day, a part of it, "this morning", "in the evening"."""
NUMBER = r"(?:a?w(?:-?w){0,8}(?:&w){0,2}|v|a?v|[ijkmY]w?)"
COUNT = rf"(?:~{{0,3}}(?:{NUMBER}|a))"
JOINED = r"[-q&,]"

RULES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("distance_from", rf"{COUNT}[UV][blF](?:t?[C@]|{CORE})|tU[blF](?:t?[C@]|{CORE})"),
        ("distance", rf"{COUNT}r?[UV](?:g|b|l|FO?)|(?<![a-zA-Z~])V[lb]|tU[bl](?![a-mo-tv-zA-Z])"),
        (
            "clock",
            rf"{CLOCK}(?:,?n?{HOURS_OF})?|{DAY},?n?{CLOCK}|{FULL_DAY}-{CLOCK}|(?<=n)i(?:ntP|{DAY_PART})",
        ),
        ("joined_clock", r"[Tij](?=[-q&][Tij]p)"),
        ("ending", rf"t?UG(?:n)?(?:{FULL_DAY}|{WEEKDAY}|I|e)"),
        ("ordinal_part", rf"t?(?:L|o|N|Q)(?:{NUMBER})?[UV]f{CORE}"),
        ("edge", rf"t?E?B(?:f{CORE})"),
        (
            "part_of_day",
            rf"(?:t?E?-?P[UV]?f|En?tPf){DAY}|(?:E-?)?{DAY},?P|En?(?:tNP|tFP|P)|[hHLQ]z?P|t[NFQLz]P|cP",
        ),
        ("night_word", r"R"),
        ("sooner", rf"[bl]n?(?:{RELATIVE}|hU|{SEASON}|tU|{YEAR}|e|(?:{MONTH}))"),
        ("modified", rf"t?En?-?{CORE}"),
        (
            "window",
            rf"t?(?:[LQNF]|Lr)(?:{COUNT})?V|t?(?:[LQNF])?{NUMBER}[LQNF]V|[tr]{{0,2}}rV|[tHh]{NUMBER}rV",
        ),
        ("set", rf"X|x(?:{NUMBER}|o)?[UVPSW]|x(?:{MONTH})"),
        ("core", CORE),
        ("event", r"(?<!~)(?<!a)(?<!N)(?:tC|C)(?!-)"),
        ("joined_day", rf"t?[io](?={JOINED}+t?[io]f?M)"),
        ("joined_day", r"(?:(?<=M[io][-q])|(?<=M\.[io][-q]))[io](?![MV])"),
        ("joined_year", r"(?<=Y[-_q&])(?:[ij])(?![A-Z])"),
        ("joined_era", rf"[ijkY](?=[-q]{YEAR})(?=.[ijkY]A)"),
        ("duration", rf"(?<=~)tV|{COUNT}-[UV](?:-?J|-?O)?|{COUNT}r?[UV](?:-?J|-?O)?|U-J|(?:{NUMBER})-U-O"),
        ("reference", r"Z|(?<=n)t?[hHt]?z?K"),
        ("part_alone", r"(?<=n)P|(?<=n)tP|(?<=nt)P"),
    )
)
"""A mention is the longest match, among equals by the rule that stands first; its parts are read by the same rules."""

RANGE_JOINT = re.compile(r"[q&u]")
"""What joins the two ends of a worded range; a dash leaves them two mentions, as TIMEX3 does."""
