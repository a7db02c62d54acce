"""Rows put right over HTTP: in rows, map, files and comparison at once; and undone; on both databases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.support.serving import API, Served, sampled


@pytest.fixture(scope="module")
def of_module(
    empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """A service of this module's own, whose rows are changed."""
    with sampled(tmp_path_factory.mktemp("edits"), empty_database()) as service:
        yield service


@pytest.fixture
def own(of_module: Served) -> Iterator[Served]:
    """The service with its document as it was read; what a test makes of its rows is undone."""
    yield of_module
    edits = of_module.get(f"/documents/{of_module.sample}/edits")["edits"]
    undone = {edit["undoes"] for edit in edits}
    for edit in reversed(edits):
        if not edit["undoes"] and edit["id"] not in undone:
            sent(of_module, "DELETE", f"/edits/{edit['id']}", 200)


def rows_of(own: Served) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = own.get(f"/documents/{own.sample}/rows")["rows"]
    return found


def sent(own: Served, method: str, path: str, status: int, **body: Any) -> Any:
    answer = own.client.request(method, f"{API}{path}", json=body or None)
    assert answer.status_code == status, answer.text
    return answer.json()


def programs(own: Served) -> int:
    return sum(cell["count"] for cell in own.get(f"/documents/{own.sample}/map")["cells"])


def test_a_changed_row_is_in_rows_files_and_map_and_undone(own: Served) -> None:
    before = rows_of(own)
    first = next(row for row in before if row["level"] == "program")
    assert first["edit"] == 0
    change = {"text": "Program Kota Cerdas", "pagu": {"2026": 123456789}, "opd": "Dinas Baru", "by": "Sari"}
    (edit,) = sent(own, "PATCH", f"/rows/{first['id']}", 200, **change)["edits"]
    now = own.get(f"/rows/{first['id']}")
    assert (now["text"], now["pagu"], now["edit"]) == ("Program Kota Cerdas", {"2026": 123456789}, edit["id"])
    assert now["model"]
    csv = own.client.get(f"{API}/documents/{own.sample}/rows?format=csv").text
    assert "Program Kota Cerdas" in csv
    assert "Dinas Baru" in own.get(f"/documents/{own.sample}/map")["opds"]
    children = [row for row in rows_of(own) if row["program"] == "Program Kota Cerdas"]
    assert len(children) == sum(row["program"] == first["text"] for row in before) > 0
    sent(own, "DELETE", f"/edits/{edit['id']}?by=Budi", 200)
    assert rows_of(own) == before
    history = own.get(f"/documents/{own.sample}/edits")["edits"]
    assert [(one["kind"], one["undoes"], one["by"]) for one in history[-2:]] == [
        ("changed", 0, "Sari"), ("changed", edit["id"], "Budi"),
    ]  # fmt: skip
    sent(own, "DELETE", f"/edits/{edit['id']}", 404)


def test_rows_are_split_merged_removed_and_added(own: Served) -> None:
    before, counted = rows_of(own), programs(own)
    program = next(row for row in before if row["level"] == "program")
    at = program["text"].index(" ", 12)
    split = sent(own, "POST", f"/rows/{program['id']}/split", 201, at=at)
    kept, new, *_ = split["after"]
    assert (kept["text"], new["text"]) == (program["text"][:at].strip(), program["text"][at:].strip())
    assert programs(own) == counted + 1
    merged = sent(own, "POST", f"/rows/{kept['id']}/merge", 201)
    assert merged["after"][0]["text"] == program["text"]
    assert programs(own) == counted
    (removed,) = sent(own, "DELETE", f"/rows/{kept['id']}", 200)["edits"]
    assert (removed["kind"], programs(own)) == ("removed", counted - 1)
    sent(own, "GET", f"/rows/{kept['id']}", 404)
    added = sent(
        own, "POST", f"/documents/{own.sample}/rows", 201, page=program["page"], bbox=program["bbox"],
        text="Program Yang Terlewat", level="program", pagu={"2026": 5},
    )  # fmt: skip
    assert programs(own) == counted
    row = own.get(f"/rows/{added['after'][0]['id']}")
    assert (row["opd"], row["doubts"], row["page"]) == (program["opd"], [], program["page"])
    for edit in (added, removed, merged, split):
        sent(own, "DELETE", f"/edits/{edit['id']}", 200)
    assert rows_of(own) == before


def test_many_rows_are_changed_and_removed_at_once(own: Served) -> None:
    kegiatan = [row["id"] for row in rows_of(own) if row["level"] == "kegiatan"]
    path = f"/documents/{own.sample}/rows"
    (edit,) = sent(own, "PATCH", path, 200, rows=kegiatan, level="subkegiatan", by="Sari")["edits"]
    assert len(edit["after"]) == len(kegiatan)
    assert all(row["level"] != "kegiatan" for row in rows_of(own))
    (gone,) = sent(own, "POST", f"{path}/remove", 200, rows=kegiatan)["edits"]
    assert len(gone["before"]) == len(kegiatan)
    assert not {row["id"] for row in rows_of(own)} & set(kegiatan)


def test_edits_are_exported_for_those_who_work_on_the_reader(own: Served) -> None:
    first = rows_of(own)[0]
    sent(own, "PATCH", f"/rows/{first['id']}", 200, kode="9.99")
    answer = own.client.get(f"{API}/edits/export")
    assert answer.headers["content-type"].startswith("application/jsonl")
    assert '"kode": "9.99"' in answer.text


def test_what_another_person_changed_meanwhile_is_not_overwritten(own: Served) -> None:
    row_id = rows_of(own)[0]["id"]
    sent(own, "PATCH", f"/rows/{row_id}", 200, kode="1", seen=0, by="Sari")
    problem = sent(own, "PATCH", f"/rows/{row_id}", 409, kode="2", seen=0)
    assert "Sari" in problem["detail"]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"by": "Sari"},
        {"text": "   "},
        {"text": "x" * 1001},
        {"level": "urusan"},
        {"pagu": {"tahun": 5}},
        {"pagu": {"2026": -5}},
        {"pagu": {"2026": 10**17}},
        {"kode": "<b>"},
        {"warna": "biru"},
    ],
)
def test_a_change_that_cannot_be_is_refused(own: Served, change: dict[str, Any]) -> None:
    before = rows_of(own)
    sent(own, "PATCH", f"/rows/{before[0]['id']}", 422, **(change or {"by": ""}))
    assert rows_of(own) == before


def test_rows_and_edits_that_are_not_there_are_told(own: Served) -> None:
    sent(own, "PATCH", "/rows/nope", 404, kode="1")
    sent(own, "POST", "/rows/nope/split", 404, at=3)
    sent(own, "POST", "/rows/nope/merge", 404)
    sent(own, "DELETE", "/rows/nope", 404)
    sent(own, "DELETE", "/edits/99999999999", 404)
    sent(own, "PATCH", f"/documents/{own.sample}/rows", 404, rows=["nope"], level="program")
    box = {"bbox": [1, 2, 3, 4], "text": "Program", "level": "program"}
    sent(own, "POST", f"/documents/{own.sample}/rows", 422, page=1000, **box)
    sent(own, "POST", "/documents/nope/rows", 404, page=1, **box)
    first = rows_of(own)[0]
    sent(own, "POST", f"/rows/{first['id']}/split", 422, at=9999)
