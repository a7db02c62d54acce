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


class Server:
    """A server that can be killed and started again; `folder` holds its data and socket."""

    def __init__(self, folder: Path) -> None:
        initdb, postgres = program("initdb"), program("postgres")
        assert initdb, MISSING
        assert postgres, MISSING
        self.folder = folder
        self._data = folder / "data"
        self._another: list[str] = []
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root.
            names = {entry.pw_name for entry in pwd.getpwall()}
            user = "postgres" if "postgres" in names else "nobody"
            shutil.chown(folder, user)
            self._another = ["runuser", "-u", user, "--"]
        options = ["-U", "petakota", "--auth=trust", "-N", "-E", "UTF8", "--locale=C"]
        subprocess.run(
            [*self._another, initdb, "-D", self._data, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
        )
        self._postgres = postgres

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._process = subprocess.Popen(
            [
                *self._another,
                self._postgres,
                "-D",
                self._data,
                "-k",
                self.folder,
                "-c",
                "listen_addresses=",
                "-F",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
        )
        _wait(self.folder)

    def kill(self) -> None:
        """End it at once, whatever it is answering, as a crash does."""
        pid = int((self._data / "postmaster.pid").read_text().split()[0])
        os.kill(pid, signal.SIGQUIT)
        self._process.wait(30)


@contextmanager
def running() -> Iterator[Path]:
    """The folder of a running server's socket."""
    with restartable() as server:
        yield server.folder


@contextmanager
def restartable() -> Iterator[Server]:
    """A running server; it runs at the end, too."""
    folder = Path(tempfile.mkdtemp(prefix="petakota-pg-"))
    try:
        server = Server(folder)
        server.start()
        try:
            yield server
        finally:
            server.kill()
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
