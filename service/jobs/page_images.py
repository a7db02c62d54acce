"""Pictures of pages with their rows boxed, made in a process of their own and stored; and words of pages.

One process draws for all, and reads what stands within a box of a page, apart from those that read
documents, so that a picture never waits behind a document of 300 pages. It is started with the first picture.

A page that takes too long, or brings its reader down, keeps the process from all others meanwhile. So a
document has one place among those that wait, a page has ten seconds, and one that failed is not tried
again for a while. Planners who look at one document at the same time wait for its place a few seconds, in
turn: a page that can be drawn takes a fraction of one.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NoReturn

from classifier.pdf.layout import Line
from classifier.records import Box
from service.jobs import worker
from service.jobs.worker_pool import WorkerProcess
from service.refusals import Refusal
from service.settings import Settings
from service.storage.files import Files, is_disk_full, unfinished
from service.storage.rows import StoredRow

_WAIT_S = 30.0
# Documents that may wait for a picture, and requests that may wait for the places of documents; each holds
# one of the forty threads that answer requests.
_MAX_WAITING, _MAX_IN_TURN = 10, 15
# For the document's place; less than a hard page takes, as it may be one of many.
_TURN_WAIT_S = 5.0
# For a page; the process has longer, as it may have to start its reader again first.
_DRAW_LIMIT_S, _PROCESS_LIMIT_S = 10.0, 30.0
# How long a page that failed is not tried again, and how many are remembered.
_FAILED_FOR_S, _MAX_FAILED = 600.0, 10_000
_TRIM_EVERY = 100
_COLOURS = {"program": "#cf222e", "kegiatan": "#bf8700", "subkegiatan": "#8250df"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A row's box on the page, in points, and how it is drawn."""

    box: tuple[float, float, float, float]
    colour: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to be made: a page of a document, with frames, as a file."""

    document: Path
    page: int
    frames: tuple[Frame, ...]
    picture: Path


@dataclass(frozen=True, slots=True)
class LinesOrder:
    """What is asked of a page's words: the lines within a box of it, as displayed."""

    document: Path
    page: int
    box: Box
    scans: Path


class PageImages:
    """Makes pictures one at a time, and stores them."""

    def __init__(self, settings: Settings, files: Files) -> None:
        self._settings, self._files = settings, files
        self._lock = threading.Lock()
        # The documents that wait or are drawn, and when pages failed, oldest first; both under a lock.
        self._counting = threading.Condition()
        self._waiting: set[str] = set()
        self._n_in_turn = 0
        self._failed: OrderedDict[tuple[str, int], float] = OrderedDict()
        self._process: WorkerProcess | None = None
        self._is_closed = False
        self._n_drawn = 0

    def path(self, document_id: str, page: int, rows: Sequence[StoredRow], chosen: str) -> Path:
        """The file with the page's picture.

        Raises Refusal when it cannot be drawn, when the document waits for another, or too many wait.
        """
        frames = frames_of(rows, chosen)
        drawn = hashlib.sha256(repr(frames).encode()).hexdigest()[:16]
        picture = self._files.picture(document_id, page, drawn)
        if picture.is_file():
            return picture
        with self._place(document_id, page):
            # Somebody before us in the turn may have asked for the same.
            if picture.is_file():
                return picture
            if not self._lock.acquire(timeout=_WAIT_S):
                raise _busy()
            try:
                self._draw(picture, document_id, page, frames)
            finally:
                self._lock.release()
        return picture

    def lines(self, document_id: str, page: int, box: Box) -> tuple[Line, ...]:
        """The lines within a box of a page, of a page that is a picture those that OCR has read.

        Raises Refusal as `path` does; a page that cannot be drawn is not read here either.
        """
        with self._place(document_id, page):
            if not self._lock.acquire(timeout=_WAIT_S):
                raise _busy()
            try:
                answer = self._answer(
                    LinesOrder(self._files.document(document_id), page, box, self._files.scans(document_id))
                )
            finally:
                self._lock.release()
        if isinstance(answer, str):
            self._take_failure(document_id, page)
        return tuple(answer)

    @contextmanager
    def _place(self, document_id: str, page: int) -> Iterator[None]:
        """The document's place among those that wait. Raises Refusal when there is none, or no use in one."""
        with self._counting:
            self._refuse_failed(document_id, page)
            if document_id in self._waiting:
                self._wait_in_turn(document_id)
                # The page may have failed meanwhile.
                self._refuse_failed(document_id, page)
            if len(self._waiting) >= _MAX_WAITING:
                raise _busy()
            self._waiting.add(document_id)
        try:
            yield
        finally:
            with self._counting:
                self._waiting.remove(document_id)
                self._counting.notify_all()

    def _wait_in_turn(self, document_id: str) -> None:
        """Wait until the document's place is free; the lock is ours. Raises Refusal when that takes long."""
        if self._n_in_turn >= _MAX_IN_TURN:
            raise _busy()
        self._n_in_turn += 1
        try:
            if not self._counting.wait_for(lambda: document_id not in self._waiting, _TURN_WAIT_S):
                raise _busy()
        finally:
            self._n_in_turn -= 1

    def _refuse_failed(self, document_id: str, page: int) -> None:
        self._forget_failures()
        if (document_id, page) in self._failed:
            raise Refusal(404, "no_picture", page=page)

    def _draw(self, picture: Path, document_id: str, page: int, frames: tuple[Frame, ...]) -> None:
        """Make a picture that is still missing; the lock is ours."""
        if not picture.is_file():
            answer = self._answer(Order(self._files.document(document_id), page, frames, picture))
            if answer == "full":
                raise Refusal(507, "disk_full")
            if answer != "drawn":
                self._take_failure(document_id, page)
        self._n_drawn += 1
        if self._n_drawn % _TRIM_EVERY == 0:
            self._files.trim_pictures()

    def _take_failure(self, document_id: str, page: int) -> NoReturn:
        with self._counting:
            self._failed[document_id, page] = time.monotonic()
        raise Refusal(404, "no_picture", page=page)

    def _forget_failures(self) -> None:
        long_ago = time.monotonic() - _FAILED_FOR_S
        while self._failed and (
            len(self._failed) > _MAX_FAILED or next(iter(self._failed.values())) < long_ago
        ):
            self._failed.popitem(last=False)

    def close(self) -> None:
        """End the process, also while it draws: whoever waits for it is told that there is no picture."""
        self._is_closed = True
        if (process := self._process) is not None:
            process.kill()
        # Whoever draws takes note that it has ended, and does this.
        if self._lock.acquire(blocking=False):
            self._end()
            self._lock.release()

    def _answer(self, order: Order | LinesOrder) -> str | tuple[Line, ...]:
        """What the process answers to an order: `drawn`, `failed` or `full`, or lines.

        Raises Refusal without a process.
        """
        if self._is_closed:
            raise _busy()
        if self._process is None:
            try:
                self._process = WorkerProcess(serve, self._settings)
            except (OSError, MemoryError) as error:
                raise _busy() from error
        try:
            self._process.pipe.send(order)
            if self._process.pipe.poll(_PROCESS_LIMIT_S):
                answer: str | tuple[Line, ...] = self._process.pipe.recv()
                return answer
        except (EOFError, OSError):
            pass
        self._end()
        return "failed"

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def _busy() -> Refusal:
    return Refusal(503, "busy", headers={"Retry-After": "5"})


def frames_of(rows: Sequence[StoredRow], chosen: str) -> tuple[Frame, ...]:
    """The boxes of a page's rows; the chosen one comes last, over the others."""
    # Plain numbers: the name of a picture's file is made of them.
    boxes = [(box.x0, box.top, box.x1, box.bottom) for box in (stored.row.bbox for stored in rows)]
    frames = [
        Frame(box, _COLOURS[stored.row.level], stored.id == chosen)
        for box, stored in zip(boxes, rows, strict=True)
    ]
    return tuple(sorted(frames, key=lambda frame: frame.is_chosen))


def serve(pipe: Connection, settings: Settings) -> None:
    """Draw or read what comes through the pipe, until it ends: the main function of the drawing process."""
    # Not behind the readers' work: a person waits for the picture.
    worker.live_and_die_with_the_parent()
    from classifier.errors import PetakotaError
    from classifier.extraction.page_tasks import Task
    from classifier.extraction.reader_pool import MEMORY_LIMIT, Readers, limit_memory

    limit_memory(settings.memory_limit)
    with (
        Readers(
            1, page_limit_s=_DRAW_LIMIT_S, memory_limit=min(MEMORY_LIMIT, settings.memory_limit)
        ) as readers,
        suppress(EOFError, OSError),
    ):
        while True:
            order: Order | LinesOrder = pipe.recv()
            try:
                if isinstance(order, LinesOrder):
                    task = Task(order.document, "lines", (order.page,), order.box, order.scans)
                    answer = next(iter(readers.answers([task])))
                    pipe.send("failed" if answer.problem else answer.lines)
                    continue
                answer = next(iter(readers.answers([Task(order.document, "picture", (order.page,))])))
                pipe.send(_stored(order, answer.png) if answer.png else "failed")
            except (PetakotaError, MemoryError):
                pipe.send("failed")


def framed(png: bytes, frames: Iterable[Frame]) -> bytes:
    """The page with its frames; the chosen one filled."""
    import io

    from PIL import Image, ImageDraw

    from classifier.extraction.page_tasks import PICTURE_DPI

    image = Image.open(io.BytesIO(png)).convert("RGB")
    pen = ImageDraw.Draw(image, "RGBA")
    scale = PICTURE_DPI / 72
    for frame in frames:
        corners = [round(value * scale) for value in frame.box]
        fill = (*_rgb(frame.colour), 60) if frame.is_chosen else None
        pen.rectangle(corners, outline=frame.colour, fill=fill, width=5 if frame.is_chosen else 2)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _stored(order: Order, png: bytes) -> str:
    """Store the picture with its frames: `drawn`, or `full` when the disk is."""
    try:
        order.picture.parent.mkdir(parents=True, exist_ok=True)
        with unfinished(order.picture.parent) as (out, fresh):
            out.write(framed(png, order.frames))
            out.close()
            # A document deleted while its page was drawn gets no picture back.
            if order.document.is_file():
                fresh.replace(order.picture)
    except OSError as error:
        if is_disk_full(error):
            return "full"
        raise
    return "drawn"
