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
