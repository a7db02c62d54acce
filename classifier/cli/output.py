"""Where output goes: standard output, or a file that takes its name only when it is whole."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from classifier.errors import UsageError


@contextlib.contextmanager
def target(name: str, *, inputs: Sequence[str] = ()) -> Iterator[BinaryIO]:
    """A binary file to write to; `-` is standard output.

    Raises UsageError when it cannot be written or is one of the `inputs`.
    """
    path = Path(name)
    if name == "-":
        if sys.stdout is None:
            raise UsageError("standard output is closed; name a file with -o.")
        yield sys.stdout.buffer
    elif path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it.")
    elif any(_is_same(path, Path(one)) for one in inputs):
        raise UsageError(f"{path}: is also read by this call; name another file with -o.")
    elif path.exists() and not path.is_file():
        # A device or a pipe is written to, never replaced.
        with _said(path), path.open("wb") as out:
            yield out
    else:
        with _replacing(path.resolve(), path) as out:
            yield out


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}).") from error


@contextlib.contextmanager
def _replacing(path: Path, named: Path) -> Iterator[BinaryIO]:
    """A file that takes its name only when it is whole, so a stopped run leaves what was there."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.parent)
    except OSError as error:
        raise UsageError(
            f"{named}: cannot be written ({error.strerror}); name a folder that exists."
        ) from error
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        with _said(named):
            umask = os.umask(0)
            os.umask(umask)
            fresh.chmod(0o666 & ~umask)
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
