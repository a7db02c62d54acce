"""Where output goes: standard output, or a file that takes its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from classifier.errors import UsageError


@contextlib.contextmanager
def target(name: str) -> Iterator[BinaryIO]:
    """A binary file to write to; `-` is standard output. Raises UsageError when it cannot be written."""
    if name == "-":
        yield sys.stdout.buffer
    else:
        with _replacing(Path(name)) as out:
            yield out


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole, so a stopped run leaves what was there."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent or Path())
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be written ({error.strerror}); name a folder that exists."
        ) from error
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from error
    finally:
        Path(name).unlink(missing_ok=True)
