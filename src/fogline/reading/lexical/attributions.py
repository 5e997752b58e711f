"""Find who says what: quotations with their reporting verbs, "X a affirmé que …", "según X"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from fogline.model.vocabulary import Stance
from fogline.reading.lexical.document import LanguageDocument
from fogline.reading.lexical.tokens import Phrases, Quote, Text, Token

__all__ = ["LexicalAttributions", "Saying"]

Stretch = tuple[int, int]

LONGEST_SAYER = 25
"""Tokens; more is no sayer but a clause that was cut badly."""

LONGEST_ASIDE = 16
"""Tokens that may stand between a verb and its "que": "a déclaré lundi à la presse que"."""

OBJECT_WITHIN = 8
"""Tokens behind a verb among which an object that changes its stance is looked for."""

NEGATED: dict[str, Stance | None] = {
    "asserted": "refused", "confirmed": "refused", "denied": "refused", "admitted": "refused", "assessed": None,
    "denied_responsibility": "refused",
}  # fmt: skip
"""What becomes of a stance when its verb is negated, after `STANCE.md`; of any other nothing is left."""

QUOTE_MARKS = frozenset('«»“”„"‹›')
BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—"})


@dataclass(frozen=True, slots=True)
class Use:
    """What a reporting verb does: its stance, whether it takes an object, and the objects that change its stance."""

    stance: Stance | None
    takes_object: bool = False
    objects: tuple[tuple[frozenset[str], Stance | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb's tokens, and the pronoun behind it ("a-t-il déclaré")."""

    first: int
    last: int
    use: Use
    negated: bool
    pronoun: Stretch | None = None


@dataclass(frozen=True, slots=True)
class Saying:
    """One "who says what" by its tokens. `source` None: the text names none; `inside`: index of the one around it."""

    source: Stretch | None
    cue: Stretch
    content: tuple[Stretch, ...]
    stance: Stance
    inside: int | None = None


class LexicalAttributions:
    """Finds attributions; its words are given once."""

    def __init__(self, document: LanguageDocument) -> None:
        self._finite: Phrases[Use]
        self._participles: Phrases[Use]
        self._finite, self._participles = verb_phrases(document)
        self._auxiliaries = frozenset(document.words("attribution", "auxiliaries"))
        self._between = frozenset(document.words("attribution", "between"))
        self._negation = frozenset(document.words("attribution", "negation"))
        self._pronouns = frozenset(document.words("attribution", "pronouns"))
        self._that = frozenset(document.words("attribution", "that"))
        self._infinitives = frozenset(document.words("attribution", "infinitives"))
        self._according: Phrases[Stance] = Phrases(
            (phrase, cast(Stance, stance))
            for stance, phrases in document.table("attribution", "according").items()
            for phrase in phrases
        )
        self._not_according = frozenset(document.words("attribution", "not_according"))
        self._openings = Phrases((word, True) for word in document.words("text", "openings"))
        self._boundaries = Phrases((word, True) for word in document.words("text", "boundaries"))
        self._stops = Phrases((word, True) for word in document.words("text", "stops"))
        self._dates = Phrases(
            (word, True) for key in ("weekdays", "relative_days") for word in document.numbers("times", key)
        )
        self._relatives = frozenset(document.words("text", "relatives"))
        self._clitics = frozenset(document.words("text", "clitics"))
        self._articles = frozenset(document.words("text", "articles"))
        self._of = frozenset(document.words("text", "of"))

    def find(self, text: Text) -> tuple[Saying, ...]:
        """Return the attributions of a text in order of their first words; none without content."""
        found: list[Saying] = []
        for first, last in text.sentences:
            inside = sorted(self._in_sentence(text, first, last), key=begin_of)
            start = len(found)
            for number, saying in enumerate(inside):
                holder = around(inside, number)
                found.append(replace(saying, inside=None if holder is None else start + holder))
        return tuple(found)

    def _in_sentence(self, text: Text, first: int, last: int) -> Iterator[Saying]:
        quotes = text.quotes_in(first, last)
        cues = list(self._cues(text, first, last))
        for number, cue in enumerate(cues):
            following = cues[number + 1] if number + 1 < len(cues) else None
            saying = self._saying(text, cue, following, quotes, first, last)
            if saying is not None:
                yield saying
        for at in range(first, last):
            saying = None if text.quoted[at] else self._according_to(text, at, first, last)
            if saying is not None:
                yield saying

    # Cues

    def _cues(self, text: Text, first: int, last: int) -> Iterator[Cue]:
        at = first
        while at < last:
            cue = self._cue_at(text.tokens, at, first, last)
            if cue is None or (text.quoted[at] and not self._is_aside(text.tokens, cue)):
                at += 1
                continue
            yield cue
            at = cue.last

    def _cue_at(self, tokens: Sequence[Token], at: int, first: int, last: int) -> Cue | None:
        """Return the cue whose first token stands at a place."""
        if tokens[at].norm in self._auxiliaries:
            end, pronoun = self._inverted(tokens, at + 1, last)
            negated = self._is_negated(tokens, at, first)
            while end < last and tokens[end].norm in self._between and end - at <= 5:
                negated = negated or tokens[end].norm in self._negation
                end += 1
            participle = self._participles.at(tokens, end, last)
            if participle is not None:
                return Cue(at, participle[0], participle[1], negated, pronoun)
        finite = self._finite.at(tokens, at, last)
        if finite is None:
            return None
        end, pronoun = self._inverted(tokens, finite[0], last)
        return Cue(at, end, finite[1], self._is_negated(tokens, at, first), pronoun)

    def _inverted(self, tokens: Sequence[Token], at: int, last: int) -> tuple[int, Stretch | None]:
        """Return where a verb with its pronoun ends ("-t-il"), and the pronoun."""
        for behind in (("-", "t", "-"), ("-",)):
            stop = at + len(behind)
            follows = stop < last and tuple(token.norm for token in tokens[at:stop]) == behind
            if follows and tokens[stop].norm in self._pronouns:
                return stop + 1, (stop, stop + 1)
        return at, None

    def _is_negated(self, tokens: Sequence[Token], at: int, first: int) -> bool:
        """Tell whether a negation stands before a verb, at most two small words between."""
        while at > first and at - first < 4 and tokens[at - 1].norm in self._clitics - self._negation:
            at -= 1
        return at > first and tokens[at - 1].norm in self._negation

    def _is_aside(self, tokens: Sequence[Token], cue: Cue) -> bool:
        """Tell whether a cue within quotation marks is the writer's: "« …, a déclaré X, … »"."""
        if cue.first == 0 or tokens[cue.first - 1].norm != ",":
            return False
        if cue.pronoun is not None:
            return True
        following = tokens[cue.last] if cue.last < len(tokens) else None
        return following is not None and (following.capital or following.norm in self._articles)

    # What is said

    def _saying(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> Saying | None:
        """Return the attribution of a cue by the first frame that fits, None when none does."""
        stance = cue.use.stance
        for frame in (self._beside_quote, self._aside, self._before_quote, self._that_clause, self._object):
            framed = frame(text, cue, following, quotes, first, last)
            if framed is None:
                continue
            source, content, objects = framed
            if objects is None:
                objects = self._said_beside(text.tokens, cue, content)
            if objects is not None:
                stance = objects[0]
            if cue.negated and stance is not None:
                stance = NEGATED.get(stance)
            if stance is None:
                return None
            return Saying(source, (cue.first, cue.last), content, stance)
        return None

    def _said_beside(
        self, tokens: Sequence[Token], cue: Cue, content: tuple[Stretch, ...]
    ) -> tuple[Stance] | None:
        """Return the stance that the first words of what is said give a verb: "jurer" with "nous vengerons"."""
        first, last = content[0]
        words = {token.norm for token in tokens[first : min(last, first + OBJECT_WITHIN)]}
        return next(
            ((stance,) for nouns, stance in cue.use.objects if stance is not None and nouns & words), None
        )

    def _beside_quote(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> "Framed | None":
        """Fit "« … », a déclaré X": the quotation before, the sayer behind."""
        del following
        tokens = text.tokens
        at = cue.first - 1
        while at > first and tokens[at].norm in {",", "–", "—", "-"}:
            at -= 1
        quote = next((quote for quote in quotes if quote.closing == at), None)
        if quote is None:
            return None
        source, end = self._sayer_behind(text, cue, last)
        content: list[Stretch] = [inner(tokens, quote)]
        rest = next((other for other in quotes if end <= other.opening <= end + 2), None)
        if rest is not None:
            content.append(inner(tokens, rest))
        if source is None and tokens[cue.first - 1].norm not in {",", "–", "—", "-"}:
            return None
        lead = self._lead(text, first, quote.opening)
        return source, (*lead, *content), None

    def _aside(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> "Framed | None":
        """Fit "…, a déclaré X[, …]": the clause around, within quotation marks or without."""
        del following
        tokens = text.tokens
        if cue.first - first < 3 or tokens[cue.first - 1].norm != ",":
            return None
        source, end = self._sayer_behind(text, cue, last)
        if source is None or (end < last and tokens[end].norm in self._that):
            return None
        if cue.pronoun is None and not self._is_sayer(tokens, source):
            return None
        closed = (
            end >= last
            or tokens[end].norm in BREAKS | QUOTE_MARKS | {"."}
            or self._is_stop(tokens, end, last)
        )
        if not closed:
            return None
        holder = next((quote for quote in quotes if quote.opening < cue.first < quote.closing), None)
        start = first if holder is None else holder.opening + 1
        stop = last if holder is None else holder.closing
        content = [trimmed(tokens, start, cue.first - 1)]
        rest = self._past_aside(text, end, stop)
        if rest < stop and stop - rest > 2 and tokens[rest].norm == ",":
            content.append(trimmed(tokens, rest + 1, stop))
        return source, tuple(piece for piece in content if piece[0] < piece[1]), None

    def _before_quote(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> "Framed | None":
        """Fit "X a déclaré : « … »"."""
        del following, last
        tokens = text.tokens
        quote = next((quote for quote in quotes if quote.opening >= cue.last), None)
        if quote is None or quote.opening - cue.last > LONGEST_ASIDE or text.quoted[cue.first]:
            return None
        introduced = quote.opening == cue.last or tokens[quote.opening - 1].norm in {":", ","}
        if not introduced or any(token.norm in self._that for token in tokens[cue.last : quote.opening]):
            return None
        source = self._subject(text, cue, first)
        if source is None and quote.opening > cue.last + 1:
            source = self._sayer_behind(text, cue, quote.opening)[0]
        return source, (inner(tokens, quote),), None

    def _that_clause(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> "Framed | None":
        """Fit "X a affirmé que …", with a few words before "que"."""
        del quotes
        tokens = text.tokens
        at = next(
            (
                at
                for at in range(cue.last, min(last, cue.last + LONGEST_ASIDE))
                if tokens[at].norm in self._that | self._infinitives
            ),
            None,
        )
        if at is None:
            return None
        between = tokens[cue.last : at]
        sayer: Stretch | None = None
        if between and not self._is_stop(tokens, cue.last, last) and between[0].norm != ",":
            if any(token.norm in BREAKS for token in between) or not self._is_sayer(tokens, (cue.last, at)):
                return None
            sayer = self._sayer_behind(text, cue, at)[0]  # "dijo el ministro que", "denunció Ruiz que"
            if cue.use.takes_object and not tokens[cue.last].capital:
                return None
        start = at if tokens[at].norm in self._infinitives else at + 1
        content = trimmed(tokens, start, self._clause_end(text, start, following, first, last))
        if content[0] >= content[1]:
            return None
        return sayer or self._subject(text, cue, first), (content,), None

    def _object(
        self, text: Text, cue: Cue, following: Cue | None, quotes: Sequence[Quote], first: int, last: int
    ) -> "Framed | None":
        """Fit "X a démenti les accusations", "X a accusé Y de …"."""
        del quotes
        tokens = text.tokens
        words = {token.norm for token in tokens[cue.last : min(last, cue.last + OBJECT_WITHIN)]}
        objects = next(((stance,) for nouns, stance in cue.use.objects if nouns & words), None)
        if objects is None and not cue.use.takes_object:
            return None
        start = cue.last
        while start < last and self._is_date(tokens, start, last):
            start += 1
        if start >= last or tokens[start].norm in BREAKS | {"."}:
            return None
        content = trimmed(tokens, start, self._clause_end(text, start, following, first, last, comma=True))
        if content[0] >= content[1]:
            return None
        return self._subject(text, cue, first), (content,), objects

    def _according_to(self, text: Text, at: int, first: int, last: int) -> Saying | None:
        """Return "selon X, …" or "…, selon X"."""
        tokens = text.tokens
        found = self._according.at(tokens, at, last)
        if found is None or found[0] >= last or tokens[found[0]].norm in self._not_according:
            return None
        cue_end, stance = found
        end = cue_end
        while (
            end < last
            and tokens[end].norm not in BREAKS | QUOTE_MARKS | {"."}
            and end - cue_end < LONGEST_SAYER
        ):
            parted = self._boundaries.at(tokens, end, last) is not None and at > first
            if end > cue_end and (parted or tokens[end].norm in self._relatives):
                break
            end += 1
        source = (cue_end, end)
        if source[0] >= source[1]:
            return None
        opens = at == first or self._openings.before(tokens, at, first) is not None
        if opens and end < last and tokens[end].norm == ",":
            content = trimmed(tokens, end + 1, last)
        else:
            start = max(
                (one + 1 for one in range(first, at) if tokens[one].norm in {";", ":"}), default=first
            )
            before = trimmed(tokens, start, at)
            content = before if before[0] < before[1] else trimmed(tokens, end, last)
        if content[0] >= content[1]:
            return None
        return Saying(source, (at, cue_end), (content,), stance)

    # Sayers

    def _subject(self, text: Text, cue: Cue, first: int) -> Stretch | None:
        """Return the words before a verb that name who speaks, without what opens the sentence."""
        if cue.pronoun is not None:
            return cue.pronoun
        tokens = text.tokens
        end = cue.first
        while end > first and tokens[end - 1].norm in self._clitics:
            end -= 1
        if end > first and tokens[end - 1].norm in self._relatives:
            end -= 1
            while end > first and tokens[end - 1].norm == ",":
                end -= 1
        if end > first and tokens[end - 1].norm == ",":
            opening = next((at for at in range(end - 2, first, -1) if tokens[at].norm == ","), None)
            if opening is not None and end - opening <= LONGEST_SAYER:
                end = opening if tokens[opening + 1].norm in self._relatives else end - 1
                start = self._clause_start(tokens, opening, first)
            else:
                return None
        else:
            start = self._clause_start(tokens, end, first)
        start = self._past_openings(tokens, start, end)
        if start >= end or end - start > LONGEST_SAYER:
            return None
        return start, end

    def _clause_start(self, tokens: Sequence[Token], end: int, first: int) -> int:
        """Return where the clause that ends before a token begins."""
        for at in range(end - 1, first - 1, -1):
            if tokens[at].norm in BREAKS | QUOTE_MARKS or tokens[at].norm in self._that:
                return at + 1
            boundary = self._boundaries.at(tokens, at, end)
            if boundary is not None:
                return boundary[0]
        return first

    def _past_openings(self, tokens: Sequence[Token], start: int, end: int) -> int:
        """Return where a sayer begins behind "Mais", "De son côté", "Lundi"."""
        while start < end:
            opening = self._openings.at(tokens, start, end) or self._dates.at(tokens, start, end)
            if opening is None:
                if tokens[start].norm not in BREAKS:
                    return start
                opening = (start + 1, True)
            start = opening[0]
        return start

    def _sayer_behind(self, text: Text, cue: Cue, last: int) -> tuple[Stretch | None, int]:
        """Return the words behind an inverted verb that name who speaks, and where they end."""
        tokens = text.tokens
        if cue.pronoun is not None:
            return cue.pronoun, cue.last
        start = cue.last
        while start < last and (self._is_date(tokens, start, last) or tokens[start].norm in self._between):
            start += 1 + (tokens[start].norm in self._articles)
        end = start
        while end < last and end - start < LONGEST_SAYER:
            token = tokens[end]
            if token.norm in BREAKS | QUOTE_MARKS | self._that | {".", "!", "?"} or token.kind == "n":
                break
            if end > start and (self._is_stop(tokens, end, last) or self._boundaries.at(tokens, end, last)):
                break
            end += 1
        return ((start, end) if start < end else None), end

    def _is_sayer(self, tokens: Sequence[Token], words: Stretch) -> bool:
        """Tell whether words begin as a sayer does: with an article, a name or a pronoun."""
        first = tokens[words[0]]
        return first.capital or first.norm in self._articles | self._pronouns

    def _is_stop(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Tell whether a sayer ends at a word of place, time or manner: "à la presse", "lundi"."""
        return self._stops.at(tokens, at, last) is not None or self._is_date(tokens, at, last)

    def _is_date(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        noun = at + 1 if at < last and tokens[at].norm in self._articles else at
        return self._dates.at(tokens, noun, last) is not None

    # Contents

    def _clause_end(
        self, text: Text, start: int, following: Cue | None, first: int, last: int, *, comma: bool = False
    ) -> int:
        """Return where what is said ends: before another's words beside it, else with the sentence."""
        tokens = text.tokens
        end = last
        for at in range(start + 1, last):
            if self._according.at(tokens, at, last) is not None and tokens[at - 1].norm == ",":
                end = at
                break
            if tokens[at].norm == ";" or (comma and tokens[at].norm == "," and not text.quoted[at]):
                end = at
                break
        if following is not None and start < following.first < end:
            source = self._subject(text, following, first)
            border = following.first if source is None else min(source[0], following.first)
            while border > start and tokens[border - 1].norm in self._clitics:
                border -= 1
            before = border
            while before > start and (
                tokens[before - 1].norm in {",", ";"} or self._boundaries.before(tokens, before, start)
            ):
                found = self._boundaries.before(tokens, before, start)
                before = before - 1 if found is None else found[0]
            if before < border:
                end = before
        return end

    def _lead(self, text: Text, first: int, opening: int) -> tuple[Stretch, ...]:
        """Return what is said before a quotation that goes on with it: "L'attaque est « un crime », a dit X"."""
        lead = trimmed(text.tokens, first, opening)
        if lead[1] - lead[0] < 2 or any(text.quoted[at] for at in range(*lead)):
            return ()
        if text.tokens[opening - 1].norm in {":", "."}:
            return ()
        return (lead,)

    def _past_aside(self, text: Text, at: int, last: int) -> int:
        """Return the comma that ends the words of an aside."""
        while at < last and text.tokens[at].norm not in {",", "."}:
            at += 1
        return at


Framed = tuple[Stretch | None, tuple[Stretch, ...], tuple[Stance | None] | None]
"""Who says it, what is said, and the stance that an object gives the verb, in a tuple of its own."""


def verb_phrases(document: LanguageDocument) -> tuple[Phrases[Use], Phrases[Use]]:
    """Return the finite forms and the participles of all reporting verbs; a verb with an object comes first."""
    uses: dict[str, Use] = {}
    for section, takes_object in (("object_verbs", True), ("verbs", False)):
        for stance, entries in document.table("attribution", section).items():
            for entry in entries:
                uses.setdefault(entry, Use(cast(Stance, stance), takes_object))
    for verbs, objects, instead in document.frames():
        frame = (frozenset(objects), cast("Stance | None", instead))
        for entry in verbs:
            known = uses.get(entry, Use(None))
            uses[entry] = replace(known, objects=(*known.objects, frame))
    finite: list[tuple[str, Use]] = []
    participles: list[tuple[str, Use]] = []
    for entry, use in uses.items():
        forms, bent = document.forms([entry], where="attribution")
        finite += [(form, use) for form in forms]
        participles += [(form, use) for form in bent]
    return Phrases(finite), Phrases(participles)


def inner(tokens: Sequence[Token], quote: Quote) -> Stretch:
    """Return the words of a quotation without its marks and the comma before the closing one."""
    return trimmed(tokens, quote.opening + 1, quote.closing)


def trimmed(tokens: Sequence[Token], first: int, last: int) -> Stretch:
    """Return a stretch without the marks at its ends."""
    while first < last and tokens[first].norm in BREAKS | {".", "-", "»", "”"}:
        first += 1
    while first < last and tokens[last - 1].norm in BREAKS - {")"} | {".", "-", "«", "“"}:
        last -= 1
    return first, last


def begin_of(saying: Saying) -> int:
    """Return the first token of what is said or of its verb."""
    return min(saying.cue[0], saying.content[0][0])


def around(sayings: Sequence[Saying], number: int) -> int | None:
    """Return the index of the smallest attribution whose content holds another's cue."""
    cue = sayings[number].cue
    holders = [
        (sum(last - first for first, last in other.content), at)
        for at, other in enumerate(sayings)
        if at != number
        and any(first <= cue[0] and cue[1] <= last for first, last in other.content)
        and not any(first <= other.cue[0] < last for first, last in sayings[number].content)
    ]
    return min(holders)[1] if holders else None
