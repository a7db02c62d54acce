"""The page on which a corrected workbook comes back, without its script."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.returned_workbooks import downloaded
from tests.support.serving import API, Served, sampled


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of this module's own, whose rows are changed."""
    with sampled(tmp_path_factory.mktemp("workbook"), empty_database()) as service:
        yield service


def sent(own: Served, content: bytes, name: str = "peta.xlsx") -> Any:
    return own.client.post("/workbook", files={"file": (name, content)}, headers={"accept": "text/html"})


def ticked(page: str) -> list[str]:
    boxes = re.findall(r'<input type="checkbox" name="change" value="([^"]+)"([^>]*)>', page)
    return [value for value, more in boxes if " checked" in more]


def test_the_map_links_to_the_page(own: Served) -> None:
    assert '<a href="/workbook">Unggah berkas Excel yang sudah dikoreksi</a>' in own.client.get("/map").text
    assert 'accept=".xlsx' in own.client.get("/workbook").text


def test_corrections_are_shown_applied_and_undone(own: Served) -> None:
    before = own.rows()
    program, other, third = before[:3]
    book = downloaded(own)
    book.set(program["id"], "text", "PROGRAM <b>KOTA</b> CERDAS")
    book.set(program["id"], "2026", 1_234_567)
    book.set(other["id"], "kode", "1.11")
    book.set(third["id"], "level", "urusan")
    book.add(level="program", text="Program Tambahan")
    own.client.patch(f"{API}/rows/{other['id']}", json={"kode": "2.22", "by": "Budi"})
    answer = sent(own, book.content())
    page = html.unescape(answer.text)
    assert answer.status_code == 200
    assert 'Terapkan <span id="n-chosen">3</span> perubahan' in answer.text
    assert "<b>KOTA</b>" not in answer.text
    assert "2026: Rp 1.234.567" in page
    assert "Sudah diubah di sini: 2.22." in page
    assert "Tidak dapat diterapkan. Tingkat adalah program" in page
    assert len(ticked(answer.text)) == 3
    workbook_id = answer.url.params["id"]
    own.client.cookies.set("petakota_name", "Sari")
    applied = own.client.post("/workbook/apply", data={"id": workbook_id, "change": ticked(answer.text)})
    assert "3 perubahan dari berkas Excel sudah berlaku." in applied.text
    row = own.get(f"/rows/{program['id']}")
    assert (row["text"], row["pagu"]["2026"]) == ("PROGRAM <b>KOTA</b> CERDAS", 1_234_567)
    assert own.get(f"/documents/{own.sample}/edits")["edits"][-1]["by"] == "Sari"

    fields = dict(
        re.findall(r'<input type="hidden" name="(id|n|edits|labels)" value="([^"]*)">', applied.text)
    )
    undone = own.client.post("/workbook/undo", data=fields)
    assert "3 perubahan dibatalkan." in undone.text
    assert own.get(f"/rows/{program['id']}")["text"] == program["text"]
    again = own.client.post("/workbook/undo", data=fields, headers={"accept": "text/html"})
    assert again.status_code == 404
    assert "sudah dibatalkan" in again.text
    for edit in own.get(f"/documents/{own.sample}/edits")["edits"][:1]:
        own.client.delete(f"{API}/edits/{edit['id']}")
    assert own.rows() == before


def test_what_was_changed_meanwhile_is_shown_again(own: Served) -> None:
    row = own.rows()[0]
    book = downloaded(own)
    book.set(row["id"], "kode", "1.11")
    shown = sent(own, book.content())
    (edit,) = own.client.patch(f"{API}/rows/{row['id']}", json={"kode": "2.22"}).json()["edits"]
    answer = own.client.post(
        "/workbook/apply",
        data={"id": shown.url.params["id"], "change": ticked(shown.text)},
        headers={"accept": "text/html"},
    )
    assert answer.status_code == 409
    assert "tidak ada yang diterapkan" in answer.text
    assert "Sudah diubah di sini: 2.22." in html.unescape(answer.text)
    own.client.delete(f"{API}/edits/{edit['id']}")


def test_more_changes_than_a_form_has_by_default_are_taken(own: Served) -> None:
    book = downloaded(own)
    for n in range(1200):
        book.add(level="kegiatan", text=f"Kegiatan Tambahan {n}", program="Program Tambahan")
    shown = sent(own, book.content())
    chosen = ticked(shown.text)
    assert len(chosen) == 1200
    # All named, but none of these: nothing is applied, and nothing refused for its length.
    answer = own.client.post(
        "/workbook/apply", data={"id": shown.url.params["id"], "change": [f"{one}x" for one in chosen]}
    )
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"%PDF-1.7", 422, "bukan berkas Excel"),
        (b"PK\x03\x04" + b"\0" * 500, 422, "rusak atau terkunci"),
    ],
)
def test_a_wrong_file_is_told_beside_the_form(own: Served, content: bytes, status: int, words: str) -> None:
    answer = sent(own, content)
    assert answer.status_code == status
    assert words in answer.text
    assert "/api/v1" not in answer.text
    assert '<input id="file" type="file"' in answer.text


def test_cells_that_cannot_be_read_and_a_status_are_shown_in_words(own: Served) -> None:
    first, second = own.rows()[:2]
    book = downloaded(own)
    book.set(first["id"], "page", "delapan")
    book.set(second["id"], "status", "diverifikasi")
    place = book.sheet.cell(book.line(first["id"]), book.column("page")).coordinate
    shown = sent(own, book.content()).text
    assert "1 sel tidak dapat dibaca" in shown
    assert f"Lembar Baris, sel <b>{place}</b> (Halaman): “delapan” bukan angka." in " ".join(shown.split())
    assert "belum diverifikasi" in shown
    assert re.search(r"<span class=\"becomes\">diverifikasi: \w+", shown)
    assert len(ticked(shown)) == 1
    book = downloaded(own)
    book.set(first["id"], "page", "delapan")
    assert "Tidak ada lagi yang berubah" not in sent(own, book.content()).text


def test_a_workbook_that_is_not_stored_any_more_is_told(own: Served) -> None:
    answer = own.client.get("/workbook", params={"id": "0" * 64})
    assert answer.status_code == 404
    assert "lebih dari sehari" in answer.text


def test_the_page_speaks_english(own: Served) -> None:
    own.client.cookies.set("petakota_lang", "en")
    assert "Upload a corrected workbook" in own.client.get("/workbook").text
    own.client.cookies.delete("petakota_lang")
