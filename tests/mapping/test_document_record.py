"""What counts of a document, whole and table by table."""

from __future__ import annotations

from dataclasses import replace

from classifier.agencies.registry import Agency, Registry
from classifier.mapping.document_record import record_of
from classifier.records import TableFacts
from tests.support.plan_rows import row


def test_a_table_alone_knows_the_agencies_that_the_document_knows() -> None:
    own = Agency("Dinas Contoh Lama", ("DCL",), kind="dinas")
    rows = [
        replace(row("program", "Program Gizi", opd=opd, y2026=5), table="1", role="plan")
        for opd in ("DCL", "Dinas Contoh Lama")
    ]
    table = TableFacts(1, 1, 2, "Tabel 1", "plan")
    whole = record_of(
        rows, [table], (2026,), decided={}, registry=Registry.packaged().with_own(Registry([own]))
    )
    assert (whole.pagu, whole.tables[0].pagu) == ({"2026": 5}, {"2026": 5})


def test_a_document_of_kegiatan_alone_has_their_money_and_no_program() -> None:
    rows = [
        replace(row("kegiatan", name, "Program Gizi", y2026=5), table="1", role="plan")
        for name in ("Rapat", "Monitoring")
    ]
    whole = record_of(rows, [TableFacts(1, 1, 2, "Tabel 1", "plan")], (2026,), decided={})
    assert (whole.n_programs, whole.pagu) == (0, {"2026": 10})


def test_of_two_plans_with_other_money_one_counts_until_a_person_switches_the_other_on() -> None:
    rows = [
        replace(
            row("program", f"Program {name}", y2026=amount),
            table=table,
            caption=caption,
            counts=True if table == switched_on else None,
        )
        for switched_on in ("", "1")
        for table, caption, amount in (("1", "Renja", 5), ("2", "Renja Perubahan", 7))
        for name in ("Gizi", "Imunisasi")
    ]
    tables = [TableFacts(1, 1, 2, "Renja", "plan"), TableFacts(2, 3, 4, "Renja Perubahan", "plan")]
    change = record_of(rows[:4], tables, (2026,), decided={})
    assert (change.pagu, [table.counts for table in change.tables]) == ({"2026": 14}, [False, True])
    original = record_of(rows[4:], tables, (2026,), decided={1: True})
    assert (original.pagu, [table.counts for table in original.tables]) == ({"2026": 10}, [True, False])
