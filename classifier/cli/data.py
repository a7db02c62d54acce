"""`petakota data`: check labelled data, import rows, find labels that look wrong."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from classifier.cli import terminal
from classifier.errors import DataError, UsageError

HELP = "check labelled data, add to it, find labels that look wrong"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, the folder, and what each action takes."""
    parser.add_argument("action", choices=("check", "import", "issues"))
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="import: rows as .jsonl or .csv")
    parser.add_argument(
        "--data", type=Path, default=Path("data/labeled"), metavar="DIR", help="default: data/labeled"
    )
    parser.add_argument(
        "--to", default="imported.jsonl", metavar="NAME", help="import: the file in DIR to add to"
    )
    parser.add_argument(
        "--by", default="", metavar="NAME", help="import: who labelled rows that do not say it"
    )
    parser.add_argument(
        "-n",
        type=int,
        default=50,
        metavar="N",
        help="issues: so many (default: 50); finding them cross-validates and takes minutes",
    )
    parser.add_argument("--format", choices=("table", "jsonl"), help="issues: default as for the other verbs")


def run(arguments: argparse.Namespace) -> int:
    """Check labelled data, import rows, or list labels that look wrong."""
    if arguments.action == "import":
        return _import(arguments)
    if arguments.file:
        raise UsageError(f"data {arguments.action} takes no file; name a folder with --data.")
    return _check(arguments.data) if arguments.action == "check" else _issues(arguments)


def _check(folder: Path) -> int:
    """1 when some rows are nearly the same or a subdimension has few, 5 when a line is malformed."""
    from training import data_quality

    state = data_quality.check(folder)
    for problem in state.problems:
        terminal.note(problem)
    for first, second in state.near:
        terminal.note(f'{second.place}: "{second.text}" is nearly "{first.text}" ({first.place}); keep one.')
    if state.problems:
        terminal.note(f"{folder}: {len(state.problems)} malformed lines; fix them.")
        return DataError.exit_code
    for subdimension in state.scarce:
        n_rows = state.counts[subdimension]
        terminal.note(f"{subdimension}: {n_rows} rows; {data_quality.LEAST_ROWS} or more are wanted.")
    print(
        f"{sum(state.counts.values())} rows, {min(state.counts.values())} or more for each subdimension; "
        f"{state.n_no_program} texts that name no program; {len(state.near)} near-duplicates."
    )
    return 1 if state.near or state.scarce else 0


def _import(arguments: argparse.Namespace) -> int:
    """1 when some rows are refused."""
    from classifier import labels
    from training import data_import

    if arguments.file is None:
        raise UsageError("no file; name the rows to import.")
    if Path(arguments.to).name != arguments.to or not arguments.to.endswith(".jsonl"):
        raise UsageError(f'"{arguments.to}" is no file name that ends in .jsonl; name one of the folder.')
    rows = data_import.importable(arguments.file, arguments.data, by=arguments.by)
    for label, why in rows.refused:
        terminal.note(f'{label.place}: "{label.text}" is left out: {why}.')
    if rows.add:
        labels.append(arguments.data / arguments.to, rows.add)
    print(f"{len(rows.add)} added, {rows.n_known} known already, {len(rows.refused)} refused.")
    return 1 if rows.refused else 0


def _issues(arguments: argparse.Namespace) -> int:
    from classifier.extraction.reader_pool import count
    from training import dataset, label_issues

    if arguments.n < 1:
        raise UsageError("-n takes a number from 1.")
    data = dataset.load(arguments.data)
    worst = label_issues.issues(data, jobs=count(), progress=terminal.note)[: arguments.n]
    if terminal.wants_table(arguments.format):
        terminal.show_lines(
            ("place", "text", "label", "suggested", "confidence"),
            [
                (i.label.place, i.label.text, i.label.subdimension, i.suggested, f"{i.confidence:.3f}")
                for i in worst
            ],
        )
        return 0
    for issue in worst:
        line = {
            "place": issue.label.place,
            "text": issue.label.text,
            "subdimension": issue.label.subdimension,
            "suggested": issue.suggested,
            "confidence": round(issue.confidence, 4),
            "own": round(issue.own, 4),
        }
        print(json.dumps(line, ensure_ascii=False))
    return 0
