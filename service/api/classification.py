"""Predictions for one call of many: in slices, so that calls take turns, and none once the client has left.

A call of ten thousand texts takes seconds, and Python runs one thread at a time: forty of them in the
framework's threads made every page and `/healthz` wait. So that few threads compute, calls wait for
their turn without one, and a short call waits for a slice of each other call, not for all of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence

from anyio import CapacityLimiter, to_thread
from pydantic_core import to_json

from classifier.formats import results
from classifier.inference import predict
from classifier.inference.model import Model
from classifier.records import Prediction, Query

# A slice takes 50 to 500 ms, by what its texts are made of.
_SLICE_CHARS, _SLICE_QUERIES = 50_000, 1000


def n_chars(query: Query) -> int:
    """The characters of a query and of what stood around its text."""
    return sum(map(len, (query.text, query.program, query.kode, query.opd, *query.indikator)))


def slices(queries: Sequence[Query]) -> Iterator[Sequence[Query]]:
    """Queries in order, cut where a slice has enough characters; a slice has at least one."""
    start, n_in_slice = 0, 0
    for at, query in enumerate(queries):
        n_of_query = n_chars(query)
        if at > start and (n_in_slice + n_of_query > _SLICE_CHARS or at - start == _SLICE_QUERIES):
            yield queries[start:at]
            start, n_in_slice = at, 0
        n_in_slice += n_of_query
    if queries:
        yield queries[start:]


async def predictions(
    model: Model,
    queries: Sequence[Query],
    turn: CapacityLimiter,
    has_left: Callable[[], Awaitable[bool]],
) -> list[Prediction] | None:
    """One prediction for each query, in order; None when the client has left before the last of them."""
    predicted: list[Prediction] = []
    for part in slices(queries):
        async with turn:
            if await has_left():
                return None
            predicted += await to_thread.run_sync(predict.predictions, model, part)
    return predicted


def body(predicted: Sequence[Prediction]) -> bytes:
    """The answer to a call as JSON."""
    return to_json({"predictions": [results.prediction_dict(prediction) for prediction in predicted]})
