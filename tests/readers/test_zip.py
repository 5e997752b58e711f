"""Archives are unpacked within bounds and never onto the disk."""

import io
import zipfile

import pytest

from fogline.errors import SourceTooLarge
from fogline.readers import Bounds
from tests.readers.samples import TEXT, mail, page, zipped


def reports(received):
    return [report for part in received for report in part.reports]


def errors(received):
    return [error for part in received for error in part.errors]


def test_each_file_inside_is_a_source_of_its_own(receive):
    received = receive(zipped({"wire/a.html": page(), "wire/b.txt": TEXT.encode()}), "wire.zip")

    assert [part.source.reader for part in received] == ["html", "text"]
    assert [part.source.data for part in received] == [page(), TEXT.encode()]
    assert received[1].source.name.endswith("wire.zip/wire/b.txt")


def test_a_file_that_no_reader_knows_is_counted_and_the_rest_is_read(receive):
    received = receive(
        zipped({"a.bin": b"\0\1\2\3" * 50, "b.txt": b"Words.", "__MACOSX/x": b"x", ".hidden": b"x"}), "w.zip"
    )

    assert [report.text for report in reports(received)] == ["Words."]
    assert len(errors(received)) == 1


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.txt", "/etc/passwd.txt", "..\\..\\x.txt", "a\nb\x1b[2J.txt", "x" * 5000 + ".txt"],
)
def test_names_inside_are_never_paths(receive, tmp_path, name):
    received = receive(zipped({name: b"Words."}), "w.zip")

    assert [report.text for report in reports(received)] == ["Words."]
    assert [path.name for path in tmp_path.iterdir()] == ["w.zip"]
    assert "\n" not in received[0].source.name
    assert len(received[0].source.name) < 500


def test_a_bomb_is_refused(receive):
    (error,) = errors(receive(zipped({"a.txt": b"a" * 50_000_000}), "w.zip"))

    assert isinstance(error, SourceTooLarge)
    assert "200 times" in str(error)


def test_archives_in_archives_share_one_bound(receive):
    inner = zipped({"a.txt": bytes(range(32, 127)) * 5_000})
    bounds = Bounds(archive_bytes=1_000_000, archive_ratio=10_000)

    received = receive(zipped({f"{number}.zip": inner for number in range(5)}), "w.zip", bounds=bounds)

    assert 0 < len(reports(received)) < 5
    assert any("1,000,000 bytes" in str(error) for error in errors(received))


def test_archives_nest_only_so_deep(receive):
    content = b"Words."
    for number in range(6):
        content = zipped({f"{number}.zip" if number else "a.txt": content})

    assert ["nested" in str(error) for error in errors(receive(content, "w.zip"))] == [True]


def test_too_many_members_are_refused(receive):
    content = zipped({f"{number}.txt": b"Words." for number in range(10)})

    received = receive(content, "w.zip", bounds=Bounds(archive_members=4))

    assert len(reports(received)) == 4
    assert "more than 4 files" in str(errors(received)[0])


def test_a_broken_archive_is_told_and_what_is_whole_is_read(receive):
    content = bytearray(zipped({"a.txt": b"Words.", "b.txt": TEXT.encode()}))
    content[content.find(b"b.txt") + 10] ^= 0xFF

    received = receive(bytes(content), "w.zip")

    assert [report.text for report in reports(received)][:1] == ["Words."]
    assert len(errors(received)) == 1


def test_an_encrypted_member_is_told(receive):
    content = bytearray(zipped({"a.txt": b"Words."}))
    content[content.find(b"PK\x01\x02") + 8] |= 1

    assert "encrypted" in str(errors(receive(bytes(content), "w.zip"))[0])


def test_an_archive_attached_to_a_mail_is_read(read):
    content = mail(attach=(("w.zip", zipped({"a.txt": b"Words.", "b.txt": b"More."}), "application/zip"),))

    found = read(content, "m.eml")

    assert [report.text for report in found[1:]] == ["Words.", "More."]
    assert [report.position for report in found] == [0, 1, 2]


def test_no_archive_is_told(told):
    assert "not a ZIP archive" in told(b"PK\x03\x04" + b"x" * 100, "w.zip")[0]


def test_an_empty_archive_is_told(told):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w"):
        pass

    assert "no files inside" in told(written.getvalue(), "w.zip")[0]
