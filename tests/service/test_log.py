"""Lines that repeat are counted, and those of requests that were answered are written."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

from service.log import CountingHandler, JsonLines


def record(message: str, at: float, *, level: int = logging.WARNING, **more: object) -> logging.LogRecord:
    return logging.makeLogRecord(
        {"name": "service", "levelno": level, "levelname": "X", "msg": message, "created": at, **more}
    )


def lines_of(records: list[logging.LogRecord]) -> list[dict[str, Any]]:
    """The lines that are written of these records until the end."""
    stream = io.StringIO()
    handler = CountingHandler(stream)
    handler.setFormatter(JsonLines())
    for line in records:
        handler.handle(line)
    handler.close()
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_forty_thousand_warnings_are_a_few_lines_and_a_count() -> None:
    lines = lines_of([record("Invalid HTTP request received.", n / 10_000) for n in range(40_000)])
    assert len(lines) == 21
    assert "repeated" not in lines[19]
    assert (lines[20]["message"], lines[20]["repeated"]) == ("Invalid HTTP request received.", 39_980)


def test_the_count_comes_with_the_next_line_after_the_minute() -> None:
    flood = [record("a", 0.0) for _ in range(30)]
    lines = lines_of([*flood, record("b", 59.0), record("b", 61.0), *flood[:1]])
    assert [(line["message"], line.get("repeated")) for line in lines[20:]] == [
        ("b", None), ("a", 10), ("b", None), ("a", None),
    ]  # fmt: skip


def test_refused_requests_are_counted_by_route_and_status_and_answered_ones_are_written() -> None:
    info = logging.INFO
    lines = lines_of(
        [record("request", 0.0, level=info, route="/a", status=200) for _ in range(100)]
        + [record("request", 0.0, level=info, route="/a", status=429) for _ in range(100)]
        + [record("request", 0.0, level=info, route="/b", status=429) for _ in range(3)]
    )
    assert len([line for line in lines if line["status"] == 200]) == 100
    assert len([line for line in lines if line["status"] == 429]) == 20 + 3 + 1
    assert lines[-1]["repeated"] == 80
