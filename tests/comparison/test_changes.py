from classifier import taxonomy
from classifier.comparison.changes import Changes
from classifier.comparison.matching import comparison
from classifier.mapping.matrix import Program

HEALTH, SCHOOL = "living.pelayanan-kesehatan", "society.sistem-edukasi"


def program(text: str, *, label: str = HEALTH, **pagu: int) -> Program:
    """A program with its budget by year as `y2025=100`, without a year as `y=100`."""
    money = {year[1:]: amount for year, amount in pagu.items()}
    return Program("a.pdf", "Dinas A", "program", "", text, label, money, ("r1",))


def changes(before: list[Program], after: list[Program], **options: bool) -> Changes:
    return Changes(comparison(before, after, taxonomy.default()), **options)


def test_where_years_overlap_those_alone_are_compared() -> None:
    before = [program("Program Imunisasi", y2025=100, y2026=110)]
    found = changes(before, [program("Program Imunisasi", y2026=130, y2027=500)])
    assert found.is_common
    assert [(one.before, one.after, one.change) for one in found.budgets] == [(110, 130, 20)]
    assert found.budgets[0].by_year == (("2026", 110, 130),)
    assert (found.total.before, found.total.after) == (110, 130)


def test_all_years_are_compared_when_asked_for() -> None:
    before = [program("Program Imunisasi", y2025=100, y2026=110)]
    found = changes(before, [program("Program Imunisasi", y2026=130)], wants_all_years=True)
    assert found.has_common
    assert not found.is_common
    assert [(one.before, one.after) for one in found.budgets] == [(210, 130)]


def test_without_a_common_year_totals_are_compared() -> None:
    found = changes([program("Program Imunisasi", y2025=100)], [program("Program Imunisasi", y2026=130)])
    assert not found.has_common
    assert found.net == 30
    assert found.n_up == 1


def test_a_budget_for_other_years_or_of_one_document_alone_is_no_change() -> None:
    before = [
        program("Program Imunisasi", y2025=100),
        program("Program Gizi", y2026=5),
        program("Program Obat"),
    ]
    after = [
        program("Program Imunisasi", y2026=130),
        program("Program Gizi", y2026=5),
        program("Program Obat"),
    ]
    found = changes(before, after)
    assert found.is_common
    assert found.budgets == []
    assert [pair.after.text for pair in found.one_sided] == ["Program Imunisasi"]
    assert [pair.after.text for pair in found.unchanged] == ["Program Gizi", "Program Obat"]


def test_every_pair_is_in_a_list_or_unchanged() -> None:
    before = [
        program("Program Imunisasi", y2025=1),
        program("Program Gizi", y2025=2),
        program("Program Obat"),
    ]
    after = [program("Program Imunisasi", y2025=9), program("Program Gizi", label=SCHOOL, y2025=2)]
    found = changes(before, after)
    assert [one.pair.after.text for one in found.budgets] == ["Program Imunisasi"]
    assert [pair.after.text for pair in found.relabelled] == ["Program Gizi"]
    assert [one.text for one in found.comparison.dropped] == ["Program Obat"]
    assert found.unchanged == found.renamed == found.moved == found.one_sided == []
    totals = {one.subdimension: (one.n_before, one.n_after) for one in found.totals}
    assert (totals[HEALTH], totals[SCHOOL]) == ((3, 1), (0, 1))


def test_the_largest_change_comes_first_whichever_way_it_goes() -> None:
    before = [program("Program Imunisasi", y2025=100), program("Program Gizi", y2025=100)]
    after = [program("Program Imunisasi", y2025=110), program("Program Gizi", y2025=20)]
    assert [one.change for one in changes(before, after).budgets] == [-80, 10]


def test_a_common_year_that_one_document_no_longer_gives_a_program_is_a_change() -> None:
    before = [program("Program Imunisasi", y2025=100, y2026=100), program("Program Gizi", y2025=5, y2026=5)]
    after = [program("Program Imunisasi", y2026=100), program("Program Gizi", y2025=5, y2026=5)]
    (budget,) = changes(before, after).budgets
    assert (budget.before, budget.after) == (200, 100)
