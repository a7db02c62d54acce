"""What speaks against taking a map's numbers for the whole truth, said wherever the map is shown.

Programs of tables of which it is not sure what they are; amounts that cannot be, left out until a person
has confirmed them; printed totals that the rows do not meet; documents without a plan, whose
evaluation or review counts instead.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classifier.mapping.counting import LeftOut
from classifier.mapping.programs import Outline, Program


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
class Cautions:
    """What is uncertain or left out in a map.

    `n_role_doubted` are programs, or kegiatan, of which it is not sure what the tables are that print them.
    """

    n_role_doubted: int = 0
    left_out: tuple[LeftOut, ...] = ()
    unmet: tuple[UnmetTotal, ...] = ()
    substitutes: tuple[Substitute, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return self == Cautions()


def of(
    outlines: Iterable[Outline], programs: Iterable[Program], unmet: Iterable[UnmetTotal], *, counted: str
) -> Cautions:
    """The cautions of what a map of a level (`counted`) has of documents."""
    all_outlines = list(outlines)
    return Cautions(
        n_role_doubted=sum(program.is_role_doubted and program.level == counted for program in programs),
        left_out=tuple(amount for one in all_outlines for amount in one.left_out),
        unmet=tuple(unmet),
        substitutes=tuple(
            Substitute(document, role)
            for one in all_outlines
            for document, role in one.roles
            if role != "plan"
        ),
    )
