"""`petakota data`: check labelled data, import rows, find labels that look wrong."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from classifier.cli import output, terminal
from classifier.errors import DataError, UsageError

HELP = "check labelled data, add to it, find labels that look wrong"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, the folder, and what each action takes."""
    parser.add_argument("action", choices=("check", "import", "issues"))
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="import: rows as .jsonl, .csv, .tsv or .xlsx"
    )
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
        "--rejected",
        type=Path,
        metavar="FILE",
        help="import: where lines that are not taken go, with why (default: NAME.rejected beside FILE)",
    )
    parser.add_argument(
        "--strict", action="store_true", help="import: stop at the first line that is not taken; add none"
    )
    parser.add_argument(
        "-n",
        type=int,
        default=50,
        metavar="N",
        help="issues: so many (default: 50); finding them cross-validates and takes minutes",
    )
    parser.add_argument(
        "--format", choices=("table", "jsonl"), help="issues, import: default as for the other verbs"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check labelled data, import rows, or list labels that look wrong."""
    if arguments.action == "import":
        return _import(arguments)
    if arguments.file:
        raise UsageError(f"data {arguments.action} takes no file; name a folder with --data.")
    return _check(arguments.data) if arguments.action == "check" else _issues(arguments)


def _check(folder: Path) -> int:
    """1 when some rows are nearly the same or a subdimension has few, 5 when a line is malformed."""
    from training.labelling import data_quality

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
    """1 when some lines are not taken."""
    from classifier import labels
    from training.labelling import data_import

    if arguments.file is None:
        raise UsageError("no file; name the rows to import.")
    if Path(arguments.to).name != arguments.to or not arguments.to.endswith(".jsonl"):
        raise UsageError(f'"{arguments.to}" is no file name that ends in .jsonl; name one of the folder.')
    rows = data_import.importable(arguments.file, arguments.data, by=arguments.by)
    if arguments.strict and rows.rejected:
        first = rows.rejected[0]
        raise DataError(f"{first.line.place}: {first.kind}: {first.why} Nothing was added.")
    if rows.file.unknown:
        terminal.note(f"{arguments.file}: columns passed over: {', '.join(rows.file.unknown)}.")
    for one in rows.of("replaces", "contradicts", "refused"):
        text = f'"{one.label.text}", {one.label.subdimension}: ' if one.label else ""
        terminal.note(f"{one.line.place}: {text}{one.kind}: {one.why}")
    if arguments.format == "jsonl":
        for one in rows.outcomes:
            line = {"place": one.line.place, "outcome": one.kind, "why": one.why}
            print(json.dumps(line, ensure_ascii=False))
    if rows.rejected:
        rejected_to = arguments.rejected or _beside(arguments.file, bool(rows.file.titles))
        with output.target(str(rejected_to), inputs=[str(arguments.file)]) as out:
            out.write(rows.rejected_file())
        terminal.note(f"{rejected_to}: lines to fix and to import again: {len(rows.rejected)}.")
    if rows.add:
        labels.append(arguments.data / arguments.to, rows.add)
    if arguments.format == "jsonl":
        terminal.note(rows.summary())
    else:
        print(rows.summary())
    return 1 if rows.rejected else 0


def _beside(path: Path, is_sheet: bool) -> Path:
    """Where lines that are not taken go: beside the file, in a form that they can be imported from."""
    return path.with_name(f"{path.stem}.rejected{'.csv' if is_sheet else '.jsonl'}")


def _issues(arguments: argparse.Namespace) -> int:
    from classifier.extraction.reader_pool import count
    from training import dataset
    from training.labelling import label_issues

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
