"""schemathesis asks every route what its description allows and forbids: no 500, nothing undescribed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from service.app import create_app
from service.settings import Settings
from tests.support.serving import API, SAMPLE, listening

pytestmark = pytest.mark.slow

# What no schema can say: whether bytes are a PDF or a workbook, whether a change changes anything, a name can
# be split there, a page is one of the document's, a box is one, and that "export" is no number of an edit.
UNSAYABLE = {
    f"POST {API}/documents": ["positive_data_acceptance"],
    f"POST {API}/workbooks": ["positive_data_acceptance"],
    f"PATCH {API}/documents/{{document_id}}/rows": ["positive_data_acceptance"],
    f"POST {API}/documents/{{document_id}}/rows": ["positive_data_acceptance"],
    f"PATCH {API}/rows/{{row_id}}": ["positive_data_acceptance"],
    f"PATCH {API}/documents/{{document_id}}": ["positive_data_acceptance"],
    f"POST {API}/rows/{{row_id}}/split": ["positive_data_acceptance"],
    f"GET {API}/documents/{{document_id}}/pages/{{page}}/text": ["positive_data_acceptance"],
    f"GET {API}/edits/export": ["unsupported_method"],
}
# What they delete, others ask for.
DELETES = {
    f"DELETE {API}/documents/{{document_id}}",
    f"DELETE {API}/agencies/{{agency_id}}",
    f"DELETE {API}/mappings/{{mapping_id}}",
    f"DELETE {API}/edits/{{edit_id}}",
    f"DELETE {API}/rows/{{row_id}}",
}
load_all_checks()
# An app that is never started touches nothing.
api = schemathesis.openapi.from_dict(create_app(Settings(data=Path("nowhere"))).openapi())
api.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


@dataclass(frozen=True, slots=True)
class Fuzzed:
    """A service that listens, and what is to be found there."""

    address: str
    there: dict[str, object]


@pytest.fixture(scope="module")
def fuzzed(empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fuzzed]:
    data = tmp_path_factory.mktemp("fuzzed")
    options = Settings(data=data, database_url=empty_database(), workers=1, rate=0)
    with listening(options) as address, httpx2.Client(base_url=address + API) as http:
        document = http.post("/documents", files={"file": ("a.pdf", SAMPLE.read_bytes())}).json()["id"]
        while http.get(f"/documents/{document}").json()["status"] != "done":
            time.sleep(0.1)
        row = http.get(f"/documents/{document}/rows").json()["rows"][0]["id"]
        agency = http.post("/agencies", json={"name": "Dinas Contoh"}).json()["id"]
        mapping = http.post("/mappings", json={"name": "Kota Contoh", "years": [2026]}).json()["id"]
        there = {
            "document_id": document,
            "row_id": row,
            "page": 6,
            "number": 1,
            "agency_id": agency,
            "mapping_id": mapping,
            # None was sent: every one is unknown.
            "workbook_id": "0" * 64,
            # Nothing was merged.
            "merge_id": 1,
        }
        yield Fuzzed(address, there)


@api.parametrize()
@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case[Any], fuzzed: Fuzzed) -> None:
    asked = case.operation.label
    # schemathesis's type for excluded checks leaves out some that it takes.
    excluded: list[Any] = [CHECKS.get_one(name) for name in UNSAYABLE.get(asked, [])]
    case.call_and_validate(base_url=fuzzed.address, excluded_checks=excluded, timeout=120)
    is_valid = case.meta is not None and case.meta.generation.mode.is_positive
    if is_valid and case.path_parameters and asked not in DELETES:
        # The same of what there is, which chance would never name.
        for name in case.path_parameters:
            case.path_parameters[name] = fuzzed.there[name]
        case.call_and_validate(base_url=fuzzed.address, excluded_checks=excluded, timeout=120)
