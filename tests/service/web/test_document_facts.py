"""What a person says of a document on its page: facts, tables that count, and the report of the reading."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from classifier.mapping.document_record import DocumentRecord
from classifier.scans import engine
from service.messages import Message
from service.reading_notes import Pages, pages_of
from service.storage import schema
from service.storage.caches.program_cache import ProgramCache
from service.storage.documents import Document, changed
from tests.support.html_tables import links
from tests.support.put_back import put_back
from tests.support.serving import API, Served, sampled

HTML = {"accept": "text/html"}
SCRIPT = {"hx-request": "true"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sampled(tmp_path_factory.mktemp("sampled"), "") as service:
        yield service


@pytest.fixture
def own(shared: Served) -> Iterator[Served]:
    with put_back(shared) as service:
        yield service


def said(own: Served, fact: str, value: str = "", **more: str) -> Any:
    """A fact said in its form, by a browser without script."""
    return own.client.post(
        f"/documents/{own.sample}/facts",
        data={"fact": fact, "value": value, **more},
        headers=HTML,
        follow_redirects=False,
    )


def page(own: Served, **query: str) -> str:
    answer = own.client.get(f"/documents/{own.sample}", params=query, headers=HTML)
    assert answer.status_code == 200
    return answer.text


def test_a_fact_is_set_in_its_form_and_given_back(own: Served) -> None:
    own.client.cookies.set("petakota_name", "Sari")
    answer = said(own, "opd", "Dinas  Hijau", back=f"/documents/{own.sample}?size=25")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/documents/{own.sample}?size=25")
    found = own.get(f"/documents/{own.sample}")
    assert (found["opd"], found["set_by_hand"]) == ("Dinas Hijau", ["opd"])
    assert "Terbaca di dokumen: Dinas Lingkungan Hidup" in page(own)
    database = own.app.state.service.database
    with database.reading() as connection:
        assert connection.execute(select(schema.decisions.c.by)).scalars().all() == ["Sari"]
    said(own, "opd", "Dinas Hijau", as_read="1")
    found = own.get(f"/documents/{own.sample}")
    assert (found["opd"], found["set_by_hand"]) == ("Dinas Lingkungan Hidup", [])


def test_an_agency_that_goes_by_another_name_says_how_it_was_written(own: Served) -> None:
    assert "ejaan resmi" not in page(own)
    said(own, "opd", "DLH")
    assert "ditulis DLH, dicatat sebagai Dinas Lingkungan Hidup (ejaan resmi)" in page(own)
    row_id = own.get(f"/documents/{own.sample}/rows")["rows"][0]["id"]
    own.client.patch(f"{API}/rows/{row_id}", json={"opd": "Dinkes", "by": "Sari"})
    beside = own.client.get(f"/rows/{row_id}", headers=HTML).text
    assert "dicatat sebagai Dinas Kesehatan (ejaan resmi)" in beside


def test_years_stage_kind_and_region_are_set(own: Served) -> None:
    for fact, value in (
        ("years", "2026 - 2027"),
        ("stage", "change"),
        ("kind", "Renja"),
        ("region", "Kota Baru"),
    ):
        assert said(own, fact, value).status_code == 303
    found = own.get(f"/documents/{own.sample}")
    shown = (found["years"], found["stage"], found["kind"], found["region"])
    assert shown == ([2026, 2027], "change", "Renja", "Kota Baru")
    assert "Perubahan Renja Dinas Lingkungan Hidup Kota Baru 2026–2027" in page(own)


def test_what_cannot_be_a_fact_is_refused_in_words(own: Served) -> None:
    answer = said(own, "years", "tahun depan")
    assert answer.status_code == 422
    assert "tulis misalnya 2026 atau 2025-2029" in answer.text
    answer = said(own, "kind", "Foo")
    assert answer.status_code == 422
    assert "“Foo” bukan jenis dokumen; pilih salah satu dari" in answer.text
    assert said(own, "stage", "soon").status_code == 422
    assert said(own, "doubts", "x").status_code == 422
    assert own.get(f"/documents/{own.sample}")["set_by_hand"] == []
    assert own.client.post("/documents/none/facts", data={"fact": "kind"}, headers=HTML).status_code == 404


def test_money_of_other_years_than_were_set_is_said(own: Served) -> None:
    warning = "Pagu tercetak untuk 2025–2029, tahun dokumen diatur 2035–2039"
    assert warning not in page(own)
    said(own, "years", "2035-2039")
    before = own.get(f"/documents/{own.sample}")["pagu"]
    assert list(before) == ["2025", "2026", "2027", "2028", "2029"]
    assert warning in page(own)
    on_map = own.client.get("/map", params={"document": own.sample}, headers=HTML).text
    assert "pagu tercetak untuk 2025–2029, tahun dokumen diatur 2035–2039" in on_map


def test_years_that_leave_out_some_of_those_printed_are_nothing_to_be_said(own: Served) -> None:
    said(own, "years", "2026")
    assert "Pagu tercetak untuk" not in page(own)
    said(own, "years", "2040")
    shown = page(own)
    assert "Pagu tercetak untuk 2025–2029, tahun dokumen diatur 2040" in shown


def test_a_title_stands_for_the_name_of_the_file(own: Served) -> None:
    assert "<h1>renstra.pdf</h1>" in page(own)
    said(own, "title", "Renstra <b>DLH</b>")
    shown = page(own)
    assert "<h1>Renstra &lt;b&gt;DLH&lt;/b&gt;</h1>" in shown
    assert "Berkas: renstra.pdf" in shown
    assert own.get(f"/documents/{own.sample}")["title"] == "Renstra <b>DLH</b>"
    said(own, "title", " ")
    assert "<h1>renstra.pdf</h1>" in page(own)


def test_a_table_is_switched_off_and_left_to_the_rule_again(own: Served) -> None:
    address = f"/documents/{own.sample}/tables/1"
    assert (
        own.client.post(address, data={"counts": "no"}, headers=HTML, follow_redirects=False).status_code
        == 303
    )
    (first, _) = own.get(f"/documents/{own.sample}")["tables"]
    assert (first["counts"], first["decided"]) == (False, False)
    assert 'aria-checked="false"' in page(own)
    own.client.post(address, data={"counts": ""}, headers=HTML)
    (first, _) = own.get(f"/documents/{own.sample}")["tables"]
    assert (first["counts"], first["decided"]) == (True, None)
    answer = own.client.post(f"/documents/{own.sample}/tables/9", data={"counts": "no"}, headers=HTML)
    assert answer.status_code == 404


def test_what_counts_in_the_place_of_tables_that_are_switched_off_is_said(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_is = ProgramCache.record

    def with_a_review(cache: ProgramCache, document: Document) -> DocumentRecord:
        """As if the second table were the review that counts where no plan does."""
        record = as_it_is(cache, document)
        first, second = record.tables
        review = replace(second.facts, role="review")
        return replace(record, tables=(first, replace(second, facts=review, counts=not first.counts)))

    monkeypatch.setattr(ProgramCache, "record", with_a_review)
    warning = "sebagai gantinya dihitung tabel yang berupa review rancangan RKPD"
    assert warning not in page(own)
    address = f"/documents/{own.sample}/tables/1"
    assert warning in own.client.post(address, data={"counts": "no"}, headers=SCRIPT).text
    assert warning in page(own)
    own.client.post(f"/documents/{own.sample}/tables/2", data={"counts": "yes"}, headers=SCRIPT)
    assert warning not in page(own)


def test_the_script_is_answered_with_what_stands_above_the_rows(own: Served) -> None:
    answer = own.client.post(
        f"/documents/{own.sample}/facts", data={"fact": "title", "value": "Judul"}, headers=SCRIPT
    )
    assert answer.status_code == 200
    assert '<section id="about"' in answer.text
    assert "<h1>Judul</h1>" in answer.text
    assert 'id="summary"' in answer.text
    assert 'id="rows"' not in answer.text


def test_rows_without_parent_or_budget_are_counted_and_filtered(own: Served) -> None:
    rows = own.rows(limit=200)
    without_money = [row["id"] for row in rows if not row["pagu"]]
    assert len(without_money) == 5
    shown = page(own, state="without_money")
    assert "<b>5</b> pagu tidak terbaca" in shown
    assert "tanpa program induk</a>" not in shown
    assert [row for row in without_money if f'data-row="{row}"' in shown] == without_money
    assert shown.count("<tr id=") == 5
    kegiatan = next(row for row in rows if row["level"] == "kegiatan")
    changed_row = own.client.patch(f"{API}/rows/{kegiatan['id']}", json={"program": ""})
    assert changed_row.status_code == 200
    shown = page(own, state="without_parent")
    assert "<b>1</b> tanpa program induk" in shown
    assert f'data-row="{kegiatan["id"]}"' in shown
    assert shown.count("<tr id=") == 1
    assert f"/documents/{own.sample}?state=without_parent" in links(shown)


def test_pages_without_rows_and_pages_not_read_are_links_to_their_pictures(own: Served) -> None:
    database = own.app.state.service.database
    report = schema.documents.c.report
    with database.writing() as connection:
        stored = json.loads(connection.execute(select(report)).scalar_one())
        stored["pages_by_outcome"] = {"table_without_rows": 3, "perhaps_missed": 1, "no_text": 1}
        stored["ranges_by_outcome"] = {
            "table_without_rows": [[4, 6]],
            "perhaps_missed": [[2, 2]],
            "no_text": [[1, 1]],
        }
        connection.execute(update(schema.documents).values(report=json.dumps(stored)))
        changed(connection, own.sample)
    shown = page(own)
    assert "<b>4</b> halaman bertabel tanpa baris:" in shown
    assert "<b>1</b> halaman tidak terbaca:" in shown
    assert {f"/documents/{own.sample}/pages/{n}.png" for n in (1, 2, 4, 6)} <= set(links(shown))


def test_a_report_without_outcomes_names_no_pages() -> None:
    assert pages_of({}, "no_text") == Pages()
    assert pages_of(
        {"pages_by_outcome": {"no_text": 2}, "ranges_by_outcome": {"no_text": "1-2"}}, "no_text"
    ) == Pages(2)


@pytest.mark.parametrize(("key", "again"), [("scan", False), ("locked", False), ("too_slow", True)])
def test_only_what_another_try_can_change_offers_one(own: Served, key: str, again: bool) -> None:
    values = {"seconds": 60} if key == "too_slow" else {}
    database = own.app.state.service.database
    with database.writing() as connection:
        failed = {"status": "failed", "error": Message(key, dict(values)).stored()}
        connection.execute(update(schema.documents).values(**failed))
    shown = page(own)
    assert (f'action="/documents/{own.sample}/retry"' in shown) is again
    assert ("Unggah berkas lain" in shown) is not again


@pytest.mark.parametrize("is_installed", [True, False])
def test_pictures_can_be_read_again_once_ocr_is_installed(
    own: Served, is_installed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: is_installed)
    with own.app.state.service.database.writing() as connection:
        failed = {"status": "failed", "error": Message("scan_no_ocr").stored()}
        connection.execute(update(schema.documents).values(**failed))
    assert (f'action="/documents/{own.sample}/retry"' in page(own)) is is_installed


def test_a_planners_menus_hold_nothing_for_developers(own: Served) -> None:
    shown = page(own)
    assert "SHA-256" not in shown
    menu = shown.split("Untuk pengembang")[0]
    assert "JSON lines" not in menu
    assert f"/documents/{own.sample}/export.jsonl" in links(shown)
