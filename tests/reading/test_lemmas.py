"""Tell lemmas by tag and part of speech: irregular forms, endings, closed classes, words run together."""

import pytest

from fogline.reading.document import from_spacy
from fogline.reading.lemmas import lemmatise
from fogline.reading.parse import load_pipeline


@pytest.mark.parametrize(
    ("word", "tag", "part", "expected"),
    [
        ("Shelled", "VBD", "VERB", "shell"),
        ("striking", "VBG", "VERB", "strike"),
        ("planned", "VBN", "VERB", "plan"),
        ("denies", "VBZ", "VERB", "deny"),
        ("struck", "VBD", "VERB", "strike"),
        ("found", "VBP", "VERB", "found"),
        ("found", "VBD", "VERB", "find"),
        ("militiamen", "NNS", "NOUN", "militiaman"),
        ("bodies", "NNS", "NOUN", "body"),
        ("crises", "NNS", "NOUN", "crisis"),
        ("cease-fires", "NNS", "NOUN", "cease-fire"),
        ("news", "NN", "NOUN", "news"),
        ("counties", "NNS", "NOUN", "county"),
        ("politics", "NNS", "NOUN", "politics"),
        ("troops", "NNS", "NOUN", "troop"),
        ("bases", "NNS", "NOUN", "base"),
        ("taxes", "NNS", "NOUN", "tax"),
        ("Kurds", "NNS", "NOUN", "kurd"),
        ("raped", "VBN", "VERB", "rape"),
        ("undergoing", "VBG", "VERB", "undergo"),
        ("better", "JJR", "ADJ", "good"),
        ("better", "RBR", "ADV", "well"),
        ("More", "JJR", "ADJ", "more"),
        ("heaviest", "JJS", "ADJ", "heavy"),
        ("Hamas", "NNP", "PROPN", "Hamas"),
        ("drones", "NNPS", "PROPN", "drones"),
        ("Was", "VBD", "AUX", "be"),
        ("’s", "VBZ", "AUX", "be"),
        ("’s", "POS", "PART", "’s"),
        ("Them", "PRP", "PRON", "they"),
        ("n’t", "RB", "PART", "not"),
        ("‘", "``", "PUNCT", "'"),
        ("Qorvid", "NN", "NOUN", "qorvid"),
        ("qorvided", "VBD", "VERB", "qorvide"),
        ("\n", "_SP", "SPACE", "\n"),
    ],
)
def test_a_form_is_led_back_to_its_base(word, tag, part, expected):
    assert lemmatise([word], [tag], [part]) == [expected]


def test_words_run_together_help_each_other():
    """What "let" has behind it is "us", and "ai" before "n't" is "be"; alone they are not."""
    words, tags, parts = ["Let", "’s", "go", "ai", "n't"], ["VB", "PRP", "VB", "VBZ", "RB"], ["VERB"] * 5

    assert lemmatise(words, tags, parts) == ["let", "us", "go", "be", "not"]
    assert lemmatise(words[:1] + words[3:4], ["VB", "VBZ"], ["VERB", "VERB"]) == ["let", "ai"]


def test_a_text_without_words_has_no_lemmas():
    assert lemmatise([], [], []) == []


@pytest.mark.parametrize(
    "text",
    [
        "The rebels' gunmen fled; their leaders said they'd be going home, didn't they?",
        'He was hit by the worst of the shells, "the biggest and best made yet", and lies dying.',
        "Families of those who'd been killed are gonna ask for more than the men's knives and lives.",
        "Let's see whose analyses held: two crises, seven armies, nobody better armed.",
    ],
)
def test_lemmas_are_those_of_the_pipeline(text):
    """What the rules were written for, they get from either reader."""
    doc = from_spacy(load_pipeline()(text))

    lemmas = lemmatise([t.text for t in doc], [t.tag_ for t in doc], [t.pos_ for t in doc])

    assert lemmas == [token.lemma_ for token in doc]
