"""Which languages there are: English, in which the code is written, and one for each catalogue.

A catalogue is one file, `catalogues/<code>.po`, and there is no other list: a file that is put
there is a language. Nothing heavy is imported here, as the command line asks before it needs a text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
# A language, or a language of a region: id, pt_BR.
_CODE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
# The language of the texts in the code.
SOURCE = "en"
# What speaks to planners speaks Indonesian unless another language was chosen.
DEFAULT = "id"


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages: Indonesian, English, then the others by their code."""
    codes = {path.stem for path in CATALOGUES.glob("*.po") if _CODE.fullmatch(path.stem)}
    return (DEFAULT, SOURCE, *sorted(codes - {DEFAULT, SOURCE}))


def accepted(header: str) -> str:
    """The language that an Accept-Language header likes best: Indonesian unless another comes first."""
    best_weight, best = 0.0, DEFAULT
    for part in header.lower().split(","):
        tag, _, parameters = part.partition(";")
        weight, asked = _weight(parameters), tag.strip().replace("-", "_")
        code = next((code for code in languages() if code.lower() in (asked, asked.split("_")[0])), "")
        if code and weight > best_weight:
            best_weight, best = weight, code
    return best


def _weight(parameters: str) -> float:
    """The weight `q=0.8` of a part of the header, in 0..1; 1 where it gives none or a malformed one."""
    name, _, written = parameters.strip().partition("=")
    try:
        weight = float(written) if name == "q" else 1.0
    except ValueError:
        return 1.0
    return weight if 0 <= weight <= 1 else 1.0
