"""Faults: kinds with values, worded for the command line, and stored as JSON."""

import json
import pickle
from pathlib import Path
from typing import get_args

import pytest

from classifier import faults
from classifier.errors import DocumentError
from classifier.faults import KINDS, DocumentKind, Fault, Kind, NoteKind, PageKind
from tests.support.faults import SAMPLES

SENTENCES: dict[Kind, str] = {
    "page_too_slow": "took more than 30 s; given up.",
    "page_crashed_reader": "brought its reader down (out of memory, or damaged); given up.",
    "page_out_of_memory": "needs more memory than a page may have; given up.",
    "page_unreadable": "cannot be read (KeyError: 'x').",
    "total_not_met": (
        "total not met: Rp 1.400.000 printed for 2025, the rows add up to Rp 1.350.000 (Rp 50.000 less); "
        "Rp 2 printed, the rows add up to Rp 9 (Rp 7 more)."
    ),
    "money_not_read": "its table has a column of money, but none of its 12 rows got any; look at the page.",
    "perhaps_missed": (
        "seems to list about 20 programs and kegiatan, of which 3 were read; look at the page."
    ),
    "no_ocr": (
        "a picture, no OCR installed; install it "
        "(`apt-get install tesseract-ocr tesseract-ocr-ind`) and read it again."
    ),
    "damaged_page": (
        "some of its data is damaged, rows may be missing or wrong; fetch or export the document again."
    ),
    "scan": "no text on any of 84 pages; it looks like a scan. Run OCR on it first.",
    "scan_no_ocr": (
        "no text on any of 84 pages, they are pictures; no OCR is installed: install it "
        "(`apt-get install tesseract-ocr tesseract-ocr-ind`) and read it again."
    ),
    "too_many_pages": (
        "has 100000 pages and the limit is 3000; split it into several files, or raise --max-pages."
    ),
    "locked": "locked with a password; save a copy without one and try again.",
    "no_pages": "a PDF without pages; export it again.",
    "damaged": "damaged, PDFium cannot open it; fetch or export it again.",
    "empty": "the file is empty; fetch it again.",
    "not_a_pdf": "not a PDF (it does not begin with %PDF-); save it as PDF first.",
    "missing": "no such file; check the name.",
    "folder": (
        "is a folder, not a PDF; name the documents in it, such as FOLDER/*.pdf "
        "(`petakota map` takes a folder of results)."
    ),
    "no_permission": "cannot be read (Permission denied); check its permissions.",
    "opens_slowly": "took more than 30 s; given up. Fetch or export the document again.",
    "too_heavy": (
        "brought its reader down (out of memory, or damaged); given up. Fetch or export the document again."
    ),
    "no_rows": "no program rows found on 84 pages with text; the map says nothing of this document.",
    "damaged_document": (
        "the file is damaged in 2 places, rows may be missing or wrong; fetch or export the document again."
    ),
    "damage_unknown": "whether the file is damaged is not known, looking took too long or too much memory; "
    "compare the rows with their pages.",
    "not_listed": "3 more like these are not listed.",
    "note": "a table was torn.",
}


def test_every_kind_has_a_sample_and_stands_once() -> None:
    assert list(SAMPLES) == list(KINDS)
    assert [*get_args(PageKind), *get_args(DocumentKind), *get_args(NoteKind)] == list(KINDS)
    assert len(set(KINDS)) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_sentence_on_the_command_line(kind: Kind) -> None:
    assert str(SAMPLES[kind]) == SENTENCES[kind]


def test_one_page_is_not_pages() -> None:
    assert str(Fault("no_rows", pages=1)).startswith("no program rows found on 1 page with text;")


@pytest.mark.parametrize(("rows", "read"), [(0, "none was read"), (1, "one was read")])
def test_few_rows_are_counted_in_words(rows: int, read: str) -> None:
    assert f"of which {read};" in str(Fault("perhaps_missed", rows=rows, likely=9))


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_stays_the_same_through_json_and_between_processes(kind: Kind) -> None:
    fault = SAMPLES[kind]
    assert faults.from_dict(json.loads(json.dumps(fault.as_dict()))) == fault
    assert pickle.loads(pickle.dumps(fault)) == fault


def test_json_holds_the_kind_and_the_fields_that_it_uses() -> None:
    assert Fault("locked").as_dict() == {"kind": "locked"}
    assert SAMPLES["total_not_met"].as_dict() == {
        "kind": "total_not_met",
        "sums": [
            {"year": "2025", "printed": 1_400_000, "rows": 1_350_000},
            {"year": "", "printed": 2, "rows": 9},
        ],
    }


def test_a_fault_is_read_from_a_record_that_holds_more() -> None:
    assert faults.from_dict({"page": 3, "kind": "page_too_slow", "seconds": 5}) == Fault(
        "page_too_slow", seconds=5
    )


def test_a_kind_of_a_newer_version_is_a_note_that_names_it() -> None:
    assert faults.from_dict({"kind": "page_upside_down", "degrees": 180}) == Fault(
        "note", detail="page_upside_down"
    )


def test_the_sentence_of_an_older_version_is_a_note() -> None:
    stored = {"page": 4, "message": "cannot be read (x)."}
    assert faults.from_dict(stored) == Fault("note", detail="cannot be read (x).")


def test_a_document_error_carries_path_and_fault_between_processes() -> None:
    error = pickle.loads(pickle.dumps(DocumentError(Path("/srv/a.pdf"), Fault("scan", pages=3))))
    assert (error.path, error.fault, error.exit_code) == (Path("/srv/a.pdf"), Fault("scan", pages=3), 3)
    assert str(error) == "/srv/a.pdf: no text on any of 3 pages; it looks like a scan. Run OCR on it first."
