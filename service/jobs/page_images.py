"""Pictures of pages with their rows boxed, made in a process of their own and stored.

One process draws for all, apart from those that read, so that a picture never waits
behind a document of 300 pages. It is started with the first picture.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from service.jobs import worker
from service.jobs.worker_pool import WorkerProcess
from service.refusals import Refusal
from service.settings import Settings
from service.storage.files import Files, unfinished
from service.storage.rows import StoredRow

_WAIT_S = 30.0
# Requests that may wait for a picture, of the forty that are answered at a time.
_MAX_WAITING = 10
_DRAW_LIMIT_S = 60.0
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


class PageImages:
    """Makes pictures one at a time, and stores them."""

    def __init__(self, settings: Settings, files: Files) -> None:
        self._settings, self._files = settings, files
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(_MAX_WAITING)
        self._process: WorkerProcess | None = None
        self._n_drawn = 0

    def path(self, document_id: str, page: int, rows: Sequence[StoredRow], chosen: str) -> Path:
        """The file with the page's picture. Raises Refusal when it cannot be drawn, or too many wait."""
        frames = frames_of(rows, chosen)
        drawn = hashlib.sha256(repr(frames).encode()).hexdigest()[:16]
        picture = self._files.picture(document_id, page, drawn)
        if picture.is_file():
            return picture
        busy = Refusal(503, "busy", headers={"Retry-After": "5"})
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            if not self._lock.acquire(timeout=_WAIT_S):
                raise busy
            self._draw(picture, document_id, page, frames)
        finally:
            self._places.release()
        return picture

    def _draw(self, picture: Path, document_id: str, page: int, frames: tuple[Frame, ...]) -> None:
        """Make a picture that is still missing; the lock is ours, and is released."""
        try:
            if not picture.is_file() and not self._drawn(
                Order(self._files.document(document_id), page, frames, picture)
            ):
                raise Refusal(404, "no_picture", page=page)
            self._n_drawn += 1
            if self._n_drawn % _TRIM_EVERY == 0:
                self._files.trim_pictures()
        finally:
            self._lock.release()

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _drawn(self, order: Order) -> bool:
        if self._process is None:
            self._process = WorkerProcess(serve, self._settings)
        try:
            self._process.pipe.send(order)
            if self._process.pipe.poll(_DRAW_LIMIT_S):
                return bool(self._process.pipe.recv())
        except (EOFError, OSError):
            pass
        self._end()
        return False

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


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
    """Draw what comes through the pipe, until it ends: the main function of the drawing process."""
    worker.live_and_die_with_the_parent()
    from classifier.errors import PetakotaError
    from classifier.extraction.page_tasks import Task
    from classifier.extraction.reader_pool import MEMORY_LIMIT, Readers, limit_memory

    limit_memory(settings.memory_limit)
    with (
        Readers(1, memory_limit=min(MEMORY_LIMIT, settings.memory_limit)) as readers,
        suppress(EOFError, OSError),
    ):
        while True:
            order: Order = pipe.recv()
            try:
                answer = next(iter(readers.answers([Task(order.document, "picture", (order.page,))])))
                if answer.png:
                    _store(order, framed(answer.png, order.frames))
                pipe.send(bool(answer.png))
            except PetakotaError:
                pipe.send(False)


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


def _store(order: Order, png: bytes) -> None:
    order.picture.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(order.picture.parent) as (out, fresh):
        out.write(png)
        out.close()
        # A document deleted while its page was drawn gets no picture back.
        if order.document.is_file():
            fresh.replace(order.picture)
