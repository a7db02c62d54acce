"""Drawn tables, page by page, to rows: what depends on where things stand."""

from collections.abc import Sequence
from pathlib import Path

from classifier.pdf import words
from classifier.pdf.document import opened
from classifier.rows.assembler import RowAssembler
from classifier.rows.draft import Draft
from classifier.tables import lattice
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import BREAK, HEAD, Row, Style

CODED = ["Kode", "Program/Kegiatan", "Indikator", "Pagu 2026 (Rp)"]
NUMBERED = ["No", "Program", "Indikator", "Pagu 2026 (Rp)"]
LONG_NAME = "Penyediaan Layanan Kesehatan untuk Warga Pulau Kecil dan Terpencil di Seluruh Kecamatan"
LONG_INDICATOR = "Jumlah pulau yang dilayani oleh kapal puskesmas keliling"
WIDTHS = [80.0, 200.0, 120.0, 90.0]


def read(path: Path) -> RowAssembler:
    assembler = RowAssembler()
    with opened(path) as document:
        for page in range(1, len(document) + 1):
            assembler.feed(lattice.page_tables(words.drawn_page(document, page)))
    return assembler


def drafts(
    folder: Path,
    header: Sequence[str],
    body: Sequence[Row | str],
    *,
    caption: str = "",
    style: Style | None = None,
    widths: Sequence[float] = WIDTHS,
    bottom: float | None = None,
) -> list[Draft]:
    d = Painting(folder / "tabel.pdf")
    d.begin(A4)
    d.text(40, 40, caption, 9)
    d.table(40, 60, widths, [header], body, style, bottom=bottom)
    d.save()
    return read(folder / "tabel.pdf").drafts


def named(rows: Sequence[Draft]) -> list[tuple[str, str, str]]:
    return [(row.level, row.kode, row.text) for row in rows]


def test_a_row_is_boxed_by_its_name_cell(tmp_path: Path) -> None:
    (row,) = drafts(tmp_path, NUMBERED, [["1", "Program Kota Hijau", "Luas taman", "5.000.000"]])
    assert row.page == 1
    assert (round(row.bbox.x0), round(row.bbox.x1)) == (120, 320)


def test_a_row_cut_by_a_page_end_is_one_row(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["1.02.02.2.01", LONG_NAME, LONG_INDICATOR, "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "Rasio dokter", "7.000.000"],
        ],
        bottom=106,
    )
    assert named(rows)[1:] == [
        ("kegiatan", "1.02.02.2.01", LONG_NAME),
        ("program", "1.02.03", "PROGRAM TENAGA KESEHATAN"),
    ]
    assert [row.page for row in rows] == [1, 1, 2]
    assert rows[1].indikator == [LONG_INDICATOR]


def test_the_program_goes_on_behind_a_page_end_with_and_without_a_header(tmp_path: Path) -> None:
    body = [
        ["1.02.02", "PROGRAM UPAYA KESEHATAN", "a b c", "5.000.000"],
        BREAK,
        ["1.02.02.2.01", "Penyediaan Layanan", "", "5.000.000"],
    ]
    for repeat in (True, False):
        rows = drafts(tmp_path, CODED, body, style=Style(repeat_head=repeat))
        assert [(row.page, row.text, row.program) for row in rows] == [
            (1, "PROGRAM UPAYA KESEHATAN", ""),
            (2, "Penyediaan Layanan", "PROGRAM UPAYA KESEHATAN"),
        ]


def test_a_header_again_in_mid_page_changes_nothing(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "", "5.000.000"],
            HEAD,
            ["1.02.02.2.01", "Penyediaan Layanan", "", "5.000.000"],
        ],
    )
    assert [(row.text, row.program) for row in rows] == [
        ("PROGRAM UPAYA KESEHATAN", ""),
        ("Penyediaan Layanan", "PROGRAM UPAYA KESEHATAN"),
    ]


def test_a_new_captioned_table_forgets_the_program_before(tmp_path: Path) -> None:
    d = Painting(tmp_path / "dua.pdf")
    d.begin(A4)
    d.text(40, 40, "Tabel 1 Rencana Dinas Kesehatan Tahun 2026", 9)
    top = d.table(40, 60, WIDTHS, [CODED], [["1.02.02", "PROGRAM UPAYA KESEHATAN", "", "5.000.000"]])
    d.text(40, top + 30, "Tabel 2 Rencana Dinas Sosial Tahun 2027 (dalam juta rupiah)", 9)
    d.table(
        40,
        top + 45,
        WIDTHS,
        [["Kode", "Program/Kegiatan", "Indikator", "Pagu"]],
        [["1.06.02.2.01", "Bantuan Sosial", "", "15"]],
    )
    d.save()
    rows = read(tmp_path / "dua.pdf").drafts
    assert [(row.text, row.program, row.opd, row.pagu) for row in rows] == [
        ("PROGRAM UPAYA KESEHATAN", "", "Dinas Kesehatan", {"2026": 5_000_000}),
        ("Bantuan Sosial", "", "Dinas Sosial", {"2027": 15_000_000}),
    ]
