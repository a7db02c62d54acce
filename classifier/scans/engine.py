"""The door to Tesseract: a picture to words with their places and how sure the engine is of each.

The program is called as a process of its own, with a limit on its time; it inherits the limit on memory of
the process that calls it. No wrapper library: they write the picture to a file and start the program
just as this does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any, NamedTuple, TypeAlias

from numpy.typing import NDArray

# Pictures (height, width) of uint8, 0 black to 255 white; OpenCV types its results more widely.
Grey: TypeAlias = NDArray[Any]

_PROGRAM = "tesseract"
# Indonesian alone reads `(%)` as `(76)`.
_LANGUAGES = "ind+eng"
# The slowest of eleven scanned pages took 7 s on a busy core.
TIME_LIMIT_S = 60.0
# Columns of the TSV that Tesseract writes (its manual, "TSV"), and the level of a word's line.
_N_COLUMNS = 12
_WORD = "5"


class EngineError(Exception):
    """The engine gave no answer: it took too long, or ended with an error."""


class EngineWord(NamedTuple):
    """A word in pixels of the picture; `line` tells words of one line from others, `confidence` is 0..100."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    line: tuple[int, int, int]
    confidence: float


def is_installed() -> bool:
    """Whether Tesseract is there with the languages that are read; asked again until it is."""
    return bool(_found) or _is_found()


# Whether the engine was there once; it is then taken to stay.
_found: list[str] = []


def _is_found() -> bool:
    if shutil.which(_PROGRAM) is None:
        return False
    try:
        listed = subprocess.run(
            [_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    is_there = set(_LANGUAGES.split("+")) <= set(listed.stdout.split())
    if is_there:
        _found.append(_PROGRAM)
    return is_there


def words(picture: Grey, *, dpi: int, layout: int, time_limit_s: float = TIME_LIMIT_S) -> list[EngineWord]:
    """Words of a picture in the order in which the engine reads them.

    `layout` is Tesseract's page segmentation mode: 6 for one block of lines, 11 for text wherever it stands.
    Raises EngineError.
    """
    # Whoever only asks whether the engine is there does without it.
    import cv2

    encoded = cv2.imencode(".bmp", picture)[1].tobytes()
    command = [_PROGRAM, "-", "-", "-l", _LANGUAGES, "--psm", str(layout), "--dpi", str(dpi), "tsv"]
    try:
        done = subprocess.run(
            command,
            input=encoded,
            capture_output=True,
            timeout=time_limit_s,
            check=False,
            # One core a page: pages are read side by side.
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(f"took more than {time_limit_s:.0f} s") from error
    except OSError as error:
        raise EngineError(str(error)) from error
    if done.returncode != 0:
        raise EngineError(f"ended with {done.returncode}")
    return parsed(done.stdout.decode("utf-8", errors="replace"))


def parsed(tsv: str) -> list[EngineWord]:
    """The words of a TSV as Tesseract writes it; lines of blocks and paragraphs are passed over."""
    found = []
    for line in tsv.splitlines()[1:]:
        fields = line.split("\t")
        if len(fields) != _N_COLUMNS or fields[0] != _WORD or not fields[11].strip():
            continue
        block, paragraph, number = map(int, fields[2:5])
        left, top, width, height = map(int, fields[6:10])
        box = (left, top, left + width, top + height)
        found.append(EngineWord(fields[11].strip(), *box, (block, paragraph, number), float(fields[10])))
    return found
