"""Texts that cannot end where they do, and what goes on with one: in lines, cells and over page ends."""

from __future__ import annotations

import re

# An opening mark, or a word that wants another.
_OPEN_END = re.compile(
    r"(?:[,/(&-]|\b(?:dan|atau|yang|untuk|dengan|di|ke|dari|pada|serta|bagi|dalam|oleh|tentang|melalui|terhadap))$",
    re.IGNORECASE,
)


def is_open(text: str) -> bool:
    """True for a text that cannot end here: `... Pelayanan dan`."""
    return _OPEN_END.search(text) is not None
