import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from classifier.errors import DataError
from classifier.formats import planner_rows, results
from classifier.mapping import map_workbook
from tests.support.result_rows import FIELDS, ROW
from tests.support.workbooks import small

ROWS = [
    ROW | {"id": "r-1", "pagu": {"2026": 5_000_000}, "answered_by": "Sari", "note": "sesuai RKA"},
    ROW
    | {
        "id": "r-2",
        "level": "kegiatan",
        "text": "Posyandu",
        "program": "Program Imunisasi",
        "pagu": {"2026": 7},
    },
    ROW | {"id": "r-3", "text": "Program Gizi", "pagu": {}, "review": False, "confidence": 0.9},
]


def written(path: Path, rows: list[dict[str, Any]] = ROWS) -> Any:
    """The workbook in a file, as a spreadsheet program opens it."""
    with path.open("wb") as out:
        map_workbook.write(small(), out, rows=rows, fields=FIELDS)
    return openpyxl.load_workbook(path)


def column(sheet: Any, title: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == title)


def test_a_line_has_twelve_columns_a_key_and_words(tmp_path: Path) -> None:
    sheet = written(tmp_path / "m.xlsx")["Baris"]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert lines[0] == [
        "Perangkat daerah", "Dokumen", "Halaman", "Tingkat", "Kode", "Nama", "Program induk", "Pagu 2026",
        "Subdimensi", "Keyakinan", "Status", "Catatan", "Kunci",
    ]  # fmt: skip
    assert lines[1][7:] == [
        5_000_000, "Smart Living: pelayanan kesehatan", None, "diverifikasi", "sesuai RKA", "r-1",
    ]  # fmt: skip
    assert lines[2][3:11] == [
        "kegiatan", "1.02.03", "Posyandu", "Program Imunisasi", 7, "Smart Living: pelayanan kesehatan",
        0.8765, "perlu diperiksa",
    ]  # fmt: skip
    assert lines[3][10] == "belum diverifikasi"


def test_years_are_folded_beside_a_total_that_adds_them_up(tmp_path: Path) -> None:
    sheet = written(tmp_path / "m.xlsx", [ROW | {"pagu": {"2025": 3, "2026": 4}}])["Baris"]
    titles = [cell.value for cell in sheet[1]]
    assert titles[7] == "Total pagu"
    assert titles[13:] == ["Pagu 2025", "Pagu 2026"]
    assert sheet["H2"].value == "=SUM(N2:O2)"
    assert (sheet.column_dimensions["N"].hidden, sheet.column_dimensions["N"].outlineLevel) == (True, 1)


def test_no_amount_is_wider_than_its_column(tmp_path: Path) -> None:
    book = written(tmp_path / "m.xlsx", [ROW | {"pagu": {"2026": 9_999_999_999_999}}])
    assert book["Baris"].column_dimensions["H"].width > len("Rp 9.999.999.999.999")


def test_drop_downs_offer_subdimensions_levels_and_agencies(tmp_path: Path) -> None:
    book = written(tmp_path / "m.xlsx")
    offers = {str(one.sqref)[0]: one for one in book["Baris"].data_validations.dataValidation}
    assert {at: one.formula1 for at, one in offers.items()} == {
        "I": "Daftar!$A$2:$A$20", "D": "Daftar!$C$2:$C$4", "A": "Daftar!$E$2:$E$4",
        "K": '"diverifikasi,belum diverifikasi,perlu diperiksa"',
    }  # fmt: skip
    assert (offers["I"].errorStyle, offers["A"].errorStyle) == (None, "information")
    lists = book["Daftar"]
    assert (lists["A2"].value, lists["A20"].value, lists["B20"].value) == (
        "Smart Governance: pelayanan publik", "(bukan program)", "-",
    )  # fmt: skip
    assert [lists[f"E{n}"].value for n in (2, 3, 4)] == ["Dinas A", "Dinas B", "Dinas Kesehatan"]
    assert (lists.sheet_state, book["Teknis"].sheet_state) == ("hidden", "hidden")
    assert book.sheetnames[-1] == "Teknis"


def test_technical_fields_stand_on_the_hidden_sheet_alone(tmp_path: Path) -> None:
    book = written(tmp_path / "m.xlsx")
    shown = {str(cell.value) for line in book["Baris"].iter_rows() for cell in line}
    hidden = {str(cell.value) for line in book["Teknis"].iter_rows() for cell in line}
    technical = {ROW["sha256"], ROW["model"], ROW["subdimension"], "[10.0, 20.1, 30.1, 40.0]"}
    assert not technical & shown
    assert technical <= hidden


def test_it_prints_on_landscape_a4_without_the_key(tmp_path: Path) -> None:
    sheet = written(tmp_path / "m.xlsx")["Baris"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9, "landscape", 0,
    )  # fmt: skip
    assert sheet.print_area == "'Baris'!$A$1:$L$4"
    assert sheet.print_title_rows == "$1:$1"


def test_a_workbook_that_nobody_touched_brings_back_no_change(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    written(path)
    lines = planner_rows.lines(path)
    assert lines is not None
    assert [(line.key, line.changes, line.total) for line in lines] == [
        ("r-1", {}, None), ("r-2", {}, None), ("r-3", {}, None),
    ]  # fmt: skip


def test_changes_come_back_whatever_was_sorted_cut_and_added(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    book = written(path)
    sheet = book["Baris"]
    gizi, posyandu = ([cell.value for cell in sheet[n]] for n in (4, 3))
    gizi[column(sheet, "Subdimensi") - 1] = "Smart Society: sistem edukasi"
    gizi[column(sheet, "Pagu 2026") - 1] = 9
    posyandu[column(sheet, "Tingkat") - 1] = "sub kegiatan"
    sheet.delete_rows(2, 3)
    sheet.append(gizi)
    sheet.append(posyandu)
    sheet.append(["Dinas Baru", None, None, "program", None, "Program Baru", None, 1, "(bukan program)"])
    book.save(path)
    lines = planner_rows.lines(path)
    assert lines is not None
    assert [(line.n, line.key, line.place, line.changes) for line in lines[:2]] == [
        (2, "r-3", 2, {"pagu": {"2026": 9}, "subdimension": "society.sistem-edukasi"}),
        (3, "r-2", 1, {"level": "subkegiatan"}),
    ]
    assert (lines[2].key, lines[2].before, lines[2].cells["subdimension"]) == ("", None, "-")
    assert lines[0].row["sha256"] == ROW["sha256"]
    assert [row["text"] for row in results.read(path)] == ["Posyandu", "Program Gizi", "Program Baru"]


def test_a_total_written_over_its_formula_is_told(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    book = written(path, [ROW | {"pagu": {"2025": 3, "2026": 4}}])
    book["Baris"]["H2"] = 100
    book.save(path)
    (line,) = planner_rows.lines(path) or []
    assert (line.total, line.changes) == (100, {})


def test_an_amount_that_is_no_number_is_an_error_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    book = written(path)
    book["Baris"]["H3"] = "tujuh juta"
    book.save(path)
    with pytest.raises(DataError, match='row 3, Pagu 2026: "tujuh juta" is not a number'):
        planner_rows.lines(path)


def test_every_cell_that_cannot_be_read_is_named_and_its_line_left_out(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    book = written(path)
    status = column(book["Baris"], "Status")
    book["Baris"]["H3"] = "tujuh juta"
    book["Baris"].cell(4, status).value = "beres"
    book.save(path)
    came_back = planner_rows.returned(path)
    assert came_back is not None
    assert [(one.place, one.value, one.wanted) for one in came_back.unread] == [
        ("H3", "tujuh juta", "number"),
        (book["Baris"].cell(4, status).coordinate, "beres", "status"),
    ]
    assert ([line.key for line in came_back.lines], came_back.missing) == (["r-1"], ())


def test_a_status_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    book = written(path)
    status = column(book["Baris"], "Status")
    for n, value in ((2, None), (3, " Diverifikasi"), (4, "perlu diperiksa")):
        book["Baris"].cell(n, status).value = value
    book.save(path)
    lines = planner_rows.lines(path) or []
    assert [line.changes for line in lines] == [{"verified": "no"}, {"verified": "yes"}, {}]
    assert "verified" not in results.read(path)[0]


def test_two_rows_of_one_id_have_keys_of_their_own() -> None:
    assert [row["key"] for row in planner_rows.keyed([{"id": "x"}, {"id": "x"}, {}])] == ["x", "b2", "b3"]


def test_a_workbook_of_rows_alone_has_no_keys(tmp_path: Path) -> None:
    out = io.BytesIO()
    results.write([ROW], "xlsx", out, fields=FIELDS)
    (tmp_path / "r.xlsx").write_bytes(out.getvalue())
    assert planner_rows.lines(tmp_path / "r.xlsx") is None
    assert planner_rows.read(tmp_path / "r.xlsx")[0]["text"] == ROW["text"]
