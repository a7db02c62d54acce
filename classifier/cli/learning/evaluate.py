"""`petakota evaluate`: scores of a model, and the gate that holds it to pinned floors."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from classifier.cli import model_choice, terminal
from classifier.errors import ModelError, UsageError

if TYPE_CHECKING:
    from classifier.inference.card import Card
    from classifier.inference.model import Model
    from training.dataset import Bools
    from training.evaluate import Evaluation, Rows

_MOST_ROWS = 50
HELP = "score a model on labelled rows"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The model, the rows to score it on, and the gate."""
    parser.add_argument("model", nargs="?", metavar="MODEL", help="id of a model (default: the current one)")
    parser.add_argument(
        "--on",
        type=Path,
        metavar="FILE",
        help="labelled rows as .jsonl or .tsv; without it, the model's own cross-validated scores",
    )
    parser.add_argument(
        "--against", metavar="ID", help="with --on: compare with this model on the same rows; or: current"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument(
        "--report", type=Path, metavar="DIR", help="with --on: write report.md, its pictures and report.html"
    )
    parser.add_argument(
        "--with-seen", action="store_true", help="with --on: keep rows that the model was trained on"
    )
    parser.add_argument("--gate", action="store_true", help="exit 1 when a score is below models/floors.json")
    parser.add_argument("--pin", action="store_true", help="make the model's scores the floors")
    parser.add_argument("--lower", action="store_true", help="with --pin: floors may fall")
    model_choice.add_models_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Scores of a model: its card's, or those on a file of labelled rows."""
    from classifier.inference import model_store

    folder = model_store.find(model_choice.models_folder(arguments), arguments.model)
    model = model_store.load(folder)
    _check(arguments, folder)
    if arguments.pin:
        return _pin(arguments, folder.parent, model.card)
    if arguments.gate:
        return _gate(folder.parent, model.card)
    if arguments.on is None:
        _show_own_scores(arguments, model.card)
        return 0
    if arguments.against is not None:
        return _compare(arguments, folder, model)
    from training import evaluate

    rows = evaluate.answered(model, arguments.on)
    n_seen, measuring = _measuring(arguments, [(folder, model.card)], rows)
    rows = rows.at(measuring)
    if arguments.report:
        from training.reporting import report

        title = f"Model {model.card.id} on {arguments.on.name}"
        report.write(arguments.report, title, report.file_report(rows, title))
        terminal.note(f"{arguments.report / 'report.html'} is written.")
    evaluation = evaluate.evaluation(rows)
    if arguments.format == "json":
        print(json.dumps({"model": model.card.id, "n_seen": n_seen, **dataclasses.asdict(evaluation)}))
    else:
        _show_evaluation(evaluation)
    return 0


def _compare(arguments: argparse.Namespace, folder: Path, model: Model) -> int:
    """Show what a model answers otherwise than another one on the same rows."""
    from classifier import taxonomy
    from classifier.inference import model_store
    from training import evaluate, model_comparison
    from training.reporting import report

    named = None if arguments.against == "current" else arguments.against
    other_folder = model_store.find(folder.parent, named)
    if other_folder == folder:
        raise UsageError(f"{model.card.id} against itself differs in nothing; name two models.")
    other = model_store.load(other_folder)
    before, after = (evaluate.answered(one, arguments.on) for one in (other, model))
    n_seen, measuring = _measuring(arguments, [(folder, model.card), (other_folder, other.card)], after)
    compared = model_comparison.comparison(before.at(measuring), after.at(measuring), taxonomy.default().ids)
    if arguments.report:
        title = f"Model {model.card.id} against {other.card.id} on {arguments.on.name}"
        report.write(arguments.report, title, model_comparison.report(compared, title))
        terminal.note(f"{arguments.report / 'report.html'} is written.")
    if arguments.format == "json":
        facts = {"model": model.card.id, "against": other.card.id, "n_seen": n_seen}
        print(json.dumps({**facts, **dataclasses.asdict(compared)}, ensure_ascii=False))
        return 0
    terminal.show_lines(
        ("measure", "before", "after", "rise, 95 % interval"),
        [
            (one.name, f"{one.before:.3f}", f"{one.after:.3f}", f"{one.low:+.3f} to {one.high:+.3f}")
            for one in compared.measures
        ],
    )
    terminal.show_lines(
        ("right", *model_comparison.GROUP_HEADER),
        [
            model_comparison.cells(group)
            for group in (compared.strict, compared.lenient, *compared.kinds, *compared.subdimensions)
        ],
    )
    terminal.show_lines(
        ("text", "label", "before", "after", "change"),
        [(one.text, one.label, one.before, one.after, one.change) for one in compared.changed[:_MOST_ROWS]],
    )
    return 0


def _measuring(
    arguments: argparse.Namespace, models: Sequence[tuple[Path, Card]], rows: Rows
) -> tuple[int | None, Bools]:
    """How many rows one of the models was trained on, None where it is not known, and which rows measure."""
    import numpy as np

    from training import seen

    is_seen = np.zeros(len(rows.texts), dtype=np.bool_)
    is_known = True
    for folder, card in models:
        digests = seen.read(folder, card)
        if digests is None:
            is_known = False
            terminal.note(f"{card.id}: keeps no list of the texts it was trained on; rows may be among them.")
        else:
            is_seen |= seen.is_seen(rows.texts, digests)
    n_seen, n_rows = int(is_seen.sum()), len(is_seen)
    if n_seen and arguments.with_seen:
        terminal.note(f"{arguments.on}: {n_seen} of {n_rows} rows were trained on and measure nothing.")
        is_seen[:] = False
    elif n_seen == n_rows:
        raise UsageError(
            f"{arguments.on}: the model was trained on all {n_seen} rows, so they measure nothing; "
            "name other rows, or add --with-seen."
        )
    elif n_seen:
        terminal.note(
            f"{arguments.on}: {n_seen} of {n_rows} rows were trained on and are left out; "
            "--with-seen keeps them."
        )
    return n_seen if is_known else None, ~is_seen


def _check(arguments: argparse.Namespace, folder: Path) -> None:
    """Raise UsageError when options do not go together."""
    if (arguments.gate or arguments.pin) and arguments.on:
        raise UsageError("the gate holds a model to its own scores; leave --on out.")
    if arguments.gate and arguments.pin:
        raise UsageError("--gate asks and --pin sets; name one of them.")
    if arguments.against is not None and arguments.on is None:
        raise UsageError("--against compares on rows that both models answer; name them with --on FILE.")
    if arguments.with_seen and arguments.on is None:
        raise UsageError("--with-seen goes with --on FILE.")
    if arguments.lower and not arguments.pin:
        raise UsageError("--lower goes with --pin.")
    if arguments.report and arguments.on is None and not (arguments.gate or arguments.pin):
        raise UsageError(f"--report goes with --on FILE; the model's own report is {folder / 'report.html'}.")


def _show_own_scores(arguments: argparse.Namespace, card: Card) -> None:
    if arguments.format == "json":
        print(json.dumps({"model": card.id, "n": card.n_measured, **card.scores}))
    else:
        terminal.show_facts({"model": card.id, "rows, cross-validated": card.n_measured, **card.scores})


def _show_evaluation(evaluation: Evaluation) -> None:
    names = [field.name for field in dataclasses.fields(evaluation.measures)]
    by_kind = [*evaluation.kinds, ("all", evaluation.measures)]
    terminal.show_lines(
        ("kind", *names),
        [
            (kind, *(_number(value) for value in dataclasses.asdict(measures).values()))
            for kind, measures in by_kind
        ],
    )
    terminal.show_lines(
        ("subdimension", "precision", "recall", "f1", "support"),
        [
            (line.subdimension, *(_number(v) for v in (line.precision, line.recall, line.f1, line.support)))
            for line in evaluation.lines
        ],
    )


def _pin(arguments: argparse.Namespace, folder: Path, card: Card) -> int:
    """Make a model's scores the floors; 1 when one would fall."""
    from training.promotion import quality_gate

    try:
        floors = quality_gate.pin(folder, card, lower=arguments.lower)
    except ModelError as error:
        terminal.note(str(error))
        return 1
    values = ", ".join(f"{name} {floor.value:.3f}" for name, floor in floors.values.items())
    print(f"{folder / quality_gate.FILE}: {values}.")
    return 0


def _gate(folder: Path, card: Card) -> int:
    """Hold a model's scores to the floors; 1 when one is missed."""
    from training.promotion import quality_gate

    floors = quality_gate.read(folder)
    if floors is None:
        raise UsageError(f"{folder}: has no {quality_gate.FILE}; make one with --pin.")
    missed = quality_gate.missed(card, floors)
    for sentence in missed:
        terminal.note(f"{card.id}: {sentence}")
    if not missed:
        print(f"{card.id} reaches every floor.")
    return 1 if missed else 0


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"
