"""What a document is and which of its tables count, over HTTP; on both databases."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import API, Served, sampled

YEARS = ["2025", "2026", "2027", "2028", "2029"]
CAPTION = (
    "Tabel 4.1 (T-C.27) Rencana Program, Kegiatan, dan Pendanaan Dinas Lingkungan Hidup Kota Contoh "
    "Tahun 2025-2029"
)


@pytest.fixture(scope="module")
def own(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of this module's own, whose document's facts are changed."""
    with sampled(tmp_path_factory.mktemp("facts"), empty_database()) as service:
        yield service


def record(own: Served) -> Any:
    return own.get(f"/documents/{own.sample}")


def patched(own: Served, **facts: Any) -> Any:
    answer = own.client.patch(f"{API}/documents/{own.sample}", json=facts)
    assert answer.status_code == 200, answer.text
    return answer.json()


def switched(own: Served, number: int, counts: bool | None) -> Any:
    answer = own.client.put(f"{API}/documents/{own.sample}/tables/{number}", json={"counts": counts})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_document_says_what_it_is_and_what_counts_of_it(own: Served) -> None:
    found = record(own)
    assert (found["document"], found["kind"], found["region"], found["opd"]) == (
        "renstra.pdf", "Renstra", "Kota Contoh", "Dinas Lingkungan Hidup",
    )  # fmt: skip
    assert found["years"] == [2025, 2026, 2027, 2028, 2029]
    assert (found["doubts"], found["set_by_hand"], found["pages_not_read"]) == ([], [], [])
    assert (found["n_pages"], found["n_programs"], found["n_rows"], found["n_doubtful"]) == (9, 13, 40, 0)
    assert found["pagu"] == {
        "2025": 66_900_000_000, "2026": 70_915_000_000, "2027": 74_928_000_000, "2028": 78_941_000_000,
        "2029": 82_957_000_000,
    }  # fmt: skip
    first, second = found["tables"]
    assert first == {
        "number": 1, "pages": [6, 8], "caption": CAPTION, "role": "plan", "is_role_sure": True, "unit": 1,
        "n_program": 8, "n_kegiatan": 10, "n_subkegiatan": 17, "pagu": found["pagu"], "total_printed": None,
        "counts": True, "decided": None,
    }  # fmt: skip
    assert (second["pages"], second["n_program"], second["counts"]) == ([9, 9], 5, True)


def test_the_list_says_what_documents_are_and_not_what_counts_of_them(own: Served) -> None:
    (listed,) = own.get("/documents")["documents"]
    assert (listed["kind"], listed["opd"], listed["years"][0]) == ("Renstra", "Dinas Lingkungan Hidup", 2025)
    assert "tables" not in listed


def test_years_set_by_hand_change_what_counts_as_planned(own: Served) -> None:
    found = patched(own, years=[2027, 2026, 2026], by="Sari")
    assert (found["years"], found["set_by_hand"]) == ([2026, 2027], ["years"])
    assert found["pagu"] == {"2026": 70_915_000_000, "2027": 74_928_000_000}
    assert found["tables"][0]["pagu"] == found["pagu"]
    assert list(patched(own, years=None)["pagu"]) == YEARS


def test_an_agency_set_by_hand_is_that_of_rows_that_name_none_or_the_documents(own: Served) -> None:
    before = [row["opd"] for row in own.rows()]
    assert set(before) == {"Dinas Lingkungan Hidup"}
    found = patched(own, opd=" Dinas  Contoh ", kind="Renja", region="Kabupaten Lain")
    assert (found["opd"], found["kind"], found["region"]) == ("Dinas Contoh", "Renja", "Kabupaten Lain")
    assert {row["opd"] for row in own.rows()} == {"Dinas Contoh"}
    assert "Dinas Contoh" in own.get(f"/documents/{own.sample}/map")["opds"]
    assert patched(own)["opd"] == "Dinas Contoh"
    assert patched(own, opd="")["opd"] == ""
    assert patched(own, opd=None, kind=None, region=None)["set_by_hand"] == []
    assert [row["opd"] for row in own.rows()] == before


def test_facts_and_tables_set_by_hand_stay_when_the_document_is_read_again(own: Served) -> None:
    patched(own, opd="Dinas Contoh")
    switched(own, 2, False)
    assert own.client.post(f"{API}/documents/{own.sample}/reread").status_code == 202
    deadline = time.monotonic() + 120
    while record(own)["rereading"]:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    found = record(own)
    assert (found["opd"], found["n_programs"], found["tables"][1]["decided"]) == ("Dinas Contoh", 8, False)
    assert "Dinas Contoh" in {row["opd"] for row in own.rows()}
    patched(own, opd=None)
    switched(own, 2, None)


def test_a_table_that_is_switched_off_is_not_in_the_map(own: Served) -> None:
    def n_in_map() -> int:
        return sum(cell["count"] for cell in own.get(f"/documents/{own.sample}/map")["cells"])

    assert n_in_map() == 13
    found = switched(own, 1, False)
    assert (found["n_programs"], found["pagu"]) == (5, {})
    assert [(table["counts"], table["decided"]) for table in found["tables"]] == [
        (False, False),
        (True, None),
    ]
    assert found["tables"][0]["pagu"]["2025"] == 66_900_000_000
    assert n_in_map() == 5
    assert switched(own, 1, None)["n_programs"] == 13
    assert n_in_map() == 13


@pytest.mark.parametrize(
    "facts",
    [
        {"years": ["x"]},
        {"years": [26]},
        {"years": [2026] * 21},
        {"kind": "x" * 201},
        {"opd": "a\0b"},
        {"agency": "Dinas Sosial"},
        [],
    ],
)
def test_a_fact_that_cannot_be_is_refused(own: Served, facts: Any) -> None:
    answer = own.client.patch(f"{API}/documents/{own.sample}", json=facts)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_kind_that_is_none_is_refused_with_those_that_there_are(own: Served) -> None:
    at, told = f"{API}/documents/{own.sample}", {"accept-language": "en"}
    answer = own.client.patch(at, json={"kind": "Foo"}, headers=told)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith('"Foo" is no kind of document; it is one of ')
    assert "Renja" in answer.json()["detail"]
    assert own.client.patch(at, json={"kind": "renja"}).json()["kind"] == "Renja"
    assert own.client.patch(at, json={"kind": ""}).json()["kind"] == ""
    assert own.client.patch(at, json={"kind": None}).json()["kind"] == "Renstra"


def test_what_is_not_there_is_refused_in_the_callers_language(own: Served) -> None:
    assert own.client.patch(f"{API}/documents/none", json={}).status_code == 404
    assert own.client.put(f"{API}/documents/none/tables/1", json={"counts": True}).status_code == 404
    at = f"{API}/documents/{own.sample}/tables/7"
    answer = own.client.put(at, json={"counts": True}, headers={"accept-language": "en"})
    assert (answer.status_code, answer.json()["detail"].split(";")[0]) == (
        404,
        "This document has no table 7",
    )
    answer = own.client.put(at, json={"counts": True}, headers={"accept-language": "id"})
    assert answer.json()["detail"].startswith("Dokumen ini tidak memiliki tabel 7;")
    assert own.client.put(at, json={}).status_code == 422


def test_no_other_site_may_set_facts(own: Served) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    at = f"{API}/documents/{own.sample}"
    assert own.client.patch(at, json={"kind": "x"}, headers=foreign).status_code == 403
    assert own.client.put(f"{at}/tables/1", json={"counts": False}, headers=foreign).status_code == 403


def test_an_amount_above_the_ceiling_does_not_count(
    empty_database: Callable[[], str], tmp_path: Path
) -> None:
    from service.settings import Settings
    from tests.support.serving import SAMPLE, served

    low = Settings(
        data=tmp_path, database_url=empty_database(), workers=1, rate=0, pagu_ceiling=1_000_000_000
    )
    with served(low) as service:
        service.sample = service.upload(SAMPLE)
        found = service.wait(service.sample)
        assert 0 < found["pagu"]["2025"] < 66_900_000_000
        cells = service.get(f"/documents/{service.sample}/map")["cells"]
        assert max(cell["pagu"].get("2025", 0) for cell in cells) < 66_900_000_000
