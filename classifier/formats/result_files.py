"""Results in files, in folders of files and on standard input: rows, and records of documents.

`petakota tag` writes rows, `petakota inspect` records; both may lie in one folder.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import DataError
from classifier.formats import results

_STDIN = "standard input"
_ENDINGS = (".jsonl", ".csv", ".xlsx")


def files(source: str) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """What each file of a source holds, under its name; a source is a file, a folder or `-`.

    Raises DataError for a folder without results; the lines of a file that cannot be read raise it when
    they are asked for, so that the other files of a folder can still be read.
    """
    path = Path(source)
    if source == "-":
        yield _STDIN, _stdin_lines()
    elif path.is_dir():
        found = sorted(p for p in path.rglob("*") if p.suffix.lower() in _ENDINGS)
        if not found:
            raise DataError(f"{path}: holds no results (.jsonl, .csv or .xlsx); run `petakota tag -o` first.")
        for file in found:
            yield str(file), _file_lines(file)
    else:
        yield str(path), _file_lines(path)


def is_record(line: Mapping[str, Any]) -> bool:
    """Whether a line is the record of a document, as `petakota inspect` writes it, and no row."""
    return isinstance(line.get("tables"), list) and "level" not in line


def _file_lines(path: Path) -> Iterator[dict[str, Any]]:
    yield from results.read(path)


def _stdin_lines() -> Iterator[dict[str, Any]]:
    try:
        lines = sys.stdin.buffer.read().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(f"{_STDIN}: is not UTF-8 text; pipe in what `petakota tag` prints.") from error
    return results.parsed_lines(lines, _STDIN)
