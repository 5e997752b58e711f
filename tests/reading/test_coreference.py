"""Who is meant by a surname, a pronoun, a slip or a role: made-up texts, and properties that hold for any text."""

import functools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fogline.plugins import load_documents
from fogline.reading.actors import Cast, CastFinder
from fogline.reading.parse import parse
from fogline.reading.registry import Registry

KINDS = {"outlet", "person", "organisation", "unnamed", "document", "image"}


@functools.cache
def read(text: str) -> Cast:
    finder = CastFinder(Registry.load(), load_documents("languages")["en"])
    return finder.find(parse(text))


def name_of(text: str, words: str) -> str | None:
    """Return who is meant by the words between brackets in `words`, which occur once in `text`."""
    before, inner, _ = re.split(r"[\[\]]", words)
    start = text.index(words.replace("[", "").replace("]", "")) + len(before)
    mention = read(text).mention_at((start, start + len(inner)))
    return mention.name if mention is not None else None


FATHER_AND_SON = (
    "The valley is held by Karim Dastan. Dastan has vowed to fight on. "
    "Dastan’s father, Karim Shah Dastan, was a rebel who was assassinated by agents in 1988. "
    "On Sunday Dastan met elders."
)
OFFICIALS = (
    "Taliban officials at first denied there was fighting, but they admitted it when images of their dead were shown. "
    "The Taliban had used similar tactics against U.S. forces."
)
SLIP = (
    "The Northern River Front (NRVF) holds the north. The NRVF fights the army. The NRVF has few arms. "
    "Many analysts do not view NRVL and other groups as a threat. “The NRVF will win,” said Ada Lorn, a trader."
)
SEASON = (
    "The Coast Party is strong in the south. Although its chances of beating the Hill Party are small, "
    "the Lake Party hopes to gain seats."
)
WOMAN = (
    "Mayor Ana Brel met General Tom Orsk on Friday. She said that the bridge was safe. He said that it was not. "
    "“I will not go,” Brel added."
)
ROLES = (
    "The interior minister, Jan Polk, spoke to the Daily Herald. Three soldiers died, the minister said. "
    "A military spokesman denied it. Lesser-known armed groups hold the hills. These units share a goal, "
    "but they lack arms."
)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (FATHER_AND_SON, "[Dastan] has vowed", "Karim Dastan"),
        (FATHER_AND_SON, "[Dastan’s father], Karim", "Karim Shah Dastan"),
        (FATHER_AND_SON, "rebel [who] was", "Karim Shah Dastan"),
        (FATHER_AND_SON, "On Sunday [Dastan]", "Karim Dastan"),
        (OFFICIALS, "[Taliban officials] at", "Taliban officials"),
        (OFFICIALS, "but [they]", "Taliban officials"),
        (OFFICIALS, "[their] dead", "Taliban"),
        (OFFICIALS, "against [U.S. forces]", "U.S. forces"),
        (SLIP, "view [NRVL]", "Northern River Front"),
        (SLIP, "[NRVL and other groups] as", "Northern River Front"),
        (SLIP, "said [Ada Lorn, a trader]", "Ada Lorn"),
        (SEASON, "[its] chances", "Lake Party"),
        (WOMAN, "[She] said", "Ana Brel"),
        (WOMAN, "[He] said", "Tom Orsk"),
        (WOMAN, "“[I] will", "Ana Brel"),
        (ROLES, "[the minister] said", "Jan Polk"),
        (ROLES, "[These units] share", "Lesser-known armed groups"),
        (ROLES, "but [they] lack", "Lesser-known armed groups"),
    ],
)
def test_words_mean_whom_a_reader_takes_them_to_mean(text, words, name):
    assert name_of(text, words) == name


def test_a_slip_of_the_outlet_is_linked_and_kept():
    start = SLIP.index("NRVL")

    party = read(SLIP).party((start, start + 4))

    assert (party.text, party.name, party.corrected_from) == ("NRVL", "Northern River Front", "NRVL")


def test_a_nickname_is_resolved_and_kept():
    text = "A reader asks: what are the odds Brandon send us back?"
    start = text.index("Brandon")

    party = read(text).party((start, start + 7))

    assert (party.name, party.actor, party.corrected_from) == ("Joe Biden", "fl:joe-biden", "Brandon")


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("Taliban officials", ("Taliban officials", "unnamed", "fl:taliban")),
        ("they", ("Taliban officials", "unnamed", "fl:taliban")),
        ("The Taliban", ("Taliban", "organisation", "fl:taliban")),
        ("images", ("images", "image", None)),
    ],
)
def test_a_voice_has_its_kind_and_an_unnamed_one_keeps_its_words(words, voice):
    start = OFFICIALS.index(words)

    assert read(OFFICIALS).voice([(start, start + len(words))]) == voice


def test_an_agency_is_an_outlet():
    text = "The bridge fell, Reuters reported."

    assert read(text).voice([(17, 24)]) == ("Reuters", "outlet", "fl:reuters")


def test_members_act_for_their_body_but_speak_as_themselves():
    text = "He was killed by al-Qaeda operatives, al-Qaeda fighters said."
    start = text.index("al-Qaeda operatives")

    cast = read(text)

    assert cast.party((start, start + 19)).name == "al-Qaeda"
    assert cast.voice([(start, start + 19)])[0] == "al-Qaeda operatives"


@pytest.mark.parametrize(
    ("words", "name", "actor"),
    [
        ("Afghan troops", "Afghan forces", "fl:afg-forces"),
        ("Afghan rebels", "Afghan rebels", None),
        ("Afghan officials", "Afghan officials", "fl:afg"),
        ("NRF commanders", "NRF commanders", "fl:nrf-afghanistan"),
        ("NRF members", "National Resistance Front", "fl:nrf-afghanistan"),
        ("eight civilians", "civilians", None),
    ],
)
def test_a_group_of_people_is_its_body_only_when_it_acts_for_it(words, name, actor):
    text = f"On Sunday {words} left the town."
    start = text.index(words)

    party = read(text).party((start, start + len(words)))

    assert (party.name, party.actor) == (name, actor)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Labour Party won in New Zealand.", None),
        ("The Labour Party won in Britain.", "fl:labour-uk"),
        ("The ADF killed ten people in eastern Congo.", "fl:adf"),
        ("The ADF sent a ship, Australia said.", None),
        ("M-19 rebels left Colombia.", "fl:m-19"),
    ],
)
def test_a_name_that_countries_share_needs_its_country(text, actor):
    actors = {mention.actor for mention in read(text).mentions if mention.actor not in ("fl:aus", "fl:nzl")}

    assert (actor in actors) if actor else not actors & {"fl:labour-uk", "fl:adf"}


def test_names_in_a_text_in_capitals_get_their_case_back():
    text = "THE REBELS OF THE NORTHERN FRONT WERE SEEN BY COLONEL KARIM DASTAN, KARIM DASTAN SAID TODAY."
    start = text.index("KARIM DASTAN SAID")

    assert read(text).voice([(start, start + 12)])[0] == "Karim Dastan"


def test_reading_twice_gives_the_same_cast():
    parsed = parse(SLIP)
    finder = CastFinder(Registry.load(), load_documents("languages")["en"])

    assert finder.find(parsed) == finder.find(parsed)


WORDS = st.sampled_from(
    ["The", "Taliban", "NRF", "(NRF)", "(", ")", "he", "she", "they", "its", "who", "said", "“", "”", ".", ",", "\n\n",
     "U.S.", "forces", "officials", "Massoud", "Ahmad Massoud", "father", "group", "the", "’s", "it", "I", "We",
     "Brandon", "One of", "many", "Let's go Brandon", "killed", "the country", "é", "\u202e", "\x00"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, max_size=25), st.integers(-3, 90), st.integers(-3, 90))
def test_any_text_has_a_cast_that_answers_for_any_span(words, start, end):
    text = " ".join(words)

    cast = read(text)

    party = cast.party((start, end))
    sayer, kind, _ = cast.voice([(start, end)])
    assert kind in KINDS
    assert sayer is None or sayer.strip() == sayer
    assert party.text == text[party.span[0] : party.span[1]]
    assert all(
        0 <= m.span[0] < m.span[1] <= len(text) and text[slice(*m.span)] == m.text for m in cast.mentions
    )
    assert [m.span[0] for m in cast.mentions] == sorted(m.span[0] for m in cast.mentions)


@pytest.mark.parametrize(
    ("text", "words", "sayer"),
    [
        (
            "The Foreign Secretary, Lord Belmin, left. The Foreign Secretary said no.",
            "The Foreign Secretary said",
            "Lord Belmin",
        ),
        (
            "The Prime Minister told the Assembly that it was over.",
            "The Prime Minister",
            "The Prime Minister",
        ),
        ("The Lord Privy Seal denied it.", "The Lord Privy Seal", "Lord Privy Seal"),
        ("In London the government accused Panama.", "the government", "British government"),
        (
            "A spokesman for the Roads Ministry said two died.",
            "A spokesman",
            "A spokesman for the Roads Ministry",
        ),
        (
            "The Ministry of Roads said two died. A ministry spokesman left. The ministry said so.",
            "The ministry",
            "Ministry of Roads",
        ),
        ("TARROW, May 3 (Belmin Wire) - A port fell. Tarrow said nothing.", "Tarrow", "Tarrow"),
    ],
)
def test_a_sayer_keeps_the_words_that_tell_which(text, words, sayer):
    start = text.rindex(words)

    assert read(text).voice([(start, start + len(words.removesuffix(" said")))])[0] == sayer


def test_who_closes_a_sentence_is_not_told_of_in_it():
    text = "Colonel Taro Belmin spoke on Monday. A jet was lost and its pilot was killed, he said."
    start = text.rindex("he")

    assert read(text).voice([(start, start + 2)])[0] == "Taro Belmin"


def test_a_body_beside_a_name_is_not_the_person():
    text = "The northern coalition spokesman Taro Belmin spoke. The coalition acknowledged two deaths."
    start = text.rindex("The coalition")

    assert read(text).voice([(start, start + 13)])[0] != "Taro Belmin"
