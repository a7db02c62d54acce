"""What forms say of a row, as the values that the journal takes: the same bounds as over the API."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from starlette.datastructures import FormData

from classifier.fields import amounts
from classifier.records import Box
from service.api.edits.edit_schemas import Change, NewRowIn, RowChangeIn
from service.api.schemas import Body
from service.refusals import Refusal
from service.storage.edited_rows import EDITABLE, RowChange

# Digits with points or spaces between, decimals behind a comma: as people write rupiah.
_WHOLE_RUPIAH = re.compile(r"(?:rp\.?\s*)?(\d[\d. ]*)(?:,\d{0,2}|,-)?", re.IGNORECASE)
# A number of more digits is no amount and no edit; `int` refuses thousands of digits.
_MAX_DIGITS = 18
_CORNERS = ("x0", "top", "x1", "bottom")
T = TypeVar("T", bound=Body)


def change_of(form: FormData) -> tuple[RowChange, int]:
    """What a form changes of a row, by the fields that it names; and the edit that was seen, 0 for none."""
    values = _values(form, [field for field in _texts(form, "field") if field in EDITABLE])
    seen = _text(form, "seen")
    is_edit = seen.isdecimal() and len(seen) <= _MAX_DIGITS
    return _validated(RowChangeIn, values).change(), int(seen) if is_edit else 0


def name_change(text: str) -> RowChange:
    """A change of a row's name alone."""
    return _validated(RowChangeIn, {"text": text}).change()


def change_of_many(form: FormData) -> RowChange:
    """What a form changes of many rows: what it leaves empty stays as it is in each."""
    values = {field: _text(form, f"new_{field}") for field in ("level", "opd", "program")}
    return _validated(Change, {field: value for field, value in values.items() if value}).change()


def new_row_of(form: FormData) -> NewRowIn:
    """The row that a form adds to a page."""
    values = _values(form, EDITABLE) | {"page": _text(form, "page"), "bbox": list(box_of(form))}
    return _validated(NewRowIn, values)


def box_of(given: Mapping[str, Any]) -> Box:
    """The box that a form or an address names, in points. Raises Refusal when it names none."""
    try:
        x0, top, x1, bottom = (float(str(given.get(name, "")).replace(",", ".")) for name in _CORNERS)
    except ValueError as error:
        raise Refusal(422, "no_box") from error
    return Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))


def rupiah(written: str) -> int:
    """An amount as a person writes it: whole rupiah, or with its unit. Raises Refusal when it is none."""
    text = " ".join(written.split())
    if match := _WHOLE_RUPIAH.fullmatch(text):
        digits = re.sub(r"\D", "", match.group(1)).lstrip("0")
        if len(digits) > _MAX_DIGITS:
            raise Refusal(422, "no_amount", given=written[:60])
        return int(digits or "0")
    amount = amounts.rupiah(text)
    if amount is None:
        raise Refusal(422, "no_amount", given=written[:60])
    return amount


def _values(form: FormData, names: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in names:
        if name == "pagu":
            pairs = zip(_texts(form, "year"), _texts(form, "amount"), strict=False)
            values[name] = {year.strip(): rupiah(amount) for year, amount in pairs if amount.strip()}
        elif name == "indikator":
            values[name] = [line for line in _text(form, name).splitlines() if line.strip()]
        else:
            values[name] = _text(form, name)
    return values


def _validated(shape: type[T], values: Mapping[str, Any]) -> T:
    try:
        return shape.model_validate(values)
    except ValidationError as error:
        fields = {str(one["loc"][0]) for one in error.errors() if one["loc"]}
        raise Refusal(422, "no_name_of_row" if "text" in fields else "invalid_row") from error


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _texts(form: FormData, name: str) -> list[str]:
    return [value for value in form.getlist(name) if isinstance(value, str)]
