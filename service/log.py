"""The log: one JSON object a line on stderr, with ids and figures, never a document's text or name.

Whoever can reach the port can have a warning or a refusal written as often as requests come. Of those that
say the same the first are written, and the rest is counted.
"""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TextIO

_EXTRAS = ("method", "route", "status", "ms", "id", "news", "model", "repeated")
# Lines that say the same are written so often in so many seconds.
_MAX_REPEATS, _WINDOW_S = 20, 60.0
_FIRST_REFUSAL = 400


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        value: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": record.getMessage(),
        }
        value |= {name: getattr(record, name) for name in _EXTRAS if hasattr(record, name)}
        if record.exc_info:
            value["trace"] = self.formatException(record.exc_info)
        return json.dumps(value, ensure_ascii=False)


class CountingHandler(logging.StreamHandler[TextIO]):
    """Writes lines; of warnings and refusals that say the same the first, then how many more there were.

    Lines say the same that have the same message (before values are filled in), route and status. The count
    comes with the next line after the minute, or with the end.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__(stream)
        self._windows: dict[tuple[object, ...], _Window] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, or count it."""
        self._write_counts(until=record.created - _WINDOW_S)
        status = getattr(record, "status", 0)
        if record.levelno < logging.WARNING and status < _FIRST_REFUSAL:
            super().emit(record)
            return
        key = (record.name, record.levelno, str(record.msg), getattr(record, "route", ""), status)
        window = self._windows.setdefault(key, _Window(record.created, record))
        window.n += 1
        if window.n <= _MAX_REPEATS:
            super().emit(record)

    def close(self) -> None:
        """Write what was counted."""
        self._write_counts(until=float("inf"))
        super().close()

    def _write_counts(self, until: float) -> None:
        """Write the counts of windows that began before `until`, and forget them."""
        for key, window in list(self._windows.items()):
            if window.since >= until:
                continue
            del self._windows[key]
            if window.n > _MAX_REPEATS:
                first = window.first
                count = logging.makeLogRecord(
                    {**first.__dict__, "exc_info": None, "repeated": window.n - _MAX_REPEATS}
                )
                super().emit(count)


@dataclass(slots=True)
class _Window:
    """A minute of lines that say the same: when it began, its first line, how many there were."""

    since: float
    first: logging.LogRecord
    n: int = 0


def to_stderr() -> None:
    """Log everything from INFO on."""
    handler = CountingHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # Every migration that is in place already would be logged at every start.
    logging.getLogger("alembic").setLevel(logging.WARNING)
