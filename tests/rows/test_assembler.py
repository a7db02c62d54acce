"""Tables of plain cells to rows by the rules of print alone: what a band means, one trouble in each test."""

from collections.abc import Sequence

import pytest

from classifier.faults import Fault, UnmetSum
from classifier.pdf.layout import PageTables
from classifier.rows.assembler import RowAssembler
from classifier.rows.draft import Draft
from tests.support import small_judge
from tests.support.plain_tables import Merged, Value, line, page, table

CODED = ["Kode", "Program/Kegiatan", "Indikator", "Pagu 2026 (Rp)"]
NUMBERED = ["No", "Program", "Indikator", "Pagu 2026 (Rp)"]
WIDTHS = [80.0, 200.0, 120.0, 90.0]


def fed(*pages: PageTables) -> RowAssembler:
    assembler = RowAssembler()
    for each in pages:
        assembler.feed(each)
    assembler.finish()
    return assembler


def assembled(
    header: Sequence[Value],
    body: Sequence[Sequence[Value]],
    *,
    caption: str = "",
    widths: Sequence[float] = WIDTHS,
) -> RowAssembler:
    above = [line(caption, 40, 40)] if caption else []
    return fed(page(table([header, *body], widths), lines=above))


def drafts(
    header: Sequence[Value],
    body: Sequence[Sequence[Value]],
    *,
    caption: str = "",
    widths: Sequence[float] = WIDTHS,
) -> list[Draft]:
    return assembled(header, body, caption=caption, widths=widths).drafts


def named(rows: Sequence[Draft]) -> list[tuple[str, str, str]]:
    return [(row.level, row.kode, row.text) for row in rows]


@pytest.mark.parametrize(
    "office",
    [
        ["1.02.01", "SKPD: Dinas Kesehatan", "", ""],
        ["", "SKPD : 1.02.01 Dinas Kesehatan", "", "9.000.000"],
        [Merged("Unit Organisasi : 1.02.0.00.0.00.01.0000 - Dinas Kesehatan Kota Contoh", cols=4)],
    ],
)
def test_an_office_behind_a_label_and_a_code_is_no_row_but_that_of_the_rows_below(
    office: list[Value],
) -> None:
    for judge in (None, small_judge.judge("has_words")):
        assembler = RowAssembler(judge=judge)
        row: list[Value] = ["1.02.02", "Program Upaya Kesehatan", "", "5.000.000"]
        assembler.feed(page(table([CODED, office, row], WIDTHS)))
        assert [(each.text, each.opd) for each in assembler.drafts] == [
            ("Program Upaya Kesehatan", "Dinas Kesehatan")
        ]


def test_levels_follow_the_codes_and_rows_stand_under_their_program() -> None:
    rows = drafts(
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


def test_running_numbers_are_no_part_of_a_name() -> None:
    rows = drafts(
        ["Program", "Pagu 2026"],
        [["A. Program Kota Hijau", "5.000.000"], ["2) Program Kota Sehat", "6.000.000"]],
        widths=[250, 90],
    )
    assert [row.text for row in rows] == ["Program Kota Hijau", "Program Kota Sehat"]
    assert [row.kode for row in rows] == ["", ""]


def test_totals_headings_and_units_are_no_rows() -> None:
    rows = drafts(
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


def test_a_total_that_the_rows_do_not_meet_is_a_warning() -> None:
    assembler = assembled(
        NUMBERED,
        [
            ["1", "Program Kota Hijau", "Luas taman", "5.000.000"],
            ["2", "Program Kota Sehat", "Jumlah klinik", "6.000.000"],
            ["", "JUMLAH", "", "12.000.000"],
        ],
    )
    (warning,) = assembler.warnings
    assert warning.page == 1
    assert warning.fault == Fault("total_not_met", sums=(UnmetSum("2026", 12_000_000, 11_000_000),))


def test_a_program_over_several_rows_has_the_indicators_of_all() -> None:
    rows = drafts(
        CODED,
        [
            [
                Merged("1.02.02", rows=3),
                Merged("PROGRAM UPAYA KESEHATAN", rows=3),
                "Usia harapan hidup",
                Merged("5.000.000", rows=3),
            ],
            ["Angka kematian ibu"],
            ["Prevalensi stunting"],
        ],
    )
    assert named(rows) == [("program", "1.02.02", "PROGRAM UPAYA KESEHATAN")]
    assert rows[0].indikator == ["Usia harapan hidup", "Angka kematian ibu", "Prevalensi stunting"]
    assert rows[0].pagu == {"2026": 5_000_000}


def test_rows_without_a_name_below_a_program_are_its_indicators() -> None:
    (row,) = drafts(
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "", "Angka kematian ibu", ""],
        ],
    )
    assert row.indikator == ["Usia harapan hidup", "Angka kematian ibu"]


def test_an_indicator_printed_twice_counts_once() -> None:
    (row,) = drafts(
        CODED,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "", "Usia harapan hidup", ""],
        ],
    )
    assert row.indikator == ["Usia harapan hidup"]


def test_indicators_of_an_outcome_belong_to_the_program_above() -> None:
    header = ["Bidang Urusan / Program / Outcome", "Indikator Outcome", "Pagu 2026"]
    rows = drafts(
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


def test_a_program_named_again_in_its_column_is_one_row() -> None:
    header = ["No", "Program", "Kegiatan", "Pagu 2026"]
    rows = drafts(
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


def test_a_cell_that_lists_programs_gives_each() -> None:
    rows = drafts(
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


def test_the_opd_of_a_row_is_its_own_before_the_captions() -> None:
    header = ["Kode", "Program", "Perangkat Daerah", "Pagu 2026"]
    rows = drafts(
        header,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Dinas Kesehatan", "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "", "5.000.000"],
        ],
        caption="Tabel 1 Rencana Dinas Sosial",
    )
    assert [row.opd for row in rows] == ["Dinas Kesehatan", "Dinas Sosial"]


def test_an_opd_cell_over_several_rows_serves_all() -> None:
    header = ["Kode", "Program", "Perangkat Daerah", "Pagu 2026"]
    rows = drafts(
        header,
        [
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", Merged("Dinas Kesehatan", rows=2), "5.000.000"],
            ["1.02.03", "PROGRAM TENAGA KESEHATAN", "5.000.000"],
        ],
    )
    assert [row.opd for row in rows] == ["Dinas Kesehatan", "Dinas Kesehatan"]


def test_the_heading_of_an_opd_serves_the_rows_below() -> None:
    rows = drafts(
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


def test_a_program_in_the_middle_of_a_table_without_codes_and_its_numbered_kegiatan() -> None:
    rows = drafts(
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


def test_a_table_without_names_gives_no_rows() -> None:
    assert (
        drafts(["No", "Kecamatan", "Peserta Program KB", "Jumlah"], [["1", "Sukamaju", "12", "2.140"]]) == []
    )


def test_a_row_of_small_numbers_is_a_row_and_no_lower_level_of_the_header() -> None:
    rows = drafts(
        ["No", "Kegiatan", "Target", "Satuan"],
        [
            ["1", "Penanaman Pohon", "40", "batang"],
            ["2", "Pengelolaan Sampah", "12", "5"],
            ["3", "Alokasi Bibit", "15", "6"],
        ],
    )
    assert [row.text for row in rows] == ["Penanaman Pohon", "Pengelolaan Sampah", "Alokasi Bibit"]


def test_a_column_of_descriptions_right_of_program_holds_its_kegiatan() -> None:
    rows = drafts(
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


def test_numbered_names_below_urusan_are_rows_though_nothing_else_stands_in_them() -> None:
    rows = drafts(
        ["No", "Program/Kegiatan", "Indikator", "Target"],
        [
            ["", "Urusan Wajib", "", ""],
            ["1", "Peningkatan Mutu Guru", "", ""],
            ["2", "Pembinaan Olahraga Desa", "", ""],
        ],
    )
    assert [row.text for row in rows] == ["Peningkatan Mutu Guru", "Pembinaan Olahraga Desa"]


def test_a_regular_code_takes_back_what_a_mistyped_one_stated() -> None:
    rows = drafts(
        ["Kode", "Program/Kegiatan", "Target", "Pagu (Rp)"],
        [
            ["1.0202", "Program Upaya Kesehatan", "80 %", "5.000.000"],
            ["1.02.03", "Program Tenaga Kesehatan", "90 %", "7.000.000"],
            ["1.02.03.001", "Pelatihan Dokter", "12 orang", "7.000.000"],
        ],
    )
    assert [row.level for row in rows] == ["program", "program", "kegiatan"]


def test_a_name_stands_under_the_bidang_only_until_a_row_begins() -> None:
    rows = drafts(
        CODED,
        [
            ["", "Urusan Pilihan", "", ""],
            ["", "Pasar Terapung", "", ""],
            ["1.02.02", "PROGRAM UPAYA KESEHATAN", "Usia harapan hidup", "5.000.000"],
            ["", "Penyediaan Obat", "Jumlah obat", "5.000.000"],
        ],
    )
    assert [row.text for row in rows] == ["PROGRAM UPAYA KESEHATAN", "Penyediaan Obat"]


def test_a_dashed_result_is_an_indicator_of_the_row_above() -> None:
    (row,) = drafts(
        ["No", "Program/Kegiatan", "Indikator", "Pagu 2026"],
        [["1", "Program Kota Sehat", "", "5.000.000"], ["", "- Meningkatkan mutu klinik", "", ""]],
    )
    assert row.indikator == ["Meningkatkan mutu klinik"]


def test_codes_of_programs_with_more_parts_than_the_law_has_set_the_levels_below_them() -> None:
    rows = drafts(
        CODED,
        [
            ["1.02.01.02.15.07", "Program Upaya Kesehatan", "", "5.000.000"],
            ["1.02.01.02.15.07.1", "Penyediaan Layanan", "", "5.000.000"],
            ["1.02.01.02.15.07.1.2", "Pengelolaan Gizi", "", "5.000.000"],
        ],
    )
    assert [row.level for row in rows] == ["program", "kegiatan", "subkegiatan"]


def test_bold_tells_programs_from_kegiatan_where_both_begin_with_program() -> None:
    rows = drafts(
        ["No", "Program/Kegiatan", "Indikator", "Pagu 2026"],
        [
            [Merged("A.", bold=True), Merged("Program Kota Sehat", bold=True), "", "9.000.000"],
            ["1.", "Program Senam Pagi", "", "4.000.000"],
            [Merged("B.", bold=True), Merged("Pembinaan Pasar", bold=True), "", "5.000.000"],
        ],
    )
    assert [(row.level, row.text) for row in rows] == [
        ("program", "Program Kota Sehat"),
        ("kegiatan", "Program Senam Pagi"),
        ("program", "Pembinaan Pasar"),
    ]


FIRST_PAGE = page(
    table([CODED, ["1.02.02", "PROGRAM UPAYA KESEHATAN MASYARAKAT DAN", "", "5.000.000"]], WIDTHS)
)


def test_the_first_band_of_a_page_ends_the_row_that_the_page_before_began() -> None:
    rest = page(
        table(
            [["", "PERORANGAN", "Usia harapan hidup", ""], ["1.02.03", "PROGRAM SDM", "", "7.000.000"]],
            WIDTHS,
        ),
        number=2,
    )
    rows = fed(FIRST_PAGE, rest).drafts
    assert [(row.page, row.text, row.indikator) for row in rows] == [
        (1, "PROGRAM UPAYA KESEHATAN MASYARAKAT DAN PERORANGAN", ["Usia harapan hidup"]),
        (2, "PROGRAM SDM", []),
    ]


def test_the_name_that_a_page_end_cut_is_that_of_the_rows_below_it() -> None:
    rest = page(
        table([["", "PERORANGAN", "", ""], ["1.02.02.2.01", "Penyediaan Obat", "", "5.000.000"]], WIDTHS),
        number=2,
    )
    kegiatan = fed(FIRST_PAGE, rest).drafts[1]
    assert kegiatan.program == "PROGRAM UPAYA KESEHATAN MASYARAKAT DAN PERORANGAN"


def test_columns_are_carried_to_the_next_page_and_no_further() -> None:
    below = [["1.02.02.2.01", "Penyediaan Obat", "", "5.000.000"]]
    assert [row.text for row in fed(FIRST_PAGE, page(table(below, WIDTHS), number=2)).drafts][1:] == [
        "Penyediaan Obat"
    ]
    assert fed(FIRST_PAGE, page(table(below, WIDTHS, page=3), number=3)).drafts[1:] == []


def test_another_caption_begins_another_table_and_a_continued_one_does_not() -> None:
    below = table([CODED, ["1.02.02.2.01", "Penyediaan Obat", "", "5.000.000"]], WIDTHS, page=2)

    def program_below(caption: str) -> str:
        return fed(FIRST_PAGE, page(below, number=2, lines=[line(caption, 40, 40)])).drafts[1].program

    assert program_below("Tabel 4.2 Rencana") == ""
    assert program_below("Lanjutan Tabel 4.1") == "PROGRAM UPAYA KESEHATAN MASYARAKAT DAN"


def test_thousands_are_taken_back_when_amounts_are_in_full_and_the_unit_is_doubted() -> None:
    header = ["Kode", "Program", "Indikator", "Pagu 2026 (Rp 000)"]
    first = page(table([header, ["1.02.02", "PROGRAM UPAYA KESEHATAN", "", "250.500.000"]], WIDTHS))
    later = [[f"1.02.0{n}", f"PROGRAM LAIN {n}", "", f"{n}50.500.000"] for n in (3, 4, 5)]
    rows = fed(first, page(table(later, WIDTHS), number=2)).drafts
    assert [row.pagu["2026"] for row in rows] == [250_500_000, 350_500_000, 450_500_000, 550_500_000]
    assert all("unit" in row.doubts for row in rows)


def test_a_trace_says_how_each_table_was_taken_or_why_it_was_left() -> None:
    statistics = table([["No", "Kecamatan", "Jumlah"], ["1", "Sukamaju", "12"]], (40, 200, 80), top=300)
    traces = fed(page(FIRST_PAGE.tables[0], statistics)).traces
    assert [trace.message for trace in traces] == [
        "a table of 8 cells was taken by its header: kode | name | indikator | pagu",
        "a table of 6 cells was left, because it has no header and no column full of programs",
    ]
    assert [trace.columns == () for trace in traces] == [False, True]


def test_a_list_below_another_heading_is_another_list() -> None:
    texts = [
        "3.3.1 Program/Kegiatan APBD",
        "1. Program Kota Hijau",
        "2. Program Kota Sehat",
        "3.3.2 Program dan Kegiatan Tugas Pembantuan",
        "1. Program Kota Aman",
        "2. Program Kota Cerdas",
        "3.3.3 Program Kota Layak Anak",
        "1. Program Kota Damai",
        "2. Program Kota Lestari",
    ]
    lines = [line(text, 60, 60 + 20 * i) for i, text in enumerate(texts)]
    tables = fed(page(lines=lines)).tables
    assert [(read.caption, len(read.rows)) for read in tables] == [
        ("3.3.1 Program/Kegiatan APBD", 2),
        ("3.3.2 Program dan Kegiatan Tugas Pembantuan", 4),
    ]


def test_a_total_whose_letters_are_printed_apart_is_a_total() -> None:
    body: list[list[Value]] = [
        ["1.02.02", "Program Kota Sehat", "Jumlah klinik", "1.254,37"],
        ["1.02.03", "Program Kota Hijau", "Jumlah taman", "994,14"],
        ["", "T O T A L", "", "2.248,51"],
    ]
    header = ["Kode", "Program/Kegiatan", "Indikator", "Pagu 2026 (juta)"]
    read = fed(page(table([header, *body], WIDTHS))).tables[0]
    assert [total.pagu for total in read.totals] == [{"2026": 2_248_510_000}]
    assert len(read.rows) == 2


def test_money_that_stands_behind_a_name_in_its_cell_is_the_rows_own() -> None:
    header = ["No", "Indikator", "Program/Kegiatan", "Capaian"]
    body = [
        ["1", "Jumlah taman", "Program Pertamanan", "100%"],
        ["2", "Luas taman", "Kegiatan Pembangunan Taman Rp. 437.550.000", "100%"],
        ["3", "Jumlah bibit", "Kegiatan Penanaman Rp.186.250.000,00 terealisasi Rp. 180.000.000", "96%"],
    ]
    rows = drafts(header, body, widths=[30, 120, 260, 60])
    assert [(row.level, row.pagu) for row in rows] == [
        ("program", {}),
        ("kegiatan", {"": 437_550_000}),
        ("kegiatan", {"": 186_250_000}),
    ]
    with_money = [*header[:3], "Pagu 2026 (Rp)"]
    (row,) = drafts(
        with_money, [["1", "", "Program Taman Rp. 5.000.000", "7.000.000"]], widths=[30, 120, 260, 60]
    )
    assert row.pagu == {"2026": 7_000_000}


def test_a_name_in_small_letters_with_money_of_its_own_is_no_second_line() -> None:
    header = ["No", "Indikator", "Kegiatan", "Capaian"]
    body = [
        ["1", "Jumlah taman", "Kegiatan Pembangunan Taman Rp. 437.550.000", "100%"],
        ["", "", "pemeliharaan taman kota Rp. 600.000.000", ""],
    ]
    rows = drafts(header, body, widths=[30, 120, 260, 60])
    assert rows[0].text == "Kegiatan Pembangunan Taman"
    assert rows[0].pagu == {"": 437_550_000}


def test_a_numbered_label_with_money_beside_it_is_a_kegiatan_against_all_weights() -> None:
    body = [["Kegiatan 1: Evaluasi Penyelenggaraan", "800.000.000"], ["Indikator 1: Evaluasi", "800.000.000"]]
    assembler = RowAssembler(judge=small_judge.judge("says_program"))
    assembler.feed(page(table([["Kegiatan", "Anggaran (Rp)"], *body], [260, 90])))
    assert [(row.text, row.pagu) for row in assembler.drafts] == [
        ("Evaluasi Penyelenggaraan", {"": 800_000_000})
    ]


def test_a_program_cut_beside_a_new_kegiatan_is_the_one_that_is_printed_whole_elsewhere() -> None:
    header = ["Program", "Kegiatan", "Pagu 2026 (Rp)"]
    whole = "Pemantapan Otonomi Daerah dan Sistem Administrasi Daerah"

    def read(*below: Sequence[Value]) -> Sequence[tuple[str, str, str]]:
        first = [header, ["Pemantapan Otonomi Daerah dan Sistem", "1. Penataan Organisasi", "5.000.000"]]
        second = [["Administrasi Daerah", "2. Pembinaan Kabupaten", "6.000.000"], *below]
        widths = [140.0, 200.0, 90.0]
        pages = (page(table(first, widths)), page(table(second, widths, page=2), number=2))
        return [(row.level, row.text, row.program) for row in fed(*pages).drafts][:4]

    assert read(["Penyediaan Data", "3. Evaluasi Jabatan", "7.000.000"])[2][1] == "Administrasi Daerah"
    assert read([whole, "3. Evaluasi Jabatan", "7.000.000"]) == [
        ("program", whole, ""),
        ("kegiatan", "Penataan Organisasi", whole),
        ("kegiatan", "Pembinaan Kabupaten", whole),
        ("program", whole, ""),
    ]


def test_programs_that_a_cell_lists_in_one_run_over_a_page_end_are_rows_each() -> None:
    header = ["Program", "Kegiatan", "Pagu 2026 (Rp)"]
    listed = "Program Produksi Pertanian (APBD); 2) Program Mutu Tanaman dan"
    first = [header, [listed, "1. Penanaman", "5.000.000"]]
    rest = [["Perkebunan (APBN); 3)", "", ""]]
    widths = [340.0, 120.0, 90.0]
    rows = fed(page(table(first, widths)), page(table(rest, widths, page=2), number=2)).drafts
    assert [(row.level, row.text, row.program) for row in rows] == [
        ("program", "Program Produksi Pertanian (APBD)", ""),
        ("program", "Program Mutu Tanaman dan Perkebunan (APBN)", ""),
        ("kegiatan", "Penanaman", "Program Mutu Tanaman dan Perkebunan (APBN)"),
    ]
