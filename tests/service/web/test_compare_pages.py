"""The comparison's page and files: what changed between two plans, in both directions and languages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import python_calamine

from service.settings import Settings
from tests.support import html_tables, serving, small_plans
from tests.support.serving import Served

SCHOOL = "society.sistem-edukasi"
HOSTILE = "PROGRAM <script>alert(1)</script> & 'PERSAMPAHAN'"
FORMULA = "=HYPERLINK(0) PROGRAM PEMBINAAN PERPUSTAKAAN"


@pytest.fixture(scope="module")
def pair(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """A plan of two years and that of its second year; gone after the tests."""
    folder = tmp_path_factory.mktemp("plans")
    later = (*small_plans.WASTE_PLAN_LATER, ("2.11.99", HOSTILE, (1_000_000,)))
    found = []
    for name, lines, years in (
        ("renstra-lama.pdf", small_plans.WASTE_PLAN, ("2025", "2026")),
        ("renja-baru.pdf", later, ("2026",)),
    ):
        found.append(served.upload(small_plans.draw(folder / name, lines, years), name=name))
        assert served.wait(found[-1])["status"] == "done"
    yield found[0], found[1]
    for one in found:
        served.client.delete(f"{serving.API}/documents/{one}")


def page(served: Served, **query: str) -> str:
    return answered(served, 200, query)


def answered(served: Served, status: int, query: Mapping[str, str]) -> str:
    answer = served.client.get(f"/compare?{urlencode(query)}", headers={"accept": "text/html"})
    assert answer.status_code == status, answer.text
    return str(answer.text)


def test_documents_are_offered_with_their_agency_and_years(served: Served, pair: tuple[str, str]) -> None:
    before, after = pair
    html = page(served, a=before, b=after)
    assert "renstra-lama.pdf · Dinas Lingkungan Hidup · 2025</option>" in html
    assert "renja-baru.pdf · Dinas Lingkungan Hidup · 2026</option>" in html


def part(html: str, name: str) -> html_tables.Rows:
    """The lines of a section's table, without its head."""
    return next(
        iter(html_tables.tables(html.split(f'<section id="{name}"')[1].split("</section>")[0]).values())
    )[1:]


def told(html: str) -> str:
    """The line of facts, without marks."""
    facts = re.split(r'class="facts big">', html)[1].split("</div>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", facts).split())


def test_what_came_went_and_changed_is_told(served: Served, pair: tuple[str, str]) -> None:
    html = page(served, a=pair[0], b=pair[1])
    assert told(html) == (
        "3 program ada di keduanya 2 baru 1 hilang 0 label berubah "
        "2 pagu berubah (−Rp 250,0 juta) 1 tidak berubah"
    )
    assert [line[0].text.split(" Program ·")[0] for line in part(html, "added")] == [
        "PROGRAM PENGELOLAAN INFORMASI DAN KOMUNIKASI PUBLIK",
        HOSTILE,
    ]
    assert "PENYULUHAN LINGKUNGAN HIDUP" in part(html, "dropped")[0][0].text
    assert "(KEHATI)" in part(html, "renamed")[0][0].text


def test_budgets_are_compared_over_the_years_that_both_tell(served: Served, pair: tuple[str, str]) -> None:
    lines = part(page(served, a=pair[0], b=pair[1]), "budgets")
    assert [[cell.text for cell in line[1:5]] for line in lines] == [
        ["Rp 7,0 miliar", "Rp 5,5 miliar", "−Rp 1,5 miliar", "−21%"],
        ["Rp 17,0 miliar", "Rp 18,2 miliar", "+Rp 1,2 miliar", "+7%"],
    ]


def test_all_years_are_compared_when_asked_and_a_warning_says_so(
    served: Served, pair: tuple[str, str]
) -> None:
    html = page(served, a=pair[0], b=pair[1], years="all")
    assert "selisih pagu belum tentu sebuah keputusan" in html
    assert [line[3].text for line in part(html, "budgets")] == [
        "−Rp 15,6 miliar",
        "−Rp 8,3 miliar",
        "−Rp 2,1 miliar",
    ]


def test_swapped_what_came_is_what_went(served: Served, pair: tuple[str, str]) -> None:
    html = page(served, a=pair[0], b=pair[1])
    swapped = next(link for link in html_tables.links(html) if link == f"/compare?a={pair[1]}&b={pair[0]}")
    back = str(served.client.get(swapped).text)
    names = {line[0].text for line in part(html, "added")}
    assert {line[0].text for line in part(back, "dropped")} == names


def test_each_program_links_to_its_row(served: Served, pair: tuple[str, str]) -> None:
    html = page(served, a=pair[0], b=pair[1])
    links = [link for link in html_tables.links(html) if link.startswith("/rows/")]
    assert len(links) == 7
    mine = {row["id"] for one in pair for row in served.get(f"/documents/{one}/rows")["rows"]}
    assert {link.removeprefix("/rows/") for link in links} <= mine


def test_totals_of_subdimensions_stand_side_by_side(served: Served, pair: tuple[str, str]) -> None:
    lines = part(page(served, a=pair[0], b=pair[1]), "totals")
    waste = next(line for line in lines if line[0].text == "Tata kelola sampah")
    assert [cell.text for cell in waste[4:]] == ["Rp 17,0 miliar", "Rp 18,3 miliar", "+Rp 1,3 miliar", "+7%"]
    assert [cell.text for cell in lines[-1][:4]] == ["Jumlah", "4", "5", "+1"]


def test_a_correction_shows_as_a_changed_label(served: Served, pair: tuple[str, str]) -> None:
    rows = served.get(f"/documents/{pair[1]}/rows")["rows"]
    row = next(one for one in rows if one["text"] == "PROGRAM PENGELOLAAN PERSAMPAHAN")
    assert served.label(row["id"], SCHOOL).status_code == 201
    try:
        html = page(served, a=pair[0], b=pair[1])
    finally:
        served.client.delete(f"{serving.API}/rows/{row['id']}/label")
    assert [[cell.text for cell in line[1:]] for line in part(html, "relabelled")] == [
        ["Tata kelola sampah barisnya", "Sistem edukasi"]
    ]


def test_the_page_speaks_english_too(served: Served, pair: tuple[str, str]) -> None:
    served.client.cookies.set("petakota_lang", "en")
    try:
        html = page(served, a=pair[0], b=pair[1])
    finally:
        served.client.cookies.clear()
    assert told(html).startswith("3 programmes in both 2 new 1 gone")
    assert "−Rp 1.5 billion" in " ".join(html.split())


def test_nothing_chosen_explains_what_to_choose(served: Served, pair: tuple[str, str]) -> None:
    for query in ({}, {"a": pair[0]}, {"b": pair[1]}):
        assert "Pilih dokumen lama dan dokumen baru." in page(served, **query)


def test_the_same_document_twice_says_so(served: Served, pair: tuple[str, str]) -> None:
    assert "Dokumen yang sama dipilih dua kali." in page(served, a=pair[0], b=pair[0])


def test_documents_with_nothing_in_common_are_explained(
    served: Served, pair: tuple[str, str], tmp_path: Path
) -> None:
    lines = (("1.02.02", "PROGRAM PEMENUHAN UPAYA KESEHATAN PERORANGAN", (5_000_000,)),)
    other = served.upload(small_plans.draw(tmp_path / "a.pdf", lines, ("2026",), opd="DINAS KESEHATAN"))
    try:
        served.wait(other)
        html = page(served, a=pair[0], b=other)
        assert "Tidak ada satu program pun yang sama." in html
        assert len(part(html, "added")) == 1
        assert len(part(html, "dropped")) == 4
    finally:
        served.client.delete(f"{serving.API}/documents/{other}")


def test_documents_of_two_opds_are_said_to_be_and_share_no_program(
    served: Served, pair: tuple[str, str], tmp_path: Path
) -> None:
    path = small_plans.draw(
        tmp_path / "kebersihan.pdf", small_plans.WASTE_PLAN_LATER, ("2026",), opd="DINAS KOMUNIKASI"
    )
    other = served.upload(path)
    try:
        served.wait(other)
        html = page(served, a=pair[0], b=other)
        assert "Kedua dokumen ini milik perangkat daerah yang berbeda:" in html
        said = html.split('id="owners"')[1].split("</p>")[0]
        assert "Dinas Lingkungan Hidup dan DINAS KOMUNIKASI" in said
        assert told(html).startswith("0 program ada di keduanya 4 baru 4 hilang")
        assert 'id="moved"' not in html
        book = served.client.get("/compare.xlsx", params={"a": pair[0], "b": other})
        found = python_calamine.load_workbook(io.BytesIO(book.content)).get_sheet_by_name("Ringkasan")
        assert any("milik perangkat daerah yang berbeda" in str(line[1]) for line in found.to_python())
    finally:
        served.client.delete(f"{serving.API}/documents/{other}")
    assert "perangkat daerah yang berbeda" not in page(served, a=pair[0], b=pair[1])


def test_fewer_than_two_documents_say_what_is_missing(settings: Settings) -> None:
    with serving.served(settings) as empty:
        assert "Perbandingan memerlukan dua dokumen" in page(empty)


@pytest.mark.parametrize("unknown", ["0123456789abcdef", "<b>", "nothing"])
def test_an_unknown_document_is_a_clear_404(served: Served, pair: tuple[str, str], unknown: str) -> None:
    html = answered(served, 404, {"a": pair[0], "b": unknown})
    assert "<h1>Halaman tidak ditemukan</h1>" in html
    assert "<b>" not in html.split("<h1>")[1].split("</p>")[0].replace("peta<b>", "")
    for path in ("/compare.xlsx", "/compare.csv"):
        for query in ({"a": pair[0], "b": unknown}, {"a": pair[0]}):
            assert served.client.get(path, params=query).status_code == 404


def test_a_nul_in_an_id_is_refused(served: Served) -> None:
    assert served.client.get("/compare?a=%00").status_code == 422


def test_the_csv_holds_every_program_of_both(served: Served, pair: tuple[str, str]) -> None:
    answer = served.client.get("/compare.csv", params={"a": pair[0], "b": pair[1]})
    assert 'filename="perbandingan-renstra-lama-renja-baru.csv"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [line["state"] for line in lines] == [
        "unchanged",
        "changed",
        "changed",
        "added",
        "added",
        "dropped",
    ]
    assert [line["changes"] for line in lines[:3]] == ["", "name; budget", "budget"]
    assert [line["change_in_common_years"] for line in lines[:3]] == ["0", "-1500000000", "1250000000"]


def test_the_workbook_holds_what_the_page_shows(
    served: Served, pair: tuple[str, str], tmp_path: Path
) -> None:
    answer = served.client.get("/compare.xlsx", params={"a": pair[0], "b": pair[1]})
    path = tmp_path / "perbandingan.xlsx"
    path.write_bytes(answer.content)
    book = python_calamine.load_workbook(path)
    assert book.sheet_names == ["Ringkasan", "Program", "Per subdimensi"]
    facts: dict[Any, Any] = {line[0]: line[1] for line in book.get_sheet_by_name("Ringkasan").to_python()}
    assert (facts["Program baru"], facts["Program hilang"], facts["Pagu berubah"]) == (2, 1, 2)
    assert facts["Pagu dibandingkan untuk"] == "2026"
    programs = book.get_sheet_by_name("Program").to_python()
    assert [line[0] for line in programs[1:]] == ["tetap", "berubah", "berubah", "baru", "baru", "hilang"]
    assert programs[5][2] == HOSTILE


def test_hostile_names_are_text_on_the_page(served: Served, pair: tuple[str, str]) -> None:
    html = page(served, a=pair[0], b=pair[1])
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;PERSAMPAHAN&#39;" in html
    assert not re.search(r"<[^>]*\s(style|on\w+)=", html)
