"""Bodies of very many keys or values are refused before they are parsed, with one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from service.api.row_schemas import RowsIn, TextsIn
from service.api.schemas import AgencyIn, Body, CountsIn, FactsIn, MergeIn
from service.limits import Limits
from service.refusals import Refusal
from service.settings import Settings
from tests.support.apart import finished
from tests.support.serving import API, Served

PART = 64_000


def many_keys(n: int) -> bytes:
    return json.dumps({f"k{i}": 0 for i in range(n)}).encode()


def n_received(body: bytes, path: str) -> tuple[int, int]:
    """How many bytes of a body are taken in, and the status that it is refused with (0: it is not)."""
    parts = iter([body[at : at + PART] for at in range(0, len(body), PART)])
    taken = 0

    async def receive() -> Message:
        nonlocal taken
        part = next(parts, b"")
        taken += len(part)
        return {"type": "http.request", "body": part, "more_body": bool(part)}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    async def reads_all(scope: Scope, receive: Receive, send: Send) -> None:
        while (await receive())["more_body"]:
            pass

    def answer(request: Request, refusal: Refusal) -> Response:
        raise refusal

    limits = Limits(reads_all, Settings(data=Path("nowhere"), rate=0), answer)
    scope = {"type": "http", "method": "POST", "path": path, "headers": [], "query_string": b""}
    try:
        finished(limits(scope, receive, send))
    except Refusal as refusal:
        return taken, refusal.status_code
    return taken, 0


@pytest.mark.parametrize(
    ("path", "most_bytes"),
    [
        (f"{API}/classify", 4_100_000),
        (f"{API}/rows/none/label", 400_000),
        (f"{API}/agencies", 400_000),
        (f"{API}/agencies/merge", 400_000),
        (f"{API}/documents/none", 400_000),
        (f"{API}/documents/none/tables/1", 400_000),
        ("/person", 400_000),
        *((f"{API}/rows/{name}", 400_000) for name in ("documents", "upload", "workbooks", "classify")),
    ],
)
@pytest.mark.parametrize("kind", ["keys", "numbers", "objects", "fields"])
def test_no_more_of_a_body_is_taken_in_than_can_be_parsed_at_once(
    path: str, most_bytes: int, kind: str
) -> None:
    bodies = {
        "keys": many_keys(1_000_000),
        "numbers": b'{"texts": [' + b"0," * 2_000_000 + b"0]}",
        "objects": b'{"rows": [' + b"{}," * 2_000_000 + b"{}]}",
        "fields": b"a&" * 2_000_000,
    }
    taken, status = n_received(bodies[kind], path)
    assert status == 413
    assert taken <= most_bytes


def test_as_many_rows_as_a_call_may_have_are_taken_in() -> None:
    row = {"text": "Jalan, jembatan", "program": "P", "kode": "1", "opd": "DPU", "indikator": ["a", "b: c"]}
    body = json.dumps({"rows": [row] * 10_000}).encode()
    assert n_received(body, f"{API}/classify") == (len(body), 0)


def test_as_many_spellings_as_an_agency_may_have_are_taken_in() -> None:
    agency = {"name": "\U0001f600" * 199 + "a", "aliases": ["\U0001f600" * 199 + "a"] * 100}
    body = json.dumps(agency).encode()
    assert n_received(body, f"{API}/agencies") == (len(body), 0)


def chunks(body: bytes) -> Iterator[bytes]:
    yield from (body[at : at + PART] for at in range(0, len(body), PART))


def test_a_million_unknown_keys_are_refused_with_one_sentence(served: Served) -> None:
    answer = served.client.post(
        f"{API}/classify", content=chunks(many_keys(1_000_000)), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["detail"] == (
        "Kiriman berisi lebih dari 400000 kunci dan nilai; kirim lebih sedikit dalam satu panggilan."
    )
    assert len(answer.content) < 1000


@pytest.mark.parametrize(
    ("schema", "given"),
    [
        (TextsIn, {"texts": ["a"]}),
        (RowsIn, {"rows": [{"text": "a"}]}),
        (FactsIn, {}),
        (CountsIn, {"counts": True}),
        (AgencyIn, {"name": "Dinas Contoh"}),
        (MergeIn, {"from": ["Dinas Contoh"], "into": "Dinas"}),
    ],
)
def test_of_many_unknown_keys_pydantic_makes_an_error_for_the_first_alone(
    schema: type[Body], given: dict[str, Any]
) -> None:
    schema.model_validate(given)
    with pytest.raises(ValidationError) as refused:
        schema.model_validate({**given, **{f"key{n}": n for n in range(1000)}})
    assert [error["loc"] for error in refused.value.errors()] == [("key0",), ("key1",), ("key2",)]


@pytest.mark.parametrize("key", ["\ud800", "a" * 100_000, "\0", "\n"])
def test_an_unknown_key_that_is_no_text_or_long_is_refused_and_not_sent_back(
    served: Served, key: str
) -> None:
    answer = served.client.post(
        f"{API}/agencies",
        content=json.dumps({"name": "Dinas Contoh", key: 1}),
        headers={"content-type": "application/json", "accept-language": "en"},
    )
    assert answer.status_code == 422
    assert len(answer.content) < 1000


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 19_000,
        b'{"texts":' * 2000,
        b'{"texts": [' + b"1" * 5000 + b"]}",
        b'{"texts": ["\\ud800"]}',
        b"\xff",
    ],
)
def test_json_that_no_parser_likes_is_refused(served: Served, body: bytes) -> None:
    answer = served.client.post(f"{API}/classify", content=body, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"].endswith(".")
