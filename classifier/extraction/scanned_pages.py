"""Pages whose text cannot be used, read as pictures.

Glances say which they are; what OCR reads of them takes the place of their glances, so that all behind goes
on as if it were text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from classifier.extraction.page_tasks import Answer, Mapper, Task
from classifier.faults import Fault

Ocr = Literal["auto", "off", "force"]


def read(
    path: Path,
    glances: Sequence[Answer],
    ocr: Ocr,
    mapper: Mapper,
    *,
    within: tuple[int, int],
    cache: Path | None,
    progress: Callable[[int], None],
) -> tuple[list[Answer], Mapping[int, Answer]]:
    """The glances, those of scanned pages taken from what OCR read, and these by their pages.

    Only pages `within` (first, last) are read so, as each takes seconds. Where no engine is installed each
    such page has that fault. What is read is kept in the folder `cache`;
    `progress` is called with how many pages have been read as pictures.
    """
    from classifier.scans import engine

    first, last = within
    pages = {glance.page for glance in glances if first <= glance.page <= last and _is_wanted(glance, ocr)}
    if not pages:
        return list(glances), {}
    if not engine.is_installed():
        return [_without_engine(glance) if glance.page in pages else glance for glance in glances], {}
    tasks = (Task(path, "scan", (page,), cache=cache) for page in sorted(pages))
    scans: dict[int, Answer] = {}
    for answer in mapper(tasks):
        scans[answer.page] = answer
        progress(len(scans))
    return (
        [scans.get(glance.page, glance) for glance in glances],
        {page: answer for page, answer in scans.items() if answer.problem is None},
    )


def in_order(
    answers: Iterator[Answer], scans: Mapping[int, Answer], pages: Sequence[int]
) -> Iterator[Answer]:
    """Answers for `pages` in their order; those of scanned pages are there, others come from `answers`."""
    for page in pages:
        yield scans[page] if page in scans else next(answers)


def _is_wanted(glance: Answer, ocr: Ocr) -> bool:
    if ocr == "off" or glance.problem is not None:
        return False
    return ocr == "force" or glance.pictured or glance.garbled


def _without_engine(glance: Answer) -> Answer:
    if glance.pictured and not glance.has_text:
        return replace(glance, problem=Fault("no_ocr"))
    # What little text there is is read as ever.
    return glance
