import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from classifier import taxonomy
from classifier.agencies.registry import Agency, Registry
from classifier.mapping import matrix
from classifier.mapping.cautions import UnmetTotal
from tests.support.plan_rows import WASTE, built, row
from tests.support.workbooks import MAIN, Made, made, small

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def charts(found: Made) -> list[ET.Element]:
    return [ET.fromstring(found.files[f"xl/charts/chart{n}.xml"]) for n in (1, 2, 3)]


def fact(found: Made, label: str) -> object:
    (value,) = (line[1] for line in found.sheets["Ringkasan"] if line[0] == label)
    return value


def test_the_summary_says_what_was_mapped() -> None:
    found = made(small(), rows=[{"document": "b.pdf"}, {"document": "a.pdf"}, {"document": "b.pdf"}])
    assert found.sheets["Ringkasan"][0][0] == "Peta program smart city"
    assert str(fact(found, "Isi")).startswith("Program dalam dokumen perencanaan daerah menurut")
    assert fact(found, "Dokumen") == "b.pdf; a.pdf"
    assert fact(found, "Jumlah program") == 3
    assert fact(found, "Jumlah perangkat daerah") == 2
    assert fact(found, "Total pagu") == 3_000_012
    assert fact(found, "Subdimensi tanpa program") == 16
    assert "Smart Living (lingkungan nyaman, transportasi dan logistik)" in str(
        fact(found, "Belum ada program")
    )


def test_documents_are_named_only_where_rows_name_them() -> None:
    assert "Dokumen" not in [line[0] for line in made(small()).sheets["Ringkasan"]]
    many = made(small(), rows=[{"document": f"{n}.pdf"} for n in range(25)])
    assert str(fact(many, "Dokumen")).endswith("; 18.pdf; 19.pdf; dan 5 lainnya")


def test_the_summary_follows_the_matrices_by_formulas() -> None:
    found = made(small())
    (line,) = (line for line in found.sheets["Ringkasan"] if str(line[0]).endswith("tata kelola sampah"))
    assert line[:6] == [
        "Smart Environment: tata kelola sampah",
        2,
        2 / 3,
        2,
        12,
        pytest.approx(12 / 3_000_012),
    ]
    cells = {c.get("r"): c.findtext(f"{MAIN}f") for c in found.xml("Ringkasan").iter(f"{MAIN}c")}
    n = found.sheets["Ringkasan"].index(line) + 1
    assert [cells[f"{c}{n}"] for c in "BDE"] == [
        "'Jumlah program'!R4",
        "COUNTIF('Jumlah program'!R2:R3,\">0\")",
        "Pagu!R4",
    ]


def test_dimensions_add_up_their_subdimensions() -> None:
    lines = made(small()).sheets["Ringkasan"]
    told = [line[7:12] for line in lines if str(line[7]).startswith(("Smart L", "Smart E", "Jumlah"))]
    assert told[:4] == [
        ["Smart Economy", 0, 0, 0, 0],
        ["Smart Living", 1, pytest.approx(1 / 3), 3_000_000, pytest.approx(3_000_000 / 3_000_012)],
        ["Smart Environment", 2, pytest.approx(2 / 3), 12, pytest.approx(12 / 3_000_012)],
        ["Jumlah", 3, "", 3_000_012, ""],
    ]


def test_three_charts_draw_cells_of_the_summary() -> None:
    found = made(small())
    bars, money, radar = charts(found)
    assert [next(chart.iter(f"{CHART}plotArea"))[1].tag for chart in (bars, money, radar)] == [
        f"{CHART}barChart",
        f"{CHART}barChart",
        f"{CHART}radarChart",
    ]
    assert [[f.text for f in chart.iter(f"{CHART}f")] for chart in (bars, money, radar)] == [
        ["Ringkasan!$A$11:$A$28", "Ringkasan!$B$11:$B$28"],
        ["Ringkasan!$A$11:$A$28", "Ringkasan!$E$11:$E$28"],
        [
            "Ringkasan!$H$6:$H$11", "Ringkasan!$J$6:$J$11",
            "Ringkasan!$H$6:$H$11", "Ringkasan!$L$6:$L$11",
        ],
    ]  # fmt: skip
    assert found.sheets["Ringkasan"][10][0] == "Smart Governance: pelayanan publik"
    assert found.sheets["Ringkasan"][5][7] == "Smart Governance"
    titles = ["".join(t.text or "" for t in chart.iter(f"{DRAWING}t")) for chart in (bars, money, radar)]
    assert titles == [
        "Jumlah program per subdimensi",
        "Pagu per subdimensi (miliar rupiah)",
        "Dimensi: bagian dari program dan dari pagu",
    ]


def test_charts_are_described_for_who_does_not_see_them() -> None:
    drawing = made(small()).files["xl/drawings/drawing1.xml"]
    assert 'descr="Jumlah program per subdimensi"' in drawing


def test_a_map_of_no_program_has_shares_of_nothing() -> None:
    lines = made(built()).sheets["Ringkasan"]
    (line,) = (line for line in lines if line[0] == "Smart Living: pelayanan kesehatan")
    assert line[1:6] == [0, 0, 0, 0, 0]


def test_a_map_without_gaps_says_so() -> None:
    plan = built(*(row("program", s, label=s) for s in built().taxonomy.ids))
    assert fact(made(plan), "Belum ada program") == "tidak ada"
    assert fact(made(built(row("program", "A", label=WASTE))), "Subdimensi tanpa program") == 17


def test_sums_by_urusan_agency_and_year_stand_below_the_charts() -> None:
    found = made(
        built(
            replace(row("program", "A", y2025=1_000_000), kode="1.02.02"),
            replace(row("program", "B", label=WASTE, y2026=500_000), kode="2.11.11"),
            replace(row("kegiatan", "K", opd="Dinas B", y2026=500_000), kode="2.11.11.2.01"),
            row("program", "C", opd="Dinas B"),
        )
    )
    lines = found.sheets["Ringkasan"]
    at = next(r for r, line in enumerate(lines) if line[0] == "Bidang urusan")
    assert [line[:6] for line in lines[at : at + 5]] == [
        ["Bidang urusan", "Program", "% program", "", "Pagu", "% pagu"],
        ["1.02 kesehatan", 1, pytest.approx(1 / 3), "", 1_000_000, 0.5],
        ["2.11 lingkungan hidup", 1, pytest.approx(1 / 3), "", 1_000_000, 0.5],
        ["urusan tidak terbaca dari kode", 1, pytest.approx(1 / 3), "", 0, 0],
        ["Jumlah", 3, "", "", 2_000_000, ""],
    ]
    assert [line[7:12] for line in lines[at : at + 8]] == [
        ["Perangkat daerah", "Program", "% program", "Pagu", "% pagu"],
        ["Dinas A", 2, pytest.approx(2 / 3), 1_500_000, 0.75],
        ["Dinas B", 1, pytest.approx(1 / 3), 500_000, 0.25],
        ["Jumlah", 3, "", 2_000_000, ""],
        ["", "", "", "", ""],
        ["Tahun", "", "", "Pagu", "% pagu"],
        ["2025", "", "", 1_000_000, 0.5],
        ["2026", "", "", 1_000_000, 0.5],
    ]


def test_what_is_uncertain_left_out_or_missing_stands_above_the_sums() -> None:
    plan = matrix.build(
        [
            replace(row("program", "A", y2026=20_000_000_000_000), role="review", doubts=("role",)),
            replace(row("kegiatan", "K", y2026=5), role="review"),
        ],
        taxonomy.default(),
        registry=Registry.packaged().with_own(Registry((Agency("Dinas Sosial"),))),
        unmet=[UnmetTotal("a.pdf", "Tabel 1", 3, 4, printed=2_000_000, read=1_000_000)],
    )
    found = made(plan)
    assert fact(found, "Dihitung terpisah") == (
        "Di luar itu 1 kegiatan yang programnya tidak ditemukan: tidak dihitung sebagai program, tetapi "
        "pagunya ikut dijumlahkan."
    )
    assert fact(found, "Kegiatan tanpa program") == 1
    assert fact(found, "Belum ada dokumen") == "Dinas Sosial"
    assert str(fact(found, "Perhatian")).split("\n") == [
        "1 program yang dihitung hanya ada di tabel yang belum pasti merupakan tabel rencana: A (a.pdf).",
        "1 pagu mustahil tidak dihitung sampai barisnya dikonfirmasi: A (2026) Rp 20,0 triliun.",
        "Baris tidak sesuai dengan 1 jumlah yang tercetak: a.pdf hlm. 3: tercetak Rp 2,0 juta, terbaca "
        "Rp 1,0 juta (−Rp 1,0 juta).",
        "Tanpa tabel rencana yang aktif; yang dihitung adalah tabel review rancangan RKPD: a.pdf.",
    ]
    assert [line[:4] for line in found.sheets["Perhatian"][1:]] == [
        ["pagu mustahil, tidak dihitung", "a.pdf", "A", "2026"],
        ["jumlah tercetak tidak sama", "a.pdf", "Tabel 1", "hlm. 3–4"],
        ["tanpa rencana: jenis tabel lain yang dihitung", "a.pdf", "review rancangan RKPD", ""],
    ]
    assert [line[4:7] for line in found.sheets["Perhatian"][1:3]] == [
        [20_000_000_000_000, 0, -20_000_000_000_000],
        [2_000_000, 1_000_000, -1_000_000],
    ]


def test_a_map_without_anything_uncertain_says_nothing_of_it() -> None:
    found = made(small())
    assert "Perhatian" not in found.sheets
    labels = [line[0] for line in found.sheets["Ringkasan"]]
    assert not {"Perhatian", "Belum ada dokumen", "Dihitung terpisah"} & set(labels)
