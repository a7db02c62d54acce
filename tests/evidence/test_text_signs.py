"""What the text of one line says by itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evidence.text_signs import TEXT_SIGNS, first_signs, name_count, text_signs


def sign(name: str, text: str) -> float:
    return float(text_signs(text)[TEXT_SIGNS.index(name)])


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("begins_upper", "3. Program Kota", "3. program kota"),
        ("begins_lower", "a. dan prasarana", "a. Sarana"),
        ("begins_digit", "12 Desa", "Desa 12"),
        ("says_program", "1.02.02 PROGRAM KOTA SEHAT", "Pembinaan program"),
        ("says_kegiatan", "Kegiatan Rapat", "Sub Kegiatan Rapat"),
        ("says_subkegiatan", "Sub Kegiatan Rapat", "Kegiatan Rapat"),
        ("open_end", "Sarana dan", "Sarana dan Prasarana"),
        ("open_end", "Kabupaten/", "Kabupaten"),
        ("ends_full_stop", "Rapat.", "Rapat"),
        ("ends_semicolon", "Rapat;", "Rapat."),
        ("ends_colon", "Rapat:", "Rapat"),
        ("ends_comma", "Rapat,", "Rapat"),
        ("sentence_words", "Program ini merupakan upaya", "Program Upaya Kesehatan"),
        ("leader", "Program Kota .......... 12", "Program Kota 12"),
        ("is_total", "JUMLAH", "Program"),
        ("is_heading", "BELANJA LANGSUNG", "Rapat"),
        ("is_office_unit", "Subbagian Umum", "Umum"),
        ("is_opd", "Dinas Kesehatan", "Kesehatan"),
        ("is_outcome", "Meningkatnya mutu", "Meningkatkan mutu"),
        ("result_words", "Persentase balita sehat", "Balita sehat"),
        ("belanja_words", "Honorarium petugas", "Petugas"),
        ("is_sum", "Sub Total", "Jumlah peserta"),
        ("has_words", "Rapat", "12.5 %"),
        ("has_number", "3. Rapat", "Rapat 3"),
        ("has_code", "1.02.02 Program Kota", "Program Kota"),
        ("says_rp", "sebesar Rp 5.000", "sebesar 5.000"),
        ("is_amount", "5.000.000", "Rapat 5.000.000"),
        ("has_bracket", "Rapat (DAK)", "Rapat DAK"),
        ("header_words", "Program / Kegiatan", "Program Kota Hijau"),
        ("end_phrase", "Rapat Kerja, sebesar", "Rapat Kerja"),
        ("has_year", "Tahun 2026", "Tahun 1996"),
    ],
)
def test_a_sign_tells_two_texts_apart(name: str, text: str, other: str) -> None:
    assert sign(name, text) == 1
    assert sign(name, other) == 0


@pytest.mark.parametrize(
    ("text", "level", "depth"),
    [("1.02.02 Program", 1, 2), ("1.02.02.2.01 Rapat", 2, 4), ("1.02 Kesehatan", 0, 1), ("Rapat", -1, 0)],
)
def test_a_code_counts_by_its_level_and_its_parts(text: str, level: float, depth: float) -> None:
    assert sign("level_of_code", text) == level
    assert sign("code_depth", text) == depth


def test_an_open_bracket_and_one_that_is_only_closed_are_unbalanced() -> None:
    assert [sign("unbalanced", text) for text in ("Rapat (DAK", "Rapat (DAK)", "DAK)")] == [1, 0, -1]


def test_letters_and_digits_are_counted_as_shares() -> None:
    assert sign("share_upper", "DAK fisik") == 3 / 8
    assert sign("share_digits", "3 desa") == 1 / 6


def test_a_word_that_begins_names_counts_more_than_one_that_does_not() -> None:
    assert name_count("penyediaan") > name_count("kota") >= 0
    assert name_count("xyzzy") == 0
    assert sign("first_word_as_name", "3. Penyediaan Obat") == name_count("penyediaan")
    assert sign("share_words_known", "Penyediaan Xyzzy") == 0.5


@given(st.text(max_size=80))
def test_any_text_has_a_finite_number_for_each_sign(text: str) -> None:
    signs = text_signs(text)
    assert len(signs) == len(TEXT_SIGNS)
    assert all(math.isfinite(number) for number in signs)


FIRST = (
    "says_program", "says_kegiatan", "first_word_as_name", "result_words", "sentence_words", "has_colon",
    "ends_full_stop",
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["Program Taman :", "2. Kegiatan Rapat.", "Jumlah taman yang dapat dipakai", "Penanaman Pohon", "5.000"],
)
def test_cells_are_asked_for_the_same_signs_as_lines(text: str) -> None:
    assert list(first_signs(text)) == [sign(name, text) for name in FIRST]


def test_signs_of_a_text_are_shared_and_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        text_signs("Penanaman Pohon")[0] = 1.0


@pytest.mark.parametrize(
    "text", ["Kegiatan: Penyediaan Jasa", "Program : Kota Sehat", "3. Sub Kegiatan: Rapat"]
)
def test_a_level_with_a_colon_before_a_name_is_that_level(text: str) -> None:
    plain = text.replace(" :", "").replace(":", "")
    assert text_signs(text).tolist() == text_signs(plain).tolist()
    assert first_signs(text) == first_signs(plain)
    assert text_signs("Kegiatan:").tolist() != text_signs("Kegiatan").tolist()
