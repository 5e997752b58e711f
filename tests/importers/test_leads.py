"""What machines coded is a lead: an address with codes, never a claim, an incident or a number."""

import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.casebook import Casebook
from fogline.errors import FormatUnknown, ObjectUnknown, SourceRefused, SourceUnreadable
from fogline.importers import importer
from fogline.importers.gdelt_events import COLUMNS as EVENT_COLUMNS
from fogline.importers.gdelt_mentions import COLUMNS as MENTION_COLUMNS
from fogline.store.originals import Originals
from tests.fake_stages import fake_stages

ADDRESS = "https://wire.example/shells"


def events(*rows):
    usual = {
        "GLOBALEVENTID": "71", "SQLDATE": "18220503", "DATEADDED": "18220504120000", "EventCode": "190",
        "NumMentions": "4", "Actor1Name": "ARNOR", "Actor2Name": "GONDOR", "ActionGeo_FullName": "Velm, Ostre",
        "ActionGeo_CountryCode": "AF", "SOURCEURL": ADDRESS,
    }  # fmt: skip
    return lines(EVENT_COLUMNS, usual, rows)


def mentions(*rows):
    usual = {
        "GLOBALEVENTID": "71", "MentionTimeDate": "18220504120000", "MentionType": "1",
        "MentionSourceName": "wire.example", "MentionIdentifier": ADDRESS, "Confidence": "60",
    }  # fmt: skip
    return lines(MENTION_COLUMNS, usual, rows)


def lines(columns, usual, rows):
    return "".join("\t".join({**usual, **row}.get(column, "") for column in columns) + "\n" for row in rows)


def polecat(*rows):
    usual = {
        "Event ID": "p1", "Event Date": "1822-05-03", "Event Type": "ASSAULT", "Event Mode": "None",
        "Actor Name": "None", "Country": "NAM", "Source": "The Wire", "Publication Date": "1822-05-04",
    }  # fmt: skip
    columns = tuple(usual)
    return "\t".join(columns) + "\n" + lines(columns, usual, rows)


def read(form, text):
    return list(importer(form).read(text, "table.txt"))


@pytest.mark.parametrize(
    ("code", "plover", "stance"),
    [
        ("190", "ASSAULT", None),
        ("0841", "RETREAT", None),
        ("081", "CONCEDE", None),
        ("010", None, None),
        ("015", None, "claimed_responsibility"),
        ("016", None, "denied_responsibility"),
    ],
)
def test_a_code_of_cameo_becomes_a_type_of_plover_or_a_stance(code, plover, stance):
    (pointer,) = read("gdelt-events", events({"EventCode": code}))

    assert (pointer.coding.plover, pointer.coding.stance, pointer.coding.code) == (
        plover,
        stance,
        f"CAMEO {code}",
    )
    assert (pointer.url, pointer.published, pointer.coding.day) == (ADDRESS, "1822-05-04", "1822-05-03")


@pytest.mark.parametrize(
    ("fips", "iso"), [("AF", "AFG"), ("WA", "NAM"), ("NA", None), ("GZ", "PSE"), ("", None)]
)
def test_countries_of_gdelt_are_fips_codes(fips, iso):
    (pointer,) = read("gdelt-events", events({"ActionGeo_CountryCode": fips}))

    assert pointer.coding.country == iso


def test_a_mention_that_is_no_address_points_nowhere():
    assert (
        read("gdelt-mentions", mentions({"MentionIdentifier": "BBC Monitoring/1822", "MentionType": "2"}))
        == []
    )


def test_none_is_nothing_in_polecat_and_a_country_called_na_is_one():
    (pointer,) = read("polecat", polecat({}))

    assert (pointer.coding.initiator, pointer.coding.mode, pointer.coding.country) == (None, None, "NAM")
    assert (pointer.url, pointer.outlet, pointer.published) == (None, "The Wire", "1822-05-04")


@pytest.mark.parametrize(
    ("form", "text", "said"),
    [
        ("gdelt-events", events({}) + "71\t1822\n", "line 2: found 2 fields, expected 61"),
        ("gdelt-events", events({}, {"SQLDATE": "May"}), "line 2: found 'May' in sqldate"),
        ("gdelt-events", events({"NumMentions": "many"}), "line 1: found 'many' in nummentions"),
        ("gdelt-mentions", mentions({}) + "x\n", "line 2: found 1 fields, expected 16"),
        ("polecat", "Event ID\tEvent Date\n", "line 1: found no column event type"),
        ("polecat", polecat({"Event Date": "1822"}), "line 2: found '1822' in event date"),
    ],
)
def test_a_line_that_does_not_hold_refuses_the_file_by_line(form, text, said):
    with pytest.raises(SourceUnreadable, match=r"table.txt: ") as refused:
        read(form, text)

    assert said in str(refused.value)


@settings(max_examples=30)
@given(st.text(max_size=300))
def test_whatever_stands_in_a_file_is_read_or_refused_by_file_and_line(text):
    for form in ("gdelt-events", "gdelt-mentions", "polecat", "followthemoney"):
        told = ""
        try:
            read(form, text)
        except SourceUnreadable as refused:
            told = str(refused)
        assert re.match(r"table.txt: line \d+: found |$", told)


# In a casebook


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("leads")
    book = Casebook(folder / "a.fog", stages=fake_stages())
    text = "Arnor shelled Velm. Gondor denied it"
    book.add_documents([{"text": text, "outlet": "Wire", "published": "1822-05-04", "url": ADDRESS}])
    other = {
        "GLOBALEVENTID": "72",
        "NumMentions": "9",
        "SOURCEURL": "https://wire.example/2",
        "EventCode": "141",
    }
    (folder / "x.export.CSV").write_text(events({}, other))
    (folder / "x.mentions.CSV").write_text(mentions({"MentionIdentifier": "https://wire.example/3"}))
    (folder / "polecat.txt").write_bytes(polecat({"Actor Name": "Béla"}).encode("iso-8859-1"))
    for name in ("x.export.CSV", "x.mentions.CSV", "polecat.txt"):
        assert book.add_leads(folder / name).new
    book.run()
    return book


def test_leads_make_no_claim_and_no_incident(book):
    assert {claim.outlet for claim in book.claims()} == {"Wire"}
    assert len(book.reports()) == 1
    assert len(book.leads()) == 4


def test_leads_stand_by_how_often_they_are_mentioned_with_what_all_files_say(book):
    first, *_ = book.leads()
    (third,) = (lead for lead in book.leads() if lead.url == "https://wire.example/3")

    assert (first.url, first.mentions) == ("https://wire.example/2", 9)
    assert [one.plover for one in third.codings] == ["ASSAULT"]
    assert (third.sources, third.outlet) == (("gdelt-mentions",), "wire.example")


def test_a_lead_whose_report_has_come_in_names_it(book):
    (lead,) = (one for one in book.leads() if one.url == ADDRESS)

    assert lead.report == book.reports()[0].id
    assert lead not in book.leads(waiting=True)


def test_a_file_that_is_no_utf_8_is_read_as_latin_1(book):
    (lead,) = (one for one in book.leads() if one.url is None)

    assert lead.codings[0].initiator == "Béla"


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"type": "PROTEST"}, 1),
        ({"country": "AFG"}, 3),
        ({"country": "NAM"}, 1),
        ({"since": "1822-05-05"}, 0),
    ],
)
def test_leads_are_chosen_by_code_country_and_day(book, wanted, count):
    assert len(book.leads(**wanted)) == count


def test_the_same_file_comes_in_once_and_a_second_run_reads_nothing_again(book):
    assert not book.add_leads(book.path.parent / "polecat.txt").new
    assert book.run().new == 0


def test_leads_are_no_gazetteer_and_no_series(book):
    with pytest.raises(FormatUnknown, match="expected a gazetteer"):
        book.add_gazetteer(book.path.parent / "polecat.txt")
    with pytest.raises(FormatUnknown, match="numbers by area and month"):
        book.add_series(book.path.parent / "polecat.txt", name="p", source="q")


def test_a_casebook_with_leads_verifies(book):
    assert book.verify().holds


def test_leads_come_with_a_casebook_that_is_taken_in(book, tmp_path):
    other = Casebook(tmp_path / "b.fog", stages=fake_stages())
    other.merge(book, by="Ada Kern")
    other.run()

    assert [lead.id for lead in other.leads()] == [lead.id for lead in book.leads()]
    assert other.verify().holds


# Erased


@pytest.fixture
def small_book(tmp_path):
    """A casebook with one report, and a file with a lead to it and one to another."""
    book = Casebook(tmp_path / "a.fog", stages=fake_stages())
    book.add_documents([{"text": "Arnor shelled Velm", "published": "1822-05-04", "url": ADDRESS}])
    other = {"GLOBALEVENTID": "72", "SOURCEURL": "https://wire.example/2"}
    (tmp_path / "x.export.CSV").write_text(events({}, other))
    book.add_leads(tmp_path / "x.export.CSV")
    book.run()
    return book


def test_leads_are_listed_from_a_table_and_made_again_with_it(small_book, monkeypatch):
    before = list(small_book.leads())
    with monkeypatch.context() as patched:
        patched.setattr(Originals, "get", lambda *_: pytest.fail("a listing read a file again"))
        assert list(small_book.leads()) == before
    shutil.rmtree(small_book.path / "derived")

    small_book.run()

    assert list(small_book.leads()) == before


def test_what_points_to_an_erased_report_is_erased_with_it_and_the_other_leads_stay(small_book):
    (report,) = small_book.reports()

    erased = small_book.erase(report, by="M. Ostrova", reason="order 17/26")
    small_book.run()

    assert erased.leads == 1
    assert [lead.url for lead in small_book.leads()] == ["https://wire.example/2"]
    kept = [small_book._store.originals.get(item.original) for item in small_book._store.journal.items()]
    assert kept
    assert not [content for content in kept if ADDRESS.encode() in content.split(b"\t")]
    assert small_book.verify().holds
    with pytest.raises(SourceRefused, match="erased"):
        small_book.add_leads(small_book.path.parent / "x.export.CSV")


def test_a_file_of_leads_is_erased_by_its_name(small_book):
    (item,) = (one for one in small_book._store.journal.items() if one.name == "x.export.CSV")

    erased = small_book.erase_leads("x.export.CSV", by="M. Ostrova", reason="the licence ended")
    small_book.run()

    assert erased.files == ("x.export.CSV",)
    assert list(small_book.leads()) == []
    assert not small_book._store.originals.has(item.original)
    assert len(small_book.reports()) == 1
    assert small_book.verify().holds


def test_a_file_of_leads_that_is_not_there_is_named_with_those_that_are(small_book):
    with pytest.raises(ObjectUnknown, match=r"'y': found no such file, expected one of x\.export\.CSV"):
        small_book.erase_leads("y", by="M. Ostrova", reason="the licence ended")
