from collections.abc import Sequence

from classifier.tables.unruled.column_gaps import borders, runs_of, space_of
from tests.support.bare_lines import Row, bare_lines


def borders_of(*rows: Row, hints: Sequence[float] = ()) -> list[float]:
    lines = bare_lines(*rows)
    space = space_of(lines)
    return borders(lines, [runs_of(line, space) for line in lines], hints)


ROWS: list[Row] = [
    (14 * i, [(0, name), (150, "Jumlah taman"), (250, amount)])
    for i, (name, amount) in enumerate(
        (("Program Taman", "1.500"), ("Program Sampah", "12"), ("Program Air", "7"))
    )
]


def test_white_space_through_all_lines_parts_columns() -> None:
    left, first, second, right = borders_of(*ROWS)
    assert (left, right) == (-1, 276)
    assert 70 < first < 150
    assert 210 < second < 250


def test_one_column_has_no_borders() -> None:
    assert borders_of(*((14 * i, [(0, "Program Taman Kota")]) for i in range(4))) == []


def test_a_heading_across_columns_does_not_join_them() -> None:
    heading = (50, [(0, "Urusan Pemerintahan Bidang Lingkungan Hidup dan Kehutanan")])
    assert len(borders_of(*ROWS, heading)) == 4


def test_a_column_of_few_texts_is_one() -> None:
    rows = [*ROWS, (42, [(0, "Program Hutan"), (150, "Luas hutan"), (250, "9"), (310, "baru")])]
    rows.append((56, [(0, "Program Laut"), (150, "Luas laut"), (250, "9"), (310, "lama")]))
    assert len(borders_of(*rows)) == 5


def test_spaced_out_words_part_no_columns() -> None:
    spread: list[Row] = [
        (0, [(0, "Program"), (60, "taman"), (110, "kota")]),
        (14, [(0, "dan"), (40, "kawasan"), (100, "hijau")]),
        (28, [(0, "bersihkan"), (75, "serta"), (115, "asri")]),
    ]
    rows: list[Row] = [(top, [*texts, (200, "1.500")]) for top, texts in spread]
    assert len(borders_of(*rows)) == 3


def test_rules_say_where_columns_stand_that_seem_to_be_one() -> None:
    rows: list[Row] = [(14 * i, [(0, "Kota"), (23, "Dinas"), (150, "12")]) for i in range(3)]
    assert borders_of(*rows, hints=[21, 100]) == [-1, 21, 100, 161]


def test_a_rule_that_would_cut_words_parts_nothing() -> None:
    assert len(borders_of(*ROWS, hints=[170])) == 4
