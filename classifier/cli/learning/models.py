"""`petakota models`: the models of a folder, and which of them answers."""

from __future__ import annotations

import argparse
import dataclasses
import getpass
import json
from pathlib import Path

from classifier.cli import model_choice, terminal
from classifier.errors import UsageError

HELP = "list the models, show or add one, decide which one answers, or tell what was decided"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which model."""
    parser.add_argument("action", choices=("list", "show", "add", "promote", "rollback", "history"))
    parser.add_argument(
        "model",
        nargs="?",
        metavar="ID",
        help="id of a model (show: the current one by default); add: a model's folder",
    )
    parser.add_argument(
        "--why", default="", metavar="TEXT", help="add, promote, rollback: kept in the history"
    )
    parser.add_argument(
        "--by", default="", metavar="NAME", help="who does it (default: the name logged in with)"
    )
    parser.add_argument(
        "--force", metavar="REASON", help="promote: although the model misses a floor; the reason is kept"
    )
    model_choice.add_models_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """List or show models, or make another one the current model."""
    folder = model_choice.models_folder(arguments)
    if arguments.force is not None and (arguments.action != "promote" or not arguments.force.strip()):
        raise UsageError("--force goes with promote, and takes a reason.")
    if arguments.action == "promote":
        return _promote(arguments, folder)
    if arguments.action == "rollback":
        _roll_back(arguments, folder)
    elif arguments.action == "add":
        _add(arguments, folder)
    elif arguments.action == "history":
        _show_history(arguments, folder)
    elif arguments.action == "show":
        _show(arguments, folder)
    else:
        _list(arguments, folder)
    return 0


def logged_in() -> str:
    """The name that somebody is logged in with, "" where the machine does not know it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _list(arguments: argparse.Namespace, folder: Path) -> None:
    from classifier.inference import model_store

    if arguments.model:
        raise UsageError("list names all models; to see one, `petakota models show ID`.")
    unreadable: list[str] = []
    cards = model_store.listing(folder, unreadable=unreadable)
    for sentence in unreadable:
        terminal.note(sentence)
    current = model_store.current(folder)
    if terminal.is_terminal():
        terminal.show_lines(
            ("id", "", "created", "rows", "strict", "lenient"),
            [
                (
                    card.id,
                    "current" if card.id == current else "",
                    card.created,
                    str(card.n_rows),
                    f"{card.scores.get('strict', 0.0):.3f}",
                    f"{card.scores.get('lenient', 0.0):.3f}",
                )
                for card in cards
            ],
        )
        return
    for card in cards:
        facts = {"id": card.id, "current": card.id == current, "created": card.created, "n_rows": card.n_rows}
        print(json.dumps({**facts, **card.scores}))


def _show(arguments: argparse.Namespace, folder: Path) -> None:
    from classifier.inference import model_store

    card = model_store.load(model_store.find(folder, arguments.model)).card
    if terminal.is_terminal():
        terminal.show_facts(dataclasses.asdict(card))
    else:
        print(json.dumps(dataclasses.asdict(card), ensure_ascii=False))


def _promote(arguments: argparse.Namespace, folder: Path) -> int:
    """1 when the model misses a floor and nobody says why it is promoted all the same."""
    from classifier.inference import model_store
    from training.promotion import quality_gate, registry

    if not arguments.model:
        raise UsageError("promote needs the id of a model; `petakota models list` names them.")
    card = model_store.load(model_store.find(folder, arguments.model)).card
    missed = quality_gate.missed_by(card, folder)
    for sentence in missed:
        terminal.note(f"{card.id}: {sentence}")
    if missed and arguments.force is None:
        terminal.note(f"{card.id}: is not promoted; --force REASON promotes it and keeps the reason.")
        return 1
    registry.promote(
        folder,
        card.id,
        by=arguments.by or logged_in(),
        why=arguments.force or arguments.why,
        missed=missed,
    )
    print(card.id)
    return 0


def _add(arguments: argparse.Namespace, folder: Path) -> None:
    from training.promotion import registry

    if not arguments.model:
        raise UsageError("add needs the folder of a model.")
    card = registry.add(folder, Path(arguments.model), by=arguments.by or logged_in(), why=arguments.why)
    print(card.id)
    terminal.note(f"{folder / card.id}: added; `petakota models promote {card.id}` makes it the current one.")


def _show_history(arguments: argparse.Namespace, folder: Path) -> None:
    from training.promotion import history

    if arguments.model:
        raise UsageError("history tells of all models and takes no id.")
    events = history.read(folder)
    if terminal.is_terminal():
        terminal.show_lines(
            ("at", "by", "what", "model", "before", "why"),
            [(one.at, one.by, one.action, one.model, one.before, one.why) for one in events],
        )
        return
    for event in events:
        print(json.dumps(dataclasses.asdict(event), ensure_ascii=False))


def _roll_back(arguments: argparse.Namespace, folder: Path) -> None:
    from training.promotion import registry

    if arguments.model:
        raise UsageError("rollback takes no id; to name one, `petakota models promote ID`.")
    print(registry.rollback(folder, by=arguments.by or logged_in(), why=arguments.why))
