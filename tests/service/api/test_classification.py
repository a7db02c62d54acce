"""Calls of many texts take turns, are bounded in characters, and end when nobody waits for them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from anyio import CapacityLimiter

from classifier.inference import predict
from classifier.inference.model import Model
from classifier.records import Prediction, Query
from service.api import classification
from tests.support.apart import finished
from tests.support.serving import API, Served
from tests.support.small_model import small_model


@pytest.fixture(scope="module")
def model() -> Model:
    return small_model()


def test_slices_are_bounded_in_characters_and_queries_and_lose_none() -> None:
    queries = [Query("a" * n) for n in (10, 40_000, 9_990, 1, 60_000, 5)] + [Query("b")] * 2500
    parts = list(classification.slices(queries))
    assert [query for part in parts for query in part] == queries
    assert [len(part) for part in parts] == [3, 1, 1, 1000, 1000, 501]
    assert list(classification.slices([])) == []


def test_what_stood_around_a_text_counts() -> None:
    assert classification.n_chars(Query("ab", "c", "d", "ef", ("g", "hi"))) == 9


def slice_sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many queries each slice had that was computed from now on."""
    sizes: list[int] = []
    original = predict.predictions

    def counted(model: Model, queries: Sequence[Query]) -> list[Prediction]:
        sizes.append(len(queries))
        return original(model, queries)

    monkeypatch.setattr(predict, "predictions", counted)
    return sizes


def test_nothing_more_is_computed_once_the_client_has_left(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = slice_sizes(monkeypatch)

    async def has_left() -> bool:
        return len(sizes) == 2

    async def predicted() -> list[Prediction] | None:
        turn = CapacityLimiter(1)
        return await classification.predictions(model, [Query("Jalan")] * 5000, turn, has_left)

    assert finished(predicted()) is None
    assert sizes == [1000, 1000]


def test_a_short_call_waits_for_a_slice_of_a_long_one_and_not_for_all(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = slice_sizes(monkeypatch)

    async def stays() -> bool:
        return False

    async def both() -> None:
        turn = CapacityLimiter(1)
        long = classification.predictions(model, [Query("Jalan")] * 5000, turn, stays)
        short = classification.predictions(model, [Query("Jembatan")] * 3, turn, stays)
        await asyncio.gather(long, short)

    finished(both())
    assert sorted(sizes) == [3, 1000, 1000, 1000, 1000, 1000]
    assert sizes.index(3) <= 2


def test_a_call_is_bounded_in_characters(served: Served) -> None:
    body = {"texts": ["a" * 4000] * 1001}
    answer = served.client.post(f"{API}/classify", json=body)
    assert answer.status_code == 422
    assert "4000000 karakter" in answer.json()["detail"]
    assert "Jalan" not in answer.text


def test_a_long_call_is_answered_in_order(served: Served) -> None:
    texts = ["Rehabilitasi jembatan", "Penanganan sampah"] * 600
    answers = served.client.post(f"{API}/classify", json={"texts": texts}).json()["predictions"]
    assert len(answers) == 1200
    assert answers[:2] * 600 == answers
    assert answers[0]["subdimension"] != answers[1]["subdimension"]
