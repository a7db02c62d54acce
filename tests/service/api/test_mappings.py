"""Mappings over HTTP: which documents count, their map, their state; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import small_plans
from tests.support.serving import API, Served, sampled


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service with the sample Renstra of 2025 to 2029, whose tests make mappings."""
    with sampled(tmp_path_factory.mktemp("mappings"), empty_database()) as service:
        yield service


@pytest.fixture(scope="module")
def renja(own: Served, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Renja of the same agency for 2026."""
    path = tmp_path_factory.mktemp("plans") / "renja.pdf"
    document = own.upload(small_plans.draw(path, small_plans.WASTE_PLAN, ("2026", "2027")), "renja.pdf")
    own.wait(document)
    return document


@pytest.fixture
def mapping(own: Served, renja: str) -> Iterator[Any]:
    answer = own.client.post(f"{API}/mappings", json={"by": "Sari"}, headers={"accept-language": "id"})
    assert answer.status_code == 201, answer.text
    yield answer.json()
    own.client.delete(f"{API}/mappings/{answer.json()['id']}")


def whys(mapping: Any) -> dict[str, tuple[str, list[int]]]:
    return {one["name"]: (one["because"], one["years"]) for one in mapping["documents"]}


def put(own: Served, mapping: Any, document: str, counts: bool | None, *, status: int = 200) -> Any:
    answer = own.client.put(
        f"{API}/mappings/{mapping['id']}/documents/{document}", json={"counts": counts, "by": "Budi"}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def test_what_is_left_out_is_proposed_by_the_documents(own: Served, mapping: Any, renja: str) -> None:
    assert own.get("/mappings")["proposal"] == {
        "name": "Pemetaan Kota Contoh 2026",
        "region": "Kota Contoh",
        "years": [2026],
    }
    assert (mapping["name"], mapping["region"], mapping["years"], mapping["by"]) == (
        "Pemetaan Kota Contoh 2026", "Kota Contoh", [2026], "Sari",
    )  # fmt: skip
    assert whys(mapping) == {"renja.pdf": ("first", [2026]), "renstra.pdf": ("behind_kind", [])}
    (renstra,) = [one for one in mapping["documents"] if one["name"] == "renstra.pdf"]
    assert renstra["behind"] == renja
    assert renstra["why"] == "Tidak dihitung: Renja “renja.pdf” didahulukan daripada Renstra."
    assert own.get("/mappings")["mappings"][0]["n_documents"] == 1


def test_the_map_has_the_years_of_the_mapping_alone(own: Served, mapping: Any, renja: str) -> None:
    found = own.get(f"/mappings/{mapping['id']}/map")
    assert (found["opds"], found["years"]) == (["Dinas Lingkungan Hidup"], ["2026"])
    assert sum(cell["count"] for cell in found["cells"]) == 4
    assert sum(cell["pagu"]["2026"] for cell in found["cells"]) == 26_240_000_000


def test_of_more_years_each_counts_from_its_own_plan_and_a_program_once(
    own: Served, mapping: Any, renja: str
) -> None:
    address = f"{API}/mappings/{mapping['id']}"
    answer = own.client.patch(address, json={"years": [2027, 2026], "by": "Budi"})
    changed = answer.json()
    assert (changed["years"], changed["changed_by"]) == ([2026, 2027], "Budi")
    assert whys(changed) == {"renja.pdf": ("first", [2026]), "renstra.pdf": ("only", [2027])}
    found = own.get(f"/mappings/{mapping['id']}/map")
    # 4 of the Renja, 13 of the Renstra, 4 of them the same.
    assert sum(cell["count"] for cell in found["cells"]) == 13
    assert sum(cell["pagu"].get("2026", 0) for cell in found["cells"]) == 26_240_000_000
    assert sum(cell["pagu"].get("2027", 0) for cell in found["cells"]) == 74_928_000_000


def test_a_document_is_switched_by_hand_and_given_back(own: Served, mapping: Any, renja: str) -> None:
    switched = put(own, mapping, own.sample, True)
    assert whys(switched) == {"renja.pdf": ("behind_by_hand", []), "renstra.pdf": ("by_hand", [2026])}
    (renstra,) = [one for one in switched["documents"] if one["name"] == "renstra.pdf"]
    assert (renstra["decided"], renstra["by"]) == (True, "Budi")
    assert renstra["at"]
    assert whys(put(own, mapping, own.sample, False))["renstra.pdf"] == ("by_hand_not", [])
    assert whys(put(own, mapping, own.sample, None)) == whys(mapping)


def test_what_was_said_of_a_document_holds_after_it_was_uploaded_again(
    own: Served, mapping: Any, tmp_path: Path
) -> None:
    path = small_plans.draw(tmp_path / "b.pdf", small_plans.WASTE_PLAN_LATER, ("2026",), opd="DINAS SOSIAL")
    document = own.upload(path, "sosial.pdf")
    own.wait(document)
    assert whys(put(own, mapping, document, False))["sosial.pdf"] == ("by_hand_not", [])
    own.client.delete(f"{API}/documents/{document}")
    again = own.upload(path, "sosial.pdf")
    own.wait(again)
    assert whys(own.get(f"/mappings/{mapping['id']}"))["sosial.pdf"] == ("by_hand_not", [])
    own.client.delete(f"{API}/documents/{again}")


def test_the_state_says_what_was_verified_by_whom_and_how_much_in_bulk(
    own: Served, mapping: Any, renja: str
) -> None:
    rows = own.get(f"/documents/{renja}/rows")["rows"]
    assert own.get(f"/mappings/{mapping['id']}")["state"]["n_rows"] == 4
    for row in rows[:2]:
        own.label(row["id"], row["subdimension"], by="Sari")
    address = f"/documents/{renja}/labels"
    own.client.cookies.set("petakota_name", "Budi")
    own.client.post(address, data={"row": [row["id"] for row in rows[2:]]}, follow_redirects=False)
    own.client.cookies.clear()
    state = own.get(f"/mappings/{mapping['id']}")["state"]
    assert (state["n_documents"], state["n_programs"], state["pagu"]) == (1, 4, 26_240_000_000)
    assert (state["n_verified"], state["n_to_review"]) == (4, 0)
    # Those of one at a time may fall into one second; those of Budi are of one moment.
    assert state["n_in_bulk"] in (2, 4)
    assert [(one["by"], one["n_rows"]) for one in state["people"]] == [("Budi", 2), ("Sari", 2)]
    assert "branding.citra-kota" not in state["people"]
    assert set(state["gaps"]) == set(own.get(f"/mappings/{mapping['id']}/map")["gaps"])
    for row in rows:
        own.client.request("DELETE", f"{API}/rows/{row['id']}/label")


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/mappings/999", None, 404),
        ("GET", "/mappings/999/map", None, 404),
        ("PATCH", "/mappings/999", {"name": "x"}, 404),
        ("DELETE", "/mappings/999", None, 404),
        ("GET", "/mappings/0", None, 422),
        ("POST", "/mappings", {"years": [12]}, 422),
        ("POST", "/mappings", {"name": "  "}, 422),
        ("POST", "/mappings", {"years": []}, 422),
    ],
)
def test_what_cannot_be_is_refused(own: Served, method: str, path: str, body: Any, status: int) -> None:
    assert own.client.request(method, API + path, json=body).status_code == status


def test_a_document_or_mapping_that_is_not_there_is_refused(own: Served, mapping: Any) -> None:
    put(own, mapping, "nothere", True, status=404)
    put(own, {"id": 999}, own.sample, True, status=404)


def test_a_deleted_mapping_leaves_its_documents(own: Served, renja: str) -> None:
    made = own.client.post(f"{API}/mappings", json={"name": "Rapat", "region": "Kota Lain", "years": [2030]})
    assert whys(made.json())["renja.pdf"] == ("other_region", [])
    assert own.client.delete(f"{API}/mappings/{made.json()['id']}").status_code == 204
    assert own.get(f"/documents/{renja}")["status"] == "done"


def test_the_workbook_of_a_mapping_is_a_workbook(own: Served, mapping: Any) -> None:
    answer = own.client.get(f"{API}/mappings/{mapping['id']}/map?format=xlsx")
    assert answer.content[:2] == b"PK"
