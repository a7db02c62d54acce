"""`petakota extract`: rows without labels."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from classifier import taxonomy
from classifier.cli import documents, terminal
from classifier.errors import UsageError
from classifier.formats import results
from classifier.records import Extraction

if TYPE_CHECKING:
    from classifier.extraction.page_tasks import Mapper

HELP = "find the program rows of documents, without labels"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Documents, output, and what explains how they were read."""
    documents.add_arguments(parser)
    parser.add_argument("--explain", action="store_true", help="say of every page why it was read or not")
    parser.add_argument(
        "--debug-dir", type=Path, metavar="DIR", help="draw pages with tables, columns and rows boxed"
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the documents; 1 when some failed, the code of the first error when all did."""

    def explain(path: Path, extraction: Extraction, mapper: Mapper) -> None:
        if arguments.explain:
            for page in extraction.pages:
                terminal.note(f"{extraction.document}: page {page.page} {page.message}.")
        if arguments.debug_dir:
            _write_pictures(arguments.debug_dir, path, extraction, mapper)

    return documents.read(
        arguments,
        fields=results.ROW_FIELDS,
        prepare=lambda: lambda extraction: map(results.row_dict, extraction.rows),
        show=lambda rows: terminal.show_rows(rows, taxonomy.default()),
        explain=explain,
    )


def _write_pictures(folder: Path, path: Path, extraction: Extraction, mapper: Mapper) -> None:
    from classifier.extraction.extract import pictures

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number, png in pictures(path, extraction, mapper=mapper):
            (folder / f"{path.stem}-{number:04}.png").write_bytes(png)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written ({error.strerror}); name another folder.") from error
