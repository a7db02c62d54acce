from dataclasses import replace

from classifier.formats.results import Placed
from classifier.mapping.group_headings import without_group_headings
from classifier.mapping.programs import outline
from tests.support.plan_rows import row


def names(rows: list[Placed]) -> list[str]:
    return [one.text for one in without_group_headings(rows) if one.level == "program"]


def plan(heading: str, amount: int, *amounts: int) -> list[Placed]:
    below = (row("program", f"Program {name}", y2026=n) for name, n in zip("VWXYZ", amounts, strict=False))
    return [row("program", heading, y2026=amount), *below]


def test_a_name_that_names_no_matter_is_a_heading() -> None:
    for heading in ("Program Pokok", "Program Penunjang APBD TA. 2016", "PROGRAM PRIORITAS"):
        assert names(plan(heading, 5, 7, 8)) == ["Program V", "Program W"]
    for name in ("Program Penunjang Urusan Pemerintahan Daerah", "Program Strategis Pangan", "Pokok"):
        assert names(plan(name, 5, 7, 8))[0] == name


def test_a_name_without_kegiatan_with_the_rupiah_of_the_next_programs_is_a_heading() -> None:
    rows = plan("Program Bidang Kesehatan", 12_345_678, 12_000_678, 345_000, 99)
    assert names(rows) == ["Program V", "Program W", "Program X"]
    assert sum(one.total for one in outline(rows).programs) == 12_345_777
    kegiatan = row("kegiatan", "Rapat", rows[0].text, y2026=5)
    assert len(names([rows[0], kegiatan, *rows[1:]])) == 4


def test_the_programs_below_may_have_the_money_of_their_kegiatan() -> None:
    heading = row("program", "Program Bidang Kesehatan", y2026=12_345_678)
    rows = [heading]
    for name, amount in (("V", 12_000_678), ("W", 345_000)):
        rows += [
            row("program", f"Program {name}"),
            row("kegiatan", f"Rapat {name}", f"Program {name}", y2026=amount),
        ]
    assert names(rows) == ["Program V", "Program W"]


def test_round_amounts_that_meet_by_chance_make_no_heading() -> None:
    assert len(names(plan("Program Gizi", 300_000_000, 100_000_000, 200_000_000))) == 3


def test_what_a_person_has_answered_is_a_program() -> None:
    rows = plan("Program Pokok", 5, 7, 8)
    assert len(names([replace(rows[0], is_labelled=True), *rows[1:]])) == 3
