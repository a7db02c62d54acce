"""What maps take of documents is made though it cannot be stored, and made anew by other code."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from service.storage import documents
from service.storage.caches import stored_outlines
from service.storage.caches.program_cache import ProgramCache
from service.storage.database import WritersBusyError
from tests.support.serving import Served


@pytest.mark.parametrize("error", [WritersBusyError("too many"), PoolTimeoutError("no connection")])
def test_maps_are_read_while_nothing_can_be_stored(
    served: Served, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def refuse(*_: object) -> None:
        raise error

    database = served.app.state.service.database
    document = documents.get(database, served.sample)
    assert document is not None
    monkeypatch.setattr(stored_outlines, "write", refuse)
    cache = ProgramCache(database)
    cache.warm([document])
    assert cache.of(document)


@pytest.mark.parametrize("changed", ["records.py", "rows/totals.py", "mapping/programs.py"])
def test_what_is_stored_is_of_the_code_that_made_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    path = tmp_path / changed
    for name in ("records.py", "rows/totals.py", "mapping/programs.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    monkeypatch.setattr("classifier.__file__", str(tmp_path / "__init__.py"))
    before = stored_outlines._code_digest.__wrapped__()
    path.write_text("MOST = 1\n")
    assert stored_outlines._code_digest.__wrapped__() != before
