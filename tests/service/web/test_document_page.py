"""What the pages say of a document: kind, agency, region, years, and its tables with what counts."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select, update

from service.settings import Settings
from service.storage import schema
from service.storage.documents import changed
from tests.support import browsing
from tests.support.serving import API, SAMPLE, Served, listening, sampled, send

HTML = {"accept": "text/html"}


@pytest.fixture
def own(empty_database: Callable[[], str], tmp_path: Path) -> Iterator[Served]:
    with sampled(tmp_path, empty_database()) as service:
        yield service


def words(own: Served, path: str) -> str:
    """What a page says, without its tags; a cell or a term ends with a bar."""
    answer = own.client.get(path, headers=HTML)
    assert answer.status_code == 200
    main = answer.text.split('<main id="main"')[1].split("</main>")[0]
    text = re.sub(r"<[^>]+>", "", re.sub(r"</(?:td|th|dt|dd|summary|tr)>", " | ", main))
    return " ".join(html.unescape(text).split())


def restored(own: Served, field: str, change: Callable[[Any], None]) -> None:
    """Change what is stored of the reading of the sample."""
    database = own.app.state.service.database
    column = schema.documents.c[field]
    with database.writing() as connection:
        value = json.loads(connection.execute(select(column)).scalar_one())
        change(value)
        connection.execute(update(schema.documents).values(**{field: json.dumps(value)}))
        changed(connection, own.sample)


def test_a_document_says_what_it_is_and_what_its_tables_count(own: Served) -> None:
    shown = words(own, f"/documents/{own.sample}")
    for said in (
        "Jenis dokumen | Renstra |",
        "Perangkat daerah | Dinas Lingkungan Hidup |",
        "Daerah | Kota Contoh |",
        "Tahun rencana | 2025–2029 |",
        "Program yang dihitung | 13 |",
        "2025: Rp 66,9 miliar",
        "2 tabel atau daftar program, 2 dihitung |",
        "Kota Contoh Tahun 2025-2029 | 6–8 | rencana | rupiah | 8 program, 10 kegiatan, 17 sub kegiatan | "
        "Rp 374,6 miliar | – | ya |",
        "BAB V PROGRAM UNGGULAN | 9 | rencana | – | 5 program | – | – | ya |",
    ):
        assert said in shown
    own.client.cookies.set("petakota_lang", "en")
    shown = words(own, f"/documents/{own.sample}")
    assert "Planned years | 2025–2029 |" in shown
    assert "2 tables and lists of programmes, 2 count |" in shown


def test_doubts_and_what_people_set_are_marked(own: Served) -> None:
    restored(own, "facts", lambda facts: facts.update(doubts=["opd", "years"], region=""))
    restored(own, "tables", lambda tables: tables[1].update(is_role_sure=False, signs=None))
    own.client.patch(f"{API}/documents/{own.sample}", json={"years": [2026]})
    own.client.put(f"{API}/documents/{own.sample}/tables/1", json={"counts": False})
    shown = words(own, f"/documents/{own.sample}")
    assert "Perangkat daerah | Dinas Lingkungan Hidup ? |" in shown
    assert "Tahun rencana | 2026 ditetapkan orang |" in shown
    assert "Daerah | belum diketahui |" in shown
    assert "Program yang dihitung | 5 | Pagu yang dihitung | pagu tidak terbaca |" in shown
    assert "| Rp 70,9 miliar | – | tidak ditetapkan orang kembalikan |" in shown
    assert "BAB V PROGRAM UNGGULAN | 9 | rencana ? |" in shown


def test_the_plan_of_a_region_has_no_agency(own: Served) -> None:
    own.client.patch(f"{API}/documents/{own.sample}", json={"kind": "RKPD", "opd": ""})
    assert "Perangkat daerah | seluruh daerah ditetapkan orang |" in words(own, f"/documents/{own.sample}")
    own.client.patch(f"{API}/documents/{own.sample}", json={"kind": None})
    assert "Perangkat daerah | belum diketahui ditetapkan orang |" in words(own, f"/documents/{own.sample}")


def test_a_printed_total_stands_beside_what_the_rows_add_up_to(own: Served) -> None:
    years = {"2025": 66_900_000_000, "2026": 70_915_000_000, "2027": 74_928_000_000, "2028": 78_941_000_000}
    met = [*years.items(), ("2029", 82_957_000_000)]
    restored(own, "tables", lambda tables: tables[0].update(totals=met, unit=1000))
    shown = words(own, f"/documents/{own.sample}")
    assert "| ribu rupiah | 8 program, 10 kegiatan, 17 sub kegiatan | Rp 374,6 miliar | " in shown
    assert "| Rp 374,6 miliar sama dengan jumlah baris |" in shown
    assert "tidak cocok" not in shown
    restored(own, "tables", lambda tables: tables[0].update(totals=[("2025", 66_000_000_000)]))
    shown = words(own, f"/documents/{own.sample}")
    assert "Rp 66,0 miliar jumlah baris lebih besar Rp 308,6 miliar |" in shown
    assert "2 dihitung · 1 jumlah tercetak tidak cocok |" in shown


def test_the_list_of_documents_says_what_each_is(own: Served) -> None:
    restored(own, "facts", lambda facts: facts.update(doubts=["years"]))
    said = words(own, "/")
    assert "Kota Contoh | Dinas Lingkungan Hidup | Renstra | 2025–2029 ? | 13 | Rp 374,6 miliar |" in said
    line = own.client.get(f"/documents/{own.sample}/line", headers=HTML).text
    assert "Dinas Lingkungan Hidup" in line
    own.client.post(f"{API}/agencies", json={"name": "Dinas Hijau", "aliases": ["Dinas Lingkungan Hidup"]})
    assert "Dinas Hijau" in words(own, "/")
    assert "Perangkat daerah | Dinas Hijau |" in words(own, f"/documents/{own.sample}")


def test_a_document_that_an_older_reader_read_says_that_it_knows_nothing_yet(own: Served) -> None:
    database = own.app.state.service.database
    with database.writing() as connection:
        connection.execute(update(schema.documents).values(facts="", tables="", reader="3"))
        connection.execute(update(schema.rows).values(table_number=0))
        changed(connection, own.sample)
    shown = words(own, f"/documents/{own.sample}")
    assert "Jenis dokumen | belum diketahui |" in shown
    assert "Program yang dihitung | 13 |" in shown
    assert "tabel atau daftar program" not in shown


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 1280])
def test_facts_and_tables_fit_their_window(
    browser: Browser, empty_database: Callable[[], str], tmp_path: Path, width: int
) -> None:
    settings = Settings(data=tmp_path, database_url=empty_database(), workers=1, rate=0)
    with listening(settings) as address:
        document_id = send(address, SAMPLE)
        with browsing.visit(browser, address, width=width) as planner:
            page = planner.open(f"/documents/{document_id}")
            page.locator("#tables summary").click()
            assert page.locator("#tables tbody tr").count() == 2
            assert planner.overflow() == 0
            planner.open("/")
            assert planner.overflow() == 0
