"""Write made-up tables in the formats of data sets."""

from fogline.importers._ucdp import COLUMNS

ACLED_COLUMNS = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "civilian_targeting", "country", "admin1",
    "fatalities",
)  # fmt: skip


def ged(*rows, header=True, columns=COLUMNS):
    """Return a UCDP table; each row is a dict over one clear state-based event with one death."""
    usual = {
        "type_of_violence": "1", "code_status": "Clear", "country": "Ostre", "adm_1": "Velm",
        "date_start": "1822-05-03", "date_end": "1822-05-03", "deaths_a": "1", "deaths_b": "0",
        "deaths_civilians": "0", "deaths_unknown": "0", "best": "1", "low": "1", "high": "1",
    }  # fmt: skip
    numbered = [{**usual, "id": str(number), **row} for number, row in enumerate(rows, start=1)]
    return table(columns, numbered, header=header)


def acled(*rows, columns=ACLED_COLUMNS):
    """Return an ACLED table; each row is a dict over one battle without a number of deaths."""
    usual = {
        "event_date": "1822-05-03", "event_type": "Battles", "sub_event_type": "Armed clash", "country": "Ostre",
        "admin1": "Velm", "fatalities": "0",
    }  # fmt: skip
    numbered = [{**usual, "event_id_cnty": f"OST{number}", **row} for number, row in enumerate(rows)]
    return table(columns, numbered)


def table(columns, rows, *, header=True):
    """Return a CSV text."""
    lines = [",".join(str(row.get(column, "")) for column in columns) for row in rows]
    return "\n".join([*([",".join(columns)] if header else []), *lines]) + "\n"
