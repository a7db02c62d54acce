"""When a row is doubted, and for what."""

import pytest

from classifier.rows import doubts
from classifier.rows.doubts import Chance, Chances, packaged, settle
from classifier.rows.draft import Draft
from classifier.rows.read_table import PrintedTotal
from tests.support.doubted_rows import row, signs_of, table_of

# Log odds: hardly ever, hardly ever not.
NEVER, SURE = -9.0, 18.0
NONE = Chance(NEVER, {})


def by(limit: float = 0.5, **weights: dict[str, float]) -> Chances:
    """Chances that are small but for the signs that are given weights."""
    chances = dict.fromkeys(("name", "level", "program", "pagu"), NONE)
    return Chances(limit, **{**chances, **{name: Chance(NEVER, of) for name, of in weights.items()}})


def doubted(*rows: Draft, chances: Chances) -> list[set[str]]:
    settle(table_of(*rows), (), chances)
    return [set(of.doubts) for of in rows]


def test_a_row_is_doubted_for_what_is_likely_wrong_in_it() -> None:
    chances = by(name={"name.unbalanced": SURE}, pagu={"money.small_table": SURE})
    assert doubted(row("Rapat (3"), chances=chances) == [{"name"}]
    assert doubted(row("Rapat", pagu={"": 900_000}), chances=chances) == [{"unit"}]
    assert doubted(row("Rapat (3", pagu={"": 900_000}), chances=chances) == [{"name", "unit"}]
    assert doubted(row("Rapat"), chances=chances) == [set()]


def test_small_chances_add_up_to_a_doubt() -> None:
    half = SURE / 2 - 0.5
    chances = by(name={"name.unbalanced": half}, level={"name.unbalanced": half})
    assert doubted(row("Rapat (3"), chances=chances) == [{"name", "level"}]
    assert doubted(row("Rapat (3"), chances=chances._replace(level=NONE)) == [set()]


def test_what_is_wrong_in_a_program_makes_that_of_its_kegiatan_doubtful() -> None:
    chances = by(name={"name.unbalanced": SURE})
    program = row("Program Kota (3", "program")
    assert doubted(program, row("Rapat", program=program.text), row("Senam"), chances=chances) == [
        {"name"},
        {"program"},
        set(),
    ]


@pytest.mark.parametrize(
    ("of", "doubt"),
    [
        (row("Rapat (3", begins=0.5), "row"),
        (row("Rapat (3", begins=0.9, is_cut=True), "cut"),
        (row("Rapat (3 dan", begins=0.9), "cut"),
    ],
)
def test_a_doubted_name_is_perhaps_none_or_cut(of: Draft, doubt: str) -> None:
    assert doubted(of, chances=by(name={"name.unbalanced": SURE})) == [{doubt}]


@pytest.mark.parametrize("text", ["Rapat " * 50, "Program A dan Program B", "Kegiatan A serta Kegiatan B"])
def test_names_too_long_and_two_in_one_are_doubted_whatever_the_chances_say(text: str) -> None:
    of = row(text)
    assert doubted(of, chances=by()) == [{"name"}]
    assert of.basis.was_doubted


def test_rows_that_rules_doubted_keep_their_doubts() -> None:
    of = row("Rapat")
    of.doubts.add("kode")
    assert doubted(of, chances=by()) == [{"kode"}]


def test_the_packaged_chances_weigh_signs_that_there_are() -> None:
    chances = packaged()
    assert chances is not None
    known = signs_of(row("Rapat"))[0].keys()
    for chance in (chances.name, chances.level, chances.program, chances.pagu):
        assert chance.weights.keys() <= known
    assert 0 < chances.limit < 1


def test_an_ordinary_row_is_not_doubted_by_the_packaged_chances() -> None:
    program = row("Program Pelayanan Administrasi Perkantoran", "program", begins=0.99)
    kegiatan = row("Penyediaan Jasa Surat Menyurat", program=program.text, begins=0.99)
    settle(table_of(program, kegiatan))
    assert [program.doubts, kegiatan.doubts] == [set(), set()]
    assert doubts.packaged() is doubts.packaged()


def test_money_that_adds_up_to_a_printed_total_is_not_doubted() -> None:
    chances = by(pagu={"money.n_years": 10 * SURE})

    def doubts_with(total: int, amount: int = 20_000_000_000) -> list[set[str]]:
        rows = [row("Rapat", "program", pagu={"": amount}), row("Senam", "program", pagu={"": amount})]
        rows[0].doubts.add("unit")
        table = table_of(*rows, units={"": 1}, totals=[PrintedTotal(1, 2, {"": total})])
        settle(table, (), chances)
        return [set(of.doubts) for of in rows]

    assert doubts_with(40_000_000_000) == [set(), set()]
    assert doubts_with(50_000_000_000) == [{"unit"}, {"unit"}]
    # Both rupiah and thousands could be meant.
    assert doubts_with(80_000_000, 40_000_000)[0] == {"unit"}


def test_the_amount_of_a_program_is_doubted_whose_kegiatan_have_another_and_meet_the_total() -> None:
    rows = [
        row("Program A", "program", pagu={"": 900_000_000}),
        row("Rapat", "kegiatan", pagu={"": 90_000_000}),
        row("Program B", "program", pagu={"": 50_000_000}),
        row("Senam", "kegiatan", pagu={"": 50_000_000}),
    ]
    rows[1].program, rows[3].program = "Program A", "Program B"
    settle(table_of(*rows, units={"": 1}, totals=[PrintedTotal(1, 4, {"": 140_000_000})]), (), by())
    assert [of.doubts for of in rows] == [{"pagu"}, set(), set(), set()]
