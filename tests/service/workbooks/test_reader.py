"""Workbooks wait for each other: a few do, others are told to come again, and one sent twice is read once."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from service.refusals import Refusal
from service.settings import Settings
from service.workbooks import reader
from service.workbooks.bounds import Fault
from service.workbooks.reader import Order, WorkbookReader
from tests.support.waiting import until

N_PLACES = 1 + reader._MAX_WAITING


def workbook(n: int) -> io.BytesIO:
    return io.BytesIO(b"PK\x03\x04 %d" % n)


class SlowReader(WorkbookReader):
    """Reads each workbook when it may, in no process."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.may_read = Event()
        self.n_read = 0

    def _answer(self, order: Order) -> Fault | None:
        self.may_read.wait(30)
        self.n_read += 1
        order.out.write_text("{}")
        return None

    def n_inside(self) -> int:
        return N_PLACES - self._places._value


@pytest.fixture
def slow(tmp_path: Path) -> SlowReader:
    return SlowReader(Settings(data=tmp_path))


def test_more_than_a_few_that_wait_are_told_to_come_again(slow: SlowReader) -> None:
    with ThreadPoolExecutor(N_PLACES) as threads:
        readings = [threads.submit(slow.read, workbook(n)) for n in range(N_PLACES)]
        try:
            until(lambda: slow.n_inside() == N_PLACES)
            with pytest.raises(Refusal) as refused:
                slow.read(workbook(N_PLACES))
        finally:
            slow.may_read.set()
        assert len({reading.result() for reading in readings}) == N_PLACES
    assert (refused.value.status_code, refused.value.message.key) == (503, "workbook_busy")
    assert slow.n_inside() == 0
    slow.read(workbook(N_PLACES))


def test_a_workbook_that_is_sent_while_it_is_read_is_read_once(slow: SlowReader) -> None:
    with ThreadPoolExecutor(2) as threads:
        readings = [threads.submit(slow.read, workbook(1)) for _ in range(2)]
        try:
            until(lambda: slow.n_inside() == len(readings))
        finally:
            slow.may_read.set()
        assert len({reading.result() for reading in readings}) == 1
    assert slow.n_read == 1
