"""A program and its kegiatan that a page states behind labels: the head of terms of reference.

    Program    : Program Penataan Ruang
    Kegiatan   : Monitoring Pemanfaatan Ruang

Terms of reference (KAK, TOR) are of one kegiatan, whose money a sentence below states: `Kegiatan Monitoring
Pemanfaatan Ruang dengan anggaran sebesar Rp. 150.000.000,-`. A label alone says little, as texts tell of
programs behind one as well; two of them in lines that follow each other are a form's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.fields import amounts
from classifier.pdf.layout import Line

_PROGRAM = re.compile(r"\s*(?:nama\s+)?program\s*:\s*(\S.*)", re.IGNORECASE)
_KEGIATAN = re.compile(r"\s*(?:nama\s+)?kegiatan\s*:\s*(\S.*)", re.IGNORECASE)
# What leads on to the next label is no list of names.
_ANY_LABEL = re.compile(r"\s*[A-Za-z][\w /]{2,30}\s*:")
# Of line heights: the labels of a form stand this close, and begin at one indent within so many points.
_MAX_STEP, _SAME_INDENT = 2.2, 6.0
# Behind the name, before the amount: words that say whose money it is, and no other sentence.
_MONEY = r"[^.;\d]{0,40}\b(?:anggaran|biaya|dana|pagu)\b[^.;\d]{0,40}?\brp\.?\s*(\d{1,3}(?:[.,]\d{3})+)"


@dataclass(frozen=True, slots=True)
class LabelledNames:
    """The lines of both labels, the names behind them, the rupiah of the kegiatan or None."""

    program_line: Line
    kegiatan_line: Line
    program: str
    kegiatan: str
    amount: int | None


def labelled_names(lines: Sequence[Line]) -> LabelledNames | None:
    """The first program with its kegiatan that lines of a page state behind labels; None without any.

    Names that go on in a second line are not read, as what follows may be anything.
    """
    for i, (upper, lower) in enumerate(itertools.pairwise(lines)):
        program, kegiatan = _PROGRAM.fullmatch(upper.text), _KEGIATAN.fullmatch(lower.text)
        is_form = (
            abs(upper.box.x0 - lower.box.x0) <= _SAME_INDENT
            and lower.box.top - upper.box.top <= _MAX_STEP * upper.box.height
        )
        next_line = lines[i + 2] if i + 2 < len(lines) else None
        if program is None or kegiatan is None or not is_form or not _ends(lower, next_line):
            continue
        name = " ".join(kegiatan.group(1).split())
        return LabelledNames(
            upper, lower, " ".join(program.group(1).split()), name, _amount_of(name, lines[i + 2 :])
        )
    return None


def _ends(line: Line, below: Line | None) -> bool:
    """True when what stands below a label's line is another label, or no line of its paragraph."""
    if below is None or _ANY_LABEL.match(below.text):
        return True
    return below.box.top - line.box.top > _MAX_STEP * line.box.height


def _amount_of(kegiatan: str, lines: Sequence[Line]) -> int | None:
    """The one amount that sentences state for a kegiatan; None for none and for several."""
    text = " ".join(" ".join(line.text for line in lines).split())
    name = r"\s+".join(map(re.escape, kegiatan.split()))
    found = {amounts.rupiah(match) for match in re.findall(name + _MONEY, text, re.IGNORECASE)}
    return found.pop() if len(found) == 1 else None
