"""The process that serves ends when it is told to, whatever its threads are at."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

# A service with an address that never answers, held by a thread as a long computation holds one.
STUCK = """
import sys, threading
from service import server
from service.app import create_app

def with_stuck(settings):
    app = create_app(settings)
    app.get("/stuck")(lambda: threading.Event().wait())
    return app

server.create_app = with_stuck
sys.exit(server.run("127.0.0.1", 0, {"PETAKOTA_DATA": sys.argv[1], "PETAKOTA_WORKERS": "1"}))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="told by SIGTERM")
def test_a_thread_that_never_ends_does_not_keep_the_service_from_ending(tmp_path: Path) -> None:
    service = subprocess.Popen(
        [sys.executable, "-c", STUCK, str(tmp_path)], stderr=subprocess.PIPE, text=True
    )
    try:
        assert service.stderr is not None
        address = service.stderr.readline().split()[1]
        while "Application startup complete" not in service.stderr.readline():
            assert service.poll() is None
        with pytest.raises(TimeoutError):
            urllib.request.urlopen(f"{address}stuck", timeout=1)
        service.send_signal(signal.SIGTERM)
        service.communicate(timeout=60)
        assert service.returncode == 0
    finally:
        service.kill()


# Threads that hold memory at the same time, and how many arenas glibc made for them.
ARENAS = """
import ctypes, sys, threading
from service import server

assert server.bound_arenas()
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
met = threading.Barrier(30)

def hold():
    libc.malloc(1000)
    met.wait()

threads = [threading.Thread(target=hold) for _ in range(30)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


@pytest.mark.skipif(sys.platform != "linux" or platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_threads_share_two_arenas_of_memory(tmp_path: Path) -> None:
    said = tmp_path / "arenas.xml"
    subprocess.run([sys.executable, "-c", ARENAS, str(said)], check=True)
    assert said.read_text().count("<heap nr=") <= 2
