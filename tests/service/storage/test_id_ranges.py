"""Ids in few characters, and what is none."""

from __future__ import annotations

import pytest

from service.storage.id_ranges import packed, unpacked


def test_ids_come_back_as_they_were() -> None:
    ids = [1, 2, 3, 7, 2**31 - 1]
    assert packed(ids) == "1-3,7,2147483647"
    assert unpacked(packed(ids)) == ids


@pytest.mark.parametrize("digit", ["0", "9"])
@pytest.mark.parametrize("n_digits", [11, 5000])
def test_what_is_too_long_for_an_id_is_left_out(digit: str, n_digits: int) -> None:
    written = digit * n_digits
    assert unpacked(f"{written},4,5-{written},2147483648") == [4]
