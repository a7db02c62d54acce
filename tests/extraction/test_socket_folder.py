"""No folder for sockets is left behind by readers, however the process that started them ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from classifier.extraction import socket_folder
from tests.support.paths import ROOT

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="readers are forked from a server on Linux alone"
)
STARTS_READERS = """
import sys
from classifier.extraction.reader_pool import Readers
with Readers(1) as readers:
    print("ready", flush=True)
    sys.stdin.readline()
"""
STARTS_A_WORKER = """
import sys
from pathlib import Path
from service.jobs.worker_pool import LocalWorkerPool
from service.settings import Settings
if __name__ == "__main__":
    pool = LocalWorkerPool(1, Settings(data=Path(sys.argv[1])))
    while not pool.free():
        pool.heard(1)
    print("ready", flush=True)
    sys.stdin.readline()
    pool.close()
"""


@contextmanager
def started(script: Path, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that has started readers, with a folder of its own for temporary files."""
    environment = {**os.environ, "TMPDIR": str(folder), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, str(script), str(script.parent)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            yield process
        finally:
            process.kill()


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def folder() -> Iterator[Path]:
    # pytest's own folders are too long for a socket's path.
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture
def script(tmp_path: Path) -> Path:
    made = tmp_path / "script.py"
    made.write_text(STARTS_READERS)
    return made


def long_ago(folder: Path) -> None:
    """Let the folders be older than those that may not be locked yet."""
    for path in folder.iterdir():
        os.utime(path, (0, 0))


def test_a_process_that_ends_leaves_nothing(folder: Path, script: Path) -> None:
    with started(script, folder) as process:
        assert [name.startswith("petakota-sockets-") for name in names(folder)] == [True]
        process.communicate(b"\n")
        assert process.returncode == 0
    assert names(folder) == []


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_what_a_killed_process_left_goes_when_the_next_starts(
    folder: Path, script: Path, number: signal.Signals
) -> None:
    with started(script, folder) as process:
        os.killpg(process.pid, number)
        process.wait()
    (left,) = names(folder)
    long_ago(folder)
    with started(script, folder) as process:
        assert left not in names(folder)
        process.communicate(b"\n")
    assert names(folder) == []


def test_the_folder_of_a_process_that_lives_stays(folder: Path, script: Path) -> None:
    with started(script, folder) as process:
        (held,) = names(folder)
        long_ago(folder)
        socket_folder._remove_left(folder)
        assert names(folder) == [held]
        process.communicate(b"\n")


def test_a_folder_that_was_made_just_now_and_one_that_is_a_link_stay(folder: Path, tmp_path: Path) -> None:
    (folder / "petakota-sockets-new").mkdir()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").write_text("")
    link = folder / "petakota-sockets-link"
    link.symlink_to(elsewhere)
    os.utime(link, (0, 0), follow_symlinks=False)
    socket_folder._remove_left(folder)
    assert sorted(names(folder)) == ["petakota-sockets-link", "petakota-sockets-new"]
    assert names(elsewhere) == ["file"]


def test_only_sockets_are_removed_and_a_folder_with_anything_else_stays(folder: Path) -> None:
    users, left, other = (
        folder / name for name in ("petakota-sockets-mine", "petakota-sockets-a", "petakota_b")
    )
    for made in (users / "deep", left, other):
        made.mkdir(parents=True)
    for path in (users / "plan.pdf", users / "deep" / "plan.pdf", other / "listener-1", left / "pymp-1"):
        path.write_text("")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(left / "listener-2"))
    long_ago(folder)
    socket_folder._remove_left(folder)
    assert sorted(names(folder)) == ["petakota-sockets-mine", "petakota_b"]
    assert sorted(names(users)) == ["deep", "plan.pdf"]
    assert names(users / "deep") == ["plan.pdf"]


def test_the_longest_path_of_a_socket_fits() -> None:
    behind = len(f"/{socket_folder._PREFIX}12345678/listener-12345678")
    assert socket_folder._LONGEST_PARENT + behind <= 107


@pytest.mark.slow
def test_workers_of_the_service_leave_nothing_though_they_are_killed(folder: Path, script: Path) -> None:
    script.write_text(STARTS_A_WORKER)
    with started(script, folder) as process:
        # Of the service and its worker together.
        assert len(names(folder)) == 1
        process.communicate(b"\n")
        assert process.returncode == 0
    assert names(folder) == []
