"""A reader that doubts: drafts get doubts before they become rows."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any

import pytest

from classifier.extraction import extract
from classifier.records import Doubt, Row
from classifier.rows.draft import Draft

_ROW = extract._row


def doubt(monkeypatch: pytest.MonkeyPatch, doubts: Mapping[int, set[Doubt]]) -> None:
    """Let the reader doubt its rows by their places in a document, from 0, in this process."""
    places = itertools.count()

    def row(draft: Draft, *known: Any) -> Row:
        draft.doubts |= doubts.get(next(places), set())
        return _ROW(draft, *known)

    monkeypatch.setattr(extract, "_row", row)
