"""Rules in pictures: broken and dotted lines are one, letters and leaders are none."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from classifier.scans.engine import Grey
from classifier.scans.rules import Rule, rules

DPI = 300


def sheet() -> Grey:
    return np.zeros((900, 1500), dtype=np.uint8)


def places(found: list[Rule]) -> list[tuple[int, int, int, int, bool]]:
    """Rules to ten pixels."""
    return [(*(10 * round(side / 10) for side in rule[:4]), rule.horizontal) for rule in found]  # type: ignore[misc]


def test_level_and_upright_lines_are_rules() -> None:
    ink = sheet()
    ink[200:203, 100:1100] = 255
    ink[200:700, 400:404] = 255
    found, mask = rules(ink, DPI)
    assert places(found) == [(100, 200, 1100, 200, True), (400, 200, 400, 700, False)]
    assert not (ink & ~mask).any()


@pytest.mark.parametrize("gap", [4, 20])
def test_a_broken_line_is_one_rule(gap: int) -> None:
    ink = sheet()
    ink[200:203, 100:1100] = 255
    for x in range(200, 1000, 120):
        ink[:, x : x + gap] = 0
    assert places(rules(ink, DPI)[0]) == [(100, 200, 1100, 200, True)]


def test_a_dotted_line_is_one_rule() -> None:
    ink = sheet()
    for x in range(100, 1100, 10):
        ink[200:204, x : x + 4] = 255
    (rule,) = rules(ink, DPI)[0]
    assert rule[:4] == pytest.approx((100, 202, 1100, 202), abs=8)


def test_dots_behind_a_text_are_the_leader_of_a_table_of_contents() -> None:
    ink = sheet()
    for x in range(300, 1100, 10):
        ink[200:204, x : x + 4] = 255
    ink[170:204, 270:296:8] = 255
    assert rules(ink, DPI)[0] == []


def test_a_line_that_leans_is_one_rule() -> None:
    ink = sheet()
    for x in range(100, 1100):
        y = 200 + x // 200
        ink[y : y + 3, x] = 255
    assert places(rules(ink, DPI)[0]) == [(100, 200, 1100, 200, True)]


def test_bold_letters_that_touch_are_no_rule() -> None:
    picture = Image.new("L", (1500, 900), 0)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(24)
    for y in range(100, 800, 30):
        for shift in range(4):
            draw.text((100 + shift, y), "PROGRAM PEMBERDAYAAN PEREMPUAN DAN ANAK " * 2, 255, font)
    ink = np.where(np.asarray(picture) > 100, 255, 0).astype(np.uint8)
    assert rules(ink, DPI)[0] == []


def test_the_edge_of_the_paper_is_no_rule() -> None:
    ink = sheet()
    ink[5:9, :] = 255
    assert rules(ink, DPI)[0] == []


def test_a_black_area_is_no_rule() -> None:
    ink = sheet()
    ink[200:400, 100:1100] = 255
    assert rules(ink, DPI)[0] == []
