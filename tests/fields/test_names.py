import pytest

from classifier.fields import names
from classifier.fields.names import Name


@pytest.mark.parametrize(
    ("cell", "kode", "number", "text"),
    [
        ("PROGRAM PENGELOLAAN PERSAMPAHAN", "", "", "PROGRAM PENGELOLAAN PERSAMPAHAN"),
        ("1.02.02 - PROGRAM PEMENUHAN", "1.02.02", "", "PROGRAM PEMENUHAN"),
        ("2.11.11.2.01.0012 Penanganan sampah", "2.11.11.2.01.0012", "", "Penanganan sampah"),
        ("2.11.11. 2.01. Pengelolaan Sampah", "2.11.11.2.01", "", "Pengelolaan Sampah"),
        ("X.XX.01 PROGRAM PENUNJANG", "X.XX.01", "", "PROGRAM PENUNJANG"),
        ("1.02 - URUSAN KESEHATAN", "1.02", "", "URUSAN KESEHATAN"),
        ("A. Program Pembinaan", "", "A.", "Program Pembinaan"),
        ("1) Program Pembinaan", "", "1)", "Program Pembinaan"),
        ("(3) Program Pembinaan", "", "(3)", "Program Pembinaan"),
        ("VII Program Pembinaan", "", "VII", "Program Pembinaan"),
        ("IV. Program Pembinaan", "", "IV.", "Program Pembinaan"),
        ("12 Program Pembinaan", "", "12", "Program Pembinaan"),
        ("- Program Pembinaan", "", "-", "Program Pembinaan"),
        ("• Program Pembinaan", "", "•", "Program Pembinaan"),
        ("2.1. Program Pembinaan", "", "2.1.", "Program Pembinaan"),
        ("A. 1.02.02 Program Pembinaan", "1.02.02", "A.", "Program Pembinaan"),
        ("Program   Pembinaan :", "", "", "Program Pembinaan"),
        # A form's label before the code.
        ("Program : 1.01.02 PROGRAM PEMBINAAN", "1.01.02", "", "PROGRAM PEMBINAAN"),
        ("Kegiatan: 1.01.02.2.01 Pembinaan", "1.01.02.2.01", "", "Pembinaan"),
        ("Sub Kegiatan : 1.01.02.2.01.0001 Pembinaan", "1.01.02.2.01.0001", "", "Pembinaan"),
        ("Program : X.XX.01 PROGRAM PENUNJANG", "X.XX.01", "", "PROGRAM PENUNJANG"),
        ("Program : Pembinaan", "", "", "Program : Pembinaan"),
        ("2-URUSAN PILIHAN", "", "2-", "URUSAN PILIHAN"),
        ("Program 1.01.02 Pembinaan", "", "", "Program 1.01.02 Pembinaan"),
        # A code in brackets.
        ("[1.02.02] Program Pembinaan", "1.02.02", "", "Program Pembinaan"),
        ("[ 1.02.02. ] Program Pembinaan", "1.02.02", "", "Program Pembinaan"),
        ("[1.02.02]", "1.02.02", "", ""),
        ("[1] Program Pembinaan", "", "", "[1] Program Pembinaan"),
        ("[DAK] Program Pembinaan", "", "", "[DAK] Program Pembinaan"),
        ("1.02.02", "1.02.02", "", ""),
        ("", "", "", ""),
    ],
)
def test_code_and_running_number_are_taken_from_the_name(
    cell: str, kode: str, number: str, text: str
) -> None:
    assert names.parsed(cell) == Name(kode, number, text)


@pytest.mark.parametrize(
    "text",
    [
        "Program PrasaranaAparatur",
        "PROGRAM Peningkatan Perijinan",
        "Pengelolaan Sampah 3R",
        "Covid-19",
        "17 Agustus",
    ],
)
def test_casing_and_slips_of_a_name_are_kept(text: str) -> None:
    assert names.parsed(text).text.endswith(text.removeprefix("17 "))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("PROGRAM PENGELOLAAN", "program"),
        ("Prog. Pembinaan", "program"),
        ("Progam Pembinaan", "program"),
        ("Kegiatan Rapat", "kegiatan"),
        ("Sub Kegiatan Rapat", "subkegiatan"),
        ("Sub-Kegiatan Rapat", "subkegiatan"),
        ("Subkegiatan Rapat", "subkegiatan"),
        ("Pengelolaan Program", None),
        ("Programs", None),
        ("", None),
    ],
)
def test_a_name_states_its_level_in_its_first_word(text: str, level: str | None) -> None:
    assert names.level_of_text(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "Meningkatnya mutu layanan",
        "Terwujudnya kota bersih",
        "Berkurangnya sampah",
        "Optimalnya layanan",
        "Tingginya minat warga",
        "Outcome: jalan mantap",
    ],
)
def test_a_result_is_an_outcome(text: str) -> None:
    assert names.is_outcome(text)
    assert names.stands_between_rows(text)


@pytest.mark.parametrize(
    "text", ["Meningkatkan Mutu Layanan", "Penyediaan Jasa", "Pertanian", "Program Penanaman", "Punya Rumah"]
)
def test_a_name_is_no_outcome(text: str) -> None:
    assert not names.is_outcome(text)


@pytest.mark.parametrize(
    "text",
    ["JUMLAH", "Jumlah Total", "Sub Jumlah", "TOTAL BELANJA", "Grand Total", "Rata-rata", "Sumber: Bappeda"],
)
def test_a_sum_under_rows_is_a_total(text: str) -> None:
    assert names.is_total(text)
    assert names.stands_between_rows(text)


def test_only_a_sum_that_stands_alone_is_checked() -> None:
    assert all(names.is_sum(text) for text in ("JUMLAH", "Sub Total", "Jumlah Anggaran", "TOTAL PROGRAM A"))
    assert not any(names.is_sum(text) for text in ("Jumlah peserta yang hadir", "Rata-rata", "Keterangan"))


@pytest.mark.parametrize(
    "text",
    [
        "URUSAN PEMERINTAHAN BIDANG KESEHATAN",
        "Bidang Urusan Pendidikan",
        "Urusan Wajib",
        "UNSUR PENUNJANG URUSAN PEMERINTAHAN",
        "BELANJA LANGSUNG",
        "APBD",
        "DAK Fisik",
        "Misi 3",
        "Program Prioritas",
        "Program dan Kegiatan",
    ],
)
def test_what_groups_rows_is_a_heading(text: str) -> None:
    assert names.is_heading(text)
    assert names.stands_between_rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
        "Program Prioritas Nelayan",
        "Penyelenggaraan Urusan Kearsipan",
        "Pengelolaan Sampah",
        "Kegiatan Prioritas Desa",
    ],
)
def test_a_name_is_no_heading(text: str) -> None:
    assert not names.is_heading(text)


def test_a_part_of_an_office_is_a_unit_and_the_office_an_opd() -> None:
    assert all(
        names.is_office_unit(t)
        for t in ("Subbagian Umum", "Sub Bagian Keuangan", "Bidang Tata Ruang", "UPTD Pasar")
    )
    assert all(
        names.is_opd(t)
        for t in ("Dinas Kesehatan", "BADAN KEUANGAN DAERAH", "Kecamatan Sukamaju", "RSUD Kota")
    )
    assert not any(
        names.is_office_unit(t) or names.is_opd(t)
        for t in ("Program Bidang Air", "Pengelolaan Dinas", "Dinasti")
    )


def test_a_text_without_words_is_no_name() -> None:
    assert all(names.has_words(text) for text in ("Rapat", "Air di Kota", "3R dan TPS"))
    assert not any(names.has_words(text) for text in ("", "-", "12.5", "s/d", "km", "2026"))


@pytest.mark.parametrize(
    ("number", "style"),
    [
        ("A.", "letters"),
        ("IV", "letters"),
        ("12)", "digits"),
        ("(3)", "digits"),
        ("", ""),
        ("2.1", ""),
        ("-", ""),
    ],
)
def test_running_numbers_are_letters_or_digits(number: str, style: str) -> None:
    assert names.number_style(number) == style


def test_a_dashed_line_of_a_result_is_told_from_a_dashed_name() -> None:
    assert names.is_dashed_result(names.parsed("- Meningkatkan mutu layanan"))
    assert names.is_dashed_result(names.parsed("– Tersedianya air bersih"))
    assert not names.is_dashed_result(names.parsed("Meningkatkan mutu layanan"))
    assert not names.is_dashed_result(names.parsed("- Pembinaan pasar"))


@pytest.mark.parametrize("text", ["Program Prioritas Nelayan", "Pengelolaan Sampah", "Dinas Kesehatan"])
def test_names_and_offices_do_not_stand_between_rows(text: str) -> None:
    assert not names.stands_between_rows(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Pasar  Rakyat", "PASAR RAKYAT"),
        ("Kabupaten/Kota", "kabupaten kota"),
        ("P3K (lanjutan)", "p3k lanjutan"),
    ],
)
def test_names_are_one_when_their_letters_and_digits_are(text: str, other: str) -> None:
    assert names.fold(text) == names.fold(other)
