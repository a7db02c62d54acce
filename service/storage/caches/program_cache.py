"""What documents plan, programs and kegiatan, made once for each state of their rows and labels.

A map over fifty documents reads tens of thousands of rows, and a planner looks at it many times
before one of them changes. A document's version counts every change of its rows, their labels and what
people decided of it, so what was made for a version is never stale, whichever process made the change.
It is read before the rows: rows that change meanwhile are then cached under the older version, which is
not asked for again. When an agency changes, all is made anew.

Most changes are answers, which move a program to another subdimension and leave the rest as it is. So
what the rows themselves give is kept with a digest of them, each row's id in the place of its subdimension,
and after an answer the subdimensions alone are put in: reading 560 rows and joining them to programs took
150 ms, and takes 10. The digest is of all that was read, so an edit, a fact, a table switched or another
reading are seen in it, whoever made them.

`warm` also has what it made stored, so that the first map after a start is not slow: of one document at
most once in `_STORE_EVERY_S`, as a page that is only read should seldom have to write.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from classifier.agencies.registry import Registry
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats.results import Placed
from classifier.mapping import document_record
from classifier.mapping.counting import held_by_answers
from classifier.mapping.document_record import DocumentRecord
from classifier.mapping.programs import Outline, Program, labelled, outline, totals_of, without_labels
from service.storage import rows
from service.storage.caches import stored_outlines
from service.storage.caches.stored_outlines import Made
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.rows import PrintedRow

# A program or kegiatan takes about 1 kB: 200 MB, or some 400 documents as towns write them.
_MAX_PROGRAMS = 200_000
_STORE_EVERY_S = 60.0
# Two threads that want the same document make it once; documents share locks, as they come and go.
_N_LOCKS = 16


@dataclass(frozen=True, slots=True)
class _Unlabelled:
    """What the rows of a document give, whatever their subdimensions: with row ids in the place of them.

    `answered` are those of `held` that people had answered: of them it matters.
    """

    digest: bytes
    held: frozenset[str]
    answered: frozenset[str]
    made: Made


@dataclass(frozen=True, slots=True)
class _Entry:
    """What was made for a version of a document; `unlabelled` is None when it was read as it was stored."""

    version: int
    made: Made
    unlabelled: _Unlabelled | None

    @property
    def n_programs(self) -> int:
        """How many programs and kegiatan it holds."""
        outlines = [self.made.outline] + ([self.unlabelled.made.outline] if self.unlabelled else [])
        return sum(len(one.programs) + len(one.kegiatan) for one in outlines)


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
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        # What is made and not stored yet, by id with its version; and when documents were stored last.
        self._unstored: dict[str, int] = {}
        self._stored_at: dict[str, float] = {}
        self._lock = threading.Lock()
        self._making = tuple(threading.Lock() for _ in range(_N_LOCKS))

    def warm(self, documents: Iterable[Document]) -> None:
        """Have what maps and lists take of documents at hand: as it is stored, else made, and stored then.

        Asked for one by one, each would cost a query after a start.
        """
        known, documents = self._registry(), tuple(documents)
        missing = [document for document in documents if self._entry(document, known) is None]
        self._read_stored([one for one in missing if one.id not in self._entries], known)
        for document in missing:
            self._made(document, known)
        self._store(documents, known)

    def programs(self, documents: Iterable[Document]) -> list[Program]:
        """The programs of documents that are done, one document after the other."""
        return [program for document in documents for program in self.of(document)]

    def of(self, document: Document) -> tuple[Program, ...]:
        """The programs of a document that is done, in reading order."""
        return self.outline(document).programs

    def outline(self, document: Document) -> Outline:
        """The programs and the kegiatan of a document that is done."""
        return self._made(document, self._registry()).outline

    def record(self, document: Document) -> DocumentRecord:
        """What counts of a document that is done, and its tables."""
        return self._made(document, self._registry()).record

    def _made(self, document: Document, known: Registry) -> Made:
        if (entry := self._entry(document, known)) is not None:
            return entry.made
        with self._making[hash(document.id) % _N_LOCKS]:
            if (entry := self._entry(document, known)) is not None:
                return entry.made
            with self._lock:
                before = self._entries.get(document.id) if known is self._known else None
            unlabelled = before.unlabelled if before is not None else None
            printed = rows.printed(self._database, document.id)
            answered = frozenset(row.id for row in printed if row.is_answered)
            digest = _digest(document, printed)
            if (
                unlabelled is None
                or unlabelled.digest != digest
                or unlabelled.answered != answered & unlabelled.held
            ):
                unlabelled = self._unlabelled(document, printed, digest, known)
            of_outline = labelled(
                unlabelled.made.outline, {row.id: row.subdimension for row in printed}, answered
            )
            fresh = _Entry(document.version, Made(of_outline, unlabelled.made.record), unlabelled)
            with self._lock:
                if known is self._known:
                    self._keep(document.id, fresh)
                    self._unstored[document.id] = document.version
            return fresh.made

    def _unlabelled(
        self, document: Document, printed: Sequence[PrintedRow], digest: bytes, known: Registry
    ) -> _Unlabelled:
        placed = rows.placed_of(printed, document.decided.tables)
        held = held_by_answers(placed, ceiling=self._ceiling)
        placed = without_labels(placed, held)
        of_outline = self._outlined(document, placed, known)
        record = document_record.record_of(
            placed,
            document.tables,
            document.facts.years,
            decided=document.decided.tables,
            ceiling=self._ceiling,
            registry=known,
            of_document=of_outline,
        )
        answered = frozenset(row.id for row in placed if row.is_labelled)
        return _Unlabelled(digest, held, answered, Made(of_outline, record))

    def _outlined(self, document: Document, placed: Sequence[Placed], known: Registry) -> Outline:
        totals = totals_of(placed, document.tables)
        return outline(placed, ceiling=self._ceiling, registry=known, totals=totals)

    def _entry(self, document: Document, known: Registry) -> _Entry | None:
        """What is made for this version of a document; None when it is not."""
        with self._lock:
            self._take(known)
            entry = self._entries.get(document.id)
            if entry is None or entry.version != document.version:
                return None
            self._entries.move_to_end(document.id)
            return entry

    def _read_stored(self, documents: Sequence[Document], known: Registry) -> None:
        if not documents:
            return
        of = {document.id: self._made_of(document, known) for document in documents}
        there = stored_outlines.read(self._database, of)
        with self._lock:
            if known is self._known:
                for document in documents:
                    if document.id in there:
                        self._keep(document.id, _Entry(document.version, there[document.id], None))

    def _store(self, documents: Sequence[Document], known: Registry) -> None:
        """Store what is made of documents and was not for a while."""
        now = time.monotonic()
        due: dict[str, Made] = {}
        with self._lock:
            for document in documents:
                entry = self._entries.get(document.id)
                is_late = now - self._stored_at.get(document.id, -_STORE_EVERY_S) >= _STORE_EVERY_S
                if (
                    is_late
                    and entry is not None
                    and self._unstored.get(document.id) == document.version == entry.version
                ):
                    due[document.id] = entry.made
                    del self._unstored[document.id]
                    self._stored_at[document.id] = now
        of = {one.id: self._made_of(one, known) for one in documents if one.id in due}
        # What cannot be stored now, while others write for long, is made again after a start.
        with suppress(SQLAlchemyError):
            stored_outlines.write(self._database, due, of)

    def _made_of(self, document: Document, known: Registry) -> str:
        return stored_outlines.made_of(document, registry=known, ceiling=self._ceiling)

    def _keep(self, document_id: str, fresh: _Entry) -> None:
        before = self._entries.get(document_id)
        if before is not None:
            if before.version > fresh.version:
                return
            self._n_programs -= before.n_programs
        self._entries[document_id] = fresh
        self._entries.move_to_end(document_id)
        self._n_programs += fresh.n_programs
        while self._n_programs > self._max_programs and len(self._entries) > 1:
            forgotten, entry = self._entries.popitem(last=False)
            self._n_programs -= entry.n_programs
            self._unstored.pop(forgotten, None)
            self._stored_at.pop(forgotten, None)

    def _take(self, known: Registry) -> None:
        """Forget what was made with another registry."""
        if known is not self._known:
            self._known, self._n_programs = known, 0
            self._entries.clear()
            self._unstored.clear()
            self._stored_at.clear()


def _digest(document: Document, printed: Sequence[PrintedRow]) -> bytes:
    """Of all that a document's outline and record are made of, but for subdimensions and who answered."""
    decided = sorted(document.decided.tables.items())
    of = hashlib.blake2b(repr((document.facts.years, decided, document.tables)).encode(), digest_size=16)
    for row in printed:
        of.update(f"{row.id} {row.table_number} {len(row.json)} {row.json}".encode())
    return of.digest()
