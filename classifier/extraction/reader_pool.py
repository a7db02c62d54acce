"""Child processes that read pages, with limits on time and memory, killed when they pass them.

A PDF of two kilobytes can ask for gigabytes, or for ever. So a document is never
opened in the process that a person talks to: children answer `page_tasks.Task`s page
by page, and a page that takes too long, needs too much memory or brings its
child down becomes that page's fault; a fresh child goes on behind it.

`multiprocessing` with bare pipes, not a pool: `concurrent.futures` gives up the
whole pool when one worker dies, and cannot kill one that hangs.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import spawn
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any

from classifier.errors import DocumentError, PetakotaError, UsageError
from classifier.extraction import socket_folder
from classifier.extraction.page_tasks import Answer, Task
from classifier.faults import Fault

# The slowest of 832 real pages took 0.4 s.
PAGE_LIMIT_S = 30.0
# A picture of a page may take so many times as long; its engine is ended before (`scans.engine`).
_SCAN_FACTOR = 8
# Private memory of a child; 120 MB of it are the libraries. The most a real document took was 210 MB.
MEMORY_LIMIT = 1 << 30
# Pages of one document that were given up may have taken so long together; 6,305 real pages have none.
GIVEN_UP_LIMIT_S = 600.0
# A child must import its libraries first.
_START_LIMIT_S = 120.0
# What the server of readers has imported before the first of them starts; a name that cannot be
# imported is passed over there without a word.
PRELOADED = (
    "classifier.evidence.signs",
    "classifier.tables.stream",
    "classifier.pdf.words",
    "classifier.pdf.prefilter",
    "classifier.fields.dehyphenation",
    "classifier.extraction.page_tasks",
    "classifier.tables.lattice",
)
# What readers are called among this process's children.
_NAME = "petakota-reader"


@dataclass(slots=True)
class _Child:
    process: Any
    pipe: Connection
    job: _Job | None = None
    last_message_at: float = 0.0
    is_ready: bool = False


@dataclass(slots=True)
class _Job:
    """A task on its way: `answers` so far, `left` the pages still to come."""

    task: Task
    left: deque[int]
    answers: list[Answer] = field(default_factory=list)
    error: PetakotaError | None = None
    is_done: bool = False


class Readers:
    """`n` child processes; use as a context manager and give `answers` to `extract` as its mapper."""

    def __init__(
        self,
        n: int,
        *,
        page_limit_s: float = PAGE_LIMIT_S,
        memory_limit: int = MEMORY_LIMIT,
        given_up_limit_s: float = GIVEN_UP_LIMIT_S,
    ) -> None:
        if multiprocessing.current_process().daemon:
            raise UsageError(
                "documents were to be read in a worker of a pool, which may start no processes; start "
                "Readers outside it, or pass mapper=classifier.extraction.page_tasks.in_process."
            )
        _leave_out_main()
        self._context = _context()
        self._page_limit_s = page_limit_s
        self._memory_limit = memory_limit
        self._given_up_limit_s = given_up_limit_s
        self._given_up_s = 0.0
        self._children = [self._started() for _ in range(n)]

    def __enter__(self) -> Readers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            self._end(child)

    def answers(self, tasks: Iterable[Task]) -> Iterator[Answer]:
        """Answers in the order of the tasks and their pages; at most two tasks a child are under way.

        Raises DocumentError when a child cannot open the document, or when the pages that were given up
        took more than `given_up_limit_s` together: a file of some kilobytes can hold thousands of them.
        """
        self._given_up_s = 0.0
        source = iter(tasks)
        under_way: deque[_Job] = deque()
        exhausted = False
        try:
            while True:
                while not exhausted and len(under_way) < 2 * len(self._children):
                    task = next(source, None)
                    if task is None:
                        exhausted = True
                    else:
                        under_way.append(_Job(task, deque(task.pages)))
                if not under_way:
                    return
                self._hand_out(under_way)
                if under_way[0].is_done:
                    job = under_way.popleft()
                    if job.error is not None:
                        raise job.error
                    yield from job.answers
                else:
                    self._listen()
        finally:
            # Left early (an error, a reader who stopped): what children still do is of no use.
            for i, child in enumerate(self._children):
                if child.job is not None:
                    self._children[i] = self._replaced(child)

    def _hand_out(self, jobs: Iterable[_Job]) -> None:
        taken = [child.job for child in self._children]
        waiting = [job for job in jobs if not job.is_done and not any(job is t for t in taken)]
        for child in self._children:
            if child.job is None and waiting:
                self._give(child, waiting.pop(0))

    def _give(self, child: _Child, job: _Job) -> None:
        child.job, child.last_message_at = job, time.monotonic()
        # A child that has just died is noticed by `_listen`, as its pipe is at its end.
        with suppress(OSError):
            child.pipe.send(replace(job.task, pages=tuple(job.left)))

    def _listen(self) -> None:
        """Take what children send for a moment; give up pages whose time is over."""
        pipes = {child.pipe: i for i, child in enumerate(self._children)}
        for pipe in wait(list(pipes), timeout=0.2):
            i = pipes[pipe]  # type: ignore[index]
            try:
                self._take(self._children[i], self._children[i].pipe.recv())
            except (EOFError, OSError):
                self._give_up(i, of_page=Fault("page_crashed_reader"), of_document=Fault("too_heavy"))
        now = time.monotonic()
        for i, child in enumerate(self._children):
            limit = self._limit_s(child) if child.is_ready else _START_LIMIT_S
            if child.job is not None and now - child.last_message_at > limit:
                seconds = round(limit)
                self._give_up(
                    i,
                    of_page=Fault("page_too_slow", seconds=seconds),
                    of_document=Fault("opens_slowly", seconds=seconds),
                )

    def _limit_s(self, child: _Child) -> float:
        return self._page_limit_s * (self._patience(child.job.task) if child.job is not None else 1)

    def _patience(self, task: Task) -> int:
        """How many times as long as a page of text such a task may take."""
        return _SCAN_FACTOR if task.kind == "scan" else 1

    def _take(self, child: _Child, message: Answer | PetakotaError | str) -> None:
        child.last_message_at = time.monotonic()
        if message == "ready":
            child.is_ready = True
            return
        job = child.job
        if job is None:
            return
        if isinstance(message, Answer):
            job.answers.append(message)
            if job.left:
                job.left.popleft()
        else:
            job.error = message if isinstance(message, PetakotaError) else None
            job.is_done, child.job = True, None

    def _give_up(self, i: int, *, of_page: Fault, of_document: Fault) -> None:
        """End a child: its page has the fault `of_page`, the pages behind it wait for another child.

        A child that only opened its document leaves no page to blame: the job ends with `of_document`.
        When pages that were given up have taken too long together, it ends, too.
        """
        child = self._children[i]
        job = child.job
        waited_s = time.monotonic() - child.last_message_at
        self._children[i] = self._replaced(child)
        if job is None:
            return
        # Pictures may take longer, and count for as much less.
        self._given_up_s += waited_s / self._patience(job.task)
        if self._given_up_s > self._given_up_limit_s:
            job.error, job.is_done = DocumentError(job.task.path, Fault("too_heavy")), True
        elif job.left:
            job.answers.append(Answer(job.left.popleft(), problem=of_page))
            job.is_done = not job.left
        else:
            job.error = DocumentError(job.task.path, of_document)
            job.is_done = True

    def _started(self) -> _Child:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(
            name=_NAME, target=_serve, args=(theirs, self._memory_limit), daemon=True
        )
        process.start()
        theirs.close()
        return _Child(process, ours, last_message_at=time.monotonic())

    def _replaced(self, child: _Child) -> _Child:
        self._end(child)
        return self._started()

    def _end(self, child: _Child) -> None:
        child.process.kill()
        child.process.join()
        child.process.close()
        child.pipe.close()


def _leave_out_main() -> None:
    """Let readers start without the caller's script, which multiprocessing would run again in them.

    A reader needs nothing of that script, and a script that reads documents outside
    `if __name__ == "__main__":` would start children from children (Python docs, multiprocessing,
    "Safe importing of main module"). What is told to a child about the script is left out by the
    child's name, so that the caller's own processes, started at the same moment from other threads,
    are told as ever. multiprocessing has no public way to do this.
    """
    original = spawn.get_preparation_data
    if hasattr(original, "leaves_out_main_of"):
        return

    def get_preparation_data(name: str) -> dict[str, Any]:
        data: dict[str, Any] = original(name)
        if name == _NAME:
            data.pop("init_main_from_name", None)
            data.pop("init_main_from_path", None)
        return data

    get_preparation_data.leaves_out_main_of = _NAME  # type: ignore[attr-defined]
    spawn.get_preparation_data = get_preparation_data


def prepare() -> None:
    """Begin to load what readers need, in the background, so that the first of them start sooner."""
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()


def _context() -> Any:
    """Children forked from a server that has imported what they need, where the system can; else spawned.

    Not from this process: it may have threads, and a fork in the middle of one may hang.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    socket_folder.use()
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context


def count() -> int:
    """As many readers as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _serve(pipe: Connection, memory_limit: int) -> None:
    """Answer tasks until the other end is closed: the main function of a child."""
    import signal

    # The person's Ctrl-C is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(memory_limit)
    from classifier.extraction import page_tasks

    # A page is thousands of small tuples without cycles: looking for cycles took a fifth of the time.
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)

    # Out of memory while sending an answer: the parent sees the pipe end and gives the page up.
    with suppress(EOFError, OSError, MemoryError), page_tasks.TaskRunner() as runner:
        pipe.send("ready")
        while True:
            task = pipe.recv()
            try:
                for answer in runner.run(task):
                    pipe.send(answer)
                pipe.send("done")
            except PetakotaError as error:
                pipe.send(error)


def limit_memory(n_bytes: int) -> None:
    """Bound this process's private memory, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (n_bytes, n_bytes))
