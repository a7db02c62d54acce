"""What strangers write, changed by chance, brings no part of the program down that reads it."""

from __future__ import annotations

from itertools import islice

import pytest

from tests.support import fuzzing
from tests.support.fuzz_targets import TARGETS


def test_what_a_target_raises_is_listed_with_its_bytes() -> None:
    findings = fuzzing.Findings()

    def fails_at_times(data: bytes) -> None:
        if data.startswith(b"a"):
            raise ValueError("begins with a")

    # What is raised at one place is one crash, with the first bytes that showed it.
    for data in (b"b", b"a1", b"a2"):
        findings.run(fails_at_times, data)
    assert findings.n == 3
    assert list(findings.crashes.values()) == [b"a1"]


def test_bytes_are_the_same_each_time_and_begin_with_the_seeds() -> None:
    seeds = [b"Program", b"Kegiatan"]
    one = list(islice(fuzzing.mutants(seeds, 1), 50))
    assert one[:2] == seeds
    assert one == list(islice(fuzzing.mutants(seeds, 1), 50))
    assert one != list(islice(fuzzing.mutants(seeds, 2), 50))
    assert all(len(data) <= fuzzing.MAX_BYTES for data in one)


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_bring_a_target_down(name: str) -> None:
    assert fuzzing.crashes(name, TARGETS[name].n_tested) == {}
