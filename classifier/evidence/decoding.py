"""From probabilities of lines to names: which lines of a chain make one.

In a column the most likely sequence of begins, continues and none is taken (Viterbi); a
name continues only what has begun, and inside one cell it costs to leave a name or to
begin another without a number. In running text the probabilities say where names begin, and
form says where they end: a phrase, a mark, a gap, a line that was not full.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.evidence import name_ends
from classifier.evidence.lines import Chain, NameLine
from classifier.evidence.text_signs import has_leader
from classifier.fields import codes, names
from classifier.fields.dehyphenation import Words
from classifier.records import LEVELS, Level

NONE, BEGINS, CONTINUES = 0, 1, 2

# Costs in log odds; swept out of fold over real pages (`training.reading`): differences below .01 F1.
_LEAVES_IN_CELL, _BEGINS_IN_CELL, _CROSSES_CELLS, _FIRST_CONTINUES = 1.0, 0.7, 0.3, 2.0
# Both cost more after words that cannot end a name.
_AFTER_OPEN = 2.0
_NEVER = -1e9
# Running text: lines a name may have; of line heights, how much more than usual lies above a paragraph.
_MAX_LINES, _PARAGRAPH_GAP = 6, 0.6
# Of line heights: lines of one sentence stand closer.
_SENTENCE_GAP = 1.6
# A line goes on when its probability is this, whatever its form.
_GOES_ON = 0.5
# A line is full when the first word of the next would not have fitted, but for this share of its height.
_SPACE = 0.25
# Characters of what ends a name without being a word: `I`, `(DAK)`, `Tki`.
_MAX_REST_CHARS = 5
# Points by which lines of one list begin apart.
_SAME_INDENT = 4
# An amount of a million at least: a smaller number may be part of a name (`1.000 Desa`).
_AMOUNT = re.compile(r"\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?")
# What says that money follows.
_MONEY_WORDS = re.compile(r"\b(?:sebesar|senilai|anggaran|dana|pagu|alokasi|biaya|rp)\b", re.IGNORECASE)
# The next field of a form: `Organisasi : Dinas ...`.
_LABEL = re.compile(r"[A-Z][\w ]{2,30}\s*:\s")
# A code that stands apart from its name, as a number does: `1.02.02`, `1.02.15.03`; not `4.1.2.`.
_CODE = re.compile(r"\d\.\d\d\.\d")
# A level's word, and a code before it: the name itself stands on the next line.
_LEVEL_ALONE = re.compile(r"(?:[\dXx.]+\s*[-–:]?\s*)?(?:program|(?:sub\s*-?\s*)?kegiatan|sub)", re.IGNORECASE)
# What is left of a sentence when its line ended: `Program X yang`.
_DANGLING = re.compile(r",?\s+(?:yang|dengan|sebesar)$", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class NameRun:
    """Lines that make one name, and how sure that is.

    `begins` is the probability that its first line begins a name, `continues` the lowest of
    those that go on (1.0 when there is but one line), `levels` the probability of each
    level. `text` is the name without code, number and glued phrases; `is_trimmed` when a
    phrase was cut off. `amount` is what stands behind it in running text.

    What speaks for other lines than these, as probabilities: that the line before it, which is no
    name's, begins it (`before`); that a line in it begins a name of its own (`inside`); that the
    line behind it goes on with it (`behind`).
    """

    lines: list[NameLine]
    begins: float
    continues: float
    levels: tuple[float, float, float]
    kode: str = ""
    number: str = ""
    text: str = ""
    is_trimmed: bool = False
    amount: str = ""
    before: float = 0.0
    inside: float = 0.0
    behind: float = 0.0

    @property
    def level(self) -> Level:
        """The most likely level."""
        return LEVELS[self.levels.index(max(self.levels))]


def runs_of(
    chain: Chain,
    at: Sequence[int],
    probabilities: NDArray[np.float32],
    levels: NDArray[np.float32],
    words: Words,
) -> list[NameRun]:
    """The names of a chain; `at` are its lines with signs, in order, a row of probabilities for each."""
    if not len(at):
        return []
    states = _states(chain, at, probabilities)
    if chain.table is None:
        runs = _runs_of_text(chain, at, states, probabilities, levels)
    else:
        runs = _runs_of_column(chain, at, states, probabilities, levels)
    for run in runs:
        _read(run, words, is_running_text=chain.table is None)
    _weigh_edges(runs, [chain.lines[i] for i in at], probabilities)
    if chain.table is None:
        runs = [run for run in runs if not has_leader(run.text)]
        first_lines = {id(run.lines[0]) for run in runs}
        for run in runs:
            if not run.amount:
                run.amount = _amount_below(chain, run, first_lines)
    return runs


def _states(chain: Chain, at: Sequence[int], probabilities: NDArray[np.float32]) -> list[int]:
    """The most likely state of each line."""
    logs = np.log(np.clip(probabilities, 1e-6, 1.0)).tolist()
    best = [logs[0][NONE], logs[0][BEGINS], logs[0][CONTINUES] - _FIRST_CONTINUES]
    came_from: list[tuple[int, int, int]] = []
    for (i, j), log in zip(itertools.pairwise(at), logs[1:], strict=True):
        line, before = chain.lines[j], chain.lines[i]
        in_one_cell = line.cell is not None and line.cell is before.cell
        leaves = _LEAVES_IN_CELL if in_one_cell else 0.0
        begins = _BEGINS_IN_CELL if in_one_cell and not line.gutter else 0.0
        if in_one_cell and not line.gutter and _is_open(before):
            leaves, begins = leaves + _AFTER_OPEN, begins + _AFTER_OPEN
        crosses = _CROSSES_CELLS if not in_one_cell and line.cell is not None else 0.0
        to_none = (best[NONE], best[BEGINS] - leaves, best[CONTINUES] - leaves)
        to_begins = (best[NONE], best[BEGINS] - begins, best[CONTINUES] - begins)
        to_continues = (_NEVER, best[BEGINS] - crosses, best[CONTINUES] - crosses)
        highest = [max(to_none), max(to_begins), max(to_continues)]
        came_from.append(
            (
                to_none.index(highest[NONE]),
                to_begins.index(highest[BEGINS]),
                to_continues.index(highest[CONTINUES]),
            )
        )
        best = [highest[state] + log[state] for state in (NONE, BEGINS, CONTINUES)]
    state = best.index(max(best))
    states = [state]
    for sources in reversed(came_from):
        state = sources[state]
        states.append(state)
    return states[::-1]


def _is_open(line: NameLine) -> bool:
    """True for a line that cannot end a name."""
    return name_ends.is_open(line.text) or bool(_LEVEL_ALONE.fullmatch(line.text))


def _runs_of_column(
    chain: Chain,
    at: Sequence[int],
    states: Sequence[int],
    probabilities: NDArray[np.float32],
    levels: NDArray[np.float32],
) -> list[NameRun]:
    runs: list[NameRun] = []
    open_run: NameRun | None = None
    for k, (i, state) in enumerate(zip(at, states, strict=True)):
        if state == BEGINS:
            open_run = _begun(chain, i, k, probabilities, levels)
            runs.append(open_run)
        elif state == CONTINUES and open_run is not None:
            open_run.lines.append(chain.lines[i])
            open_run.continues = min(open_run.continues, float(probabilities[k, CONTINUES]))
        else:
            open_run = None
        if open_run is not None:
            end = at[k + 1] if k + 1 < len(at) else len(chain.lines)
            open_run.lines += [line for line in chain.lines[i + 1 : end] if _is_rest(line, chain.lines[i])]
    return runs


def _weigh_edges(
    runs: Sequence[NameRun], lines: Sequence[NameLine], probabilities: NDArray[np.float32]
) -> None:
    """Set what speaks for other lines than those of each name; `lines` have a row of probabilities each."""
    of_line = {id(line): k for k, line in enumerate(lines)}
    taken = {id(line) for run in runs for line in run.lines}
    for run in runs:
        own = [of_line[id(line)] for line in run.lines if id(line) in of_line]
        first, last = own[0], own[-1]
        run.inside = max((float(probabilities[k, BEGINS]) for k in own[1:]), default=0.0)
        if first > 0 and id(lines[first - 1]) not in taken:
            run.before = float(probabilities[first - 1, BEGINS])
        if last + 1 < len(lines) and id(lines[last + 1]) not in taken:
            run.behind = float(probabilities[last + 1, CONTINUES])


def _is_rest(line: NameLine, before: NameLine) -> bool:
    """True for the last letters of a name, too few for a word, in the same cell."""
    return (
        line.cell is before.cell
        and not line.gutter
        and len(line.text) <= _MAX_REST_CHARS
        and any(map(str.isalpha, line.text))
        and not line.text.lower().startswith("rp")
    )


def _runs_of_text(
    chain: Chain,
    at: Sequence[int],
    states: Sequence[int],
    probabilities: NDArray[np.float32],
    levels: NDArray[np.float32],
) -> list[NameRun]:
    lines = chain.lines
    goes_on = {i: float(probabilities[k, CONTINUES]) for k, i in enumerate(at)}
    begins = {i for i, state in zip(at, states, strict=True) if state == BEGINS}
    gaps = [
        (after.box.top - before.box.bottom) / (after.box.height or 1.0)
        for before, after in itertools.pairwise(lines)
    ]
    usual = [gap for gap in gaps if -0.5 < gap < 2.5]
    usual_gap = float(np.median(usual)) if usual else 0.3
    margin = float(np.quantile([line.box.x1 for line in lines], 0.9)) if len(lines) > 4 else chain.x1
    runs = []
    for k, i in enumerate(at):
        if i not in begins:
            continue
        run = _begun(chain, i, k, probabilities, levels)
        text = lines[i].text
        for j in range(i + 1, min(i + _MAX_LINES, len(lines))):
            line, before = lines[j], lines[j - 1]
            likely = goes_on.get(j, 0.0) >= _GOES_ON
            gap = (line.box.top - before.box.bottom) / (line.box.height or 1.0)
            if j in begins or gap > usual_gap + _PARAGRAPH_GAP or line.box.top < before.box.top:
                break
            if (
                name_ends.is_over(text)
                or line.gutter
                or names.parsed(line.text).number
                or _LABEL.match(line.text)
            ):
                break
            if not likely and not name_ends.is_open(text) and _was_enough(before, line, lines[i], margin):
                break
            if lines[i].bold and not line.bold and not likely:
                break
            run.lines.append(line)
            text = f"{text} {line.text}"
        runs.append(run)
    return runs


def _was_enough(before: NameLine, line: NameLine, first: NameLine, margin: float) -> bool:
    """True when a line ended before the margin: the next word would have fitted, or an amount follows."""
    if before.tail:
        return not (line.text[:1].islower() or abs(line.box.x0 - first.box.x0) < _SAME_INDENT)
    n_chars = len(line.text) or 1
    first_word = len(line.text.split(" ", 1)[0]) / n_chars * line.box.width
    return before.box.x1 + first_word + _SPACE * line.box.height < margin - 1


def _begun(
    chain: Chain,
    i: int,
    k: int,
    probabilities: NDArray[np.float32],
    levels: NDArray[np.float32],
) -> NameRun:
    program, kegiatan, subkegiatan = levels[k].tolist()
    return NameRun([chain.lines[i]], float(probabilities[k, BEGINS]), 1.0, (program, kegiatan, subkegiatan))


def _read(run: NameRun, words: Words, *, is_running_text: bool) -> None:
    """Put the run's lines together to its name."""
    whole = words.joined([line.text for line in run.lines])
    name = names.parsed(whole)
    text = name_ends.trimmed(name.text, is_running_text=is_running_text)
    text = _DANGLING.sub("", text.rstrip(" ;,:.")) if is_running_text else text.strip(" :;")
    gutter = run.lines[0].gutter
    own_code = codes.code(gutter) if _CODE.match(gutter) else ""
    run.kode, run.number = name.kode or own_code, "" if own_code else gutter or name.number
    run.text, run.is_trimmed = text, text != name.text
    tails = [line.tail for line in run.lines if any(map(str.isdigit, line.tail))]
    behind = _AMOUNT.search(name.text[len(text) :])
    run.amount = tails[0] if tails else behind.group() if behind else ""


def _amount_below(chain: Chain, run: NameRun, first_lines: set[int]) -> str:
    """The first amount of the sentence that goes on behind a name, with money's words; "" without one."""
    last = chain.lines.index(run.lines[-1])
    behind = " ".join(line.text for line in run.lines)[len(run.text) :]
    for before, line in itertools.pairwise(chain.lines[last : last + _MAX_LINES]):
        gap = line.box.top - before.box.bottom
        if id(line) in first_lines or line.gutter or gap > _SENTENCE_GAP * line.box.height:
            break
        behind = f"{behind} {line.text} {line.tail}"
    match = _AMOUNT.search(behind)
    return match.group() if match and _MONEY_WORDS.search(behind[: match.start()]) else ""
