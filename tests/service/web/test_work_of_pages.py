"""Pages do no more work for fifty documents than for five, and none again for what has not changed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import RowMapping, event, insert, select

from service.storage import documents, label_journal, rows, schema
from service.storage.database import Database
from tests.support.serving import Served, sampled

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service whose documents are copies of the sample."""
    with sampled(tmp_path_factory.mktemp("copies"), empty_database()) as service:
        service.client.post("/mappings", data={"region": "Kota Contoh", "years": "2026"})
        yield service


def copy(own: Served, first: int, last: int, *, times: int = 1) -> None:
    """Copies of the sample under numbers of their own, with its rows so many times."""
    database: Database = own.app.state.service.database
    with database.reading() as connection:
        query = select(schema.documents).where(schema.documents.c.id == own.sample)
        columns = dict(connection.execute(query).mappings().one())
    del columns["seq"]
    sample = list(rows.of_document(database, own.sample))
    for number in range(first, last):
        document_id, sha256 = f"{number:016x}", f"{number:064x}"
        own_rows = [replace(one.row, sha256=sha256) for one in sample] * times
        stored = rows.new_rows(document_id, own_rows, [one.prediction for one in sample] * times)
        with database.writing() as connection:
            values = columns | {"id": document_id, "sha256": sha256, "name": f"{number}.pdf"}
            connection.execute(insert(schema.documents).values(**values))
            rows.replace_all(connection, document_id, stored)


@contextmanager
def noted_statements(own: Served) -> Iterator[list[str]]:
    """The statements that requests send to the database meanwhile, not those of the queue."""
    statements: list[str] = []
    engine = own.app.state.service.database.engine

    def note(_c: object, _k: object, statement: str, *_: object) -> None:
        # What an agency's name is, is looked after twice a second.
        is_request = threading.current_thread().name.startswith("AnyIO")
        if is_request and "FROM agencies" not in statement:
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def n_statements(own: Served, path: str) -> int:
    """How many statements a page takes when it was looked at before."""
    for _ in range(2):
        with noted_statements(own) as statements:
            answer = own.client.get(path, headers=HTML)
            assert answer.status_code == 200, answer.text
    return len(statements)


@pytest.mark.parametrize("path", ["/", "/mappings/1", "/map", "/mappings"])
def test_a_page_of_many_documents_takes_as_many_statements_as_one_of_few(own: Served, path: str) -> None:
    database: Database = own.app.state.service.database
    copy(own, 1, 5)
    n_of_few = n_statements(own, path)
    copy(own, 5, 50)
    n_of_many = n_statements(own, path)
    for number in range(1, 50):
        documents.remove(database, f"{number:016x}")
    assert n_of_many == n_of_few <= 10


def test_after_an_answer_only_its_document_is_read_again(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    database: Database = own.app.state.service.database
    copy(own, 50, 60)
    for path in ("/", "/map"):
        own.client.get(path, headers=HTML)
    (row,) = rows.of_document(database, f"{55:016x}", limit=1)
    label_journal.add(database, row.id, "living.pelayanan-kesehatan", note="", by="Sari")
    read: list[str] = []
    printed = rows.printed

    def noted(of: Database, document_id: str) -> list[rows.PrintedRow]:
        read.append(document_id)
        return printed(of, document_id)

    monkeypatch.setattr(rows, "printed", noted)
    for path in ("/", "/map", f"/documents/{55:016x}"):
        own.client.get(path, headers=HTML)
    assert read == [f"{55:016x}"]


def test_the_page_of_a_document_reads_no_more_rows_than_it_shows(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy(own, 60, 61, times=10)
    path = f"/documents/{60:016x}"
    own.client.get(path, headers=HTML)
    read: list[object] = []
    stored = rows._stored

    def noted(row: RowMapping) -> rows.StoredRow:
        read.append(row)
        return stored(row)

    monkeypatch.setattr(rows, "_stored", noted)
    for query in ("", "?text=program", "?sort=-budget&size=25&p=3"):
        read.clear()
        assert own.client.get(path + query, headers=HTML).status_code == 200
        assert len(read) == (25 if "size" in query else 50)
