"""`petakota train`: a model from labelled data."""

from __future__ import annotations

import argparse
from pathlib import Path

from classifier.cli import model_choice, terminal
from classifier.cli.learning import models
from classifier.errors import UsageError

HELP = "train a model on labelled data and save it beside the others"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The data, where models are stored, and how much to search."""
    model_choice.add_labelled_data(parser)
    parser.add_argument(
        "--models",
        dest="models_to",
        type=Path,
        metavar="DIR",
        help="where models are kept (default: the models folder in use)",
    )
    parser.add_argument(
        "--promote", action="store_true", help="make the new model the current one, unless it misses a floor"
    )
    parser.add_argument(
        "--quick", action="store_true", help="take the recipe that was found best, without searching again"
    )
    model_choice.add_models_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """Train, save, and make the first model of a folder the current one."""
    from classifier.extraction.reader_pool import count
    from classifier.inference import model_store
    from training import dataset, recipe_search, train
    from training.promotion import quality_gate, registry

    folder: Path = arguments.models_to or model_choice.models_folder(arguments)
    try:
        # Now, and not when all is fitted.
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); name another folder.") from error
    terminal.note("reading labelled data")
    data = dataset.load(arguments.data)
    recipe, trials = None, None
    if not arguments.quick:
        tried = recipe_search.search(data, jobs=count(), progress=terminal.note)
        recipe, trials = recipe_search.best(tried).recipe, recipe_search.table(tried)
        terminal.note(f"{recipe_search.best(tried).name} it is.")
    card = train.train(data, folder, settings=recipe, trials=trials, jobs=count(), progress=terminal.note)
    is_first = not (folder / model_store.CURRENT).is_file()
    missed = quality_gate.missed_by(card, folder)
    is_current = is_first or (arguments.promote and not missed)
    if is_current:
        registry.promote(folder, card.id, by=models.logged_in(), why="trained", missed=missed)
    print(card.id)
    scores = ", ".join(f"{name} {value:.3f}" for name, value in card.scores.items())
    terminal.note(f"{folder / card.id}: cross-validated {scores}.")
    for sentence in missed:
        terminal.note(f"{card.id}: {sentence}")
    if not is_current:
        force = " --force REASON" if missed else ""
        terminal.note(
            f"{registry.current(folder)} stays the current model; "
            f"`petakota models promote {card.id}{force}` changes it."
        )
    return 1 if arguments.promote and not is_current else 0
