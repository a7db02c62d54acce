"""Documents whose rows are known: pages read to cells, and the truth of some or all of them.

Where truth comes from, and how it is kept:

- a folder of PDFs with `NAME.truth.jsonl` or `NAME.rows.jsonl` beside them: whole documents;
- a folder of `NAME.truth.jsonl` with `pages.tsv` (name, first, last): slices of documents in another folder;
- a file of pages, one JSON object a line with `document`, `page` and `rows` (`tests/truth`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classifier.extraction import extract
from classifier.extraction.ocr_pages import OcrPages
from classifier.extraction.page_tasks import Task, in_process
from classifier.fields import dehyphenation
from classifier.fields.dehyphenation import Words
from classifier.fields.names import fold
from classifier.pdf.layout import PageTables

Row = dict[str, Any]
# Pages before and after a transcribed one that are read with it: headers and programs come from before.
_BEFORE, _AFTER = 3, 1


@dataclass(frozen=True, slots=True)
class Truth:
    """The rows of a document, or of its `pages`; all of it when those are None.

    `kind` decides their weight; `source` names the folder or file that they stand in.
    """

    kind: str
    path: Path
    rows: tuple[Row, ...]
    pages: frozenset[int] | None = None
    source: str = ""

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


@dataclass(slots=True)
class ReadDocument:
    """A document's truth with the pages around it, read to cells; `wanted` as the reader chooses them."""

    truth: Truth
    tables: dict[int, PageTables]
    wanted: frozenset[int]
    words: Words = field(default_factory=Words)

    def is_scored(self, page: int) -> bool:
        """True when the truth knows a page."""
        return self.truth.pages is None or page in self.truth.pages


def of_folder(kind: str, folder: Path) -> Iterator[Truth]:
    """Whole documents: each PDF with its rows beside it."""
    for path in sorted(folder.glob("*.pdf")):
        for ending in (".truth.jsonl", ".rows.jsonl"):
            rows = folder / f"{path.stem}{ending}"
            if rows.is_file():
                yield Truth(kind, path, tuple(_lines(rows)), source=folder.name)


def of_slices(kind: str, folder: Path, archive: Path) -> Iterator[Truth]:
    """Slices of documents in `archive` that the folder's `pages.tsv` names."""
    for line in (folder / "pages.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, first, last = line.split("\t")
        pages = frozenset(range(int(first), int(last) + 1))
        rows = tuple(_lines(folder / f"{name}.truth.jsonl"))
        yield Truth(kind, archive / f"{name}.pdf", rows, pages, folder.name)


def of_pages(kind: str, file: Path, archive: Path) -> Iterator[Truth]:
    """Single pages of documents in `archive`; those of one document together."""
    pages: dict[str, dict[int, list[Row]]] = {}
    for line in _lines(file):
        rows = [{**row, "page": line["page"]} for row in line["rows"]]
        pages.setdefault(line["document"], {})[line["page"]] = rows
    for name, by_page in pages.items():
        all_rows = tuple(row for page in sorted(by_page) for row in by_page[page])
        yield Truth(kind, archive / f"{name}.pdf", all_rows, frozenset(by_page), file.name)


def _lines(file: Path) -> list[Row]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def read(truth: Truth) -> ReadDocument:
    """The pages that a truth knows, with those around them, as the reader sees them."""
    n_pages = next(iter(in_process([Task(truth.path, "count")]))).n_pages
    glances = list(in_process(extract.tasks_for_pages(truth.path, "glance", range(1, n_pages + 1), 16)))
    wanted = extract.worth_reading(glances)
    if truth.pages is None:
        asked = wanted
    else:
        near = {page + k for page in truth.pages for k in range(-_BEFORE, _AFTER + 1)}
        asked = sorted({page for page in wanted if page in near} | {p for p in truth.pages if p <= n_pages})
    answers = in_process(extract.tasks_for_pages(truth.path, "tables", asked, 4))
    words = Words(dehyphenation.total(glance.words for glance in glances))
    ocr_pages = OcrPages(glances, words)
    tables = {
        answer.page: ocr_pages.repaired(answer.tables) for answer in answers if answer.tables is not None
    }
    return ReadDocument(truth, tables, frozenset(wanted), words)


def agencies(truths: Iterable[Truth]) -> dict[str, str]:
    """For each document the agency whose it is, so that folds never part one; else the document itself."""
    by_name: dict[str, dict[str, int]] = {}
    for truth in truths:
        counts = by_name.setdefault(truth.name, {})
        for row in truth.rows:
            if opd := fold(str(row.get("opd") or "")):
                counts[opd] = counts.get(opd, 0) + 1
    return {
        name: max(counts, key=lambda opd: (counts[opd], opd)) if counts else name
        for name, counts in by_name.items()
    }
