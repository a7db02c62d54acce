from classifier.pdf.layout import Cell, Line, PageTables, Word, lines_of
from classifier.records import Box


def word(text: str, x: float, top: float, *, order: int = 0, spaced: bool = True, bold: bool = False) -> Word:
    """A word of 10 points height and 5 points a letter."""
    return Word(text, Box(x, top, x + 5 * len(text), top + 10), bold, order, spaced)


def test_words_on_one_baseline_are_one_line() -> None:
    lines = lines_of([word("Kota", 60, 21), word("Ruang", 5, 35), word("Penataan", 5, 20)])
    assert [line.text for line in lines] == ["Penataan Kota", "Ruang"]
    assert lines[0].box == Box(5, 20, 80, 31)


def test_a_text_printed_twice_is_read_once() -> None:
    twice = [word("PROGRAM", 5, 20, order=0), word("PROGRAM", 5.3, 20, order=1)]
    assert [line.text for line in lines_of(twice)] == ["PROGRAM"]


def test_the_same_word_twice_beside_each_other_is_two_words() -> None:
    assert [line.text for line in lines_of([word("kupu", 5, 20), word("kupu", 30, 20)])] == ["kupu kupu"]


def test_a_word_whose_font_changes_within_stays_whole() -> None:
    parts = [word("Pro", 5, 20, order=0), word("gram", 20, 20, order=1, spaced=False)]
    assert [line.text for line in lines_of(parts)] == ["Program"]


def test_a_line_is_bold_when_most_of_it_is() -> None:
    mixed = [
        word("PENATAAN", 5, 20, bold=True),
        word("kota", 60, 20),
        word("di", 5, 40, bold=True),
        word("sana", 30, 40),
    ]
    assert [line.bold for line in lines_of(mixed)] == [True, False]


def test_a_box_of_a_turned_page_goes_back_to_the_page_as_displayed() -> None:
    box = Box(10, 20, 40, 30)
    for turn, displayed in (
        (0, box),
        (90, Box(20, 160, 30, 190)),
        (180, Box(160, 270, 190, 280)),
        (270, Box(270, 10, 280, 40)),
    ):
        assert PageTables(1, 200, 300, (), (), turn).displayed(box) == displayed


def test_a_cell_joins_its_lines_with_spaces_and_is_bold_when_most_of_it_is() -> None:
    bold, plain = Line("PROGRAM", Box(0, 0, 35, 10), True), Line("kota", Box(0, 12, 20, 22), False)
    cell = Cell.of(Box(0, 0, 50, 30), (bold, plain))
    assert (cell.text, cell.bold) == ("PROGRAM kota", True)
    assert not Cell.of(cell.box, (plain,)).bold
    assert (Cell.of(cell.box, ()).text, Cell.of(cell.box, ()).bold) == ("", False)


def test_words_are_dropped_where_a_line_travels_light() -> None:
    (line,) = lines_of([word("Kota", 5, 20), word("Hijau", 30, 20)], keep_words=False)
    assert (line.text, line.words) == ("Kota Hijau", ())
