"""Where output goes and in which format: standard output, or a file that takes its name only when whole."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from classifier.cli import terminal
from classifier.errors import UsageError
from classifier.formats import results


def add_options(parser: argparse.ArgumentParser, formats: Sequence[str]) -> None:
    """Add `-o` and `--format`, which takes one of `formats`."""
    parser.add_argument("-o", "--output", metavar="FILE", help="write there; - is standard output")
    parser.add_argument(
        "--format",
        choices=formats,
        help="default: by FILE's ending, else a table on a terminal and JSON lines in a pipe",
    )


def wants_table(arguments: argparse.Namespace) -> bool:
    """True when a person reads: `--format table`, or no format and no file on a terminal.

    Raises UsageError when a table is asked for in a file.
    """
    if arguments.format == "table" and arguments.output not in (None, "-"):
        raise UsageError("a table is for the terminal; name another --format for a file.")
    return arguments.format == "table" or (
        arguments.output is None and terminal.wants_table(arguments.format)
    )


def file_format(arguments: argparse.Namespace, formats: Sequence[str] = results.FORMATS) -> str:
    """The format that the call names, or its file's ending does; JSON lines otherwise.

    Raises UsageError when the ending is none of `formats`.
    """
    path = Path(arguments.output or "")
    suffix = path.suffix.lower().lstrip(".")
    if (
        arguments.format is None
        and suffix
        and suffix not in formats
        and (path.is_file() or not path.exists())
    ):
        endings = ", ".join(f".{name}" for name in formats)
        raise UsageError(f"{path}: ends in none of {endings}; choose one of these or say --format.")
    return arguments.format or (suffix if suffix in formats else "jsonl")


def write(
    rows: Iterable[Mapping[str, Any]],
    arguments: argparse.Namespace,
    *,
    fields: Sequence[str],
    inputs: Sequence[str],
) -> None:
    """Write dicts of the contract's shape where the call says, in its format; `inputs` are what it reads."""
    form = file_format(arguments)
    with target(arguments.output or "-", inputs=inputs) as out:
        results.write(rows, form, out, fields=fields)


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
    elif any(_is_same(path, Path(read)) for read in inputs):
        raise UsageError(f"{path}: is also read by this call; name another file with -o.")
    elif path.exists() and not path.is_file():
        # A device or a pipe is written to, never replaced.
        with _named_in_errors(path), path.open("wb") as out:
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
def _named_in_errors(path: Path) -> Iterator[None]:
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
        with _named_in_errors(named):
            umask = os.umask(0)
            os.umask(umask)
            fresh.chmod(0o666 & ~umask)
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
