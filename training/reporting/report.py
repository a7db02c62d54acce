"""The report of a model: what it gets right, how sure it may be, and where it fails.

Everything is measured on rows that the model has not seen: cross-validated for its
own labelled data, or those of another file. Baselines are measured in the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from classifier import taxonomy
from training import baselines
from training.dataset import Dataset, Ints
from training.evaluate import N_BINS, Answers, Line, Measures, Rows, lines
from training.recipe import Recipe
from training.reporting import plots, report_blocks
from training.reporting.report_blocks import Block, Heading, Picture, Table, Text

_MOST_WRONG = 40
_HEADER = ("strict", "lenient", "macro-F1", "top-3", "ECE", "auto share", "auto right")


def sections(
    rows: Rows, subdimensions: Sequence[str], *, extra: Mapping[str, Measures] | None = None
) -> list[Block]:
    """The measured part of a report; `extra` are further lines for the first table, such as baselines."""
    answers, primary, secondary = rows.answers, rows.primary, rows.secondary
    overall = {"this model": rows.measures(), **(extra or {})}
    by_kind = rows.by_kind()
    kind_blocks: list[Block] = [Heading(2, "By kind of text"), _measured("kind", by_kind)] if by_kind else []
    return [
        Heading(2, "Measures"),
        Text(
            "strict: the label itself; lenient: the label or its secondary; top-3: the label among the first "
            "three; ECE: expected calibration error; auto: rows that are not for review, and how many of "
            "those are leniently right."
        ),
        _measured("", overall),
        *kind_blocks,
        Heading(2, "By subdimension"),
        _by_subdimension(lines(answers, primary, subdimensions)),
        Heading(2, "Confusion"),
        *_confusion(answers, primary, subdimensions),
        Heading(2, "Is the confidence honest?"),
        *_reliability(answers, primary),
        Heading(2, "How many rows can be left alone?"),
        *_coverage(answers, primary, secondary),
        Heading(2, "The rows it gets most wrong"),
        _most_wrong(rows, subdimensions),
    ]


def training_report(
    data: Dataset,
    answers: Answers,
    in_context: Mapping[str, Measures],
    settings: Recipe,
    trials: Block | None,
    *,
    title: str,
    progress: Callable[[str], None] = lambda step: None,
) -> list[Block]:
    """The report of a model on its own labelled data, cross-validated.

    `in_context` are measures of the rows that have something around them, and of groups that all other
    figures leave out: rows that documents print, and those chosen because their words mislead.
    """
    progress("measuring baselines")
    extra = baselines.measured(data)
    progress("drawing the learning curve")
    points = baselines.learning_curve(data, settings)
    context_blocks: list[Block] = [
        Heading(2, "With what stands around the row"),
        Text(
            "The rows that name a program or an OPD, with it, and with the program and OPD of another row: "
            "a wrong context must not hurt much. Rows printed in documents are held out by agency."
        ),
        _measured("", in_context),
    ]
    if not in_context:
        context_blocks = []
    plain = np.flatnonzero(data.is_plain)
    rows = Rows(
        [data.labels[at].text for at in plain],
        [data.labels[at].level for at in plain],
        data.primary[plain],
        data.secondary[plain],
        answers.at(plain),
    )
    curve = plots.learning_curve(
        [p.n for p in points], [p.strict for p in points], [p.lenient for p in points]
    )
    return [
        Heading(1, title),
        Text(
            f"{len(data)} labelled rows, text alone, five-fold cross-validation in which near-duplicates of "
            f"held-out rows are not learnt from; {len(data.no_program)} texts that name no program. "
            f"{int(data.is_printed.sum())} rows are printed in documents and {int(data.is_hard.sum())} were "
            "chosen because their words mislead: both are learnt from, and shown in lines of their own."
        ),
        *sections(rows, data.subdimensions, extra=extra),
        *context_blocks,
        Heading(2, "Learning curve"),
        Picture("learning.png", curve, "accuracy against the number of labelled rows"),
        Table(
            ("rows", "strict", "lenient"),
            [(str(p.n), f"{p.strict:.3f}", f"{p.lenient:.3f}") for p in points],
        ),
        *([Heading(2, "What was tried"), trials] if trials else []),
    ]


def file_report(rows: Rows, title: str) -> list[Block]:
    """The report of a model on the rows of a labelled file, as `evaluate.answered` gives them."""
    return [Heading(1, title), *sections(rows, taxonomy.default().ids)]


def write(folder: Path, title: str, blocks: Sequence[Block]) -> None:
    """Write report.md with its pictures, and report.html, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files(title, blocks).items():
        (folder / name).write_bytes(content)


def files(title: str, blocks: Sequence[Block]) -> dict[str, bytes]:
    """The files of a report by name."""
    pictures = {block.name: block.png for block in blocks if isinstance(block, Picture)}
    return {
        **pictures,
        "report.md": report_blocks.markdown(blocks).encode("utf-8"),
        "report.html": report_blocks.html_page(title, blocks).encode("utf-8"),
    }


def _measured(what: str, by_name: Mapping[str, Measures]) -> Table:
    return Table(
        (what or "model", "rows", *_HEADER),
        [
            (name, str(m.n), *(f"{v:.3f}" for v in (m.strict, m.lenient, m.macro_f1, m.top3, m.ece)),
             *((f"{m.auto_share:.3f}", f"{m.auto_right:.3f}") if m.auto_share < 1 else ("-", "-")))
            for name, m in by_name.items()
        ],
    )  # fmt: skip


def _by_subdimension(by_subdimension: Sequence[Line]) -> Table:
    return Table(
        ("subdimension", "precision", "recall", "F1", "support"),
        [
            (
                line.subdimension,
                *(f"{v:.3f}" for v in (line.precision, line.recall, line.f1)),
                str(line.support),
            )
            if line.support
            else (line.subdimension, "-", "-", "-", "0")
            for line in by_subdimension
        ],
    )


def _confusion(answers: Answers, primary: Ints, subdimensions: Sequence[str]) -> list[Block]:
    n = len(subdimensions)
    counts = np.zeros((n, n), dtype=np.int64)
    np.add.at(counts, (primary, answers.ranked[:, 0]), 1)
    names = [subdimension.split(".", 1)[1] for subdimension in subdimensions]
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[:20]
    worst = [(int(at // n), int(at % n)) for at in order if wrong.flat[at]]
    return [
        Picture("confusion.png", plots.confusion(counts, names), "labels down, answers across"),
        Table(
            ("label", "answered", "rows"),
            [(subdimensions[a], subdimensions[b], str(wrong[a, b])) for a, b in worst],
        ),
    ]


def _reliability(answers: Answers, primary: Ints) -> list[Block]:
    right = answers.ranked[:, 0] == primary
    bins = answers.bins()
    filled = [b for b in range(N_BINS) if (bins == b).any()]
    mean = [float(answers.confidence[bins == b].mean()) for b in filled]
    share = [float(right[bins == b].mean()) for b in filled]
    n = [int((bins == b).sum()) for b in filled]
    return [
        Picture("reliability.png", plots.reliability(mean, share, n), "confidence against the share right"),
        Table(
            ("confidence", "share right", "rows"),
            [(f"{x:.3f}", f"{y:.3f}", str(k)) for x, y, k in zip(mean, share, n, strict=True)],
        ),
    ]


def _coverage(answers: Answers, primary: Ints, secondary: Ints) -> list[Block]:
    best = answers.ranked[:, 0]
    right = (best == primary) | (best == secondary)
    order = np.lexsort((-answers.confidence, answers.review))
    taken: npt.NDArray[np.float64] = np.arange(1, len(order) + 1) / len(order)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    step = max(1, len(order) // 400)
    begins = float((~answers.review).mean())
    picture = plots.coverage(taken[::step], share[::step], begins)
    shares_taken = [0.5, 0.6, 0.7, 0.8, 0.9, 1.0]
    return [
        Picture("coverage.png", picture, "rows taken against how many of them are right"),
        Table(
            ("rows taken", "right"),
            [(f"{s:.0%}", f"{share[max(0, round(s * len(order)) - 1)]:.3f}") for s in shares_taken],
        ),
    ]


def _most_wrong(rows: Rows, subdimensions: Sequence[str]) -> Table:
    best = rows.answers.ranked[:, 0]
    wrong = np.flatnonzero((best != rows.primary) & (best != rows.secondary))
    order = wrong[np.argsort(-rows.answers.confidence[wrong], kind="stable")][:_MOST_WRONG]
    return Table(
        ("text", "label", "answered", "confidence"),
        [
            (
                rows.texts[at],
                subdimensions[rows.primary[at]],
                subdimensions[best[at]],
                f"{rows.answers.confidence[at]:.2f}",
            )
            for at in order
        ],
    )
