"""Rows of running text: names that a judge is sure of, and lists that the rules of print know."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from classifier.evidence.decoding import NameRun
from classifier.evidence.judgement import LineOpinion, PageJudgement
from classifier.evidence.lines import text_chain
from classifier.pdf.layout import Line, PageTables
from classifier.rows import list_rows
from classifier.rows.draft import Draft
from classifier.rows.list_rows import ListRows
from classifier.rows.table_parts import IN_TEXT
from tests.support.plain_tables import line, page

PROGRAM, KEGIATAN = (0.9, 0.05, 0.05), (0.05, 0.9, 0.05)
END = float("inf")
LIST = ("1. Program Kota Hijau", "2. Program Kota Sehat")


def sheet(*texts: str, number: int = 1) -> PageTables:
    return page(number=number, lines=[line(text, 60, 60 + 20 * i) for i, text in enumerate(texts)])


def name(
    of: Line, *, begins: float = 0.9, levels: tuple[float, float, float] = PROGRAM, **known: str
) -> NameRun:
    chain = text_chain([of])
    assert chain is not None
    run = NameRun(chain.lines, begins, 1.0, levels, text=chain.lines[0].text)
    run.kode, run.amount = known.get("kode", ""), known.get("amount", "")
    return run


def judgement(runs: Sequence[NameRun] = (), opinions: Sequence[tuple[Line, float]] = ()) -> PageJudgement:
    """What a judge says of running text: names, and how likely lines are to begin one."""
    judged = PageJudgement({-1: list(runs)})
    judged.opinions[-1] = [LineOpinion(name(of).lines[0], begins, 0.0) for of, begins in opinions]
    return judged


def fed(
    rows: ListRows,
    of: PageTables,
    judged: PageJudgement | None = None,
    *,
    top: float = 0,
    bottom: float = END,
    program: str = "",
) -> list[Draft]:
    said = judged if judged is not None else PageJudgement()
    given = rows.feed(of, top, bottom, said, program, is_judged=judged is not None)
    return [row for row, _ in given]


def test_without_a_judge_the_rules_of_lists_decide_alone() -> None:
    rows = fed(ListRows(), sheet(*LIST, "Kegiatan Rapat Kerja"))
    assert [(row.level, row.text, row.source) for row in rows] == [
        ("program", "Program Kota Hijau", "list"),
        ("program", "Program Kota Sehat", "list"),
    ]
    assert all(row.basis.begins is None and row.basis.by_rules for row in rows)


def test_a_name_that_the_judge_is_sure_of_is_a_row() -> None:
    of = sheet("Program Kota Hijau", "Kegiatan Rapat Kerja")
    said = judgement(
        [
            name(of.lines[0], kode="1.02.02", amount="Rp 7.500.000"),
            name(of.lines[1], levels=KEGIATAN, begins=0.7),
        ]
    )
    program, kegiatan = fed(ListRows(), of, said)
    assert (program.level, program.kode, program.text) == ("program", "1.02.02", "Program Kota Hijau")
    assert (program.pagu, program.program, program.bbox) == ({"": 7_500_000}, "", of.lines[0].box)
    assert (kegiatan.level, kegiatan.pagu, kegiatan.program) == ("kegiatan", {}, "Program Kota Hijau")
    assert (program.basis.begins, program.basis.by_rules, program.basis.how) == (0.9, False, 4)


def test_a_name_that_the_judge_is_unsure_of_is_none() -> None:
    of = sheet("Program Kota Hijau")
    assert fed(ListRows(), of, judgement([name(of.lines[0], begins=0.59)])) == []


def test_a_name_with_money_behind_it_is_a_row_where_the_judge_is_less_sure() -> None:
    of = sheet("Program Kota Hijau, sebesar Rp 7.500.000")
    said = judgement([name(of.lines[0], begins=0.55, amount="7.500.000")])
    assert [row.pagu for row in fed(ListRows(), of, said)] == [{"": 7_500_000}]
    assert fed(ListRows(), of, judgement([name(of.lines[0], begins=0.45, amount="7.500.000")])) == []


def test_an_item_that_the_judge_read_too_is_one_row_and_says_so() -> None:
    of = sheet(*LIST)
    said = judgement([name(each) for each in of.lines], [(each, 0.9) for each in of.lines])
    said.runs[-1][1].text = "Program Kota"
    rows = fed(ListRows(), of, said)
    assert [(row.text, row.basis.by_rules, row.basis.same_name) for row in rows] == [
        ("Program Kota Hijau", True, True),
        ("Program Kota", True, False),
    ]


def test_an_item_that_is_no_name_by_the_judge_is_none() -> None:
    of = sheet(*LIST)
    said = judgement(opinions=[(of.lines[0], 0.5), (of.lines[1], 0.01)])
    assert [row.text for row in fed(ListRows(), of, said)] == ["Program Kota Hijau"]


def test_an_item_that_ends_on_the_next_page_is_given_once() -> None:
    rows = ListRows()
    first, second = sheet(LIST[0]), sheet(LIST[1], number=2)
    begun = fed(rows, first, judgement([name(first.lines[0])], [(first.lines[0], 0.9)]))
    rest = fed(rows, second, judgement([], [(second.lines[0], 0.5)]))
    assert [row.text for row in begun] == ["Program Kota Hijau"]
    assert [(row.page, row.text) for row in rest] == [(2, "Program Kota Sehat")]


def test_rows_come_in_reading_order_whoever_reads_them() -> None:
    of = sheet("1. Program Kota Hijau", "2. Program Kota Sehat", "3. Program Kota Pintar")
    opinions = [(each, 0.5) for each in of.lines]
    rows = fed(ListRows(), of, judgement([name(of.lines[1])], opinions))
    assert [row.text[-5:] for row in rows] == ["Hijau", "Sehat", "intar"]


def test_a_row_by_the_rules_says_how_likely_it_is_and_that_it_stands_in_text() -> None:
    of = sheet(*LIST)
    rows = fed(ListRows(), of, judgement(opinions=[(of.lines[0], 0.4), (of.lines[1], 0.3)]))
    assert [(row.basis.begins, row.basis.how, row.basis.by_rules) for row in rows] == [
        (0.4, IN_TEXT, True),
        (0.3, IN_TEXT, True),
    ]


def test_kegiatan_belong_to_the_item_that_they_stand_below() -> None:
    of = sheet("1. Program Kota Hijau", "Kegiatan Rapat Kerja", "2. Program Kota Sehat")
    said = judgement([name(of.lines[1], levels=KEGIATAN)], [(each, 0.5) for each in of.lines])
    rows = fed(ListRows(), of, said, program="Program Pasar")
    assert [(row.text, row.program) for row in rows] == [
        ("Program Kota Hijau", ""),
        ("Kegiatan Rapat Kerja", "Program Kota Hijau"),
        ("Program Kota Sehat", ""),
    ]


def test_an_item_of_the_page_before_comes_before_what_stands_below_it() -> None:
    rows = ListRows()
    first = replace(
        sheet("Program Kota Tua", "1. Program Kota Hijau", "Kegiatan Rapat Kerja"),
        turn=90,
        width=850,
        height=600,
    )
    second = sheet("2. Program Kota Sehat", "Kegiatan Pasar Malam", number=2)
    runs = [name(first.lines[0]), name(first.lines[2], levels=KEGIATAN)]
    program, kegiatan = fed(rows, first, judgement(runs, [(first.lines[1], 0.5)]))
    assert (program.text, kegiatan.program) == ("Program Kota Tua", "Program Kota Tua")
    said = judgement([name(second.lines[1], levels=KEGIATAN)], [(second.lines[0], 0.5)])
    late, *others = rows.feed(second, 0, END, said, "", is_judged=True)
    assert (late.row.text, late.row.page, late.before) == ("Program Kota Hijau", 1, kegiatan)
    # As the page before is displayed, not as this one is.
    assert late.row.bbox == first.displayed(first.lines[1].box)
    assert kegiatan.program == "Program Kota Hijau"
    assert [(row.text, row.program, before) for row, before in others] == [
        ("Program Kota Sehat", "", None),
        ("Kegiatan Pasar Malam", "Program Kota Sehat", None),
    ]


def test_a_likely_line_of_the_page_before_that_made_no_row_is_taken_from_its_list() -> None:
    rows = ListRows()
    first, second = sheet(LIST[0]), sheet(LIST[1], number=2)
    assert fed(rows, first, judgement([], [(first.lines[0], 0.9)])) == []
    rest = fed(rows, second, judgement([], [(second.lines[0], 0.5)]))
    assert [(row.page, row.text) for row in rest] == [(1, "Program Kota Hijau"), (2, "Program Kota Sehat")]


def test_an_item_inside_a_name_is_no_row() -> None:
    of = sheet(*LIST)
    run = name(of.lines[0])
    run.lines.append(name(of.lines[1]).lines[0])
    (row,) = fed(ListRows(), of, judgement([run], [(each, 0.5) for each in of.lines]))
    assert (row.text, row.basis.same_name) == ("Program Kota Hijau", True)


def test_only_lines_between_two_heights_are_read() -> None:
    of = sheet("Program Kota Hijau", "Program Kota Sehat", "Program Kota Pintar")
    said = judgement([name(each) for each in of.lines])
    assert [row.text for row in fed(ListRows(), of, said, top=75, bottom=95)] == ["Program Kota Sehat"]


def test_kegiatan_belong_to_the_program_of_the_table_before_where_the_text_names_none() -> None:
    of = sheet("Kegiatan Rapat Kerja")
    said = judgement([name(of.lines[0], levels=KEGIATAN)])
    assert [row.program for row in fed(ListRows(), of, said, program="Program Pasar")] == ["Program Pasar"]


def test_a_program_serves_the_kegiatan_of_its_page_and_the_next() -> None:
    def program_above(*, page: int) -> str:
        rows = ListRows()
        first, later = sheet("Program Kota Hijau"), sheet("Kegiatan Rapat Kerja", number=page)
        fed(rows, first, judgement([name(first.lines[0])]))
        (kegiatan,) = fed(rows, later, judgement([name(later.lines[0], levels=KEGIATAN)]))
        return kegiatan.program

    assert program_above(page=2) == "Program Kota Hijau"
    assert program_above(page=3) == ""


def test_the_last_program_of_the_text_is_known_to_tables_on_its_page_and_the_next() -> None:
    rows = ListRows()
    of = sheet("Program Kota Hijau", "Program Kota Sehat", number=4)
    fed(rows, of, judgement([name(each) for each in of.lines]))
    assert [rows.program_before(number) for number in (4, 5, 6)] == ["Program Kota Sehat"] * 2 + [""]


MONEY = ("1. Program Kota Hijau Rp 1.000.000.000", "2. Program Kota Sehat Rp 2.000.000.000")


def years(*texts: str) -> list[tuple[str, ...]]:
    """The years of the money of each row of a page, followed by an empty page."""
    rows = ListRows()
    given = [*fed(rows, sheet(*texts)), *fed(rows, sheet(number=2))]
    return [tuple(row.pagu) for row in given]


def test_money_of_a_list_is_of_the_year_that_its_lead_sentence_names() -> None:
    lead = "Program dan anggaran yang dilaksanakan pada tahun 2016 adalah sebagai berikut:"
    assert years(lead, *MONEY) == [("2016",), ("2016",)]
    assert years(
        "Program dan anggaran yang dilaksanakan pada", "tahun 2016 adalah sebagai berikut:", *MONEY
    ) == [
        ("2016",),
        ("2016",),
    ]
    assert years(lead, "Lihat bab lain.", "Rinciannya sebagai berikut:", *MONEY) == [("",), ("",)]
    assert years("Tahun 2016 telah berlalu.", *MONEY) == [("",), ("",)]
    assert years(lead, "BAB IV PROGRAM DAN KEGIATAN", *MONEY) == [("",), ("",)]


def test_the_year_of_a_list_holds_over_a_page_end_and_where_an_item_leads_in_its_own() -> None:
    rows = ListRows()
    lead = "Anggaran tahun 2016 sebagai berikut:"
    first = sheet(lead, "1. Program Kota Hijau Rp 1.000.000.000", "2. Program Kota Sehat, yaitu:")
    third = "3. Program Kota Bersih Rp 3.000.000.000"
    given = [*fed(rows, first), *fed(rows, sheet(third, number=2)), *fed(rows, sheet(number=3))]
    assert [(row.text, row.pagu) for row in given if row.pagu] == [
        ("Program Kota Hijau", {"2016": 1_000_000_000}),
        ("Program Kota Bersih", {"2016": 3_000_000_000}),
    ]


def test_a_name_in_text_has_its_money_in_the_year_of_the_lead_sentence() -> None:
    of = sheet("Kegiatan tahun 2016 adalah:", "Pelatihan Warga Rp 500.000.000")
    run = name(of.lines[1], levels=KEGIATAN, amount="500.000.000")
    (row,) = fed(ListRows(), of, judgement([run]))
    assert row.pagu == {"2016": 500_000_000}


def test_a_page_of_one_endless_paragraph_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[int] = []
    monkeypatch.setattr(list_rows, "year_of_lead", lambda text: lengths.append(len(text)))
    texts = ["kata dan kata"] * 300
    fed(ListRows(), sheet(*texts))
    assert len(lengths) == 300
    assert max(lengths) < 20 * len(texts[0])
