"""What the environment says of agencies and of money, and what `serve` adds."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from classifier.agencies.registry import Agency
from classifier.cli.main import main
from classifier.errors import DataError, UsageError
from service import server
from service.settings import Settings, from_environment

TEN_TRILLION = 10_000_000_000_000


def test_a_file_of_agencies_is_read_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "opd.csv").write_text("name,aliases\nDinas Contoh,DC;Dinas C\n", encoding="utf-8")
    settings = from_environment({"PETAKOTA_AGENCIES": str(tmp_path / "opd.csv")})
    assert settings.agencies == (Agency("Dinas Contoh", ("DC", "Dinas C"), kind="dinas"),)
    assert from_environment({}).agencies == ()
    with pytest.raises(DataError, match=r"none\.csv: cannot be read"):
        from_environment({"PETAKOTA_AGENCIES": str(tmp_path / "none.csv")})


def test_the_ceiling_of_an_amount_can_be_set() -> None:
    assert from_environment({}).pagu_ceiling == TEN_TRILLION
    assert from_environment({"PETAKOTA_PAGU_CEILING": "5_000"}).pagu_ceiling == 5000
    with pytest.raises(UsageError, match="PETAKOTA_PAGU_CEILING"):
        from_environment({"PETAKOTA_PAGU_CEILING": "banyak"})


@pytest.mark.parametrize(
    ("address", "named", "hosts"),
    [
        ("127.0.0.1", (), ("localhost", "127.0.0.1", "[::1]")),
        ("::1", (), ("localhost", "127.0.0.1", "[::1]")),
        ("127.0.0.2", (), ("localhost", "127.0.0.1", "[::1]", "127.0.0.2")),
        ("127.0.0.1", ("peta.example",), ("localhost", "127.0.0.1", "[::1]", "peta.example")),
        ("0.0.0.0", (), ()),
        ("::", ("peta.example",), ("peta.example",)),
    ],
)
def test_a_loopback_address_has_this_machines_own_names_alone(
    tmp_path: Path, address: str, named: tuple[str, ...], hosts: tuple[str, ...]
) -> None:
    assert Settings(data=tmp_path, hosts=named).on_address(address).hosts == hosts


def test_serve_takes_the_file_of_agencies_as_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Mapping[str, str]] = []

    def run(_host: str, _port: int, environment: Mapping[str, str]) -> int:
        started.append(environment)
        return 0

    monkeypatch.setattr(server, "run", run)
    monkeypatch.setenv("PETAKOTA_AGENCIES", "from-environment.csv")
    assert main(["serve", "--agencies", "opd.csv"]) == 0
    assert main(["serve"]) == 0
    assert [environment["PETAKOTA_AGENCIES"] for environment in started] == [
        "opd.csv", "from-environment.csv",
    ]  # fmt: skip
    assert os.environ["PETAKOTA_AGENCIES"] == "from-environment.csv"
