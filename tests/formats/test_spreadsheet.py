import io
import re
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from classifier.errors import DataError
from classifier.formats import results, spreadsheet
from classifier.records import DOUBTS
from tests.support.result_rows import FIELDS, ROW

FORMULAS = [
    "=1+1",
    "@x",
    "-2",
    "+62",
    "'=1",
    "{=SUM(A1)}",
    "http://contoh.id",
    "mailto:a@b.id",
    "internal:Baris!A1",
]


def written(path: Path, rows: list[dict[str, Any]], fields: tuple[str, ...] = FIELDS) -> Path:
    with path.open("wb") as out:
        assert spreadsheet.write(rows, out, fields) == len(rows)
    return path


def sheet_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode("utf-8")


def cells(path: Path) -> list[list[Any]]:
    return python_calamine.load_workbook(path).get_sheet_by_name("Baris").to_python()


def foreign(path: Path, rows: list[list[object]], sheet: str = "Baris") -> Path:
    """A workbook as another program or a planner might leave it."""
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet(sheet)
    for r, line in enumerate(rows):
        page.write_row(r, 0, line)
    book.close()
    return path


def test_a_row_stands_under_indonesian_titles_with_a_money_column_a_year(tmp_path: Path) -> None:
    assert cells(written(tmp_path / "r.xlsx", [ROW])) == [
        [
            "Dokumen", "Halaman", "Tingkat", "Kode", "Program / Kegiatan", "Program induk", "Indikator",
            "Perangkat daerah", "Pagu 2025", "Pagu 2026", "Subdimensi", "Dimensi", "Keyakinan",
            "Perlu diperiksa", "Keraguan pembacaan", "Jenis tabel", "Pilihan lain", "Kata penentu", "Sumber",
            "Tabel", "Kotak (pt)", "Model", "SHA-256",
        ],
        [
            "renstra.pdf", 7.0, "program", "1.02.03", "Program Imunisasi", "", "Cakupan\nJumlah balita",
            "Dinas Kesehatan", 0.0, 1_250_000_000_001.0, "living.pelayanan-kesehatan", "living", 0.8765, "ya",
            "nama mungkin terpotong; pagu mungkin salah terbaca", "rencana",
            "society.sistem-edukasi 5%", "Imunisasi; Cakupan", "table", "Tabel 4.1 Rencana Program",
            "[10.0, 20.1, 30.1, 40.0]",
            "2026-11-24-00e9e4", "ab" * 32,
        ],
    ]  # fmt: skip


def test_rows_come_back_from_a_workbook_in_order_but_for_what_only_people_read(tmp_path: Path) -> None:
    rows = [
        ROW,
        ROW
        | {
            "text": "Program Gizi",
            "page": 8,
            "review": False,
            "pagu": {"": 5},
            "indikator": [],
            "doubts": [],
        },
    ]
    back = list(spreadsheet.read(written(tmp_path / "r.xlsx", rows)))
    assert [row["text"] for row in back] == ["Program Imunisasi", "Program Gizi"]
    read_back = set(FIELDS) - {"bbox", "alternatives", "evidence"}
    for before, after in zip(rows, back, strict=True):
        assert {name: after[name] for name in read_back} == {name: before[name] for name in read_back}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_doubt_comes_back_from_a_workbook_of_any_language(tmp_path: Path, language: str) -> None:
    rows = [ROW | {"doubts": list(doubts)} for doubts in (DOUBTS, DOUBTS[:1], ())]
    path = tmp_path / "r.xlsx"
    with path.open("wb") as out:
        spreadsheet.write(rows, out, FIELDS, language=language)
    assert [row["doubts"] for row in spreadsheet.read(path)] == [row["doubts"] for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_of_a_document_is_a_formula_or_a_link(tmp_path: Path, text: str) -> None:
    row = ROW | dict.fromkeys(("document", "kode", "text", "program", "opd"), text) | {"indikator": [text]}
    path = written(tmp_path / "r.xlsx", [row])
    tags = {element.tag.split("}")[1] for element in ET.fromstring(sheet_of(path)).iter()}
    assert not tags & {"f", "hyperlinks", "hyperlink"}
    (back,) = spreadsheet.read(path)
    assert [back[name] for name in ("document", "kode", "text", "program", "opd")] == [text] * 5
    assert back["indikator"] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00b\x07c\x1b[2J\ufffe\uffff", "abc[2J"),
        ("baris\nbaru", "baris\nbaru"),
        ("  jarak  ", "  jarak  "),
        ("_x0041_", "_x0041_"),
        ('<b> & "kutip"', '<b> & "kutip"'),
        ("Café 🏥 \u2028", "Café 🏥 \u2028"),
        ("1.02", "1.02"),
        ("x" * 40_000, "x" * 32_767),
    ],
)
def test_odd_text_makes_a_sound_workbook(tmp_path: Path, text: str, expected: str) -> None:
    path = written(tmp_path / "r.xlsx", [ROW | {"text": text}, ROW])
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))
    first, second = spreadsheet.read(path)
    assert first["text"] == expected
    assert second["text"] == "Program Imunisasi"


def test_a_long_text_of_emoji_stays_within_what_excel_takes(tmp_path: Path) -> None:
    written(tmp_path / "r.xlsx", [ROW | {"text": "🏥" * 20_000}])
    with zipfile.ZipFile(tmp_path / "r.xlsx") as archive:
        strings = ET.fromstring(archive.read("xl/sharedStrings.xml"))
    longest = max(len((element.text or "").encode("utf-16-le")) // 2 for element in strings.iter())
    assert 32_000 < longest <= 32_767


def test_the_head_is_frozen_and_filters_every_column(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path / "r.xlsx", [ROW, ROW]))
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in sheet
    assert re.search(r'<autoFilter ref="A1:W3"/>', sheet)


def test_money_and_shares_are_shown_the_indonesian_way(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [ROW])
    with zipfile.ZipFile(path) as archive:
        styles = archive.read("xl/styles.xml").decode("utf-8")
    assert "[$-421]&quot;Rp &quot;#,##0" in styles
    assert 'formatCode="0%_-"' in styles


def test_paper_holds_what_the_rows_say_and_leaves_out_where_they_came_from(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [ROW, ROW])
    with zipfile.ZipFile(path) as archive:
        book = archive.read("xl/workbook.xml").decode("utf-8")
    assert '_xlnm.Print_Area" localSheetId="0">Baris!$A$1:$P$3<' in book
    assert '_xlnm.Print_Titles" localSheetId="0">Baris!$1:$1<' in book
    assert cells(path)[0][13] == "Perlu diperiksa"


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("page", "tujuh", ["tujuh"]),
        ("page", True, ["True"]),
        pytest.param("page", 10**400, ["1" + "0" * 400], id="page-huge"),
        ("confidence", "tinggi", ["tinggi"]),
        ("confidence", float("nan"), ["nan"]),
        ("indikator", 5, ["5"]),
        ("indikator", [1, 2], ["[1, 2]"]),
        ("alternatives", "=1+1", ["=1+1"]),
        ("alternatives", [{"subdimension": "x"}], ['[{"subdimension": "x"}]']),
        ("evidence", [{}], ["[{}]"]),
        ("evidence", {"a": 1}, ['{"a": 1}']),
        ("text", {"a": None}, ['{"a": null}']),
        ("review", "=1", ["=1"]),
        ("pagu", "banyak", []),
        ("pagu", {"2025": None}, [""]),
        ("pagu", {"2025": "lima"}, ["lima"]),
    ],
)
def test_a_value_of_another_shape_is_written_as_text(
    tmp_path: Path, field: str, value: object, shown: list[str]
) -> None:
    header, line = cells(written(tmp_path / "r.xlsx", [{field: value, "opd": "Dinas"}], ("opd", field)))
    by_title = dict(zip(header, line, strict=True))
    assert by_title.pop("Perangkat daerah") == "Dinas"
    assert list(by_title.values()) == shown


def test_no_rows_are_a_head_alone(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [])
    assert len(cells(path)) == 1
    assert "Pagu" not in cells(path)[0]
    assert list(spreadsheet.read(path)) == []


def test_rows_without_labels_have_no_columns_for_them(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [ROW], results.ROW_FIELDS)
    assert "Subdimensi" not in cells(path)[0]
    assert "subdimension" not in next(spreadsheet.read(path))


def test_a_budget_without_a_year_has_a_column_of_its_own(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [ROW | {"pagu": {"": 7}}], ("text", "opd", "pagu"))
    assert cells(path) == [
        ["Program / Kegiatan", "Perangkat daerah", "Pagu"],
        ["Program Imunisasi", "Dinas Kesehatan", 7.0],
    ]


def test_budgets_are_written_without_a_column_of_opds_too(tmp_path: Path) -> None:
    path = written(tmp_path / "r.xlsx", [ROW], ("text", "pagu"))
    assert next(spreadsheet.read(path))["pagu"] == {"2025": 0, "2026": 1_250_000_000_001}


def test_a_workbook_can_go_to_a_stream() -> None:
    out = io.BytesIO()
    spreadsheet.write([ROW], out, FIELDS)
    assert out.getvalue().startswith(b"PK")


def test_what_a_planner_moved_or_added_is_let_through(tmp_path: Path) -> None:
    path = foreign(
        tmp_path / "r.xlsx",
        [
            ["Catatan", "Subdimensi", "Pagu 2025", "Program / Kegiatan", "Kode", "Halaman"],
            ["ya", "living.pelayanan-kesehatan", 5, "Imunisasi", 1.02, ""],
        ],
    )
    (row,) = spreadsheet.read(path)
    assert row["subdimension"] == "living.pelayanan-kesehatan"
    assert row["pagu"] == {"2025": 5}
    assert row["kode"] == "1.02"
    assert row["page"] == 0


@pytest.mark.parametrize(
    ("title", "value", "message"),
    [
        ("Pagu 2025", "banyak", 'row 2, Pagu 2025: "banyak" is not a number'),
        ("Pagu 2025", "inf", 'row 2, Pagu 2025: "inf" is not a number'),
        ("Halaman", "x", 'row 2, Halaman: "x" is not a number'),
        ("Keyakinan", "tinggi", 'row 2, Keyakinan: "tinggi" is not a number'),
    ],
)
def test_a_number_that_a_planner_overwrote_is_an_error_with_its_row(
    tmp_path: Path, title: str, value: str, message: str
) -> None:
    with pytest.raises(DataError, match=message):
        list(spreadsheet.read(foreign(tmp_path / "r.xlsx", [[title], [value]])))


def test_another_workbook_is_an_error(tmp_path: Path) -> None:
    path = foreign(tmp_path / "r.xlsx", [["a"]], sheet="Lain")
    with pytest.raises(DataError, match="it needs the sheet of rows of `petakota tag`"):
        list(spreadsheet.read(path))
