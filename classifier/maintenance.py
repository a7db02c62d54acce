"""What the verbs of those who keep the models do: `train`, `evaluate`, `models`."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

from classifier import model as models
from classifier import terminal
from classifier.errors import UsageError


def run_train(arguments: argparse.Namespace) -> int:
    """Train, save, and make the first model of a folder the current one."""
    from training import registry, train

    folder = arguments.models_to or arguments.models or models.default_models_folder()
    card = train.train(arguments.data, folder, progress=terminal.say)
    is_first = not (folder / models.CURRENT).is_file()
    if arguments.promote or is_first:
        registry.promote(folder, card.id)
    print(card.id)
    terminal.say(f"{folder / card.id}: cross-validated {_scores(card.scores)}.")
    if not (arguments.promote or is_first):
        terminal.say(
            f"{registry.current(folder)} stays the current model; train with --promote to change it."
        )
    return 0


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Scores of a model: its card's, or those on a file of labelled rows."""
    folder = models.find(arguments.models or models.default_models_folder(), arguments.model)
    loaded = models.load(folder)
    if arguments.on is None:
        scores = dict(loaded.card.scores)
        if arguments.format == "json":
            print(json.dumps({"model": loaded.card.id, "n": loaded.card.n_rows, **scores}))
        else:
            terminal.show_facts(
                {"model": loaded.card.id, "rows, cross-validated": loaded.card.n_rows, **scores}
            )
        return 0
    from training import evaluate

    found = evaluate.evaluation(loaded, arguments.on)
    if arguments.format == "json":
        print(json.dumps({"model": loaded.card.id, **dataclasses.asdict(found)}))
        return 0
    rows = [*found.kinds, ("all", found.measures)]
    names = [field.name for field in dataclasses.fields(found.measures)]
    terminal.show_lines(
        ("kind", *names),
        [(kind, *(_number(getattr(m, name)) for name in names)) for kind, m in rows],
    )
    terminal.show_lines(
        ("subdimension", "precision", "recall", "f1", "support"),
        [
            (line.subdimension, *(_number(v) for v in (line.precision, line.recall, line.f1, line.support)))
            for line in found.lines
        ],
    )
    return 0


def run_models(arguments: argparse.Namespace) -> int:
    """The models of a folder, or one of them."""
    folder: Path = arguments.models or models.default_models_folder()
    if arguments.action == "show":
        card = models.load(models.find(folder, arguments.model)).card
        if terminal.is_terminal():
            terminal.show_facts(dataclasses.asdict(card))
        else:
            print(json.dumps(dataclasses.asdict(card), ensure_ascii=False))
        return 0
    if arguments.model:
        raise UsageError("list names all models; to see one, `petakota models show ID`.")
    now = models.current(folder)
    cards = models.listing(folder)
    if terminal.is_terminal():
        terminal.show_lines(
            ("id", "", "created", "rows", "strict", "lenient"),
            [
                (
                    c.id,
                    "current" if c.id == now else "",
                    c.created,
                    str(c.n_rows),
                    *(_number(c.scores.get(s, 0.0)) for s in ("strict", "lenient")),
                )
                for c in cards
            ],
        )
    else:
        for c in cards:
            print(
                json.dumps(
                    {"id": c.id, "current": c.id == now, "created": c.created, "n_rows": c.n_rows, **c.scores}
                )
            )
    return 0


def _scores(scores: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in scores.items())


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"
