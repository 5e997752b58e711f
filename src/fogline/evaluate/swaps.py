"""Exchange the names of the parties in made-up reports and count what changes besides the names."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fogline.evaluate.scores import Score
from fogline.model.reading import Reading, Toll
from fogline.reading.engine import read

__all__ = [
    "ASPECTS",
    "FRAMES",
    "NAMES",
    "Flip",
    "Pair",
    "compare_pair",
    "find_flips",
    "make_pairs",
    "measure_swaps",
]

FRAMES: tuple[str, ...] = (
    "{A} said on Monday that {B} had shelled the market in Corvane, killing twelve people.",
    "{A} denied that they had bombed the clinic, and blamed {B} for the deaths of three nurses.",
    "{A} attacked {B} near Velm on Tuesday. At least nine people were killed.",
    "{A} accused {B} of executing four prisoners at a quarry outside Mirn.",
    "A spokesman for {A} admitted that the shells which hit the school had been fired by mistake. "
    "{B} said that seven children had died.",
    "{B} claimed responsibility for the car bomb that killed six people in Tarsk, while {A} vowed to answer.",
    "{A} and {B} clashed at the pass on Friday, residents said. Two villagers were wounded.",
    "{A} warned that {B} would attack the dam if the talks failed.",
    "{A} threatened to shell the port unless {B} withdrew by Sunday.",
    "According to a doctor, fire from {A} killed five civilians. {B} put the number at eleven.",
    "{A} rejected the ceasefire that {B} had offered.",
    "{A} released thirty captives on Sunday, and {B} thanked the mediators.",
    "{A} confirmed that {B} had left the airfield at Mirn without a fight.",
    "No one was hurt when {A} fired rockets at the depot held by {B}.",
    "{A} insisted that {B} had broken the truce by attacking the mill, where three guards were killed.",
    "It was {A}, not {B}, that mined the road, the inquiry found. The mine killed two drivers.",
    "{A} shot dead a photographer in Ossa on Saturday. {B} called the killing a crime.",
    "{A} called on {B} to stop bombing the refugee camp.",
    "{A} will attack the town next week, {B} predicted.",
    "{A} demanded that {B} free the nine hostages.",
    "{A} acknowledged that two of the bombs had missed. {B} said that fourteen people had been killed.",
    "Witnesses said that they had seen {A} burn three houses after {B} fled the village.",
    "{A} did not comment on the raid. {B} said that it had killed ten fighters.",
    "{A} killed at least fifteen people in an air strike on Lenn, {B} said. Hospital staff counted nine bodies.",
    "{A} promised to protect the convoy, but {B} said that it was ambushed on Monday and that one driver died.",
)  # fmt: skip
"""Reports with two slots. Tolls are of people who belong to neither party, so that no figure may follow a name."""

NAMES: tuple[tuple[str, str, str | None], ...] = (
    ("the army", "the rebels", None),
    ("American troops", "Russian troops", None),
    ("British soldiers", "Malian soldiers", None),
    ("Israel", "Iran", None),
    ("the Taliban", "the terrorists", "the security forces"),
    ("the mujahideen", "the freedom fighters", "government troops"),
    ("the resistance", "the militants", "the army"),
    ("Hamas", "Palestinian terrorists", "Israeli soldiers"),
)
"""Two names to be exchanged; with a third, the two are names of one group in conflict with the third."""

ASPECTS = ("stance", "polarity", "type", "toll")

SAME_TYPE = {
    "government_regains_territory": "territory",
    "non_state_actor_overtakes_territory": "territory",
    "arrests": "held",
    "capture_of_troops": "held",
    "abduction_forced_disappearance": "held",
}
"""Types that the codebook tells apart by who acts: here the name may decide."""

Reader = Callable[[str], Reading]


@dataclass(frozen=True, slots=True)
class Pair:
    """One report with its names in two ways."""

    name: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Flip:
    """Something that changed with the names."""

    pair: Pair
    aspect: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    def __str__(self) -> str:
        """Say what changed, in words."""
        return f"{self.pair.name} {self.aspect}: {', '.join(self.first)} -> {', '.join(self.second)}"


def measure_swaps(folder: Path, *, limit: int | None = None) -> tuple[Score, ...]:
    """Return how many pairs keep everything, and how many keep each aspect; notes name every flip.

    Args:
        folder: not used: the reports are made up.
        limit: take only so many pairs.
    """
    del folder
    pairs = make_pairs()[:limit]
    flips = find_flips(pairs)
    kept = len(pairs) - len({flip.pair for flip in flips})
    scores = [Score("swaps", "all kept", kept, len(pairs), len(pairs), note="pairs with nothing flipped")]
    for aspect in ASPECTS:
        flipped = [flip for flip in flips if flip.aspect == aspect]
        same = len(pairs) - len(flipped)
        note = "; ".join(map(str, flipped))
        scores.append(Score("swaps", f"{aspect} kept", same, len(pairs), len(pairs), note=note))
    return tuple(scores)


def make_pairs() -> tuple[Pair, ...]:
    """Return every report with every pair of names: exchanged, or one name put for the other."""
    return tuple(
        pair for number, frame in enumerate(FRAMES, 1) for pair in pairs_of(f"frame-{number:02}", frame)
    )


def pairs_of(number: str, frame: str) -> Iterator[Pair]:
    """Yield the pairs of one frame."""
    for one, other, opponent in NAMES:
        name = f"{number} {one}/{other}"
        if opponent is None:
            yield Pair(name, fill(frame, one, other), fill(frame, other, one))
            continue
        yield Pair(name, fill(frame, one, opponent), fill(frame, other, opponent))


def fill(frame: str, one: str, other: str) -> str:
    """Return a report with its names, capital letters where sentences begin."""
    text = frame.replace("{A}", one).replace("{B}", other)
    return ". ".join(sentence[:1].upper() + sentence[1:] for sentence in text.split(". "))


def find_flips(pairs: Sequence[Pair], reader: Reader | None = None) -> tuple[Flip, ...]:
    """Return all that changed, pair by pair; `reader` is the shipped one when None."""
    reading = cache(reader or read_made_up)
    return tuple(
        flip for pair in pairs for flip in compare_pair(pair, reading(pair.first), reading(pair.second))
    )


def read_made_up(text: str) -> Reading:
    """Read a made-up report as if printed on a Wednesday."""
    return read(text, published="2024-05-15", outlet="Corvane Courier")


def compare_pair(pair: Pair, first: Reading, second: Reading) -> Iterator[Flip]:
    """Yield what differs between the two readings besides the names."""
    for aspect in ASPECTS:
        one, other = signature(first, aspect), signature(second, aspect)
        if one != other:
            yield Flip(pair, aspect, one, other)


def signature(reading: Reading, aspect: str) -> tuple[str, ...]:
    """Return one aspect of a reading, in the order of the text."""
    if aspect == "toll":
        return tuple(toll_words(toll) for toll in sorted(reading.tolls, key=lambda toll: toll.span))
    if aspect == "type":
        events = sorted(reading.events, key=lambda event: event.trigger)
        return tuple(SAME_TYPE.get(event.type, event.type) for event in events if event.type is not None)
    claims = sorted(reading.claims, key=lambda claim: (claim.span, claim.stance))
    return tuple(claim.stance if aspect == "stance" else claim.polarity for claim in claims)


def toll_words(toll: Toll) -> str:
    """Return a toll's measure, figures and group."""
    return f"{toll.measure} {toll.low}-{toll.high} {toll.wording} {toll.group}"
