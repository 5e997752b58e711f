"""Judge what a sayer does with a proposition, in context: one made-up sentence a rule."""

import pytest

from fogline.plugins import load_documents
from fogline.reading.attribution import AttributionFinder
from fogline.reading.parse import parse


class Nobody:
    """A cast that knows nobody."""

    def voice(self, _: object) -> tuple[None, str, None]:
        return None, "unnamed", None


@pytest.fixture(scope="module")
def finder() -> AttributionFinder:
    return AttributionFinder(load_documents("languages")["en"])


def stance_at(finder: AttributionFinder, text: str, cue: str) -> str | None:
    """Return the stance of the attribution whose cue holds the word, None where there is none."""
    for found in finder.find(parse(text), Nobody()):
        if any(cue in text[start:end] for start, end in found.cue):
            return found.stance
    return None


STANCES = [
    ("The ministry said two bridges had fallen.", "said", "asserted"),
    ("The army denied that its troops had crossed the river.", "denied", "denied"),
    ("The minister rejected the allegation that prisoners were beaten.", "rejected", "denied"),
    ("The general dismissed reports that the port had been shelled.", "dismissed", "denied"),
    ("The rebels rejected the ceasefire.", "rejected", "refused"),
    ("The ministry acknowledged that its troops had retreated.", "acknowledged", "admitted"),
    ("The navy conceded that the frigate had been lost.", "conceded", "admitted"),
    ("The officials were forced to recognize that the town had fallen.", "recognize", "admitted"),
    ("The governor confirmed that the bridge was destroyed.", "confirmed", "confirmed"),
    ("The mayor accused the militia of burning the market.", "accused", "accused"),
    ("The ministry blamed the rebels for the explosion.", "blamed", "accused"),
    ("The envoy condemned the militia for shelling the town.", "condemned", "accused"),
    (
        "The Northern Front claimed responsibility for the attack on the depot.",
        "claimed",
        "claimed_responsibility",
    ),
    ("The militia denied any involvement in the bombing.", "denied", "denied_responsibility"),
    ("The envoy warned that the truce could collapse.", "warned", "warned"),
    ("The commander threatened to shell the port.", "threatened", "threatened"),
    ("The commander vowed to avenge the dead.", "vowed", "threatened"),
    ("The commander vowed to continue the fight.", "vowed", "promised"),
    ("The president pledged to rebuild the town.", "pledged", "promised"),
    ("The agency expects that the flood will reach the delta.", "expects", "predicted"),
    ("The mayor urged the army to withdraw.", "urged", "demanded"),
    ("The union called for an inquiry.", "called", "demanded"),
    ("The envoy called on the rebels to disarm.", "called", "demanded"),
    ("The reporter asked whether the road was open.", "asked", "questioned"),
    ("The senator questioned whether the raid was lawful.", "questioned", "questioned"),
    ("The group is believed to hold the eastern hills.", "believed", "assessed"),
    ("The agency estimates that forty houses burned.", "estimates", "assessed"),
    ("The spokesman refused to confirm that the pilot had died.", "refused", "refused"),
    ("The spokesman declined to comment on the raid.", "declined", "refused"),
    ("The ministry neither confirmed nor denied that the convoy was hit.", "denied", "refused"),
    ("The general did not deny that the village was shelled.", "deny", "refused"),
    ("The army should acknowledge that it lost the valley.", "acknowledge", "demanded"),
    ("Reports that the dam had burst were untrue, the ministry said.", "said", "denied"),
    ("The Northern Front claimed the attack.", "claimed", "claimed_responsibility"),
    ("The army said it would retaliate.", "said", "threatened"),
    ("He said his forces would hit the capital.", "said", "threatened"),
    ("He told reporters: “We hold the hills.”", "told", "asserted"),
    ("According to the general, the front will hold.", "According", "predicted"),
    ("The envoy warned against a march on the capital.", "warned", "warned"),
    ("The monitor said it was unclear who had fired the shell.", "unclear", "questioned"),
    ("The general was not sure whether the bridge had fallen.", "sure", "questioned"),
    ("The doctor said the number of the dead was likely to rise.", "likely", "predicted"),
    ("The governor held the rebels responsible for the fire.", "held", "accused"),
    ("The army denied attacking the village.", "denied", "denied_responsibility"),
    (
        "The navy has denied any responsibility, saying its ships were at sea.",
        "denied",
        "denied_responsibility",
    ),
    ("The rebels denied having carried out an attack on the bridge.", "denied", "denied_responsibility"),
    ("The general denied that he took part in the crime.", "denied", "denied_responsibility"),
    ("The army denied being behind the strike.", "denied", "denied_responsibility"),
    ("Karsia denied any links with the assassination.", "denied", "denied_responsibility"),
    ("Karsia denied any links with the rebels.", "denied", "denied"),
    ("The army denied carrying letters for the rebels.", "denied", "denied"),
    ("The army denied that it would attack the town.", "denied", "denied"),
    ("The observer was not able to verify the account.", "verify", "refused"),
    (
        "The raid, which was claimed by the Northern Front, killed two.",
        "claimed",
        "claimed_responsibility",
    ),
]


@pytest.mark.parametrize(("text", "cue", "stance"), STANCES)
def test_stance_is_what_the_cue_does_in_its_context(
    finder: AttributionFinder, text: str, cue: str, stance: str
) -> None:
    assert stance_at(finder, text, cue) == stance


NOT_SPEECH = [
    ("The wounded were admitted to hospital.", "admitted"),
    ("The avalanche claimed ten lives.", "claimed"),
    ("The guards denied entry to the convoy.", "denied"),
    ("No group has claimed responsibility for the blast.", "claimed"),
    ("The group has yet to claim responsibility.", "claim"),
    ("There was no claim of responsibility.", "claim"),
    ("The court dismissed the charge.", "dismissed"),
    ("Death threats reached the mayor.", "threats"),
    ("The patrol fired a warning shot.", "warning"),
    ("Troops attacked the depot at dawn.", "attacked"),
    ("The letters contradict the account of the mayor.", "contradict"),
    ("The oil spill threatens to reach the lake.", "threatens"),
    ("The spokesman refused to confirm that the pilot had died.", "confirm that"),
]


@pytest.mark.parametrize(("text", "cue"), NOT_SPEECH)
def test_a_word_that_is_no_act_of_speech_gives_no_attribution(
    finder: AttributionFinder, text: str, cue: str
) -> None:
    assert stance_at(finder, text, cue) is None
