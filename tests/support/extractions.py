"""Extractions made up of page outcomes and faults, without a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from classifier.records import Extraction, PageOutcome, PageReport, Problem


def extraction(
    outcomes: str = "", *, problems: Sequence[Problem] = (), warnings: Sequence[Problem] = ()
) -> Extraction:
    """An extraction without rows; a letter is a page, by the letter that distinguishes outcomes."""
    letters: dict[str, PageOutcome] = {
        "r": "with_rows", "b": "table_without_rows", "c": "no_program_column", "t": "no_table",
        "n": "names_no_program", "s": "no_text", "u": "unreadable", "m": "perhaps_missed", "a": "not_asked",
    }  # fmt: skip
    pages = tuple(PageReport(n, letters[letter], "") for n, letter in enumerate(outcomes, start=1))
    n_text = sum(letter not in "su" for letter in outcomes)
    return Extraction("a.pdf", "0" * 64, len(pages), n_text, (), tuple(problems), tuple(warnings), pages)
