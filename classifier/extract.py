"""One PDF to its program rows.

Every page is glanced at; pages on which a table or list of programs can stand
are read in full. Reading a page knows nothing of other pages, so pages can be
read in any order or in parallel (`mapper`); joining what crosses a page end comes
after, in page order, and is cheap.

A page that cannot be read is a `Problem` of the document, not the end of it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from classifier import drawn, opds, screen, tables, words
from classifier.errors import DocumentError, UsageError
from classifier.records import Extraction, Problem, Row
from classifier.rows import Reader
from classifier.tables import PageTables
from classifier.words import Words

# Pages handed out at once: long enough that opening the document again costs little.
CHUNK_PAGES = 24
# How far before a page a table may begin whose columns the page continues without saying so.
_MAX_LOOK_BACK = 40
_PLAN_OF_ALL = re.compile(
    r"\b(?:RPJMD|RKPD|rencana pembangunan jangka (?:menengah|panjang)|rencana kerja pemerintah daerah)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Pages `first` to `last` of one document, both included, from 1.

    All are glanced at; those from `read_first` to `read_last` may be read in full.
    """

    path: Path
    first: int
    last: int
    read_first: int
    read_last: int


@dataclass(frozen=True, slots=True)
class PageRead:
    """What one page gave: `tables` is None for a page that was only glanced at.

    `margin_lines` are its first and last lines, where plans print the OPD's name;
    `words` those that no cell can have cut.
    """

    page: int
    has_text: bool
    margin_lines: tuple[str, ...]
    words: Counter[str]
    tables: PageTables | None
    problem: str = ""


class Mapper(Protocol):
    """`map` or the like: applies a picklable function to each item, results in order."""

    def __call__(
        self, function: Callable[[Chunk], list[PageRead]], chunks: Iterable[Chunk], /
    ) -> Iterable[list[PageRead]]:
        """Results in the order of the chunks."""


def extract(
    path: Path,
    *,
    pages: tuple[int, int] | None = None,
    mapper: Mapper = map,
    progress: Callable[[int, int], None] | None = None,
) -> Extraction:
    """All program rows of a PDF in reading order.

    `pages` is a range (first, last), both included; rows that begin in it are
    returned with the program they stand under, also when that was printed before.
    `progress` is called with (pages done, pages in all).

    Raises DocumentError when the document cannot be opened or has no text, and
    UsageError when the range lies outside it.
    """
    with screen.opened(path) as document:
        n_pages = len(document)
    first, last = _checked(path, pages, n_pages)
    start = max(1, first - _MAX_LOOK_BACK) if pages else first
    stop = min(n_pages, last + 1)
    chunks = [
        Chunk(path, a, min(a + CHUNK_PAGES - 1, n_pages), start, stop)
        for a in range(1, n_pages + 1, CHUNK_PAGES)
    ]
    seen: list[PageRead] = []
    for page in _pages(mapper, chunks):
        seen.append(page)
        if progress is not None:
            progress(len(seen), n_pages)
    inside = [page for page in seen if first <= page.page <= last]
    problems = [Problem(page.page, page.problem) for page in inside if page.problem]
    n_text = sum(page.has_text for page in inside)
    if n_text == 0 and not problems:
        raise DocumentError(
            f"{path}: no text on any of {last - first + 1} pages; it looks like a scan. Run OCR on it first."
        )
    # The document's words and OPD come from all of it, so that any range of pages gives the same rows.
    reader = Reader(Words(words.total(page.words for page in seen)))
    for page in seen:
        if page.tables is not None:
            reader.feed(page.tables)
    opd = _document_opd(seen)
    sha256 = _sha256(path)
    rows = tuple(
        Row(
            document=path.name,
            sha256=sha256,
            page=draft.page,
            bbox=draft.bbox,
            level=draft.level,
            kode=draft.kode,
            text=draft.text,
            program=draft.program,
            indikator=tuple(draft.indikator),
            opd=draft.opd or opd,
            pagu=tuple(draft.pagu.items()),
            source=draft.source,
        )
        for draft in reader.drafts
        if first <= draft.page <= last
    )
    return Extraction(path.name, sha256, last - first + 1, n_text, rows, tuple(problems))


def read_pages(chunk: Chunk) -> list[PageRead]:
    """Every page of the chunk, read as far as it deserves; opens the document itself, in any process."""
    out: list[PageRead] = []
    with screen.opened(chunk.path) as document:
        goes_on = _goes_on_before(document, chunk.first)
        for page in range(chunk.first, chunk.last + 1):
            try:
                glance = screen.glance(document, page)
                goes_on = glance.ruled and (glance.named or goes_on)
                wanted = chunk.read_first <= page <= chunk.read_last and (goes_on or glance.listed)
                read = tables.read(drawn.read(document, page)) if wanted else None
            except screen.PageError as error:
                out.append(PageRead(page, False, (), Counter(), None, f"page cannot be read ({error})"))
                continue
            lines = [line.strip() for line in glance.text.splitlines() if line.strip()]
            margin = tuple(lines[:40] if page <= 3 else (*lines[:3], *lines[-3:]))
            out.append(PageRead(page, glance.n_chars > 0, margin, words.inner_words(glance.text), read))
    return out


def _goes_on_before(document: screen.Document, page: int) -> bool:
    """True when the page before is part of a run of ruled pages that began with one naming programs."""
    for before in range(page - 1, max(0, page - 1 - _MAX_LOOK_BACK), -1):
        try:
            glance = screen.glance(document, before)
        except screen.PageError:
            return False
        if not glance.ruled:
            return False
        if glance.named:
            return True
    return False


def _pages(mapper: Mapper, chunks: list[Chunk]) -> Iterator[PageRead]:
    for pages in mapper(read_pages, chunks):
        yield from pages


def _checked(path: Path, pages: tuple[int, int] | None, n_pages: int) -> tuple[int, int]:
    if pages is None:
        return 1, n_pages
    first, last = pages
    if not 1 <= first <= last <= n_pages:
        raise UsageError(
            f"{path}: has {n_pages} pages, so {first}-{last} lies outside it; name pages from 1 to {n_pages}."
        )
    return first, last


def _document_opd(pages: list[PageRead]) -> str:
    """The OPD whose plan this is: named on the cover, or in the margins of a third of the pages."""
    cover = [line for page in pages[:3] for line in page.margin_lines]
    if any(_PLAN_OF_ALL.search(line) for line in cover[:12]):
        return ""
    if name := opds.of_document(cover):
        return name
    margins = Counter(name for page in pages for line in page.margin_lines if (name := opds.named(line)))
    common = margins.most_common(1)
    return common[0][0] if common and common[0][1] >= max(2, len(pages) / 3) else ""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
