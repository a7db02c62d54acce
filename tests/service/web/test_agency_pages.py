"""The page of agencies: spellings merged, official names chosen, agencies added and deleted."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from service.storage import rows
from tests.support.html_tables import links
from tests.support.put_back import put_back
from tests.support.serving import API, Served, sampled

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sampled(tmp_path_factory.mktemp("sampled"), "") as service:
        yield service


@pytest.fixture
def own(shared: Served) -> Iterator[Served]:
    with put_back(shared) as service:
        yield service


def sent(own: Served, path: str, **fields: Any) -> Any:
    return own.client.post(f"/agencies{path}", data=fields, headers=HTML)


def words(answer: Any) -> str:
    main = answer.text.split('<main id="main"')[1].split("<datalist")[0]
    text = re.sub(r"<[^>]+>", "", re.sub(r"</(?:td|th|tr|h2)>", " | ", main))
    return " ".join(html.unescape(text).split())


def listed(own: Served) -> str:
    answer = own.client.get("/agencies", headers=HTML)
    assert answer.status_code == 200
    return words(answer)


def test_agencies_that_documents_name_are_listed_with_documents_and_programs(own: Served) -> None:
    shown = listed(own)
    assert "Dinas Lingkungan Hidup" in shown
    assert "| daftar umum | renstra.pdf | 13 |" in shown
    page = own.client.get("/agencies", headers=HTML).text
    (rows_link,) = (link for link in links(page) if link.startswith("/rows?"))
    assert "40</b> baris" in own.client.get(rows_link, headers=HTML).text


def test_what_maps_stored_of_documents_is_not_made_again_for_the_page(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.client.get("/map", headers=HTML)
    before = listed(own)
    cache = own.app.state.service.program_cache
    # As after a start.
    cache._entries.clear()

    def made_again(*_: object) -> None:
        raise AssertionError("rows are read again")

    monkeypatch.setattr(rows, "placed", made_again)
    assert listed(own) == before


def test_spellings_are_merged_into_the_name_that_is_written(own: Served) -> None:
    own.client.patch(f"{API}/documents/{own.sample}", json={"opd": "Dinas Ijo Royo"})
    assert "Dinas Ijo Royo | belum ada di daftar | renstra.pdf |" in listed(own)
    names = ["Dinas Ijo Royo", "Dinas Lingkungan Hidup"]
    answer = sent(own, "/merge", name=names, other="Dinas Hijau")
    assert "Digabungkan menjadi Dinas Hijau." in words(answer)
    shown = listed(own)
    assert re.search(r"Dinas Hijau.{0,3}juga: .*Dinas Ijo Royo", shown)
    assert "| daftar sendiri | renstra.pdf | 13 |" in shown
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Hijau"


def test_the_first_that_is_ticked_is_the_name_when_none_is_written(own: Served) -> None:
    own.client.patch(f"{API}/documents/{own.sample}", json={"opd": "Dinas Ijo Royo"})
    sent(own, "/merge", name=["Dinas Lingkungan Hidup", "Dinas Ijo Royo"])
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Lingkungan Hidup"


def test_a_merge_is_taken_back_on_the_page(own: Served) -> None:
    own.client.patch(f"{API}/documents/{own.sample}", json={"opd": "Dinas Ijo Royo"})
    answer = sent(own, "/merge", name=["Dinas Lingkungan Hidup", "Dinas Ijo Royo"])
    (undo,) = set(re.findall(r'action="/agencies(/merges/[0-9]+/undo)"', answer.text))
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Lingkungan Hidup"
    (merge,) = own.get("/agencies/merges")["merges"]
    assert merge["names"] == ["Dinas Ijo Royo"]
    assert "Dibatalkan." in words(sent(own, undo))
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Ijo Royo"
    assert sent(own, undo).status_code == 404
    sent(own, "/merge", name=["Dinas Lingkungan Hidup", "Dinas Ijo Royo"])
    (merge,) = own.get("/agencies/merges")["merges"]
    address = f"{API}/agencies/merges/{merge['id']}"
    assert own.client.delete(address, params={"by": "Sari"}).status_code == 204
    assert own.client.delete(address).status_code == 404
    assert own.get("/agencies/merges") == {"merges": []}


def test_a_merge_that_was_overtaken_is_refused_in_words(own: Served) -> None:
    sent(own, "/merge", name=["Dinas Lingkungan Hidup"], other="Dinas Hijau")
    (merge,) = own.get("/agencies/merges")["merges"]
    sent(own, "/add", name="Dinas Hijau", aliases="DH")
    answer = sent(own, f"/merges/{merge['id']}/undo")
    assert answer.status_code == 422
    assert "diubah sejak digabungkan" in words(answer)
    assert own.client.delete(f"{API}/agencies/merges/{merge['id']}").status_code == 409


def test_a_word_that_names_no_agency_is_not_listed(own: Served) -> None:
    row_id = own.rows()[0]["id"]
    own.client.patch(f"{API}/rows/{row_id}", json={"opd": "Kantor"})
    assert "Kantor |" not in listed(own)
    assert "Kantor" not in [one["name"] for one in own.get("/agencies")["agencies"]]
    assert "Kantor" not in own.get(f"/documents/{own.sample}/map")["opds"]


def test_one_spelling_alone_gets_another_official_name(own: Served) -> None:
    sent(own, "/merge", name=["Dinas Lingkungan Hidup"], other="Dinas Hijau")
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Hijau"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Centang dua ejaan atau lebih"),
        ({"name": ["Dinas Lingkungan Hidup"]}, "Centang dua ejaan atau lebih"),
        ({"name": ["Dinas Lingkungan Hidup"], "other": "!!"}, "memerlukan nama"),
        ({"name": ["Dinas Antah", "Dinas Berantah"]}, "Dinas Berantah"),
    ],
)
def test_what_cannot_be_merged_is_refused_in_words(own: Served, fields: dict[str, Any], message: str) -> None:
    answer = sent(own, "/merge", **fields)
    assert answer.status_code == 422
    assert message in words(answer)
    assert "/api/v1" not in answer.text
    assert own.get("/agencies")["agencies"][0]["origin"] == "general"


def test_an_agency_without_a_document_is_listed_as_such_and_deleted(own: Served) -> None:
    answer = sent(own, "/add", name="Dinas  Baru", aliases="Disbar\n\nDB Kota\n")
    assert "Dinas Baru ada di daftar." in words(answer)
    shown = listed(own)
    assert "Dinas Barujuga: Disbar; DB Kota | daftar sendiri | belum ada dokumen |" in shown
    (agency,) = (one for one in own.get("/agencies")["agencies"] if one["name"] == "Dinas Baru")
    assert "Dinas Baru" in own.client.get("/map", headers=HTML).text
    sent(own, f"/{agency['id']}/delete")
    assert "Dinas Baru" not in listed(own)
    assert sent(own, f"/{agency['id']}/delete").status_code == 404
    assert sent(own, "/add", name=" ").status_code == 422
