"""`petakota tag`: rows with labels."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any

from classifier.cli import documents, model_choice, terminal
from classifier.formats import queries, results
from classifier.records import Extraction, TaggedRow

HELP = "find the program rows of documents and label them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Documents, output, model and taxonomy."""
    documents.add_arguments(parser)
    model_choice.add_model_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read and label the documents; 1 when some failed, the code of the first error when all did."""

    def prepare() -> documents.Dicts:
        from classifier.inference.predict import predictions

        model = model_choice.chosen_model(arguments)

        def tagged(extraction: Extraction) -> Iterable[dict[str, Any]]:
            rows = extraction.rows
            predicted = predictions(model, [queries.row_query(row) for row in rows])
            return (results.tagged_dict(TaggedRow(r, p)) for r, p in zip(rows, predicted, strict=True))

        return tagged

    return documents.read(
        arguments,
        fields=results.TAGGED_FIELDS,
        prepare=prepare,
        show=lambda rows: terminal.show_rows(rows, model_choice.chosen_taxonomy(arguments)),
    )
