"""The bytes of documents and the pictures of their pages, under the data folder.

A document's file is named by the id of its row, not by its digest: two uploads of the same
bytes and a deletion between them then never touch one another's file. Names that people
gave are shown and never used as a path. A file is complete and on the disk before its row
is written. What an upload left that never ended is swept away at a start; a complete file
without a row never is: it may be another database's, served from the same folder before.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import BinaryIO

from service.settings import Settings

_CHUNK = 1 << 20
# PDF readers look for %PDF- in so many bytes from the beginning.
_N_FIRST_BYTES = 1024
_UNFINISHED = ".new-"
# A file without a row may belong to an upload of another service that is under way.
_ORPHAN_AGE_S = 3600.0
# Pictures of pages may take this share of the disk bound; the oldest go first.
_PICTURES_SHARE = 0.1


class Files:
    """The folders `files/` and `pictures/` of the data folder, made when missing."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._files = settings.data / "files"
        self._pictures = settings.data / "pictures"
        # Uploads are answered by many threads; what they are about to write counts as taken.
        self._counting = threading.Lock()
        self._coming = 0
        for folder in (self._files, self._pictures):
            folder.mkdir(parents=True, exist_ok=True)

    def document(self, document_id: str) -> Path:
        """Where a document's bytes lie."""
        return self._files / f"{document_id}.pdf"

    def picture(self, document_id: str, page: int, drawn: str) -> Path:
        """Where the picture of a page lies; `drawn` is a digest of what is drawn upon it."""
        return self._pictures / document_id / f"{page}-{drawn}.png"

    def scans(self, document_id: str) -> Path:
        """The folder of what was read of a document's scanned pages; it goes with the document."""
        return self._pictures / document_id / "scans"

    def has_room(self, taken: int, n_bytes: int) -> bool:
        """Whether so many bytes fit beside the `taken` ones, within our bound and the disk's."""
        free = shutil.disk_usage(self._settings.data).free
        return (
            taken + n_bytes <= self._settings.max_disk_bytes
            and free - n_bytes >= self._settings.min_free_bytes
        )

    @contextlib.contextmanager
    def room(self, taken: Callable[[], int], n_bytes: int) -> Iterator[bool]:
        """Whether so many bytes fit beside the `taken()` ones; they are held free while the context lasts."""
        with self._counting:
            fits = self.has_room(taken(), self._coming + n_bytes)
            coming = n_bytes if fits else 0
            self._coming += coming
        try:
            yield fits
        finally:
            with self._counting:
                self._coming -= coming

    def store(self, source: BinaryIO) -> str:
        """Store bytes under a fresh id, fsynced with their name; the id."""
        document_id = secrets.token_hex(8)
        with unfinished(self._files) as (out, fresh):
            shutil.copyfileobj(source, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())
            out.close()
            fresh.replace(self.document(document_id))
            _sync_folder(self._files)
        return document_id

    def remove(self, document_id: str) -> None:
        """Delete a document's bytes and pictures."""
        self.document(document_id).unlink(missing_ok=True)
        shutil.rmtree(self._pictures / document_id, ignore_errors=True)

    def sweep(self, known: Collection[str], *, is_alone: bool) -> int:
        """Delete uploads that never ended, and pictures of no known document, which can be drawn again.

        The number of deleted files and folders. `is_alone`: no other service writes here now.
        """
        n, now = 0, time.time()
        for path in [*self._files.glob(f"{_UNFINISHED}*"), *self._pictures.iterdir()]:
            # Another service that starts at this moment may have been faster.
            with contextlib.suppress(FileNotFoundError):
                if path.name in known or (not is_alone and now - path.stat().st_mtime < _ORPHAN_AGE_S):
                    continue
                if path.is_dir():
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    path.unlink()
                n += 1
        return n

    def trim_pictures(self) -> None:
        """Delete the oldest pictures until the rest keep to their share of the disk bound."""
        pictures = []
        for path in self._pictures.glob("*/*.png"):
            # Another thread may delete a document's pictures meanwhile.
            with contextlib.suppress(OSError):
                state = path.stat()
                pictures.append((state.st_mtime, state.st_size, path))
        left = sum(size for _, size, _ in pictures)
        for _, size, path in sorted(pictures):
            if left <= self._settings.max_disk_bytes * _PICTURES_SHARE:
                return
            path.unlink(missing_ok=True)
            left -= size


@contextlib.contextmanager
def unfinished(folder: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file of a folder with its path, gone at the end unless it was given its own name."""
    handle, beside = tempfile.mkstemp(dir=folder, prefix=_UNFINISHED)
    fresh = Path(beside)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out, fresh
    finally:
        fresh.unlink(missing_ok=True)


def is_disk_full(error: BaseException | None) -> bool:
    """Whether a disk, or one's share of it, is full."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def is_temporary_folder_full(error: BaseException | None) -> bool:
    """Whether there is no room for a temporary file: when it is written, or for any (`tempfile` says so)."""
    return is_disk_full(error) or (
        isinstance(error, FileNotFoundError) and "No usable temporary directory" in str(error)
    )


def digest(source: BinaryIO) -> tuple[str, int, bytes]:
    """SHA-256, length and first 1,024 bytes of a file, which is left at its beginning."""
    source.seek(0)
    first_bytes = source.read(_N_FIRST_BYTES)
    source.seek(0)
    sha256 = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        sha256.update(chunk)
    n_bytes = source.tell()
    source.seek(0)
    return sha256.hexdigest(), n_bytes, first_bytes


def shown_name(given: str) -> str:
    """A name that can be shown: the last part of a path, without control and half characters, 200 at most."""
    last = given.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if c.isprintable() and not "\ud800" <= c <= "\udfff").strip()
    return shown[-200:] or "document.pdf"


def _sync_folder(folder: Path) -> None:
    """Put a folder's new names on the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
