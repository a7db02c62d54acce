"""The picture of a scanned page made fit for reading: turned to read, set straight, cleaned.

Grey pictures alone, 0 black to 255 white, as arrays (height, width).
"""

from __future__ import annotations

import cv2
import numpy as np

from classifier.scans.engine import Grey

# Scanners lean a page by no more, in degrees; found first in steps, then finely around the best.
MAX_SKEW = 3.0
_COARSE, _FINE = 0.5, 0.05
# Pixels that the longer side has where a skew is looked for.
_SMALL = 1400
# Inches around a pixel that say how bright paper is there, and how much darker ink is, of 255.
_NEIGHBOURHOOD, _MIN_DARKER = 0.25, 14
# Inches: ink smaller than this in both directions is a speck; ink larger than that is no letter.
_SPECK, _MAX_LETTER = 0.008, 0.75
_CLOCKWISE = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
# By eye; not swept. Before changing one rerun benchmarks/scans.py.


def ink(picture: Grey, dpi: int) -> Grey:
    """255 where a pixel is darker than the paper around it; shadows and filled areas are paper."""
    side = round(_NEIGHBOURHOOD * dpi) | 1
    smooth = cv2.medianBlur(picture, 3)
    return cv2.adaptiveThreshold(
        smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, side, _MIN_DARKER
    )


def turned(picture: Grey, turn: int) -> Grey:
    """The picture turned clockwise by 0, 90, 180 or 270 degrees."""
    return picture if turn == 0 else cv2.rotate(picture, _CLOCKWISE[turn])


def is_sideways(letters: Grey) -> bool:
    """Whether the lines of text (255 where there are letters) run up or down."""
    small = _small(letters)
    return _sharpness(np.ascontiguousarray(small.T)) > _sharpness(small)


def skew(inked: Grey) -> float:
    """Degrees by which to turn the picture counterclockwise for its lines to be level, -3 to 3."""
    small = _small(inked)

    def best(angles: np.ndarray) -> float:
        return float(max(angles, key=lambda angle: _sharpness(rotated(small, float(angle), fill=0))))

    coarse = best(np.arange(-MAX_SKEW, MAX_SKEW + _COARSE / 2, _COARSE))
    return best(np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE))


def rotated(picture: Grey, degrees: float, *, fill: int = 255) -> Grey:
    """The picture turned counterclockwise about its middle, as large as before."""
    if degrees == 0:
        return picture
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)


def letters(inked: Grey, dpi: int) -> Grey:
    """The ink without specks and without what is larger than a letter: borders, holes, rings of stamps."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inked, connectivity=8)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    is_letter = (np.maximum(width, height) > _SPECK * dpi) & (np.maximum(width, height) < _MAX_LETTER * dpi)
    is_letter[0] = False
    kept: Grey = np.where(is_letter, 255, 0).astype(np.uint8)
    mask: Grey = kept[labels]
    return mask


def _small(picture: Grey) -> Grey:
    scale = _SMALL / max(picture.shape)
    if scale >= 1:
        return picture
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def _sharpness(picture: Grey) -> float:
    """How much rows of ink and rows of paper differ: most where lines are level."""
    profile = picture.sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(profile)).sum())
