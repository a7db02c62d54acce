import pytest

from classifier.fields.section_headings import is_program_heading, is_section_heading, section_headings


@pytest.mark.parametrize(
    "text", ["BAB III", "Bab 3 Tujuan", "3.3. Program dan Kegiatan", "2.4.1 Review RKPD", "LAMPIRAN II"]
)
def test_headings_of_chapters_and_sections(text: str) -> None:
    assert is_section_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "2.4 Review RKPD ........ 12",
        "2.4 Review RKPD 12",
        "1. Program Gizi",
        "3.500 orang",
        "1.02.02 program",
        "Program",
    ],
)
def test_entries_of_contents_items_numbers_and_codes_are_none(text: str) -> None:
    assert not is_section_heading(text)


def test_a_page_full_of_headings_is_a_table_of_contents() -> None:
    assert section_headings(["BAB I", "teks", "1.1 Latar Belakang"]) == ("BAB I", "1.1 Latar Belakang")
    assert section_headings([f"1.{n} Bagian" for n in range(1, 20)]) == ()


def test_the_heading_of_one_program_is_told_from_that_of_many() -> None:
    assert is_program_heading("4.2.1 Program Promosi Kesehatan")
    assert not is_program_heading("3.3.1. Program/Kegiatan APBD")
    assert not is_program_heading("3.3 Program dan Kegiatan Dinas Sosial")
    assert not is_program_heading("4.3.1 Kegiatan yang dibiayai oleh APBD")
