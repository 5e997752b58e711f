"""A casebook is exported at a redaction level, says what it left out, and keeps such a release."""

import pytest

from fogline.casebook import Casebook
from tests.fake_stages import documents, fake_stages


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = Casebook(tmp_path_factory.mktemp("redaction") / "a.fog", stages=fake_stages())
    book.add_documents(documents(3))
    book.run()
    return book


def test_an_export_is_redacted_and_says_so(book):
    whole, public = b"".join(book.export()), b"".join(book.export(redact="public"))

    assert len(public) < len(whole)
    assert "texts and titles of reports" in {loss.what for loss in book.lost_in("canonical", redact="public")}
    assert book.lost_in("canonical") == ()


def test_a_release_keeps_what_was_redacted(book):
    kept = book.keep_release("for all", redact="public", by="M. Ostrova")

    assert b"".join(book.export(release=kept.name)) == b"".join(book.export(redact="public"))
