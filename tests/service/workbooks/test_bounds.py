"""Workbooks that are none, are damaged, or would grow without end: each ends in one sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from service.workbooks import bounds
from service.workbooks.bounds import Fault
from service.workbooks.reader import Order, read
from tests.support.returned_workbooks import brought, downloaded
from tests.support.serving import Served

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def zipped(files: dict[str, bytes], **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"xl/workbook.xml": b"<workbook/>", **files, **more}.items():
            archive.writestr(name, content)
    return out.getvalue()


def fault(tmp_path: Path, content: bytes) -> Fault | None:
    path = tmp_path / "sent.xlsx"
    path.write_bytes(content)
    return bounds.fault(path)


def cells(*places: str) -> bytes:
    row = "".join(f'<c r="{place}"><v>1</v></c>' for place in places)
    return f"<worksheet {MAIN}><sheetData><row>{row}</row></sheetData></worksheet>".encode()


def test_a_workbook_of_ours_keeps_to_the_bounds(served: Served, tmp_path: Path) -> None:
    assert fault(tmp_path, downloaded(served).content()) is None


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (zipped({"xl/media/a.bin": b"\0" * 60_000_000, "xl/media/b.bin": b"\0" * 200_000_000}),
         "workbook_too_heavy"),
        (zipped({f"xl/media/{n}.bin": b"" for n in range(1001)}), "workbook_too_heavy"),
        (zipped({SHEET: b"<c/>" * 2_500_001}), "workbook_too_heavy"),
        (zipped({SHEET: b"<x:c />" * 2_500_001}), "workbook_too_heavy"),
        (zipped({SHEET: cells("A1", "XFD1048576")}), "workbook_too_heavy"),
        (zipped({"xl/sharedStrings.xml": b"<si><t>a</t></si>" * 1_500_001}), "workbook_too_heavy"),
        (zipped({SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'}), "workbook_damaged"),
        (zipped({"xl/sharedStrings.xml": b'<!doctype a SYSTEM "file:///a"><sst/>'}), "workbook_damaged"),
        (zipped({})[:-30], "workbook_damaged"),
        (b"PK\x03\x04" + b"\0" * 500, "workbook_damaged"),
    ],
    ids=["unpacked", "entries", "cells", "prefixed-cells", "far-cell", "strings", "entities", "external",
         "cut", "noise"],
)  # fmt: skip
def test_a_bomb_is_told_before_it_is_parsed(tmp_path: Path, content: bytes, key: str) -> None:
    assert len(content) < bounds.MAX_BYTES
    assert fault(tmp_path, content) == Fault(key)


def test_a_zip_without_a_workbook_is_none(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("inner.zip", zipped({}))
    assert fault(tmp_path, out.getvalue()) == Fault("not_a_workbook")


def test_a_size_that_an_entry_lies_about_does_not_hide_it(tmp_path: Path) -> None:
    content = zipped({SHEET: b"<a/>" * 100_000})
    lied = content.replace((400_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lied != content
    assert fault(tmp_path, lied) == Fault("workbook_damaged")


def foreign(served: Served) -> bytes:
    book = downloaded(served)
    del book.book["Teknis"]
    return book.content()


def empty_sheet(served: Served) -> bytes:
    book = downloaded(served)
    book.sheet.delete_rows(1, book.sheet.max_row)
    return book.content()


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (lambda _: b"", 422, "empty"),
        (lambda _: b"%PDF-1.7", 422, "no Excel workbook"),
        (lambda _: b"nama;pagu\n", 422, "no Excel workbook"),
        (foreign, 422, "no sheet of rows with keys"),
        (lambda _: zipped({}), 422, "damaged"),
        (lambda _: zipped({SHEET: b"<c/>" * 2_500_001}), 422, "holds more than is read at once"),
        (lambda _: b"PK\x03\x04" + b"\0" * 21_000_000, 413, "larger than"),
    ],
    ids=["empty", "pdf", "csv", "foreign", "hollow", "bomb", "large"],
)
def test_a_wrong_file_is_refused_with_one_sentence(
    served: Served, content: Callable[[Served], bytes], status: int, words: str
) -> None:
    problem = brought(served, content(served), status)
    assert words in problem["detail"]
    assert problem["detail"].endswith(".")


def test_a_sheet_of_rows_without_a_line_changes_nothing(served: Served) -> None:
    difference = brought(served, empty_sheet(served))
    assert difference["changes"] == difference["new_rows"] == []
    assert difference["missing"] == len(served.rows(limit=500))


def test_texts_come_back_without_signs_that_no_database_takes(served: Served) -> None:
    row = served.rows()[0]
    book = downloaded(served)
    book.set(row["id"], "text", "Nama  _x0000_\n baru")
    content = book.content()
    (change,) = brought(served, content)["changes"]
    assert "\0" not in change["value"]
    assert change["value"].isprintable()


def test_formulas_are_not_calculated(served: Served) -> None:
    row = served.rows()[0]
    book = downloaded(served)
    book.set(row["id"], "text", '=HYPERLINK("http://example.invalid","klik")')
    (change,) = brought(served, book.content())["changes"]
    # No program has calculated it: the cell has no value.
    assert (change["value"], change["fault"]) == ("", "no_name")


def test_what_its_parser_cannot_read_is_the_files_fault(tmp_path: Path) -> None:
    order = Order(tmp_path / "sent.xlsx", tmp_path / "sent.json")
    order.workbook.write_bytes(zipped({SHEET: cells("A1")}))
    assert read(order) == Fault("workbook_damaged")
    assert not order.out.exists()


def test_nothing_of_a_refused_workbook_stays_in_the_folder(served: Served) -> None:
    folder = served.app.state.service.settings.data / "workbooks"
    before = sorted(folder.iterdir())
    brought(served, zipped({}), 422)
    assert sorted(folder.iterdir()) == before
    served.client.get("/api/v1/workbooks/" + "0" * 64)
    assert served.client.get("/api/v1/workbooks/..%2f..%2fpetakota").status_code == 404
