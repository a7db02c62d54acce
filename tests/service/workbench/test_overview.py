"""The one thing to do next."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from service.workbench.mapped import Progress
from service.workbench.overview import next_step


def document(status: str = "done") -> Any:
    return SimpleNamespace(status=status)


def progress(n_to_review: int = 0, gaps: tuple[str, ...] = (), n_documents: int = 1) -> Progress:
    return Progress(n_documents, 3, 9, 5, 2, 0, n_to_review, gaps, (), ())


@pytest.mark.parametrize(
    ("there", "n_with_rows", "n_unknown", "of", "step"),
    [
        ([], 0, 0, None, ("upload", 0)),
        ([document("queued"), document("running")], 0, 0, None, ("wait", 2)),
        ([document()], 0, 0, None, ("upload", 0)),
        ([document()], 1, 1, progress(5), ("facts", 1)),
        ([document()], 1, 0, None, ("mapping", 1)),
        ([document()], 1, 0, progress(5, ("a.b",)), ("review", 5)),
        ([document()], 1, 0, progress(0, ("a.b", "a.c")), ("gaps", 2)),
        ([document()], 1, 0, progress(0, ("a.b",), n_documents=0), ("upload", 0)),
        ([document()], 1, 0, progress(), ("download", 0)),
    ],
)
def test_the_next_step_follows_from_where_the_work_stands(
    there: Sequence[Any], n_with_rows: int, n_unknown: int, of: Progress | None, step: tuple[str, int]
) -> None:
    assert next_step(there, n_with_rows, n_unknown, of) == step
