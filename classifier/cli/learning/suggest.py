"""`petakota suggest`: the rows of results that are most worth a label."""

from __future__ import annotations

import argparse
from pathlib import Path

from classifier import labels, taxonomy
from classifier.cli import output, terminal
from classifier.errors import DataError, UsageError

HELP = "name the rows of results that are most worth a person's label"
_FORMATS = ("jsonl", "csv", "xlsx")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The results, how many rows, and where they go."""
    parser.add_argument("results", metavar="RESULTS", help="what `petakota tag -o` wrote, or a folder of it")
    parser.add_argument("-n", type=int, default=50, metavar="N", help="at most so many rows (default: 50)")
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data/labeled"),
        metavar="DIR",
        help="labelled rows, which are left out (default: data/labeled)",
    )
    parser.add_argument("--lang", choices=("id", "en"), default="id", help="of a workbook (default: id)")
    output.add_options(parser, ("table", *_FORMATS))


def run(arguments: argparse.Namespace) -> int:
    """Choose rows and write them without the model's answers, as a workbook with drop-downs for .xlsx."""
    from classifier.formats import label_sheet, result_files
    from training.labelling import suggestions

    if arguments.n < 1:
        raise UsageError("-n takes a number from 1.")
    rows = [
        row
        for _, lines in result_files.files(arguments.results)
        for row in lines
        if not result_files.is_record(row)
    ]
    if not any(row.get("confidence") for row in rows):
        raise DataError(f"{arguments.results}: holds no answers of a model; name what `petakota tag` wrote.")
    known = labels.read_folder(arguments.data) if labels.files(arguments.data) else []
    chosen = suggestions.suggestions(rows, known, arguments.n)
    if output.wants_table(arguments):
        terminal.show_lines(
            ("worth", "text", "program", "opd", "document"),
            [
                (
                    f"{one.worth:.2f}",
                    *(str(one.row.get(name) or "") for name in ("text", "program", "opd", "document")),
                )
                for one in chosen
            ],
        )
        return 0
    to_label = [
        {name: str(one.row.get(name) or "") for name in label_sheet.FIELDS} | {"subdimension": "", "note": ""}
        for one in chosen
    ]
    if output.file_format(arguments, _FORMATS) == "xlsx":
        with output.target(arguments.output or "-", inputs=[arguments.results]) as out:
            label_sheet.write(to_label, out, taxonomy.default(), language=arguments.lang)
    else:
        output.write(to_label, arguments, fields=label_sheet.FIELDS, inputs=[arguments.results])
    if len(chosen) < arguments.n:
        terminal.note(f"{len(chosen)} rows of {len(rows)}: the others are labelled or like these.")
    return 0
