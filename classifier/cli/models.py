"""`petakota models`: the models of a folder, and which of them answers."""

from __future__ import annotations

import argparse
import dataclasses
import json
from pathlib import Path

from classifier.cli import model_choice, terminal
from classifier.errors import UsageError

HELP = "list the models, show one, or decide which one answers"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, and with which model."""
    parser.add_argument("action", choices=("list", "show", "promote", "rollback"))
    parser.add_argument(
        "model", nargs="?", metavar="ID", help="id of a model (show: the current one by default)"
    )
    model_choice.add_models_folder(parser)


def run(arguments: argparse.Namespace) -> int:
    """List or show models, or make another one the current model."""
    folder = model_choice.models_folder(arguments)
    if arguments.action == "rollback":
        _roll_back(arguments, folder)
    elif arguments.action == "promote":
        _promote(arguments, folder)
    elif arguments.action == "show":
        _show(arguments, folder)
    else:
        _list(arguments, folder)
    return 0


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


def _promote(arguments: argparse.Namespace, folder: Path) -> None:
    from training import registry

    if not arguments.model:
        raise UsageError("promote needs the id of a model; `petakota models list` names them.")
    registry.promote(folder, arguments.model)
    print(arguments.model)


def _roll_back(arguments: argparse.Namespace, folder: Path) -> None:
    from training import registry

    if arguments.model:
        raise UsageError("rollback takes no id; to name one, `petakota models promote ID`.")
    print(registry.rollback(folder))
