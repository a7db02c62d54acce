"""What tables of a report are beside one another."""

from classifier.extraction.page_tasks import Answer
from classifier.extraction.read_tables import facts_of_tables
from classifier.records import Box, DocumentFacts
from classifier.rows.draft import Draft
from classifier.rows.read_table import ReadTable

REPORT, PLAN = DocumentFacts("LKIP", years=(2016,)), DocumentFacts("Renja", years=(2016,))


def table(page: int, heading: str, n_rows: int, *, amount: int = 0) -> ReadTable:
    """A table with money, or a list, with so many programs."""
    read = ReadTable("table" if amount else "list", "", page, page, (heading,))
    for i in range(n_rows):
        row = Draft(page, Box(0, 0, 9, 9), "program", "", f"Program {i}")
        if amount:
            row.pagu = {"2016": amount}
        read.rows.append(row)
    return read


def roles(facts: DocumentFacts, *tables: ReadTable) -> list[str]:
    return [known.role for known in facts_of_tables(tables, (), facts).values()]


def test_a_report_that_names_some_programs_of_its_plan_does_not_plan_them_again() -> None:
    some = table(5, "2.1.3 Kebijakan dan Program", 3)
    as_many = table(6, "2.2 Rencana Kinerja Tahun 2016", 12)
    plan = table(8, "2.4 Program dan Anggaran", 12, amount=10**9)
    assert roles(REPORT, some, as_many, plan) == ["other", "plan", "plan"]
    assert roles(REPORT, some, as_many) == ["plan", "plan"]
    assert roles(PLAN, table(5, "3.1 Program", 3), plan) == ["plan", "plan"]


def test_the_heading_of_one_program_is_not_that_of_a_section() -> None:
    read = table(9, "4.2.1 Program Promosi Kesehatan", 4)
    read.headings = ("4.2 Hambatan dan Permasalahan", *read.headings)
    assert roles(REPORT, read) == ["other"]


def test_a_heading_far_before_a_table_holds_until_the_next_one() -> None:
    far = table(60, "", 4)
    far.headings = ()
    pages = [Answer(2, headings=("2.1 Evaluasi Pelaksanaan Renja",))]
    (known,) = facts_of_tables([far], pages, PLAN).values()
    assert known.role == "evaluation"
    pages.append(Answer(55, headings=("3.3 Program dan Kegiatan",)))
    (known,) = facts_of_tables([far], pages, PLAN).values()
    assert known.role == "plan"
