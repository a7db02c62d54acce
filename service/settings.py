"""What a service is given when it starts: read once from the environment, then passed on as a value.

Every bound has a default that a town's office never meets and an attacker does.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from pathlib import Path

from classifier.agencies.registry import Agency, read_agencies
from classifier.errors import UsageError
from classifier.fields.possible_amounts import MAX_PAGU

_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are stored, and how much is let in.

    `data` is the folder for files and, unless `database_url` names a PostgreSQL, for
    `petakota.db`. `models` is the models folder (None: the packaged one). `workers` documents
    are read at a time, each within `document_limit_s` and `memory_limit` bytes of private
    memory a process. One call classifies `max_texts` texts
    of `max_chars` characters in all. A claim on a document lasts `lease_s` unless it is renewed. `rate` is
    requests a second from one address over time, with bursts of ten seconds' worth (0: no
    limit). `max_disk_bytes` bounds all documents and pictures together, and
    `min_free_bytes` of the disk stay free. `hosts` are the names under which it may be asked for
    (none: any; `on_address` adds those of a loopback address). `agencies` are known beside the
    installation's own list, and an amount above `pagu_ceiling` rupiah counts only after a person
    has answered its row.
    """

    data: Path
    database_url: str = ""
    models: Path | None = None
    workers: int = 2
    max_upload_bytes: int = 200_000_000
    max_body_bytes: int = 20_000_000
    max_pages: int = 3000
    max_texts: int = 10_000
    max_chars: int = 4_000_000
    rate: float = 50.0
    max_disk_bytes: int = 50_000_000_000
    min_free_bytes: int = 200_000_000
    document_limit_s: float = 1800.0
    memory_limit: int = 2 << 30
    lease_s: float = 20.0
    hosts: tuple[str, ...] = ()
    agencies: tuple[Agency, ...] = ()
    pagu_ceiling: int = MAX_PAGU

    def on_address(self, address: str) -> Settings:
        """These settings for a service that listens on `address`, a number as its socket gives it.

        On a loopback address this machine's own names are the only ones beside `hosts`: any web page can
        have a name of its own resolve to 127.0.0.1, and would then read and delete as the page itself
        does (DNS rebinding).
        """
        number = ip_address(address.partition("%")[0])
        if not (getattr(number, "ipv4_mapped", None) or number).is_loopback:
            return self
        own = f"[{number}]" if number.version == 6 else str(number)
        return replace(self, hosts=tuple(dict.fromkeys((*_LOOPBACK_NAMES, own, *self.hosts))))

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the SQLite file in the data folder."""
        return not self.database_url

    @property
    def url(self) -> str:
        """The database as SQLAlchemy names it; PostgreSQL is always spoken to by pg8000."""
        if self.is_embedded:
            return f"sqlite:///{self.data / 'petakota.db'}"
        scheme, _, rest = self.database_url.partition("://")
        if scheme.split("+")[0] not in ("postgresql", "postgres"):
            raise UsageError(
                "PETAKOTA_DATABASE_URL: names no PostgreSQL; write postgresql://user:password@host/database, "
                "or leave it out for the embedded SQLite."
            )
        return f"postgresql+pg8000://{rest}"


# The environment's names of the bounds.
_NUMBERS = {
    "PETAKOTA_WORKERS": "workers",
    "PETAKOTA_MAX_UPLOAD_BYTES": "max_upload_bytes",
    "PETAKOTA_MAX_BODY_BYTES": "max_body_bytes",
    "PETAKOTA_MAX_PAGES": "max_pages",
    "PETAKOTA_MAX_TEXTS": "max_texts",
    "PETAKOTA_MAX_CHARS": "max_chars",
    "PETAKOTA_RATE": "rate",
    "PETAKOTA_MAX_DISK_BYTES": "max_disk_bytes",
    "PETAKOTA_MIN_FREE_BYTES": "min_free_bytes",
    "PETAKOTA_DOCUMENT_LIMIT_S": "document_limit_s",
    "PETAKOTA_MEMORY_LIMIT": "memory_limit",
    "PETAKOTA_LEASE_S": "lease_s",
    "PETAKOTA_PAGU_CEILING": "pagu_ceiling",
}
_FRACTIONS = {"rate", "document_limit_s", "lease_s"}


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment's PETAKOTA_* variables make. Raises UsageError for a wrong one.

    The file of agencies is read here. Raises DataError when it is none.
    """
    numbers: dict[str, int | float] = {"workers": _cores()}
    for name, field in _NUMBERS.items():
        if written := environment.get(name, "").strip():
            numbers[field] = _number(name, written, field in _FRACTIONS)
    if numbers["workers"] < 1:
        raise UsageError("PETAKOTA_WORKERS: at least one process has to read documents.")
    models = environment.get("PETAKOTA_MODELS")
    named = environment.get("PETAKOTA_DATA")
    agencies = environment.get("PETAKOTA_AGENCIES")
    return Settings(
        data=(Path(named) if named else _users_folder(environment)).absolute(),
        database_url=environment.get("PETAKOTA_DATABASE_URL", ""),
        hosts=tuple(environment.get("PETAKOTA_HOSTS", "").lower().replace(",", " ").split()),
        models=Path(models).absolute() if models else None,
        agencies=read_agencies(Path(agencies)) if agencies else (),
        **numbers,  # type: ignore[arg-type]
    )


def _number(name: str, written: str, is_fraction: bool) -> int | float:
    try:
        value = float(written) if is_fraction else int(written.replace("_", ""))
    except ValueError as error:
        raise UsageError(f'{name}: "{written}" is not a number.') from error
    if not 0 <= value < 1 << 60:
        raise UsageError(f"{name}: {written} lies outside what can be meant; leave it out for the default.")
    return value


def _users_folder(environment: Mapping[str, str]) -> Path:
    """Where the system keeps programs' data of this user."""
    home = Path(environment.get("HOME") or Path.home())
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "petakota"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "petakota"
    return Path(environment.get("XDG_DATA_HOME") or home / ".local" / "share") / "petakota"


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
