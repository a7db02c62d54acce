from collections.abc import Sequence

from classifier.cells import Line
from classifier.lists import Item, ListReader
from classifier.records import Box

WIDTH = 600.0


def lines(*texts: str, top: float = 100) -> list[Line]:
    """Lines 14 points apart, indented by 20 when the text is; a long one ends at the right margin."""
    out = []
    for i, text in enumerate(texts):
        x0 = 92.0 if text.startswith(" ") else 72.0
        x1 = 540.0 if len(text) > 70 else x0 + 6 * len(text)
        out.append(Line(text.strip(), Box(x0, top + 14 * i, x1, top + 14 * i + 10), False))
    return out


def found(*pages: Sequence[Line], is_end: bool = False) -> list[tuple[int, str]]:
    reader = ListReader()
    items: list[Item] = []
    for number, page in enumerate(pages, 1):
        items += reader.feed(number, WIDTH, page, is_end=is_end)
    return [(item.page, item.text) for item in items]


HEAD, FOOT = "Renstra Kota Contoh", "12"


def test_two_numbered_programs_are_a_list() -> None:
    page = lines(HEAD, "1. Program Kota Hijau;", "2. Program Kota Sehat.", FOOT)
    assert found(page) == [(1, "Program Kota Hijau"), (1, "Program Kota Sehat")]


def test_one_numbered_program_is_no_list() -> None:
    assert found(lines(HEAD, "1. Program Kota Hijau", "Demikian rencana ini disusun.", FOOT)) == []


def test_a_list_begins_with_its_first_item() -> None:
    assert found(lines(HEAD, "4. Program Kota Hijau", "5. Program Kota Sehat", FOOT)) == []


def test_an_item_over_two_lines_is_joined() -> None:
    long = "1. Program Pembangunan Seribu Taman Lingkungan dan Hutan Kota di Setiap"
    page = lines(HEAD, long, " Kecamatan", "2. Program Kota Sehat", FOOT)
    assert found(page) == [
        (1, "Program Pembangunan Seribu Taman Lingkungan dan Hutan Kota di Setiap Kecamatan"),
        (1, "Program Kota Sehat"),
    ]


def test_a_list_goes_on_over_a_page_end() -> None:
    first = lines(HEAD, "(1) Program Kota Hijau", "(2) Program Kota Sehat", FOOT)
    second = lines(HEAD, "(3) Program Kota Pintar", "Demikian rencana ini disusun.", FOOT)
    assert found(first, second) == [
        (1, "Program Kota Hijau"),
        (1, "Program Kota Sehat"),
        (2, "Program Kota Pintar"),
    ]


def test_letters_number_a_list_too() -> None:
    page = lines(HEAD, "a. Program Kota Hijau", "b. Program Kota Sehat", FOOT)
    assert found(page) == [(1, "Program Kota Hijau"), (1, "Program Kota Sehat")]


def test_a_second_list_begins_at_one() -> None:
    page = lines(
        HEAD,
        "1. Program Kota Hijau",
        "2. Program Kota Sehat",
        "Selain itu:",
        "1. Program Desa Maju",
        "2. Program Desa Terang",
        FOOT,
    )
    assert [text for _, text in found(page)] == [
        "Program Kota Hijau",
        "Program Kota Sehat",
        "Program Desa Maju",
        "Program Desa Terang",
    ]


def test_entries_of_a_table_of_contents_are_no_list() -> None:
    dotted = lines(HEAD, "1. Program Kota Hijau ........ 12", "2. Program Kota Sehat ........ 14", FOOT)
    assert found(dotted) == []
    assert found(lines(HEAD, "1. Program Kota Hijau 12", "2. Program Kota Sehat 14", FOOT)) == []


def test_numbered_sentences_about_programs_are_no_list() -> None:
    page = lines(
        HEAD,
        "1. Program bantuan benih telah dilaksanakan di tiga desa.",
        "2. Program asuransi ternak mencapai seribu peserta.",
        "3. Program penyuluhan bertujuan menambah pengetahuan.",
        FOOT,
    )
    assert found(page) == []


def test_other_numbered_items_are_no_list() -> None:
    assert found(lines(HEAD, "1. Peraturan tentang Program Desa", "2. Undang-undang", FOOT)) == []


def test_a_table_ends_a_list() -> None:
    assert found(lines("1. Program Kota Hijau"), lines("2. Program Kota Sehat"), is_end=True) == []


def test_an_item_stands_where_its_first_line_does() -> None:
    reader = ListReader()
    items = reader.feed(
        7, WIDTH, lines(HEAD, "1. Program Kota Hijau", "2. Program Kota Sehat", FOOT), is_end=False
    )
    assert [(item.page, item.box.top) for item in items] == [(7, 114), (7, 128)]
