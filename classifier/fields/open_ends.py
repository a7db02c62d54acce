"""Texts that cannot end where they do, and what goes on with one: in lines, cells and over page ends."""

from __future__ import annotations

import re

# An opening mark, or a word that wants another.
_OPEN_END = re.compile(
    r"(?:[,/(&-]|\b(?:dan|atau|yang|untuk|dengan|di|ke|dari|pada|serta|bagi|dalam|oleh|tentang|melalui|terhadap))$",
    re.IGNORECASE,
)
# Characters: `terhadap`, and a line end.
_MAX_OPEN_END = 9
# `Program Peningkatan`: what is done, and not yet to what.
_ACTION_ALONE = re.compile(
    r"(?:\W*[\dX.]{1,20}\W+)?(?:program|(?:sub\s+)?kegiatan)\s+(?:pe\w{4,}an|\w+isasi|fasilitasi)",
    re.IGNORECASE,
)
_MAX_ACTION = 60


def is_open(text: str) -> bool:
    """True for a text that cannot end here: `... Pelayanan dan`, `Program Peningkatan`."""
    return _OPEN_END.search(text, max(0, len(text) - _MAX_OPEN_END)) is not None or (
        len(text) <= _MAX_ACTION and _ACTION_ALONE.fullmatch(text) is not None
    )
