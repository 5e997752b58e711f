"""Run the stages over a casebook, in order, each over what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fogline.config import Settings
from fogline.merging.profiles import Listed
from fogline.minds import Consultant
from fogline.model.ids import sha256_hex
from fogline.pipeline.answer import AnswerLinker, MergingAnswers, answer_claims
from fogline.pipeline.decisions import apply_decisions
from fogline.pipeline.ingest import report_again
from fogline.pipeline.knowledge import Knowledge
from fogline.pipeline.link import CopyFinder, link_copies
from fogline.pipeline.makers import kept_files
from fogline.pipeline.measure import Measurer, MeasuringIncidents, measure_incidents
from fogline.pipeline.merge import IncidentMerger, merge_incidents
from fogline.pipeline.progress import Notify, RunSummary, Skipped
from fogline.pipeline.read import ReadingEngine, read_pending
from fogline.pipeline.register import open_register
from fogline.readers import Bounds, ReadOptions
from fogline.store.journal_place import ADDRESS
from fogline.store.store import Store

__all__ = ["MADE_OF", "Stages", "bring_up_to_date", "record_made_of", "source_options"]

MADE_OF = "made_of"
COUNT_COPIES = """
    select count(*)
    from reports
    where list_contains(?, id) and origin <> 'o-' || substr(id, 3)
"""


@dataclass(frozen=True, slots=True)
class Stages:
    """What reads, finds copies, merges, links answers and measures; the model asked beside the reading, if any."""

    engine: ReadingEngine
    copies: CopyFinder
    merger: IncidentMerger
    consultant: Consultant | None = None
    answers: AnswerLinker = field(default_factory=MergingAnswers)
    measurer: Measurer = field(default_factory=MeasuringIncidents)

    def knowing(self, actors: Mapping[str, Listed]) -> "Stages":
        """Return the same stages with the actors that people made or merged."""
        if not actors:
            return self
        return replace(self, merger=self.merger.knowing(actors), answers=self.answers.knowing(actors))


def bring_up_to_date(
    store: Store, stages: Stages, settings: Settings, *, workers: int | None, notify: Notify
) -> RunSummary:
    """Read, apply decisions, link, merge and measure what is new or of another maker. The caller holds the run lock."""
    report_again(store, options=source_options(settings), notify=notify)
    read, skipped = read_pending(
        store,
        stages.engine,
        workers=workers or settings.whole("reading.workers"),
        batch=settings.whole("reading.batch"),
        notify=notify,
        consultant=stages.consultant,
    )
    register = open_register(store)
    stages = stages.knowing(register.listed)
    apply_decisions(store, Knowledge(store.folder).codes, register.names, notify=notify)
    link_copies(store, stages.copies, notify=notify)
    answer_claims(store, stages.answers, notify=notify)
    merge_incidents(store, stages.merger, notify=notify)
    measure_incidents(store, stages.measurer, notify=notify)
    return summary(store, read, skipped)


def summary(store: Store, read: Sequence[str], skipped: tuple[Skipped, ...]) -> RunSummary:
    """Count what a run did and what the casebook holds."""
    counts = {
        table: store.tables.one(f"select count(*) from {table}")
        for table in ("reports", "claims", "incidents")
    }
    copies = store.tables.one(COUNT_COPIES, (list(read),)) if read else 0
    return RunSummary(new=len(read), copies=copies, skipped=skipped, **counts)


def record_made_of(store: Store, stages: Stages, settings: Settings) -> None:
    """Enter settings, the casebook's own files and the makers into the journal when they changed."""
    paths = kept_files(store.folder)
    contents = {str(path.relative_to(store.folder)): path.read_bytes() for path in paths}
    state = {
        # Where the journal is kept changes nothing that follows from it.
        "settings": {name: value for name, value in settings.values.items() if name != ADDRESS},
        "files": {name: sha256_hex(content) for name, content in contents.items()},
        "makers": {
            "read": [stages.engine.maker, stages.engine.code],
            **({} if stages.consultant is None else {"mind": stages.consultant.maker}),
            "link": stages.copies.code,
            "answer": stages.answers.code,
            "merge": stages.merger.code,
            "measure": stages.measurer.code,
        },
    }
    last = store.journal.last(MADE_OF)
    if last is None or last.body != state:
        with store.writing():
            store.originals.put(contents.values())
            store.journal.append(MADE_OF, state)


def source_options(settings: Settings) -> ReadOptions:
    """Return how sources are opened under a casebook's settings."""
    mib = 1024 * 1024
    return ReadOptions(
        allow_private=settings.truth("sources.allow_private"),
        bounds=Bounds(
            document_bytes=settings.whole("sources.document_mib") * mib,
            text_chars=settings.whole("sources.text_chars"),
            url_bytes=settings.whole("sources.url_mib") * mib,
            url_s=settings.number("sources.wait_s"),
        ),
    )
