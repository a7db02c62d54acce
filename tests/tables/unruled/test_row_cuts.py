from classifier.tables.unruled import row_cuts
from classifier.tables.unruled.pieces import Piece
from classifier.tables.unruled.row_cuts import Covering
from tests.support.bare_lines import bare_lines


def pieces(*columns: list[tuple[float, str]]) -> list[Piece]:
    """Pieces of columns 150 points apart, from (top, text)."""
    return [
        Piece(bare_lines((top, [(150 * i, text)]))[0], i, i)
        for i, column in enumerate(columns)
        for top, text in column
    ]


def cuts(own: list[Piece], n_columns: int) -> list[int]:
    rights = [150.0 * i + 120 for i in range(n_columns)]
    pairs = row_cuts.pairs_of(own, rights, n_columns)
    return [round(y) for y in row_cuts.cuts(own, pairs)]


NAMES = [
    (0.0, "Program Penataan Taman"),
    (11.0, "dan kawasan hijau"),
    (26.0, "Program Penataan Kota"),
    (37.0, "dan pesisir"),
]


def test_a_row_ends_where_a_wider_gap_follows() -> None:
    assert cuts(pieces(NAMES), 1) == [26]


def test_figures_stand_in_a_row_each() -> None:
    assert cuts(pieces([(0, "12"), (11, "40"), (22, "80")]), 1) == [10, 22]


def test_figures_in_mid_height_of_their_rows_cut_no_names() -> None:
    assert cuts(pieces(NAMES, [(5.5, "1.500.000"), (31.5, "2.500.000")]), 2) == [26]


def test_a_code_that_goes_on_below_is_one() -> None:
    assert cuts(pieces([(0, "1.02.02."), (11, "2.01"), (26, "1.02.02."), (37, "2.02")]), 1) == [26]


def test_rules_between_all_rows_leave_nothing_else_to_cut() -> None:
    own = pieces(NAMES, [(0, "12"), (11, "40"), (26, "80"), (37, "90")])
    pairs = row_cuts.pairs_of(own, [120, 270], 2)
    by_name = list(pairs[0])
    assert row_cuts.shift_by_rules([by_name], [Covering(25, [True])]) < 0
    assert row_cuts.shift_by_rules([by_name], [Covering(60, [True])]) == 0
