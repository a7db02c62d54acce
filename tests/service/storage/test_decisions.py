"""What people decide of documents and tables: in force at once, after a reading again, after a deletion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from classifier.records import Box, DocumentFacts, Prediction, Role, Row, TableFacts, TableSigns
from service.settings import Settings
from service.storage import decisions, documents, queue, rows
from service.storage.database import Database
from service.storage.decisions import Decision, in_force
from service.storage.documents import Document
from service.storage.rows import RowFilter

REPORT = {"pages": 9, "pages_with_text": 9, "problems": [], "warnings": []}
READ = DocumentFacts("Renja", "Kota Contoh", "Dinas Satu", (2026,), ("opd",), "DINAS SATU")
PLAN, LAST_YEAR = "Tabel 3.1 Rencana", "Tabel 2.1 Evaluasi"


def table(number: int, pages: tuple[int, int], caption: str = "", role: Role = "plan") -> TableFacts:
    return TableFacts(number, *pages, caption, role)


TABLES = (table(1, (3, 4), LAST_YEAR, "evaluation"), table(2, (5, 7), PLAN))


def said(of: TableFacts, counts: bool | None) -> Decision:
    return Decision("table", counts, of, "Sari", "2026-11-29T00:00:00Z")


def row(n: int, *, opd: str = "Dinas Satu", of_document: bool = True, table_number: int = 2) -> Row:
    doubts = ("opd",) if of_document else ()
    return Row(
        "a.pdf", "ab", 5, Box(1, n, 2, n + 5), "program", "", f"Program {n}", opd=opd, role="plan",
        doubts=(*doubts, "row"), table_number=table_number, is_opd_of_document=of_document,
    )  # fmt: skip


ROWS = (row(1), row(2, opd="Dinas Dua", of_document=False), row(3, table_number=1))


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    """A database with a document that is read."""
    opened = Database(settings)
    opened.migrate()
    read(opened)
    yield opened
    opened.close()


def read(database: Database, facts: DocumentFacts = READ, tables: Sequence[TableFacts] = TABLES) -> Document:
    documents.add(database, "d", sha256="ab", name="a.pdf", n_bytes=1)
    queue.reread(database)
    job = queue.claim(database, 60)
    assert job is not None
    stored = rows.new_rows("d", ROWS, [Prediction("a.b", 0.9, (), False, (), "m")] * len(ROWS))
    assert queue.finish(database, job, stored, REPORT, reader="9", facts=facts, tables=tables)
    return document(database)


def document(database: Database) -> Document:
    there = documents.get(database, "d")
    assert there is not None
    return there


def opds(database: Database) -> list[str]:
    return [stored.row.opd for stored in rows.of_document(database, "d")]


def test_a_reading_is_stored_with_its_facts_and_tables(database: Database) -> None:
    there = document(database)
    assert (there.facts, there.read_facts, there.tables) == (READ, READ, TABLES)
    assert [stored.row for stored in rows.of_document(database, "d")] == list(ROWS)


def test_a_fact_set_by_hand_rules_without_doubt_until_it_is_given_back(database: Database) -> None:
    version = document(database).version
    assert decisions.set_facts(database, "d", {"opd": "Dinas Tiga", "years": (2026, 2027)}, by="Sari")
    there = document(database)
    assert there.facts == DocumentFacts("Renja", "Kota Contoh", "Dinas Tiga", (2026, 2027), (), "DINAS SATU")
    assert there.read_facts == READ
    assert there.version > version
    assert decisions.set_facts(database, "d", {"opd": None}, by="Budi")
    assert document(database).facts.opd == "Dinas Satu"
    assert document(database).facts.years == (2026, 2027)
    assert [(entry.subject, entry.value, entry.by) for entry in decisions.history(database, "ab")] == [
        ("opd", "Dinas Tiga", "Sari"),
        ("years", (2026, 2027), "Sari"),
        ("opd", None, "Budi"),
    ]


def test_rows_that_name_no_opd_take_the_documents_and_others_keep_theirs(database: Database) -> None:
    decisions.set_facts(database, "d", {"opd": "Dinas Tiga"}, by="")
    assert opds(database) == ["Dinas Tiga", "Dinas Dua", "Dinas Tiga"]
    assert rows.count(database, RowFilter(("d",), opd="dinastiga")) == 2
    assert [stored.row.doubts for stored in rows.of_document(database, "d")] == [("row",)] * 3
    decisions.set_facts(database, "d", {"opd": None}, by="")
    assert [stored.row for stored in rows.of_document(database, "d")] == list(ROWS)


def test_a_row_that_only_its_documents_agency_made_doubtful_needs_no_review_any_more(
    database: Database,
) -> None:
    lone = replace(row(1), doubts=("opd",))
    stored = rows.new_rows("d", [lone], [Prediction("a.b", 0.9, (), False, (), "m")])
    with database.writing() as connection:
        rows.replace_all(connection, "d", stored)
    assert rows.count(database, RowFilter(("d",), state="review")) == 1
    decisions.set_facts(database, "d", {"opd": "Dinas Tiga"}, by="")
    assert rows.count(database, RowFilter(("d",), state="review")) == 0
    assert rows.count(database, RowFilter(("d",), state="doubtful")) == 0


# A table of 2026, which plans when 2026 is planned, and evaluates when a later year is.
OF_2026 = replace(TABLES[1], signs=TableSigns("Daftar Program Tahun 2026", has_money=True))


def roles(database: Database) -> tuple[list[Role], list[Role]]:
    """The roles of the document's tables, and those of its rows."""
    of_tables = [table.role for table in document(database).tables]
    return of_tables, [stored.row.role for stored in rows.of_document(database, "d")]


def test_tables_and_their_rows_take_the_roles_that_years_set_by_hand_give_them(database: Database) -> None:
    read(database, tables=(TABLES[0], OF_2026))
    before = roles(database)
    assert before == (["evaluation", "plan"], ["plan", "plan", "plan"])
    decisions.set_facts(database, "d", {"years": (2028,)}, by="Sari")
    assert roles(database) == (["evaluation", "evaluation"], ["evaluation", "evaluation", "plan"])
    read(database, tables=(TABLES[0], OF_2026))
    assert roles(database)[1] == ["evaluation", "evaluation", "plan"]
    assert document(database).read_facts.years == (2026,)
    decisions.set_facts(database, "d", {"years": None}, by="Sari")
    assert roles(database) == before


def test_the_same_decision_again_is_no_new_entry(database: Database) -> None:
    for _ in range(2):
        decisions.set_facts(database, "d", {"kind": "Renstra"}, by="Sari")
        decisions.set_table(database, "d", 1, True, by="Sari")
    assert len(decisions.history(database, "ab")) == 2
    version = document(database).version
    decisions.set_facts(database, "d", {"kind": "Renstra"}, by="Sari")
    assert document(database).version == version


def test_a_table_is_switched_on_and_off_and_given_back(database: Database) -> None:
    assert decisions.set_table(database, "d", 1, True, by="Sari")
    assert document(database).decided.tables == {1: True}
    assert [one.counts for one in rows.placed(database, document(database))] == [None, None, True]
    assert [one.table for one in rows.placed(database, document(database))] == ["2", "2", "1"]
    assert decisions.set_table(database, "d", 1, None, by="Sari")
    assert document(database).decided.tables == {}
    assert decisions.set_table(database, "d", 3, True, by="") is False
    assert decisions.set_table(database, "none", 1, True, by="") is None
    assert decisions.set_facts(database, "none", {"kind": "RKPD"}, by="") is False


def test_decisions_hold_after_a_reading_again_that_numbers_tables_otherwise(database: Database) -> None:
    decisions.set_facts(database, "d", {"opd": "Dinas Tiga"}, by="")
    decisions.set_table(database, "d", 2, False, by="")
    fresh = (table(1, (2, 2), "Tabel 1.1", "other"), table(2, (3, 4), LAST_YEAR, "evaluation"))
    again = read(database, tables=(*fresh, table(3, (5, 8), PLAN)))
    assert again.decided.tables == {3: False}
    assert again.facts.opd == "Dinas Tiga"
    assert opds(database) == ["Dinas Tiga", "Dinas Dua", "Dinas Tiga"]


def test_decisions_hold_after_the_document_was_deleted_and_uploaded_again(database: Database) -> None:
    decisions.set_facts(database, "d", {"kind": "RKPD"}, by="")
    decisions.set_table(database, "d", 1, True, by="")
    documents.remove(database, "d")
    again = read(database)
    assert (again.facts.kind, again.decided.tables) == ("RKPD", {1: True})


@pytest.mark.parametrize(
    ("fresh", "number"),
    [
        # Numbered otherwise, and a page longer.
        ((table(1, (1, 2), "Tabel 1"), table(2, (5, 8), PLAN)), 2),
        # Printed elsewhere, as where pages were put in before it.
        ((table(1, (9, 11), PLAN),), 1),
        # Of two with the same caption the one on its pages.
        ((table(1, (1, 4), PLAN), table(2, (5, 7), PLAN)), 2),
        # Its caption was misread, and its role was not.
        ((table(1, (5, 7), "Tabel 3.l Rencana"),), 1),
        # Its role is another by now.
        ((table(1, (5, 7), PLAN, "review"),), 1),
    ],
)
def test_a_decision_follows_its_table(fresh: tuple[TableFacts, ...], number: int) -> None:
    assert in_force([said(TABLES[1], False)], fresh).tables == {number: False}


@pytest.mark.parametrize(
    "fresh",
    [
        (),
        (table(2, (5, 7), "Tabel 5 Usulan", "proposal"),),
        (table(2, (9, 11), PLAN, "evaluation"),),
        (table(1, (11, 12), PLAN),),
    ],
)
def test_a_decision_whose_table_is_gone_rests(fresh: tuple[TableFacts, ...]) -> None:
    assert in_force([said(TABLES[1], False)], fresh).tables == {}


def test_the_newest_decision_on_a_table_holds_whatever_it_was_numbered() -> None:
    before = table(1, (5, 7), PLAN)
    assert in_force([said(before, False), said(TABLES[1], True)], TABLES).tables == {2: True}
    assert in_force([said(before, False), said(TABLES[1], None)], TABLES).tables == {}


def test_tables_without_captions_are_told_apart_by_their_pages() -> None:
    first, second = table(1, (3, 5)), table(2, (5, 8))
    assert in_force([said(second, False)], (table(1, (3, 4)), table(2, (5, 8)))).tables == {2: False}
    assert in_force([said(first, False)], (table(1, (1, 1)), table(2, (3, 5)))).tables == {2: False}


def test_two_tables_with_one_caption_do_not_become_one_when_one_of_them_is_gone() -> None:
    gone, stays = table(1, (3, 4), PLAN), table(2, (5, 7), PLAN)
    fresh = (table(1, (5, 7), PLAN),)
    for entries in ([said(stays, True), said(gone, False)], [said(gone, False), said(stays, True)]):
        assert in_force(entries, fresh).tables == {1: True}
    assert in_force([said(stays, True), said(gone, None)], fresh).tables == {1: True}
