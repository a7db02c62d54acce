"""`petakota taxonomy`: the 18 subdimensions."""

from __future__ import annotations

import argparse

from classifier.cli import model_choice, terminal
from classifier.formats import results

HELP = "print the 18 subdimensions"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The format, and another taxonomy."""
    parser.add_argument(
        "--format", choices=("table", "jsonl"), help="table on a terminal, JSON lines in a pipe"
    )
    model_choice.add_taxonomy_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the subdimensions in the order of the taxonomy."""
    taxonomy = model_choice.chosen_taxonomy(arguments)
    if terminal.wants_table(arguments.format):
        terminal.show_taxonomy(taxonomy)
        return 0
    for s in taxonomy.subdimensions:
        shape = {
            "id": s.id,
            "dimension": s.dimension,
            "name_id": s.name_id,
            "name_en": s.name_en,
            "definition_id": s.definition_id,
            "definition_en": s.definition_en,
        }
        print(results.json_line(shape))
    return 0
