"""Pictures of pages turned, set level and cleaned."""

import numpy as np
import pytest

from classifier.scans import picture
from classifier.scans.engine import Grey


def page_of_lines() -> Grey:
    """Dark bars like lines of words on white paper."""
    page = np.full((1000, 800), 255, dtype=np.uint8)
    for y in range(100, 900, 40):
        for x in range(80, 700, 90):
            page[y : y + 14, x : x + 70] = 30
    return page


@pytest.mark.parametrize("degrees", [-2.6, -0.4, 0.0, 1.0, 2.95])
def test_a_page_that_leans_is_set_level(degrees: float) -> None:
    leaning = picture.rotated(page_of_lines(), degrees)
    assert picture.skew(255 - leaning) == pytest.approx(-degrees, abs=0.11)


def test_lines_that_run_up_the_page_are_sideways() -> None:
    ink = 255 - page_of_lines()
    assert not picture.is_sideways(ink)
    assert picture.is_sideways(picture.turned(ink, 90))


def test_shadows_and_filled_areas_are_no_ink() -> None:
    page = page_of_lines()
    shadow = np.linspace(90, 0, 800)[None, :]
    page = np.clip(page - shadow, 0, 255).astype(np.uint8)
    page[920:1000, :] = 5
    ink = picture.ink(page, 300)
    assert ink[107, 100] == 255
    assert ink[85, 100] == 0
    assert ink[990, 400] == 0


def test_specks_and_what_is_larger_than_a_letter_are_left_out() -> None:
    ink = np.zeros((800, 800), dtype=np.uint8)
    ink[100:102, 100:102] = 255
    ink[200:230, 200:220] = 255
    ink[400:700, 400:700] = 255
    letters = picture.letters(ink, 300)
    assert letters[101, 101] == 0
    assert letters[210, 210] == 255
    assert letters[500, 500] == 0
