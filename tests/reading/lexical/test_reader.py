"""Texts in languages without a parser: read by their words, or kept with the reason."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fogline
from fogline.errors import PluginInvalid
from fogline.model.vocabulary import STANCES
from fogline.reading.engine import EngineOptions, load_engine
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.tokens import cut

FRENCH = (
    "« Nos soldats tiennent », a déclaré le colonel Armand Vesle lundi à Bamako.\n\n"
    "Les rebelles ont démenti que douze gendarmes aient été tués dans l'attaque."
)
TINY = """
name = "Tiny"
[text]
articles = ["lo"]
stops = ["zu"]
[verbs.em]
finite = ["em", "emes"]
[attribution]
that = ["ka"]
[attribution.verbs]
asserted = ["dik|em"]
denied = ["nok|em"]
[times.weekdays]
unudi = 1
[times.relative_days]
geru = -1
[numbers.cardinals]
du = 2
trin = 3
[tolls.harm.killed]
counted = ["mortu"]
[events]
shelling_artillery_missile_attack = ["bombu"]
"""
TINY_TEXT = "Lo Generu dikem ka bombu geru 12 mortu e trin mortu. «Ni restu», nokem Ana Belu unudi."


def read(text, lang="fr", **more):
    return fogline.read(text, published="2022-05-20", outlet="Port Libre", lang=lang, **more)


def test_a_chain_begins_with_the_outlet_and_ends_with_the_speaker():
    claims = read(FRENCH).claims

    assert [[voice.sayer for voice in claim.chain] for claim in claims] == [
        ["Port Libre", "Armand Vesle"],
        ["Port Libre", "Les rebelles"],
    ]
    assert [claim.stance for claim in claims] == ["asserted", "denied"]


def test_spans_are_code_points_of_the_text_as_given():
    reading = read(FRENCH)

    said = reading.attributions[0]
    assert FRENCH[slice(*said.cue[0])] == "a déclaré"
    assert FRENCH[slice(*said.source[0])] == "le colonel Armand Vesle"
    assert FRENCH[slice(*said.content[0])] == "Nos soldats tiennent"
    assert said.kind == "direct"


def test_accents_in_two_code_points_and_curly_apostrophes_are_read_alike():
    decomposed = "L’arme\u0301e a de\u0301claré que 12 soldats ont été tués."

    reading = read(decomposed)

    assert [toll.low for toll in reading.tolls] == [12]
    assert decomposed[slice(*reading.attributions[0].source[0])] == "L’arme\u0301e"


def test_a_pronoun_is_who_spoke_before():
    reading = read("« Nous partons », a dit Salma Dray. « Demain », a-t-elle ajouté.")

    assert [said.sayer for said in reading.attributions] == ["Salma Dray", "Salma Dray"]


def test_losses_of_none_are_a_negated_claim():
    (claim,) = read("L'explosion n'a fait aucun blessé, a indiqué la préfecture.").claims

    assert claim.polarity == "negated"


def test_what_could_not_be_verified_is_unconfirmed():
    (claim,) = read("Selon l'opposition, six civils ont été tués, ce qui n'a pas pu être vérifié.").claims

    assert claim.certainty == "unconfirmed"


def test_a_denial_answers_the_other_sides_claim_in_spanish():
    text = (
        "Los rebeldes afirmaron que atacaron el cuartel de Cali el lunes. "
        "El ejército negó que los rebeldes atacaran el cuartel de Cali."
    )

    claims = read(text, lang="es").claims

    assert claims[1].stance == "denied"
    assert claims[1].answers == 0


def test_relative_days_stay_unanchored_without_a_publication():
    reading = fogline.read("Hier, douze soldats ont été tués.", lang="fr")

    assert [(time.anchored, time.earliest) for time in reading.times] == [(False, None)]


def test_confidence_is_lower_than_of_a_parsed_language():
    assert all(claim.confidence <= 0.7 for claim in read(FRENCH).claims)


def test_a_language_is_identified_and_read():
    assert fogline.read(FRENCH, published="2022-05-20").lang == "fr"


def test_a_language_without_a_document_keeps_the_reason():
    reading = read("Die Armee bestätigte den Angriff auf die Stadt.", lang="de")

    assert reading.lang == "de"
    assert reading.error is not None
    assert "expected one of en, es, fr" in reading.error


def test_a_region_of_a_language_is_read_as_the_language():
    assert read(FRENCH, lang="fr-CA").error is None


def test_a_users_language_file_is_all_that_another_language_needs(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "tn.toml").write_text(TINY)

    engine = load_engine(EngineOptions(own=tmp_path))
    reading = engine.read({"text": TINY_TEXT, "lang": "tn", "published": "2022-05-20"})

    assert reading.error is None
    assert [(said.stance, said.kind) for said in reading.attributions] == [
        ("asserted", "indirect"),
        ("denied", "direct"),
    ]
    assert reading.attributions[1].sayer == "Ana Belu"
    assert [(toll.measure, toll.low) for toll in reading.tolls] == [("killed", 12), ("killed", 3)]
    assert [time.earliest for time in reading.times] == ["2022-05-19", "2022-05-16"]
    assert [event.type for event in reading.events] == ["shelling_artillery_missile_attack"]
    assert len(reading.claims) == 2


def test_a_casebooks_word_is_laid_over_the_shipped_ones(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "fr.toml").write_text('[attribution.verbs]\nasserted = ["clabaud|er"]\n')

    engine = load_engine(EngineOptions(own=tmp_path))
    reading = engine.read({"text": "Le maire a clabaudé que la ville tient.", "lang": "fr"})

    assert [said.stance for said in reading.attributions] == ["asserted"]


def test_the_language_file_of_the_how_to_page_reads(tmp_path):
    page = (Path(__file__).parents[3] / "docs" / "how-to" / "read-other-languages.md").read_text(
        encoding="utf-8"
    )
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "pt.toml").write_text(page.split("```toml\n")[1].split("```")[0])

    engine = load_engine(EngineOptions(own=tmp_path))
    reading = engine.read({"text": "Ana Belo disse que doze soldados foram mortos ontem.", "lang": "pt"})

    assert [said.sayer for said in reading.attributions] == ["Ana Belo"]
    assert [(toll.measure, toll.low, toll.group) for toll in reading.tolls] == [("killed", 12, "combatant")]


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ({"tons": {}}, "tons"),
        ({"text": {"article": []}}, "article"),
        ({"text": {"articles": "le"}}, "text.articles"),
        ({"text": {"articles": ["le", 3]}}, "text.articles"),
        ({"times": {"months": {"mars": 13}}}, "times.months.mars"),
        ({"times": {"weekdays": {"lundi": "one"}}}, "times.weekdays.lundi"),
        ({"numbers": {"magnitudes": {"cent": 1}}}, "numbers.magnitudes.cent"),
        ({"numbers": {"vague": {"tas": 3}}}, "numbers.vague.tas"),
        ({"attribution": {"verbs": {"said": ["dit"]}}}, "said"),
        ({"attribution": {"verbs": {"denied": ["ni|er"]}}}, "ni|er"),
        ({"attribution": {"frames": [{"verbs": ["dit"]}]}}, "attribution.frames[1]"),
        ({"tolls": {"harm": {"dead": {}}}}, "dead"),
        ({"tolls": {"harm": {"killed": {"nouns": []}}}}, "nouns"),
        ({"tolls": {"victims": {"soldiers": []}}}, "soldiers"),
        ({"numbers": []}, "numbers"),
    ],
)
def test_what_does_not_hold_is_named_with_its_file_and_key(document, named):
    with pytest.raises(PluginInvalid) as caught:
        LanguageDocument("xx", document)

    assert "languages/xx.toml" in str(caught.value)
    assert named in str(caught.value)
    assert caught.value.hint


def test_a_type_that_the_codebook_does_not_have_is_named(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "tn.toml").write_text('[events]\nbombing = ["bombu"]\n')

    with pytest.raises(PluginInvalid, match=r"languages/tn\.toml: events: found 'bombing'"):
        load_engine(EngineOptions(own=tmp_path))


def test_an_empty_document_reads_nothing_and_fails_at_nothing(tmp_path):
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "tn.toml").write_text("")

    reading = load_engine(EngineOptions(own=tmp_path)).read({"text": TINY_TEXT, "lang": "tn"})

    assert reading.error is None
    assert reading.claims == ()


PIECES = st.lists(
    st.sampled_from(
        ["«", "»", '"', ", ", ". ", " a déclaré ", " que ", " selon ", "Herat", " 12 morts", " un ", "lundi", "\n\n",
         " dont trois enfants", " n'a pas ", "-t-il", ": ", "e\u0301", "😀", " par les talibans", " 31 février 1"]
    ),
    max_size=40,
)  # fmt: skip


@given(PIECES)
def test_any_text_gives_a_reading_whose_spans_hold(pieces):
    text = "".join(pieces) or "x"

    reading = read(text)

    assert reading.error is None or not text.strip()
    spans = [span for said in reading.attributions for span in (*said.source, *said.cue, *said.content)]
    spans += [one.span for one in (*reading.times, *reading.places, *reading.tolls, *reading.claims)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(claim.stance in STANCES for claim in reading.claims)
    assert all(claim.event is None or claim.event < len(reading.events) for claim in reading.claims)
    assert all(toll.part_of is None or toll.part_of < len(reading.tolls) for toll in reading.tolls)


def test_a_quotation_of_several_sentences_stays_with_its_speaker():
    text = "« Ils sont venus. Ils ont tiré. » a raconté Amina Foret. La ville est calme."

    cut_text = cut(text, frozenset())

    assert len(cut_text.sentences) == 2


def test_readings_in_other_languages_have_the_shape_of_all_readings():
    english = fogline.read("The army said that rebels attacked Herat.", lang="en")

    assert {field.name for field in dataclasses.fields(english)} == set(read(FRENCH).to_dict())
