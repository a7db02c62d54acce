"""The loop over documents that `extract` and `tag` share: read each, note what went wrong, write the rows."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier.cli import agencies, output, terminal
from classifier.errors import DocumentError, PetakotaError, UsageError
from classifier.records import Extraction, GivenFacts, Problem

if TYPE_CHECKING:
    from classifier.extraction.page_tasks import Mapper

# As `extraction.extract.MAX_PAGES`, whose libraries `--help` does without.
_MAX_PAGES = 3000
_FORMATS = ("jsonl", "csv", "xlsx", "table")
Dicts = Callable[[Extraction], Iterable[dict[str, Any]]]


def add_arguments(parser: argparse.ArgumentParser, *, formats: Sequence[str] = _FORMATS) -> None:
    """Add the documents, where what they give goes, `--pages`, and what is known of them."""
    parser.add_argument(
        "documents",
        nargs="+",
        metavar="PDF",
        help="planning documents; of a folder name those in it: FOLDER/*.pdf",
    )
    output.add_options(parser, formats)
    parser.add_argument("--pages", type=_pages, metavar="3-20", help="only rows that begin on these pages")
    parser.add_argument(
        "--max-pages",
        type=_number,
        default=_MAX_PAGES,
        metavar="N",
        help=f"most pages of a document that is read ({_MAX_PAGES})",
    )
    parser.add_argument(
        "--ocr",
        choices=("auto", "off", "force"),
        default="auto",
        help="read pages that are pictures: those without usable text (auto), none, or all",
    )
    agencies.add_option(parser)
    said = parser.add_argument_group("what the documents are, in place of what they say themselves")
    said.add_argument("--kind", metavar="KIND", help="Renja, Renstra, RKPD, RPJMD, LKIP, ...")
    said.add_argument("--opd", metavar="NAME", help='whose they are; "" for a plan of the whole region')
    said.add_argument("--region", metavar="NAME", help='"Kabupaten Contoh"')
    said.add_argument("--year", type=_years, metavar="2026|2025-2029", help="the years that they plan")


def _scan_cache() -> Path | None:
    """Where what was read of scanned pages is kept: in the user's cache folder, nowhere without a home."""
    try:
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "petakota" / "scans"
    except RuntimeError:
        return None


def _pages(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text.strip())
    if match is None or int(match.group(1)) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no page range; write 7 or 3-20')
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if last < first:
        raise argparse.ArgumentTypeError(f'"{text}" ends before it begins; write {last}-{first}')
    return first, last


def _number(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text.strip()) or int(text) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of pages; write 3000')
    return int(text)


def _years(text: str) -> tuple[int, ...]:
    match = re.fullmatch(r"(20\d\d)(?:\s*[-–]\s*(20\d\d))?", text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(f'"{text}" names no years; write 2026 or 2025-2029')
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if last < first:
        raise argparse.ArgumentTypeError(f'"{text}" ends before it begins; write {last}-{first}')
    return tuple(range(first, last + 1))


def _given(arguments: argparse.Namespace) -> GivenFacts:
    """What the call says of its documents. Raises UsageError for an empty word or an unknown kind."""
    from classifier.documents import kind_words

    for name, value in (("--kind", arguments.kind), ("--region", arguments.region)):
        if value is not None and not value.strip():
            raise UsageError(f"{name} is empty; leave it out to have it read from the document.")
    if arguments.kind is not None and not kind_words.is_known(arguments.kind):
        raise UsageError(
            f'--kind "{arguments.kind}" is no kind of document; it is one of {", ".join(kind_words.names())}.'
        )
    return GivenFacts(arguments.kind, arguments.region, arguments.opd, arguments.year)


def read(
    arguments: argparse.Namespace,
    *,
    fields: tuple[str, ...],
    prepare: Callable[[], Dicts],
    show: Callable[[list[dict[str, Any]]], None],
    explain: Callable[[Path, Extraction, Mapper], None] | None = None,
) -> int:
    """Read every document and write what each gives; the exit code.

    `prepare` is called while the child processes start and gives what makes dicts, with `fields`,
    of a document; `show` prints them for a person; `explain` is called after each document.
    One that fails is noted on stderr and does not stop the others.
    """
    from classifier.extraction import reader_pool

    given, registry = _given(arguments), agencies.chosen_registry(arguments)
    reader_pool.prepare()
    from classifier.extraction.extract import extract

    failures: list[PetakotaError] = []
    with reader_pool.Readers(reader_pool.count()) as readers:
        dicts = prepare()

        def rows() -> Iterator[dict[str, Any]]:
            for name in arguments.documents:
                path = Path(name)
                try:
                    with terminal.progress(path.name) as progress:
                        extraction = extract(
                            path,
                            pages=arguments.pages,
                            mapper=readers.answers,
                            progress=progress,
                            registry=registry,
                            given=given,
                            max_pages=arguments.max_pages,
                            ocr=arguments.ocr,
                            scan_cache=_scan_cache(),
                        )
                except (DocumentError, UsageError) as error:
                    failures.append(error)
                    terminal.note(str(error))
                    continue
                _note_problems(extraction)
                _note_other_years(extraction, given)
                if explain:
                    explain(path, extraction, readers.answers)
                yield from dicts(extraction)
            if len(failures) == len(arguments.documents):
                # Ends the writing, so that an older output file stays as it was.
                raise _AllFailed(failures[0].exit_code)

        try:
            if output.wants_table(arguments):
                show(list(rows()))
            else:
                output.write(rows(), arguments, fields=fields, inputs=arguments.documents)
        except _AllFailed as failed:
            return failed.exit_code
    return 1 if failures else 0


class _AllFailed(Exception):  # noqa: N818
    """Every document failed, and each has been noted."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def _note_other_years(extraction: Extraction, given: GivenFacts) -> None:
    """Note years given for a document whose rows have money of other years alone."""
    printed = sorted({year for row in extraction.rows for year, amount in row.pagu if year and amount})
    years = list(map(str, given.years or ()))
    if years and printed and set(years).isdisjoint(printed):
        given_years = "-".join(dict.fromkeys((years[0], years[-1])))
        terminal.note(
            f"{extraction.document}: no row has money of {given_years}, which --year gives; "
            f"rows have money of {', '.join(printed)}."
        )


def _with_last_pages(problems: Sequence[Problem]) -> list[tuple[Problem, int]]:
    """Problems, each with the last page that it is said of: what is wrong on page after page is said once.

    A damaged document may count thousands of pages that it does not hold.
    """
    with_last: list[tuple[Problem, int]] = []
    for problem in problems:
        first, last = with_last[-1] if with_last else (problem, 0)
        if problem.page == last + 1 > 1 and problem.fault == first.fault:
            with_last[-1] = first, problem.page
        else:
            with_last.append((problem, problem.page))
    return with_last


def _note_problems(extraction: Extraction) -> None:
    for problem, last in _with_last_pages((*extraction.problems, *extraction.warnings)):
        pages = f"page {last}" if last == problem.page else f"pages {problem.page}-{last}"
        place = f"{pages}: " if problem.page else ""
        terminal.note(f"{extraction.document}: {place}{problem.fault}")
    n_scans = extraction.n_pages - extraction.n_text_pages - len(extraction.problems)
    if n_scans > 0:
        terminal.note(
            f"{extraction.document}: {n_scans} of {extraction.n_pages} pages hold no text (scans); not read."
        )
    if n_doubtful := sum(bool(row.doubts) for row in extraction.rows):
        terminal.note(
            f"{extraction.document}: {n_doubtful} of {len(extraction.rows)} rows with doubts about their "
            "reading; their field doubts names them, compare them with their pages."
        )
    if not extraction.rows:
        pages = "1 page" if extraction.n_pages == 1 else f"{extraction.n_pages} pages"
        terminal.note(f"{extraction.document}: no program rows found on {pages}; extract --explain says why.")
