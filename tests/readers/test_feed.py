"""Feeds give one report an entry."""

from tests.readers.samples import PUBLISHED, TEXT, feed

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Northern Wire</title>
<entry><title>Troops &amp; tanks</title><link href="https://wire.example/a1"/>
<published>2022-05-20T18:30:00+02:00</published>
<author><name>Jane Roe</name></author>
<summary>Short.</summary><content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry>
</feed>"""


def test_entries_of_rss_are_reports(read):
    first, second = read(feed(), "feed.xml")

    assert (first.text, first.title, first.author) == (TEXT, "Troops leave Salihiya", "Jane Roe")
    assert (first.outlet, first.published, first.url) == (
        "Northern Wire",
        PUBLISHED,
        "https://wire.example/a1",
    )
    assert second.position == 1


def test_entries_of_atom_give_their_full_content(read_one):
    report = read_one(ATOM.encode(), "feed.atom")

    assert (report.text, report.title, report.published) == (TEXT, "Troops & tanks", PUBLISHED)


def test_a_feed_that_is_not_quite_xml_is_read_all_the_same(read):
    assert len(read(feed("Tanks & troops <b>left"), "feed.rss")) == 2


def test_entities_are_refused(told):
    bomb = b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;'

    assert "entities" in told(bomb, "feed.xml")[0]


def test_an_external_entity_reads_no_file(told):
    content = (
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b"<rss version='2.0'><channel><item><title>&x;</title></item></channel></rss>"
    )

    assert "entities" in told(content, "feed.xml")[0]


def test_other_xml_is_named(told):
    assert "expected a feed" in told(b"<?xml version='1.0'?><catalogue><book/></catalogue>", "list.xml")[0]


def test_a_feed_of_nothing_says_so(told):
    assert (
        "without entries"
        in told(b'<rss version="2.0"><channel><title>x</title></channel></rss>', "feed.xml")[0]
    )
