import pytest

from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Cell
from classifier.records import Box
from classifier.rows.page_breaks import ends_cut_row, is_continuation, is_second_line, joined_indicators
from classifier.rows.row_fields import NameCell, RowFields
from classifier.tables.columns import Column, Header

CODED = Header(
    (Column("kode", 0, 50), Column("name", 50, 200), Column("indikator", 200, 300), Column("pagu", 300, 400))
)
PLAIN = Header(
    (Column("no", 0, 50), Column("name", 50, 200), Column("indikator", 200, 300), Column("pagu", 300, 400))
)
MONEY = "1.250.000.000"


def printed(header: Header, name: str = "", *, number: str = "", **others: str) -> RowFields:
    """A band whose cells hold these texts by role; `name` "" leaves the name cell empty."""
    name_cells = (NameCell("name", Cell.of(Box(50, 0, 200, 10), ()), name, "", False),) if name else ()
    roles: list[str] = [column.role for column in header.columns]
    texts = {roles.index(role): text for role, text in others.items()}
    return RowFields(name_cells, number, "", texts, header.columns)


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("Program Peningkatan", "kualitas jalan"),
        ("Pengelolaan Sarana dan", "Prasarana"),
        ("Pengadaan Barang,", "Jasa"),
        ("Kabupaten/", "Kota"),
        ("Pembangunan untuk", "Masyarakat"),
        ("Pengelolaan", "(Lanjutan)"),
        ("Pembinaan", "/Pelatihan"),
    ],
)
def test_a_text_left_open_goes_on(before: str, rest: str) -> None:
    assert is_continuation(before, rest)


@pytest.mark.parametrize(
    ("before", "rest"),
    [
        ("Program Peningkatan Jalan", "Program Kesehatan"),
        ("Pengadaan", "Pembangunan Gedung"),
        ("Lahan", "1. Pembinaan"),
        ("Rencana Pendidikan", "Pelatihan"),
    ],
)
def test_a_text_that_is_whole_does_not_go_on_with_a_capital(before: str, rest: str) -> None:
    assert not is_continuation(before, rest)


def test_a_band_that_goes_on_in_lower_case_ends_the_row_before() -> None:
    assert ends_cut_row(PLAIN, ["Program Peningkatan"], "", {}, printed(PLAIN, "kualitas jalan"))


def test_a_band_without_a_name_belongs_to_the_row_before() -> None:
    assert ends_cut_row(
        PLAIN, "Program Peningkatan Jalan", "", {}, printed(PLAIN, indikator="Panjang jalan mantap")
    )


def test_a_running_number_begins_a_row() -> None:
    assert not ends_cut_row(PLAIN, ["Program Sarana dan"], "", {}, printed(PLAIN, "prasarana", number="2"))
    assert not ends_cut_row(PLAIN, ["Program Sarana dan"], "", {}, printed(PLAIN, "b. prasarana"))


def test_a_code_of_its_own_begins_a_row() -> None:
    assert not ends_cut_row(
        CODED, "Program Sarana dan", "1.02.03", {}, printed(CODED, "prasarana", kode="1.02.04")
    )
    assert not ends_cut_row(CODED, ["Program Sarana dan"], "1.02.03", {}, printed(CODED, "1.02.04 prasarana"))


def test_digits_that_complete_the_code_before_end_its_row() -> None:
    row = (["Penyediaan Gaji"], "1.02.03.2.02.000")
    assert ends_cut_row(CODED, *row, {}, printed(CODED, "Tunjangan ASN", kode="1"))
    assert not ends_cut_row(CODED, *row, {}, printed(CODED, "Tunjangan ASN", kode="12"))


def test_where_rows_have_codes_a_name_without_one_ends_the_row_before() -> None:
    assert ends_cut_row(CODED, ["Penyediaan Gaji"], "1.02.03.2.02.0001", {}, printed(CODED, "Tunjangan ASN"))
    assert not ends_cut_row(CODED, ["Penyediaan Gaji"], "", {}, printed(CODED, "Tunjangan ASN"))


def test_a_name_alone_ends_a_row_that_carries_its_money() -> None:
    assert ends_cut_row(PLAIN, ["Penyediaan Gaji"], "", {3: MONEY}, printed(PLAIN, "Tunjangan ASN"))
    assert not ends_cut_row(PLAIN, ["Penyediaan Gaji"], "", {3: ""}, printed(PLAIN, "Tunjangan ASN"))


def test_a_name_with_money_of_its_own_begins_a_row() -> None:
    assert not ends_cut_row(PLAIN, ["Sarana dan"], "", {3: MONEY}, printed(PLAIN, "prasarana", pagu=MONEY))


@pytest.mark.parametrize(
    "name", ["Program Kesehatan", "PROGRAM KESEHATAN", "Jumlah", "Total Belanja", "Bidang Tata Ruang"]
)
def test_a_program_a_total_and_a_heading_never_end_the_row_before(name: str) -> None:
    assert not ends_cut_row(CODED, ["Sarana dan"], "1.02.03", {3: MONEY}, printed(CODED, name))


def test_indicators_go_on_or_are_new_and_none_is_printed_twice() -> None:
    assert joined_indicators(["Persentase sampah"], ["yang terkurangi", "Jumlah bank sampah"], Words()) == [
        "Persentase sampah yang terkurangi",
        "Jumlah bank sampah",
    ]
    assert joined_indicators(["Jumlah bank sampah"], ["Jumlah bank sampah"], Words()) == [
        "Jumlah bank sampah"
    ]
    assert joined_indicators([], ["yang terkurangi"], Words()) == ["yang terkurangi"]
    assert joined_indicators(["Nilai SAKIP"], [], Words()) == ["Nilai SAKIP"]


def test_a_word_cut_by_the_page_end_is_joined_in_an_indicator() -> None:
    assert joined_indicators(["Indeks pembangu"], ["nan manusia"], Words()) == ["Indeks pembangunan manusia"]


def test_joining_indicators_leaves_those_before_as_they_were() -> None:
    before = ["Persentase sampah"]
    joined_indicators(before, ["yang terkurangi"], Words())
    assert before == ["Persentase sampah"]


def test_small_letters_alone_in_a_band_are_the_second_line_of_a_name() -> None:
    assert is_second_line(printed(PLAIN, "pengelolaan tempat parkir"))
    assert is_second_line(printed(PLAIN, "pengelolaan tempat parkir", indikator="-", pagu=""))


@pytest.mark.parametrize(
    "fields",
    [
        printed(PLAIN, "Pengelolaan tempat parkir"),
        printed(PLAIN, "pengelolaan tempat parkir", number="2"),
        printed(PLAIN, "a. pengelolaan tempat parkir"),
        printed(PLAIN, "pengelolaan tempat parkir", pagu=MONEY),
        printed(PLAIN, "pengelolaan tempat parkir", indikator="Jumlah tempat parkir"),
        printed(CODED, "pengelolaan tempat parkir", kode="1.02"),
        printed(PLAIN, pagu=MONEY),
    ],
    ids=["capital", "number", "letter", "money", "indicator", "code", "no name"],
)
def test_a_band_with_more_than_small_letters_is_a_row_of_its_own(fields: RowFields) -> None:
    assert not is_second_line(fields)
