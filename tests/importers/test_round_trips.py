"""What fogline exports comes back: reports of a canonical export, numbers of ACLED's and GED's columns."""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.casebook import Casebook
from fogline.errors import SourceUnreadable
from fogline.exporters import exporter
from fogline.importers import importer
from fogline.model.report import Report
from tests.fake_stages import fake_stages

WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
MAYBE = st.none() | WORDS


@dataclass
class Reported:
    """Holdings with reports alone."""

    held: list[Report] = field(default_factory=list)

    def claims(self):
        return []

    def incidents(self):
        return []

    def reports(self):
        return self.held


@settings(max_examples=50)
@given(st.lists(st.builds(Report, text=WORDS, key=MAYBE, url=MAYBE, outlet=MAYBE, title=MAYBE, author=MAYBE)))
def test_every_report_of_a_canonical_export_comes_back_as_it_was(reports):
    text = b"".join(exporter("canonical").write(Reported(reports))).decode()

    back = [Report(**document) for document in importer("canonical").read(text, "x.jsonl")]

    assert back == [Report(one.text, one.key, one.url, one.outlet, one.title, one.author) for one in reports]


def test_a_casebook_made_of_an_export_exports_the_same(tmp_path):
    first, second = (Casebook(tmp_path / name, stages=fake_stages()) for name in ("a.fog", "b.fog"))
    first.add_documents(
        {"key": f"k{number}", "text": f"Arnor shelled post {number}. Gondor denied it", "outlet": "Wire",
         "published": f"1822-05-0{number}"}
        for number in range(1, 4)
    )  # fmt: skip
    first.run()
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(first.export()))

    assert second.add_exported(path).new == 3
    second.run()
    assert b"".join(second.export()) == path.read_bytes()


@pytest.mark.parametrize("line", ['{"text": "x"}', "[]", '{"author":', '{"author":null,"text":3}'])
def test_a_line_that_is_no_object_of_an_export_is_refused_by_line(line):
    good = b"".join(exporter("canonical").write(Reported([Report("text")]))).decode()

    with pytest.raises(SourceUnreadable, match=r"x.jsonl: line 2: found "):
        list(importer("canonical").read(good + line + "\n", "x.jsonl"))
