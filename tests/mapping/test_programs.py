from collections.abc import Mapping
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from classifier import taxonomy
from classifier.formats.results import Placed
from classifier.mapping import matrix
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.counting import held_by_answers
from classifier.mapping.programs import Conflict, Program, labelled, outline, without_labels
from tests.support.plan_rows import HEALTH, ROWS, SCHOOL, WASTE, in_other, row


def counted(*rows: Placed) -> list[Program]:
    """What counts when kegiatan are counted."""
    return list(outline(rows).kegiatan)


def texts(*rows: Placed) -> list[str]:
    return [one.text for one in counted(*rows)]


def budgets(*rows: Placed) -> dict[str, Mapping[str, int]]:
    return {one.text: one.pagu for one in counted(*rows)}


def test_each_kegiatan_counts_with_its_own_label_and_its_own_budget() -> None:
    first, second = counted(
        row("program", "A", label=HEALTH, y2025=100),
        row("kegiatan", "K", "A", label=WASTE, y2025=60),
        row("kegiatan", "L", "A", label=SCHOOL, y2025=40),
    )
    assert (first.text, first.subdimension, first.pagu) == ("K", WASTE, {"2025": 60})
    assert (second.text, second.subdimension, second.pagu) == ("L", SCHOOL, {"2025": 40})


def test_a_kegiatan_without_a_budget_has_its_sub_kegiatans() -> None:
    found = budgets(
        row("program", "A", y2025=100),
        row("kegiatan", "K", "A"),
        row("subkegiatan", "S", "A", y2025=30),
        row("subkegiatan", "T", "A", y2025=20),
    )
    assert found == {"K": {"2025": 50}}


def test_what_a_program_prints_beyond_its_kegiatan_together_counts_nowhere() -> None:
    assert budgets(row("program", "A", y2025=100), row("kegiatan", "K", "A", y2025=60)) == {"K": {"2025": 60}}
    assert budgets(row("program", "A", y2025=100), row("kegiatan", "K", "A")) == {"K": {}}


def test_a_program_without_kegiatan_counts_by_itself() -> None:
    (one,) = counted(row("program", "A", y2025=100))
    assert (one.level, one.text, one.total, one.above) == ("program", "A", 100, "")


def test_a_kegiatan_without_a_program_counts_by_itself_and_its_sub_kegiatan_do_not() -> None:
    rows = (
        row("kegiatan", "K", "Z"),
        row("subkegiatan", "S", "Z", y2025=30),
        row("kegiatan", "L", "Z", y2025=7),
        row("subkegiatan", "S", "Z", y2025=5),
    )
    assert budgets(*rows) == {"K": {"2025": 30}, "L": {"2025": 7}}
    found = outline(rows).programs
    assert [(one.text, one.total) for one in found] == [("K", 30), ("L", 7)]


def test_a_sub_kegiatan_under_two_kegiatan_without_a_program_is_the_budget_of_both() -> None:
    found = budgets(
        row("kegiatan", "K", "Z"),
        row("subkegiatan", "S", "Z", y2025=30),
        row("kegiatan", "L", "Z"),
        row("subkegiatan", "S", "Z", y2025=5),
    )
    assert found == {"K": {"2025": 30}, "L": {"2025": 5}}


def test_a_sub_kegiatan_without_a_kegiatan_counts_by_itself() -> None:
    assert texts(row("program", "A"), row("subkegiatan", "S", "A", y=5)) == ["S"]
    assert texts(row("subkegiatan", "S", "Z", y=5)) == ["S"]
    # Of another OPD, or of another program, it does not belong to the kegiatan above it.
    assert texts(row("kegiatan", "K", "Z"), row("subkegiatan", "S", "Z", opd="Dinas B")) == ["K", "S"]
    assert texts(row("kegiatan", "K", "Z"), row("subkegiatan", "S", "Y")) == ["K", "S"]


def test_a_sub_kegiatan_that_a_kegiatan_of_the_program_has_does_not_count_beside_it() -> None:
    table = [row("program", "A"), row("kegiatan", "K", "A", y=5), row("subkegiatan", "S", "A", y=5)]
    assert texts(*table, row("program", "A"), row("subkegiatan", "S", "A", y=5)) == ["K"]


def test_a_table_printed_again_adds_no_kegiatan() -> None:
    table = [row("program", "A"), row("kegiatan", "K", "A", y2025=5), row("kegiatan", "L", "A", y2025=6)]
    assert budgets(*table, *table) == {"K": {"2025": 5}, "L": {"2025": 6}}
    assert texts(*table, *map(in_other, table)) == ["K", "L", "K", "L"]


def test_a_kegiatan_stands_under_its_own_opd_or_else_its_programs() -> None:
    found = counted(
        row("program", "A", opd="Dinas A"),
        row("kegiatan", "K", "A", opd="Dinas B"),
        row("kegiatan", "L", "A", opd=""),
        row("program", "B", opd=""),
        row("kegiatan", "M", "B", opd="Dinas C"),
        row("kegiatan", "N", "B", opd=""),
        row("program", "C", opd=""),
        row("kegiatan", "O", "C", opd=""),
    )
    assert [one.opd for one in found] == ["Dinas B", "Dinas A", "Dinas C", "Dinas C", NO_OPD]


def test_a_kegiatan_knows_the_subdimension_of_its_program() -> None:
    program = row("program", "A", label=HEALTH)
    answered = replace(program, subdimension=SCHOOL, is_labelled=True)
    (one,) = counted(program, answered, row("kegiatan", "K", "A", label=WASTE))
    assert (one.subdimension, one.above) == (WASTE, SCHOOL)


def test_a_persons_answer_to_one_print_of_a_kegiatan_is_its_label() -> None:
    kegiatan = row("kegiatan", "K", "A", label=HEALTH)
    answered = replace(kegiatan, subdimension=WASTE, is_labelled=True)
    assert [one.subdimension for one in counted(row("program", "A"), kegiatan, answered)] == [WASTE]


def test_programs_are_those_that_the_map_counts() -> None:
    rows = [row("program", "A", y=1), row("kegiatan", "K", "A"), row("kegiatan", "L", "Z")]
    assert list(outline(rows).programs) == matrix.programs(rows)


def test_a_map_of_kegiatan_says_that_it_counts_them() -> None:
    rows = [row("program", "A", y=9), row("kegiatan", "K", "A", label=WASTE, y=4)]
    plan = matrix.of(outline(rows).kegiatan, taxonomy.default(), counted="kegiatan")
    assert plan.counted == "kegiatan"
    assert plan.column(WASTE).total == 4
    assert plan.column(HEALTH).count == 0
    assert matrix.build(rows, taxonomy.default()).counted == "program"


def named(one: Placed, name: str) -> Placed:
    return replace(one, id=name)


def test_prints_that_disagree_are_told_with_the_amount_that_counts_first() -> None:
    (program,) = matrix.programs(
        [
            named(row("program", "A", y2025=5, y2026=1), "r1"),
            named(row("program", "A", y2025=7, y2026=1), "r2"),
            named(row("program", "A", y2025=7, y2026=1), "r3"),
        ]
    )
    assert program.pagu == {"2025": 5, "2026": 1}
    assert program.conflicts == (Conflict("2025", (("r1", 5), ("r2", 7))),)


def test_prints_with_the_same_budget_or_with_none_do_not_disagree() -> None:
    (program,) = matrix.programs(
        [row("program", "A", y2025=0), row("program", "A", y2025=7), row("program", "A", y2026=8)]
    )
    assert program.conflicts == ()
    assert program.pagu == {"2025": 7, "2026": 8}


def test_a_sub_kegiatan_that_two_tables_place_differently_counts_its_rupiah_once() -> None:
    rows = (
        row("program", "A"),
        row("subkegiatan", "S", "A", y2025=100),
        row("program", "A"),
        row("kegiatan", "K", "A"),
        row("subkegiatan", "S", "A", y2025=100),
    )
    (program,) = outline(rows).programs
    assert program.pagu == {"2025": 100}


def test_a_program_without_an_opd_joins_that_of_the_opd_its_kegiatan_name() -> None:
    rows = (
        row("program", "A", opd="", y2025=100),
        row("kegiatan", "K", "A", opd="Dinas A"),
        row("program", "A", opd="Dinas A", y2025=100),
    )
    (program,) = outline(rows).programs
    assert (program.opd, program.pagu) == ("Dinas A", {"2025": 100})


def test_kegiatan_of_one_name_of_two_opds_are_two() -> None:
    rows = (
        row("program", "A", opd=""),
        row("kegiatan", "K", "A", opd="Dinas A", y2025=100),
        row("kegiatan", "K", "A", opd="Dinas B", y2025=200),
    )
    found = outline(rows)
    assert [(one.opd, one.pagu) for one in found.kegiatan] == [
        ("Dinas A", {"2025": 100}),
        ("Dinas B", {"2025": 200}),
    ]
    (program,) = found.programs
    assert program.pagu == {"2025": 300}


def test_the_sum_of_its_kegiatan_counts_for_a_program_that_alone_breaks_a_printed_total() -> None:
    rows = [
        replace(one, table="1")
        for one in (
            row("program", "A", y2025=900),
            row("kegiatan", "K", "A", y2025=60),
            row("kegiatan", "L", "A", y2025=30),
            row("program", "B", y2025=50),
            row("kegiatan", "M", "B", y2025=45),
        )
    ]

    def budgets_by(total: int) -> list[Mapping[str, int]]:
        totals = {("a.pdf", "1"): ((("2025", total),), 1)}
        return [one.pagu for one in outline(rows, totals=totals).programs]

    assert budgets_by(140) == [{"2025": 90}, {"2025": 50}]
    # Neither meets another total, and as printed they meet theirs.
    assert budgets_by(135) == [{"2025": 900}, {"2025": 50}]
    assert budgets_by(950) == [{"2025": 900}, {"2025": 50}]


@given(ROWS, st.data())
def test_new_labels_are_put_in_as_if_the_rows_were_joined_again(
    rows: list[Placed], data: st.DataObject
) -> None:
    ceiling = 5 * 10**12
    before, now = (
        [
            replace(one, id=f"r{i}", subdimension=label, is_labelled=is_labelled)
            for i, (one, label, is_labelled) in enumerate(
                zip(rows, data.draw(_labels(len(rows))), data.draw(_answered(len(rows))), strict=True)
            )
        ]
        for _ in range(2)
    )
    held = held_by_answers(before, ceiling=ceiling)
    answered = {one.id for one in now if one.is_labelled}
    assume({one.id for one in before if one.is_labelled} & held == answered & held)
    unlabelled = outline(without_labels(before, held), ceiling=ceiling)
    in_force = {one.id: one.subdimension for one in now}
    assert labelled(unlabelled, in_force, answered) == outline(now, ceiling=ceiling)


def _labels(n: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([HEALTH, SCHOOL, WASTE]), min_size=n, max_size=n)


def _answered(n: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=n, max_size=n)


def test_headings_and_amounts_that_cannot_be_are_held_by_answers() -> None:
    heading = replace(row("program", "Program Pokok", y2026=5), id="heading")
    huge = replace(row("program", "Program Gizi", y2026=10**14), id="huge")
    usual = replace(row("program", "Program Ibu", y2026=10**9), id="usual")
    assert held_by_answers([heading, huge, usual]) == {"heading", "huge"}
