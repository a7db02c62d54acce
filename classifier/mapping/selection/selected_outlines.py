"""What of the chosen documents a mapping counts: its years alone, and each program of an agency once.

What counts in the years is in `planned_years`. A document of other years counts only when a person
switched it on: then it counts whole, with the money of its own years.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from classifier.agencies.registry import Registry
from classifier.fields.names import fold
from classifier.mapping.agency_names import NO_OPD, official_names
from classifier.mapping.analysis import in_one_naming
from classifier.mapping.planned_years import in_years, years_of
from classifier.mapping.programs import Outline, Program
from classifier.mapping.selection.document_choice import Choice


@dataclass(frozen=True, slots=True)
class ChosenDocument:
    """A document that counts, its planned years, and the agency whose it is ("" for none)."""

    outline: Outline
    choice: Choice
    years: tuple[int, ...] = ()
    opd: str = ""


def selected_outlines(
    chosen: Sequence[ChosenDocument], registry: Registry | None = None
) -> tuple[Outline, ...]:
    """What counts of each document that counts, in their order."""
    named = in_one_naming([_in_years(document) for document in chosen], registry)
    owners = official_names((document.opd for document in chosen if document.opd), registry)
    whole = [one for one, document in zip(named, chosen, strict=True) if not document.choice.is_rest]
    covered = {fold(owners.get(one.opd, one.opd)) for one in chosen if one.opd and not one.choice.is_rest}
    covered |= {fold(program.opd) for one in whole for program in one.programs if program.opd != NO_OPD}
    texts = {fold(program.text) for one in whole for program in (*one.programs, *one.kegiatan)}
    rest = [
        _without(one, covered, texts) if document.choice.is_rest else one
        for one, document in zip(named, chosen, strict=True)
    ]
    has_several_years = len({year for document in chosen for year in document.choice.years}) > 1
    return tuple(_each_once(rest) if has_several_years else rest)


def _in_years(document: ChosenDocument) -> Outline:
    if _is_of_other_years(document):
        return document.outline
    return in_years(document.outline, {str(year) for year in document.choice.years}, document.years)


def _is_of_other_years(document: ChosenDocument) -> bool:
    """Whether a person switched on a document of which no known year is the mapping's."""
    of_mapping = {str(year) for year in document.choice.years}
    planned = years_of(document.outline, document.years)
    return document.choice.why == "by_hand" and of_mapping.isdisjoint(planned)


def _without(outline: Outline, covered: set[str], texts: set[str]) -> Outline:
    """What agencies without a document of their own have; of no agency, what no own document has."""

    def rest(programs: Iterable[Program]) -> tuple[Program, ...]:
        return tuple(
            one
            for one in programs
            if (fold(one.text) not in texts if one.opd == NO_OPD else fold(one.opd) not in covered)
        )

    return replace(outline, programs=rest(outline.programs), kegiatan=rest(outline.kegiatan))


def _each_once(outlines: Sequence[Outline]) -> list[Outline]:
    """The outlines with a program of several years once for its agency, in the first, with all its money."""
    programs = _once([outline.programs for outline in outlines])
    kegiatan = _once([outline.kegiatan for outline in outlines])
    return [
        replace(outline, programs=its_programs, kegiatan=its_kegiatan)
        for outline, its_programs, its_kegiatan in zip(outlines, programs, kegiatan, strict=True)
    ]


def _once(by_document: Sequence[tuple[Program, ...]]) -> list[tuple[Program, ...]]:
    kept: list[list[Program]] = []
    places: dict[tuple[str, ...], tuple[int, int]] = {}
    for number, programs in enumerate(by_document):
        kept.append([])
        for program in programs:
            # Of no agency, those of one name in two documents may be of two agencies.
            of = str(number) if program.opd == NO_OPD else ""
            key = (program.level, fold(program.opd), of, fold(program.text))
            document, place = places.setdefault(key, (number, len(kept[-1])))
            if document == number:
                kept[-1].append(program)
            else:
                kept[document][place] = _together(kept[document][place], program)
    return [tuple(programs) for programs in kept]


def _together(program: Program, later: Program) -> Program:
    pagu = {**later.pagu, **program.pagu}
    return replace(program, pagu=dict(sorted(pagu.items())), rows=(*program.rows, *later.rows))
