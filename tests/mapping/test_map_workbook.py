import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
import python_calamine
from hypothesis import given, settings

from classifier import taxonomy
from classifier.agencies.registry import Agency, Registry
from classifier.cli.main import main
from classifier.formats import results, spreadsheet
from classifier.formats.results import Placed
from classifier.mapping import map_workbook, matrix
from classifier.mapping.covers import Cover
from classifier.mapping.matrix import Map
from tests.support.plan_rows import HEALTH, ROWS, SCHOOL, WASTE, built, row
from tests.support.result_rows import FIELDS, ROW
from tests.support.workbooks import MAIN, Made, made, small

SHEETS = [
    "Sampul", "Ringkasan", "Jumlah program", "Pagu", "Pagu per tahun", "Grafik", "Kesenjangan", "Saran",
    "Kamus subdimensi",
]  # fmt: skip
WITH_ROWS = [*SHEETS[:-1], "Baris", "Kamus subdimensi", "Daftar", "Teknis"]
HOSTILE = [
    "=cmd|' /C calc'!A1",
    "@SUM",
    "$\\frac{",
    "-2+3",
    "http://contoh.id",
    "Dinas\x00\x1b\ufffe<b>&",
    "Dinas \udcff aneh",
]


def test_the_sheets_stand_in_order_with_the_hidden_ones_last() -> None:
    assert list(made(small()).sheets) == SHEETS
    found = made(small(), rows=[ROW], fields=FIELDS)
    assert list(found.sheets) == WITH_ROWS
    states = [one.get("state") for one in ET.fromstring(found.files["xl/workbook.xml"]).iter(f"{MAIN}sheet")]
    assert states == [None] * (len(WITH_ROWS) - 2) + ["hidden", "hidden"]


def test_the_matrices_hold_every_cell_and_the_totals() -> None:
    sheets = made(small()).sheets
    counts, money = sheets["Jumlah program"], sheets["Pagu"]
    assert [line[0] for line in counts] == ["Perangkat daerah", "Dinas A", "Dinas B", "Jumlah"]
    assert counts[0][11] == "Smart Living: pelayanan kesehatan"
    assert [(line[11], line[17], line[19]) for line in counts[1:]] == [(1, 1, 2), (0, 1, 1), (1, 2, 3)]
    assert money[0][0] == "Perangkat daerah\n(pagu dalam juta rupiah; isi sel rupiah penuh)"
    assert [(line[11], line[17], line[19]) for line in money[1:]] == [
        (3_000_000, 5, 3_000_005),
        (0, 7, 7),
        (3_000_000, 12, 3_000_012),
    ]


def test_a_workbook_of_kegiatan_says_so_on_every_sheet_that_counts() -> None:
    sheets = made(replace(small(), counted="kegiatan")).sheets
    assert [line[-1] for line in sheets["Jumlah kegiatan"][1:]] == [2, 1, 3]
    assert sheets["Kesenjangan"][0][2] == "Ada kegiatan"
    assert sheets["Kesenjangan"][1][4] == "belum ada kegiatan"
    told = [str(cell) for line in sheets["Ringkasan"] for cell in line]
    assert "Subdimensi tanpa kegiatan" in told
    assert not [cell for cell in told if cell.startswith("Jumlah program")]


def test_budgets_stand_by_year_with_a_column_for_those_without_one() -> None:
    lines = made(small()).sheets["Pagu per tahun"]
    assert lines[0] == ["Subdimensi", "tanpa tahun", "2025", "2026", "Jumlah"]
    assert lines[17] == ["Smart Environment: tata kelola sampah", 7, 5, 0, 12]
    assert lines[19] == ["Jumlah", 7, 1_000_005, 2_000_000, 3_000_012]


def test_gaps_are_told_by_subdimension_and_by_opd() -> None:
    lines = made(small()).sheets["Kesenjangan"]
    assert lines[1] == ["Subdimensi", "Smart Governance: pelayanan publik", 0, 2, "belum ada program"]
    assert lines[17] == [
        "Subdimensi", "Smart Environment: tata kelola sampah", 2, 0, "Didukung: Dinas A; Dinas B",
    ]  # fmt: skip
    assert [line[:4] for line in lines[19:]] == [
        ["Perangkat daerah", "Dinas A", 2, 16],
        ["Perangkat daerah", "Dinas B", 1, 17],
    ]
    assert lines[19][4].endswith("; Smart Environment (perlindungan lingkungan, energi berkelanjutan)")


def test_kegiatan_without_their_program_stand_on_a_sheet_of_their_own() -> None:
    plan = built(row("program", "A"), row("kegiatan", "K", y2026=5), row("kegiatan", "L", label=WASTE))
    sheets = made(plan).sheets
    assert list(sheets)[2:5] == ["Jumlah program", "Kegiatan tanpa program", "Pagu"]
    assert [line[-1] for line in sheets["Jumlah program"][1:]] == [1, 1]
    assert [line[-1] for line in sheets["Kegiatan tanpa program"][1:]] == [2, 2]
    assert sheets["Kesenjangan"][17] == [
        "Subdimensi", "Smart Environment: tata kelola sampah", 1, 0,
        "Didukung: Dinas A (1 kegiatan yang programnya tidak ditemukan)",
    ]  # fmt: skip


def test_summary_matrix_and_gaps_find_the_same_subdimensions_empty() -> None:
    plan = built(
        row("program", "A", y2026=5),
        row("kegiatan", "L", label=WASTE),
        row("program", "B", opd="", label=SCHOOL),
    )
    assert len(plan.gaps) == 15
    found = made(plan)
    (summary,) = (line[1] for line in found.sheets["Ringkasan"] if line[0] == "Subdimensi tanpa program")
    explained = [line[-1] for line in found.sheets["Kesenjangan"] if line[0] == "Subdimensi"]
    rules = found.xml("Jumlah program").iter(f"{MAIN}conditionalFormatting")
    (marked,) = (str(r.get("sqref")).split() for r in rules if r[0].get("type") == "cellIs")
    totals = found.sheets["Jumlah program"][-1][1:-1]
    n_noughts_marked = sum(totals[ord(cell[0]) - ord("B")] == 0 for cell in marked)
    assert (summary, explained.count("belum ada program"), n_noughts_marked) == (15, 15, 15)


def test_gaps_name_agencies_without_a_document_and_suggest_official_programs() -> None:
    registry = Registry.packaged().with_own(Registry((Agency("Dinas Lingkungan Hidup"),)))
    sheets = made(matrix.build([row("program", "A")], taxonomy.default(), registry=registry)).sheets
    assert sheets["Kesenjangan"][-1] == [
        "Perangkat daerah", "Dinas Lingkungan Hidup", 0, 18, "belum ada dokumen",
    ]  # fmt: skip
    waste = [line for line in sheets["Saran"] if str(line[0]).endswith("tata kelola sampah")]
    assert waste[0][1:6] == [
        "Program Pengelolaan Persampahan", "2.11.11", "lingkungan hidup", "Dinas Lingkungan Hidup", "ya",
    ]  # fmt: skip
    assert waste[1][5] == "tidak"
    assert "Saran" not in made(built(*(row("program", s, label=s) for s in taxonomy.default().ids))).sheets


def test_the_taxonomy_tells_what_belongs_where_by_name() -> None:
    lines = made(small()).sheets["Kamus subdimensi"]
    assert lines[0] == ["Dimensi", "Nama", "Nama Inggris", "Definisi", "Termasuk", "Tidak termasuk", "Id"]
    assert len(lines) == 19
    assert lines[11][:3] == ["Smart Living", "pelayanan kesehatan", "health"]
    assert lines[11][6] == HEALTH
    assert lines[1][4].startswith("• administrasi kependudukan dan pencatatan sipil\n• perizinan")
    assert "promosi dan iklim investasi → Smart Branding: daya saing bisnis" in lines[1][5]
    scope = " ".join(line[4] + line[5] for line in lines[1:])
    assert not re.search(r"->|(governance|branding|economy|living|society|environment)\.", scope)


def test_totals_are_formulas_that_carry_their_values() -> None:
    found = made(small())
    cells = {c.get("r"): c for c in found.xml("Jumlah program").iter(f"{MAIN}c")}
    assert [
        (cell, cells[cell].findtext(f"{MAIN}f"), cells[cell].findtext(f"{MAIN}v"))
        for cell in ("R4", "T2", "T4")
    ] == [
        ("R4", "SUM(R2:R3)", "2"),
        ("T2", "SUM(B2:S2)", "2"),
        ("T4", "SUM(T2:T3)", "3"),
    ]


def evaluated(found: Made, sheet: str, formula: str) -> float:
    """The sum that a formula `SUM(A1:B2)` of a sheet asks for."""
    cells = {c.get("r"): float(c.findtext(f"{MAIN}v") or 0) for c in found.xml(sheet).iter(f"{MAIN}c")}
    match = re.fullmatch(r"SUM\(([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?\)", formula)
    assert match, formula
    first, top = match.group(1), match.group(2)
    last, bottom = match.group(3) or first, match.group(4) or top

    def number(column: str) -> int:
        n = 0
        for letter in column:
            n = n * 26 + ord(letter) - 64
        return n

    return sum(
        value
        for name, value in cells.items()
        if (at := re.fullmatch(r"([A-Z]+)(\d+)", name or ""))
        and number(first) <= number(at.group(1)) <= number(last)
        and int(top) <= int(at.group(2)) <= int(bottom)
    )


@settings(max_examples=15, deadline=None)
@given(ROWS)
@pytest.mark.slow
def test_what_a_total_carries_is_what_its_formula_adds_up(rows: list[Placed]) -> None:
    found = made(built(*rows))
    for sheet in ("Jumlah program", "Pagu", "Pagu per tahun"):
        for cell in found.xml(sheet).iter(f"{MAIN}c"):
            if (formula := cell.findtext(f"{MAIN}f")) is not None:
                assert float(cell.findtext(f"{MAIN}v") or "x") == evaluated(found, sheet, formula)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_document_is_a_formula_a_link_or_part_of_a_chart(text: str) -> None:
    plan = built(row("program", text, opd=text, y2025=1), row("program", "B", opd="Dinas B"))
    rows = [ROW | dict.fromkeys(("document", "kode", "text", "program", "opd", "model"), text)]
    found = made(plan, rows=rows, fields=FIELDS)
    kept = spreadsheet.plain(text)
    for name, content in found.files.items():
        tags = {element.tag.split("}")[-1] for element in ET.fromstring(content).iter()}
        assert not tags & {"hyperlink", "hyperlinks"}, name
        if name.startswith(("xl/charts/", "xl/drawings/")) or name == "xl/workbook.xml":
            assert kept not in "".join(ET.fromstring(content).itertext()), name
    ours = r"SUM\([^\"]+\)|IF\(SUM\([^\"]+\)|COUNTIF\([^\"]+(,0|,\">0\")\)|('Jumlah program'|Pagu)![A-Z]+\d+"
    for sheet, formula in found.formulas():
        assert re.fullmatch(ours, formula), sheet
    assert found.sheets["Jumlah program"][1][0] == kept
    assert found.sheets["Baris"][1][5] == kept


def test_a_text_is_cut_to_what_a_cell_holds() -> None:
    opds = [f"{n}{'x' * 40_000}" for n in range(3)]
    found = made(built(*(row("program", "A", opd=opd) for opd in opds)))
    assert found.sheets["Jumlah program"][1][0] == "0" + "x" * 32_766
    longest = max(len(text) for line in found.sheets["Kesenjangan"] for text in line if isinstance(text, str))
    assert longest == 32_767


def test_a_year_that_is_a_text_makes_a_sound_workbook() -> None:
    plan = built(Placed("a", "program", "A", "", "Dinas", (("=1+1\x00", 5), ("2025", 6)), HEALTH))
    assert made(plan).sheets["Pagu per tahun"][0][1:3] == ["2025", "=1+1"]


@pytest.mark.parametrize(
    ("sheet", "filtered", "columns"),
    [
        ("Baris", "A1:O2", 0),
        ("Jumlah program", "A1:T3", 1),
        ("Pagu", "A1:T3", 1),
        ("Pagu per tahun", "A1:E19", 1),
        ("Kesenjangan", "A1:E21", 2),
        ("Saran", "A1:G45", 1),
        ("Kamus subdimensi", "A1:G19", 2),
    ],
)
def test_a_table_is_filtered_without_its_total_and_keeps_its_head(
    sheet: str, filtered: str, columns: int
) -> None:
    found = made(small(), rows=[ROW], fields=FIELDS)
    page = found.xml(sheet)
    (one,) = page.iter(f"{MAIN}autoFilter")
    assert one.get("ref") == filtered
    (pane,) = page.iter(f"{MAIN}pane")
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert int(pane.get("xSplit", "0")) == columns
    place = list(found.sheets).index(sheet)
    names = ET.fromstring(found.files["xl/workbook.xml"]).iter(f"{MAIN}definedName")
    titles = {n.get("localSheetId"): n.text for n in names if n.get("name") == "_xlnm.Print_Titles"}
    assert (titles[str(place)] or "").endswith("!$1:$1")


def test_every_sheet_prints_on_landscape_a4_as_wide_as_one_page_with_its_name_and_number() -> None:
    found = made(small(), rows=[ROW], fields=FIELDS)
    for sheet in found.sheets:
        page = found.xml(sheet)
        (setup,) = page.iter(f"{MAIN}pageSetup")
        on_one_page = sheet in ("Sampul", "Jumlah program", "Pagu", "Grafik")
        assert (setup.get("paperSize"), setup.get("orientation"), setup.get("fitToHeight")) == (
            "9",
            "landscape",
            None if on_one_page else "0",
        ), sheet
        (fit,) = page.iter(f"{MAIN}pageSetUpPr")
        assert fit.get("fitToPage") == "1"
        (footer,) = page.iter(f"{MAIN}oddFooter")
        assert footer.text == "&L&8 2025–2026&R&8&A · Halaman &P dari &N"


@pytest.mark.parametrize(
    ("sheet", "cell", "code"),
    [
        ("Jumlah program", "B2", '[$-421]#,##0_-;-#,##0_-;"–"_-'),
        ("Jumlah program", "T4", '[$-421]#,##0_-;-#,##0_-;"–"_-'),
        ("Pagu", "B2", '[$-421]#,##0,,_-;-#,##0,,_-;"–"_-'),
        ("Pagu per tahun", "B2", '[$-421]"Rp "#,##0_-;-"Rp "#,##0_-;"–"_-'),
        ("Ringkasan", "C11", '[$-421]0.0%_-;-0.0%_-;"–"_-'),
        ("Ringkasan", "E11", '[$-421]"Rp "#,##0_-;-"Rp "#,##0_-;"–"_-'),
    ],
)
def test_numbers_are_shown_the_indonesian_way_and_nothing_as_a_dash(sheet: str, cell: str, code: str) -> None:
    assert made(small()).format_of(sheet, cell) == code


def test_matrices_are_shaded_and_columns_without_a_program_marked() -> None:
    found = made(small())
    rules = {
        sheet: [
            (r.get("sqref"), r[0].get("type")) for r in found.xml(sheet).iter(f"{MAIN}conditionalFormatting")
        ]
        for sheet in ("Jumlah program", "Pagu", "Pagu per tahun")
    }
    assert rules == {
        "Jumlah program": [("B2:S3", "colorScale"), ("B4:S4", "cellIs")],
        "Pagu": [("B2:S3", "colorScale"), ("B4:S4", "cellIs")],
        "Pagu per tahun": [("B2:D19", "colorScale")],
    }


def test_the_rows_come_back_from_the_maps_workbook_as_from_one_of_their_own(tmp_path: Path) -> None:
    rows = [ROW, ROW | {"text": "Program Gizi", "pagu": {"": 5}}]
    with (tmp_path / "map.xlsx").open("wb") as out:
        map_workbook.write(small(), out, rows=iter(rows), fields=FIELDS)
    with (tmp_path / "rows.xlsx").open("wb") as out:
        spreadsheet.write(rows, out, FIELDS)
    back = results.read(tmp_path / "map.xlsx")
    assert [one["text"] for one in back] == ["Program Imunisasi", "Program Gizi"]
    assert back == results.read(tmp_path / "rows.xlsx")


def test_rows_have_the_planners_columns_whatever_fields_they_have() -> None:
    found = made(small(), rows=[{"opd": "Dinas A"}, {"text": "A", "catatan": "baru"}])
    header, first, second = found.sheets["Baris"]
    assert header == [
        "Perangkat daerah", "Dokumen", "Halaman", "Tingkat", "Kode", "Nama", "Program induk", "Subdimensi",
        "Keyakinan", "Status", "Catatan", "Kunci",
    ]  # fmt: skip
    assert (first[0], second[5]) == ("Dinas A", "A")
    assert found.sheets["Teknis"][2] == ["b2", "A", "", "baru", "no"]
    assert len(made(small(), rows=[]).sheets["Baris"]) == 1


def agencies(n: int) -> Map:
    return built(*(row("program", "A", opd=f"Dinas {k}") for k in range(n)))


@pytest.mark.parametrize(("n", "pages_high"), [(40, None), (60, "0")])
def test_a_matrix_prints_on_one_page_up_to_many_agencies(n: int, pages_high: str | None) -> None:
    (setup,) = made(agencies(n)).xml("Jumlah program").iter(f"{MAIN}pageSetup")
    assert setup.get("fitToHeight") == pages_high


def test_the_cover_says_what_when_by_whom_and_that_it_is_a_draft() -> None:
    cover = Cover(region="Kota Contoh", day="2026-11-29", author="Sari & Budi", n_rows=1200, n_verified=34)
    found = made(small(), rows=[ROW], fields=FIELDS, cover=cover)
    told = [str(cell) for line in found.sheets["Sampul"] for cell in line if cell != ""]
    assert told[:3] == [
        "Peta program smart city",
        "Kota Contoh, 2025–2026",
        "DRAF: 1.166 dari 1.200 baris belum diverifikasi",
    ]
    assert told[told.index("Tanggal") + 1] == "29 November 2026"
    assert told[told.index("Disusun oleh") + 1] == "Sari & Budi"
    assert told[told.index("Dokumen") + 1] == "renstra.pdf"
    (footer,) = found.xml("Pagu").iter(f"{MAIN}oddFooter")
    assert (footer.text or "").startswith(
        "&L&8 DRAF: 1.166 dari 1.200 baris belum diverifikasi · Kota Contoh"
    )
    assert "Sari && Budi" in (footer.text or "")


def test_what_is_verified_in_full_is_no_draft() -> None:
    told = str(made(small(), cover=Cover(n_rows=2, n_verified=2)).sheets["Sampul"])
    assert "DRAF" not in told
    assert "seluruh 2 baris sudah diverifikasi" in told


def test_gaps_and_summary_agree_where_only_kegiatan_without_program_stand() -> None:
    plan = built(
        row("kegiatan", "K", label=WASTE), row("program", "A"), row("program", "N", opd="", label=SCHOOL)
    )
    sheets = made(plan).sheets
    n_gaps = next(line[1] for line in sheets["Ringkasan"] if line[0] == "Subdimensi tanpa program")
    empty = [line[1] for line in sheets["Kesenjangan"] if line[4] == "belum ada program"]
    assert n_gaps == len(empty) == len(plan.gaps) == 15
    having = {
        line[0]: line[3]
        for line in sheets["Ringkasan"]
        if str(line[0]).startswith("Smart ") and line[1] != ""
    }
    assert having == {line[1]: line[2] for line in sheets["Kesenjangan"] if line[0] == "Subdimensi"}


def test_an_empty_map_is_a_workbook_all_the_same() -> None:
    found = made(built())
    assert list(found.sheets) == SHEETS
    assert found.sheets["Jumlah program"][1] == ["Jumlah", *[0] * 19]
    assert found.sheets["Pagu per tahun"][0] == ["Subdimensi", "Jumlah"]
    assert [line[4] for line in found.sheets["Kesenjangan"][1:]] == ["belum ada program"] * 18
    # A sum over no rows would be one over its own cell.
    assert not [f for sheet, f in found.formulas() if sheet in ("Jumlah program", "Pagu")]


def test_the_command_line_writes_the_map_with_its_rows(tmp_path: Path) -> None:
    source = tmp_path / "r.jsonl"
    lines = [ROW, ROW | {"text": "Program Gizi", "id": "x", "alternatives": "=1"}]
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["map", str(source), "-o", str(tmp_path / "m.xlsx")]) == 0
    book = python_calamine.load_workbook(tmp_path / "m.xlsx")
    assert book.sheet_names == WITH_ROWS
    assert book.get_sheet_by_name("Jumlah program").to_python()[1][11] == 2
    again = tmp_path / "again.jsonl"
    assert main(["map", str(tmp_path / "m.xlsx"), "-o", str(again)]) == 0
    assert [json.loads(line)["count"] for line in again.read_text(encoding="utf-8").splitlines()] == [2]
