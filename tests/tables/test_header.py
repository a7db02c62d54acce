import pytest

from classifier.pdf.layout import Cell, Line, Table
from classifier.records import Box
from classifier.tables.columns import Header
from classifier.tables.header import (
    Band,
    bands,
    columns_of,
    is_header,
    is_subheader,
    money_header,
    segments,
    with_subheader,
)
from tests.support.plain_tables import spread


def cell(text: str, x0: float, x1: float, top: float, bottom: float) -> Cell:
    box = Box(x0, top, x1, bottom)
    return Cell.of(box, (Line(text, box, False),) if text else ())


def band(*texts: str, top: float = 0, wide: float = 100) -> Band:
    """Cells of one width and 10 points height."""
    return Band(top, tuple(cell(t, i * wide, (i + 1) * wide, top, top + 10) for i, t in enumerate(texts)))


def roles(header: Header) -> list[str]:
    return [column.role for column in header.columns]


def test_cells_that_begin_at_one_height_are_one_band() -> None:
    table = Table(
        1,
        Box(0, 0, 200, 30),
        (cell("b", 100, 200, 1.5, 10), cell("a", 0, 100, 0, 30), cell("c", 100, 200, 10, 30)),
    )
    assert [[c.text for c in row.cells] for row in bands(table)] == [["a", "b"], ["c"]]


def test_a_header_names_the_column_of_programs() -> None:
    assert is_header(band("No", "Program", "Anggaran"))
    assert is_header(band("Kode", "Uraian", "Jumlah (Rp)"))
    assert not is_header(band("No", "Kecamatan", "Jumlah"))
    assert not is_header(band("Program"))
    assert not is_header(band("", "", ""))


def test_a_row_is_no_header() -> None:
    assert not is_header(band("1.02.02", "Program", "1.250.000.000"))
    assert not is_header(band("1", "PROGRAM PENGELOLAAN PERSAMPAHAN", "1.250.000.000"))


def test_words_beside_numbers_that_do_not_count_up_are_a_row() -> None:
    assert not is_header(band("Belanja Bahan", "3", "3", "Kegiatan"))
    assert not is_header(band("Belanja Bahan", "12", "Kegiatan"))


def test_one_word_in_every_cell_heads_names_or_is_a_unit() -> None:
    header = band("Kode", "Program", "Target", "Satuan", "Satuan", top=0)
    row = band("1.01.02", "Program Pengelolaan Pendidikan", "100", "Persen", "Persen", top=10)
    units = band("", "", "", "Kegiatan", "kegiatan", top=20)
    assert [len(part.header) for part in segments([header, row, units, row])] == [0, 1]
    two = band("Program", "Program", top=0)
    named = band("1. Program Penyuluhan", "1. Program Perbenihan", top=20)
    assert [len(part.header) for part in segments([two, named])] == [0, 1]


def test_years_units_and_numbers_of_columns_are_lower_levels_of_a_header() -> None:
    assert is_subheader(band("2026", "2027", "2028"))
    assert is_subheader(band("Target", "Rp", "Target", "Rp"))
    assert is_subheader(band("(1)", "(2)", "(3)", "(4)"))
    assert is_subheader(band("Anggaran Sebelum Perubahan", "Anggaran Setelah Perubahan"))
    assert not is_subheader(band("1", "Pengelolaan Sampah", "5.000.000"))
    assert not is_subheader(band("85", "90", "95"))
    assert not is_subheader(band("", ""))


def test_a_header_of_two_levels_gives_every_year_its_target_and_its_money() -> None:
    upper = Band(
        0,
        (
            cell("Kode", 0, 50, 0, 20),
            cell("Program dan Kegiatan", 50, 200, 0, 20),
            cell("2026", 200, 300, 0, 10),
            cell("2027", 300, 400, 0, 10),
            cell("Unit Kerja", 400, 450, 0, 20),
        ),
    )
    lower = Band(
        10, tuple(cell(t, 200 + 50 * i, 250 + 50 * i, 10, 20) for i, t in enumerate(("Target", "Rp") * 2))
    )
    header = columns_of([upper, lower])
    assert roles(header) == ["kode", "name", "target", "pagu", "target", "pagu", "opd"]
    assert [column.year for column in header.columns] == ["", "", "2026", "2026", "2027", "2027", ""]
    assert [(column.x0, column.x1) for column in header.columns][:3] == [(0, 50), (50, 200), (200, 250)]


def test_money_under_a_forecast_or_a_result_is_no_budget() -> None:
    upper = Band(
        0,
        (
            cell("Program", 0, 100, 0, 20),
            cell("Rencana 2026", 100, 200, 0, 10),
            cell("Prakiraan Maju 2027", 200, 300, 0, 10),
        ),
    )
    lower = Band(10, (cell("Pagu (Rp)", 100, 200, 10, 20), cell("Pagu (Rp)", 200, 300, 10, 20)))
    assert roles(columns_of([upper, lower])) == ["program", "pagu", "realisasi"]


def test_a_total_above_the_numbers_of_columns_is_one() -> None:
    header = columns_of([band("Program", "Operasi", "Jumlah"), band("(1)", "(2)", "(3)", top=10)])
    assert [column.total for column in header.columns] == [False, False, True]


def test_a_header_states_unit_year_and_total_of_its_money() -> None:
    header = columns_of([band("Program", "Pagu 2026 (Rp 000)", "Total", "Anggaran (Rp. Juta)")])
    assert [(column.role, column.year, column.factor, column.total) for column in header.columns] == [
        ("program", "", 0, False),
        ("pagu", "2026", 1_000, False),
        ("pagu", "", 0, True),
        ("pagu", "", 1_000_000, False),
    ]


def test_indicators_before_the_names_are_those_of_the_sasaran() -> None:
    header = columns_of([band("Sasaran", "Indikator", "Target", "Program", "Indikator", "Target")])
    assert roles(header) == ["other", "other", "other", "program", "indikator", "target"]


def test_the_columns_of_a_second_plan_beside_the_first_are_left() -> None:
    header = columns_of([band("Kode", "Program", "Pagu", "Program", "Pagu")])
    assert roles(header) == ["kode", "program", "pagu", "other", "other"]


def test_a_column_headed_uraian_is_weak() -> None:
    assert [c.weak for c in columns_of([band("Kode", "Uraian", "Pagu")]).columns] == [False, True, False]
    assert [c.weak for c in columns_of([band("Kode", "Uraian Program", "Pagu")]).columns] == [
        False,
        False,
        False,
    ]


def test_the_urusan_beside_programs_is_no_column_of_names() -> None:
    assert roles(columns_of([band("No", "Urusan Bidang", "Program", "Kegiatan", "Pagu")])) == [
        "no",
        "other",
        "program",
        "kegiatan",
        "pagu",
    ]
    assert roles(columns_of([band("No", "Urusan Bidang", "Pagu")])) == ["no", "name", "pagu"]


def joined(name: str, *, bottom: float = 12) -> Table:
    """A header above a row, without a rule between them in the column of `name`, which is cut at `|`."""
    lines = tuple(
        Line(t, Box(50, y, 150, y + 10), False) for t, y in zip(name.split("|"), (1, 14), strict=True)
    )
    cells = (
        cell("No", 0, 50, 0, bottom), Cell.of(Box(50, 0, 150, 26), lines), cell("Pagu", 150, 250, 0, bottom),
        cell("", 0, 50, bottom, 26), cell("", 150, 250, bottom, 26),
    )  # fmt: skip
    return Table(1, Box(0, 0, 250, 26), cells)


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row.cells] for row in bands(table)]


@pytest.mark.parametrize("header", ["Program/Kegiatan", "PROGRAM", "Nama Program", "Sub Kegiatan"])
def test_a_header_in_one_cell_with_the_rest_of_a_row_is_cut_from_it(header: str) -> None:
    table = joined(f"{header}|Muara Sungai Besar")
    assert texts(table) == [["No", header, "Pagu"], ["", "Muara Sungai Besar", ""]]
    assert bands(table)[1].cells[1].box == (50, 12, 150, 26)


def test_a_header_and_a_row_are_cut_only_where_the_cells_beside_them_end() -> None:
    whole = "Program/Kegiatan Muara Sungai Besar"
    assert texts(joined("Program/Kegiatan|Muara Sungai Besar", bottom=26)) == [
        ["No", whole, "Pagu"],
        ["", ""],
    ]


def test_a_name_that_begins_like_a_header_stays_whole() -> None:
    assert texts(joined("Program Pembinaan|Perahu Layar"))[0][1] == "Program Pembinaan Perahu Layar"
    assert texts(joined("Program/Kegiatan|Sub Kegiatan"))[0][1] == "Program/Kegiatan Sub Kegiatan"


def test_a_header_without_names_states_its_money() -> None:
    stated = money_header([band("No", "Belanja", "Anggaran (Rp)"), band("A", "Belanja Pegawai", "5.000")])
    assert stated is not None
    assert roles(stated) == ["no", "pagu", "pagu"]
    assert money_header([band("No", "Lokasi", "Satuan"), band("1", "Sukamaju", "5")]) is None
    assert money_header([band("1", "Program Taman", "5.000.000")]) is None


def test_the_number_row_of_a_head_changes_no_column() -> None:
    plain = columns_of([band("Kode", "Program", "Pagu")])
    assert columns_of([band("Kode", "Program", "Pagu"), band("(1)", "(2)", "(3)", top=10)]) == plain


def test_a_table_is_cut_at_its_headers() -> None:
    first, second = band("1", "Program A", "5.000.000", top=10), band("2", "Program B", "6.000.000", top=40)
    headers = (
        band("No", "Program", "Pagu"),
        band("No", "Program", "Pagu", top=20),
        band("(1)", "(2)", "(3)", top=30),
    )
    parts = segments([headers[0], first, headers[1], headers[2], second])
    assert [(segment.header, segment.body) for segment in parts] == [
        ((), ()),
        ((headers[0],), (first,)),
        ((headers[1], headers[2]), (second,)),
    ]


def test_rows_before_any_header_are_the_body_of_the_first_segment() -> None:
    rows = band("1", "Program A", "5.000.000"), band("2", "Program B", "6.000.000", top=10)
    assert [(segment.header, segment.body) for segment in segments(rows)] == [((), rows)]


def test_a_lone_subhead_in_mid_table_names_money_columns() -> None:
    header = columns_of([band("Kode", "Program", "2026", "2027")])
    later = with_subheader(header, band("", "", "Rp", "Rp"))
    assert roles(header)[2:] == ["other", "other"]
    assert [(c.role, c.year) for c in later.columns][2:] == [("pagu", "2026"), ("pagu", "2027")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Anggaran Sebelum Perubahan (Rp)", "Anggaran Setelah Perubahan (Rp)"),
        ("Pagu Murni", "Pagu Perubahan"),
        ("Pagu Semula (Rp)", "Pagu Menjadi (Rp)"),
        ("Anggaran Awal", "Anggaran Revisi"),
    ],
)
def test_of_money_before_and_after_a_change_that_after_it_counts(before: str, after: str) -> None:
    header = columns_of([band("Program", before, after)])
    assert roles(header) == ["program", "other", "pagu"]
    assert [column.version for column in header.columns] == ["", "before", "after"]
    assert roles(columns_of([band("Program", after, before)])) == ["program", "pagu", "other"]


def test_money_before_a_change_counts_where_none_after_it_is_printed() -> None:
    assert roles(columns_of([band("Program", "Anggaran Murni (Rp)", "Lokasi")])) == [
        "program",
        "pagu",
        "lokasi",
    ]


def test_a_change_in_the_upper_level_of_a_header_counts_for_the_money_below_it() -> None:
    upper = Band(
        0,
        (
            cell("Program", 0, 100, 0, 20),
            cell("Sebelum Perubahan", 100, 300, 0, 10),
            cell("Setelah Perubahan", 300, 500, 0, 10),
        ),
    )
    lower = Band(
        10, tuple(cell(t, 100 + 100 * i, 200 + 100 * i, 10, 20) for i, t in enumerate(("Target", "Rp") * 2))
    )
    header = columns_of([upper, lower])
    assert roles(header) == ["program", "target", "other", "target", "pagu"]


def test_columns_of_years_that_a_header_counts_have_money_of_their_own() -> None:
    header = columns_of(
        [
            Band(
                0,
                (
                    cell("Program", 0, 100, 0, 20),
                    cell("Pagu (Rp)", 100, 300, 0, 10),
                    cell("Perkiran Maju (Rp)", 300, 400, 0, 10),
                ),
            ),
            Band(
                10,
                (
                    cell("Tahun ke-1", 100, 200, 10, 20),
                    cell("Tahun ke-2", 200, 300, 10, 20),
                    cell("Tahun 2027", 300, 400, 10, 20),
                ),
            ),
        ]
    )
    assert [(column.role, column.year) for column in header.columns] == [
        ("program", ""),
        ("pagu", "ke-1"),
        ("pagu", "ke-2"),
        ("realisasi", "2027"),
    ]


def test_a_cell_over_two_groups_of_columns_says_of_each_what_stands_above_it() -> None:
    def header(left: tuple[float, str], right: tuple[float, str]) -> list[str]:
        words = spread(left, right, top=2)
        wide = Cell.of(Box(100, 0, 500, 14), (words,))
        below = [cell("(Rp)", 100 + 100 * i, 200 + 100 * i, 14, 28) for i in range(4)]
        bands_of = [Band(0, (cell("Program", 0, 100, 0, 28), wide)), Band(14, tuple(below))]
        return roles(columns_of(bands_of))

    apart = header((240, "Pagu"), (310, "Realisasi"))
    assert apart == ["program", "pagu", "pagu", "realisasi", "realisasi"]
    # One text is that of all its columns.
    assert header((260, "Realisasi"), (300, "Keuangan")) == ["program", *["realisasi"] * 4]
