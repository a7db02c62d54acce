"""Rows that the reader doubts: stored, shown in words, for review, counted; on both databases."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from classifier.extraction.page_tasks import in_process
from classifier.records import Doubt
from service.current_model import CurrentModel
from service.jobs import worker
from service.settings import Settings
from service.storage import documents, queue, rows
from service.storage.database import Database
from service.storage.files import Files
from service.storage.rows import RowFilter
from tests.support import doubting
from tests.support.serving import SAMPLE, Served, served

HTML = {"accept": "text/html"}
# By the rows' places in the sample.
DOUBTS: dict[int, set[Doubt]] = {0: {"pagu", "cut"}, 3: {"row"}, 7: {"level"}}


@pytest.fixture(scope="module")
def doubted(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with the sample Renstra as a reader left it that doubts three of its rows."""
    data = tmp_path_factory.mktemp("doubts")
    settings = Settings(data=data, database_url=empty_database(), workers=1, rate=0)
    document_id = read_with_doubts(settings)
    with served(settings) as service:
        service.sample = document_id
        yield service


def read_with_doubts(settings: Settings) -> str:
    database, files = Database(settings), Files(settings)
    database.migrate()
    with SAMPLE.open("rb") as file:
        document_id = files.store(file)
    documents.add(database, document_id, sha256="ab" * 32, name="renstra.pdf", n_bytes=1)
    job = queue.claim(database, 600)
    assert job is not None
    with pytest.MonkeyPatch.context() as patch:
        doubting.doubt(patch, DOUBTS)
        outcome = worker.read(
            job, settings, database, CurrentModel(settings), in_process, lambda done, total: None
        )
    stored = list(rows.of_document(database, document_id))
    assert outcome.n_review == sum(row.review for row in stored)
    database.close()
    return document_id


def page(client: TestClient, path: str, **query: str) -> str:
    answer = client.get(path, params=query, headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_a_row_says_what_its_reader_doubted_and_is_for_review(doubted: Served) -> None:
    every = doubted.rows()
    assert {n: set(row["doubts"]) for n, row in enumerate(every) if row["doubts"]} == DOUBTS
    assert every[0]["doubts"] == ["cut", "pagu"]
    assert all(every[n]["review"] for n in DOUBTS)
    unsure = [row["id"] for row in every if row["predicted"]["review"] or row["doubts"]]
    assert [row["id"] for row in doubted.rows(review="true")] == unsure
    assert not any(row["doubts"] for row in doubted.rows(review="false"))


def test_the_model_may_be_sure_of_the_label_of_a_row_that_is_doubted(doubted: Served) -> None:
    assert any(row["doubts"] and not row["predicted"]["review"] for row in doubted.rows())


def test_a_document_says_how_many_of_its_rows_are_doubted(doubted: Served) -> None:
    summary = doubted.get(f"/documents/{doubted.sample}")["summary"]
    assert summary["n_doubtful"] == 3
    assert summary["review"] == len(doubted.rows(review="true"))


def test_an_answer_settles_a_doubted_row_which_stays_counted_as_doubted(doubted: Served) -> None:
    row = doubted.rows()[3]
    answered = doubted.label(row["id"], row["subdimension"]).json()
    assert (answered["review"], answered["doubts"]) == (False, ["row"])
    summary = doubted.get(f"/documents/{doubted.sample}")["summary"]
    assert (summary["n_doubtful"], summary["labelled"]) == (3, 1)
    undone = doubted.client.delete(f"/api/v1/rows/{row['id']}/label").json()
    assert undone["review"] is True


def test_the_page_says_doubts_in_words_and_why_a_row_needs_review(doubted: Served) -> None:
    first = doubted.rows()[0]
    shown = page(doubted.client, f"/rows/{first['id']}")
    assert 'title="nama mungkin terpotong">nama terpotong?</span>' in shown
    assert 'title="pagu mungkin salah terbaca">pagu meragukan</span>' in shown
    doubted.client.cookies.set("petakota_lang", "en")
    try:
        english = page(doubted.client, f"/rows/{first['id']}")
    finally:
        doubted.client.cookies.clear()
    assert 'title="the name may be cut off">name cut off?</span>' in english
    table = page(doubted.client, f"/documents/{doubted.sample}", state="doubtful")
    assert table.count('<td class="said">') == 3
    assert "pembacaan (nama mungkin terpotong; pagu mungkin salah terbaca)" in table
    assert "tingkatnya belum pasti" in table
    assert "<b>3</b> dengan keraguan pembacaan" in table


def test_doubted_rows_come_into_the_inbox_though_the_model_is_sure(doubted: Served) -> None:
    database = doubted.app.state.service.database
    waiting, after = set(), None
    while after := rows.least_certain(database, (doubted.sample,), after=after):
        waiting.add(after.id)
    assert {doubted.rows()[n]["id"] for n in DOUBTS} <= waiting
    assert len(waiting) == rows.count(database, RowFilter((doubted.sample,), state="review"))


def test_doubts_outlive_another_answer_of_the_model(doubted: Served) -> None:
    before = doubted.rows()
    assert doubted.client.post(f"/api/v1/documents/{doubted.sample}/repredict").status_code == 200
    assert doubted.rows() == before
    assert doubted.get(f"/documents/{doubted.sample}")["summary"]["n_doubtful"] == 3


@pytest.mark.parametrize("path", ["export.csv", "/api/v1"])
def test_files_hold_doubts(doubted: Served, path: str) -> None:
    of_document = f"/documents/{doubted.sample}"
    query = {"format": "csv"} if path == "/api/v1" else {}
    address = f"/api/v1{of_document}/rows" if path == "/api/v1" else f"{of_document}/{path}"
    text = doubted.client.get(address, params=query).content.decode("utf-8-sig")
    cells = [row["doubts"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert cells[:4] == ['["cut", "pagu"]', "", "", '["row"]']


def test_a_row_stored_before_has_no_doubts(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data")
    document_id = read_with_doubts(settings)
    database = Database(settings)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE rows SET row = json_remove(row, '$.doubts'), doubtful = false")
    assert {stored.row.doubts for stored in rows.of_document(database, document_id)} == {()}
    database.close()
