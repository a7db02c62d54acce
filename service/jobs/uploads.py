"""Documents that come and go: an upload accepted and queued, read again, deleted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import BinaryIO

from service.jobs.worker_pool import WorkerPool
from service.refusals import Refusal
from service.settings import Settings
from service.storage import documents, files, queue
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.files import Files


@dataclass(frozen=True, slots=True)
class Uploads:
    """Takes documents in; for the API and the pages alike."""

    settings: Settings
    database: Database
    files: Files
    worker_pool: WorkerPool

    def accept(self, content: BinaryIO, name: str) -> Document:
        """Store a PDF and queue it; the document of its bytes, which may be there already.

        One that failed is queued again. Raises Refusal when it is none to be read.
        """
        sha256, n_bytes, first_bytes = files.digest(content)
        if not n_bytes:
            raise Refusal(422, "empty")
        if b"%PDF-" not in first_bytes:
            raise Refusal(422, "not_a_pdf")
        if n_bytes > self.settings.max_upload_bytes:
            raise Refusal(413, "too_large", limit=self.settings.max_upload_bytes)
        document = documents.by_sha256(self.database, sha256)
        if document is None:
            document = self._store(content, files.shown_name(name), sha256, n_bytes)
        if document.status == "failed" and self.retry(document):
            document = replace(document, status="queued")
        return document

    def retry(self, document: Document) -> bool:
        """Queue a document that failed again; False when it has not failed."""
        if not queue.retry(self.database, document.id):
            return False
        self.worker_pool.wake()
        return True

    def reread(self, document_id: str) -> Document:
        """Queue a document to be read again; one that waits already, or is being read, stays as it is.

        Its rows stay until the new ones are there. Raises Refusal when there is no such document.
        """
        document = documents.get(self.database, document_id)
        if document is None:
            raise Refusal(404, "no_document", id=document_id[:40])
        if not self.retry(document):
            queue.reread(self.database, [document_id])
            self.worker_pool.wake()
        document = documents.get(self.database, document_id)
        if document is None:
            raise Refusal(404, "no_document", id=document_id[:40])
        return document

    def remove(self, document_id: str) -> None:
        """Delete a document wherever it lies, and stop reading it. Raises Refusal when there is none."""
        if not documents.remove(self.database, document_id):
            raise Refusal(404, "no_document", id=document_id[:40])
        self.files.remove(document_id)
        self.worker_pool.wake()

    def _store(self, content: BinaryIO, name: str, sha256: str, n_bytes: int) -> Document:
        with self.files.room(lambda: documents.total_bytes(self.database), n_bytes) as fits:
            if not fits:
                raise Refusal(507, "disk_full")
            try:
                fresh_id = self.files.store(content)
            except OSError as error:
                if files.is_disk_full(error):
                    raise Refusal(507, "disk_full") from error
                raise
            stored_id = ""
            try:
                document = documents.add(self.database, fresh_id, sha256=sha256, name=name, n_bytes=n_bytes)
                stored_id = document.id
            finally:
                # The same bytes were there already, or the database did not take them.
                if stored_id != fresh_id:
                    self.files.remove(fresh_id)
        self.worker_pool.wake()
        return document
