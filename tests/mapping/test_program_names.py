from dataclasses import replace

from classifier.formats.results import Placed
from classifier.mapping.program_names import in_one_spelling
from tests.support.plan_rows import row


def of(table: str, *rows: Placed) -> list[Placed]:
    return [replace(one, table=table) for one in rows]


def programs(table: str, *names: str, y2026: int = 0) -> list[Placed]:
    return of(table, *(row("program", name, y2026=y2026) for name in names))


def names_of(rows: list[Placed]) -> list[str]:
    return list(dict.fromkeys(one.text for one in in_one_spelling(rows) if one.level == "program"))


def test_a_cut_name_is_the_program_that_another_table_prints_in_full() -> None:
    stump = replace(row("program", "Program Peningkatan Pengembangan Sistem", y2026=5), doubts=("cut",))
    full = programs("2", "Program Peningkatan Pengembangan Sistem Pelaporan Capaian Kinerja")
    assert names_of([*of("1", stump), *full]) == [full[0].text]
    assert names_of([*full, *of("2", stump)]) == [full[0].text]


def test_a_cut_name_that_may_be_either_of_two_stays() -> None:
    stump = replace(row("program", "Program Peningkatan Pelayanan"), doubts=("cut",))
    longer = programs("2", "Program Peningkatan Pelayanan Pasar", "Program Peningkatan Pelayanan Terminal")
    assert len(names_of([*of("1", stump), *longer])) == 3


def test_a_shorter_name_that_was_not_seen_cut_is_another_program() -> None:
    rows = [
        *programs("1", "Program Pelayanan Kesehatan"),
        *programs("2", "Program Pelayanan Kesehatan Lansia"),
    ]
    assert len(names_of(rows)) == 2


def test_a_cut_name_of_the_same_table_with_other_money_is_another_program() -> None:
    stump = replace(row("program", "Program Penataan Ruang dan", y2026=5), doubts=("cut",))
    full = row("program", "Program Penataan Ruang dan Permukiman", y2026=7)
    assert len(names_of(of("1", stump, full))) == 2
    assert names_of(of("1", replace(stump, pagu=()), full)) == [full.text]


def test_a_heading_in_front_is_no_part_of_a_name() -> None:
    for glued in ("Sasaran Program Pengelolaan Persampahan", "Program Program Pengelolaan Persampahan"):
        full = programs("1", "Program Pengelolaan Persampahan", y2026=5)
        assert names_of([*programs("1", glued), *full]) == [full[0].text]
    assert len(names_of(programs("1", "Program Strategi Sanitasi Kota", "Program Sanitasi Kota"))) == 2


def test_a_sentence_behind_a_name_is_no_part_of_it() -> None:
    name = "Program Pelayanan Administrasi Perkantoran"
    for sentence in (", dijabarkan dalam 1 (satu) kegiatan", " yang terdiri dari rapat", " anggaran"):
        assert names_of([*programs("1", name), *programs("2", name + sentence, y2026=5)]) == [name]
        assert names_of([*programs("1", name + sentence, y2026=5), *programs("2", name)]) == [name]


def test_another_word_between_the_same_programs_is_the_same_program() -> None:
    def plan(table: str, word: str) -> list[Placed]:
        return programs(
            table,
            "Program Sumber Daya Air",
            f"Program Perencanaan, Pengendalian dan {word} Pembangunan",
            "Program Jalan dan Jembatan",
            "Program Penataan Bangunan",
        )

    assert len(names_of([*plan("1", "Evaluasi"), *plan("2", "Pengawasan")])) == 4
    of_other_agency = [replace(one, opd="Dinas B") for one in plan("2", "Pengawasan")]
    assert len(names_of([*plan("1", "Evaluasi"), *of_other_agency])) == 5
    elsewhere = plan("2", "Pengawasan")
    assert len(names_of([*plan("1", "Evaluasi"), elsewhere[1], elsewhere[0], *elsewhere[2:]])) == 5


def test_a_list_before_the_programs_of_its_table_names_the_same_ones() -> None:
    listed = ("Ketenteraman Masyarakat dan Ketertiban", "Bina Ideologi", "Politik Dalam Negeri")
    printed = ("Ketentraman Masyarakat dan Ketertiban", "Bina Ideologi", "Politik Dalam Negeri")
    rows = [
        *programs("1", *(f"Program {name}" for name in listed)),
        *programs("1", *(f"Program {name}" for name in printed), y2026=5),
    ]
    assert len(names_of(rows)) == 3
    assert len(names_of([*rows[:1], *rows[3:]])) == 4


def test_initials_stand_for_the_words_that_another_table_spells_out() -> None:
    rows = [
        *programs("1", "Program Pengembangan Kewirausahaan Koperasi, Usaha Mikro, Kecil dan Menengah"),
        *programs("2", "Program Pengembangan Kewirausahaan KUMKM"),
    ]
    assert names_of(rows) == [rows[0].text]
    assert len(names_of([*rows[:1], *programs("2", "Program Pengembangan Kewirausahaan KUPKM")])) == 2


def test_who_pays_is_no_part_of_a_name_in_another_table() -> None:
    name = "Program Pengelolaan Ruang Laut"
    for remark in (" (APBD)", " (APBN/DK)", " (Satker Dinas Perikanan-07)", " (05)", " (Satker Dinas -"):
        assert names_of([*programs("1", name), *programs("2", name + remark)]) == [name]
    assert len(names_of(programs("1", name + " (APBN/DK)", name + " (APBN/TP)"))) == 2
    assert len(names_of([*programs("1", name), *programs("2", name + " (Pulau Kecil)")])) == 2


def test_the_same_odd_amount_speaks_for_one_program_under_two_names() -> None:
    def plan(amount: int) -> list[Placed]:
        return [
            *programs("1", "Program Peningkatan Produksi Perikanan Budidaya", y2026=amount),
            *programs("2", "Program Pengelolaan Sumber Daya Perikanan Budidaya", y2026=amount),
        ]

    assert len(names_of(plan(3_720_517_000))) == 1
    assert len(names_of(plan(3_700_000_000))) == 2


def test_a_sentence_may_go_on_with_melalui() -> None:
    name = "Program Pelayanan Administrasi Perkantoran"
    assert names_of([*programs("1", name), *programs("2", f"{name}, melalui kegiatan rapat")]) == [name]


def test_a_name_with_and_without_who_pays_is_one_also_in_one_table() -> None:
    name = "Program Produksi Pertanian"
    assert len(names_of(programs("1", name, f"{name} (APBD)"))) == 1
    with_money = [*programs("1", name, y2026=5), *programs("1", f"{name} (APBD)", y2026=7)]
    assert len(names_of(with_money)) == 2
