"""Tables without upright rules, from words alone."""

import pytest

from classifier.tables import stream
from tests.support.bare_lines import Row, bare_lines, bare_tables, level_rules

HEADER = (0, [(0, "Program"), (250, "Anggaran (Rp)"), (400, "Keterangan")])
FIRST = (14, [(0, "1. Program Kota Hijau"), (250, "1.500.000.000"), (400, "APBD")])
SECOND = (28, [(0, "2. Program Taman Bermain dan")])
REST = (42, [(10, "Halaman Sekolah"), (250, "875.000.000"), (400, "APBD")])
ROWS = [
    ["Program", "Anggaran (Rp)", "Keterangan"],
    ["1. Program Kota Hijau", "1.500.000.000", "APBD"],
    ["2. Program Taman Bermain dan Halaman Sekolah", "875.000.000", "APBD"],
]


def test_an_amount_beside_the_second_line_of_a_numbered_name_belongs_to_its_row() -> None:
    assert bare_tables(bare_lines(HEADER, FIRST, SECOND, REST)) == [ROWS]


def test_a_numbered_table_ends_where_signatures_begin() -> None:
    place = (72, [(250, "Contoh, 5 Januari 2026")])
    signed = (86, [(0, "Bupati Contoh"), (250, "Kepala Dinas")])
    assert bare_tables(bare_lines(HEADER, FIRST, SECOND, REST, place, signed)) == [ROWS]


def test_the_sum_of_a_numbered_table_is_a_row_of_it_also_when_set_apart() -> None:
    total = (72, [(10, "Jumlah"), (250, "2.375.000.000")])
    rows = bare_tables(bare_lines(HEADER, FIRST, SECOND, REST, total))[0]
    assert rows[1:] == [*ROWS[1:], ["Jumlah", "2.375.000.000", ""]]


def test_a_header_of_programs_and_money_alone_is_one() -> None:
    two = [(top, texts[:2]) for top, texts in (HEADER, FIRST, SECOND, REST)]
    assert bare_tables(bare_lines(*two)) == [[row[:2] for row in ROWS]]


def test_two_columns_without_money_are_no_table() -> None:
    rows = (0, [(0, "Program"), (250, "Keterangan")]), (14, [(0, "1. Program A"), (250, "APBD")])
    assert bare_tables(bare_lines(*rows, (28, [(0, "2. Program B"), (250, "APBD")]))) == []


def test_a_header_wider_than_its_column_leaves_the_columns_below_apart() -> None:
    header = (0, [(0, "No"), (40, "Program"), (150, "Anggaran (Rp)"), (260, "Keterangan")])
    rows = [
        (14 * i, [(0, str(i)), (40, f"Program Taman Kampung {i}{i}"), (180, f"{i}.500.000"), (270, "APBD")])
        for i in (1, 2)
    ]
    assert bare_tables(bare_lines(header, *rows))[0][1:] == [
        ["1", "Program Taman Kampung 11", "1.500.000", "APBD"],
        ["2", "Program Taman Kampung 22", "2.500.000", "APBD"],
    ]


def test_level_rules_say_where_rows_begin() -> None:
    header = (0, [(0, "No"), (40, "Program"), (250, "Anggaran"), (400, "Keterangan")])
    first = (14, [(0, "1"), (40, "Program Taman"), (250, "1.500.000.000"), (400, "APBD")])
    rest = (30, [(40, "Hijau")])
    second = (46, [(0, "2"), (40, "Program Sumur"), (250, "875.000.000"), (400, "APBD")])
    rules = level_rules(*((y, 0, 440) for y in (12, 43, 58)))
    assert [row[1] for row in bare_tables(bare_lines(header, first, rest, second), rules)[0]] == [
        "Program",
        "Program Taman Hijau",
        "Program Sumur",
    ]


def test_prose_is_no_table() -> None:
    assert bare_tables(bare_lines((0, [(0, "Program tersebut dibiayai dari anggaran daerah")]))) == []
    assert bare_tables([]) == []


def test_a_header_with_nothing_below_it_is_no_table() -> None:
    header = (100.0, [(50, "Program"), (250, "Anggaran (Rp)"), (400, "Keterangan")])
    assert bare_tables(bare_lines(header)) == []
    assert bare_tables(bare_lines(header, (400.0, [(50, "Bandung, 2 Januari")]))) == []


# Rows where rules do not say it.


def test_names_of_several_lines_without_rules_end_where_a_wider_gap_follows() -> None:
    header = (0, [(0, "Program"), (200, "Indikator"), (340, "Pagu (Rp)")])
    rows: list[Row] = [
        (16, [(0, "Program Penyediaan Ruang"), (200, "Jumlah taman"), (340, "1.500.000")]),
        (28, [(0, "terbuka hijau")]),
        (44, [(0, "Program Penataan Bangunan"), (200, "Jumlah bangunan"), (340, "2.500.000")]),
        (56, [(0, "dan lingkungan"), (200, "yang ditata")]),
        (72, [(0, "Program Sampah"), (200, "Volume sampah"), (340, "3.500.000")]),
    ]
    assert bare_tables(bare_lines(header, *rows))[0][1:] == [
        ["Program Penyediaan Ruang terbuka hijau", "Jumlah taman", "1.500.000"],
        ["Program Penataan Bangunan dan lingkungan", "Jumlah bangunan yang ditata", "2.500.000"],
        ["Program Sampah", "Volume sampah", "3.500.000"],
    ]


def test_a_name_over_several_rows_is_one_cell() -> None:
    header = (0, [(0, "Program"), (200, "Indikator"), (340, "Target")])
    rows: list[Row] = [
        (16, [(0, "Program Penyediaan Ruang"), (200, "Jumlah taman"), (340, "12")]),
        (28, [(0, "terbuka hijau dan taman")]),
        (32, [(200, "Luas taman kota"), (340, "80")]),
        (40, [(0, "bermain")]),
        (56, [(0, "Program Sampah"), (200, "Volume sampah"), (340, "40")]),
    ]
    assert bare_tables(bare_lines(header, *rows))[0][1:] == [
        ["Program Penyediaan Ruang terbuka hijau dan taman bermain", "Jumlah taman", "12"],
        ["Luas taman kota", "80"],
        ["Program Sampah", "Volume sampah", "40"],
    ]


def test_rows_that_fill_no_common_column_are_cut_where_nothing_goes_on() -> None:
    header = (0, [(0, "Program / Outcome"), (200, "Indikator"), (340, "Target"), (420, "Pagu")])
    rows: list[Row] = [
        (16, [(0, "Program Taman"), (420, "1.500.000")]),
        (32, [(200, "Jumlah taman"), (340, "12")]),
        (48, [(0, "Program Sampah"), (420, "2.500.000")]),
        (64, [(200, "Volume sampah"), (340, "40")]),
    ]
    assert [row[0] for row in bare_tables(bare_lines(header, *rows))[0][1:]] == [
        "Program Taman",
        "",
        "Program Sampah",
        "",
    ]


def test_the_next_page_of_a_table_is_read_without_a_header() -> None:
    rows: list[Row] = [
        (14 * i, [(0, f"1.02.0{i}"), (60, f"Program Taman Kampung {i}{i}"), (240, f"{i}.500.000")])
        for i in range(1, 5)
    ]
    assert bare_tables(bare_lines(*rows)) == [
        [[f"1.02.0{i}", f"Program Taman Kampung {i}{i}", f"{i}.500.000"] for i in range(1, 5)]
    ]


# Level rules.


def test_a_cell_ends_at_the_rules_that_cover_its_column() -> None:
    header = (0, [(0, "Sasaran"), (150, "Program"), (340, "Pagu")])
    rows: list[Row] = [
        (16, [(0, "Kota bersih"), (150, "Program Sampah"), (340, "1.500.000")]),
        (32, [(150, "Program Air"), (340, "2.500.000")]),
        (48, [(0, "Kota hijau"), (150, "Program Taman"), (340, "3.500.000")]),
    ]
    rules = level_rules((-2, 0, 400), (13, 0, 400), (29, 140, 400), (45, 0, 400), (61, 0, 400))
    (table,) = stream.tables(1, bare_lines(header, *rows), rules)
    sasaran = next(cell for cell in table.cells if cell.text == "Kota bersih")
    assert (sasaran.box.top, sasaran.box.bottom) == (13, 45)
    assert [cell.text for cell in table.cells if cell.box.top == 29] == ["Program Air", "2.500.000"]


def test_the_ends_of_rules_part_columns_whose_texts_meet() -> None:
    header = (0, [(2, "No"), (22, "Program"), (125, "Indikator"), (222, "Pagu")])
    rows: list[Row] = [
        (14, [(2, "1"), (22, "Program Penataan Kota"), (125, "Jumlah taman kotanya"), (222, "1.500")]),
        (28, [(2, "2"), (22, "Program Kebersihan"), (125, "Volume sampah"), (222, "2.500")]),
        (42, [(2, "3"), (22, "Program Pertamanan"), (125, "Luas taman"), (222, "3.500")]),
    ]
    columns = [(0, 20), (20, 123), (123, 220), (220, 260)]
    rules = level_rules(*((y, x0, x1) for y in (-2, 12, 26, 40, 54) for x0, x1 in columns))
    table = bare_tables(bare_lines(header, *rows), rules)[0]
    assert table[1] == ["1", "Program Penataan Kota", "Jumlah taman kotanya", "1.500"]


def test_rules_around_groups_leave_the_rows_inside_to_what_begins_them() -> None:
    header = (0, [(0, "No"), (40, "Program"), (250, "Anggaran"), (400, "Keterangan")])
    rows: list[Row] = [
        (16 * i, [(0, str(i)), (40, f"Program Taman {i}"), (250, f"{i}.500.000"), (400, "APBD")])
        for i in range(1, 7)
    ]
    rules = level_rules(*((y, 0, 440) for y in (-2, 13, 61, 109)))
    assert [row[0] for row in bare_tables(bare_lines(header, *rows), rules)[0]] == ["No", *"123456"]


# Headers.


def test_a_header_of_two_levels_has_its_groups_over_their_columns() -> None:
    rows: list[Row] = [
        (0, [(300, "2026"), (440, "2027")]),
        (8, [(40, "Program"), (180, "Indikator")]),
        (16, [(255, "Target"), (330, "Rp"), (395, "Target"), (470, "Rp")]),
        *(
            (
                18 + 14 * i,
                [
                    (40, f"Program Taman {i}"),
                    (180, "Luas taman"),
                    (260, "10"),
                    (310, f"{i}.500.000"),
                    (400, "20"),
                    (450, f"{i}.700.000"),
                ],
            )
            for i in range(1, 4)
        ),
    ]
    (table,) = stream.tables(1, bare_lines(*rows), ())
    groups = {cell.text: cell.box for cell in table.cells if cell.text in ("2026", "2027")}
    below = {cell.text: cell.box for cell in table.cells if cell.text in ("Target", "Rp")}
    assert groups["2026"].x1 == groups["2027"].x0
    assert groups["2027"].x1 == below["Rp"].x1
    assert groups["2027"].bottom == below["Rp"].top


def test_a_rule_below_the_whole_header_does_not_confine_its_groups() -> None:
    rows: list[Row] = [
        (2, [(255, "2026")]),
        (10, [(40, "Program"), (420, "Lokasi")]),
        (18, [(205, "Target"), (330, "Rp")]),
        *(
            (18 + 16 * i, [(40, f"Program Taman {i}"), (210, "10"), (300, f"{i}.500.000"), (420, "Kota")])
            for i in range(1, 4)
        ),
    ]
    columns = [(0, 200), (200, 280), (280, 400), (400, 480)]
    rules = [(y, x0, x1) for y in (32, 48, 64, 80) for x0, x1 in columns]
    (table,) = stream.tables(1, bare_lines(*rows), level_rules((0, 0, 480), *rules))
    sides = {cell.text: (cell.box.x0, cell.box.x1) for cell in table.cells}
    assert sides["2026"] == (200, 400)
    assert (sides["Target"], sides["Rp"]) == ((200, 280), (280, 400))


def test_a_heading_across_columns_is_one_cell() -> None:
    header = (0, [(0, "Kode"), (60, "Program"), (240, "Pagu"), (320, "Lokasi")])
    heading = (14, [(0, "1.02 URUSAN PEMERINTAHAN BIDANG LINGKUNGAN HIDUP DAN KEHUTANAN")])
    rows: list[Row] = [
        (
            14 + 14 * i,
            [(0, f"1.02.0{i}"), (60, f"Program Taman {i}"), (240, f"{i}.500.000"), (320, "Kota")],
        )
        for i in range(1, 5)
    ]
    table = bare_tables(bare_lines(header, heading, *rows))[0]
    assert table[1][0] == "1.02 URUSAN PEMERINTAHAN BIDANG LINGKUNGAN HIDUP DAN KEHUTANAN"
    assert table[2] == ["1.02.01", "Program Taman 1", "1.500.000", "Kota"]


def test_another_header_begins_another_table() -> None:
    first: list[Row] = [(0, [(0, "No"), (40, "Program"), (250, "Anggaran")])]
    first += [(14 * i, [(0, str(i)), (40, f"Program {i}"), (250, f"{i}.500.000")]) for i in (1, 2)]
    second: list[Row] = [(60, [(0, "Program"), (100, "Indikator"), (300, "Pagu"), (380, "OPD")])]
    second += [
        (60 + 14 * i, [(0, f"Program {i}"), (100, "Jumlah"), (300, f"{i}.700.000"), (380, "Dinas")])
        for i in (1, 2)
    ]
    assert [len(table[0]) for table in bare_tables(bare_lines(*first, *second))] == [3, 4]


# What is no table.

_PROSE = "Pembangunan kota yang bersih dan hijau"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([(14 * i, [(0, _PROSE), (240, _PROSE)]) for i in range(8)], id="prose in two columns"),
        pytest.param(
            [(14 * i, [(0, f"{i}."), (30, f"Program Taman Kampung {i}")]) for i in range(1, 9)],
            id="a numbered list",
        ),
        pytest.param(
            [
                (0, [(40, "Pihak Kedua,"), (300, "Pihak Pertama,")]),
                (14, [(40, "Bupati Contoh"), (300, "Kepala Dinas")]),
                (70, [(40, "Ir. SURYA"), (300, "MELATI PUSPA")]),
                (84, [(40, "NIP 1970 01"), (300, "NIP 1980 02")]),
            ],
            id="signatures",
        ),
        pytest.param(
            [
                (14 * i, [(0, label), (90, ":"), (110, "Program Pengelolaan Sampah Kota")])
                for i, label in enumerate(("Urusan", "Program", "Kegiatan", "Lokasi"))
            ],
            id="a form",
        ),
        pytest.param(
            [
                (14 * i, [(0, f"2.{i}"), (40, f"Program dan Kegiatan Bagian {i}"), (300, str(10 + 3 * i))])
                for i in range(1, 7)
            ],
            id="contents",
        ),
        pytest.param(
            [
                (0, [(200, "Kepala Dinas")]),
                (40, [(40, "Bidang Program"), (190, "Sekretariat Dinas"), (360, "Bidang Taman")]),
                (52, [(40, "dan Kegiatan"), (370, "dan Sampah")]),
                (90, [(20, "Seksi Data"), (190, "Subbag Umum"), (360, "Seksi Hutan")]),
            ],
            id="a chart of offices",
        ),
    ],
)
def test_what_only_looks_like_a_table_is_none(rows: list[Row]) -> None:
    assert bare_tables(bare_lines(*rows)) == []
