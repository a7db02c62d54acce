"""One PDF to its program rows.

Every page is glanced at; pages on which a table or list of programs can stand
are read in full. Pages are answered one by one (`page_tasks`), in this process or in
others (`mapper`); joining what crosses a page end comes after, in page order, and
holds no more than the rows, so memory does not grow with the pages.

A page that cannot be read is a `Problem` of the document, not the end of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import NamedTuple

from classifier.agencies import printed_names
from classifier.agencies.registry import Registry
from classifier.documents.document_facts import facts_of
from classifier.errors import DocumentError, UsageError
from classifier.evidence import trees
from classifier.extraction import debug_images, page_outcomes, read_tables, scanned_pages
from classifier.extraction.ocr_pages import OcrPages
from classifier.extraction.page_tasks import Answer, Mapper, Task, TaskKind, in_process
from classifier.extraction.scanned_pages import Ocr
from classifier.faults import Fault
from classifier.fields import dehyphenation
from classifier.fields.dehyphenation import Words
from classifier.fields.names import fold
from classifier.fields.ordinal_years import with_years
from classifier.records import DOUBTS, DocumentFacts, Extraction, GivenFacts, Problem, Row, TableFacts
from classifier.rows.assembler import RowAssembler
from classifier.rows.draft import Draft
from classifier.rows.read_table import ReadTable

# Pages asked for at once: opening the document again costs little beside them.
_GLANCED_AT_ONCE, _READ_AT_ONCE = 16, 4
# The longest plan of a region has some 1,200 pages; a file of a few kilobytes can claim a million.
MAX_PAGES = 3000


def extract(
    path: Path,
    *,
    pages: tuple[int, int] | None = None,
    mapper: Mapper = in_process,
    progress: Callable[[int, int], None] | None = None,
    registry: Registry | None = None,
    given: GivenFacts | None = None,
    max_pages: int = MAX_PAGES,
    ocr: Ocr = "auto",
    scan_cache: Path | None = None,
) -> Extraction:
    """All program rows of a PDF in reading order.

    `pages` is a range (first, last), both included; rows that begin in it are
    returned with the program they stand under, also when that was printed before.
    `progress` is called with (pages done, pages in all). Agencies are known by `registry`, the packaged
    one by default. What is `given` of the document rules over what it says itself: the roles of its
    tables follow from its kind and years, and rows without an OPD of their own take its OPD.
    With `ocr` "auto" pages without text that can be used are read as pictures, with "force" all pages,
    with "off" none; what was read of pictures is kept in the folder `scan_cache`.

    Raises DocumentError when the document cannot be opened, has more than `max_pages` pages
    or has no text, and UsageError when the range lies outside it.
    """
    n_pages = next(iter(mapper([Task(path, "count")]))).n_pages
    if n_pages > max_pages:
        # All pages are read, also for a range of them.
        raise DocumentError(path, Fault("too_many_pages", pages=n_pages, limit=max_pages))
    first, last = _checked(path, pages, n_pages)
    # All of it is read whatever is asked for, so that any range of pages gives the same rows: words and OPD,
    # how a table numbers its rows and in which unit its money is may show anywhere.
    tasks = tasks_for_pages(path, "glance", range(1, n_pages + 1), _GLANCED_AT_ONCE)
    checked, *glances = mapper(chain([Task(path, "check", (0,))], tasks))

    def report(n_done: int) -> None:
        if progress is not None:
            progress(n_done, n_pages)

    glances, scans = scanned_pages.read(
        path, glances, ocr, mapper, within=(first, last), cache=scan_cache, progress=report
    )
    inside = [glance for glance in glances if first <= glance.page <= last]
    problems = [Problem(glance.page, glance.problem) for glance in inside if glance.problem is not None]
    n_text = sum(glance.has_text for glance in inside)
    if n_text == 0 and all(problem.fault.kind == "no_ocr" for problem in problems):
        raise DocumentError(path, Fault("scan_no_ocr" if problems else "scan", pages=last - first + 1))
    wanted = worth_reading(glances)
    words = Words(dehyphenation.total(glance.words for glance in glances))
    ocr_pages = OcrPages(glances, words)
    assembler = RowAssembler(words, trees.packaged())
    unread = [page for page in wanted if page not in scans]
    done = n_pages - len(unread)
    for answer in scanned_pages.in_order(mapper(_reading_tasks(path, unread, ocr_pages)), scans, wanted):
        if answer.page not in scans:
            done += 1
            report(done)
        if answer.tables is not None:
            assembler.feed(ocr_pages.repaired(answer.tables), answer.signs)
        elif answer.problem is not None and first <= answer.page <= last:
            problems.append(Problem(answer.page, answer.problem))
    assembler.finish()
    registry = registry or Registry.packaged()
    pages_mentions = [glance.mentions for glance in glances if glance.mentions is not None]
    facts = facts_of(pages_mentions, path.name, registry, given)
    table_facts = read_tables.facts_of_tables(assembler.tables, glances, facts)
    sha256 = _sha256(path)
    known = _Known(facts, table_facts, registry, frozenset(scans))
    rows = tuple(
        _row(draft, path.name, sha256, known) for draft in assembler.drafts if first <= draft.page <= last
    )
    failed = {problem.page for problem in problems}
    warnings = [*_damage_warnings(checked), *assembler.warnings]
    warnings += page_outcomes.warnings(inside, rows, failed=failed)
    warnings = sorted((w for w in warnings if w.page == 0 or first <= w.page <= last), key=lambda w: w.page)
    reports = tuple(page_outcomes.page_reports(inside, wanted, assembler.traces, rows, failed=failed))
    traces = tuple(trace for trace in assembler.traces if first <= trace.page <= last)
    return Extraction(
        path.name,
        sha256,
        last - first + 1,
        n_text,
        rows,
        tuple(problems),
        tuple(warnings),
        reports,
        traces,
        tuple(t for t in table_facts.values() if first <= t.last_page and t.first_page <= last),
        facts,
    )


def pictures(
    path: Path, extraction: Extraction, *, mapper: Mapper = in_process
) -> Iterator[tuple[int, bytes]]:
    """Every page that gave rows or held a table, as (page, PNG) with tables, columns and rows boxed."""
    numbers = sorted({trace.page for trace in extraction.traces} | {row.page for row in extraction.rows})
    for answer in mapper(Task(path, "picture", (page,)) for page in numbers):
        if answer.png:
            yield (
                answer.page,
                debug_images.picture(answer.png, answer.page, extraction.traces, extraction.rows),
            )


def worth_reading(glances: Sequence[Answer]) -> list[int]:
    """Pages that can hold rows: ruled ones that name programs, those that go on from one, lists, columns."""
    pages, goes_on = [], False
    for glance in glances:
        goes_on = glance.ruled and (glance.named or goes_on)
        if goes_on or glance.listed or glance.columned:
            pages.append(glance.page)
    return pages


def tasks_for_pages(path: Path, kind: TaskKind, pages: Sequence[int], at_once: int) -> Iterator[Task]:
    """Tasks for pages, so many in each: opening a document again costs little beside them."""
    for start in range(0, len(pages), at_once):
        yield Task(path, kind, tuple(pages[start : start + at_once]))


def _reading_tasks(path: Path, pages: Sequence[int], ocr_pages: OcrPages) -> Iterator[Task]:
    """Tasks to read pages; the text of those that OCR made is repaired before signs are taken."""
    for is_ocr, own in groupby(pages, key=ocr_pages.pages.__contains__):
        yield from tasks_for_pages(path, "tables" if is_ocr else "read", list(own), _READ_AT_ONCE)


def _checked(path: Path, pages: tuple[int, int] | None, n_pages: int) -> tuple[int, int]:
    if pages is None:
        return 1, n_pages
    first, last = pages
    if not 1 <= first <= last <= n_pages:
        raise UsageError(
            f"{path}: has {n_pages} pages, so {first}-{last} lies outside it; name pages from 1 to {n_pages}."
        )
    return first, last


class _Known(NamedTuple):
    """What is known beside a row: of its document, its tables, agencies, and pages read as pictures."""

    facts: DocumentFacts
    tables: Mapping[ReadTable, TableFacts]
    registry: Registry
    scanned: frozenset[int]


def _row(draft: Draft, document: str, sha256: str, known: _Known) -> Row:
    table = known.tables.get(draft.table) if draft.table is not None else None
    opd = _opd_of(draft, known)
    doubts = draft.doubts.copy()
    if not opd.is_sure:
        doubts.add("opd")
    if table is not None and not table.is_role_sure:
        doubts.add("role")
    return Row(
        document=document,
        sha256=sha256,
        page=draft.page,
        bbox=draft.bbox,
        level=draft.level,
        kode=draft.kode,
        text=draft.text,
        program=draft.program,
        indikator=tuple(draft.indikator),
        opd=opd.name,
        pagu=tuple(with_years(draft.pagu, known.facts.years).items()),
        source="ocr" if draft.page in known.scanned else draft.source,
        table=table.caption if table is not None else "",
        role=table.role if table is not None else "plan",
        doubts=tuple(doubt for doubt in DOUBTS if doubt in doubts),
        table_number=table.number if table is not None else 0,
        is_opd_of_document=opd.is_of_document,
    )


class _RowOpd(NamedTuple):
    """The OPD of a row: whether it is sure, and whether it is the document's, as the row names none."""

    name: str
    is_sure: bool
    is_of_document: bool


def _opd_of(draft: Draft, known: _Known) -> _RowOpd:
    """The OPD of a row: its own, trimmed to the name, else the document's.

    A bidang or UPTD is the agency that it is part of.
    """
    facts = known.facts
    of_document = _RowOpd(facts.opd, not facts.opd or "opd" not in facts.doubts, True)
    if not draft.opd:
        return of_document
    match = known.registry.find(draft.opd)
    if match.is_unit and match.agency is not None:
        return _RowOpd(match.agency.name, True, False)
    if match.is_unit:
        return of_document if facts.opd else _RowOpd(match.name, False, False)
    is_own = bool(facts.opd_printed) and known.registry.find(facts.opd_printed).name == match.name
    if is_own and facts.opd != match.name:
        # A person has said whose the document is.
        return of_document
    # A short form stays as it is printed: which agency it means, maps say.
    is_part = fold(match.name) in fold(draft.opd)
    name = match.name if is_part else printed_names.trimmed(draft.opd)
    return _RowOpd(name, match.is_sure or match.agency is None, is_of_document=is_own)


def _damage_warnings(checked: Answer) -> Iterator[Problem]:
    damage = checked.damage
    if checked.problem is not None:
        yield Problem(0, Fault("damage_unknown"))
    if damage.n_elsewhere:
        yield Problem(0, Fault("damaged_document", places=damage.n_elsewhere))
    for page in damage.pages:
        yield Problem(page, Fault("damaged_page"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
