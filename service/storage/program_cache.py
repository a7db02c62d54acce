"""What documents plan, programs and kegiatan, made once for each state of their rows and labels.

A map over fifty documents reads tens of thousands of rows, and a planner looks at it many times
before one of them changes. A document's version counts every change of its rows, their labels and what
people decided of it, so what was made for a version is never stale, whichever process made the change.
It is read before the rows: rows that change meanwhile are then cached under the older version, which is
not asked for again. When an agency changes, all is made anew.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from classifier.agencies.registry import Registry
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.mapping import document_record
from classifier.mapping.document_record import DocumentRecord
from classifier.mapping.programs import Outline, Program, outline, totals_of
from service.storage import rows
from service.storage.database import Database
from service.storage.documents import Document

# A program or kegiatan takes about 1 kB: 200 MB, or some 400 documents as towns write them.
_MAX_PROGRAMS = 200_000
_MAX_RECORDS = 500


class ProgramCache:
    """What the documents plan that were asked for last, for any number of threads.

    It holds `max_programs` programs and kegiatan together. Agencies are known by `registry()`; an amount
    above `ceiling` rupiah counts only in rows that a person answered.
    """

    def __init__(
        self,
        database: Database,
        *,
        registry: Callable[[], Registry] = Registry.packaged,
        ceiling: int = MAX_PAGU,
        max_programs: int = _MAX_PROGRAMS,
    ) -> None:
        self._database, self._max_programs = database, max_programs
        self._registry, self._ceiling = registry, ceiling
        self._known = registry()
        self._n_programs = 0
        self._outlines: OrderedDict[tuple[str, int], Outline] = OrderedDict()
        self._records: OrderedDict[tuple[str, int], DocumentRecord] = OrderedDict()
        self._lock = threading.Lock()

    def programs(self, documents: Iterable[Document]) -> list[Program]:
        """The programs of documents that are done, one document after the other."""
        return [program for document in documents for program in self.of(document)]

    def of(self, document: Document) -> tuple[Program, ...]:
        """The programs of a document that is done, in reading order."""
        return self.outline(document).programs

    def outline(self, document: Document) -> Outline:
        """The programs and the kegiatan of a document that is done."""
        key = (document.id, document.version)
        known = self._registry()
        with self._lock:
            self._take(known)
            if key in self._outlines:
                self._outlines.move_to_end(key)
                return self._outlines[key]
        placed = rows.placed(self._database, document)
        fresh = outline(
            placed, ceiling=self._ceiling, registry=known, totals=totals_of(placed, document.tables)
        )
        with self._lock:
            if known is self._known and key not in self._outlines:
                self._outlines[key] = fresh
                self._n_programs += _size(fresh)
            while self._n_programs > self._max_programs and len(self._outlines) > 1:
                self._n_programs -= _size(self._outlines.popitem(last=False)[1])
        return fresh

    def record(self, document: Document) -> DocumentRecord:
        """What counts of a document that is done, and its tables."""
        key = (document.id, document.version)
        known = self._registry()
        with self._lock:
            self._take(known)
            if key in self._records:
                self._records.move_to_end(key)
                return self._records[key]
        fresh = document_record.record_of(
            rows.placed(self._database, document),
            document.tables,
            document.facts.years,
            decided=document.decided.tables,
            ceiling=self._ceiling,
            registry=known,
        )
        with self._lock:
            if known is self._known:
                self._records[key] = fresh
            if len(self._records) > _MAX_RECORDS:
                self._records.popitem(last=False)
        return fresh

    def _take(self, known: Registry) -> None:
        """Forget what was made with another registry."""
        if known is not self._known:
            self._known, self._n_programs = known, 0
            self._outlines.clear()
            self._records.clear()


def _size(of: Outline) -> int:
    return len(of.programs) + len(of.kegiatan)
