"""How many rows documents have, counted once for each state of their rows and labels.

The home page counts the rows of every document, and each page of one those of its own. A document's version
counts every change of its rows, labels and facts, whichever process made it, so a count that is kept with
the version is never stale; of the documents that changed the rows are counted anew, all in one query.
The version is read before the rows: what changes meanwhile is kept under one that is not asked for again.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from service.storage import rows
from service.storage.database import Database
from service.storage.documents import MAX_DOCUMENTS, Document
from service.storage.rows import Lacking, RowCounts

# Counts by 18 subdimensions and three levels take some 4 kB a document: 4 MB.
_MAX_DOCUMENTS = 2 * MAX_DOCUMENTS


@dataclass(slots=True)
class _Entry:
    version: int
    counts: RowCounts
    lacking: Lacking | None = None


class CountCache:
    """The counts of the documents that were asked for last, for any number of threads; not to be changed."""

    def __init__(self, database: Database, *, max_documents: int = _MAX_DOCUMENTS) -> None:
        self._database, self._max_documents = database, max_documents
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def counts(self, among: Iterable[Document]) -> dict[str, RowCounts]:
        """The counts of each document's rows, by its id; of those that are done alone."""
        done = [document for document in among if document.status == "done"]
        known = {document.id: entry for document in done if (entry := self._entry(document)) is not None}
        fresh = rows.counts(self._database, [document for document in done if document.id not in known])
        with self._lock:
            for document in done:
                if document.id in fresh:
                    self._keep(document.id, _Entry(document.version, fresh[document.id]))
        return {
            document.id: fresh[document.id] if document.id in fresh else known[document.id].counts
            for document in done
        }

    def n_rows(self, among: Iterable[Document]) -> dict[str, int]:
        """How many rows each document has, by its id, without those that are no program."""
        return {document_id: counts.rows for document_id, counts in self.counts(among).items()}

    def lacking(self, document: Document) -> Lacking:
        """How many rows of a document that is done lack what most have."""
        entry = self._entry(document)
        if entry is not None and entry.lacking is not None:
            return entry.lacking
        lacking = rows.lacking(self._database, document.id)
        if entry is not None:
            entry.lacking = lacking
        return lacking

    def _entry(self, document: Document) -> _Entry | None:
        """What was counted of this version of a document; None when it was not."""
        with self._lock:
            entry = self._entries.get(document.id)
            if entry is None or entry.version != document.version:
                return None
            self._entries.move_to_end(document.id)
            return entry

    def _keep(self, document_id: str, fresh: _Entry) -> None:
        before = self._entries.get(document_id)
        if before is not None and before.version > fresh.version:
            return
        self._entries[document_id] = fresh
        self._entries.move_to_end(document_id)
        if len(self._entries) > self._max_documents:
            self._entries.popitem(last=False)
