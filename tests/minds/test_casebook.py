"""A casebook asks a mind where its settings name one, and nobody where they do not."""

import pytest

import fogline
from fogline.errors import SettingInvalid

TEXT = "Der Sprecher Karl Brandt sagte am Montag, die Brücke sei zerstört. Die Stadt ist ruhig."


@pytest.fixture
def make_book(tmp_path):
    def make(*lines):
        folder = tmp_path / "north.fog"
        folder.mkdir(exist_ok=True)
        (folder / "fogline.toml").write_text("\n".join(["[mind]", *lines]) + "\n")
        book = fogline.open(folder)
        book.add_documents(
            [{"key": "a", "text": TEXT, "lang": "de", "outlet": "Hafenblatt", "published": "2022-05-20"}]
        )
        return book

    return make


def settings(stand_in):
    return 'name = "openai_compatible"', f'url = "{stand_in.url}"', 'model = "stand-in"'


def test_without_a_name_nobody_is_asked_and_the_report_is_kept(stand_in, make_book):
    book = make_book(f'url = "{stand_in.url}"', 'model = "stand-in"')

    summary = book.run()

    assert stand_in.requests == []
    assert [report.text for report in book.reports()] == [TEXT]
    assert [skipped.error for skipped in summary.skipped] == ["TextUnreadable"]
    assert [hit.kind for hit in book.search("Brücke")] == ["report"]
    assert book.reading_of(book.reports()[0]).lang == "de"


def test_claims_of_a_mind_say_so_and_stand_when_all_is_made_again(stand_in, make_book, claim):
    stand_in.claims(claim("Die Stadt ist ruhig."))
    book = make_book(*settings(stand_in))

    summary = book.run()

    assert summary.skipped == ()
    assert [made.made_by.split(" (")[0] for made in book.claims()] == ["mind openai_compatible stand-in"]
    assert book.verify().holds
    assert len(stand_in.requests) == 1


def test_a_text_without_an_answer_is_counted_and_named(stand_in, make_book):
    stand_in.status = 500
    book = make_book(*settings(stand_in))

    summary = book.run()

    assert [skipped.error for skipped in summary.skipped] == ["MindFailed", "TextUnreadable"]
    assert "a: " in summary.skipped[0].reason


def test_a_mind_without_an_address_is_refused_when_the_casebook_is_opened(make_book):
    with pytest.raises(SettingInvalid, match=r"mind\.url"):
        make_book('name = "openai_compatible"')
