"""`petakota serve`: the service on a port, until it is stopped."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

import uvicorn
from fastapi import FastAPI

from classifier.errors import UsageError
from service import log
from service.app import create_app
from service.connections import BoundedProtocol
from service.settings import Settings, from_environment
from service.storage.database import Database

# What is being answered when the service is stopped may go on so long, and everything ends after so long:
# systemd and Docker kill what has not ended by itself in 90 s and 10 s.
_GRACE_S, _END_S = 5, 9.0
# glibc gives threads up to eight arenas a core, and what is freed in one is kept there: under fifty planners
# (benchmarks/load.py) forty threads held 153 MB in sixteen of them, on two cores. Threads that share the
# interpreter's lock seldom meet in two.
_M_ARENA_MAX, _MAX_ARENAS = -8, 2
# A thread that answers a page waits so long, at most, behind each thread that computes. While two threads
# wrote workbooks, p50/p95 in ms with Python's own 5 ms and with 1 ms: /healthz 14/66 and 9/28, the home page
# 45/162 and 28/44, a document of 100 pages 120/206 and 69/133 (two cores, others at work on them).
_SWITCH_EVERY_S = 0.001


def run(host: str, port: int, environment: Mapping[str, str]) -> int:
    """Serve until SIGTERM or Ctrl-C; the exit code. Raises PetakotaError for what stands in the way."""
    settings = from_environment(environment)
    log.to_stderr()
    bound_arenas()
    sys.setswitchinterval(_SWITCH_EVERY_S)
    with only_one(settings), listening(host, port) as listener:
        # Once before the server starts, so that a database out of reach is one sentence.
        database = Database(settings)
        database.migrate()
        database.close()
        shown = f"[{host}]" if ":" in host else host
        print(f"petakota: http://{shown}:{listener.getsockname()[1]}/", file=sys.stderr, flush=True)
        server = Server(configured(create_app(settings.on_address(listener.getsockname()[0]))))
        # uvicorn raises the signal again when it has stopped; being stopped so is no failure.
        signal.signal(signal.SIGTERM, lambda *_: None)
        server.run(sockets=[listener])
    return 0 if server.started else 1


def bound_arenas() -> bool:
    """Have threads share a few arenas of memory; False where the C library is not glibc.

    To be called before threads are started.
    """
    if sys.platform != "linux":
        return False
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, _MAX_ARENAS) == 1


class Server(uvicorn.Server):
    """uvicorn's server, whose process ends in ten seconds after it was told to, whatever threads are at."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to stop; a thread that does not end by itself is left behind.

        Nothing is lost with it: what was answered is on the disk, workers end with their parent, and what
        they read is queued again by the next start, or when its lease has run out.
        """
        super().handle_exit(sig, frame)
        last_resort = threading.Timer(_END_S, os._exit, (0,))
        last_resort.daemon = True
        last_resort.start()


def configured(app: FastAPI) -> uvicorn.Config:
    """How the app is served: with bounds on connections, and nothing that tells what serves it."""
    return uvicorn.Config(
        app,
        http=BoundedProtocol,
        # The pages use none, and their connections would be under no bound.
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_S,
    )


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A socket that listens there. Raises UsageError when it cannot."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Its protocol by name: asyncio turns Nagle's algorithm off for such sockets alone, and with it
    # each answer on a kept connection took 40 ms more.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except OSError as error:
        listener.close()
        raise UsageError(
            f"{host}:{port}: cannot be listened on ({error.strerror}); choose another with --host and --port."
        ) from error
    with listener:
        yield listener


@contextmanager
def only_one(settings: Settings) -> Iterator[None]:
    """Hold an embedded database alone: documents that run are then left over from a crash.

    Raises UsageError when another service holds it, or the folder cannot be written.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        file = (settings.data / "lock").open("ab")
    except OSError as error:
        raise UsageError(
            f"{settings.data}: cannot be written ({error.strerror}); name another folder in PETAKOTA_DATA."
        ) from error
    with file:
        if settings.is_embedded and os.name == "posix":
            import fcntl

            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise UsageError(
                    f"{settings.data}: another `petakota serve` uses it; stop that one, or name another "
                    "folder in PETAKOTA_DATA, or one PostgreSQL for both in PETAKOTA_DATABASE_URL."
                ) from error
        yield
