"""What an office always does: its region and agencies, how it writes names and money, its paper and type.

All of it is drawn by lot once for a document (`House`, `Paper` and `look`).
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.drawing.pdf_painter import A3, A4, FOLIO, landscape
from tests.support.layouts.grids import Look
from tests.support.layouts.pages import BLACK, FACES, LEGAL, Colour
from tests.support.layouts.plan_content import Agency, agencies, in_case
from tests.support.layouts.wordings import REGIONS

# Kinds of documents, and how often each is drawn.
KINDS = {
    "Renstra": 3,
    "Renstra 2025-2029": 4,
    "RPJMD": 3,
    "RPJMD 2025-2029": 4,
    "Renja": 6,
    "RKPD": 4,
    "LKIP": 2,
    "Perjanjian Kinerja": 2,
    "APBD": 2,
    "Program Unggulan": 2,
}
_OF_REGION = ("RPJMD", "RPJMD 2025-2029", "RKPD", "APBD", "Program Unggulan")
_WORDS = {"program": "Program ", "kegiatan": "Kegiatan ", "subkegiatan": "Sub Kegiatan "}


@dataclass(frozen=True)
class Casing:
    """How an office writes names of one level: `case` is kept, upper, title or each.

    `word` says what becomes of the word of the level in front: kept, put or left out.
    """

    case: str = "kept"
    word: str = "kept"

    def written(self, name: str, level: str) -> str:
        """A name as the office writes it."""
        word = _WORDS[level]
        has_word = name.lower().startswith(word.lower())
        if self.word == "out" and has_word:
            name = name[len(word) :]
            name = name[0].upper() + name[1:]
        elif self.word == "put" and not has_word:
            name = word + name
        return in_case(name, self.case)


@dataclass(frozen=True)
class Amounts:
    """How an office writes money: the mark of thousands, what stands around it, the unit in rupiah."""

    mark: str = "."
    before: str = ""
    after: str = ""
    unit: int = 1
    zero: str = "-"

    @property
    def least(self) -> int:
        """The rupiah that all amounts are whole numbers of."""
        return {1: 1, 1000: 1000}.get(self.unit, 100_000)

    def printed(self, rupiah: int) -> str:
        """An amount as it stands in a cell; zero has a sign of its own."""
        if not rupiah:
            return self.zero
        whole, rest = divmod(rupiah, self.unit)
        text = f"{whole:,}".replace(",", self.mark)
        if rest:
            decimal = "." if self.mark == "," else ","
            text += decimal + f"{rest / self.unit:.6f}"[2:].rstrip("0")
        return f"{self.before}{text}{self.after}"


_AMOUNTS = (
    *(Amounts() for _ in range(7)),
    Amounts(mark=","),
    Amounts(mark=",", zero="0"),
    Amounts(after=",00", zero="0,00"),
    Amounts(after=",00"),
    Amounts(mark=",", after=".00", zero="0.00"),
    Amounts(before="Rp "),
    Amounts(before="Rp. ", after=",-", zero="Rp. -"),
    Amounts(before="Rp", after=",00", zero="Rp0,00"),
    Amounts(before="Rp. "),
    Amounts(mark="", zero="0"),
    Amounts(after=",-"),
    Amounts(unit=1000),
    Amounts(unit=1000, mark=","),
    Amounts(unit=1_000_000),
)


@dataclass(frozen=True)
class House:
    """What one office does in all of a document; `generator` draws all lots of the document."""

    generator: random.Random
    kind: str
    region: str
    agency: Agency
    agencies: tuple[Agency, ...]
    years: tuple[str, ...]
    casing: Mapping[str, Casing]
    amounts: Amounts
    # Its head says thousands where amounts are full rupiah.
    has_false_unit: bool
    code: str
    digits: int
    slips: float
    opd_case: str
    # What stands on every page: web, none, number, title or both.
    edge: str
    has_cover: bool
    # The unit of money stands above the table, not above its columns.
    has_unit_above: bool

    @property
    def year(self) -> str:
        """The first planned year."""
        return self.years[0]

    @property
    def is_of_region(self) -> bool:
        """Whether it is a plan of the whole region, and no agency's."""
        return self.kind in _OF_REGION

    @property
    def title(self) -> str:
        """What the document calls itself."""
        owner = self.region if self.is_of_region else f"{self.agency.name} {self.region}"
        kind = re.sub(r" 2025-2029$", "", self.kind)
        span = self.years[0] if len(self.years) == 1 else f"{self.years[0]}-{self.years[-1]}"
        return f"{kind} {owner} Tahun {span}"

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.generator.random() < share

    def words(self, text: str) -> str:
        """A wording with this document's agency, region and years in it."""
        return text.format(
            opd=self.region if self.is_of_region else self.agency.name,
            region=self.region,
            place=self.region.split(" ", 1)[1],
            year=self.year,
            after=int(self.year) + 1,
            before=int(self.year) - 1,
            first=self.years[0],
            last=self.years[-1] if len(self.years) > 1 else int(self.year) + 4,
        )

    def printed_opd(self, agency: Agency) -> str:
        """How a cell names an agency."""
        if self.opd_case == "short":
            return agency.short
        return agency.name.upper() if self.opd_case == "upper" else agency.name

    def told_opd(self, text: str) -> str:
        """The agency that a caption or the document's own title tells, "" when neither does."""
        if self.is_of_region:
            return ""
        is_told = self.has_cover or self.edge in ("title", "both") or self.agency.name.lower() in text.lower()
        return self.agency.name if is_told else ""


@dataclass(frozen=True)
class Paper:
    """What pages with tables and pages with prose are like."""

    table: tuple[float, float]
    prose: tuple[float, float]
    margin: float
    rotate: int
    sideways: bool
    is_web: bool


_PROGRAM_CASES = ("upper", "upper", "upper", "title", "each", "kept")
_OTHER_CASES = ("kept", "kept", "kept", "kept", "title", "each", "upper")
_CODES = (*("cell",) * 3, *("split",) * 3, "dash", "space", "none", "running", "gutter")


def house(generator: random.Random) -> House:
    """An office and the document that it writes."""
    choice = generator.choice
    kind = choice([kind for kind, n in KINDS.items() for _ in range(n)])
    all_agencies = agencies()
    amounts = choice(_AMOUNTS)
    return House(
        generator=generator,
        kind=kind,
        region=choice(REGIONS),
        agency=choice(all_agencies),
        agencies=tuple(generator.sample(all_agencies, 9)),
        years=_years(generator, kind),
        casing={
            "program": Casing(choice(_PROGRAM_CASES), choice(("kept",) * 5 + ("out",))),
            "kegiatan": Casing(choice(_OTHER_CASES), choice(("kept",) * 4 + ("put",))),
            "subkegiatan": Casing(choice(_OTHER_CASES), choice(("kept",) * 5 + ("put",))),
        },
        amounts=amounts,
        has_false_unit=amounts.unit == 1 and generator.random() < 0.05,
        code=choice(_CODES),
        digits=choice((4, 4, 4, 2)),
        slips=choice((0, 0, 0, 0, 0.06)),
        opd_case=choice(("name", "name", "name", "upper", "short")),
        edge=choice(("none", "none", "number", "number", "title", "both")),
        has_cover=generator.random() < 0.15,
        has_unit_above=generator.random() < 0.25,
    )


def _years(generator: random.Random, kind: str) -> tuple[str, ...]:
    if kind.endswith("2025-2029"):
        first = generator.choice((2025, 2026, 2026, 2026))
        n = generator.choice((5, 5, 5, 6, 4, 3)) if first == 2025 else generator.choice((5, 5, 5, 4, 3))
    elif kind in ("Renstra", "RPJMD"):
        first, n = generator.choice((2019, 2021, 2021, 2022, 2023)), generator.choice((5, 5, 5, 6, 4, 3, 2))
    else:
        first, n = generator.choice((2021, 2022, 2023, 2024, 2025, 2026)), 1
    return tuple(str(first + i) for i in range(n))


def paper(generator: random.Random) -> Paper:
    """What the document is printed on."""
    choice = generator.choice
    is_web = generator.random() < 0.18
    size = choice((A4, A4, A3)) if is_web else choice((A4, A4, FOLIO, FOLIO, LEGAL, A3))
    turned = generator.random()
    return Paper(
        table=landscape(size) if generator.random() < 0.8 else size,
        prose=A4 if size in (A4, A3) else FOLIO,
        margin=choice((15, 28)) if is_web else choice((28, 36, 45, 57, 72)),
        rotate=choice((90, 270)) if turned < 0.08 else 0,
        sideways=0.08 <= turned < 0.12,
        is_web=is_web,
    )


_BLUE: Colour = (0.16, 0.32, 0.55)
_DARK: Colour = (0.2, 0.2, 0.2)
_GREY: Colour = (0.85, 0.85, 0.85)
_PALE: Colour = (0.95, 0.95, 0.95)
_WHITE: Colour = (1, 1, 1)
_OFFICE_FILLS = (None, None, _GREY, _PALE, (0.74, 0.84, 0.93), (0.77, 0.88, 0.7), (1, 0.95, 0.75), _BLUE)
_RULES = (
    *("all",) * 9, "fills", "fills", "double", "dashes", "dots",
    "horizontal", "vertical", "groups", "head", "none",
)  # fmt: skip
_OFFICE_FACES = ("arial", "arial", "arial narrow", "arial narrow", "times", "times", "courier", "verdana")


def look(generator: random.Random, is_web: bool) -> Look:
    """How the tables look: printed from a browser or from an office program."""
    choice = generator.choice
    fill = choice((None, _PALE, _GREY, _BLUE, _DARK)) if is_web else choice(_OFFICE_FILLS)
    ink = _WHITE if fill in (_BLUE, _DARK) else BLACK
    if is_web:
        return Look(
            face=FACES[choice(("arial", "arial", "verdana", "times"))],
            size=choice((5.5, 6, 6.5, 7)),
            leading=choice((1.15, 1.3, 1.45)),
            pad_x=choice((1, 2.5, 4)),
            pad_y=choice((0.8, 2, 4)),
            rules=choice(("all", "all", "all", "fills", "horizontal", "none")),
            colour=choice(((0.82, 0.82, 0.82), (0.6, 0.6, 0.6), BLACK, (0.87, 0.89, 0.9))),
            thickness=choice((0.4, 0.75)),
            head_fill=fill,
            head_ink=ink,
            zebra=choice((None, None, (0.96, 0.97, 0.98))),
            repeat=choice(("all", "none", "none")),
            cuts_rows=choice((True, False)),
            merged=choice(("flow", "center", "center")),
            open_breaks=True,
            at_slash=choice((True, False)),
            clips=generator.random() < 0.3,
        )
    return Look(
        face=FACES[choice(_OFFICE_FACES)],
        size=choice((5, 6, 6.5, 7, 7, 7.5, 8, 8, 9, 10, 11)),
        leading=choice((1.05, 1.12, 1.15, 1.2, 1.35)),
        pad_x=choice((1.5, 2.5, 4, 5.4)),
        pad_y=choice((-0.6, 0.3, 1, 1, 2, 3)),
        rules=choice(_RULES),
        thickness=choice((0.25, 0.5, 0.5, 0.75, 1)),
        head_fill=fill,
        head_ink=ink,
        head_bold=generator.random() < 0.85,
        repeat=choice(("all", "all", "all", "none", "none", "numbers")),
        cuts_rows=choice((True, True, False)),
        merged=choice(("flow", "flow", "center", "repeat")),
        at_slash=generator.random() < 0.2,
        justify=generator.random() < 0.12,
    )
