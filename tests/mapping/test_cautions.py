from dataclasses import replace

from classifier import taxonomy
from classifier.formats.results import Placed
from classifier.i18n.messages import translator
from classifier.mapping import analysis, map_words, matrix
from classifier.mapping.cautions import Cautions, Doubted, NoMoney, Substitute, UnmetTotal
from classifier.mapping.counting import LeftOut
from classifier.mapping.programs import outline
from tests.support.plan_rows import built, in_other, row

HUGE = 20_000_000_000_000


def of(table: str, role: str, *rows: Placed, doubts: tuple[str, ...] = ()) -> list[Placed]:
    return [replace(one, table=table, role=role, doubts=doubts) for one in rows]


def test_a_map_of_plans_that_are_sure_has_nothing_to_say() -> None:
    plan = built(row("program", "A", y2026=5))
    assert plan.cautions == Cautions()
    assert plan.cautions.is_empty


def test_programs_whose_tables_are_all_doubted_are_counted() -> None:
    doubted = of("1", "plan", row("program", "A"), row("program", "B"), doubts=("role", "pagu"))
    sure = of("2", "plan", row("program", "B"), doubts=("name",))
    cautions = built(*(replace(one, page=3) for one in doubted), *sure).cautions
    assert cautions.role_doubted == (Doubted("a.pdf", "A", 3),)
    assert cautions.n_role_doubted == 1


def test_a_program_whose_name_is_cut_wherever_it_is_printed_counts_and_is_named() -> None:
    stump = of("1", "plan", row("program", "Program Peningkatan Mutu dan", y2026=5), doubts=("cut",))
    assert [one.text for one in built(*stump).cautions.cut] == ["Program Peningkatan Mutu dan"]
    full = of("2", "plan", row("program", "Program Peningkatan Mutu dan Akses Pendidikan"))
    assert built(*stump, *full).cautions.cut == ()


def test_an_agency_with_programs_and_without_any_rupiah_is_told() -> None:
    poor = [row("program", name, opd="Dinas B") for name in ("A", "B")]
    plan = built(row("program", "A", y2026=5), *poor, row("kegiatan", "K", opd="Dinas C"))
    assert plan.cautions.without_money == (NoMoney("Dinas B", 2),)
    rich = built(*poor, row("kegiatan", "K", opd="Dinas B", y2026=7))
    assert rich.cautions.without_money == ()


def test_at_most_three_programs_are_named_and_the_others_counted() -> None:
    doubted = of("1", "plan", *(row("program", f"Program {x}", y2026=5) for x in "ABCDE"), doubts=("role",))
    (sentence,) = map_words.caution_sentences(built(*doubted), translator("id"))
    assert sentence == (
        "5 program yang dihitung hanya ada di tabel yang belum pasti merupakan tabel rencana: "
        "Program A (a.pdf); Program B (a.pdf); Program C (a.pdf); dan 2 lainnya."
    )


def test_amounts_left_out_are_listed_with_their_row() -> None:
    misread = replace(row("program", "A", y2025=5, y2026=HUGE), id="r1", document="a b.pdf 5f5f")
    plan = built(misread)
    assert plan.cautions.left_out == (LeftOut("a b.pdf", "A", "2026", HUGE, "r1"),)
    assert plan.column(misread.subdimension).pagu == {"2025": 5}
    of_2025 = analysis.counted_map([outline([misread])], taxonomy.default(), year="2025")
    assert of_2025.map.cautions.left_out == ()
    assert built(replace(misread, is_labelled=True)).cautions.left_out == ()


def test_a_ceiling_that_is_given_decides_what_is_left_out() -> None:
    rows = [row("program", "A", y2026=500)]
    plan = matrix.build(rows, taxonomy.default(), ceiling=499)
    assert [one.amount for one in plan.cautions.left_out] == [500]
    assert matrix.build(rows, taxonomy.default(), ceiling=500).cautions.left_out == ()


def test_documents_whose_evaluation_or_review_counts_are_named() -> None:
    rows = [
        *of("1", "evaluation", row("program", "A")),
        *map(in_other, of("1", "plan", row("program", "A"))),
        *(replace(one, document="c.pdf") for one in of("1", "proposal", row("program", "A"))),
    ]
    assert built(*rows).cautions.substitutes == (Substitute("a.pdf", "evaluation"), Substitute("c.pdf", ""))


def test_an_unmet_total_says_what_rows_have_more_or_less() -> None:
    unmet = UnmetTotal("a.pdf", "Tabel 1", 3, 4, printed=100, read=90)
    assert unmet.difference == -10
    plan = matrix.build([row("program", "A")], taxonomy.default(), unmet=[unmet])
    assert plan.cautions.unmet == (unmet,)
