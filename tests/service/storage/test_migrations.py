"""What older versions stored is read by this one: a migration each, on both databases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import column, select, table

from classifier.records import DocumentFacts
from service import reading_notes
from service.messages import Message
from service.settings import Settings
from service.storage import decisions, documents, rows, schema
from service.storage.database import Database
from service.storage.documents import Document
from service.storage.stored_facts import Decided

# A report of revision 0002, and what it is since.
OLD_REPORT = {
    "pages": 9,
    "pages_with_text": 8,
    "problems": [
        {"page": 1, "message": "took more than 30 s; given up."},
        {"page": 2, "message": "brought its reader down (out of memory, or damaged); given up."},
        {"page": 3, "message": "needs more memory than a page may have; given up."},
        {"page": 4, "message": "cannot be read (KeyError: ')')."},
        {"page": 5, "message": "cannot be read (xxx"},
        {"page": 0, "message": "28 more like these are not listed."},
    ],
    "warnings": [
        {
            "page": 6,
            "message": (
                "total not met: Rp 1.400.000 printed for 2025, the rows add up to Rp 1.350.000 (Rp 50.000 "
                "less); Rp 2 printed, the rows add up to Rp 1.000.000 (Rp 999.998 more)."
            ),
        },
        {"page": 7, "message": "total not met: by far."},
        {
            "page": 7,
            "message": "total not met: Rp 2 printed for 2025, the rows add up to Rp 9 (Rp 8 more).",
        },
        {"page": 8, "message": "took more than two s; given up."},
        {
            "page": 0,
            "message": "no program rows found on 8 pages with text; the map says nothing of this document.",
        },
        {
            "page": 0,
            "message": "no program rows found on 1 page with text; the map says nothing of this document.",
        },
    ],
    "pages_by_outcome": {"with_rows": 0, "no_table": 7, "unreadable": 2},
    "ranges_by_outcome": {"no_table": "1-3, 6, ...", "unreadable": "5"},
}
NEW_REPORT = {
    "pages": 9,
    "pages_with_text": 8,
    "problems": [
        {"page": 1, "kind": "page_too_slow", "seconds": 30},
        {"page": 2, "kind": "page_crashed_reader"},
        {"page": 3, "kind": "page_out_of_memory"},
        {"page": 4, "kind": "page_unreadable", "detail": "KeyError: ')'"},
        {"page": 5, "kind": "page_unreadable", "detail": "xxx"},
        {"page": 0, "kind": "not_listed", "others": 28},
    ],
    "warnings": [
        {
            "page": 6,
            "kind": "total_not_met",
            "sums": [
                {"year": "2025", "printed": 1_400_000, "rows": 1_350_000},
                {"year": "", "printed": 2, "rows": 1_000_000},
            ],
        },
        {"page": 7, "kind": "note", "detail": "total not met: by far."},
        {
            "page": 7,
            "kind": "note",
            "detail": "total not met: Rp 2 printed for 2025, the rows add up to Rp 9 (Rp 8 more).",
        },
        {"page": 8, "kind": "note", "detail": "took more than two s; given up."},
        {"page": 0, "kind": "no_rows", "pages": 8},
        {"page": 0, "kind": "no_rows", "pages": 1},
    ],
    "pages_by_outcome": {"with_rows": 0, "no_table": 7, "unreadable": 2},
    "ranges_by_outcome": {"no_table": [[1, 3], [6, 6]], "unreadable": [[5, 5]]},
}


def migrated(settings: Settings, *, report: str = "", error: str = "") -> Document:
    """A document of revision 0002, stored with these, as this version reads it."""
    values: dict[str, Any] = {
        "id": "d", "sha256": "ab", "name": "a.pdf", "n_bytes": 1, "created_at": "2025-01-01T00:00:00Z",
        "status": "done", "pages_done": 9, "pages_total": 9, "error": error, "report": report,
        "crashes": 0, "token": "", "lease_until": 0.0, "version": 0,
    }  # fmt: skip
    database = Database(settings)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(table("documents", *map(column, values)).insert().values(**values))
    database.migrate()
    document = documents.get(database, "d")
    database.close()
    assert document is not None
    return document


def test_sentences_of_a_report_become_kinds_where_they_are_known_exactly(settings: Settings) -> None:
    report = migrated(settings, report=json.dumps(OLD_REPORT)).report
    assert report == NEW_REPORT
    shown = reading_notes.in_language({"rows": 0, **report}, "en")
    assert shown["problems"][0]["message"].startswith("This page was not read within 30 seconds and was")
    assert shown["warnings"][1]["message"] == "Note from the reading: total not met: by far."
    assert reading_notes.page_sentences(report, "id")[0].startswith("Halaman 1–3, 6, dan lainnya: menyebut")


def test_a_report_of_the_first_version_has_no_outcomes_of_pages_and_gets_none(settings: Settings) -> None:
    old = {"pages": 1, "pages_with_text": 1, "problems": [], "warnings": []}
    assert migrated(settings, report=json.dumps(old)).report == old


@pytest.mark.parametrize(
    ("stored", "message"),
    [
        ({"key": "scan"}, Message("scan")),
        ({"key": "too_slow", "seconds": 1800}, Message("too_slow", {"seconds": 1800})),
        ({"key": "unreadable", "detail": "a thing."}, Message("unreadable", {"detail": "a thing."})),
        (
            {
                "key": "unreadable",
                "detail": "took more than 30 s; given up. Fetch or export the document again.",
            },
            Message("opens_slowly", {"seconds": 30}),
        ),
        (
            {
                "key": "unreadable",
                "detail": "brought its reader down (out of memory, or damaged); given up. "
                "Fetch or export the document again.",
            },
            Message("too_heavy"),
        ),
        ({"key": "unreadable", "detail": "no such file; check the name."}, Message("file_lost")),
        (
            {
                "key": "unreadable",
                "detail": "cannot be read (Permission denied); check its permissions.",
            },
            Message("file_lost"),
        ),
    ],
)
def test_an_error_keeps_its_message_or_gets_the_one_that_its_sentence_has_now(
    settings: Settings, stored: dict[str, Any], message: Message
) -> None:
    document = migrated(settings, error=json.dumps(stored))
    assert (document.error, document.report) == (message, {})


def test_a_document_without_report_and_error_stays_without(settings: Settings) -> None:
    document = migrated(settings)
    assert (document.error, document.report) == (None, {})


def test_labels_get_the_page_of_their_row_and_rows_no_doubts(settings: Settings) -> None:
    row = {
        "document_id": "d", "n": 0, "id": "r", "page": 7, "level": "program", "review": True, "model": "m",
        "subdimension": "a.b", "label": "", "label_id": 0, "row": "{}", "prediction": "{}", "confidence": 0.5,
        "opd": "", "words": "", "amount": 0, "alike": "",
    }  # fmt: skip
    label = {
        "id": 1, "row_id": "r", "sha256": "ab", "subdimension": "a.b", "undoes": 0, "note": "", "by": "",
        "at": "2025-01-01T00:00:00Z", "seen_subdimension": "a.b", "seen_confidence": 0.5, "seen_model": "m",
        "text": "Program", "level": "program", "program": "", "opd": "", "kode": "",
    }  # fmt: skip
    database = Database(settings)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
        connection.execute(table("rows", *map(column, row)).insert().values(**row))
        for values in (label, label | {"id": 2, "row_id": "gone"}):
            connection.execute(table("labels", *map(column, values)).insert().values(**values))
    database.migrate()
    with database.reading() as connection:
        pages = connection.execute(select(schema.labels.c.page).order_by(schema.labels.c.id)).scalars()
        assert list(pages) == [7, 0]
        assert connection.execute(select(schema.rows.c.doubtful)).scalar_one() is False
    database.close()


def test_a_document_stored_before_was_read_by_an_unknown_reader(settings: Settings) -> None:
    document = migrated(settings)
    assert (document.reader, document.rereading, document.reread_error) == ("", "", None)
    assert document.is_outdated


def test_a_document_stored_before_has_no_facts_and_its_rows_without_opd_take_the_documents(
    settings: Settings,
) -> None:
    contract = {
        "document": "a.pdf", "sha256": "ab", "page": 7, "bbox": [1, 2, 3, 4], "level": "program", "kode": "",
        "text": "Program Gizi", "program": "", "indikator": [], "opd": "", "pagu": {}, "source": "table",
    }  # fmt: skip
    prediction = {
        "subdimension": "a.b", "confidence": 0.9, "alternatives": [], "review": False, "evidence": [],
        "model": "m",
    }  # fmt: skip
    row = {
        "document_id": "d", "n": 0, "id": "r", "page": 7, "level": "program", "review": False, "model": "m",
        "subdimension": "a.b", "label": "", "label_id": 0, "row": json.dumps(contract), "doubtful": False,
        "prediction": json.dumps(prediction), "confidence": 0.9, "opd": "", "words": "", "amount": 0,
        "alike": "",
    }  # fmt: skip
    named = contract | {"text": "Program Lain", "opd": "Dinas Dua"}
    document = {
        "id": "d", "sha256": "ab", "name": "a.pdf", "n_bytes": 1, "created_at": "2025-01-01T00:00:00Z",
        "status": "done", "pages_done": 9, "pages_total": 9, "error": "", "report": "", "crashes": 0,
        "token": "", "lease_until": 0.0, "version": 3, "reader": "3", "rereading": "", "reread_error": "",
    }  # fmt: skip
    database = Database(settings)
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.execute(table("documents", *map(column, document)).insert().values(**document))
        for values in (row, row | {"n": 1, "id": "s", "row": json.dumps(named), "opd": "dinasdua"}):
            connection.execute(table("rows", *map(column, values)).insert().values(**values))
    database.migrate()
    old = documents.get(database, "d")
    assert old is not None
    assert (old.facts, old.tables, old.decided, old.is_outdated) == (DocumentFacts(), (), Decided(), True)
    placed = rows.placed(database, old)
    assert [(one.table, one.role, one.counts) for one in placed] == [("", "plan", None)] * 2
    assert decisions.set_facts(database, "d", {"opd": "Dinas Satu"}, by="Sari")
    assert [one.opd for one in rows.placed(database, old)] == ["Dinas Satu", "Dinas Dua"]
    database.close()
