"""The folder in which `multiprocessing` puts the socket of the server that starts readers.

By itself it makes `pymp-...` in the folder for temporary files and removes that when the process exits, so
a process that is killed leaves it for good, and so does a worker of the service, which is always ended with
all that it started. Here the folder has a name of ours and is locked as long as its process lives: the
lock ends with the process, however that ends, and the next process that needs a folder removes those that
nobody holds, unless they hold anything else than sockets. Processes that a process starts use its folder.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from multiprocessing import util
from pathlib import Path

# A socket's path holds 107 bytes, 44 of which come behind the folder's parent.
_PREFIX = "petakota-sockets-"
_LONGEST_PARENT, _SHORT_PARENT = 62, Path("/tmp")
# What multiprocessing calls its files there.
_FILES = ("listener-", "pymp-")
# Between its making and its locking a folder is nobody's.
_LEFT_AFTER_S = 60.0


def use() -> None:
    """Have this process and those that it starts keep sockets in one folder; remove what others left."""
    # multiprocessing has no public way to name the folder; `util.get_temp_dir` looks here first.
    config = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    if os.name != "posix" or config.get("tempdir") is not None:
        return
    parent = Path(tempfile.gettempdir())
    if len(os.fsencode(parent)) > _LONGEST_PARENT and _SHORT_PARENT.is_dir():
        parent = _SHORT_PARENT
    _remove_left(parent)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
    # Open until the process ends, and in no process that it starts.
    _lock(folder)
    config["tempdir"] = str(folder)
    # As late as multiprocessing removes its own: after all that may still need it.
    util.Finalize(None, shutil.rmtree, args=(str(folder), True), exitpriority=-100)


def _remove_left(parent: Path) -> None:
    """Remove the folders of processes that have ended; one with anything else in it stays."""
    long_ago = time.time() - _LEFT_AFTER_S
    for folder in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            state = folder.lstat()
            if state.st_uid != os.geteuid() or state.st_mtime > long_ago:
                continue
            if (lock := _lock(folder)) is not None:
                try:
                    _empty(folder)
                    folder.rmdir()
                finally:
                    os.close(lock)


def _empty(folder: Path) -> None:
    """Remove the sockets and the files of multiprocessing directly in a folder, and nothing else."""
    for path in folder.iterdir():
        mode = path.lstat().st_mode
        if stat.S_ISSOCK(mode) or (stat.S_ISREG(mode) and path.name.startswith(_FILES)):
            path.unlink()


def _lock(folder: Path) -> int | None:
    """The folder's descriptor, with which its lock ends; None when another process holds the lock."""
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor
