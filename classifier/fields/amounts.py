"""Money, years and units as planning tables print them.

Amounts come as `6.008.850,000`, `201,400,000,000`, `Rp 1.000.000,00`, in
thousands (`Rp 000`) or `juta`, with digits split from their number or wrapped
onto a second line. Nothing here guesses: a cell that is not one amount gives None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from classifier.fields.remembered import remembered

# `1.250.000.000`, `Rp. 75.000.000,-`; spaces are taken out before each of these.
_AMOUNT = re.compile(r"(?:rp[.,]*)?(\d[\d.,]*)(?:,-|\.-|-)?", re.IGNORECASE)
# `3.402..572`: a separator typed twice.
_SEPARATOR_TWICE = re.compile(r"([.,])[.,]+(?=\d)")
# `30.0000.000`: a zero typed twice, most likely.
_ZERO_TWICE = re.compile(r"(?<=[.,])0000(?=(?:[.,]\d{3})+$)")
# `95.000.00`, `504,326,58`: decimals with the sign that parts the groups before it.
_SHORT_END = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\1\d{1,2}")
# `297,1360`: the decimal of thousands without a sign.
_LONG_END = re.compile(r"\d{1,3}([.,]\d{3})+\d")
# `500juta`, `Rp1,5miliar`: a unit behind the number.
_OWN_UNIT = re.compile(r"(?:rp\.?)?(\d[\d.,]*)(ribu|juta|jt|milyar|miliar|triliun)(?:rupiah)?", re.IGNORECASE)
_OWN_FACTORS = {"ri": 10**3, "ju": 10**6, "jt": 10**6, "mi": 10**9, "tr": 10**12}
# `12.450.000`, `(12,450,000.00)`: digits in groups of three.
_GROUPED = re.compile(r"(?:rp\.?)?\(?\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?(?:,-|\.-|-)?\)?", re.IGNORECASE)
# Digits in groups of three, wherever they stand.
WHOLE = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
# Behind groups of three the decimals of an amount, or their sign alone; `,-` stands for none.
_WITH_DECIMALS = re.compile(r"[.,]\d{3}[.,]\d{0,2}$")
# So many amounts with decimals are a habit.
_MIN_WITH_DECIMALS = 3

# Where the limits of money come from: by eye on rows of 42 real documents, not swept. Before changing one
# rerun tests/fields/test_amounts.py, tests/tables/test_header.py and tests/extraction/test_golden.py.

# Rupiah: less, printed without digit groups where the unit is one rupiah, is a percentage or a count.
_MIN_UNGROUPED = 10_000
# Thousands of rupiah: a trillion and more for one row is printed in full under a header of thousands.
MAX_IN_THOUSANDS = 1_000_000_000
# A thousand times all money there is; more are no amount.
_MAX_DIGITS = 18
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
# `... dan Prakiraan Maju Tahun 2027`: the year behind it is not the table's.
_FORWARD = re.compile(r"(?:dan\s+)?(?:prakiraan|perkiraan)\s+maju.*", re.IGNORECASE | re.DOTALL)
# Units, in lower case and without spaces: `rp.000`, `(000)`, `riburupiah`, `xrp1.000`; `juta`, `rpjt`.
_THOUSANDS = re.compile(r"rp\.?\(?\.?000|\(000\)|riburupiah|rp\.?ribu|riburp|ribuan|xrp?1[.,]?000|x1[.,]000")
_MILLIONS = re.compile(r"rp\.?jt|\(jt\)|x1[.,]000[.,]000")
# Units in words, looked for before spaces are taken out: `Prakiraan Maju Tahun` and `lanjutan` are none.
_MILLIONS_IN_WORDS = re.compile(r"(?<![a-z])(?:rp\.?\s*)?juta(?:an)?(?![a-z])")
_BILLIONS = re.compile(r"(?<![a-z])(?:rp\.?\s*)?(?:milya?r|miliar)")


@remembered(4 << 20)
def rupiah(text: str, factor: int = 1, *, decimals: bool = False) -> int | None:
    """The amount that a cell holds, in rupiah, `factor` being the table's unit; None when it holds none.

    Spaces are ignored, so digits split from their number come back together; a unit
    behind the number (`500 juta`) counts where the table names none. With `decimals`, as the column
    prints them, or in another unit than rupiah, a short last group holds those (`504,326,58`).
    """
    if _is_more_than_one(text.split()):
        return None
    joined = re.sub(r"\*+\)?$", "", "".join(text.split()))
    if factor == 1 and (own := _OWN_UNIT.fullmatch(joined)):
        return rupiah(own.group(1), _OWN_FACTORS[own.group(2)[:2].lower()])
    if joined in {"", "-", "--", "Rp-", "Rp.-", "–"}:
        return None
    match = _AMOUNT.fullmatch(joined.strip("()"))
    if match is None:
        return None
    digits = _ZERO_TWICE.sub("000", _SEPARATOR_TWICE.sub(r"\1", match.group(1).strip(".,")))
    if (decimals or factor > 1) and _SHORT_END.fullmatch(digits):
        digits = _with_decimal_sign(digits, digits.rfind(".") if "." in digits else digits.rfind(","))
    elif (decimals or factor == 1000) and _LONG_END.fullmatch(digits):
        digits = _with_decimal_sign(f"{digits[:-1]} {digits[-1]}", len(digits) - 1)
    whole, fraction = _parts(digits)
    if not whole.isdigit() or len(whole) > _MAX_DIGITS:
        return None
    if factor == 1 and 0 < int(whole) < _MIN_UNGROUPED and not is_grouped(text):
        return None
    if factor == 1000 and int(whole) >= MAX_IN_THOUSANDS:
        factor = 1
    return round(float(f"{whole}.{fraction}") * factor) if fraction else int(whole) * factor


def have_decimals(texts: Iterable[str]) -> bool:
    """True for amounts of a column of which half and more end in decimals, or in the sign before them."""
    grouped = [text for text in ("".join(text.split()) for text in texts) if WHOLE.match(text)]
    n_short = sum(bool(_WITH_DECIMALS.search(text)) for text in grouped)
    return n_short >= _MIN_WITH_DECIMALS and 2 * n_short >= len(grouped)


def _with_decimal_sign(digits: str, place: int) -> str:
    """Digits with another sign at a place, where decimals begin, than between their groups."""
    other = "," if "." in digits else "."
    return f"{digits[:place]}{other}{digits[place + 1 :]}"


def _is_more_than_one(parts: Sequence[str]) -> bool:
    """True when the parts of a cell are more than one amount: two whole ones, or one and other digits."""
    whole = [bool(WHOLE.fullmatch(part)) for part in parts]
    return sum(whole) > 1 or (whole[:1] == [True] and any(part.isdigit() for part in parts[1:]))


@remembered(4 << 20)
def is_grouped(text: str) -> bool:
    """True for an amount with digit groups of three: what only money looks like in these tables."""
    return bool(_GROUPED.fullmatch("".join(text.split())))


def _parts(digits: str) -> tuple[str, str]:
    """Whole and decimal digits of a number with `.` and `,` as separators; ("", "") when it is none."""
    groups = re.split(r"[.,]", digits)
    if len(groups) == 1:
        return digits, ""
    first, *rest = groups
    separators = re.findall(r"[.,]", digits)
    # All groups of three: separators group, also where a document mixes them (`6.008.850,000`).
    if len(first) <= 3 and first != "0" and all(len(g) == 3 for g in rest):
        return "".join(groups), ""
    last = rest[-1]
    if len(last) <= 2 and all(len(g) == 3 for g in rest[:-1]):
        if len(rest) == 2 and separators[0] == separators[1]:
            # `95.000.00` is 95 thousand with decimals, or 95 million short of a digit.
            return "", ""
        return "".join(groups[:-1]), last
    if len(rest) == 1:
        return first, last
    if any(len(g) != 3 for g in rest[:-1]):
        return "", ""
    # A group cut by a wrapped line or a typing slip (`1.000.0000`): keep all digits.
    if separators[-1] not in separators[:-1] and len(last) != 3:
        return "".join(groups[:-1]), last
    return "".join(groups), ""


def year(text: str) -> str:
    """The only year 2000-2049 in the text, or "" when there is none or more than one.

    The forward estimate that many captions add (`... dan Prakiraan Maju Tahun 2017`) does not count.
    """
    years = sorted(set(_YEAR.findall(_FORWARD.sub("", text))))
    return years[0] if len(years) == 1 else ""


def factor(text: str) -> int:
    """What one printed unit is worth in rupiah by a header or caption; 0 when it states none."""
    lowered = text.lower()
    joined = re.sub(r"\s+", "", lowered)
    if _MILLIONS.search(joined) or _MILLIONS_IN_WORDS.search(lowered):
        return 1_000_000
    if _BILLIONS.search(lowered):
        return 1_000_000_000
    if _THOUSANDS.search(joined):
        return 1_000
    return 1 if "rp" in joined or "rupiah" in joined else 0
