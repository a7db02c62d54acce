"""Official codes of programs, kegiatan and sub kegiatan: how they are read, and the level they say.

`1.02.02.2.01.0001` is urusan 1, bidang 02, program 02, kegiatan 2.01 (2: of a
kabupaten or kota), sub kegiatan 0001 by Permendagri 90/2019; `1.02.15.03` is kegiatan
03 of program 15 by Permendagri 13/2006. What a table numbers in its own way is read
in `rows.assembler`, which knows the rows above.
"""

from __future__ import annotations

import re

from classifier.records import Level

# `1`, `02`, `0001`; `X`, `XX` where a form leaves urusan and bidang open.
_PART = r"(?:\d{1,4}|[Xx]{1,2})"
# A code, or an outline number, in front of a name: `1.02.02 - PROGRAM`, `2.11.11. 2.01. Pengelolaan`.
LEADING_CODE = re.compile(rf"({_PART}(?:\s*\.\s*{_PART}){{1,8}})\s*\.?\s*(?:[-–:]\s*)?(?=\D|$)")
_WHOLE_CODE = re.compile(rf"{_PART}(?:\.{_PART})*\.?")
# Digits in groups of three are money.
_AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
# Urusan are numbered 1 to 9.
_MAX_URUSAN = 9
# The accounts of a budget: `5.1.01 Belanja Pegawai`.
_ACCOUNTS = ("4", "5", "6")


def code(*cells: str) -> str:
    """The code that one or several cells print, parts joined with `.`; "" when there is none."""
    parts = [re.sub(r"\s+", "", cell).strip(".-–") for cell in cells]
    joined = ".".join(part for part in parts if part)
    joined = re.sub(r"\.{2,}", ".", joined.replace(",", "."))
    return joined if _WHOLE_CODE.fullmatch(joined) and not _AMOUNT.fullmatch(joined) else ""


def is_code(printed: str) -> bool:
    """True when the digits in front of a name are a code, not an outline number such as `2.1`."""
    parts = re.split(r"\s*\.\s*", printed)
    return len(parts) >= 3 or (len(parts) == 2 and (len(parts[1]) == 2 or "X" in printed.upper()))


def level_of_code(kode: str) -> Level | None:
    """Level that a code's depth says, by Permendagri 90/2019 (`1.02.02.2.01.0001`) and, shorter, 13/2006."""
    parts = kode.split(".")
    if parts[0].isdecimal() and int(parts[0]) > _MAX_URUSAN:
        # A running number with digits behind it.
        return None
    if parts[0] in _ACCOUNTS and len(parts) > 1 and len(parts[1]) == 1:
        # The second part of urusan has two digits.
        return None
    if len(parts) >= 5 and len(parts[3]) == 1 and len(parts[1]) <= 2:
        return "kegiatan" if len(parts) == 5 else "subkegiatan"
    if len(parts) == 3:
        return "program"
    if len(parts) == 4:
        return "kegiatan"
    return None


def is_above_program(kode: str) -> bool:
    """True for the code of an urusan (`1`) or bidang urusan (`1.02`, `X.XX`)."""
    return bool(kode) and kode.count(".") < 2
