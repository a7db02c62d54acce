"""What is kept of a document, counts and what maps take, is renewed by every change, whoever made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from classifier.records import Box, DocumentFacts, Prediction, Row, TableFacts
from service.settings import Settings
from service.storage import (
    decisions,
    documents,
    edit_journal,
    label_journal,
    queue,
    rows,
)
from service.storage.caches import program_cache
from service.storage.caches.count_cache import CountCache
from service.storage.caches.program_cache import ProgramCache
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.edited_rows import RowChange
from service.storage.rows import NOT_A_PROGRAM

REPORT = {"pages": 9, "pages_with_text": 9, "problems": [], "warnings": []}
FACTS = DocumentFacts("Renja", "Kota Contoh", "Dinas Satu", (2026,), (), "DINAS SATU")
TABLES = (
    TableFacts(1, 3, 4, "Tabel 2.1 Evaluasi", "evaluation"),
    TableFacts(2, 5, 7, "Tabel 3.1 Rencana", "plan"),
)


def row(n: int, amount: int, *, name: str = "", table: int = 2) -> Row:
    return Row(
        "a.pdf", "ab", 5, Box(1, n, 2, n + 5), "program", "", name or f"Program {'ABCDE'[n]}",
        opd="Dinas Satu", pagu=(("2026", amount),), role="plan" if table == 2 else "evaluation",
        table_number=table, is_opd_of_document=True,
    )  # fmt: skip


# A heading of a group, and an amount that cannot be: of these it matters whether a person has answered.
ROWS = (
    row(0, 5, name="Program Pokok"),
    row(1, 2_000_000),
    row(2, 3_000_000),
    row(3, 10**15),
    row(4, 7, table=1),
)


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database with a document that is read."""
    opened = Database(settings)
    opened.migrate()
    documents.add(opened, "d", sha256="ab", name="a.pdf", n_bytes=1)
    read(opened, ROWS)
    yield opened
    opened.close()


@pytest.fixture
def elsewhere(settings: Settings, database: Database) -> Iterator[Database]:
    """The same database as another process has it."""
    opened = Database(settings)
    yield opened
    opened.close()


def read(database: Database, of_rows: Sequence[Row]) -> None:
    queue.reread(database)
    job = queue.claim(database, 60)
    assert job is not None
    stored = rows.new_rows("d", of_rows, predict(of_rows))
    assert queue.finish(database, job, stored, REPORT, reader="9", facts=FACTS, tables=TABLES)


def predict(of_rows: Sequence[Row]) -> list[Prediction]:
    return [Prediction("a.b", 0.5, (), True, (), "m")] * len(of_rows)


def document(database: Database) -> Document:
    there = documents.get(database, "d")
    assert there is not None
    return there


def row_id(database: Database, n: int) -> str:
    return list(rows.of_document(database, "d"))[n].id


def answer(n: int, subdimension: str = "c.d") -> Callable[[Database], object]:
    return lambda database: label_journal.add(database, row_id(database, n), subdimension, note="", by="Sari")


def undo(database: Database) -> object:
    answer(1)(database)
    return label_journal.undo(database, row_id(database, 1), entry=0, by="Sari")


def edit(database: Database) -> object:
    change = {row_id(database, 1): RowChange(pagu=(("2026", 9_000_000),))}
    return edit_journal.change(database, change, by="Sari", predict=predict)


CHANGES: dict[str, Callable[[Database], object]] = {
    "an answer": answer(1),
    "an answer to a heading": answer(0),
    "an answer to an amount that cannot be": answer(3),
    "no program": answer(2, NOT_A_PROGRAM),
    "an answer undone": undo,
    "an edit": edit,
    "a row removed": lambda database: edit_journal.remove(database, [row_id(database, 1)], by="Sari"),
    "an agency": lambda database: decisions.set_facts(database, "d", {"opd": "Dinas Dua"}, by="Sari"),
    "years": lambda database: decisions.set_facts(database, "d", {"years": (2030,)}, by="Sari"),
    "a table switched": lambda database: decisions.set_table(database, "d", 1, True, by="Sari"),
    "another reading": lambda database: read(database, ROWS[1:]),
}


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_that_is_kept_outlives_a_change(database: Database, elsewhere: Database, name: str) -> None:
    kept, counted = ProgramCache(database), CountCache(database)
    # Twice, so that answers have been put into what was joined before.
    for change in (lambda _: None, answer(2), CHANGES[name]):
        change(elsewhere)
        now = document(database)
        fresh = ProgramCache(database)
        assert kept.outline(now) == fresh.outline(now)
        assert kept.record(now) == fresh.record(now)
        assert counted.counts([now]) == rows.counts(database, [now])
        assert counted.lacking(now) == rows.lacking(database, "d")


def test_the_changes_are_seen(database: Database) -> None:
    kept, counted = ProgramCache(database), CountCache(database)

    def shown() -> tuple[int, int, int, list[str]]:
        now = document(database)
        counts, record = counted.counts([now])["d"], kept.record(now)
        subdimensions = [program.subdimension for program in kept.of(now)]
        return counts.rows, counts.labelled, sum(record.pagu.values()), subdimensions

    assert shown() == (5, 0, 5_000_000, ["a.b"] * 3)
    answer(1)(database)
    assert shown() == (5, 1, 5_000_000, ["c.d", "a.b", "a.b"])
    answer(0)(database)
    assert shown() == (5, 2, 5_000_005, ["c.d", "c.d", "a.b", "a.b"])
    answer(2, NOT_A_PROGRAM)(database)
    assert shown() == (4, 2, 2_000_005, ["c.d", "c.d", "a.b"])
    edit(database)
    assert shown() == (4, 2, 9_000_005, ["c.d", "c.d", "a.b"])


def test_a_document_that_is_deleted_is_counted_no_more(database: Database) -> None:
    counted = CountCache(database)
    assert counted.n_rows(documents.done(database)) == {"d": 5}
    documents.remove(database, "d")
    assert counted.n_rows(documents.done(database)) == {}


def test_an_answer_joins_no_rows_again(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = ProgramCache(database)
    kept.outline(document(database))
    monkeypatch.setattr(program_cache, "outline", lambda *_, **__: pytest.fail("joined again"))
    monkeypatch.setattr(rows, "placed_of", lambda *_: pytest.fail("read again"))
    answer(1)(database)
    assert [program.subdimension for program in kept.of(document(database))] == ["c.d", "a.b", "a.b"]


def test_rows_of_a_document_that_did_not_change_are_counted_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = CountCache(database)
    documents.add(database, "e", sha256="cd", name="b.pdf", n_bytes=1)
    there = [document(database), replace(document(database), id="e")]
    counted.counts(there)
    asked: list[str] = []
    count = rows.counts

    def noted(of: Database, among: Sequence[Document]) -> dict[str, rows.RowCounts]:
        asked.extend(one.id for one in among)
        return count(of, among)

    monkeypatch.setattr(rows, "counts", noted)
    answer(1)(database)
    counted.counts([document(database), there[1]])
    assert asked == ["d"]


def test_counts_are_kept_of_so_many_documents_and_no_more(database: Database) -> None:
    counted = CountCache(database, max_documents=2)
    for number in range(5):
        counted.counts([replace(document(database), id=f"{number}")])
    assert list(counted._entries) == ["3", "4"]
