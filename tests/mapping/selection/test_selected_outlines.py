"""What of the chosen documents a mapping counts."""

from __future__ import annotations

from collections.abc import Mapping

from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.counting import LeftOut
from classifier.mapping.programs import Conflict, Outline, Program
from classifier.mapping.selection.document_choice import Choice, Why
from classifier.mapping.selection.selected_outlines import ChosenDocument, selected_outlines


def program(
    text: str, pagu: Mapping[str, int], *, opd: str = "Dinas Sosial", document: str = "a", row: str = ""
) -> Program:
    rows = (row or f"{document} {text}",)
    return Program(document, opd, "program", "", text, "a.b", pagu, rows, conflicts=(Conflict("2030", ()),))


def chosen(
    *programs: Program,
    years: tuple[int, ...] = (2026,),
    counted: tuple[int, ...] = (2026,),
    is_rest: bool = False,
    left_out: tuple[LeftOut, ...] = (),
    why: Why = "only",
) -> ChosenDocument:
    choice = Choice("a", counted, "rest" if is_rest else why, is_rest=is_rest)
    opd = "" if is_rest else programs[0].opd
    return ChosenDocument(Outline(programs, (), left_out), choice, years, opd)


def told(*documents: ChosenDocument) -> list[dict[str, dict[str, int]]]:
    return [
        {one.text: dict(one.pagu) for one in outline.programs} for outline in selected_outlines(documents)
    ]


def test_a_plan_of_the_year_counts_whole_with_the_money_of_the_year() -> None:
    renja = chosen(program("A", {"2026": 5, "2027": 7}), program("B", {}), program("C", {"": 3}))
    assert told(renja) == [{"A": {"2026": 5}, "B": {}, "C": {"": 3}}]


def test_of_a_plan_of_more_years_counts_what_has_money_in_the_year() -> None:
    renstra = chosen(
        program("A", {"2025": 5, "2026": 7}),
        program("B", {"2025": 5}),
        program("C", {}),
        program("D", {"": 30}),
        years=(2025, 2026),
    )
    assert told(renstra) == [{"A": {"2026": 7}, "C": {}, "D": {}}]


def test_conflicts_and_amounts_left_out_are_of_the_year() -> None:
    amounts = (LeftOut("a", "A", "2026", 9), LeftOut("a", "A", "2027", 9), LeftOut("a", "A", "", 9))
    (outline,) = selected_outlines([chosen(program("A", {"2026": 5}), left_out=amounts)])
    assert outline.programs[0].conflicts == ()
    assert [one.year for one in outline.left_out] == ["2026", ""]


def test_the_plan_of_the_region_counts_for_agencies_without_their_own_document() -> None:
    own = chosen(program("A", {"2026": 5}))
    rkpd = chosen(
        program("A lain", {"2026": 5}, opd="DINAS SOSIAL"),
        program("B", {"2026": 6}, opd="Dinas Kesehatan"),
        program("a", {"2026": 5}, opd=NO_OPD),
        program("C", {"2026": 7}, opd=NO_OPD),
        is_rest=True,
    )
    assert told(own, rkpd) == [{"A": {"2026": 5}}, {"B": {"2026": 6}, "C": {"2026": 7}}]


def test_a_program_of_several_years_counts_once_with_the_money_of_each() -> None:
    first = chosen(program("A", {"2026": 5}, row="1"))
    later = chosen(
        program("a", {"2027": 6}, document="b", row="2"),
        program("B", {"2027": 7}, document="b"),
        years=(2027,),
        counted=(2027,),
    )
    outlines = selected_outlines([first, later])
    assert [{one.text: dict(one.pagu) for one in outline.programs} for outline in outlines] == [
        {"A": {"2026": 5, "2027": 6}},
        {"B": {"2027": 7}},
    ]
    assert outlines[0].programs[0].rows == ("1", "2")


def test_a_document_of_other_years_that_a_person_switched_on_counts_whole_with_its_own_money() -> None:
    programs = program("A", {"2024": 5, "2025": 7}), program("B", {"2024": 5}), program("C", {})
    whole = [{"A": {"2024": 5, "2025": 7}, "B": {"2024": 5}, "C": {}}]
    for years in ((2024, 2025), ()):
        assert told(chosen(*programs, years=years, why="by_hand")) == whole
    of_the_year = chosen(*programs, years=(2024, 2025, 2026), why="by_hand")
    assert told(of_the_year) == [{"C": {}}]


def test_programs_of_no_agency_in_two_documents_are_two() -> None:
    one = chosen(program("A", {"2026": 5}, opd=NO_OPD))
    other = chosen(program("A", {"2027": 6}, opd=NO_OPD, document="b"), years=(2027,), counted=(2027,))
    assert told(one, other) == [{"A": {"2026": 5}}, {"A": {"2027": 6}}]
