"""Pictures of pages that are hard to draw, and those of other documents beside them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from service.jobs import page_images
from service.jobs.page_images import Order, PageImages
from service.refusals import Refusal
from service.settings import Settings
from service.storage.files import Files
from tests.support.paths import DOCUMENTS
from tests.support.waiting import until


@pytest.fixture
def images(tmp_path: Path) -> Iterator[PageImages]:
    settings = Settings(data=tmp_path)
    made = PageImages(settings, Files(settings))
    yield made
    made.close()


def answering(images: PageImages, answer: Callable[[Order], str]) -> list[tuple[str, int]]:
    """Let `answer` stand for the process that draws; documents and pages that it is asked for."""
    asked: list[tuple[str, int]] = []

    def noted(order: Order) -> str:
        asked.append((order.document.stem, order.page))
        return answer(order)

    images._answer = noted  # type: ignore[method-assign,assignment]
    return asked


def status(images: PageImages, document: str, page: int) -> int:
    try:
        images.path(document, page, [], "")
    except Refusal as refusal:
        return refusal.status_code
    return 200


def test_a_page_that_failed_is_not_tried_again_for_a_while(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = SimpleNamespace(now=0.0)
    monkeypatch.setattr(page_images, "time", SimpleNamespace(monotonic=lambda: clock.now))
    asked = answering(images, lambda order: "failed" if order.page == 7 else "drawn")
    assert [status(images, "hard", 7) for _ in range(5)] == [404] * 5
    assert asked == [("hard", 7)]
    assert (status(images, "hard", 8), status(images, "easy", 7)) == (200, 404)
    clock.now = 601.0
    status(images, "hard", 7)
    assert asked.count(("hard", 7)) == 2


def test_failures_that_are_remembered_are_bounded(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_MAX_FAILED", 3)
    answering(images, lambda _: "failed")
    for page in range(100):
        status(images, "hard", page)
    assert len(images._failed) <= 4


def test_a_document_has_one_place_and_another_document_its_own(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_TURN_WAIT_S", 0.0)
    asked = answering(images, lambda _: "drawn")
    with ThreadPoolExecutor(1) as threads, images._lock:
        waiting = threads.submit(status, images, "hard", 1)
        until(lambda: images._waiting == {"hard"})
        assert [status(images, "hard", page) for page in range(2, 30)] == [503] * 28
        with ThreadPoolExecutor(1) as others:
            other = others.submit(status, images, "easy", 1)
            until(lambda: images._waiting == {"hard", "easy"})
            images._lock.release()
            assert (waiting.result(60), other.result(60)) == (200, 200)
            images._lock.acquire()
    assert sorted(asked) == [("easy", 1), ("hard", 1)]
    assert images._waiting == set()


def test_planners_of_one_document_get_their_pages_in_turn(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_TURN_WAIT_S", 60.0)
    n_planners = page_images._MAX_IN_TURN + 1
    asked = answering(images, lambda _: "drawn")
    with ThreadPoolExecutor(n_planners) as threads:
        with images._lock:
            answers = [threads.submit(status, images, "shared", page) for page in range(n_planners)]
            until(lambda: images._n_in_turn == n_planners - 1)
            # One more finds no place in the turn, and is told so at once.
            assert status(images, "shared", 99) == 503
        assert [answer.result(60) for answer in answers] == [200] * n_planners
    assert sorted(asked) == [("shared", page) for page in range(n_planners)]
    assert (images._waiting, images._n_in_turn) == (set(), 0)


def test_a_page_that_fails_is_not_tried_for_those_who_waited_for_it(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "_TURN_WAIT_S", 60.0)
    asked = answering(images, lambda _: "failed")
    with ThreadPoolExecutor(5) as threads:
        with images._lock:
            answers = [threads.submit(status, images, "hard", 7) for _ in range(5)]
            until(lambda: images._n_in_turn == 4)
        assert [answer.result(60) for answer in answers] == [404] * 5
    assert asked == [("hard", 7)]


def test_so_many_documents_wait_for_a_picture_and_the_rest_is_told_to_come_again(
    images: PageImages,
) -> None:
    n_places = page_images._MAX_WAITING
    with ThreadPoolExecutor(n_places) as threads, images._lock:
        waiting = [threads.submit(status, images, f"d{n}", 1) for n in range(n_places)]
        until(lambda: len(images._waiting) == n_places)
        assert status(images, "one more", 1) == 503
        # Those that wait find the picture made meanwhile.
        for n in range(n_places):
            made = images._files.picture(f"d{n}", 1, hashlib.sha256(b"()").hexdigest()[:16])
            made.parent.mkdir()
            made.write_bytes(b"")
    assert [answer.result() for answer in waiting] == [200] * n_places
    assert images._waiting == set()


def test_a_full_disk_is_said_and_is_no_fault_of_the_page(images: PageImages) -> None:
    answers = ["full", "drawn"]
    answering(images, lambda _: answers.pop(0))
    assert [status(images, "a", 1), status(images, "a", 1)] == [507, 200]


def test_a_process_that_cannot_be_started_is_no_fault_of_the_page(
    images: PageImages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(page_images, "WorkerProcess", refuse)
    assert status(images, "a", 1) == 503
    assert images._failed == {}


def test_the_process_draws_on_after_a_page_that_cannot_be_drawn(images: PageImages) -> None:
    images._files.document("damaged").write_bytes(b"%PDF-1.7 and no more")
    easy = (DOCUMENTS / "program_over_indicators.pdf").read_bytes()
    images._files.document("easy").write_bytes(easy)
    assert [status(images, name, 1) for name in ("damaged", "easy", "damaged")] == [404, 200, 404]
    assert images._process is not None


@pytest.mark.skipif(os.name != "posix", reason="priorities are POSIX's")
def test_pictures_are_not_drawn_behind_the_work_of_readers(images: PageImages) -> None:
    images._files.document("easy").write_bytes((DOCUMENTS / "program_over_indicators.pdf").read_bytes())
    assert status(images, "easy", 1) == 200
    assert images._process is not None
    drawing = os.getpriority(os.PRIO_PROCESS, images._process._process.pid)
    assert drawing == os.getpriority(os.PRIO_PROCESS, 0)


def test_stopping_does_not_wait_for_a_picture(images: PageImages) -> None:
    ended: list[bool] = []
    images._process = SimpleNamespace(kill=lambda: ended.append(True))  # type: ignore[assignment]
    with images._lock:
        images.close()
    assert ended == [True]
    assert status(images, "a", 1) == 503
    images._process = None
