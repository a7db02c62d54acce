"""`petakota map`: OPD x subdimension, on the terminal, as workbook, report, slides, picture, JSON lines."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier.cli import agencies, model_choice, output, terminal
from classifier.errors import DataError, UsageError
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats import result_files, results
from classifier.taxonomy import unknown

if TYPE_CHECKING:
    from classifier.mapping.cautions import UnmetTotal
    from classifier.mapping.covers import Cover
    from classifier.mapping.programs import PrintedTotals
    from classifier.taxonomy import Taxonomy

HELP = "show the map of labelled rows: OPD x subdimension, counts, budgets and gaps"
_FILE_FORMATS = ("xlsx", "docx", "pptx", "png", "jsonl")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Labelled rows, where the map goes, and what its picture shows."""
    parser.add_argument(
        "results",
        nargs="+",
        metavar="FILE|DIR",
        help="what `petakota tag` and `inspect` wrote, or folders of such files; - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="map.xlsx",
        help="write workbook (.xlsx), report (.docx), slides (.pptx), picture (.png) or JSON lines (.jsonl)",
    )
    parser.add_argument("--format", choices=(*_FILE_FORMATS, "table"), help="default: as for the other verbs")
    parser.add_argument("--author", default="", metavar="NAME", help="whom files name as their author")
    parser.add_argument(
        "--value",
        choices=("count", "pagu"),
        default="count",
        help="what the picture shows: number of programs (default), or their budgets",
    )
    parser.add_argument(
        "--on",
        action="append",
        default=[],
        metavar="PATTERN",
        help="count the tables with this caption, whatever they are; * stands for any words",
    )
    parser.add_argument(
        "--off", action="append", default=[], metavar="PATTERN", help="do not count these tables"
    )
    parser.add_argument(
        "--pagu-ceiling",
        type=_rupiah,
        default=MAX_PAGU,
        metavar="RUPIAH",
        help="leave out larger amounts of a row as misread (default: 10 trillion)",
    )
    agencies.add_option(parser)
    model_choice.add_taxonomy_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Build the map and show or write it; 1 when some results could not be read."""
    from classifier.mapping import matrix, programs

    form = "table" if output.wants_table(arguments) else output.file_format(arguments, _FILE_FORMATS)
    taxonomy = model_choice.chosen_taxonomy(arguments)
    given = _read(arguments.results, taxonomy)
    registry = agencies.chosen_registry(arguments)
    placed = _decided(given.placed, arguments)
    outline = programs.outline(placed, ceiling=arguments.pagu_ceiling, registry=registry, totals=given.totals)
    plan = matrix.of_outline(outline, taxonomy, registry=registry, unmet=given.unmet, agencies=given.agencies)
    if form == "table":
        terminal.show_map(plan)
        return 1 if given.n_failed else 0
    with output.target(arguments.output or "-", inputs=arguments.results) as out:
        if form == "xlsx":
            from classifier.mapping import map_workbook

            # The workbook holds the rows too.
            cover = _cover(given, arguments.author)
            map_workbook.write(plan, out, rows=given.rows, fields=results.TAGGED_FIELDS, cover=cover)
        elif form == "png":
            from classifier.mapping import figure

            out.write(figure.png(plan, value=arguments.value, cover=_cover(given, arguments.author)))
        elif form in ("docx", "pptx"):
            from classifier.mapping import analysis
            from classifier.mapping.handouts import report, slides

            counted = analysis.counted_map(
                [outline], taxonomy, registry=registry, unmet=given.unmet, agencies=given.agencies
            )
            write = report.write if form == "docx" else slides.write
            write(counted, _cover(given, arguments.author), out)
        else:
            results.write(matrix.cell_dicts(plan), "jsonl", out, fields=())
    return 1 if given.n_failed else 0


def _cover(given: _Given, author: str) -> Cover:
    """What stands on the files: of what, from today, by whom, and how much of it is verified."""
    from datetime import date

    from classifier.formats import planner_rows
    from classifier.mapping.covers import Cover

    regions = set(filter(None, given.regions))
    return Cover(
        region=regions.pop() if len(regions) == 1 else "",
        years=tuple(sorted({year for row in given.placed for year, _ in row.pagu if year})),
        documents=tuple(dict.fromkeys(str(row.get("document") or "") for row in given.rows)),
        day=date.today().isoformat(),
        author=author,
        n_rows=len(given.rows),
        n_verified=sum(map(planner_rows.is_verified, given.rows)),
    )


@dataclass(slots=True)
class _Given:
    """What results hold: rows, each as the map takes it in `placed`, and what records of documents say.

    `n_failed` counts the files that could not be read.
    """

    rows: list[dict[str, Any]] = field(default_factory=list)
    placed: list[results.Placed] = field(default_factory=list)
    unmet: list[UnmetTotal] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    regions: list[str] = field(default_factory=list)
    totals: dict[tuple[str, str], PrintedTotals] = field(default_factory=dict)
    n_failed: int = 0


def _read(sources: Sequence[str], taxonomy: Taxonomy) -> _Given:
    """The rows and records of results. A document counts once: where several files hold it, in the first.

    A file that cannot be read, or holds something else, is noted on stderr and does not stop the others.
    Raises DataError when a file is not there, and that of the first when it is so with all.
    """
    files, failures = _files(sources)
    given = _Given()
    place_of: dict[str, str] = {}
    left_out: dict[tuple[str, str], str] = {}
    n_read = 0
    for place, lines in files:
        try:
            of_file = _of_file(place, lines, taxonomy)
        except DataError as error:
            # A name that is not there is a slip of the call.
            if isinstance(error.__cause__, FileNotFoundError):
                raise
            failures.append(error)
            continue
        n_read += 1
        given.unmet += of_file.unmet
        given.agencies += of_file.agencies
        given.regions += of_file.regions
        given.totals |= of_file.totals
        for placed, line in zip(of_file.placed, of_file.rows, strict=True):
            document = str(line.get("document") or "")
            first = place_of.setdefault(str(line.get("sha256") or document) or place, place)
            if first != place:
                left_out.setdefault((place, document), first)
                continue
            given.placed.append(placed)
            given.rows.append(line)
    if failures and not n_read:
        raise failures[0]
    for failure in failures:
        terminal.note(str(failure))
    for (place, document), first in left_out.items():
        terminal.note(
            f"{place}: {document} stands in {first} too and counts there alone; "
            "to count rows of both, tag the document once and name that file."
        )
    given.n_failed = len(failures)
    return given


def _files(sources: Sequence[str]) -> tuple[list[tuple[str, Iterator[dict[str, Any]]]], list[DataError]]:
    """The files of all sources, each once, and what is wrong with sources that have none."""
    files: dict[Path, tuple[str, Iterator[dict[str, Any]]]] = {}
    failures: list[DataError] = []
    for source in sources:
        try:
            files |= {Path(place).resolve(): (place, lines) for place, lines in result_files.files(source)}
        except DataError as error:
            failures.append(error)
    return list(files.values()), failures


def _of_file(place: str, lines: Iterable[dict[str, Any]], taxonomy: Taxonomy) -> _Given:
    """What one file holds. Raises DataError when it is no results."""
    from classifier.mapping import document_record

    of_file = _Given()
    for line in lines:
        if result_files.is_record(line):
            of_file.unmet += document_record.unmet_of(line, place)
            of_file.totals |= document_record.totals_of_record(line, place)
            of_file.agencies.append(str(line.get("opd") or ""))
            of_file.regions.append(str(line.get("region") or ""))
            continue
        placed = results.placed(line, place)
        if placed.subdimension not in taxonomy.ids:
            raise DataError(f"{place}: {unknown(placed.subdimension, taxonomy)}")
        of_file.placed.append(placed)
        of_file.rows.append(line)
    return of_file


def _decided(rows: Sequence[results.Placed], arguments: argparse.Namespace) -> Sequence[results.Placed]:
    """The rows with what `--on` and `--off` say of their tables.

    Raises UsageError for a pattern that no caption matches.
    """
    patterns = [(text, True) for text in arguments.on] + [(text, False) for text in arguments.off]
    for text, is_on in patterns:
        pattern = _pattern(text)
        matching = [pattern.fullmatch(_folded(row.caption)) is not None for row in rows]
        if not any(matching):
            raise UsageError(
                f'no table has a caption like "{text}"; * stands for any words: "{text.strip("*")}*".'
            )
        rows = [
            replace(row, counts=is_on) if matches else row
            for row, matches in zip(rows, matching, strict=True)
        ]
    return rows


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(".*".join(re.escape(_folded(part)) for part in text.split("*")), re.DOTALL)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _rupiah(text: str) -> int:
    digits = re.sub(r"[._\s]", "", text)
    if not digits.isdecimal() or not 0 < int(digits) < 10**18:
        raise argparse.ArgumentTypeError(f'"{text}" is no amount in rupiah; write 10000000000000')
    return int(digits)
