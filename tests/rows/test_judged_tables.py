"""Tables of plain cells to rows, when a judge has a say; its judges look at one sign each (`small_judge`)."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.evidence import trees
from classifier.evidence.decoding import BEGINS, CONTINUES
from classifier.evidence.trees import Judge
from classifier.pdf.layout import PageTables
from classifier.rows.assembler import RowAssembler
from classifier.rows.draft import Draft
from tests.support.plain_tables import Merged, Value, line, page, table
from tests.support.small_judge import KEGIATAN, PROGRAM, judge, split

WIDTHS = (40.0, 200.0, 120.0, 90.0)
NUMBERED = ("No", "Program/Kegiatan", "Indikator", "Pagu 2026 (Rp)")
# Names begin with a word that labelled names begin with; all lines do; no line does.
LEARNT = judge("first_word_as_name")
EVERYTHING = judge("has_words")
NOTHING = judge("is_amount")


def read(*pages: PageTables, by: Judge | None = LEARNT) -> list[Draft]:
    assembler = RowAssembler(judge=by)
    for each in pages:
        assembler.feed(each)
    assembler.finish()
    return assembler.drafts


def rows_of(
    *body: Sequence[Value], by: Judge | None = LEARNT, header: Sequence[str] = NUMBERED
) -> list[Draft]:
    return read(page(table([header, *body], WIDTHS)), by=by)


def texts(rows: Sequence[Draft]) -> list[str]:
    return [row.text for row in rows]


def test_without_a_judge_the_rules_decide_alone() -> None:
    body = [("1", "Program Kota Hijau", "", "5.000.000"), ("", "JUMLAH", "", "5.000.000")]
    (row,) = rows_of(*body, by=None)
    assert (row.text, row.basis.begins, row.basis.by_rules) == ("Program Kota Hijau", None, True)


def test_a_row_by_the_rules_is_none_when_the_judge_says_that_no_name_begins() -> None:
    assert rows_of(("1", "Program Kota Hijau", "", "5.000.000"), by=NOTHING) == []


def test_a_numbered_row_with_indicator_and_money_stays_whatever_the_judge_says() -> None:
    body = [
        ("1", "Program Kota Hijau", "Hektare taman", "5.000.000"),
        ("2", "Belanja Jasa Kantor", "", "6.000.000"),
    ]
    assert texts(rows_of(*body, by=NOTHING)) == ["Program Kota Hijau"]


def test_spending_with_the_number_of_programs_is_a_kegiatan() -> None:
    body = [
        ("1", "Program Kota Hijau", "Hektare taman", "5.000.000"),
        ("2", "Belanja Jasa Kantor", "Bulan", "6.000.000"),
    ]
    assert [(row.level, row.program) for row in rows_of(*body, by=None)] == [
        ("program", ""),
        ("kegiatan", "Program Kota Hijau"),
    ]


def test_a_row_by_the_rules_stays_when_the_judge_is_in_doubt() -> None:
    # One in four for each of the classes that are not the line's.
    doubtful = judge("is_amount", odds=0.7)
    (row,) = rows_of(("1", "Program Kota Hijau", "", "5.000.000"), by=doubtful)
    assert row.text == "Program Kota Hijau"
    assert row.basis.begins == pytest.approx(0.25, abs=0.01)


def test_a_name_that_the_judge_is_sure_of_is_a_row_whatever_the_rules_say() -> None:
    heading = ("", "Bidang Tata Ruang Kota", "Hektare ruang", "5.000.000")
    assert rows_of(heading, by=None) == []
    (row,) = rows_of(heading, by=EVERYTHING)[:1]
    assert (row.text, row.pagu, row.basis.by_rules) == ("Bidang Tata Ruang Kota", {"2026": 5_000_000}, False)


def test_a_sum_is_no_row_however_sure_the_judge_is() -> None:
    assert texts(rows_of(("1", "Program Kota Hijau", "", "5.000.000"), ("", "JUMLAH", "", "5.000.000"))) == [
        "Program Kota Hijau"
    ]
    assert "JUMLAH" not in texts(rows_of(("", "JUMLAH", "", "5.000.000"), by=EVERYTHING))


UNHEADED = (
    ("1", "Penanaman Pohon Pelindung", "Hulu Sungai", "5.000.000"),
    ("2", "Pelatihan Petani Kopi", "Hilir Sungai", "6.000.000"),
)


def test_a_sure_name_in_a_column_without_a_header_is_a_row_with_its_money() -> None:
    of = page(table(UNHEADED, WIDTHS))
    assert read(of, by=None) == []
    rows = read(of)
    assert [(row.level, row.text, row.pagu) for row in rows] == [
        ("kegiatan", "Penanaman Pohon Pelindung", {"": 5_000_000}),
        ("kegiatan", "Pelatihan Petani Kopi", {"": 6_000_000}),
    ]
    assert [row.basis.how for row in rows] == [0, 0]


def test_a_name_merged_over_all_columns_leaves_those_below_it_what_they_are() -> None:
    program = (Merged("Penataan Kota Sungai", cols=4),)
    rows = read(page(table([program, *UNHEADED], WIDTHS)))
    assert [(row.text, row.pagu) for row in rows] == [
        ("Penataan Kota Sungai", {}),
        ("Penanaman Pohon Pelindung", {"": 5_000_000}),
        ("Pelatihan Petani Kopi", {"": 6_000_000}),
    ]


def test_a_name_merged_over_all_columns_stands_for_the_one_with_words() -> None:
    # Of the rows below the judge knows no name.
    body = [("1", "kelompok tani kopi", "5.000.000"), ("2", "kelompok tani lada", "6.000.000")]
    first = page(table([(Merged("Penataan Kota Sungai", cols=3),), *body], (40.0, 300.0, 90.0)))
    rest = page(table([("3", "Senam Bersama Warga", "7.000.000")], (40.0, 300.0, 90.0), page=2), number=2)
    assert [(row.text, row.pagu) for row in read(first, rest)] == [
        ("Penataan Kota Sungai", {}),
        ("kelompok tani kopi", {"": 5_000_000}),
        ("kelompok tani lada", {"": 6_000_000}),
        ("Senam Bersama Warga", {"": 7_000_000}),
    ]


def test_columns_that_sure_names_have_shown_serve_the_next_page() -> None:
    rest = page(table([("3", "Senam Bersama Warga", "Hulu Sungai", "7.000.000")], WIDTHS, page=2), number=2)
    rows = read(page(table(UNHEADED, WIDTHS)), rest)
    assert [(row.page, row.text, row.pagu) for row in rows][2:] == [
        (2, "Senam Bersama Warga", {"": 7_000_000})
    ]


def test_a_name_in_a_column_that_its_header_calls_otherwise_is_a_row() -> None:
    header = ("No", "Lokasi", "Satuan", "Pagu 2026 (Rp)")
    assert rows_of(*UNHEADED, by=None, header=header) == []
    assert [(row.text, row.pagu) for row in rows_of(*UNHEADED, header=header)] == [
        ("Penanaman Pohon Pelindung", {"2026": 5_000_000}),
        ("Pelatihan Petani Kopi", {"2026": 6_000_000}),
    ]


@pytest.mark.parametrize("by", [None, LEARNT], ids=["rules", "judge"])
def test_a_name_that_is_repeated_beside_another_indicator_is_one_row(by: Judge | None) -> None:
    (row,) = rows_of(
        ("1", "Program Kota Hijau", "Hektare taman", "5.000.000"),
        ("", "Program Kota Hijau", "Hektare hutan", ""),
        by=by,
    )
    assert row.indikator == ["Hektare taman", "Hektare hutan"]
    assert row.pagu == {"2026": 5_000_000}


@pytest.mark.parametrize("by", [None, LEARNT], ids=["rules", "judge"])
def test_a_name_that_is_repeated_with_money_of_its_own_is_a_row_of_its_own(by: Judge | None) -> None:
    rows = rows_of(
        ("1", "Penanaman Pohon", "Hektare taman", "5.000.000"),
        ("2", "Penanaman Pohon", "Hektare kebun", "6.000.000"),
        by=by,
    )
    assert [row.pagu for row in rows] == [{"2026": 5_000_000}, {"2026": 6_000_000}]


def two_panels(role: str, *names: str) -> PageTables:
    """The same names twice beside each other, each time with other money."""
    header = ("No", role, "Pagu 2025 (Rp)", role, "Pagu 2026 (Rp)")
    body = [(str(i), name, f"{i}.000.000", name, f"{i}.500.000") for i, name in enumerate(names, 1)]
    return page(table([header, *body], (30, 150, 80, 150, 80)))


@pytest.mark.parametrize("by", [None, LEARNT], ids=["rules", "judge"])
def test_a_second_panel_of_equal_programs_gives_no_second_rows(by: Judge | None) -> None:
    rows = read(two_panels("Program", "Program Kota Hijau", "Program Kota Sehat"), by=by)
    assert [(row.text, row.pagu) for row in rows] == [
        ("Program Kota Hijau", {"2025": 1_000_000}),
        ("Program Kota Sehat", {"2025": 2_000_000}),
    ]


@pytest.mark.parametrize("by", [None, LEARNT], ids=["rules", "judge"])
def test_a_second_panel_of_equal_kegiatan_gives_no_second_rows(by: Judge | None) -> None:
    rows = read(two_panels("Kegiatan", "Penanaman Pohon", "Pelatihan Petani"), by=by)
    assert [(row.text, row.pagu) for row in rows] == [
        ("Penanaman Pohon", {"2025": 1_000_000}),
        ("Pelatihan Petani", {"2025": 2_000_000}),
    ]


def test_a_second_panel_of_other_names_gives_rows_of_its_own() -> None:
    header = ("No", "Program", "Pagu (Rp)", "Program", "Pagu (Rp)")
    body = [("1", "Program Kota Hijau", "5.000.000", "Program Kota Sehat", "7.000.000")]
    of = page(table([header, *body], (30, 150, 80, 150, 80)))
    assert texts(read(of, by=None)) == ["Program Kota Hijau"]
    assert texts(read(of)) == ["Program Kota Hijau", "Program Kota Sehat"]


def test_an_analysis_beside_a_draft_adds_the_rows_that_it_names_otherwise() -> None:
    groups = (
        "No",
        "Rancangan Awal RKPD",
        "Rancangan Awal RKPD",
        "Hasil Analisis Kebutuhan",
        "Hasil Analisis Kebutuhan",
    )
    header = ("", "Program/Kegiatan", "Pagu (Rp)", "Program/Kegiatan", "Pagu (Rp)")
    body = [
        ("1", "Program Kota Hijau", "9.000.000", "Program Kota Hijau", "9.000.000"),
        ("", "Kegiatan Penanaman Pohon", "4.000.000", "Kegiatan Penanaman Pohom", "4.000.000"),
        ("", "Kegiatan Pelatihan Petani", "5.000.000", "Kegiatan Pelatihan Nelayan Muda", "7.000.000"),
        ("", "Kegiatan Panen Raya", "6.000.000", "Kegiatan Pengolahan Hasil Ladang", "6.000.000"),
        ("", "", "", "Kegiatan Pemeriksaan Air", "8.000.000"),
    ]
    rows = read(page(table([groups, header, *body], (30, 150, 80, 150, 80))), by=None)
    assert [(row.text, row.program, row.pagu) for row in rows] == [
        ("Program Kota Hijau", "", {"": 9_000_000}),
        ("Kegiatan Penanaman Pohon", "Program Kota Hijau", {"": 4_000_000}),
        ("Kegiatan Pelatihan Petani", "Program Kota Hijau", {"": 5_000_000}),
        ("Kegiatan Pelatihan Nelayan Muda", "Program Kota Hijau", {"": 7_000_000}),
        ("Kegiatan Panen Raya", "Program Kota Hijau", {"": 6_000_000}),
        # Renamed in the analysis: the money is the draft's.
        ("Kegiatan Pengolahan Hasil Ladang", "Program Kota Hijau", {}),
        ("Kegiatan Pemeriksaan Air", "Program Kota Hijau", {"": 8_000_000}),
    ]


def test_of_several_names_in_a_cell_the_last_has_the_money() -> None:
    together = ("", "1. Penanaman Pohon\n2. Pelatihan Petani", "Hektare hutan", "5.000.000")
    rows = rows_of(("1", "Program Kota Hijau", "", ""), together)
    assert [(row.text, row.program, row.pagu, row.indikator) for row in rows][1:] == [
        ("Penanaman Pohon", "Program Kota Hijau", {}, []),
        ("Pelatihan Petani", "Program Kota Hijau", {"2026": 5_000_000}, ["Hektare hutan"]),
    ]
    assert rows[1].bbox.bottom <= rows[2].bbox.top
    assert [row.basis.n_names for row in rows] == [1, 2, 2]


def test_a_name_that_goes_on_in_the_next_band_is_one_row_with_what_stands_beside_it() -> None:
    goes_on = Judge(
        split("begins_lower", below=BEGINS, above=CONTINUES),
        split("says_program", below=KEGIATAN, above=PROGRAM),
    )
    (row,) = rows_of(
        ("1", "Program Kota Hijau", "Hektare taman", ""),
        ("", "dan pesisir utara", "", "5.000.000"),
        by=goes_on,
    )[:1]
    assert (row.text, row.pagu) == ("Program Kota Hijau dan pesisir utara", {"2026": 5_000_000})


def test_the_level_is_the_judges_where_it_is_sure_and_the_rules_where_it_is_not() -> None:
    coded = ("", "1.02.02.2.01 Penanaman Pohon", "", "5.000.000")
    sure = Judge(LEARNT.line, split("has_words", below=KEGIATAN, above=PROGRAM))
    unsure = Judge(LEARNT.line, split("has_words", below=KEGIATAN, above=PROGRAM, odds=1.0))
    assert [(row.level, row.basis.same_level) for row in rows_of(coded, by=sure)] == [("program", False)]
    assert [(row.level, row.basis.same_level) for row in rows_of(coded, by=unsure)] == [("kegiatan", False)]


def test_a_row_says_what_it_rests_on() -> None:
    agreed, trimmed = rows_of(
        ("1", "Program Kota Hijau", "", "5.000.000"),
        ("2", "Penanaman Pohon, dengan sasaran warga", "", "6.000.000"),
    )
    assert (agreed.basis.by_rules, agreed.basis.same_name, agreed.basis.is_trimmed) == (True, True, False)
    assert (agreed.basis.begins, agreed.basis.level) == pytest.approx((0.999, 0.999), abs=0.001)
    assert (trimmed.text, trimmed.basis.same_name, trimmed.basis.is_trimmed) == (
        "Penanaman Pohon",
        False,
        True,
    )


def test_a_program_in_the_text_above_a_table_is_that_of_its_kegiatan() -> None:
    body = [("1", "Penanaman Pohon", "Hektare hutan", "5.000.000")]
    above = page(
        table([NUMBERED, *body], WIDTHS, top=200), lines=[line("Program Kota Hijau Lestari", 40, 60)]
    )
    rows = read(above)
    assert [(row.level, row.text, row.program, row.source) for row in rows] == [
        ("program", "Program Kota Hijau Lestari", "", "list"),
        ("kegiatan", "Penanaman Pohon", "Program Kota Hijau Lestari", "table"),
    ]


def test_the_program_of_a_table_counts_before_the_one_in_the_text_above_it() -> None:
    body = [("I", "Program Pasar Rakyat", "", ""), ("1", "Penanaman Pohon", "Hektare hutan", "5.000.000")]
    above = page(
        table([NUMBERED, *body], WIDTHS, top=200), lines=[line("Program Kota Hijau Lestari", 40, 60)]
    )
    assert [row.program for row in read(above)] == ["", "", "Program Pasar Rakyat"]


def test_the_name_of_a_cell_over_several_bands_is_one_row() -> None:
    (row,) = rows_of(
        (
            Merged("1", rows=2),
            Merged("Program Kota Hijau", rows=2),
            "Hektare taman",
            Merged("5.000.000", rows=2),
        ),
        ("Hektare hutan",),
    )
    assert (row.text, row.indikator) == ("Program Kota Hijau", ["Hektare taman", "Hektare hutan"])


def test_a_name_that_surely_begins_ends_no_row_of_the_page_before() -> None:
    first = page(table([NUMBERED, ("1", "Program Penataan Ruang dan", "", "5.000.000")], WIDTHS))
    rest = page(table([("", "Penanaman Pohon", "Hektare hutan", "")], WIDTHS, page=2), number=2)
    assert texts(read(first, rest, by=None)) == ["Program Penataan Ruang dan Penanaman Pohon"]
    assert texts(read(first, rest)) == ["Program Penataan Ruang dan", "Penanaman Pohon"]


def test_a_line_that_likely_goes_on_ends_the_row_of_the_page_before() -> None:
    first = page(table([NUMBERED, ("1", "Program Pemberdayaan Usaha", "Jumlah warga", "")], WIDTHS))
    rest = page(table([("", "KOPERASI", "", "")], WIDTHS, page=2), number=2)
    goes_on = Judge(
        split("says_program", below=CONTINUES, above=BEGINS), split("has_words", below=PROGRAM, above=PROGRAM)
    )
    assert texts(read(first, rest, by=None)) == ["Program Pemberdayaan Usaha", "KOPERASI"]
    assert texts(read(first, rest, by=goes_on)) == ["Program Pemberdayaan Usaha KOPERASI"]


def test_numbered_names_below_the_rest_of_a_cut_one_are_rows() -> None:
    first = page(table([NUMBERED, ("1", "1. Program Informasi", "Jumlah warga", "")], WIDTHS))
    rest = page(
        table([("", "Industri\n2. Program Izin\n3. Program Pasar", "", "")], WIDTHS, page=2), number=2
    )
    goes_on = Judge(
        split("says_program", below=CONTINUES, above=BEGINS), split("has_words", below=PROGRAM, above=PROGRAM)
    )
    assert texts(read(first, rest, by=goes_on)) == [
        "Program Informasi Industri",
        "Program Izin",
        "Program Pasar",
    ]


def test_the_rest_of_an_outcome_is_none_of_the_name_above_it() -> None:
    first = page(
        table(
            [
                NUMBERED,
                ("1", "Program Kota Hijau", "Hektare taman", "5.000.000"),
                ("", "Meningkatnya luas taman", "", ""),
            ],
            WIDTHS,
        )
    )
    rest = page(table([("", "kota", "", "")], WIDTHS, page=2), number=2)
    assert texts(read(first, rest, by=None)) == ["Program Kota Hijau"]


# Properties, by rules, by a judge that takes everything, and by the packaged one.

CELLS = st.sampled_from(
    [
        "", "1", "-", "A.", "1.02.02", "5.000.000", "Program Kota Hijau", "Program Kota\nHijau dan",
        "Penanaman Pohon", "1. Program A Baru\n2. Program B Baru", "Kegiatan Rapat", "JUMLAH",
        "Dinas Kesehatan", "Hektare taman", "dan umum",
    ]
)  # fmt: skip
TABLES = st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), min_size=1, max_size=5)
PROSE = st.lists(
    st.sampled_from(
        ["1. Program Kota Hijau", "2. Program Kota Sehat", "Program Umum", "sebesar Rp 5.000.000"]
    ),
    max_size=3,
)


def sheet(
    number: int, body: Sequence[Sequence[str]], prose: Sequence[str], *, header: bool, caption: str = ""
) -> PageTables:
    rows = [NUMBERED, *body] if header else body
    lines = [line(caption, 40, 40)] if caption else []
    lines += [line(text, 40, 600 + 12 * i) for i, text in enumerate(prose)]
    return page(table(rows, WIDTHS, page=number), number=number, lines=lines)


def known(rows: Sequence[Draft]) -> list[tuple[object, ...]]:
    return [
        (row.page, row.bbox, row.level, row.kode, row.text, row.program, row.opd, row.indikator, row.pagu)
        for row in rows
    ]


@pytest.mark.parametrize("by", [None, EVERYTHING, trees.packaged()], ids=["rules", "everything", "packaged"])
@settings(max_examples=40)
@given(st.lists(st.tuples(TABLES, PROSE, st.booleans()), min_size=1, max_size=2))
def test_any_pages_are_read_and_give_the_same_rows_again(
    by: Judge | None, sheets: list[tuple[list[tuple[str, ...]], list[str], bool]]
) -> None:
    pages = [sheet(n, body, prose, header=header) for n, (body, prose, header) in enumerate(sheets, 1)]
    rows = read(*pages, by=by)
    assert known(rows) == known(read(*pages, by=by))
    assert all(row.text and row.level for row in rows)
    numbers = [row.page for row in rows if row.source == "table"]
    assert numbers == sorted(numbers)
    assert {row.page for row in rows} <= set(range(1, len(pages) + 1))


@pytest.mark.parametrize("by", [None, trees.packaged()], ids=["rules", "packaged"])
@settings(max_examples=40)
@given(st.lists(TABLES, min_size=2, max_size=2))
def test_a_table_of_its_own_gives_the_same_rows_whatever_was_read_before(
    by: Judge | None, bodies: list[list[tuple[str, ...]]]
) -> None:
    first, second = (
        sheet(n, body, [], header=True, caption=f"Tabel 4.{n} Rencana") for n, body in enumerate(bodies, 1)
    )
    together = read(first, second, by=by)
    alone = [row for each in (first, second) for row in read(each, by=by)]
    assert known(together) == known(alone)


def test_a_list_over_a_page_end_is_in_reading_order() -> None:
    first = page(lines=[line("1. Program Kota Hijau", 60, 60), line("Kegiatan Rapat Kerja", 60, 80)])
    second = page(number=2, lines=[line("2. Program Kota Sehat", 60, 60)])
    rows = read(first, second, by=judge("says_kegiatan", odds=2))
    assert [(row.page, row.text, row.program) for row in rows] == [
        (1, "Program Kota Hijau", ""),
        (1, "Kegiatan Rapat Kerja", "Program Kota Hijau"),
        (2, "Program Kota Sehat", ""),
    ]


def test_lists_with_a_page_between_them_are_weighed_apart() -> None:
    paid = page(
        lines=[line("1. Program Kota Hijau Rp 7.500.000", 60, 60), line("2. Program Kota Sehat", 60, 80)]
    )
    bare = [line("1. Program Kota Pintar", 60, 60), line("2. Program Kota Aman", 60, 80)]
    rows = read(paid, page(number=3, lines=bare), by=None)
    assert [row.basis.signs["money.table_no_money"] for row in rows] == [0.5, 0.5, 1.0, 1.0]


@pytest.mark.parametrize(("n_bands", "has_fault"), [(6, False), (4, True)])
def test_money_on_a_facing_page_that_fits_no_rows_is_a_fault(n_bands: int, has_fault: bool) -> None:
    names = [(str(i), f"Program Taman {i}", "Hektare taman") for i in range(1, 7)]
    left = table([NUMBERED[:3], *names], WIDTHS[:3])
    money = [("80", f"{i}.000.000") for i in range(1, n_bands + 1)]
    right = table([("Target", "Pagu 2026 (Rp)"), *money], (90.0, 120.0), page=2)
    assembler = RowAssembler(judge=LEARNT)
    for each in (page(left), page(right, number=2)):
        assembler.feed(each)
    assembler.finish()
    assert [bool(row.pagu) for row in assembler.drafts] == [not has_fault] * 6
    assert [warning.fault.kind for warning in assembler.warnings] == ["money_not_read"] * has_fault
