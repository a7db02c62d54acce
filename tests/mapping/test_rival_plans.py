from dataclasses import replace

from classifier import taxonomy
from classifier.formats.results import Placed
from classifier.i18n.messages import translator
from classifier.mapping import map_words, matrix
from classifier.mapping.programs import outline
from tests.support.plan_rows import row

NAMES = ("Gizi Masyarakat", "Imunisasi Dasar", "Penataan Ruang")


def plan(
    table: str, caption: str, *amounts: int, page: int = 0, counts: bool | None = None, kegiatan: str = ""
) -> list[Placed]:
    rows = []
    for name, amount in zip(NAMES, amounts, strict=False):
        rows.append(row("program", f"Program {name}", y2026=amount))
        if kegiatan:
            rows.append(row("kegiatan", f"{kegiatan} {name}", f"Program {name}", y2026=amount))
    return [replace(one, table=table, caption=caption, page=page, counts=counts) for one in rows]


ORIGINAL = plan("1", "Tabel 1 Rencana Program Tahun 2026", 10, 20, 30, page=3)
CHANGE = plan("2", "Tabel 2 Rencana Program Perubahan Tahun 2026", 11, 22, page=9)


def money(rows: list[Placed]) -> list[int]:
    return [one.total for one in outline(rows).programs]


def test_a_change_counts_before_the_plan_that_it_changes_whichever_stands_first() -> None:
    assert money(ORIGINAL + CHANGE) == [11, 22, 30]
    assert money(CHANGE + ORIGINAL) == [11, 22, 30]
    before = [replace(one, caption="Pagu sebelum perubahan") for one in CHANGE]
    assert money(ORIGINAL + before) == [10, 20, 30]


def test_what_a_change_lacks_is_planned_unless_the_change_has_nearly_all_else() -> None:
    five = ("Gizi", "Imunisasi", "Energi", "Pangan", "Pasar")
    original = [row("program", f"Program {name}", y2026=n) for n, name in enumerate(five, start=1)]
    changed = [replace(one, pagu=(("2026", 9),), table="2", caption="Perubahan") for one in original]
    original = [replace(one, table="1", caption="Semula") for one in original]
    assert money(original + changed[:3]) == [9, 9, 9, 4, 5]
    assert money(original + changed[:4]) == [9, 9, 9, 9]


def test_a_final_plan_counts_before_a_draft_and_the_fuller_table_where_nothing_says_which() -> None:
    assert money(plan("1", "Rancangan Renja", 10, 20, 30) + plan("2", "Renja", 11, 22)) == [11, 22, 30]
    assert money(plan("1", "Renja", 10, 20) + plan("2", "Renja lagi", 11, 22, 33)) == [11, 22, 33]


def test_tables_of_other_funds_years_or_kegiatan_are_no_rivals() -> None:
    for one, other in (
        (plan("1", "Pagu APBD", 10, 20), plan("2", "Pagu APBN", 11, 22)),
        (plan("1", "Tahun 2025", 10, 20), plan("2", "Tahun 2026", 11, 22)),
        (plan("1", "A", 10, 20, kegiatan="Rapat"), plan("2", "B", 11, 22, kegiatan="Monitoring")),
        (plan("1", "A", 10, 20), plan("2", "B", 10, 20)),
        (plan("1", "Perubahan Iklim", 10), plan("2", "B", 11)),
    ):
        assert outline(one + other).rivals == ()


def test_a_person_decides_which_counts() -> None:
    on = [replace(one, counts=True) for one in ORIGINAL]
    assert money(on + CHANGE) == [10, 20, 30]
    off = [replace(one, counts=False) for one in CHANGE]
    assert outline(ORIGINAL + off).rivals == ()
    both_on = outline(on + [replace(one, counts=True) for one in CHANGE])
    assert both_on.rivals == ()


def test_the_kegiatan_of_a_plan_that_does_not_count_keep_their_rows_and_lose_their_money() -> None:
    one, other = (
        plan(t, c, *a, kegiatan="Rapat") for t, c, a in (("1", "A", (10, 20)), ("2", "revisi", (11, 22)))
    )
    rows = [replace(each, id=str(n)) for n, each in enumerate(one + other)]
    kegiatan = outline(rows).kegiatan
    assert [(each.total, each.rows) for each in kegiatan] == [(11, ("1", "5")), (22, ("3", "7"))]


def test_the_map_says_which_plan_does_not_count_with_pages_and_difference() -> None:
    rows = [replace(one, pagu=(("2026", one.pagu[0][1] * 10**9),)) for one in ORIGINAL + CHANGE]
    city_map = matrix.build(rows, taxonomy.default())
    (rival,) = city_map.cautions.rivals
    assert (rival.page, rival.counted_page, rival.n_programs) == (3, 9, 2)
    assert (rival.amount, rival.counted_amount, rival.difference) == (30 * 10**9, 33 * 10**9, -3 * 10**9)
    (sentence,) = map_words.caution_sentences(city_map, translator("en"))
    assert "a.pdf p. 3: Rp 30.0 billion, counted from p. 9: Rp 33.0 billion (−Rp 3.0 billion)" in sentence


def test_years_for_which_the_plan_that_counts_prints_no_money_keep_that_of_the_other() -> None:
    years = ("2026", "2027")
    one = plan("1", "Semula", 10, 20, kegiatan="Rapat")
    one = [replace(each, pagu=tuple((year, each.pagu[0][1]) for year in years)) for each in one]
    other = plan("2", "Perubahan", 11, 22, kegiatan="Rapat")
    counted = outline(one + other)
    assert len(counted.rivals) == 1
    assert [dict(each.pagu) for each in counted.programs] == [
        {"2026": 11, "2027": 10},
        {"2026": 22, "2027": 20},
    ]
    assert [dict(each.pagu) for each in counted.kegiatan] == [
        {"2026": 11, "2027": 10},
        {"2026": 22, "2027": 20},
    ]


def test_a_program_without_money_in_the_plan_that_counts_keeps_that_of_the_other() -> None:
    change = [*CHANGE, replace(row("program", f"Program {NAMES[2]}"), table="2", caption=CHANGE[0].caption)]
    assert money(ORIGINAL + change) == [11, 22, 30]


def test_two_tables_that_sort_one_plan_otherwise_are_no_parts_of_it() -> None:
    by_sasaran = [
        replace(row("program", f"Program {name}", y2026=amount), table="1")
        for name, amount in (("Gizi", 70), ("Pangan", 32), ("Energi", 9), ("Pasar dan Dagang", 10))
    ]
    by_number = [
        replace(row("program", f"Program {name}", y2026=amount), table="2")
        for name, amount in (("Gizi", 70), ("Pangan", 32), ("Sarana", 11), ("Energi", 9))
    ]
    assert sum(money(by_sasaran + by_number)) == 121
    # What one has alone besides is planned there.
    assert sum(money(by_sasaran[:3] + by_number)) == 122
    # Other money is another part.
    more = [*by_number[:2], replace(by_number[2], pagu=(("2026", 40),)), by_number[3]]
    assert sum(money(by_sasaran + more)) == 161
