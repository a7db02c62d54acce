import io

import matplotlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from classifier.mapping.canvas import Sheet, broken, legible, width


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Dinas  Kesehatan\n", "Dinas Kesehatan"),
        ("a\x00b\u202ec\u200b\udcff", "abc"),
        ("\x00", ""),
        ("Dinas 漢 🏥", "Dinas □ □"),
        ("$\\frac{1}{2}$ é", "$\\frac{1}{2}$ é"),
        ("x" * 40_000, "x" * 500),
    ],
)
def test_what_cannot_be_drawn_is_left_out_or_a_box(text: str, drawn: str) -> None:
    assert legible(text) == drawn


def test_bold_is_wider_and_twice_the_size_is_twice_as_wide() -> None:
    plain = width("Dinas Kesehatan", 10)
    assert width("Dinas Kesehatan", 10, bold=True) > plain
    assert width("Dinas Kesehatan", 20) == pytest.approx(2 * plain)
    # Fifteen letters of 10 points, a little more than half as wide as they are high.
    assert 1.0 < plain < 1.3


@given(st.text(max_size=60), st.floats(0.3, 4), st.integers(1, 4))
def test_lines_stay_in_their_room(text: str, room: float, n_lines: int) -> None:
    lines = broken(text, room, 9, n_lines)
    assert 1 <= len(lines) <= n_lines
    assert all(width(line, 9) <= room or len(line) <= 1 for line in lines)


def test_a_text_that_fits_is_whole_and_a_longer_one_ends_in_an_ellipsis() -> None:
    assert broken("Dinas Pekerjaan Umum", 9, 9, 1) == ("Dinas Pekerjaan Umum",)
    assert broken("Dinas Pekerjaan Umum dan Penataan Ruang", 1.3, 9, 2) == (
        "Dinas Pekerjaan",
        "Umum dan…",
    )
    assert broken("Kesejahteraan", 0.5, 9, 3) == ("Kesejah", "teraan")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_painted_without_a_warning(text: str) -> None:
    sheet = Sheet(3, 0.4)
    sheet.text(0.1, 0.2, legible(text), 9)
    sheet.text(0.1, 0.2, legible(text, bold=True), 9, bold=True)
    assert sheet.png().startswith(b"\x89PNG")


def test_a_sheet_is_as_large_as_was_said_and_white_where_nothing_is() -> None:
    sheet = Sheet(2, 1)
    sheet.box(0.5, 0.25, 0.5, 0.5, "#ff0000")
    sheet.line(0, 0.9, 2, 0.9, "#00ff00", 6)
    with Image.open(io.BytesIO(sheet.png())) as picture:
        pixels = picture.convert("RGB")
    assert pixels.size == (260, 130)
    assert pixels.getpixel((20, 20)) == (255, 255, 255)
    assert pixels.getpixel((98, 65)) == (255, 0, 0)
    assert pixels.getpixel((200, 117)) == (0, 255, 0)


def test_painting_leaves_matplotlibs_settings_alone() -> None:
    before = dict(matplotlib.rcParams)
    sheet = Sheet(1, 1)
    sheet.hatched(0.1, 0.1, 0.5, 0.5, "#eeeeee", "#333333")
    sheet.png()
    assert dict(matplotlib.rcParams) == before
