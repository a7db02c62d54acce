"""Agencies over HTTP: listed, added, merged, deleted, and the map that follows; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from classifier.agencies.registry import Agency
from service.settings import Settings
from tests.support.serving import API, SAMPLE, Served, served

LISTED = f"{API}/agencies"
SAID = "Dinas Lingkungan Hidup"


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service that was started with a file of agencies."""
    settings = Settings(
        data=tmp_path_factory.mktemp("agencies"),
        database_url=empty_database(),
        workers=1,
        rate=0,
        agencies=(Agency("Badan Contoh", ("BC",), kind="badan"),),
    )
    with served(settings) as service:
        service.sample = service.upload(SAMPLE)
        service.wait(service.sample)
        yield service


def posted(own: Served, path: str = "", *, status: int = 201, **body: Any) -> Any:
    answer = own.client.post(LISTED + path, json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def opds(own: Served) -> list[str]:
    found: list[str] = own.get(f"/documents/{own.sample}/map")["opds"]
    return found


def test_the_installations_agencies_are_listed_with_their_documents(own: Served) -> None:
    of_file, general = own.get("/agencies")["agencies"]
    assert (general["name"], general["origin"], general["n_documents"]) == (SAID, "general", 1)
    assert of_file == {
        "id": None, "name": "Badan Contoh", "aliases": ["BC"], "origin": "file", "n_documents": 0,
    }  # fmt: skip
    every = own.get("/agencies", all=True)["agencies"]
    n = {one["name"]: (one["origin"], one["n_documents"]) for one in every}
    assert n[SAID] == ("general", 1)
    assert n["Dinas Kesehatan"] == ("general", 0)


def test_a_name_of_a_document_that_no_list_has_is_listed_as_such(own: Served) -> None:
    at = f"{API}/documents/{own.sample}"
    assert own.client.patch(at, json={"opd": "Dinas Entah Apa"}).status_code == 200
    last = own.get("/agencies")["agencies"][-1]
    assert last == {
        "id": None, "name": "Dinas Entah Apa", "aliases": [], "origin": "unknown", "n_documents": 1,
    }  # fmt: skip
    merged = posted(own, "/merge", status=200, **{"from": ["Dinas Entah Apa"], "into": "Dinas Kita"})
    assert (merged["aliases"], merged["n_documents"]) == (["Dinas Entah Apa"], 1)
    assert own.client.delete(f"{LISTED}/{merged['id']}").status_code == 204
    assert own.client.patch(at, json={"opd": None}).status_code == 200


def test_the_map_follows_an_agency_that_is_added_and_deleted(own: Served) -> None:
    assert opds(own) == [SAID]
    added = posted(own, name="Dinas Hijau", aliases=[SAID, "DH"], by="Sari")
    assert (added["origin"], added["n_documents"]) == ("own", 1)
    assert opds(own) == ["Dinas Hijau"]
    assert own.get(f"/documents/{own.sample}")["opd"] == "Dinas Hijau"
    again = posted(own, name="dinas hijau", aliases=["D.H."], status=200)
    assert (again["id"], again["name"]) == (added["id"], "Dinas Hijau")
    assert own.client.delete(f"{LISTED}/{added['id']}").status_code == 204
    assert own.client.delete(f"{LISTED}/{added['id']}").status_code == 404
    assert opds(own) == [SAID]


def test_names_are_merged_into_one_agency(own: Served) -> None:
    merged = posted(own, "/merge", status=200, **{"from": [SAID, "Dinas LH"], "into": "Badan Contoh"})
    assert merged["aliases"][:2] == ["BC", SAID]
    assert "Dinas LH" in merged["aliases"]
    assert merged["n_documents"] == 1
    assert opds(own) == ["Badan Contoh"]
    assert own.client.delete(f"{LISTED}/{merged['id']}").status_code == 204
    of_file = own.get("/agencies")["agencies"][0]
    assert (of_file["origin"], of_file["aliases"]) == ("file", ["BC"])


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {"name": ""}),
        ("", {"name": " - "}),
        ("", {"name": "x" * 201}),
        ("", {"name": "Dinas\0"}),
        ("", {"name": "Dinas A", "aliases": ["A"] * 101}),
        ("", {"name": "Dinas A", "aliases": [""]}),
        ("", {"name": "Dinas A", "alias": ["A"]}),
        ("/merge", {"from": [], "into": "Dinas A"}),
        ("/merge", {"from": ["Dinas B"], "into": "Dinas A", "names": []}),
        ("/merge", {"from": ["Dinas B"]}),
    ],
)
def test_what_is_no_agency_is_refused(own: Served, path: str, body: dict[str, Any]) -> None:
    assert own.client.post(LISTED + path, json=body).status_code == 422


def test_merging_an_unknown_name_into_itself_is_refused_in_the_callers_language(own: Served) -> None:
    body = {"from": ["Dinas Entah"], "into": "Dinas Entah"}
    for language, word in (("en", "cannot be merged"), ("id", "tidak dapat digabungkan")):
        answer = own.client.post(f"{LISTED}/merge", json=body, headers={"accept-language": language})
        assert (answer.status_code, word in answer.json()["detail"]) == (409, True)


def test_a_name_that_no_list_and_no_document_has_is_not_merged(own: Served) -> None:
    before = own.get("/agencies")["agencies"]
    body = {"from": [SAID, "Dinas Entah"], "into": "Badan Contoh"}
    for language, word in (("en", "no document names it"), ("id", "tidak disebut dokumen mana pun")):
        answer = own.client.post(f"{LISTED}/merge", json=body, headers={"accept-language": language})
        assert (answer.status_code, word in answer.json()["detail"]) == (409, True)
    assert own.get("/agencies")["agencies"] == before


def test_no_other_site_may_change_agencies(own: Served) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert own.client.post(LISTED, json={"name": "Dinas A"}, headers=foreign).status_code == 403
    assert own.client.delete(f"{LISTED}/1", headers=foreign).status_code == 403
