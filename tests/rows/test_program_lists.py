from collections.abc import Sequence

from classifier.pdf.layout import Line
from classifier.records import Box
from classifier.rows.program_lists import ListItem, ListReader

WIDTH = 600.0


def lines(*texts: str, top: float = 100) -> list[Line]:
    """Lines 14 points apart, indented by 20 when the text is; a long one ends at the right margin."""
    out = []
    for i, text in enumerate(texts):
        x0 = 92.0 if text.startswith(" ") else 72.0
        x1 = 540.0 if len(text) > 70 else x0 + 6 * len(text)
        out.append(Line(text.strip(), Box(x0, top + 14 * i, x1, top + 14 * i + 10), False))
    return out


def listed(*pages: Sequence[Line], is_end: bool = False) -> list[tuple[int, str]]:
    reader = ListReader()
    items: list[ListItem] = []
    for number, page in enumerate(pages, 1):
        items += reader.feed(number, WIDTH, page, is_end=is_end)
    return [(item.page, item.text) for item in items]


PAGE_HEADER, PAGE_FOOTER = "Renstra Kota Contoh", "12"


def test_two_numbered_programs_are_a_list() -> None:
    page = lines(PAGE_HEADER, "1. Program Kota Hijau;", "2. Program Kota Sehat.", PAGE_FOOTER)
    assert listed(page) == [(1, "Program Kota Hijau"), (1, "Program Kota Sehat")]


def test_one_numbered_program_is_no_list() -> None:
    assert (
        listed(lines(PAGE_HEADER, "1. Program Kota Hijau", "Demikian rencana ini disusun.", PAGE_FOOTER))
        == []
    )


def test_a_list_begins_with_its_first_item() -> None:
    assert listed(lines(PAGE_HEADER, "4. Program Kota Hijau", "5. Program Kota Sehat", PAGE_FOOTER)) == []


def test_an_item_over_two_lines_is_joined() -> None:
    long = "1. Program Pembangunan Seribu Taman Lingkungan dan Hutan Kota di Setiap"
    page = lines(PAGE_HEADER, long, " Kecamatan", "2. Program Kota Sehat", PAGE_FOOTER)
    assert listed(page) == [
        (1, "Program Pembangunan Seribu Taman Lingkungan dan Hutan Kota di Setiap Kecamatan"),
        (1, "Program Kota Sehat"),
    ]


def test_a_list_goes_on_over_a_page_end() -> None:
    first = lines(PAGE_HEADER, "(1) Program Kota Hijau", "(2) Program Kota Sehat", PAGE_FOOTER)
    second = lines(PAGE_HEADER, "(3) Program Kota Pintar", "Demikian rencana ini disusun.", PAGE_FOOTER)
    assert listed(first, second) == [
        (1, "Program Kota Hijau"),
        (1, "Program Kota Sehat"),
        (2, "Program Kota Pintar"),
    ]


def test_letters_number_a_list_too() -> None:
    page = lines(PAGE_HEADER, "a. Program Kota Hijau", "b. Program Kota Sehat", PAGE_FOOTER)
    assert listed(page) == [(1, "Program Kota Hijau"), (1, "Program Kota Sehat")]


def test_a_second_list_begins_at_one() -> None:
    page = lines(
        PAGE_HEADER,
        "1. Program Kota Hijau",
        "2. Program Kota Sehat",
        "Selain itu:",
        "1. Program Desa Maju",
        "2. Program Desa Terang",
        PAGE_FOOTER,
    )
    assert [text for _, text in listed(page)] == [
        "Program Kota Hijau",
        "Program Kota Sehat",
        "Program Desa Maju",
        "Program Desa Terang",
    ]


def test_entries_of_a_table_of_contents_are_no_list() -> None:
    dotted = lines(
        PAGE_HEADER, "1. Program Kota Hijau ........ 12", "2. Program Kota Sehat ........ 14", PAGE_FOOTER
    )
    assert listed(dotted) == []
    assert (
        listed(lines(PAGE_HEADER, "1. Program Kota Hijau 12", "2. Program Kota Sehat 14", PAGE_FOOTER)) == []
    )


def test_numbered_sentences_about_programs_are_no_list() -> None:
    page = lines(
        PAGE_HEADER,
        "1. Program bantuan benih telah dilaksanakan di tiga desa.",
        "2. Program asuransi ternak mencapai seribu peserta.",
        "3. Program penyuluhan bertujuan menambah pengetahuan.",
        PAGE_FOOTER,
    )
    assert listed(page) == []


def test_other_numbered_items_are_no_list() -> None:
    assert (
        listed(lines(PAGE_HEADER, "1. Peraturan tentang Program Desa", "2. Undang-undang", PAGE_FOOTER)) == []
    )


def test_a_table_ends_a_list() -> None:
    assert listed(lines("1. Program Kota Hijau"), lines("2. Program Kota Sehat"), is_end=True) == []


def test_an_item_stands_where_its_first_line_does() -> None:
    reader = ListReader()
    items = reader.feed(
        7,
        WIDTH,
        lines(PAGE_HEADER, "1. Program Kota Hijau", "2. Program Kota Sehat", PAGE_FOOTER),
        is_end=False,
    )
    assert [(item.page, item.box.top) for item in items] == [(7, 114), (7, 128)]


PROSE = "Anak di kampung seberang sungai sering terlambat, karena perahunya hanya dua."


def test_items_with_a_paragraph_each_are_one_list() -> None:
    page = lines(
        PAGE_HEADER,
        "A. Program Kota Hijau",
        f" {PROSE}",
        f" {PROSE}",
        "B. Program Kota Sehat",
        f" {PROSE}",
        PAGE_FOOTER,
    )
    assert [text for _, text in listed(page)] == ["Program Kota Hijau", "Program Kota Sehat"]


def test_an_item_behind_a_paragraph_at_another_indent_is_none_of_the_list() -> None:
    page = lines(PAGE_HEADER, "1. Program Kota Hijau", PROSE, "  2. Program Kota Sehat", PAGE_FOOTER)
    assert listed(page) == []


def amounts(*texts: str) -> list[tuple[str, int | None]]:
    items = ListReader().feed(1, WIDTH, lines(PAGE_HEADER, *texts, PAGE_FOOTER), is_end=False)
    return [(item.text, item.amount) for item in items]


def test_items_give_the_amounts_behind_their_names() -> None:
    assert amounts(
        "1. Program Air Bersih Rp 1.500.000.000,-;",
        "2. Program Kapal Buku sebesar Rp. 725.500.000,00;",
        "3. Program Tanggul dengan pagu Rp3.040.000.000 (APBD);",
        "4. Program Pos Pandang, 88.750.000.",
        "5. Program Tanpa Biaya.",
    ) == [
        ("Program Air Bersih", 1_500_000_000),
        ("Program Kapal Buku", 725_500_000),
        ("Program Tanggul", 3_040_000_000),
        ("Program Pos Pandang", 88_750_000),
        ("Program Tanpa Biaya", None),
    ]


def test_a_number_in_a_name_is_no_amount() -> None:
    assert amounts("1. Program 1.000 Desa Terang", "2. Program Gerakan 10.000 Sumur") == [
        ("Program 1.000 Desa Terang", None),
        ("Program Gerakan 10.000 Sumur", None),
    ]


def test_what_joins_an_item_to_the_last_one_is_no_part_of_its_name() -> None:
    assert [
        text
        for text, _ in amounts("1. Program Kota Hijau;", "2. Program Kota Sehat; serta", "3. Program Desa")
    ] == [
        "Program Kota Hijau",
        "Program Kota Sehat",
        "Program Desa",
    ]
    assert [text for text, _ in amounts("1. Program Kota Hijau, dan/atau", "2. Program Beras dan Gula")] == [
        "Program Kota Hijau",
        "Program Beras dan Gula",
    ]


def test_lines_of_nothing_but_commas_are_read_soon() -> None:
    commas = "," * 20_000
    assert listed(lines(f"1. Program Desa Terang {commas}x", f"2. Program Desa Sehat {commas}x")) == []


def test_a_letter_of_another_alphabet_numbers_no_item() -> None:
    # Lower case of the first are two characters, of the second a k; to a pattern without case they are a-z.
    assert listed(lines(PAGE_HEADER, "\u0130. Program Kota Hijau", "\u212a) Program Kota Sehat")) == []
    page = lines(PAGE_HEADER, "A. PROGRAM KOTA HIJAU", "b. Program Kota Sehat", PAGE_FOOTER)
    assert listed(page) == [(1, "PROGRAM KOTA HIJAU"), (1, "Program Kota Sehat")]
