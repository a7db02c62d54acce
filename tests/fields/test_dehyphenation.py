from collections import Counter

import pytest

from classifier.fields import dehyphenation
from classifier.fields.dehyphenation import Words
from classifier.records import Label
from tests.support.paths import ROOT
from training.reading.name_words import learnt_names
from training.wordlist import listed


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["PROGRAM PENYELENGGA", "RAAN PENATAAN RUANG"], "PROGRAM PENYELENGGARAAN PENATAAN RUANG"),
        (["Biaya Operasiona", "l Kantor"], "Biaya Operasional Kantor"),
        (["Pembangu", "nan", "Jalan"], "Pembangunan Jalan"),
        (["Pengelo", "laan", "Persam", "pahan"], "Pengelolaan Persampahan"),
        (["PELAYAN", "AN"], "PELAYANAN"),
        (["Kesehat", "an Masyarakat"], "Kesehatan Masyarakat"),
    ],
)
def test_a_word_cut_by_a_narrow_cell_is_one_again(lines: list[str], text: str) -> None:
    assert Words().joined(lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Sarana dan", "a. Kegiatan"], "Sarana dan a. Kegiatan"),
        (["Pengadaan", "Barang"], "Pengadaan Barang"),
        (["PROGRAM PELAYANAN", "ADMINISTRASI"], "PROGRAM PELAYANAN ADMINISTRASI"),
        (["jalan", "dan jembatan"], "jalan dan jembatan"),
        (["Kegiatan di", "dalam kota"], "Kegiatan di dalam kota"),
        (["sarana", "Prasarana"], "sarana Prasarana"),
        (["tahun 20", "25"], "tahun 20 25"),
        (["Program I", "Kegiatan"], "Program I Kegiatan"),
        (["qwer", "tzuiop"], "qwer tzuiop"),
    ],
)
def test_words_that_stand_apart_are_never_glued(lines: list[str], text: str) -> None:
    assert Words().joined(lines) == text


def test_two_known_words_that_make_a_third_stay_apart() -> None:
    own = Words(Counter({"meja": 2, "hijau": 2, "mejahijau": 2}))
    assert own.joined(["meja", "hijau"]) == "meja hijau"
    assert Words(Counter({"mejahijau": 2})).joined(["mejah", "ijau"]) == "mejahijau"


def test_a_hyphen_goes_when_the_halves_are_one_word_and_stays_in_a_compound() -> None:
    assert Words().joined(["Pemba-", "ngunan Desa"]) == "Pembangunan Desa"
    assert Words().joined(["undang-", "undang"]) == "undang-undang"
    assert Words().joined(["Covid-", "xyz"]) == "Covid-xyz"
    assert Words().joined(["2020-", "2024"]) == "2020- 2024"
    assert Words().joined(["Dinas -", "Bidang"]) == "Dinas - Bidang"


def test_a_slash_at_a_line_end_ties_the_words_and_stays() -> None:
    assert Words().joined(["Kabupaten/", "Kota"]) == "Kabupaten/Kota"
    assert Words().joined(["sarana/", "prasarana"]) == "sarana/prasarana"
    assert Words().joined(["dan /", "atau"]) == "dan / atau"


def test_the_second_of_two_glued_words_is_repaired_and_the_gluing_left() -> None:
    assert Words().joined(["sentrapengolaha", "n"]) == "sentrapengolahan"


def test_words_of_the_document_itself_count_from_the_second_time_on() -> None:
    assert Words(Counter({"gemblongan": 1})).joined(["Gemblo", "ngan"]) == "Gemblo ngan"
    assert Words(Counter({"gemblongan": 2})).joined(["Gemblo", "ngan"]) == "Gemblongan"


def test_only_words_between_others_on_their_line_say_what_a_document_calls_a_word() -> None:
    counts = dehyphenation.inner_words(
        "PENYELENGGA urusan Kota RAAN\nsatu dua tiga empat\n\nsendiri\nUrusan urusan urusan"
    )
    assert counts == {"urusan": 2, "kota": 1, "tiga": 1}


def test_counts_of_pages_add_up() -> None:
    assert dehyphenation.total([Counter(a=1, b=2), Counter(), Counter(b=3)]) == {"a": 1, "b": 5}


def test_spaces_within_lines_become_one_and_empty_lines_leave_none() -> None:
    assert Words().joined(["  Jalan \t desa ", "", " baru"]) == "Jalan desa baru"
    assert Words().joined(["Jalan", ""]) == "Jalan"
    assert Words().joined([]) == ""


def test_casing_does_not_matter_to_being_known() -> None:
    assert Words().is_known("PROGRAM")
    assert Words().is_known("Program")
    assert not Words().is_known("programm")


@pytest.mark.slow
def test_the_shipped_word_list_is_what_the_shipped_data_gives() -> None:
    shipped = (ROOT / "classifier" / "fields" / "words.txt").read_text(encoding="utf-8")
    assert shipped == listed(learnt_names(ROOT / "data" / "labeled")), "run python -m training.wordlist"


def test_a_word_list_is_in_lower_case_and_in_order_without_numbers_and_single_letters() -> None:
    rows = [Label("Bank SAMPAH 2 b café", "x"), Label("bank-data (3R) Café sampah", "x")]
    assert listed(rows) == "bank\ncafé\nsampah\n"


def test_half_a_word_that_damaged_rows_hold_is_no_word() -> None:
    whole = [Label("penyelenggaraan pemilu", "x")] * 4
    damaged = [Label("PENYELENGGA RAAN Pemilu", "x"), Label("penyelengga raan statistik", "x")]
    assert listed([*whole, *damaged]) == "pemilu\npenyelenggaraan\n"
