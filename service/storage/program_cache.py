"""What documents plan, programs and kegiatan, made once for each state of their rows and labels.

A map over fifty documents reads tens of thousands of rows, and a planner looks at it many times
before one of them changes. A document's version counts every change of its rows, their labels and what
people decided of it, so what was made for a version is never stale, whichever process made the change.
It is read before the rows: rows that change meanwhile are then cached under the older version, which is
not asked for again. When an agency changes, all is made anew. `warm` also has them stored, so that the first
map after a start is not slow.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from classifier.agencies.registry import Registry
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats.results import Placed
from classifier.mapping import document_record
from classifier.mapping.document_record import DocumentRecord
from classifier.mapping.programs import Outline, Program, outline, totals_of
from service.storage import rows, stored_outlines
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.stored_outlines import Made

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

    def warm(self, documents: Iterable[Document]) -> None:
        """Have what maps and lists take of documents at hand: as it is stored, else made, and stored then.

        Asked for one by one, each would cost a query, and after a start its making.
        """
        known = self._registry()
        with self._lock:
            self._take(known)
            missing = [
                document
                for document in documents
                if (key := (document.id, document.version)) not in self._outlines or key not in self._records
            ]
        if not missing:
            return
        of = {
            document.id: stored_outlines.made_of(document, registry=known, ceiling=self._ceiling)
            for document in missing
        }
        there = stored_outlines.read(self._database, of)
        fresh: dict[str, Made] = {}
        for document in missing:
            if document.id not in there:
                placed = rows.placed(self._database, document)
                record = self._recorded(document, placed, known)
                fresh[document.id] = Made(self._outlined(document, placed, known), record)
        # What cannot be stored now, while others write for long, is made again.
        with suppress(SQLAlchemyError):
            stored_outlines.write(self._database, fresh, of)
        with self._lock:
            if known is self._known:
                for document in missing:
                    made = there.get(document.id) or fresh[document.id]
                    self._keep_outline((document.id, document.version), made.outline)
                    self._keep_record((document.id, document.version), made.record)

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
        fresh = self._outlined(document, rows.placed(self._database, document), known)
        with self._lock:
            if known is self._known:
                self._keep_outline(key, fresh)
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
        fresh = self._recorded(document, rows.placed(self._database, document), known)
        with self._lock:
            if known is self._known:
                self._keep_record(key, fresh)
        return fresh

    def _outlined(self, document: Document, placed: Sequence[Placed], known: Registry) -> Outline:
        totals = totals_of(placed, document.tables)
        return outline(placed, ceiling=self._ceiling, registry=known, totals=totals)

    def _recorded(self, document: Document, placed: Sequence[Placed], known: Registry) -> DocumentRecord:
        return document_record.record_of(
            placed,
            document.tables,
            document.facts.years,
            decided=document.decided.tables,
            ceiling=self._ceiling,
            registry=known,
        )

    def _keep_outline(self, key: tuple[str, int], fresh: Outline) -> None:
        if key not in self._outlines:
            self._outlines[key] = fresh
            self._n_programs += _size(fresh)
        while self._n_programs > self._max_programs and len(self._outlines) > 1:
            self._n_programs -= _size(self._outlines.popitem(last=False)[1])

    def _keep_record(self, key: tuple[str, int], fresh: DocumentRecord) -> None:
        self._records[key] = fresh
        if len(self._records) > _MAX_RECORDS:
            self._records.popitem(last=False)

    def _take(self, known: Registry) -> None:
        """Forget what was made with another registry."""
        if known is not self._known:
            self._known, self._n_programs = known, 0
            self._outlines.clear()
            self._records.clear()


def _size(of: Outline) -> int:
    return len(of.programs) + len(of.kegiatan)
