from classifier.pdf.layout import Edge
from classifier.tables.unruled.level_rules import column_hints, level_rules, rules_among
from tests.support.bare_lines import bare_lines
from tests.support.bare_lines import level_rules as strokes

LINES = bare_lines((0, [(0, "Program"), (200, "Pagu")]), (20, [(0, "Program Taman"), (200, "1.500")]))


def test_strokes_at_one_height_are_one_rule_with_the_ends_of_its_pieces() -> None:
    (rule,) = level_rules(strokes((10, 0, 50), (10.5, 50.4, 120), (10, 122, 200)))
    assert (rule.x0, rule.x1) == (0, 200)
    assert rule.ends == (0, 50, 120, 200)


def test_strokes_far_apart_at_one_height_are_two_rules() -> None:
    assert [(rule.x0, rule.x1) for rule in level_rules(strokes((10, 0, 50), (10, 90, 200)))] == [
        (0, 50),
        (90, 200),
    ]


def test_dashes_have_no_ends_but_the_outer_ones() -> None:
    (rule,) = level_rules(strokes(*((10, x, x + 3) for x in range(0, 100, 5))))
    assert rule.ends == (0, 98)


def test_backgrounds_and_upright_strokes_make_no_rules_of_lines() -> None:
    edges = [Edge(0, 0, 100, 0, True, True), Edge(0, 0, 0, 50, False)]
    assert [rule.shade for rule in level_rules(edges)] == [True]


def test_rules_of_a_table_run_over_it_or_to_its_side() -> None:
    full = strokes((-2, 0, 230), (14, 0, 230), (34, 0, 230))
    among = rules_among(LINES, level_rules([*full, *strokes((24, 190, 230), (24, 60, 90), (200, 0, 230))]))
    assert [(rule.y, rule.x0) for rule in among] == [(-2, 0), (14, 0), (24, 190), (34, 0)]


def test_a_rule_below_the_head_of_a_page_is_none_of_a_table() -> None:
    assert rules_among(LINES, level_rules(strokes((-5, 0, 230)))) == []


def test_columns_are_where_pieces_of_several_rules_end() -> None:
    rules = level_rules(strokes((0, 0, 50), (0, 50, 230), (20, 0, 51), (20, 51, 120), (20, 120, 230)))
    assert column_hints(rules) == [0, 50.5, 230]
