"""Profiles say what a source is worth and for whom it speaks; a casebook changes them in its sources.toml."""

import pytest

from fogline.errors import PluginInvalid
from fogline.merging.profiles import Profiles, shipped_profiles, sides_of
from fogline.model.reading import Voice


def test_a_force_belongs_to_its_state_and_a_wing_to_its_movement():
    profiles = shipped_profiles()

    assert profiles.side_of("fl:afg-forces") == "fl:afg"
    assert profiles.side_of("fl:jnim") == profiles.side_of("fl:al-qaeda")
    assert profiles.side_of("x:unknown") == "x:unknown"


@pytest.mark.parametrize(
    ("voice", "kind"),
    [
        (Voice("Reuters", "outlet"), "news agency"),
        (Voice("The Shire Gazette", "outlet"), "outlet"),
        (Voice(None, "outlet"), "unnamed"),
        (Voice("local residents", "unnamed"), "eyewitness"),
        (Voice("a senior official", "unnamed"), "unnamed official"),
        (Voice("Many analysts", "unnamed"), "unnamed"),
        (Voice("fl", "organisation", "fl:taliban"), "armed group"),
        (Voice("a photograph", "image"), "image"),
    ],
)
def test_every_voice_has_a_kind(voice, kind):
    assert shipped_profiles().of(voice).kind == kind


def test_a_casebook_lays_its_own_profiles_over_the_shipped(tmp_path):
    (tmp_path / "sources.toml").write_text(
        '[sources."shire gazette"]\nkind = "state media"\nspeaks_for = "fl:gbr"\nletter = "E"\n'
        '[kinds.outlet]\nletter = "B"\n'
    )

    profiles = Profiles.load(tmp_path)

    gazette = profiles.of(Voice("The Shire Gazette", "outlet"))
    assert (gazette.letter, gazette.kind, gazette.speaks_for) == ("E", "state media", "fl:gbr")
    assert profiles.of(Voice("Another Paper", "outlet")).letter == "B"
    assert profiles.of(Voice("Reuters", "outlet")).letter == "B"
    assert profiles.digest != shipped_profiles().digest


@pytest.mark.parametrize(
    "written",
    [
        '[kinds.outlet]\nletter = "G"',
        '[sources.x]\nkind = "nobody"',
        "[sources.x]\nworth = 1",
        "sources = 3",
        "[[",
    ],
)
def test_a_profile_that_does_not_hold_together_is_refused_by_name(tmp_path, written):
    (tmp_path / "sources.toml").write_text(written)

    with pytest.raises(PluginInvalid, match="sources"):
        Profiles.load(tmp_path)


def test_who_speaks_for_a_side_is_a_party_only_where_that_side_is_one(make_claim):
    inside = make_claim(voice="Ministry of Arnor")
    outside = make_claim(voice="Ministry of Rohan")
    sides = sides_of([inside, outside], shipped_profiles())

    assert sides.profile_of(inside).kind == "party"
    assert sides.profile_of(outside).kind == "organisation"
    assert sides.spoken_for(inside) == "fl:arnor"


def test_an_outlet_that_has_a_sides_name_in_its_own_is_no_side(make_claim):
    claim = make_claim(voice="", outlet="Arnor Times")

    assert sides_of([claim], shipped_profiles()).spoken_for(claim) is None


def test_a_voice_whose_words_name_two_sides_speaks_for_the_first_of_them_by_id(make_claim):
    told = make_claim(voice="Joint command of Gondor and Arnor")
    of_rohan = make_claim(voice="Arnor", initiator="Rohan Guard", target="Arnor Guard")
    sides = sides_of([told, of_rohan], shipped_profiles())

    assert sides.spoken_for(told) == "fl:arnor"
    assert sides.spoken_for(of_rohan) == "fl:arnor"


def test_a_name_of_several_words_is_known_only_where_a_voice_has_all_of_them(make_claim):
    whole = make_claim(voice="a commander of the Rohan Guard", initiator="Rohan Guard", target=None)
    part = make_claim(voice="a commander of the guard", initiator="Rohan Guard", target=None)
    sides = sides_of([whole, part], shipped_profiles())

    assert sides.spoken_for(whole) == "fl:rohan guard"
    assert sides.spoken_for(part) is None
