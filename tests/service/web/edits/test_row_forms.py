"""Numbers that forms send are bounded before they are read as numbers."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from service.refusals import Refusal
from service.web.edits import row_forms


@pytest.mark.parametrize("n_digits", [19, 5000])
def test_an_amount_of_too_many_digits_is_refused(n_digits: int) -> None:
    with pytest.raises(Refusal) as refused:
        row_forms.rupiah("9" * n_digits)
    assert (refused.value.status_code, refused.value.message.key) == (422, "no_amount")


@pytest.mark.parametrize(
    ("written", "amount"),
    [("Rp 1.250.000", 1_250_000), ("0", 0), ("9" * 18, 10**18 - 1), ("0" * 5000 + "7", 7)],
)
def test_an_amount_is_read_as_people_write_it(written: str, amount: int) -> None:
    assert row_forms.rupiah(written) == amount


@pytest.mark.parametrize(("seen", "number"), [("12", 12), ("9" * 19, 0), ("9" * 5000, 0), ("", 0)])
def test_the_edit_that_was_seen_is_a_number_or_none(seen: str, number: int) -> None:
    form = FormData([("field", "text"), ("text", "Program Gizi"), ("seen", seen)])
    assert row_forms.change_of(form)[1] == number
