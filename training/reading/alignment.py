"""Which lines make the rows that the truth names: the labels that are learnt from.

A row is found where its name, folded to letters and digits, is what lines of one chain
hold one after the other, on into the same column of the next page. What stands behind the name on
its last line (glued phrases) is no obstacle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from classifier.evidence.decoding import BEGINS, CONTINUES
from classifier.evidence.lines import Chain, NameLine
from classifier.evidence.signs import PageSigns
from classifier.fields import names
from training.reading.truth import Row

DOUBTFUL = -1
# Characters: a shorter name must end where its line ends.
_MIN_GLUED_CHARS = 12
# A repeated header stands between the parts of a name that a page end cuts: so many lines at most.
_MAX_HEADER_LINES = 8
# Points by which the sides of a column differ between pages, and by which the whole is shifted.
_SAME_WIDTH, _MAX_SHIFT = 4, 40


@dataclass(slots=True)
class Labels:
    """State and row of lines by their identity; rows that no lines hold are `missing`."""

    states: dict[int, tuple[int, Row]] = field(default_factory=dict)
    missing: list[Row] = field(default_factory=list)
    n_found: int = 0


def aligned(pages: Mapping[int, PageSigns], rows: Sequence[Row]) -> Labels:
    """The labels of a document's lines; `pages` by their numbers."""
    labels = Labels()
    for row in rows:
        page = pages.get(row["page"])
        run = _best_run(page, pages.get(row["page"] + 1), row, labels) if page is not None else None
        if run is None:
            if not row.get("doubt"):
                labels.missing.append(row)
            continue
        labels.n_found += not row.get("doubt")
        for k, line in enumerate(run):
            state = DOUBTFUL if row.get("doubt") else BEGINS if k == 0 else CONTINUES
            labels.states[id(line)] = (state, row)
    return labels


def _best_run(page: PageSigns, after: PageSigns | None, row: Row, labels: Labels) -> list[NameLine] | None:
    """The lines that hold a row's name, the exact ones first, else those with least behind it."""
    target = names.fold(row["text"])
    best: tuple[int, list[NameLine]] | None = None
    for chain in page.chains:
        below = _next_chain(chain, after)
        for i, line in enumerate(chain.lines):
            if id(line) in labels.states:
                continue
            for begun in _variants(line):
                found = _followed(chain, i, begun, target, below, labels)
                if found is None:
                    continue
                n_behind, run = found
                if n_behind == 0:
                    return run
                if len(target) >= _MIN_GLUED_CHARS and (best is None or n_behind < best[0]):
                    best = (n_behind, run)
    return best[1] if best is not None else None


def _variants(line: NameLine) -> list[str]:
    """How a name may begin on a line: without its number and code, or with them."""
    texts = (names.parsed(line.text).text, line.text, line.gutter + line.text)
    return [folded for folded in dict.fromkeys(map(names.fold, texts)) if folded]


def _followed(
    chain: Chain, i: int, begun: str, target: str, below: Chain | None, labels: Labels
) -> tuple[int, list[NameLine]] | None:
    """The lines from one on that hold the target, and how many characters stand behind it."""
    if not (target.startswith(begun) or begun.startswith(target)):
        return None
    lines, text, k = [chain.lines[i]], begun, i
    while len(text) < len(target) and target.startswith(text):
        k += 1
        if k >= len(chain.lines):
            k = _after_header(below, text, target) if below is not None else -1
            if below is None or k < 0:
                return None
            chain, below = below, None
        line = chain.lines[k]
        if id(line) in labels.states:
            return None
        text += names.fold(line.text)
        lines.append(line)
    return (len(text) - len(target), lines) if text.startswith(target) else None


def _after_header(chain: Chain, text: str, target: str) -> int:
    """The line at the top of a chain that goes on with the target; -1 when there is none."""
    for k, line in enumerate(chain.lines[:_MAX_HEADER_LINES]):
        longer = text + names.fold(line.text)
        if longer != text and (target.startswith(longer) or longer.startswith(target)):
            return k
    return -1


def _next_chain(chain: Chain, after: PageSigns | None) -> Chain | None:
    """The same column on the next page, or its running text."""
    if after is None:
        return None
    if chain.table is None:
        return next((other for other in after.chains if other.table is None), None)
    width = chain.x1 - chain.x0
    same = [
        other
        for other in after.chains
        if other.table is not None
        and abs(other.x1 - other.x0 - width) < _SAME_WIDTH
        and abs(other.x0 - chain.x0) < _MAX_SHIFT
    ]
    return min(same, key=lambda other: abs(other.x0 - chain.x0), default=None)
