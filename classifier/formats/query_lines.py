"""Lines of text as queries: a text each, or a JSON object; from a file or standard input."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from classifier.errors import UsageError
from classifier.formats.queries import fields_query
from classifier.records import Query


def queries(source: str) -> Iterator[Query]:
    """One query a line of a file, or of standard input for `-`; raises UsageError naming the line."""
    place = "standard input" if source == "-" else source
    try:
        # utf-8-sig takes off the byte order mark that Windows editors write.
        with contextlib.nullcontext(sys.stdin.buffer) if source == "-" else Path(source).open("rb") as file:
            for n, raw in enumerate(file, start=1):
                line = raw.decode("utf-8-sig" if n == 1 else "utf-8").rstrip("\r\n")
                yield _query(line, f"{place}:{n}")
    except UnicodeDecodeError as error:
        raise UsageError(f"{place}: is not UTF-8 text ({error.reason}); save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{place}: cannot be read ({error.strerror}); check the name.") from error


def _query(line: str, place: str) -> Query:
    """A line's text, or its JSON object's fields."""
    if not line.lstrip().startswith("{"):
        return Query(line)
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{place}: begins with {{ but is not JSON ({error}); fix the line.") from error
    return fields_query(value, place)
