"""`petakota classify`: one prediction for each text or input line."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import islice
from typing import Any

from classifier.cli import model_choice, output, terminal
from classifier.errors import UsageError
from classifier.formats import query_lines, results
from classifier.records import Query

HELP = "label texts, one prediction a text or line, in order"
_FIELDS = ("text", *results.PREDICTION_FIELDS)
_BATCH = 4096


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Texts or a file of them, output, model and taxonomy."""
    parser.add_argument(
        "texts", nargs="*", metavar="TEXT", help="texts to label; a lone - reads standard input"
    )
    parser.add_argument(
        "--file",
        metavar="F",
        help="read lines: a text, or a JSON object with text, program, kode, opd, indikator, level",
    )
    output.add_options(parser, ("jsonl", "csv", "table"))
    model_choice.add_model_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Label the texts."""
    from classifier.inference.predict import predictions

    if arguments.file and arguments.texts:
        raise UsageError("texts and --file were both given; name one of them.")
    if not arguments.file and not arguments.texts:
        raise UsageError("no text; name one, or read lines with --file F or -.")
    model = model_choice.chosen_model(arguments)
    source = arguments.file or ("-" if arguments.texts == ["-"] else None)

    def answers() -> Iterator[dict[str, Any]]:
        queries = query_lines.queries(source) if source else iter([Query(text) for text in arguments.texts])
        while batch := list(islice(queries, _BATCH)):
            for query, prediction in zip(batch, predictions(model, batch), strict=True):
                yield {"text": query.text} | results.prediction_dict(prediction)

    if output.wants_table(arguments):
        terminal.show_predictions(answers(), model_choice.chosen_taxonomy(arguments))
        return 0
    if output.file_format(arguments) == "xlsx":
        raise UsageError("classify writes JSON lines or CSV; name a file ending in .jsonl or .csv.")
    inputs = [arguments.file] if arguments.file else []
    output.write(answers(), arguments, fields=_FIELDS, inputs=inputs)
    return 0
