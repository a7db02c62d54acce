import pytest

from classifier.fields.dehyphenation import Words
from classifier.records import Box
from classifier.rows.columns import Column, Head
from classifier.rows.page_breaks import is_cut, is_rest, is_second_line, joined_indicators
from classifier.rows.row_fields import Named, Said
from classifier.tables.lattice import Cell

CODED = Head(
    (Column("kode", 0, 50), Column("name", 50, 200), Column("indikator", 200, 300), Column("pagu", 300, 400))
)
PLAIN = Head(
    (Column("no", 0, 50), Column("name", 50, 200), Column("indikator", 200, 300), Column("pagu", 300, 400))
)
MONEY = "1.250.000.000"


def said(head: Head, name: str = "", *, number: str = "", **others: str) -> Said:
    """A band whose cells hold these texts by role; `name` "" leaves the name cell empty."""
    named = (Named("name", Cell.of(Box(50, 0, 200, 10), ()), name, "", False),) if name else ()
    roles = [column.role for column in head.columns]
    texts = {roles.index(role): text for role, text in others.items()}
    return Said(named, number, "", texts, head.columns)


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
    assert is_rest(before, rest)


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
    assert not is_rest(before, rest)


def test_a_band_that_goes_on_in_lower_case_ends_the_row_before() -> None:
    assert is_cut(PLAIN, "Program Peningkatan", "", {}, said(PLAIN, "kualitas jalan"))


def test_a_band_without_a_name_belongs_to_the_row_before() -> None:
    assert is_cut(PLAIN, "Program Peningkatan Jalan", "", {}, said(PLAIN, indikator="Panjang jalan mantap"))


def test_a_running_number_begins_a_row() -> None:
    assert not is_cut(PLAIN, "Program Sarana dan", "", {}, said(PLAIN, "prasarana", number="2"))
    assert not is_cut(PLAIN, "Program Sarana dan", "", {}, said(PLAIN, "b. prasarana"))


def test_a_code_of_its_own_begins_a_row() -> None:
    assert not is_cut(CODED, "Program Sarana dan", "1.02.03", {}, said(CODED, "prasarana", kode="1.02.04"))
    assert not is_cut(CODED, "Program Sarana dan", "1.02.03", {}, said(CODED, "1.02.04 prasarana"))


def test_digits_that_complete_the_code_before_end_its_row() -> None:
    row = ("Penyediaan Gaji", "1.02.03.2.02.000")
    assert is_cut(CODED, *row, {}, said(CODED, "Tunjangan ASN", kode="1"))
    assert not is_cut(CODED, *row, {}, said(CODED, "Tunjangan ASN", kode="12"))


def test_where_rows_have_codes_a_name_without_one_ends_the_row_before() -> None:
    assert is_cut(CODED, "Penyediaan Gaji", "1.02.03.2.02.0001", {}, said(CODED, "Tunjangan ASN"))
    assert not is_cut(CODED, "Penyediaan Gaji", "", {}, said(CODED, "Tunjangan ASN"))


def test_a_name_alone_ends_a_row_that_carries_its_money() -> None:
    assert is_cut(PLAIN, "Penyediaan Gaji", "", {3: MONEY}, said(PLAIN, "Tunjangan ASN"))
    assert not is_cut(PLAIN, "Penyediaan Gaji", "", {3: ""}, said(PLAIN, "Tunjangan ASN"))


def test_a_name_with_money_of_its_own_begins_a_row() -> None:
    assert not is_cut(PLAIN, "Sarana dan", "", {3: MONEY}, said(PLAIN, "prasarana", pagu=MONEY))


@pytest.mark.parametrize(
    "name", ["Program Kesehatan", "PROGRAM KESEHATAN", "Jumlah", "Total Belanja", "Bidang Tata Ruang"]
)
def test_a_program_a_total_and_a_heading_never_end_the_row_before(name: str) -> None:
    assert not is_cut(CODED, "Sarana dan", "1.02.03", {3: MONEY}, said(CODED, name))


def test_indicators_go_on_or_are_new_and_none_is_said_twice() -> None:
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
    assert is_second_line(said(PLAIN, "pengelolaan tempat parkir"))
    assert is_second_line(said(PLAIN, "pengelolaan tempat parkir", indikator="-", pagu=""))


@pytest.mark.parametrize(
    "band",
    [
        said(PLAIN, "Pengelolaan tempat parkir"),
        said(PLAIN, "pengelolaan tempat parkir", number="2"),
        said(PLAIN, "a. pengelolaan tempat parkir"),
        said(PLAIN, "pengelolaan tempat parkir", pagu=MONEY),
        said(PLAIN, "pengelolaan tempat parkir", indikator="Jumlah tempat parkir"),
        said(CODED, "pengelolaan tempat parkir", kode="1.02"),
        said(PLAIN, pagu=MONEY),
    ],
    ids=["capital", "number", "letter", "money", "indicator", "code", "no name"],
)
def test_a_band_with_more_than_small_letters_is_a_row_of_its_own(band: Said) -> None:
    assert not is_second_line(band)
