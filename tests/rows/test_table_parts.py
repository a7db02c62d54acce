"""Which columns serve a table, part by part, and how that is known."""

from collections.abc import Sequence

from classifier.evidence.decoding import NameRun
from classifier.evidence.lines import cell_lines
from classifier.pdf.layout import PageTables, Table
from classifier.rows.table_parts import (
    BY_CONTENT,
    CARRIED,
    OWN,
    STATED,
    ColumnFinder,
    TablePart,
    context_of,
    with_columns_of,
)
from classifier.tables.columns import Header
from tests.support.plain_tables import Value, line, page, table

WIDTHS = (40.0, 200.0, 90.0)
HEADER = ("No", "Program/Kegiatan", "Pagu 2026 (Rp)")
BODY = (("1", "Penanaman Pohon", "5.000.000"), ("2", "Senam Bersama", "6.000.000"))


def parts(*pages: PageTables) -> list[list[TablePart]]:
    """The parts of each table of pages that are read one after the other."""
    finder = ColumnFinder()
    return [finder.parts_of(each, own) for each in pages for own in each.tables]


def sheet(
    *rows: Sequence[Value],
    number: int = 1,
    caption: str = "",
    widths: Sequence[float] = WIDTHS,
    x0: float = 40,
) -> PageTables:
    above = [line(caption, 40, 40)] if caption else []
    return page(table(rows, widths, page=number, x0=x0), number=number, lines=above)


def roles(header: Header | None) -> list[str]:
    return [] if header is None else [column.role for column in header.columns]


def texts(part: TablePart) -> list[list[str]]:
    return [[cell.text for cell in band.cells] for band in part.body]


def test_a_table_with_a_header_has_one_part_below_it() -> None:
    ((part,),) = parts(sheet(HEADER, *BODY))
    assert (part.how, part.continues, part.before) == (OWN, False, None)
    assert roles(part.header) == ["no", "name", "pagu"]
    assert texts(part) == [list(row) for row in BODY]
    assert (part.top, part.header_span) == (60, (60, 74))
    assert [text for _, _, text in part.header_cells] == list(HEADER)


def test_the_next_page_takes_the_columns_of_the_table_before() -> None:
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(*BODY, number=2))
    assert (part.how, part.continues) == (CARRIED, True)
    assert roles(part.header) == ["no", "name", "pagu"]
    assert part.header_span is None


def test_columns_and_the_texts_of_their_header_move_with_the_margin() -> None:
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(*BODY, number=2, x0=60))
    assert part.header is not None
    assert part.header.columns[0].x0 == 60
    assert part.header_cells[1] == (100, 300, "Program/Kegiatan")


def test_columns_serve_the_next_page_and_no_further() -> None:
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(*BODY, number=3))
    assert (part.header, part.how, part.before) == (None, BY_CONTENT, None)
    *_, (part,) = parts(sheet(HEADER, *BODY), sheet(*BODY, number=2), sheet(*BODY, number=3))
    assert part.how == CARRIED


def test_another_caption_ends_what_columns_serve() -> None:
    first = sheet(HEADER, *BODY, caption="Tabel 4.1 Rencana")
    _, (part,) = parts(first, sheet(*BODY, number=2, caption="Tabel 4.2 Statistik"))
    assert part.header is None
    _, (part,) = parts(first, sheet(*BODY, number=2, caption="Lanjutan Tabel 4.1"))
    assert part.how == CARRIED


def test_the_same_header_printed_again_goes_on_with_the_table_before() -> None:
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(HEADER, *BODY, number=2))
    assert (part.how, part.continues) == (OWN, True)
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(HEADER, *BODY, number=2, caption="Tabel 4.2 Rencana"))
    assert not part.continues
    other = ("Kode", "Program/Kegiatan", "Pagu 2026 (Rp)")
    _, (part,) = parts(sheet(HEADER, *BODY), sheet(other, *BODY, number=2))
    assert not part.continues


def test_a_table_beside_the_one_before_does_not_take_its_columns() -> None:
    beside = page(table([HEADER, *BODY], WIDTHS), table(BODY, WIDTHS, x0=400))
    below = page(table([HEADER, *BODY], WIDTHS), table(BODY, WIDTHS, top=200))
    assert parts(beside)[1][0].header is None
    assert parts(below)[1][0].how == CARRIED


def test_a_header_again_in_mid_table_begins_another_part() -> None:
    ((first, second),) = parts(sheet(HEADER, BODY[0], HEADER, BODY[1]))
    assert (texts(first), texts(second)) == ([list(BODY[0])], [list(BODY[1])])
    assert (first.continues, second.continues) == (False, True)
    assert second.top == 88


def test_bands_above_the_first_header_are_a_part_of_their_own() -> None:
    ((first, second),) = parts(sheet(BODY[0], HEADER, BODY[1]))
    assert (first.header, first.how, texts(first)) == (None, BY_CONTENT, [list(BODY[0])])
    assert (second.how, texts(second)) == (OWN, [list(BODY[1])])


def test_columns_full_of_programs_say_so_themselves_and_serve_the_next_page() -> None:
    programs = [("1", "Program Kota Hijau", "5.000.000"), ("2", "Program Kota Sehat", "6.000.000")]
    (first,), (second,) = parts(sheet(*programs), sheet(*BODY, number=2))
    assert (first.how, roles(first.header)) == (BY_CONTENT, ["no", "name", "pagu"])
    assert (second.how, roles(second.header)) == (CARRIED, ["no", "name", "pagu"])


def test_columns_that_names_have_shown_serve_the_next_page() -> None:
    finder = ColumnFinder()
    first = sheet(*BODY)
    (part,) = finder.parts_of(first, first.tables[0])
    assert part.header is None
    header = with_columns_of(None, part, first.tables[0], begun(first.tables[0], "Penanaman Pohon"))
    assert header is not None
    finder.learn(header, first, "")
    second = sheet(*BODY, number=2)
    (part,) = finder.parts_of(second, second.tables[0])
    assert (part.how, roles(part.header)) == (CARRIED, ["no", "name", "pagu"])


def begun(of: Table, *names: str) -> list[NameRun]:
    """Names that begin in the cells with these texts."""
    cells = [cell for cell in of.cells if cell.text in names]
    return [NameRun(cell_lines(cell), 0.9, 1.0, (0.1, 0.8, 0.1), text=cell.text) for cell in cells]


def test_a_name_outside_the_known_columns_of_names_makes_its_own_one() -> None:
    header = ("No", "Program", "Uraian Lain", "Pagu 2026 (Rp)")
    first = table([header, ("1", "Kota Hijau", "Penanaman Pohon", "5.000.000")], (40, 200, 200, 90))
    ((part,),) = parts(page(first))
    with_names = with_columns_of(part.header, part, first, begun(first, "Kota Hijau"))
    assert with_names == part.header
    added = with_columns_of(part.header, part, first, begun(first, "Kota Hijau", "Penanaman Pohon"))
    assert roles(added)[1:] == ["program", "name", "pagu"]


def test_without_names_a_part_without_columns_has_none() -> None:
    first = sheet(*BODY)
    ((part,),) = parts(first)
    assert with_columns_of(None, part, first.tables[0], []) is None


def test_two_names_of_one_column_make_one_column() -> None:
    first = sheet(*BODY)
    ((part,),) = parts(first)
    runs = begun(first.tables[0], "Penanaman Pohon", "Senam Bersama")
    assert roles(with_columns_of(None, part, first.tables[0], runs)) == ["no", "name", "pagu"]


def test_a_header_that_names_no_program_is_stated_and_serves_nobody() -> None:
    table_of_units = (("No", "Indikator Program", "Target"), ("1", "Luas taman", "80"))
    finder = ColumnFinder()
    first = sheet(*table_of_units)
    hows = [part.how for part in finder.parts_of(first, first.tables[0])]
    assert OWN not in hows
    assert finder.header is None or STATED not in hows


def test_the_judge_is_told_of_each_part_and_of_where_headers_stand() -> None:
    ((first, second),) = parts(sheet(BODY[0], HEADER, BODY[1]))
    context = context_of([first, second])
    assert [(part.top, part.how) for part in context.parts] == [(60, BY_CONTENT), (74, OWN)]
    assert context.header_spans == ((74, 88),)


def test_boxes_that_stand_apart_take_the_columns_of_the_header_above_them() -> None:
    """A drawing prints `KEGIATAN | ANGGARAN` once, over boxes with other ones between."""
    widths = (200.0, 90.0)
    top = table([("Kegiatan", "Anggaran"), ("1. Penanaman Pohon", "5.000.000")], widths)
    beside = table([("Sasaran", "Target"), ("Udara bersih", "80")], (100.0, 40.0), x0=400, top=90)
    below = table([("2. Senam Bersama", "6.000.000")], widths, top=140)
    elsewhere = table([("3. Rapat Bersama", "6.000.000")], (150.0, 140.0), top=180)
    found = parts(page(top, beside, below, elsewhere))
    assert roles(found[2][0].header) == ["kegiatan", "pagu"]
    assert found[3][0].header is None


def test_a_sentence_that_leads_in_a_table_begins_another_one() -> None:
    first = sheet(HEADER, *BODY, caption="Rencana Kerja 2017")
    lead = "Program dan anggaran tahun 2016 adalah sebagai berikut :"
    again, *_ = parts(first, sheet(HEADER, *BODY, number=2, caption="Rencana Kerja 2017"))[1]
    other, *_ = parts(first, sheet(HEADER, *BODY, number=2, caption=lead))[1]
    assert again.continues
    assert not other.continues
