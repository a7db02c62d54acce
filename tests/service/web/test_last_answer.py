"""What a person answered last, offered to be taken back on a page that no longer shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.serving import API, Served, sampled

SCRIPT = {"hx-request": "true"}
LABEL = "society.sistem-edukasi"


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with sampled(tmp_path_factory.mktemp("sampled"), "") as service:
        yield service


def answered(own: Served, row_id: str, by: str) -> None:
    own.client.post(f"{API}/rows/{row_id}/label", json={"subdimension": LABEL, "by": by})


def offered(own: Served) -> Any:
    return own.client.get("/answers/last", headers=SCRIPT)


def test_a_persons_own_last_answer_is_offered_and_taken_back(own: Served) -> None:
    first, second = own.rows()[:2]
    answered(own, first["id"], "Sari")
    answered(own, second["id"], "Budi")
    # Without a name nobody can be told from others.
    assert offered(own).status_code == 204
    own.client.cookies.set("petakota_name", "Sari")
    answer = offered(own)
    assert first["text"] in answer.text
    assert "Batalkan jawaban terakhir Anda?" in answer.text
    entries = re.search(r'name="entries" value="([^"]+)"', answer.text)
    assert entries
    own.client.post("/undo", data={"entries": entries[1]}, headers=SCRIPT)
    labels = {row["id"]: row["label"] for row in own.rows()}
    assert labels[first["id"]] is None
    assert labels[second["id"]]["by"] == "Budi"
    assert offered(own).status_code == 204
