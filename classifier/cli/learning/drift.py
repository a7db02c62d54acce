"""`petakota drift`: how results differ from the labelled data, and where labels are due."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING

from classifier import labels
from classifier.cli import model_choice, terminal
from classifier.errors import DataError, ModelError

if TYPE_CHECKING:
    from training.labelling.drift import Drift

HELP = "tell how results differ from the labelled data, and where labels are due"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The results and the labelled data."""
    parser.add_argument("results", metavar="RESULTS", help="what `petakota tag -o` wrote, or a folder of it")
    model_choice.add_labelled_data(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")
    model_choice.add_models_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Compare results with the labelled data."""
    from classifier.formats import result_files
    from training.labelling import drift

    rows = [
        row
        for _, lines in result_files.files(arguments.results)
        for row in lines
        if not result_files.is_record(row)
    ]
    if not any(row.get("confidence") and not row.get("doubts") for row in rows):
        raise DataError(f"{arguments.results}: holds no answers of a model; name what `petakota tag` wrote.")
    answered_by = str(next((row["model"] for row in rows if row.get("model")), ""))
    usual_review = _usual_review(model_choice.models_folder(arguments), answered_by)
    drifted = drift.drift(rows, labels.read_folder(arguments.data), usual_review=usual_review)
    if arguments.format == "json":
        print(json.dumps({"model": answered_by, **dataclasses.asdict(drifted)}, ensure_ascii=False))
    else:
        _show(drifted)
    return 0


def _usual_review(models_folder: Path, model_id: str) -> float | None:
    """The share of held-out rows that a model sends to review, of printed ones where they were measured."""
    from classifier.inference import card, model_store

    try:
        scores = card.read_card(model_store.find(models_folder, model_id)).scores
    except ModelError as error:
        terminal.note(f"how many rows are usually for review is not known: {error}")
        return None
    share = scores.get("printed_auto_share", scores.get("auto_share"))
    return None if share is None else round(1 - share, 4)


def _show(drifted: Drift) -> None:
    usual = "not known" if drifted.usual_review is None else f"{drifted.usual_review:.1%}"
    every = drifted.every
    print(
        f"{every.n} rows: {every.unknown:.1%} of their words are in no label (usual: "
        f"{drifted.usual_unknown:.1%}), {every.review:.1%} are for review (usual: {usual}). "
        f"New labels are {'due' if every.is_due else 'not due'}."
    )
    terminal.show_lines(
        ("of", "", "rows", "share", "labelled", "confidence", "review", "unknown words", "labels due"),
        [
            (
                group.field,
                group.value,
                str(group.n),
                f"{group.share:.3f}",
                "" if group.share_labelled is None else f"{group.share_labelled:.3f}",
                f"{group.confidence:.3f}",
                f"{group.review:.3f}",
                f"{group.unknown:.3f}",
                "due" if group.is_due else "",
            )
            for group in drifted.groups
        ],
    )
    terminal.show_lines(("word in no label", "rows"), [(word, str(n)) for word, n in drifted.new_words])
