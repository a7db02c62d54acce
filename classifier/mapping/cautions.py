"""What speaks against taking a map's numbers for the whole truth, said wherever the map is shown.

Programs of tables of which it is not sure what they are, and with names that are cut; agencies without a
rupiah that could be read; amounts that cannot be, left out until a person has confirmed them; printed totals
that the rows do not meet; of two plans that disagree, the one that does not count; documents without a plan,
whose evaluation or review counts instead; those whose money is printed for other years than they are said to
plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classifier.mapping.counting import LeftOut
from classifier.mapping.planned_years import Misdated
from classifier.mapping.programs import Outline, Program
from classifier.mapping.rival_plans import RivalPlan


@dataclass(frozen=True, slots=True)
class UnmetTotal:
    """A total that a table prints (rupiah of the planned years), and what its rows add up to.

    `first_page` and `last_page` count from 1.
    """

    document: str
    caption: str
    first_page: int
    last_page: int
    printed: int
    read: int

    @property
    def difference(self) -> int:
        """Rupiah that the rows have more than is printed; negative when they have less."""
        return self.read - self.printed


@dataclass(frozen=True, slots=True)
class Substitute:
    """A document without a plan: what its tables are that count instead, "" when none does."""

    document: str
    role: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """A program or kegiatan that counts and of which something is not sure; `page` 0 for not known."""

    document: str
    text: str
    page: int


@dataclass(frozen=True, slots=True)
class NoMoney:
    """An agency with programs or kegiatan, for none of which any rupiah was read."""

    opd: str
    n_programs: int


@dataclass(frozen=True, slots=True)
class Cautions:
    """What is uncertain or left out in a map.

    `role_doubted` are programs, or kegiatan, of which it is not sure what the tables are that print them,
    `cut` those whose name is cut wherever it is printed; `without_money` are agencies.
    """

    role_doubted: tuple[Doubted, ...] = ()
    cut: tuple[Doubted, ...] = ()
    without_money: tuple[NoMoney, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unmet: tuple[UnmetTotal, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    rivals: tuple[RivalPlan, ...] = ()
    misdated: tuple[Misdated, ...] = ()

    @property
    def n_role_doubted(self) -> int:
        """How many programs or kegiatan stand only in doubted tables."""
        return len(self.role_doubted)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return self == Cautions()


def of(
    outlines: Iterable[Outline], programs: Iterable[Program], unmet: Iterable[UnmetTotal], *, counted: str
) -> Cautions:
    """The cautions of what a map of a level (`counted`) has of documents."""
    all_outlines = list(outlines)
    all_found = list(programs)
    all_programs = [program for program in all_found if program.level == counted]
    return Cautions(
        role_doubted=tuple(_doubted(program) for program in all_programs if program.is_role_doubted),
        cut=tuple(_doubted(program) for program in all_programs if program.is_cut),
        without_money=tuple(_without_money(all_found, counted)),
        left_out=tuple(amount for one in all_outlines for amount in one.left_out),
        unmet=tuple(unmet),
        substitutes=tuple(
            Substitute(document, role)
            for one in all_outlines
            for document, role in one.roles
            if role != "plan"
        ),
        rivals=tuple(rival for one in all_outlines for rival in one.rivals),
    )


def _doubted(program: Program) -> Doubted:
    document = program.document.rpartition(" ")[0] or program.document
    return Doubted(document, program.text, program.page)


def _without_money(programs: Iterable[Program], counted: str) -> Iterator[NoMoney]:
    n_programs: Counter[str] = Counter()
    with_money: set[str] = set()
    for program in programs:
        n_programs[program.opd] += program.level == counted
        if program.total:
            with_money.add(program.opd)
    return (NoMoney(opd, n) for opd, n in n_programs.items() if n and opd not in with_money)
