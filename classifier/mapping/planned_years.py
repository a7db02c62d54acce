"""What counts of a document in some of its years: one rule for a mapping's years and for a year of a map.

A plan that lies within these years counts whole: all its programs, with the money of these years
and that for which no year is printed. Of a plan of more years, such as a Renstra, count the programs that
have money in these years, and those that print none for any year. Of a document that does not plan
them count the programs that have money in them alone.

Where a person says that a document plans other years than those its money is printed for, no map of these
years has that money: `misdated` finds it, so that it is said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from classifier.mapping.programs import Outline, Program


@dataclass(frozen=True, slots=True)
class Misdated:
    """A document whose money is printed for other years than those that a person says it plans; ascending."""

    document: str
    printed: tuple[int, ...]
    planned: tuple[int, ...]


def misdated(
    outline: Outline, document: str, *, planned: Sequence[int], read: Sequence[int]
) -> Misdated | None:
    """The money of a document whose planned years a person set; None when it is printed for these.

    `read` are the years that were read of it: forward estimates for the year that it is said to plan are
    not that year's budget.
    """
    with_money = {int(year) for year in years_of(outline)}
    of_years_read = with_money & set(read)
    if not planned or not with_money or (of_years_read or with_money) & set(planned):
        return None
    return Misdated(document, tuple(sorted(of_years_read or with_money)), tuple(sorted(planned)))


def in_years(outline: Outline, years: Collection[str], planned: Iterable[int] = ()) -> Outline:
    """What an outline has in years, with their money alone; "" is money for which no year is printed.

    `planned` are the years that its document plans; where they are not known, those it has money in.
    """
    of_document = years_of(outline, planned)
    is_planned = not of_document.isdisjoint(years)
    is_whole = is_planned and of_document <= set(years)
    counting = {*years, ""} if is_whole else set(years)
    return replace(
        outline,
        programs=tuple(_within(outline.programs, counting, is_planned=is_planned, is_whole=is_whole)),
        kegiatan=tuple(_within(outline.kegiatan, counting, is_planned=is_planned, is_whole=is_whole)),
        left_out=tuple(amount for amount in outline.left_out if amount.year in counting),
    )


def years_of(outline: Outline, planned: Iterable[int] = ()) -> set[str]:
    """The years that a document plans; where they are not known, those its programs have money in."""
    return {str(year) for year in planned} or {
        year for program in outline.programs for year, amount in program.pagu.items() if year and amount
    }


def _within(
    programs: Iterable[Program], years: Collection[str], *, is_planned: bool, is_whole: bool
) -> Iterator[Program]:
    for program in programs:
        pagu = {year: amount for year, amount in program.pagu.items() if year in years}
        has_money = any(pagu.values())
        names_other_years = any(year and amount for year, amount in program.pagu.items() if year not in years)
        if is_whole or has_money or (is_planned and not names_other_years):
            conflicts = tuple(conflict for conflict in program.conflicts if conflict.year in pagu)
            yield replace(program, pagu=pagu, conflicts=conflicts)
