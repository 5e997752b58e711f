"""Say of each part of a reading what it rests on: a user's own word shows as the user's, a shipped one as shipped."""

import pytest

from fogline.reading.engine import EngineOptions, load_engine
from fogline.reading.tracing import Entry, WordLists

WORDS = """
[attribution]
beside_quotations = ["thunder"]
[attribution.verb]
that = ["thunder"]
[stance.words]
denied = ["thunder"]
[stance.certainty]
hedges = ["ostensibly"]
[numbers.vague]
clutch = { low = 3, high = 12 }
[tolls.harm]
killed = ["zap"]
"""
RAIDS = """
name = "Cattle raid"
definition = "Cattle are driven off."
acled = ["Strategic developments", "Looting/property destruction"]
examples = ["Herders rustled 40 cows."]
counter_examples = ["The market was calm."]
[triggers]
verbs = ["rustle"]
"""
ACTORS = 'about = "Made up."\nactors = [{ id = "my:reed", name = "Reed Band", aliases = ["Reeds"], kind = "militia" }]'
TEXT = (
    "The Reeds thundered that the army had rustled 40 cows near Herat on Monday. "
    "Police said the gunmen zapped a clutch of farmers. "
    "The Reed Band was ostensibly behind the attack, officials said. "
    "General Bertil Ulfsen denied the report."
)


@pytest.fixture(scope="module")
def traced(tmp_path_factory):
    """Return the traces of a text that is read with a casebook's own words, by the words and the field."""
    own = tmp_path_factory.mktemp("words")
    for path, written in (
        ("languages/en.toml", WORDS),
        ("codebook/cattle_raid.toml", RAIDS),
        ("registries/actors_mine.toml", ACTORS),
    ):
        (own / path).parent.mkdir()
        (own / path).write_text(written, encoding="utf-8")
    engine = load_engine(EngineOptions(own=own))
    reading = engine.read({"text": TEXT, "published": "1982-05-04"})
    return {(TEXT[slice(*trace.span)], trace.field): trace for trace in engine.trace(reading, TEXT)}


@pytest.mark.parametrize(
    ("words", "field", "value", "entry"),
    [
        ("thundered", "cue", "thundered", Entry("languages/en.toml", "attribution.verb.that", "thunder", True)),
        ("thundered", "stance", "denied", Entry("languages/en.toml", "stance.words.denied", "thunder", True)),
        ("The Reeds", "sayer", "my:reed", Entry("registries/actors_mine.toml", "my:reed", "Reeds", True)),
        ("rustled", "type", "cattle_raid", Entry("codebook/cattle_raid.toml", "triggers.verbs", "rustle", True)),
        ("a clutch of", "measure", "killed", Entry("languages/en.toml", "tolls.harm.killed", "zap", True)),
        ("a clutch of", "number", "3 to 12", Entry("languages/en.toml", "numbers.vague", "clutch", True)),
    ],
    ids=["cue", "stance", "alias", "trigger", "word of loss", "vague number"],
)  # fmt: skip
def test_a_word_of_the_user_shows_as_the_users(traced, words, field, value, entry):
    trace = traced[words, field]

    assert (trace.value, trace.entry) == (value, entry)


def test_a_hedge_of_the_user_shows_as_the_users(traced):
    (hedged,) = (trace for (_, field), trace in traced.items() if field == "certainty")

    assert hedged.entry == Entry("languages/en.toml", "stance.certainty.hedges", "ostensibly", True)


def test_a_shipped_word_shows_as_shipped(traced):
    assert traced["denied", "stance"].entry == Entry(
        "languages/en.toml", "stance.words.denied", "deny", False
    )
    assert traced["attack", "type"].entry.file == "codebook/assault.toml"
    assert not traced["attack", "type"].entry.own


def test_who_found_a_cue_and_who_judged_it_are_told_apart(traced):
    """The encoder hears "denied" as the rules do, and what both make of it is weighed together."""
    assert traced["denied", "cue"].part == "encoder and rules"
    assert traced["denied", "stance"].part == "encoder and rules"


def test_a_language_read_by_its_words_alone_is_traced_to_its_own_file():
    engine = load_engine()
    text = "La police a affirmé que dix civils ont été tués lundi à Bamako."
    reading = engine.read({"text": text, "lang": "fr"})

    entries = {trace.field: trace.entry for trace in engine.trace(reading, text) if trace.entry is not None}

    assert entries["cue"] == Entry("languages/fr.toml", "attribution.verbs.asserted", "affirm|er", False)
    assert entries["measure"].file == "languages/fr.toml"
    assert entries["type"].key == "events.killing"


def test_a_number_whose_meaning_a_casebook_changes_is_the_casebooks(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "en.toml").write_text(
        "[numbers.vague]\nscores = { low = 60 }\n", encoding="utf-8"
    )
    lists = WordLists(tmp_path)

    changed = lists.word("en", ["numbers.vague"], ["scores"])
    kept = lists.word("en", ["numbers.vague"], ["dozens"])

    assert changed == Entry("languages/en.toml", "numbers.vague", "scores", True)
    assert kept == Entry("languages/en.toml", "numbers.vague", "dozens", False)


def test_words_that_no_list_has_lead_to_no_entry():
    lists = WordLists()

    assert lists.word("en", ["attribution.verb.that"], ["zibble"]) is None
    assert lists.trigger("killing", "verb", "zibble") is None
    assert lists.actor("no:such", "the Reeds") is None
    assert lists.phrase("xx", "certainty.hedges", "perhaps") is None
