"""The colours of the map wherever it is shown: page, print, picture, workbook, report, slides.

The style sheets of the pages cannot import this table; a test holds them to it. The colours of
dimensions have 4.5 to 1 and more against white, so that they may be letters as well as areas.
"""

from __future__ import annotations

from classifier.taxonomy import Taxonomy

INK, SOFT, LINE, BRAND, BRAND_SOFT = "#1b2a30", "#55666e", "#d5dde0", "#0b5d66", "#e2f0f1"
WARN, GAP, GAP_LINE = "#8a4b00", "#fdeadd", "#f0bf9d"
# From few to many; on the last two letters are white.
HEAT = ("#e1eff0", "#b8dade", "#83bfc5", "#1f737c", "#0a4249")
DIMENSIONS = {
    "governance": "#1f5fa8",
    "branding": "#a0386e",
    "economy": "#8a5a00",
    "living": "#b03a1e",
    "society": "#5b3f9e",
    "environment": "#1d6b38",
}
# The two shapes of the radar: what the map counts, and rupiah.
COUNTS, BUDGETS = "#0b5d66", "#b03a1e"
_OTHERS = tuple(DIMENSIONS.values())


def of_dimension(dimension: str, taxonomy: Taxonomy) -> str:
    """A dimension's colour; one of a taxonomy of one's own takes that of its place."""
    if dimension in DIMENSIONS:
        return DIMENSIONS[dimension]
    return _OTHERS[taxonomy.dimensions.index(dimension) % len(_OTHERS)]


def tint(colour: str, share: float) -> str:
    """The colour with so much of it (0..1) on white."""
    return mixed("#ffffff", colour, share)


def heat(share: float) -> str:
    """The shade of a cell that has `share` (0..1) of the largest."""
    at = max(0.0, min(1.0, share)) * (len(HEAT) - 1)
    step = min(int(at), len(HEAT) - 2)
    return mixed(HEAT[step], HEAT[step + 1], at - step)


def is_dark(colour: str) -> bool:
    """Whether letters on the colour have to be white."""
    red, green, blue = _parts(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue < 130


def mixed(colour: str, other: str, share: float) -> str:
    """From one colour (share 0) to another (1)."""
    parts = (round(a + (b - a) * share) for a, b in zip(_parts(colour), _parts(other), strict=True))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
