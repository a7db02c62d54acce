"""The first page and the pages of mappings, without script; equal rows across documents of a mapping."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from classifier.mapping import document_record
from service.storage import documents
from service.storage.caches import program_cache
from service.storage.caches.program_cache import ProgramCache
from service.storage.rows import alike_elsewhere, get
from service.web.mappings import years_of
from tests.support import small_plans
from tests.support.serving import API, Served, sampled

HTML = {"accept": "text/html"}


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with the sample Renstra and the Renja of two agencies for 2026."""
    folder = tmp_path_factory.mktemp("plans")
    with sampled(tmp_path_factory.mktemp("workbench"), empty_database()) as service:
        for name, opd in (("renja.pdf", "DINAS LINGKUNGAN HIDUP"), ("sosial.pdf", "DINAS SOSIAL")):
            path = small_plans.draw(folder / name, small_plans.WASTE_PLAN, ("2026",), opd=opd)
            service.wait(service.upload(path, name))
        yield service


@pytest.fixture
def mapping(own: Served) -> Iterator[Any]:
    made = own.client.post(f"{API}/mappings", json={}).json()
    yield made
    own.client.delete(f"{API}/mappings/{made['id']}")


def page(own: Served, path: str, **query: str) -> str:
    answer = own.client.get(path, params=query, headers=HTML)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def listed(own: Served, **query: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a href="/documents/\w+">([^<]+)</a>', page(own, "/", **query))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["sosial.pdf", "renja.pdf", "renstra.pdf"]),
        ({"q": "DINAS sosial"}, ["sosial.pdf"]),
        ({"q": "tidak ada"}, []),
        ({"kind": "Renstra"}, ["renstra.pdf"]),
        ({"year": "2027"}, ["renstra.pdf"]),
        ({"region": "Kota Contoh", "year": "2026", "kind": "Renja"}, ["sosial.pdf", "renja.pdf"]),
        ({"status": "failed"}, []),
        ({"sort": "name"}, ["renja.pdf", "renstra.pdf", "sosial.pdf"]),
        ({"sort": "-uploaded"}, ["sosial.pdf", "renja.pdf", "renstra.pdf"]),
        ({"sort": "-pagu", "page": "99"}, ["renstra.pdf", "sosial.pdf", "renja.pdf"]),
        ({"sort": "nonsense", "status": "nonsense", "page": "x"}, ["sosial.pdf", "renja.pdf", "renstra.pdf"]),
    ],
)
def test_documents_are_searched_filtered_and_sorted(
    own: Served, query: dict[str, str], names: list[str]
) -> None:
    assert listed(own, **query) == names


def test_the_next_step_makes_the_proposed_mapping(own: Served) -> None:
    html = page(own, "/")
    assert "Buat “Pemetaan Kota Contoh 2026”" in html
    answer = own.client.post(
        "/mappings", data={"region": "Kota Contoh", "years": "2026"}, follow_redirects=False
    )
    address = answer.headers["location"]
    assert "Pemetaan Kota Contoh 2026" in page(own, address)
    assert "Buat “Pemetaan" not in page(own, "/")
    own.client.post(address, data={"region": "Kota Contoh", "years": "2025-2027", "name": ""})
    assert "Kota Contoh · 2025–2027" in page(own, address)
    assert own.client.post(f"{address}/delete", follow_redirects=False).status_code == 303
    assert own.client.get(address, headers=HTML).status_code == 404


def test_a_document_is_switched_on_its_mappings_page(own: Served, mapping: Any) -> None:
    address = f"/mappings/{mapping['id']}"
    assert "Tidak dihitung: Renja “renja.pdf” didahulukan daripada Renstra." in page(own, address)
    own.client.post(f"{address}/documents/{own.sample}", data={"counts": "yes"})
    html = page(own, address)
    assert "Dihitung: dinyalakan secara manual." in html
    assert "Tidak dihitung: “renstra.pdf” dinyalakan secara manual sebagai gantinya." in html
    own.client.post(f"{address}/documents/{own.sample}", data={"counts": ""})
    assert "dinyalakan" not in page(own, address)


def test_a_mapping_without_a_year_is_refused_in_words(own: Served) -> None:
    answer = own.client.post("/mappings", data={"region": "Kota Contoh", "years": "besok"}, headers=HTML)
    assert answer.status_code == 422
    assert "misalnya 2026" in answer.text


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026", (2026,)),
        ("2025-2027", (2025, 2026, 2027)),
        ("2025–2026, 2029", (2025, 2026, 2029)),
        ("besok 12 20261", ()),
        ("2000-2099", tuple(range(2000, 2020))),
    ],
)
def test_years_are_read_as_people_write_them(text: str, years: tuple[int, ...]) -> None:
    assert years_of(text) == years


def test_equal_rows_of_the_mappings_other_documents_are_answered_only_when_asked(
    own: Served, mapping: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = {one["name"]: one["id"] for one in own.get("/documents")["documents"]}
    rows = {
        name: own.get(f"/documents/{documents[name]}/rows")["rows"][0] for name in ("renja.pdf", "sosial.pdf")
    }
    first, other = rows["renja.pdf"], rows["sosial.pdf"]
    # Equal rows name one agency: the second document is made one of a branch of the first's.
    own.client.patch(f"{API}/documents/{documents['sosial.pdf']}", json={"opd": "Dinas Lingkungan Hidup"})
    own.client.put(
        f"{API}/mappings/{mapping['id']}/documents/{documents['sosial.pdf']}", json={"counts": True}
    )
    own.client.put(
        f"{API}/mappings/{mapping['id']}/documents/{documents['renja.pdf']}", json={"counts": True}
    )
    assert "baris yang sama di dokumen lain dari pemetaan ini (1 dokumen)" in page(
        own, f"/rows/{first['id']}"
    )

    # However many say the same in documents that no mapping counts with this one.
    database = own.app.state.service.database
    stored = get(database, first["id"])
    assert stored is not None
    monkeypatch.setattr("service.storage.rows._MAX_ALIKE", 1)
    among = documents["sosial.pdf"]
    assert alike_elsewhere(database, stored, [among]) == {among: [other["id"]]}
    assert alike_elsewhere(database, stored, []) == {}

    def said(row: Any) -> str:
        return next(
            str(one["subdimension"])
            for name in documents
            for one in own.get(f"/documents/{documents[name]}/rows")["rows"]
            if one["id"] == row["id"] and one["label"] is not None
        )

    wanted = "governance.pelayanan-publik"
    own.client.post(f"/rows/{first['id']}/label", data={"subdimension": wanted})
    with pytest.raises(StopIteration):
        said(other)
    own.client.post(
        f"/rows/{first['id']}/label", data={"subdimension": wanted, "elsewhere": "1", "note": "x"}
    )
    assert (said(first), said(other)) == (wanted, wanted)


def test_the_sample_document_is_taken_in_once(own: Served) -> None:
    answer = own.client.post("/sample", follow_redirects=False)
    assert answer.headers["location"] == f"/documents/{own.sample}"


def test_what_was_made_for_maps_is_not_made_again_by_a_service_that_has_just_started(
    own: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = own.app.state.service
    there = documents.done(state.database)
    before = ProgramCache(
        state.database, registry=state.agencies.registry, ceiling=state.settings.pagu_ceiling
    )
    before.warm(there)
    made = [(before.outline(one), before.record(one)) for one in there]
    monkeypatch.setattr(program_cache, "outline", lambda *_, **__: pytest.fail("made again"))
    monkeypatch.setattr(document_record, "record_of", lambda *_, **__: pytest.fail("again"))
    fresh = ProgramCache(
        state.database, registry=state.agencies.registry, ceiling=state.settings.pagu_ceiling
    )
    fresh.warm(there)
    assert [(fresh.outline(one), fresh.record(one)) for one in there] == made
