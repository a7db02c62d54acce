from dataclasses import replace

import pytest

from classifier.fields.dehyphenation import Words
from classifier.fields.ocr_text import OcrText
from classifier.pdf.layout import PageTables, Repair, Side
from classifier.records import Box, Doubt
from classifier.rows.assembler import RowAssembler
from classifier.tables.ocr_repairs import repaired
from tests.support.plain_tables import line, page, table

HEADER = ["Kode", "Program/Kegiatan", "Pagu 2026 (Rp)"]
WIDTHS = [80.0, 220.0, 90.0]


def read(tables: PageTables) -> PageTables:
    return repaired(tables, OcrText(Words()))


def texts(tables: PageTables) -> list[str]:
    return [cell.text for t in tables.tables for cell in t.cells]


def test_a_cell_of_letters_is_a_number_where_its_column_is_one() -> None:
    body = [["53", "01", "Rapat"], ["53", "02", "Jasa"], ["53", "OS", "Alat"], ["54", "O6", "OS"]]
    tables = read(page(table(body, [40, 40, 200])))
    assert texts(tables) == ["53", "01", "Rapat", "53", "02", "Jasa", "53", "05", "Alat", "54", "06", "OS"]
    assert [repair.doubt for repair in tables.repairs] == ["kode", "kode"]


def test_lines_outside_tables_are_repaired_with_their_words() -> None:
    (first,) = read(page(lines=[line("ProgramPelayanan lnformasi Publik, Rp 1.2OO.OOO", 40, 60)])).lines
    assert first.text == "Program Pelayanan Informasi Publik, Rp 1.200.000"
    assert [word.text for word in first.words] == [
        "Program Pelayanan", "Informasi", "Publik,", "Rp", "1.200.000",
    ]  # fmt: skip


def test_a_word_torn_apart_is_one_word_as_wide_as_its_halves() -> None:
    before = line("Biaya Adminis trasi Kantor", 40, 60)
    (after,) = read(page(lines=[before])).lines
    assert [word.text for word in after.words] == ["Biaya", "Administrasi", "Kantor"]
    assert after.words[1].box == Box(before.words[1].box.x0, 60, before.words[2].box.x1, 70)
    assert after.box == before.box


def test_a_word_cut_by_its_cell_is_left_to_those_who_join_lines() -> None:
    tables = read(page(table([["Program Kesejahteraandan Peme\nrintahan Desa"]], [200])))
    assert texts(tables) == ["Program Kesejahteraan dan Peme rintahan Desa"]


def test_a_page_without_mistakes_comes_back_the_same() -> None:
    tables = page(
        table([HEADER, ["1.02.02", "Program Pelayanan Kesehatan", "1.250.000"]], WIDTHS),
        lines=[line("Tabel 3.1 Rencana Program", 40, 40)],
    )
    assert read(tables) == tables


def test_rows_carry_a_doubt_where_letters_were_repaired_and_none_for_spaces() -> None:
    body = [
        ["1.02.O2", "Program Pelayanan lnformasi", "5.000.000"],
        ["1.02.02.01", "PengadaanBarang Kantor", "2.OOO.000"],
        ["1.02.02.02", "Pembinaan Desa", "3.000.000"],
    ]
    tables = read(page(table([HEADER, *body], WIDTHS)))
    assembler = RowAssembler()
    assembler.feed(tables)
    assert [(row.kode, row.text, row.pagu, row.doubts) for row in assembler.drafts] == [
        ("1.02.02", "Program Pelayanan Informasi", {"2026": 5_000_000}, {"kode", "name"}),
        ("1.02.02.01", "Pengadaan Barang Kantor", {"2026": 2_000_000}, {"pagu"}),
        ("1.02.02.02", "Pembinaan Desa", {"2026": 3_000_000}, set()),
    ]


def doubts(*pages: PageTables) -> list[tuple[str, set[Doubt]]]:
    assembler = RowAssembler()
    for each in pages:
        assembler.feed(each)
    return [(row.text, row.doubts) for row in assembler.drafts]


def test_a_repair_doubts_the_row_that_it_stands_beside() -> None:
    amount = Repair(Box(400, 100, 450, 110), "pagu")
    upright = PageTables(1, 600, 850, (), (), 0, (amount,))
    assert upright.doubts_of_repairs(Box(100, 90, 300, 120)) == {"pagu"}
    assert upright.doubts_of_repairs(Box(100, 130, 300, 150)) == set()
    assert upright.doubts_of_repairs(Box(420, 90, 440, 120)) == {"pagu"}
    name = Repair(Box(150, 100, 200, 110), "name")
    upright = PageTables(1, 600, 850, (), (), 0, (name,))
    assert upright.doubts_of_repairs(Box(100, 90, 300, 120)) == {"name"}
    assert upright.doubts_of_repairs(Box(320, 90, 400, 120)) == set()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rows_of_a_page_that_was_turned_are_doubted_as_others_are(turn: int) -> None:
    body = [["1.02.02", "Program Pelayanan", "5.000.000"], ["1.02.02.01", "Rapat Kerja", "2.OOO.000"]]
    turned = replace(page(table([HEADER, *body], WIDTHS)), turn=turn)
    assert doubts(read(turned)) == [("Program Pelayanan", set()), ("Rapat Kerja", {"pagu"})]


def test_what_is_repaired_beside_a_table_drawn_sideways_is_not_doubted_in_it() -> None:
    # Displayed, the side table's rows run from bottom to top and stand at the height of the amount.
    body = [["1.02.02", "Program Pelayanan", "5.000.000"], ["1.02.02.01", "Rapat Kerja", "2.000.000"]]
    below = table([HEADER, *body], WIDTHS, top=860)
    sideways = replace(page(below), side=Side(850, 850, 600, 90))
    at = sideways.displayed(below.cells[4].box)
    repair = Repair(Box(at.x1 + 20, at.top, at.x1 + 60, at.top + 10), "pagu")
    assert doubts(replace(sideways, repairs=(repair,))) == [
        ("Program Pelayanan", set()),
        ("Rapat Kerja", set()),
    ]


def test_the_rest_of_a_row_on_the_next_page_gives_its_doubts_to_the_row() -> None:
    first = page(table([HEADER, ["1.02.02", "Program Pelayanan dan", "5.000.000"]], WIDTHS))
    rest = [["", "lnformasi Publik", ""], ["1.02.02.01", "Rapat Kerja", "2.000.000"]]
    second = read(page(table([HEADER, *rest], WIDTHS, page=2), number=2))
    assert doubts(first, second) == [
        ("Program Pelayanan dan Informasi Publik", {"name"}),
        ("Rapat Kerja", set()),
    ]


def test_an_amount_in_a_band_below_the_name_gives_its_doubt_to_the_row() -> None:
    body = [["1.02.02", "Program Pelayanan", ""], ["", "", "5.OOO.000"], ["1.02.02.01", "Rapat", "2.000.000"]]
    assert doubts(read(page(table([HEADER, *body], WIDTHS)))) == [
        ("Program Pelayanan", {"pagu"}),
        ("Rapat", set()),
    ]


def test_an_item_of_a_list_on_the_page_before_has_the_doubts_of_its_own_page() -> None:
    first = read(page(lines=[line("1. Program Pelayanan lnformasi", 60, 60)]))
    second = page(number=2, lines=[line("2. Program Kota Sehat", 60, 60)])
    assert doubts(first, second) == [("Program Pelayanan Informasi", {"name"}), ("Program Kota Sehat", set())]
