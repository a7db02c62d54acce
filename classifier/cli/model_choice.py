"""The model and the taxonomy that a call names, or the default ones."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from classifier import taxonomy
from classifier.errors import ModelError
from classifier.taxonomy import Taxonomy

if TYPE_CHECKING:
    from classifier.inference.model import Model


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add `--model` and `--taxonomy`, and the models folder of the environment."""
    parser.add_argument("--model", metavar="ID", help="id of a model (default: the current one)")
    add_models_folder(parser)
    add_taxonomy_option(parser)


def add_models_folder(parser: argparse.ArgumentParser) -> None:
    """Let `PETAKOTA_MODELS` name the models folder."""
    named = os.environ.get("PETAKOTA_MODELS")
    parser.set_defaults(models=Path(named) if named else None)


def add_labelled_data(parser: argparse.ArgumentParser) -> None:
    """The folder of labelled rows."""
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data/labeled"),
        metavar="DIR",
        help="labelled rows (default: data/labeled)",
    )


def add_taxonomy_option(parser: argparse.ArgumentParser) -> None:
    """Add `--taxonomy`."""
    parser.add_argument("--taxonomy", type=Path, metavar="FILE", help="another taxonomy of the same shape")


def models_folder(arguments: argparse.Namespace) -> Path:
    """The models folder that the environment names, else the packaged one."""
    from classifier.inference import model_store

    folder: Path | None = arguments.models
    return folder or model_store.default_models_folder()


def chosen_model(arguments: argparse.Namespace) -> Model:
    """The model that the call names, else the current one.

    Raises ModelError when there is none, it cannot be trusted, or the taxonomy lacks some of its
    subdimensions.
    """
    from classifier.inference import model_store

    model = model_store.load(model_store.find(models_folder(arguments), arguments.model))
    if set(model.card.subdimensions) - set(chosen_taxonomy(arguments).ids):
        raise ModelError(
            f"model {model.card.id}: knows subdimensions that the taxonomy lacks; name that which it knows."
        )
    return model


def chosen_taxonomy(arguments: argparse.Namespace) -> Taxonomy:
    """The taxonomy that the call names, else the packaged one."""
    return taxonomy.load(arguments.taxonomy) if arguments.taxonomy else taxonomy.default()
