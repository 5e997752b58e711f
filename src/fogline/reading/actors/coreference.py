"""Tell who is meant: join names, roles and pronouns of one text that speak of the same someone."""

from collections.abc import Mapping, Sequence
from typing import Any

from fogline.reading.actors.antecedents import AntecedentFinder
from fogline.reading.actors.designations import RoleJoiner
from fogline.reading.actors.entities import Entity, Known, Words
from fogline.reading.actors.found import Found
from fogline.reading.actors.naming import NameJoiner
from fogline.reading.parse import Parsed
from fogline.reading.registry import Registry

__all__ = ["Resolver"]


class Resolver:
    """Joins the mentions of one text after another."""

    def __init__(self, registry: Registry, words: Mapping[str, Any]) -> None:
        self.registry = registry
        self.words = Words(words)

    def resolve(self, parsed: Parsed, mentions: Sequence[Found]) -> dict[int, Entity]:
        """Return the entity of each mention by its head; mentions of nobody known are left out.

        Names come first, for the whole text; then roles and pronouns in text
        order, those in quotations last, because they need their speakers.
        """
        known = Known(self.registry, self.words, parsed, mentions)
        antecedents = AntecedentFinder(known)
        roles = RoleJoiner(known, antecedents)
        names = NameJoiner(known)
        names.join_names()
        names.join_slips()
        roles.join_appositions()
        for inside in (False, True):
            for found in mentions:
                if found.head in known.entities or (known.quote[found.head] is not None) is not inside:
                    continue
                if found.form == "role":
                    roles.join_role(found)
                elif found.form == "pronoun":
                    entity = antecedents.antecedent(found)
                    if entity is not None:
                        known.enter(found, entity)
            if not inside:
                antecedents.find_speakers()
        return known.entities
