"""Waiting for what other threads and processes do, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(is_reached: Callable[[], object], *, for_s: float = 60) -> None:
    """Return as soon as something is so; `for_s` only ends a run that would wait for ever."""
    deadline = time.monotonic() + for_s
    while not is_reached():
        assert time.monotonic() < deadline, f"not reached within {for_s} s"
        time.sleep(0.01)
