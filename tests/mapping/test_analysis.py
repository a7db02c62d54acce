"""What a map says beyond its cells, of programs alone."""

from __future__ import annotations

import pytest

from classifier import taxonomy
from classifier.mapping import analysis
from classifier.mapping.analysis import CountedMap
from classifier.mapping.matrix import NO_OPD, Cell, Counted, Program
from classifier.mapping.programs import Outline, outline
from tests.support.plan_rows import HEALTH, SCHOOL, WASTE, in_other, row

TAXONOMY = taxonomy.default()
CLINIC = row("program", "Program Kesehatan", label=HEALTH, y2025=100, y2026=50)
# Under a program for health, a kegiatan for schools.
LESSONS = row("kegiatan", "Penyuluhan sekolah", "Program Kesehatan", label=SCHOOL, y2026=10)
BINS = row("program", "Program Sampah", opd="Dinas B", label=WASTE, y2025=50)
FREE = row("program", "Program Lain", opd="", label=WASTE)
FIRST = outline([CLINIC, LESSONS, BINS, FREE])
SECOND = outline([in_other(BINS)])


def counted(*outlines: Outline, level: Counted = "program", year: str | None = None) -> CountedMap:
    return analysis.counted_map(outlines, TAXONOMY, counted=level, year=year)


def texts(programs: list[Program]) -> list[str]:
    return [program.text for program in programs]


def test_all_years_together_count_every_program() -> None:
    both = counted(FIRST, SECOND)
    assert texts(both.programs) == ["Program Kesehatan", "Program Sampah", "Program Lain", "Program Sampah"]
    assert [len(programs) for programs in both.by_document] == [3, 1]
    assert (both.years, both.year, both.n_left_out) == (("2025", "2026"), None, 0)


def test_a_year_counts_what_is_planned_in_it_with_the_rupiah_of_that_year_alone() -> None:
    of_2026 = counted(FIRST, SECOND, year="2026")
    assert [(program.text, dict(program.pagu)) for program in of_2026.programs] == [
        ("Program Kesehatan", {"2026": 50}),
        ("Program Lain", {}),
    ]
    assert (of_2026.years, of_2026.year) == (("2025", "2026"), "2026")
    assert (of_2026.n_left_out, of_2026.n_without_money) == (2, 1)


def test_a_plan_of_the_year_counts_whole_and_one_of_other_years_by_its_rupiah() -> None:
    of_2026 = analysis.counted_map([FIRST, SECOND], TAXONOMY, year="2026", planned=[(2026,), (2025,)])
    assert texts(of_2026.programs) == ["Program Kesehatan", "Program Sampah", "Program Lain"]
    assert (of_2026.n_left_out, of_2026.n_without_money) == (1, 2)


def test_a_year_that_no_document_names_is_all_years() -> None:
    assert counted(FIRST, year="1950") == counted(FIRST)


def test_rupiah_without_a_year_are_a_year_of_their_own_and_stand_last() -> None:
    undated = counted(outline([row("program", "Program Gizi", y=7), BINS]), year="")
    assert (texts(undated.programs), undated.years, undated.year) == (["Program Gizi"], ("2025", ""), "")


def test_kegiatan_under_programs_for_others_help_what_no_program_is_for() -> None:
    of_programs = counted(FIRST)
    assert of_programs.n_otherwise == 1
    assert of_programs.helped == {SCHOOL: 1}
    assert counted(FIRST, level="kegiatan").helped == {}


def test_a_program_printed_with_two_budgets_is_torn() -> None:
    again = row("program", "Program Sampah", opd="Dinas B", label=WASTE, y2025=60)
    assert texts(counted(outline([CLINIC, BINS, again])).torn) == ["Program Sampah"]
    assert counted(FIRST).torn == []


def test_a_program_of_several_documents_is_repeated() -> None:
    repeated = analysis.repeated(counted(FIRST, SECOND).by_document)
    assert [(one.program.text, one.n_documents) for one in repeated] == [("Program Sampah", 2)]
    assert analysis.repeated(counted(FIRST).by_document) == []


@pytest.mark.parametrize(
    ("opd", "subdimension", "expected"),
    [
        ("", "environment", ["Program Sampah", "Program Lain"]),
        ("dinasb", WASTE, ["Program Sampah"]),
        ("-", "", ["Program Lain"]),
        ("dinasa", WASTE, []),
        ("", "environ", []),
    ],
)
def test_programs_of_an_opd_and_a_subdimension_or_dimension(
    opd: str, subdimension: str, expected: list[str]
) -> None:
    assert texts(analysis.within(counted(FIRST).programs, opd, subdimension)) == expected


def test_sums_by_dimension_and_year_add_up_to_the_map() -> None:
    opd_map = counted(FIRST).map
    dimensions = analysis.by_dimension(opd_map)
    assert dimensions["living"] == Cell(1, {"2025": 100, "2026": 50})
    assert dimensions["environment"] == Cell(2, {"2025": 50})
    assert sum(cell.count for cell in analysis.by_subdimension(opd_map).values()) == 3
    years = analysis.by_year(opd_map)
    assert [(year.year, year.total) for year in years] == [("2025", 150), ("2026", 50)]
    assert {dimension: n for dimension, n in years[0].by_dimension.items() if n} == {
        "living": 100,
        "environment": 50,
    }


def test_shares_are_parts_of_all_and_0_where_nothing_is() -> None:
    shares = analysis.shares({"a": Cell(1, {"2025": 75}), "b": Cell(3, {"2025": 25})})
    assert [(share.programs, share.budget) for share in shares.values()] == [(0.25, 0.75), (0.75, 0.25)]
    empty = analysis.shares({"a": Cell(0, {})})["a"]
    assert (empty.programs, empty.budget) == (0.0, 0.0)


def test_what_an_opd_serves_stands_by_dimension_those_without_an_opd_last() -> None:
    servings = analysis.servings(counted(FIRST).map)
    assert [(serving.opd, serving.n_lacking) for serving in servings] == [
        ("Dinas A", 17),
        ("Dinas B", 17),
        (NO_OPD, 17),
    ]
    assert {d: [s.id for s in served] for d, served in servings[0].served.items()} == {"living": [HEALTH]}
