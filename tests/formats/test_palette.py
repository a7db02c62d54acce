import re

import pytest

from classifier import taxonomy
from classifier.formats import palette
from tests.support.paths import ROOT

STATIC = ROOT / "service" / "web" / "static"


def variables(sheet: str) -> dict[str, str]:
    css = (STATIC / sheet).read_text(encoding="utf-8")
    return {name: value.lower() for name, value in re.findall(r"--([\w-]+): (#[0-9a-fA-F]{6})\b", css)}


def test_the_pages_have_the_colours_of_the_files() -> None:
    of_page, of_map = variables("page.css"), variables("map.css")
    assert {one: of_page[one] for one in palette.DIMENSIONS} == palette.DIMENSIONS
    assert [of_map[f"heat{n}"] for n in range(1, 6)] == list(palette.HEAT)
    assert (of_map["gap"], of_map["gap-line"]) == (palette.GAP, palette.GAP_LINE)
    assert (of_page["ink"], of_page["brand"], of_page["warn"]) == (palette.INK, palette.BRAND, palette.WARN)


@pytest.mark.parametrize(("share", "colour"), [(0, "#e1eff0"), (1, "#0a4249"), (2, "#0a4249")])
def test_shades_go_from_the_lightest_to_the_darkest(share: float, colour: str) -> None:
    assert palette.heat(share) == colour


def test_every_dimension_has_a_colour_and_a_foreign_one_that_of_its_place() -> None:
    known = taxonomy.default()
    assert palette.of_dimension("living", known) == "#b03a1e"
    foreign = taxonomy.Taxonomy((known.subdimensions[0], taxonomy.Subdimension("x.y", "y", "y", "", "")))
    assert palette.of_dimension("x", foreign) == "#a0386e"


def test_letters_on_dark_colours_are_told_to_be_white() -> None:
    assert palette.is_dark("#0a4249")
    assert not palette.is_dark("#e1eff0")
    assert palette.tint("#000000", 0.5) == "#808080"
