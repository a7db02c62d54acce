"""Services to test against, on SQLite and on PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import anyio
import hypothesis
import pytest
from playwright.sync_api import Browser
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from service.settings import Settings
from tests.support import browsing, postgres, serving

# anyio loads its parts when they are first used, pytest rewrites what is loaded, and the parser of
# CPython 3.11 fails at times in a thread: all of it now, in this one.
for _name in dir(anyio):
    getattr(anyio, _name)

# An example may take as long as it does on a busy machine.
hypothesis.settings.register_profile("petakota", deadline=None)
hypothesis.settings.load_profile("petakota")

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    if not (postgres.program("initdb") and postgres.program("postgres")):
        pytest.skip(postgres.MISSING)
    with postgres.running() as folder:
        yield folder


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty_database(request: pytest.FixtureRequest) -> Callable[[], str]:
    """Makes an empty database and gives its address; "" means the embedded one."""
    if request.param == "sqlite":
        return lambda: ""
    folder = request.getfixturevalue("postgres_folder")
    return lambda: postgres.fresh_database(folder, f"test{next(_numbers)}")


@pytest.fixture
def settings(empty_database: Callable[[], str], tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", database_url=empty_database(), workers=1, rate=0)


@pytest.fixture(scope="session")
def served(
    empty_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[serving.Served]:
    """A running service with the sample Renstra read; tests leave its rows as they found them."""
    with serving.sampled(tmp_path_factory.mktemp("served"), empty_database()) as service:
        yield service


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not browsing.program():
        pytest.skip(browsing.MISSING)
    with browsing.chromium() as chromium:
        yield chromium


@pytest.fixture
def one_thread() -> Iterator[None]:
    """For few rows to learn from: more threads would only wait for one another."""
    with threadpool_limits(1):
        yield
