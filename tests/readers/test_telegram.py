"""A channel's messages come in one by one, each with whose words it holds; what has no words is counted."""

import json

import pytest

from fogline.errors import SourceRefused
from fogline.model.report import Report
from tests.readers.samples import TEXT, telegram

ADDRESS = "https://t.me/northern_staff"


def reports(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Report)]


def test_a_message_is_a_report_of_its_channel(read_one):
    report = read_one(telegram({"text": TEXT, "author": "Duty officer"}), "result.json")

    assert (report.text, report.outlet, report.author) == (TEXT, "Northern Staff", "Duty officer")
    assert report.published == "2022-05-20T16:30:00+00:00"
    assert (report.key, report.url) == ("77/1", None)
    assert report.reader == "telegram"


def test_a_text_in_pieces_is_read_whole(read_one):
    pieces = [
        "The army ",
        {"type": "bold", "text": "withdrew"},
        {"type": "link", "text": "https://a.example"},
        ".",
    ]

    assert read_one(telegram({"text": pieces}), "result.json").text == "The army withdrewhttps://a.example."


def test_the_pieces_alone_are_enough(read_one):
    entities = [{"type": "plain", "text": "The army "}, {"type": "spoiler", "text": "withdrew."}]

    report = read_one(telegram({"text": "", "text_entities": entities}), "result.json")

    assert report.text == "The army withdrew."


def test_a_forwarded_message_has_the_channel_that_it_comes_from(read_one):
    forwarded = {
        "text": TEXT,
        "forwarded_from": "Southern Press",
        "forwarded_from_id": "channel9",
        "author": "X",
    }

    report = read_one(telegram(forwarded), "result.json")

    assert (report.outlet, report.author) == ("Southern Press", None)
    assert report.key == "77/1"


@pytest.mark.parametrize(
    "origin",
    [
        {"forwarded_from": "Jane Roe", "forwarded_from_id": "user5"},
        {"forwarded_from": "Jane Roe"},
        {"forwarded_from": None},
        {"forwarded_from": None, "forwarded_from_id": "user5"},
    ],
    ids=["a person", "one who hides", "nobody", "a deleted account"],
)
def test_what_a_person_or_nobody_known_wrote_first_has_no_outlet(read_one, origin):
    assert read_one(telegram({"text": TEXT, **origin}), "result.json").outlet is None


def test_an_edited_text_is_another_version_of_the_message(read_one):
    edited = {"text": TEXT, "edited": "2022-05-21T10:00:00", "edited_unixtime": "1653120000"}

    report = read_one(telegram(edited), "result.json")

    assert report.key == "77/1 edited 2022-05-21T08:00:00+00:00"
    assert report.published == "2022-05-20T16:30:00+00:00"


def test_a_known_public_name_gives_each_message_its_address(read):
    content = telegram({"text": TEXT}, {"text": f"{TEXT} Again."})

    outcomes = read(content, "result.json", url=ADDRESS)

    assert [report.url for report in outcomes] == [f"{ADDRESS}/1", f"{ADDRESS}/2"]
    assert [report.key for report in outcomes] == ["northern_staff/1", "northern_staff/2"]


def test_a_caption_is_a_text_and_an_album_one_report(read):
    album = [{"text": text, "photo": f"photos/{number}.jpg"} for number, text in enumerate(["", TEXT, ""])]
    later = {"text": "Later.", "photo": "photos/9.jpg", "date_unixtime": "1653064300"}

    outcomes = read(telegram(*album, later), "result.json")

    assert [(report.key, report.text) for report in outcomes] == [("77/1", TEXT), ("77/4", "Later.")]


def test_what_has_no_words_is_counted_and_named(read):
    messages = [
        {"type": "service", "action": "pin_message", "text": ""},
        {"type": "service", "action": "pin_message", "text": ""},
        {"text": "", "file": "video.mp4", "media_type": "video_file"},
        {"text": TEXT},
    ]

    *found, passed = read(telegram(*messages), "result.json")

    assert len(found) == 1
    assert "passed over 3 of 4 messages (2 service: pin_message, 1 media without words)" in str(passed)


def test_an_account_gives_its_channels_and_groups_and_no_talk_between_persons(read):
    channel = json.loads(telegram({"text": TEXT}))
    group = {**channel, "name": "Valley talk", "type": "public_supergroup", "id": 5}
    talk = {**channel, "name": "Jane Roe", "type": "personal_chat", "id": 6}
    account = {
        "about": "Here is the data you requested. …",
        "chats": {"about": "", "list": [channel, talk]},
        "left_chats": {"list": [group]},
    }

    outcomes = read(json.dumps(account).encode(), "result.json")

    assert [(report.outlet, report.author) for report in reports(outcomes)] == [
        ("Northern Staff", None), ("Valley talk", None),
    ]  # fmt: skip
    (refused,) = (outcome for outcome in outcomes if not isinstance(outcome, Report))
    assert isinstance(refused, SourceRefused)
    assert "'personal_chat'" in str(refused)
    assert "Jane" not in str(refused)


@pytest.mark.parametrize(
    "content",
    [
        b"{", b"[]", b'{"messages": 3, "type": "public_channel"}', b'{"chats": {"list": 3}}', b"[" * 100_000,
        b'{"id": 9' + b"9" * 5_000 + b"}",
    ],
)  # fmt: skip
def test_what_is_no_export_is_told(told, content):
    assert "expected a Telegram export" in told(content, "result.json", reader="telegram")[0]


@pytest.mark.parametrize(
    "message",
    [
        {"text": None}, {"text": 3}, {"text": [None, 3, {"text": 4}]}, {"type": None}, {"id": [1], "text": TEXT},
        {"text": TEXT, "date_unixtime": "9" * 40, "date": 3}, {"text": TEXT, "forwarded_from": ["a"]},
        {"text": TEXT, "edited_unixtime": None, "edited": "soon"}, {"type": ["service"], "action": {}},
    ],
)  # fmt: skip
def test_malformed_messages_are_reports_or_counted(read, message):
    outcomes = read(telegram(message), "result.json")

    assert len(outcomes) == 1
    assert "passed over 1 of 1" in str(outcomes[0]) or outcomes[0].text == TEXT


def test_a_text_of_odd_pieces_keeps_their_words(read_one):
    marked = [{"type": "mention", "text": "@x"}, " said\n", {"type": "blockquote", "text": "no"}]
    pieces = [*marked, None, 5, {"type": "custom_emoji"}]

    assert read_one(telegram({"text": pieces}), "result.json").text == "@x said\nno"


def test_polls_and_places_are_named_as_what_they_are(told):
    messages = [
        {"text": "", "poll": {"question": "?"}},
        {"text": "", "location_information": {"latitude": 1}},
    ]

    (words,) = told(telegram(*messages), "result.json")

    assert "passed over 2 of 2 messages (1 poll, 1 location)" in words


@pytest.mark.parametrize("kind", ["personal_chat", "bot_chat", "saved_messages"])
def test_a_talk_that_is_exported_alone_is_refused_as_one(read, kind):
    (outcome,) = read(telegram({"text": TEXT}, type=kind), "result.json")

    assert isinstance(outcome, SourceRefused)
    assert kind in str(outcome)


def test_a_chat_exported_as_pages_is_refused_with_what_to_do(read):
    content = (
        b'<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">x</div>'
    )

    (outcome,) = read(content, "messages.html")

    assert "exported as HTML" in str(outcome)
    assert "JSON" in outcome.hint
