"""`petakota map`: OPD x subdimension, on the terminal, as a workbook, a picture or JSON lines."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from classifier.cli import model_choice, output, terminal
from classifier.errors import DataError
from classifier.formats import results

HELP = "show the map of labelled rows: OPD x subdimension, counts, budgets and gaps"
_FILE_FORMATS = ("xlsx", "png", "jsonl")
_STDIN = "standard input"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Labelled rows, where the map goes, and what its picture shows."""
    parser.add_argument(
        "results",
        nargs="+",
        metavar="FILE|DIR",
        help="what `petakota tag` wrote, or folders of such files; - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="map.xlsx",
        help="write a workbook (.xlsx), a picture (.png) or JSON lines (.jsonl)",
    )
    parser.add_argument(
        "--format", choices=("xlsx", "png", "jsonl", "table"), help="default: as for the other verbs"
    )
    parser.add_argument(
        "--value",
        choices=("count", "pagu"),
        default="count",
        help="what the picture shows: number of programs (default), or their budgets",
    )
    model_choice.add_taxonomy_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build the map and show or write it."""
    from classifier.mapping import matrix

    form = "table" if output.wants_table(arguments) else output.file_format(arguments, _FILE_FORMATS)
    # The workbook holds the rows too; other forms need each of them once.
    workbook_rows: list[dict[str, Any]] | None = [] if form == "xlsx" else None
    placed = _placed_rows(arguments.results, workbook_rows)
    plan = matrix.build(placed, model_choice.chosen_taxonomy(arguments))
    if form == "table":
        terminal.show_map(plan)
        return 0
    with output.target(arguments.output or "-", inputs=arguments.results) as out:
        if form == "xlsx":
            from classifier.mapping import map_workbook

            map_workbook.write(plan, out, rows=workbook_rows, fields=results.TAGGED_FIELDS)
        elif form == "png":
            from classifier.mapping import figure

            out.write(figure.png(plan, value=arguments.value))
        else:
            results.write(matrix.cell_dicts(plan), "jsonl", out, fields=())
    return 0


def _placed_rows(
    sources: Sequence[str], workbook_rows: list[dict[str, Any]] | None
) -> Iterator[results.Placed]:
    """The rows of results as the map takes them; each is also added to `workbook_rows`.

    A document counts once: where several files hold it, in the first of them.
    """
    files = {Path(place).resolve(): (place, rows) for source in sources for place, rows in _files(source)}
    place_of: dict[str, str] = {}
    left_out: dict[tuple[str, str], str] = {}
    for place, rows in files.values():
        for row in rows:
            placed = results.placed(row, place)
            document = str(row.get("document") or "")
            first = place_of.setdefault(str(row.get("sha256") or document) or place, place)
            if first != place:
                left_out.setdefault((place, document), first)
                continue
            yield placed
            if workbook_rows is not None:
                workbook_rows.append(row)
    for (place, document), first in left_out.items():
        terminal.note(
            f"{place}: {document} stands in {first} too and counts there alone; "
            "to count rows of both, tag the document once and name that file."
        )


def _files(source: str) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The rows of each results file, under its name."""
    path = Path(source)
    if source == "-":
        yield _STDIN, _stdin_rows()
    elif path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".jsonl", ".csv", ".xlsx"))
        if not files:
            raise DataError(f"{path}: holds no results (.jsonl, .csv or .xlsx); run `petakota tag -o` first.")
        for file in files:
            yield str(file), iter(results.read(file))
    else:
        yield str(path), iter(results.read(path))


def _stdin_rows() -> Iterator[dict[str, Any]]:
    try:
        lines = sys.stdin.buffer.read().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise DataError(f"{_STDIN}: is not UTF-8 text; pipe in what `petakota tag` prints.") from error
    return results.parsed_lines(lines, _STDIN)
