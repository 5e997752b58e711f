"""Build the chain of voices behind each claim: outlet, agency, spokesman, witness."""

import re
from collections.abc import Sequence

from fogline.model.reading import Attribution, Voice
from fogline.model.vocabulary import Span
from fogline.reading.actors import Cast
from fogline.reading.parse import Parsed
from fogline.reading.passages import PassageJudge
from fogline.reading.registry import Registry

__all__ = ["Chains", "dateline_agency"]

DATELINE = re.compile(
    r"\A[\s\"“]*(?:\[[^\]]{1,40}\]\s*)?[A-Z][^()\n]{0,60}?\((?P<agency>[A-Z][\w .&/-]{1,40})\)\s*(?:--?|—|–|:)"
)
ANSWERING = frozenset({"denied", "denied_responsibility", "confirmed", "questioned", "refused"})
CREDIT = re.compile(r"\((?P<agency>[A-Z][A-Za-z .&/-]{1,30})\)\s*\Z")


class Chains:
    """The chains of one text: link 0 is the outlet, then the agency it copied from, then who speaks."""

    def __init__(
        self,
        parsed: Parsed,
        cast: Cast,
        attributions: Sequence[Attribution],
        registry: Registry,
        judge: PassageJudge,
    ) -> None:
        self.parsed = parsed
        self.cast = cast
        self.attributions = attributions
        self.judge = judge
        self.base = base_chain(parsed, registry)

    def outlet(self) -> tuple[Voice, ...]:
        """Return the chain of what the text says in its own voice."""
        return self.base

    def of(self, index: int) -> tuple[Voice, ...]:
        """Return the chain that ends with the sayer of attribution `index`."""
        links: list[Voice] = []
        for number in self.path(index):
            link = self.link(number)
            same = links and (links[-1].sayer, links[-1].actor) == (link.sayer, link.actor)
            links[-1:] = [link] if same else [*links[-1:], link]
        return self.base + tuple(links)

    def path(self, index: int) -> list[int]:
        """Return the attributions around `index`, the outermost first, that add a voice to its chain.

        "denied a report that …": who denies a report does not vouch for it. What
        "is believed" within what someone says is that one's own judgement.
        """
        path = [index]
        at = self.attributions[index].inside
        while at is not None and at not in path:
            if not self.is_answered(path[-1], at):
                path.append(at)
            at = self.attributions[at].inside
        named = [one for one in path if self.attributions[one].source or self.document_of(one) is not None]
        return (named or path[:1])[::-1]

    def is_answered(self, inner: int, outer: int) -> bool:
        """Tell whether `outer` denies or confirms the report or claim that `inner` is."""
        if self.attributions[outer].stance not in ANSWERING:
            return False
        head = self.parsed.doc.char_span(*self.attributions[inner].cue[0], alignment_mode="expand")
        sources = [self.parsed.doc.char_span(*span) for span in self.attributions[inner].source[:1]]
        # "Argentine reports that …" is at times parsed as what Argentines report.
        described = any(words is not None and words.root.ent_type_ == "NORP" for words in sources)
        return head is not None and (head.root.pos_ == "NOUN" or described)

    def document_of(self, index: int) -> str | None:
        """Return the words of a report that nobody is named for: "reports" in "confirmed reports that …"."""
        attribution = self.attributions[index]
        words = self.parsed.doc.char_span(*attribution.cue[0], alignment_mode="expand")
        if attribution.source or words is None or words.root.pos_ != "NOUN":
            return None
        phrase = [t for t in words.root.lefts if t.dep_ in ("amod", "compound")]
        start = phrase[0].idx if phrase else words.start_char
        return " ".join(self.parsed.text[start : words.root.idx + len(words.root)].split())

    def comment(self) -> tuple[Voice, ...]:
        """Return the chain of a reader's comment under the text."""
        return (*self.base[:1], Voice(sayer=None, kind="unnamed"))

    def link(self, index: int) -> Voice:
        """Return the link of one attribution."""
        attribution = self.attributions[index]
        cue = cover(attribution.cue)
        medium = self.judge.medium_of(self.parsed, attribution)
        report = self.document_of(index)
        if report is not None:
            return Voice(sayer=report, kind="document", cue=cue, medium=medium)
        if not attribution.source:
            return Voice(sayer=attribution.sayer, kind="unnamed", cue=cue, medium=medium)
        sayer, kind, actor = self.cast.voice(attribution.source)
        return Voice(
            sayer=attribution.sayer or sayer,
            kind=kind,
            actor=actor,
            span=cover(attribution.source),
            cue=cue,
            medium=medium,
        )


def base_chain(parsed: Parsed, registry: Registry) -> tuple[Voice, ...]:
    """Return the outlet's link, and the agency's where the text is a wire that the outlet printed."""
    known = registry.publisher(parsed.outlet or "")
    outlet = Voice(sayer=parsed.outlet, kind="outlet", actor=known.id if known else None)
    span = dateline_agency(parsed.text)
    agency = registry.publisher(parsed.text[span[0] : span[1]]) if span else None
    if agency is None or agency == known or agency.name.casefold() == (parsed.outlet or "").casefold():
        return (outlet,)
    return outlet, Voice(sayer=agency.name, kind="outlet", actor=agency.id, span=span)


def dateline_agency(text: str) -> Span | None:
    """Return where a dateline or a closing credit names an agency: "CITY, 4 May (AFP) --" or "(Reuters)"."""
    match = DATELINE.match(text[:200])
    if match is not None:
        return match.span("agency")
    tail = max(0, len(text) - 80)
    credit = CREDIT.search(text, tail)
    return None if credit is None else credit.span("agency")


def cover(spans: Sequence[Span]) -> Span | None:
    """Return the first span, the one that a reader is led to; None when there is none."""
    return spans[0] if spans else None
