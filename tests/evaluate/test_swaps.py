"""Test that exchanged names are compared fairly: what follows from a name counts, the name itself does not."""

from fogline.evaluate.swaps import FRAMES, NAMES, find_flips, make_pairs
from fogline.model.reading import Event, Reading


def reading_with(event_type):
    """Return a reading of one event."""
    event = Event((0, 1), event_type, None, None, 3.0, "past", None, None, (), None, (), None)
    return Reading(events=(event,))


def test_every_report_meets_every_pair_of_names():
    """Two hundred pairs, no two alike, and no slot left open."""
    pairs = make_pairs()

    assert len(pairs) == len(FRAMES) * len(NAMES) == 200
    assert len({(pair.first, pair.second) for pair in pairs}) == 200
    assert not any("{" in pair.first + pair.second for pair in pairs)
    assert all(pair.first[0].isupper() and pair.first != pair.second for pair in pairs)


def test_a_reader_that_minds_no_names_flips_nothing():
    """The same answer to everything is no flip."""
    assert find_flips(make_pairs(), lambda _: reading_with("armed_clash")) == ()


def test_a_reader_that_minds_a_loaded_name_is_caught():
    """Another type of event for "terrorists" is a flip, and says where."""
    flips = find_flips(
        make_pairs(), lambda text: reading_with("killing" if "errorists" in text else "armed_clash")
    )

    assert {flip.aspect for flip in flips} == {"type"}
    assert {"frame-01 the Taliban/the terrorists", "frame-25 Hamas/Palestinian terrorists"} <= {
        flip.pair.name for flip in flips
    }
    assert str(flips[0]).endswith("type: armed_clash -> killing")


def test_who_takes_a_town_may_decide_its_type():
    """Government regains, rebels overtake: the codebook has two types for one act."""

    def read_town(text):
        army_first = text.casefold().find("army") < text.casefold().find("rebels")
        return reading_with(
            "government_regains_territory" if army_first else "non_state_actor_overtakes_territory"
        )

    assert find_flips(make_pairs()[:1], read_town) == ()
