from collections import defaultdict
from collections.abc import Mapping

import pytest
from hypothesis import given

from classifier.errors import DataError
from classifier.formats.results import Placed
from classifier.mapping import matrix
from classifier.mapping.matrix import Map
from tests.support.plan_rows import HEALTH, ROWS, SCHOOL, WASTE, built, in_other, row


def cell(plan: Map, opd: str = "Dinas A", label: str = HEALTH) -> tuple[int, Mapping[str, int]]:
    found = plan.cell(opd, label)
    return found.count, found.pagu


def others(plan: Map, label: str) -> tuple[int, Mapping[str, int]]:
    """What counts in a cell of Dinas A, and is no program."""
    found = plan.cell("Dinas A", label)
    assert found.count == 0
    return found.n_others, found.pagu


def test_a_program_counts_once_for_its_opd_and_document_however_often_it_is_printed() -> None:
    plan = built(
        row("program", "Program Imunisasi", y2025=100),
        row("program", "Program Gizi", y2025=10),
        row("program", "PROGRAM  IMUNISASI", y2025=100),
    )
    assert cell(plan) == (2, {"2025": 110})


def test_the_same_program_in_two_documents_or_of_two_opds_counts_twice() -> None:
    plan = built(
        row("program", "A", y2025=1),
        in_other(row("program", "A", y2025=2)),
        row("program", "A", opd="Dinas B", y2025=4),
    )
    assert cell(plan) == (2, {"2025": 3})
    assert cell(plan, "Dinas B") == (1, {"2025": 4})


def test_a_programs_own_budget_counts_and_what_stands_under_it_does_not() -> None:
    plan = built(
        row("program", "A", y2025=100),
        row("kegiatan", "K", "A", y2025=60),
        row("subkegiatan", "S", "A", y2025=60),
        row("kegiatan", "L", "A", y2025=40),
    )
    assert cell(plan) == (1, {"2025": 100})


def test_a_program_without_a_budget_has_its_kegiatans() -> None:
    plan = built(
        row("program", "A"),
        row("kegiatan", "K", "A", y2025=60, y2026=70),
        row("subkegiatan", "S", "A", y2025=99),
        row("kegiatan", "L", "A", y2025=40),
    )
    assert cell(plan) == (1, {"2025": 100, "2026": 70})


def test_kegiatan_without_a_budget_have_their_sub_kegiatans() -> None:
    plan = built(
        row("program", "A", y2025=0),
        row("kegiatan", "K", "A"),
        row("subkegiatan", "S", "A", y2025=5),
        row("subkegiatan", "T", "A", y2025=6),
        row("kegiatan", "L", "A", y2025=40),
        row("subkegiatan", "U", "A", y2025=40),
    )
    assert cell(plan) == (1, {"2025": 51})


def test_sub_kegiatan_straight_under_a_program_are_its_budget() -> None:
    assert cell(
        built(row("program", "A"), row("subkegiatan", "S", "A", y=5), row("subkegiatan", "T", "A", y=6))
    ) == (
        1,
        {"": 11},
    )


def test_a_table_printed_again_adds_nothing() -> None:
    table = [row("program", "A"), row("kegiatan", "K", "A"), row("subkegiatan", "S", "A", y2025=5)]
    assert cell(built(*table, *table)) == (1, {"2025": 5})


def test_a_budget_that_a_later_table_prints_is_taken_in() -> None:
    plan = built(row("program", "A", y2025=0), row("program", "B"), row("program", "A", y2025=7, y2026=8))
    assert cell(plan) == (2, {"2025": 7, "2026": 8})


def test_a_kegiatan_of_an_earlier_program_stands_under_that_one() -> None:
    plan = built(
        row("program", "A", y2025=100),
        row("program", "B", label=WASTE),
        row("kegiatan", "K", "A", label=SCHOOL, y2025=50),
        row("kegiatan", "L", "B", y2025=7),
    )
    assert cell(plan) == (1, {"2025": 100})
    assert cell(plan, label=WASTE) == (1, {"2025": 7})
    assert cell(plan, label=SCHOOL) == (0, {})


def test_a_sub_kegiatan_after_another_programs_kegiatan_stands_under_its_own_program() -> None:
    plan = built(
        row("program", "A"),
        row("kegiatan", "K", "Z", label=WASTE, y2025=1),
        row("subkegiatan", "S", "A", y2025=50),
    )
    assert cell(plan) == (1, {"2025": 50})
    assert others(plan, WASTE) == (1, {"2025": 1})


def test_a_kegiatan_of_a_program_that_every_opd_has_stands_under_its_own_opds() -> None:
    plan = built(
        row("program", "Penunjang", opd="Dinas A"),
        row("program", "Penunjang", opd="Dinas B"),
        row("kegiatan", "Gaji", "Penunjang", opd="Dinas A", y2025=5),
        row("kegiatan", "Gaji", "Penunjang", opd="Dinas B", y2025=8),
    )
    assert cell(plan) == (1, {"2025": 5})
    assert cell(plan, "Dinas B") == (1, {"2025": 8})


def test_a_kegiatan_of_another_opd_stands_under_the_program_all_the_same() -> None:
    plan = built(row("program", "A", opd="Dinas A"), row("kegiatan", "K", "A", opd="Dinas B", y2025=5))
    assert cell(plan) == (1, {"2025": 5})
    assert plan.opds == ("Dinas A",)


def test_kegiatan_without_a_program_are_told_apart_and_their_money_counts() -> None:
    plan = built(
        in_other(row("program", "A", y2025=1)),
        row("kegiatan", "K", "A", label=SCHOOL, y2025=60),
        row("kegiatan", "L", label=SCHOOL, y2025=40),
        row("subkegiatan", "S", "Z", label=WASTE, y2025=5),
    )
    assert cell(plan) == (1, {"2025": 1})
    assert others(plan, SCHOOL) == (2, {"2025": 100})
    assert others(plan, WASTE) == (1, {"2025": 5})
    assert (plan.row("Dinas A").count, plan.n_others) == (1, 3)


def test_what_kegiatan_alone_serve_is_no_gap() -> None:
    plan = built(row("kegiatan", "K", label=SCHOOL))
    assert len(plan.gaps) == 17
    assert SCHOOL not in plan.gaps


def test_opds_that_differ_in_case_spaces_and_signs_are_one() -> None:
    plan = built(
        row("program", "A", opd="Dinas  Kesehatan"),
        row("program", "B", opd="DINAS KESEHATAN"),
        row("program", "C", opd=" dinas kesehatan."),
        row("program", "D", opd="Dinas Contoh"),
        row("program", "E", opd="DINAS CONTOH"),
    )
    assert plan.opds == ("Dinas Kesehatan", "Dinas Contoh")
    assert [cell(plan, opd) for opd in plan.opds] == [(3, {}), (2, {})]


def test_rows_without_an_opd_stand_under_a_name_that_says_so() -> None:
    plan = built(row("program", "A", opd=""), row("program", "B", opd="  "))
    assert plan.opds == ("(tanpa perangkat daerah)",)
    assert cell(plan, "(tanpa perangkat daerah)") == (2, {})


def test_gaps_are_the_subdimensions_without_any_program() -> None:
    plan = built(row("program", "A"), row("program", "B", label=WASTE))
    assert len(plan.gaps) == 16
    assert HEALTH not in plan.gaps
    assert WASTE not in plan.gaps
    assert plan.gaps[0] == "governance.pelayanan-publik"
    assert len(built().gaps) == 18


def test_years_are_those_of_all_cells_in_order() -> None:
    plan = built(row("program", "A", y2026=1, y2024=1), row("program", "B", label=WASTE, y=1, y2025=1))
    assert plan.years == ("", "2024", "2025", "2026")


def test_a_subdimension_that_the_taxonomy_lacks_is_an_error() -> None:
    with pytest.raises(DataError, match=r'unknown subdimension "living\.zzz"'):
        built(row("program", "A", label="living.zzz"))


def test_cells_are_told_as_dicts_by_opd_and_taxonomy() -> None:
    plan = built(
        row("program", "A", opd="Dinas B", label=WASTE, y2026=2, y2025=1),
        row("program", "B", opd="Dinas A"),
        row("program", "C", opd="Dinas B"),
        row("kegiatan", "K", opd="Dinas B", y2026=3),
        row("subkegiatan", "S", opd="Dinas B"),
    )
    assert matrix.cell_dicts(plan) == [
        {"opd": "Dinas B", "subdimension": HEALTH, "count": 1, "without_program": 1, "pagu": {"2026": 3}},
        {
            "opd": "Dinas B",
            "subdimension": WASTE,
            "count": 1,
            "without_program": 0,
            "pagu": {"2025": 1, "2026": 2},
        },
        {"opd": "Dinas A", "subdimension": HEALTH, "count": 1, "without_program": 0, "pagu": {}},
    ]


@given(ROWS)
def test_totals_over_opds_are_totals_over_subdimensions(rows: list[Placed]) -> None:
    plan = built(*rows)
    down, across = [plan.column(s) for s in plan.taxonomy.ids], [plan.row(opd) for opd in plan.opds]
    assert sum(one.count for one in down) == sum(one.count for one in across) <= len(rows)
    assert sum(one.n_others for one in down) == sum(one.n_others for one in across) == plan.n_others
    assert sum(one.total for one in down) == sum(one.total for one in across)
    assert sum(one.total for one in plan.by_urusan.values()) == sum(one.total for one in down)
    for year in ("", "2025", "2026"):
        assert sum(one.pagu.get(year, 0) for one in down) == sum(one.pagu.get(year, 0) for one in across)


def folded(*plans: Map) -> dict[tuple[str, str], tuple[int, dict[str, int]]]:
    """Cells of all plans added up; OPDs by their spelling in lower case, years of no rupiah left out."""
    counts, money = defaultdict[tuple[str, str], int](int), defaultdict[tuple[str, str], dict[str, int]](dict)
    for plan in plans:
        for (opd, label), one in plan.cells.items():
            key = opd.lower(), label
            counts[key] += one.count
            for year, amount in one.pagu.items():
                money[key][year] = money[key].get(year, 0) + amount
    return {key: (n, {year: v for year, v in money[key].items() if v}) for key, n in counts.items()}


@given(ROWS, ROWS)
def test_adding_a_document_adds_its_map(first: list[Placed], second: list[Placed]) -> None:
    other = [in_other(one) for one in second]
    assert folded(built(*first, *other)) == folded(built(*first), built(*other))
