"""A PostgreSQL of the test run's own: made in a temporary folder, on a socket there, gone afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MISSING = "no PostgreSQL on this machine (initdb and postgres, on PATH or under /usr/lib/postgresql)"


def program(name: str) -> str | None:
    """A program of PostgreSQL's; Debian keeps most of them off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name)


@contextmanager
def running() -> Iterator[Path]:
    """The folder of a running server's socket."""
    initdb, postgres = program("initdb"), program("postgres")
    assert initdb, MISSING
    assert postgres, MISSING
    folder = Path(tempfile.mkdtemp(prefix="petakota-pg-"))
    try:
        another: list[str] = []
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            names = {entry.pw_name for entry in pwd.getpwall()}
            user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(folder, user)
            another = ["runuser", "-u", user, "--"]
        data = folder / "data"
        subprocess.run(
            [
                *another,
                initdb,
                "-D",
                data,
                "-U",
                "petakota",
                "--auth=trust",
                "-N",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        server = subprocess.Popen(
            [*another, postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", "-F"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
        )
        try:
            _wait(folder)
            yield folder
        finally:
            pid = int((data / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGQUIT)
            server.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(folder: Path) -> None:
    ready = program("pg_isready")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if ready and subprocess.run([ready, "-q", "-h", folder], check=False).returncode == 0:
            return
        time.sleep(0.1)
    raise AssertionError("PostgreSQL did not start within 30 s")


def fresh_database(folder: Path, name: str) -> str:
    """The address of a new database."""
    createdb = program("createdb")
    assert createdb
    subprocess.run([createdb, "-h", folder, "-U", "petakota", name], check=True)
    return f"postgresql://petakota@/{name}?unix_sock={folder}/.s.PGSQL.5432"
