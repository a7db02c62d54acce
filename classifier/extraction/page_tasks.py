"""What is asked of a document page by page, and how one process answers it.

A `Task` names pages of one document; `TaskRunner.run` answers for each in turn. Answers know
nothing of other pages, so tasks can go to any process in any order (`reader_pool`).
A page that cannot be read is answered with its fault.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from classifier.extraction.likely_rows import LikelyRows, likely_rows
from classifier.faults import Fault
from classifier.pdf.damage import Damage, damage
from classifier.pdf.layout import Line, PageTables
from classifier.records import Box

if TYPE_CHECKING:
    from classifier.documents.mentions import PageMentions
    from classifier.evidence.signs import PageSigns
    from classifier.pdf.document import Document

PICTURE_DPI = 110
# What Tesseract reads best; 100 dots of one bit are scaled up by rendering them so.
SCAN_DPI = 300
# An A2 page at 300 dots; larger ones get fewer.
_MAX_SCAN_PIXELS = 25_000_000

_MOST_PAGES_OPEN = 100

_log = logging.getLogger(__name__)


TaskKind = Literal["count", "check", "glance", "read", "tables", "picture", "lines", "scan"]


@dataclass(frozen=True, slots=True)
class Task:
    """Pages of one document, from 1: to `count` (no pages named), `glance` at, `read` or `picture`.

    `lines` are those within a `box` of the page as displayed, of a scanned page those that the folder
    `cache` has of it. `scan` reads the page as a picture,
    or takes what the folder `cache` has of it.

    `check` looks for damage in the whole file, under page 0. `tables` are those that `read` gives, but
    as they are before their signs are taken: for pages whose text is to be repaired first.
    """

    path: Path
    kind: TaskKind
    pages: tuple[int, ...] = ()
    box: Box | None = None
    cache: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one page gave.

    `count`: `n_pages` of the document, under page 0. `check`: its `damage`. `glance`: whether
    it `has_text`, is `ruled`, `named`, `listed`, `columned`, `hidden` and `pictured` as in
    `prefilter.Glance`, whether its text is `garbled`, the `headings` of its sections, what it
    `mentions` of the document, the words that no cell can have cut, how many rows its text seems to
    hold (`likely`), and how many words only OCR writes so (`n_confused`). `read`: its `tables`, and
    the `signs` of their lines; `tables`: its `tables` alone, with the words of all lines.
    `scan`: what `glance` and `tables` give, of the words that OCR reads.
    `picture`: the page as `png`, `PICTURE_DPI` dots an inch. `lines`: its `lines` within the box.
    `problem` is why there is none of this.
    """

    page: int
    n_pages: int = 0
    damage: Damage = field(default_factory=Damage)
    has_text: bool = False
    ruled: bool = False
    named: bool = False
    listed: bool = False
    columned: bool = False
    headings: tuple[str, ...] = ()
    mentions: PageMentions | None = None
    words: Counter[str] = field(default_factory=Counter)
    likely: LikelyRows = field(default_factory=LikelyRows)
    hidden: bool = False
    pictured: bool = False
    garbled: bool = False
    n_confused: int = 0
    tables: PageTables | None = None
    signs: PageSigns | None = field(default=None, compare=False)
    png: bytes = b""
    lines: tuple[Line, ...] = ()
    problem: Fault | None = None


Mapper = Callable[[Iterable[Task]], Iterator[Answer]]


def in_process(tasks: Iterable[Task]) -> Iterator[Answer]:
    """Answers in the order of the tasks and their pages, in this process and without limits."""
    with TaskRunner() as runner:
        for task in tasks:
            yield from runner.run(task)


class TaskRunner:
    """Answers tasks one after the other; the document that it reads stays open between them.

    Opening one takes as long as a page or two, and its fonts are read anew. What PDFium
    keeps of the pages it has seen grows, so the document is closed every so many
    pages, and when another file has taken its name.
    """

    def __init__(self) -> None:
        self._state: tuple[object, ...] | None = None
        self._closing = ExitStack()
        self._n_pages = 0

    def __enter__(self) -> TaskRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self._clear()

    def run(self, task: Task) -> Iterator[Answer]:
        """One answer for each page of the task. Raises DocumentError when the document cannot be opened."""
        # The libraries that read are loaded where pages are read, not where they are asked for.
        from classifier.pdf.document import PageError

        document = self._opened(task)
        if task.kind == "count":
            yield Answer(0, n_pages=len(document))
        for page in task.pages:
            try:
                yield _answer(task, document, page)
            except PageError as error:
                yield Answer(page, problem=Fault("page_unreadable", detail=str(error)))
            except MemoryError:
                yield Answer(page, problem=Fault("page_out_of_memory"))
            except Exception as error:
                # The border that keeps one page's trouble, ours included, from the others.
                _log.debug("page %d", page, exc_info=True)
                detail = f"{type(error).__name__}: {error}"
                yield Answer(page, problem=Fault("page_unreadable", detail=detail))

    def _opened(self, task: Task) -> Document:
        from classifier.pdf.document import opened

        state = _state(task.path)
        if state is None or state != self._state or self._n_pages > _MOST_PAGES_OPEN:
            self._clear()
            self._document = self._closing.enter_context(opened(task.path))
            self._state = state
        self._n_pages += len(task.pages)
        return self._document

    def _clear(self) -> None:
        self._closing.close()
        self._state, self._n_pages = None, 0


def _state(path: Path) -> tuple[object, ...] | None:
    """What distinguishes a file from another that takes its name; None when there is none."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return path, stat.st_ino, stat.st_size, stat.st_mtime_ns


def _answer(task: Task, document: Document, page: int) -> Answer:
    if task.kind == "check":
        return Answer(page, damage=damage(task.path))
    if task.kind == "lines":
        return _boxed(document, page, task.box, task.cache)
    if task.kind == "scan":
        return _scanned(document, page, task.cache)
    return _ANSWERS[task.kind](document, page)


def _glanced(document: Document, page: int) -> Answer:
    from classifier.fields import garbling
    from classifier.pdf import prefilter

    glance = prefilter.glance(document, page)
    answer = Answer(
        page,
        has_text=glance.n_chars > 0,
        ruled=glance.ruled,
        named=glance.named,
        listed=glance.listed,
        columned=glance.columned,
        hidden=glance.hidden,
        pictured=glance.pictured,
        garbled=garbling.is_garbled(glance.text),
    )
    return _with_text(answer, glance.text)


def _with_text(answer: Answer, text: str) -> Answer:
    """The answer with what the text of its page says."""
    from classifier.documents.mentions import mentions
    from classifier.fields import dehyphenation, ocr_text
    from classifier.fields.section_headings import section_headings

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return replace(
        answer,
        headings=section_headings(lines),
        mentions=mentions(text, answer.page),
        words=dehyphenation.inner_words(text),
        likely=likely_rows(text) if answer.named else LikelyRows(),
        n_confused=ocr_text.n_confused(text),
    )


def _read(document: Document, page: int) -> Answer:
    from classifier.evidence.signs import page_signs
    from classifier.pdf import words
    from classifier.tables import page_cells

    tables = page_cells.read(words.drawn_page(document, page))
    # Taken here, where pages are read side by side, and not where they are joined one after the other.
    signs = page_signs(tables)
    if len(tables.tables) < 2:
        # Only captions of tables abreast are cut again; without words a page travels light.
        lines = tuple([line._replace(words=()) for line in tables.lines])
        tables = replace(tables, lines=lines)
        signs = replace(signs, page=tables)
    return Answer(page, tables=tables, signs=signs)


def _tables(document: Document, page: int) -> Answer:
    from classifier.pdf import words
    from classifier.tables import page_cells

    return Answer(page, tables=page_cells.read(words.drawn_page(document, page)))


def _scanned(document: Document, page: int, cache: Path | None) -> Answer:
    from classifier.pdf import prefilter
    from classifier.pdf.document import grey_picture
    from classifier.scans import page_cache, scanned_page
    from classifier.scans.engine import EngineError
    from classifier.tables import page_cells

    grey, dpi = grey_picture(document, page, dpi=SCAN_DPI, max_pixels=_MAX_SCAN_PIXELS)
    name = page_cache.key(grey, dpi)
    scan = page_cache.load(cache, name, page) if cache is not None else None
    if scan is None:
        try:
            scan = scanned_page.read(grey, page, dpi=dpi)
        except EngineError as error:
            return Answer(page, problem=Fault("page_unreadable", detail=f"OCR {error}"))
        if cache is not None:
            page_cache.store(cache, name, scan)
    tables = replace(page_cells.read(scan.page), repairs=scan.unsure)
    text = scanned_page.text_of(tables)
    named = prefilter.is_named(text)
    answer = Answer(
        page,
        has_text=bool(scan.page.words),
        ruled=bool(scan.page.edges),
        named=named,
        listed=prefilter.is_listed(text),
        columned=named and prefilter.is_columned(text),
        hidden=True,
        tables=tables,
    )
    return _with_text(answer, text)


def _pictured(document: Document, page: int) -> Answer:
    from classifier.pdf.document import picture

    return Answer(page, png=picture(document, page, dpi=PICTURE_DPI))


def _boxed(document: Document, page: int, box: Box | None, cache: Path | None) -> Answer:
    from classifier.pdf import words
    from classifier.pdf.box_lines import lines_within
    from classifier.pdf.document import grey_picture

    assert box is not None, "lines are those within a box"
    lines = lines_within(words.drawn_page(document, page), box)
    if not lines and cache is not None and cache.is_dir():
        from classifier.scans import page_cache

        # A person waits: what OCR has read already is taken, and nothing is read anew.
        grey, dpi = grey_picture(document, page, dpi=SCAN_DPI, max_pixels=_MAX_SCAN_PIXELS)
        scan = page_cache.load(cache, page_cache.key(grey, dpi), page)
        lines = lines_within(scan.page, box) if scan is not None else lines
    return Answer(page, lines=lines)


_ANSWERS = {"glance": _glanced, "read": _read, "tables": _tables, "picture": _pictured}
