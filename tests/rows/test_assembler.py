"""DrawnPage tables, page by page, to rows: one trouble in each test."""

from collections.abc import Sequence
from pathlib import Path

from classifier.faults import Fault, UnmetSum
from classifier.pdf import words
from classifier.pdf.document import opened
from classifier.rows.assembler import RowAssembler
from classifier.rows.draft import Draft
from classifier.tables import lattice
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.drawing.table_layout import BREAK, HEAD, Cell, Row, Style

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


def test_levels_follow_the_codes_and_rows_stand_under_their_program(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            ["1.02", "URUSAN KESEHATAN", "", ""],
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["1.02.02.2.01", "Penyediaan Layanan", "Jumlah layanan", "5.000.000"],
            ["1.02.02.2.01.0001", "Pengelolaan Gizi", "Jumlah balita", "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "Rasio dokter", "7.000.000"],
            ["1.02.03.2.01", "Pelatihan Dokter", "Jumlah dokter", "7.000.000"],
        ],
    )
    assert named(rows) == [
        ("program", "1.02.02", "PROGRAM UPAYA KESEHATAN"),
        ("kegiatan", "1.02.02.2.01", "Penyediaan Layanan"),
        ("subkegiatan", "1.02.02.2.01.0001", "Pengelolaan Gizi"),
        ("program", "1.02.03", "PROGRAM TENAGA KESEHATAN"),
        ("kegiatan", "1.02.03.2.01", "Pelatihan Dokter"),
    ]
    assert [row.program for row in rows] == [
        "",
        "PROGRAM UPAYA KESEHATAN",
        "PROGRAM UPAYA KESEHATAN",
        "",
        "PROGRAM TENAGA KESEHATAN",
    ]
    assert [row.indikator for row in rows][:2] == [["Usia harapan hidup"], ["Jumlah layanan"]]
    assert [row.pagu for row in rows][3:] == [{"2026": 7_000_000}, {"2026": 7_000_000}]


def test_a_row_is_boxed_by_its_name_cell(tmp_path: Path) -> None:
    (row,) = drafts(tmp_path, NUMBERED, [["1", "Program Kota Hijau", "Luas taman", "5.000.000"]])
    assert row.page == 1
    assert (round(row.bbox.x0), round(row.bbox.x1)) == (120, 320)


def test_running_numbers_are_no_part_of_a_name(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["Program", "Pagu 2026"],
        [["A. Program Kota Hijau", "5.000.000"], ["2) Program Kota Sehat", "6.000.000"]],
        widths=[250, 90],
    )
    assert [row.text for row in rows] == ["Program Kota Hijau", "Program Kota Sehat"]
    assert [row.kode for row in rows] == ["", ""]


def test_totals_headings_and_units_are_no_rows(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            ["", "BELANJA LANGSUNG", "", "9.000.000"],
            ["", "Bidang Kebersihan", "", ""],
            ["2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", "Sampah tertangani", "5.000.000"],
            ["", "Sub Jumlah", "", "5.000.000"],
            ["", "JUMLAH", "", "5.000.000"],
        ],
    )
    assert named(rows) == [("program", "2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN")]


def test_a_total_that_the_rows_do_not_meet_is_a_warning(tmp_path: Path) -> None:
    d = Painting(tmp_path / "tabel.pdf")
    d.begin(A4)
    d.table(
        40,
        60,
        WIDTHS,
        [NUMBERED],
        [
            ["1", "Program Kota Hijau", "Luas taman", "5.000.000"],
            ["2", "Program Kota Sehat", "Jumlah klinik", "6.000.000"],
            ["", "JUMLAH", "", "12.000.000"],
        ],
    )
    d.save()
    (warning,) = read(tmp_path / "tabel.pdf").warnings
    assert warning.page == 1
    assert warning.fault == Fault("total_not_met", sums=(UnmetSum("2026", 12_000_000, 11_000_000),))


def test_a_program_over_several_rows_has_the_indicators_of_all(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            [
                Cell("1.02.02", rows=3),
                Cell("PROGRAM UPAYA KESEHATAN", rows=3),
                "Usia harapan hidup",
                Cell("5.000.000", rows=3),
            ],
            ["Angka kematian ibu"],
            ["Prevalensi stunting"],
        ],
    )
    assert named(rows) == [("program", "1.02.02", "PROGRAM UPAYA KESEHATAN")]
    assert rows[0].indikator == ["Usia harapan hidup", "Angka kematian ibu", "Prevalensi stunting"]
    assert rows[0].pagu == {"2026": 5_000_000}


def test_rows_without_a_name_below_a_program_are_its_indicators(tmp_path: Path) -> None:
    (row,) = drafts(
        tmp_path,
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "", "Angka kematian ibu", ""],
        ],
    )
    assert row.indikator == ["Usia harapan hidup", "Angka kematian ibu"]


def test_an_indicator_printed_twice_counts_once(tmp_path: Path) -> None:
    (row,) = drafts(
        tmp_path,
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "", "Usia harapan hidup", ""],
        ],
    )
    assert row.indikator == ["Usia harapan hidup"]


def test_indicators_of_an_outcome_belong_to_the_program_above(tmp_path: Path) -> None:
    header = ["Bidang Urusan / Program / Outcome", "Indikator Outcome", "Pagu 2026"]
    rows = drafts(
        tmp_path,
        header,
        [
            ["1.02.02 - PROGRAM UPAYA KESEHATAN", "", "5.000.000"],
            ["Meningkatnya derajat kesehatan", "Usia harapan hidup", ""],
            ["1.02.03 - PROGRAM TENAGA KESEHATAN", "", "7.000.000"],
            ["Terpenuhinya tenaga kesehatan", "Rasio dokter", ""],
        ],
        widths=[250, 130, 90],
    )
    assert [(row.kode, row.text, row.indikator) for row in rows] == [
        ("1.02.02", "PROGRAM UPAYA KESEHATAN", ["Usia harapan hidup"]),
        ("1.02.03", "PROGRAM TENAGA KESEHATAN", ["Rasio dokter"]),
    ]


def test_a_program_named_again_in_its_column_is_one_row(tmp_path: Path) -> None:
    header = ["No", "Program", "Kegiatan", "Pagu 2026"]
    rows = drafts(
        tmp_path,
        header,
        [
            ["1", "Program Kota Hijau", "Penanaman Pohon", "5.000.000"],
            ["2", "Program Kota Hijau", "Pemeliharaan Taman", "6.000.000"],
            ["3", "Program Kota Sehat", "Senam Bersama", "7.000.000"],
        ],
    )
    assert [(row.level, row.text, row.program, row.pagu) for row in rows] == [
        ("program", "Program Kota Hijau", "", {}),
        ("kegiatan", "Penanaman Pohon", "Program Kota Hijau", {"2026": 5_000_000}),
        ("kegiatan", "Pemeliharaan Taman", "Program Kota Hijau", {"2026": 6_000_000}),
        ("program", "Program Kota Sehat", "", {}),
        ("kegiatan", "Senam Bersama", "Program Kota Sehat", {"2026": 7_000_000}),
    ]


def test_a_cell_that_lists_programs_gives_each(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["No", "Program", "Perangkat Daerah", "Pagu"],
        [
            [
                "1",
                "1. Program Kota Hijau\n2. Program Kota Sehat\nSemua Usia\n3. Program Kota Pintar",
                "Bappeda",
                "",
            ],
        ],
    )
    assert [row.text for row in rows] == [
        "Program Kota Hijau",
        "Program Kota Sehat Semua Usia",
        "Program Kota Pintar",
    ]
    assert rows[0].bbox.bottom <= rows[1].bbox.top + 1


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


def test_the_opd_of_a_row_is_its_own_before_the_captions(tmp_path: Path) -> None:
    header = ["Kode", "Program", "Perangkat Daerah", "Pagu 2026"]
    rows = drafts(
        tmp_path,
        header,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Dinas Kesehatan", "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "", "5.000.000"],
        ],
        caption="Tabel 1 Rencana Dinas Sosial",
    )
    assert [row.opd for row in rows] == ["Dinas Kesehatan", "Dinas Sosial"]


def test_an_opd_cell_over_several_rows_serves_all(tmp_path: Path) -> None:
    header = ["Kode", "Program", "Perangkat Daerah", "Pagu 2026"]
    rows = drafts(
        tmp_path,
        header,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", Cell("Dinas Kesehatan", rows=2), "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "5.000.000"],
        ],
    )
    assert [row.opd for row in rows] == ["Dinas Kesehatan", "Dinas Kesehatan"]


def test_the_heading_of_an_opd_serves_the_rows_below(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        CODED,
        [
            ["", "Dinas Kesehatan", "", ""],
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "Dinas Sosial", "", ""],
            ["1.06.02", "PROGRAM PEMBERDAYAAN SOSIAL", "Jumlah relawan", "5.000.000"],
        ],
    )
    assert [(row.text, row.opd) for row in rows] == [
        ("PROGRAM UPAYA KESEHATAN", "Dinas Kesehatan"),
        ("PROGRAM PEMBERDAYAAN SOSIAL", "Dinas Sosial"),
    ]


def test_a_program_in_the_middle_of_a_table_without_codes_and_its_numbered_kegiatan(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["No", "Program/Kegiatan", "Indikator", "Pagu 2026"],
        [
            ["I", "Program Kota Hijau", "", "9.000.000"],
            ["1", "Penanaman Pohon", "Jumlah pohon", "5.000.000"],
            ["2", "Pemeliharaan Taman", "Luas taman", "4.000.000"],
        ],
    )
    assert [(row.level, row.text, row.program) for row in rows] == [
        ("program", "Program Kota Hijau", ""),
        ("kegiatan", "Penanaman Pohon", "Program Kota Hijau"),
        ("kegiatan", "Pemeliharaan Taman", "Program Kota Hijau"),
    ]


def test_a_table_without_names_gives_no_rows(tmp_path: Path) -> None:
    assert (
        drafts(
            tmp_path, ["No", "Kecamatan", "Peserta Program KB", "Jumlah"], [["1", "Sukamaju", "12", "2.140"]]
        )
        == []
    )


def test_a_row_of_small_numbers_is_a_row_and_no_lower_level_of_the_header(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["No", "Kegiatan", "Target", "Satuan"],
        [
            ["1", "Penanaman Pohon", "40", "batang"],
            ["2", "Pengelolaan Sampah", "12", "5"],
            ["3", "Alokasi Bibit", "15", "6"],
        ],
    )
    assert [row.text for row in rows] == ["Penanaman Pohon", "Pengelolaan Sampah", "Alokasi Bibit"]


def test_a_column_of_descriptions_right_of_program_holds_its_kegiatan(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["No", "Program", "Uraian", "Pagu (Rp)"],
        [
            ["1", "Program Pendidikan Dasar", "Penyediaan Buku Sekolah", "1.000.000.000"],
            ["", "", "Pelatihan Guru Kelas", "500.000.000"],
        ],
    )
    assert [(row.level, row.text, row.pagu) for row in rows] == [
        ("program", "Program Pendidikan Dasar", {}),
        ("kegiatan", "Penyediaan Buku Sekolah", {"": 1_000_000_000}),
        ("kegiatan", "Pelatihan Guru Kelas", {"": 500_000_000}),
    ]


def test_numbered_names_below_urusan_are_rows_though_nothing_else_stands_in_them(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["No", "Program/Kegiatan", "Indikator", "Target"],
        [
            ["", "Urusan Wajib", "", ""],
            ["1", "Peningkatan Mutu Guru", "", ""],
            ["2", "Pembinaan Olahraga Desa", "", ""],
        ],
    )
    assert [row.text for row in rows] == ["Peningkatan Mutu Guru", "Pembinaan Olahraga Desa"]


def test_a_regular_code_takes_back_what_a_mistyped_one_stated(tmp_path: Path) -> None:
    rows = drafts(
        tmp_path,
        ["Kode", "Program/Kegiatan", "Target", "Pagu (Rp)"],
        [
            ["1.0202", "Program Upaya Kesehatan", "80 %", "5.000.000"],
            ["1.02.03", "Program Tenaga Kesehatan", "90 %", "7.000.000"],
            ["1.02.03.001", "Pelatihan Dokter", "12 orang", "7.000.000"],
        ],
    )
    assert [row.level for row in rows] == ["program", "program", "kegiatan"]
