"""The list of documents: which of them are asked for, in what order, and what each line says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from classifier.mapping.document_record import DocumentRecord
from service.state import ServiceState
from service.storage.documents import Document
from service.storage.rows import RowCounts

Status = Literal["", "reading", "review", "verified", "warned", "failed"]
STATUSES: tuple[Status, ...] = get_args(Status)
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which documents are asked for; what is empty asks for nothing. `year` is one of those planned.

    `sort` is a name of `SORTS`, with a `-` before it from the largest; `number` is that of a page, from 1.
    """

    text: str = ""
    kind: str = ""
    region: str = ""
    year: str = ""
    status: Status = ""
    sort: str = ""
    number: int = 1

    @property
    def is_all(self) -> bool:
        """Whether it leaves no document out."""
        return self == ListQuery(sort=self.sort, number=self.number)

    def query(self, **changes: str | int) -> dict[str, str | int]:
        """What an address asks for the same list, with changes; a change goes back to the first page."""
        asked: dict[str, str | int] = {
            "q": self.text,
            "kind": self.kind,
            "region": self.region,
            "year": self.year,
            "status": self.status,
            "sort": self.sort,
        }
        return asked | changes


@dataclass(frozen=True, slots=True)
class Line:
    """A document with what its line says; `opd` is the name that its agency goes by.

    `summary` and `record` are None until it is read to its end.
    """

    document: Document
    opd: str
    summary: RowCounts | None
    record: DocumentRecord | None

    @property
    def verified(self) -> float:
        """Which part of its rows people have verified."""
        n_rows = self.summary.rows if self.summary else 0
        return self.summary.labelled / n_rows if self.summary and n_rows else 0.0

    @property
    def pagu(self) -> int:
        """Its rupiah that count."""
        return sum(self.record.pagu.values()) if self.record else 0

    @property
    def is_reading(self) -> bool:
        """Whether it waits or is being read."""
        return self.document.status in ("queued", "running") or bool(self.document.rereading)

    @property
    def is_warned(self) -> bool:
        """Whether something of it should be looked at: its facts, its pages, or that it has no rows."""
        report = self.document.report
        if self.document.status != "done":
            return False
        return bool(self.document.facts.doubts or report.get("problems") or report.get("warnings"))


@dataclass(frozen=True, slots=True)
class DocumentList:
    """The lines of one page, of `n_asked` documents that are asked for among `n_all`; what can be chosen."""

    asked: ListQuery
    lines: tuple[Line, ...]
    n_asked: int
    n_all: int
    kinds: tuple[str, ...]
    regions: tuple[str, ...]
    years: tuple[str, ...]

    @property
    def last(self) -> int:
        """The number of the last page."""
        return max(1, -(-self.n_asked // PAGE_SIZE))


def _n_programs(line: Line) -> int:
    return line.record.n_programs if line.record else 0


_SORTS: Mapping[str, Callable[[Line], Any]] = {
    "name": lambda line: line.document.name.casefold(),
    "opd": lambda line: (line.opd == "", line.opd.casefold()),
    "kind": lambda line: (line.document.facts.kind == "", line.document.facts.kind),
    "years": lambda line: line.document.facts.years,
    "programs": _n_programs,
    "pagu": lambda line: line.pagu,
    "progress": lambda line: line.verified,
    "uploaded": lambda line: line.document.seq,
}
SORTS = (*_SORTS, *(f"-{name}" for name in _SORTS))
# What a record of every document is needed for.
_BY_RECORD = ("programs", "-programs", "pagu", "-pagu")


def document_list(state: ServiceState, asked: ListQuery, there: Sequence[Document]) -> DocumentList:
    """Those of all documents, the newest first, that are asked for, in their order where none is."""
    counts = state.count_cache.counts(there)
    bare = [_line(state, document, counts.get(document.id)) for document in there]
    matching = [line for line in bare if _matches(line, asked)]
    if asked.sort in _BY_RECORD:
        matching = _with_records(state, matching)
    if asked.sort:
        matching = sorted(matching, key=_SORTS[asked.sort.removeprefix("-")], reverse=asked.sort[0] == "-")
    n_pages = max(1, -(-len(matching) // PAGE_SIZE))
    asked = replace(asked, number=min(asked.number, n_pages))
    shown = matching[(asked.number - 1) * PAGE_SIZE : asked.number * PAGE_SIZE]
    facts = [document.facts for document in there]
    return DocumentList(
        asked,
        tuple(_with_records(state, shown)),
        n_asked=len(matching),
        n_all=len(there),
        kinds=_each(fact.kind for fact in facts),
        regions=_each(fact.region for fact in facts),
        years=_each(str(year) for fact in facts for year in fact.years),
    )


def line_of(state: ServiceState, document: Document) -> Line:
    """The line of one document."""
    counts = state.count_cache.counts([document]).get(document.id)
    (line,) = _with_records(state, [_line(state, document, counts)])
    return line


def _line(state: ServiceState, document: Document, counts: RowCounts | None) -> Line:
    return Line(document, state.agencies.official(document.facts.opd), counts, None)


def _with_records(state: ServiceState, lines: Sequence[Line]) -> list[Line]:
    done = [line.document for line in lines if line.document.status == "done"]
    state.program_cache.warm(done)
    return [
        replace(line, record=state.program_cache.record(line.document))
        if line.document.status == "done"
        else line
        for line in lines
    ]


def _matches(line: Line, asked: ListQuery) -> bool:
    facts = line.document.facts
    words = f"{line.document.name} {line.opd} {facts.opd_printed} {facts.kind} {facts.region}".casefold()
    return (
        all(word in words for word in asked.text.casefold().split())
        and asked.kind in ("", facts.kind)
        and asked.region in ("", facts.region)
        and (not asked.year or asked.year in map(str, facts.years))
        and _has_status(line, asked.status)
    )


def _has_status(line: Line, status: Status) -> bool:
    counts = line.summary
    match status:
        case "":
            return True
        case "reading":
            return line.is_reading
        case "failed":
            return line.document.status == "failed"
        case "review":
            return counts is not None and counts.review > 0
        case "verified":
            return counts is not None and 0 < counts.rows == counts.labelled
        case "warned":
            return line.is_warned or (counts is not None and not counts.rows)


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value}))
