"""How claims are made from a text: who vouches, with which stance, and what answers what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fogline
from fogline.reading.engine import load_engine


def read(text, **more):
    more = {"published": "1982-05-20", "outlet": "Harbour Post", "lang": "en"} | more
    reading = fogline.read(text, **more)
    assert reading.error is None
    return reading


def claims_of(reading, stance):
    return [claim for claim in reading.claims if claim.stance == stance]


def only(items):
    (item,) = items
    return item


def test_the_outlet_is_the_first_link_and_the_speaker_the_last():
    claim = only(
        claims_of(
            read("The rebels attacked the harbour of Herat on Monday, Colonel Bertil Ulfsen said."),
            "asserted",
        )
    )

    assert [voice.sayer for voice in claim.chain] == ["Harbour Post", "Bertil Ulfsen"]
    assert (claim.chain[0].kind, claim.chain[0].span, claim.chain[0].cue) == ("outlet", None, None)


def test_what_nobody_else_says_is_the_outlets_own_claim():
    claim = only(read("The rebels attacked the harbour of Herat on Monday.").claims)

    assert [voice.kind for voice in claim.chain] == ["outlet"]


def test_an_unknown_outlet_is_null():
    claim = only(read("The rebels attacked the harbour of Herat on Monday.", outlet=None).claims)

    assert claim.chain[0].sayer is None


def test_two_acts_of_one_sentence_are_two_claims_by_one_voice():
    reading = read("A spokesman said that the militia attacked the barracks and captured four soldiers.")
    claims = [claim for claim in reading.claims if claim.event is not None]

    assert len(claims) == 2
    assert len({claim.chain for claim in claims}) == 1
    assert len({claim.span for claim in claims}) == 2


def test_a_denial_answers_the_other_sides_claim():
    reading = read(
        "The militia said its fighters attacked the barracks in Herat on Monday. "
        "The army denied that the barracks in Herat was attacked."
    )
    denial = only(claims_of(reading, "denied"))

    assert denial.answers is not None
    assert reading.claims[denial.answers].chain[-1] != denial.chain[-1]


def test_nobody_predicts_what_a_clause_beside_tells_as_past():
    reading = read(
        "The two officers who were wounded in the attack are expected to recover, the ministry said."
    )

    assert {claim.stance for claim in reading.claims if claim.event is not None} == {"asserted"}


def test_an_admission_takes_back_the_same_voices_denial():
    reading = read(
        "The militia said its fighters attacked the barracks in Herat on Monday. "
        "The army at first denied that there was fighting. On Friday the army admitted it."
    )
    denial, admission = only(claims_of(reading, "denied")), only(claims_of(reading, "admitted"))

    assert reading.claims.index(denial) == admission.reverses
    assert admission.event is not None


def test_an_admission_takes_back_the_denial_of_ones_own_deed():
    reading = read(
        "The army denied on Monday that it had carried out the attack on the market of Brenna. "
        "On Friday the army admitted that it had carried out the attack on the market of Brenna."
    )
    denial, admission = (
        only(claims_of(reading, "denied_responsibility")),
        only(claims_of(reading, "admitted")),
    )

    assert reading.claims.index(denial) == admission.reverses


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The council demanded that Gondor withdraw its troops from Herat.", "demanded"),
        ("The general threatened to bomb the harbour.", "threatened"),
        ("The minister predicted that the fighting would end by June.", "predicted"),
        ("The minister promised to rebuild the bridge.", "promised"),
        ("The envoy rejected the ceasefire.", "refused"),
        ("The army acknowledged that it had lost two aircraft.", "admitted"),
    ],
)
def test_acts_of_speech_keep_their_stance(text, stance):
    assert stance in {claim.stance for claim in read(text).claims}


def test_what_a_demand_asks_for_has_not_happened():
    reading = read("The council urged Gondor to attack the harbour of Herat.")
    demand = only(claims_of(reading, "demanded"))

    assert reading.events[demand.event].tense == "hypothetical"
    assert reading.events[demand.event].factuality == 0


def test_nobody_is_asked_by_himself():
    reading = read("In a statement the envoy, Bertil Ulfsen, called for immediate action.")
    demand = only(claims_of(reading, "demanded"))

    assert reading.events[demand.event].target is None


def test_a_question_is_not_an_assertion():
    reading = read("“Why did the army shell the harbour of Herat?” the envoy asked.")

    assert "questioned" in {claim.stance for claim in reading.claims}


def test_a_readers_comment_has_no_outlets_authority():
    reading = read("The rebels attacked the harbour of Herat on Monday.\n\nMore at:\n\nWill they ever stop?")
    comment = only(claims_of(reading, "questioned"))

    assert (comment.chain[-1].kind, comment.chain[-1].sayer) == ("unnamed", None)


def test_a_part_of_a_loss_is_a_claim_of_its_own():
    reading = read("The blast in Herat killed 14 people, among them three children, the mayor said.")
    tolls = [
        [reading.tolls[t] for t in reading.events[c.event].tolls]
        for c in reading.claims
        if c.event is not None
    ]

    assert sorted(toll.low for one in tolls for toll in one) == [3, 14]
    assert all(len(one) == 1 for one in tolls)


def test_a_wires_dateline_names_the_origin():
    reading = read("HERAT, May 20 (Reuters) - The rebels attacked the harbour on Monday.")
    claim = next(claim for claim in reading.claims if claim.event is not None)

    assert [voice.sayer for voice in claim.chain] == ["Harbour Post", "Reuters"]


def test_spans_lead_back_to_words():
    text = "The militia said its fighters attacked the barracks (in Herat) on Monday."
    for claim in read(text).claims:
        assert text[slice(*claim.span)].strip() == text[slice(*claim.span)] != ""


def test_reading_depends_on_the_document_alone():
    texts = [
        "The rebels attacked the harbour of Herat on Monday.",
        "The army denied it.",
        "No one was hurt, a spokesman said.",
    ]
    documents = [{"text": text, "key": text, "published": "1982-05-20"} for text in texts]
    alone = [only(fogline.read_many([document])) for document in documents]

    assert list(fogline.read_many(documents)) == alone
    assert list(fogline.read_many(reversed(documents))) == alone[::-1]


def test_more_workers_give_the_same_readings_in_order():
    documents = [
        {"text": f"The rebels attacked Herat on {day} May, a spokesman said.", "key": day}
        for day in range(1, 5)
    ]

    assert list(fogline.read_many(documents, workers=2)) == list(fogline.read_many(documents))


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ({"text": None}, "string"),
        ({}, "string"),
        ({"text": " \n"}, "empty"),
        ({"text": "Rebels fled.", "published": "last week"}, "last week"),
        ({"text": "the army said " * 90_000}, "characters"),
        ({"text": "Повстанцы обстреляли порт утром в понедельник, сообщил представитель."}, "ru"),
    ],
    ids=["none", "missing", "blank", "date", "too long", "language"],
)
def test_a_document_that_cannot_be_read_yields_an_error_and_ends_nothing(document, says):
    documents = [{**document, "key": "bad"}, {"text": "The rebels attacked Herat.", "key": "good"}]
    bad, good = fogline.read_many(documents)

    assert says in bad.error
    assert (bad.key, bad.claims) == ("bad", ())
    assert (good.key, good.error) == ("good", None)


PHRASES = (
    "the army", "militia", "Herat", "said", "denied that", "killed", "eight soldiers", "attacked", "on Monday", "“",
    "”", ",", ".", "and", "if", "would not", "according to", "(", ")", ":", "—", "reported", "it", "they",
    "he", "admitted",
    "\n", "12", "civilians", "were",
)  # fmt: skip
WORDS = st.sampled_from(PHRASES)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_give_a_reading_that_holds_together(text):
    reading = load_engine().read({"text": text, "lang": "en", "published": "1982-05-20", "outlet": "Post"})

    assert reading.error is None or not text.strip()
    for event in reading.events:
        assert all(0 <= place < len(reading.places) for place in event.places)
        assert event.time is None or 0 <= event.time < len(reading.times)
        assert all(0 <= toll < len(reading.tolls) for toll in event.tolls)
    for claim in reading.claims:
        assert 0 <= claim.span[0] < claim.span[1] <= len(text)
        assert claim.chain[0].kind == "outlet"
        assert 0 <= claim.confidence <= 1
        assert claim.event is None or 0 <= claim.event < len(reading.events)
        for other in (claim.answers, claim.reverses):
            assert other is None or 0 <= other < len(reading.claims)


def test_a_stage_that_trips_is_an_error_of_that_document_alone(monkeypatch):
    engine = load_engine()
    trip = {"key": "bad", "text": "The rebels attacked Herat.", "lang": "en"}
    monkeypatch.setattr(engine, "tolls", None)

    assert "AttributeError" in engine.read(trip).error


def test_what_somebody_will_need_is_foretold_and_not_demanded():
    text = 'For the Front to threaten Brenna, "they will need to gain support abroad," Ada Lorn, an analyst, noted.'

    assert [claim.stance for claim in fogline.read(text).claims] in (["predicted"], ["assessed"])
