"""Say which of our types of events are incidents of MUC-4, and of which of its types."""

from fogline.model.reading import Event

__all__ = ["NINE", "incident_type"]

NINE = frozenset({"SLV", "GTM", "HND", "ARG", "BOL", "CHL", "COL", "ECU", "PER"})
"""The countries of MUC-4: an incident elsewhere is left out unless it strikes one of their people."""

TYPES = {
    "attack": "ATTACK", "killing": "ATTACK", "assault": "ATTACK", "wounding": "ATTACK", "mob_violence": "ATTACK",
    "sexual_violence": "ATTACK", "shelling_artillery_missile_attack": "ATTACK", "grenade": "BOMBING",
    "remote_explosive_landmine_ied": "BOMBING", "suicide_bomb": "BOMBING",
    "abduction_forced_disappearance": "KIDNAPPING",
}  # fmt: skip
"""Our types that are incidents of MUC-4. Its rules leave out what armies and guerrillas do to each other."""

BY_WORD = (
    ("hijack", "HIJACKING"), ("rob", "ROBBERY"), ("steal", "ROBBERY"), ("arson", "ARSON"), ("burn", "ARSON"),
    ("torch", "ARSON"), ("set", "ARSON"), ("fire", "ARSON"),
)  # fmt: skip
"""What the words of looting, destruction and hijacking say more exactly, by how they begin."""

STOPPAGES = ("stoppage", "strike")


def incident_type(event: Event, text: str) -> str | None:
    """Return the MUC-4 type of an event, None for what its rules leave out."""
    word = text[slice(*event.trigger)].lower()
    if event.type == "protest" and word.startswith(STOPPAGES):
        return "FORCED WORK STOPPAGE" if word.startswith("stoppage") else None
    if event.type in ("looting_property_destruction", "abduction_forced_disappearance"):
        exact = next((name for start, name in BY_WORD if word.startswith(start)), None)
        return exact or TYPES.get(event.type)
    return TYPES.get(event.type or "")
