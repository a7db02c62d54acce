"""Where the work stands: four figures, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from classifier.mapping.selection.document_choice import Scope
from service.state import ServiceState
from service.storage.documents import Document
from service.storage.mappings import StoredMapping
from service.workbench import mapped
from service.workbench.mapped import Mapped, Progress

Step = Literal["upload", "wait", "facts", "mapping", "review", "gaps", "download"]


@dataclass(frozen=True, slots=True)
class Overview:
    """The newest mapping, or the one that could be made, and what to do next.

    `n` is how many documents, rows or subdimensions the step is about, `document` the first of them.
    """

    step: Step
    n: int = 0
    document: Document | None = None
    of: Mapped | None = None
    progress: Progress | None = None
    proposal: Scope | None = None


def overview(state: ServiceState, there: Sequence[Document], stored: Sequence[StoredMapping]) -> Overview:
    """Where the work stands now, of all documents and all mappings, both the newest first."""
    n_rows = state.count_cache.n_rows(there)
    with_rows = [document for document in there if n_rows.get(document.id)]
    done = [document for document in there if document.status == "done"]
    of = mapped.among_documents(state, stored[0], done, n_rows) if stored else None
    progress = mapped.progress(state, of) if of else None
    proposal = mapped.proposal_among(state, done, n_rows) if not of else None
    unknown = [document for document in with_rows if is_unknown(document)]
    step, n = next_step(there, len(with_rows), len(unknown), progress)
    return Overview(step, n, unknown[0] if unknown else None, of, progress, proposal)


def next_step(
    there: Sequence[Document], n_with_rows: int, n_unknown: int, progress: Progress | None
) -> tuple[Step, int]:
    """What to do next, and how many documents, rows or subdimensions it is about."""
    n_waiting = sum(document.status in ("queued", "running") for document in there)
    if not n_with_rows:
        return ("wait", n_waiting) if n_waiting else ("upload", 0)
    if n_unknown:
        return "facts", n_unknown
    if progress is None:
        return "mapping", n_with_rows
    if progress.n_to_review:
        return "review", progress.n_to_review
    if not progress.n_documents:
        return "upload", 0
    return ("gaps", len(progress.gaps)) if progress.gaps else ("download", 0)


def is_unknown(document: Document) -> bool:
    """Whether a mapping cannot place a document: its kind, region, years or agency was not found."""
    facts = document.facts
    return not (facts.region and facts.years and facts.kind) or ("opd" in facts.doubts and not facts.opd)
