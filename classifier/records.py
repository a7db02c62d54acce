"""The records that pass between stages, frozen and free of any library's types.

Coordinates are points from the top left of the page as displayed (its /Rotate
applied); pages count from 1; money is in rupiah. JSON, CSV and XLSX shapes are
made in `formats` alone, so a field is renamed in one place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from classifier.faults import Fault

Level = Literal["program", "kegiatan", "subkegiatan"]
Source = Literal["table", "list", "ocr"]
# What the reader may be unsure of in a row: its name (`cut`: it may go on or begin elsewhere), its level
# and code, the program it belongs to, its OPD, its money and the unit of that, what its table is, or
# whether it is a row at all.
Doubt = Literal["name", "cut", "level", "kode", "program", "opd", "pagu", "unit", "role", "row"]
# What a table of programs is: what will be done in the planned years, what was done before, the draft of the
# RKPD beside an analysis, proposals, or none of these.
Role = Literal["plan", "evaluation", "review", "proposal", "other"]
# What is said of a document as a whole.
Fact = Literal["kind", "region", "opd", "years", "stage", "title"]
Stage = Literal["final", "draft", "change"]
PageOutcome = Literal[
    "with_rows",
    "table_without_rows",
    "no_program_column",
    "no_table",
    "perhaps_missed",
    "names_no_program",
    "no_text",
    "unreadable",
    "not_asked",
]

LEVELS: tuple[Level, ...] = ("program", "kegiatan", "subkegiatan")
# Stored by the service: a name that stands here keeps its meaning.
DOUBTS: tuple[Doubt, ...] = get_args(Doubt)
ROLES: tuple[Role, ...] = get_args(Role)
PAGE_OUTCOMES: tuple[PageOutcome, ...] = get_args(PageOutcome)


class Box(NamedTuple):
    """A rectangle on a page: `x0 <= x1`, `top <= bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Points from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return self.bottom - self.top

    @property
    def x_centre(self) -> float:
        """Halfway between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def y_centre(self) -> float:
        """Halfway between top and bottom."""
        return (self.top + self.bottom) / 2

    def x_overlap(self, other: Box) -> float:
        """The width that both share; negative, the gap between them, when they lie side by side."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)

    def y_overlap(self, other: Box) -> float:
        """The height that both share; negative, the gap between them, when one lies above the other."""
        return min(self.bottom, other.bottom) - max(self.top, other.top)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them; there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


@dataclass(frozen=True, slots=True)
class Row:
    """One program, kegiatan or sub kegiatan of a document, as the contract names it.

    `pagu` holds (year, rupiah) pairs in the order of the table's columns; the
    year is "" when the table names none. `table` is the caption of the table or list it stands in,
    `table_number` which of the document's that is, from 1 (0: not known). `is_opd_of_document` is true
    when the row and its table name no OPD, so that `opd` is the document's. `doubts` is what the reader
    is unsure of, in the order of `DOUBTS`.
    """

    document: str
    sha256: str
    page: int
    bbox: Box
    level: Level
    kode: str
    text: str
    program: str = ""
    indikator: tuple[str, ...] = ()
    opd: str = ""
    pagu: tuple[tuple[str, int], ...] = ()
    source: Source = "table"
    table: str = ""
    role: Role = "plan"
    doubts: tuple[Doubt, ...] = ()
    table_number: int = 0
    is_opd_of_document: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong on one page, or on the document when `page` is 0."""

    page: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class PageReport:
    """Why a page gave rows or none, as a key and in words.

    `outcome` says what a reader of the page would find: rows begin on it (`with_rows`); a table
    was taken, but no row begins in it (`table_without_rows`); all tables were left
    (`no_program_column`); it names programs, but holds no table and no list of them (`no_table`);
    by its words it lists rows, but none was read (`perhaps_missed`, with a warning); it
    `names_no_program`; it has `no_text`; it is `unreadable`, with a `Problem`; it lies so far from the
    pages asked for that it was not read (`not_asked`).
    """

    page: int
    outcome: PageOutcome
    message: str


@dataclass(frozen=True, slots=True)
class Trace:
    """How a table was taken: where it stands, its columns as (role, x0, x1), and that in words.

    The words (`message`) are for `extract --explain` alone.
    """

    page: int
    box: Box
    columns: tuple[tuple[str, float, float], ...]
    message: str


@dataclass(frozen=True, slots=True)
class TableSigns:
    """What speaks for the role of a table or list: its texts, and what it holds.

    `headings` are those of the sections that it stands in, the nearest last; `header` the texts
    of its header's cells; `n_rows` how many rows it gave.
    """

    caption: str
    headings: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    has_money: bool = False
    is_list: bool = False
    n_rows: int = 0


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table or list of a document that gave rows.

    `first_page` and `last_page` count from 1. `unit` is what one printed unit of its money is worth in
    rupiah; `totals` are the rupiah by year that the table prints as the total of all its rows. `signs` are
    what its role was told by, None of a table that was stored before they were.
    """

    number: int
    first_page: int
    last_page: int
    caption: str
    role: Role
    unit: int = 1
    totals: tuple[tuple[str, int], ...] = ()
    is_role_sure: bool = True
    signs: TableSigns | None = None


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document is, as far as it says so.

    `kind` is `Renja`, `Renstra`, `RKPD`, `RPJMD`, `LKIP`, `Perjanjian Kinerja`, `RKT` or what it calls
    itself, "" when it does not say; `region` with its word (`Kabupaten Contoh`); `opd` the official name
    where the registry has one, "" for the plan of a whole region; `opd_printed` as the document prints it,
    a bidang or UPTD when it names no agency; `years` the planned ones, ascending; `stage` `draft` of a
    Rancangan, `change` of a Perubahan, else `final`. `doubts` names
    the facts that a person should check. `title` is what people call it, "" when nobody has named it.
    """

    kind: str = ""
    region: str = ""
    opd: str = ""
    years: tuple[int, ...] = ()
    doubts: tuple[Fact, ...] = ()
    opd_printed: str = ""
    stage: Stage = "final"
    title: str = ""


@dataclass(frozen=True, slots=True)
class GivenFacts:
    """What a person says of a document, in place of what it says itself; None is left to the document.

    `opd` "" is that of no agency: a plan of the whole region.
    """

    kind: str | None = None
    region: str | None = None
    opd: str | None = None
    years: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All rows of one document in reading order, and what could not be read.

    `n_text_pages` counts the pages with a text layer among the `n_pages` asked for;
    `warnings` are doubts about what was read: a total that rows do not meet, rows that may be missing.
    `pages` says of every page why it was or was not read, `traces` how each table was taken.
    """

    document: str
    sha256: str
    n_pages: int
    n_text_pages: int
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    pages: tuple[PageReport, ...] = ()
    traces: tuple[Trace, ...] = ()
    tables: tuple[TableFacts, ...] = ()
    facts: DocumentFacts = DocumentFacts()


@dataclass(frozen=True, slots=True)
class Query:
    """A text to label with the context it came with; only `text` is needed."""

    text: str
    program: str = ""
    kode: str = ""
    opd: str = ""
    indikator: tuple[str, ...] = ()
    level: str = ""


class Alternative(NamedTuple):
    """A label that the model held less likely; `confidence` in 0..1."""

    subdimension: str
    confidence: float


EvidenceSource = Literal["text", "program", "opd", "kode"]


class Evidence(NamedTuple):
    """What spoke for the label, and how much (log-odds against the mean of all, higher is more).

    `term` is a word of the row as printed; or what stands around it, when that helped to decide: its
    program, agency or code as printed, which `source` then names.
    """

    term: str
    weight: float
    source: EvidenceSource = "text"


@dataclass(frozen=True, slots=True)
class Prediction:
    """The model's answer for one text.

    `confidence` is the calibrated probability of `subdimension`; `alternatives`
    are the next two; `review` is true when a person should look at the label.
    """

    subdimension: str
    confidence: float
    alternatives: tuple[Alternative, ...]
    review: bool
    evidence: tuple[Evidence, ...]
    model: str

    @property
    def dimension(self) -> str:
        """First part of the subdimension's id."""
        return self.subdimension.split(".", 1)[0]


@dataclass(frozen=True, slots=True)
class TaggedRow:
    """A row and what the model says of it."""

    row: Row
    prediction: Prediction

    @property
    def review(self) -> bool:
        """Whether a person should look at it: the model doubts its label, or the reader the row."""
        return self.prediction.review or bool(self.row.doubts)


@dataclass(frozen=True, slots=True)
class Label:
    """A person's answer for one text: a line of `data/labeled/*.jsonl`.

    `program`, `opd`, `kode` and `indikator` are what stood around the row, where that is known, and
    `document` is the document it was printed in.
    `origin` is `expert`, `corrected` or `confirmed`; `at` is UTC in ISO 8601.
    """

    text: str
    subdimension: str
    secondary: str = ""
    level: str = ""
    program: str = ""
    opd: str = ""
    kode: str = ""
    indikator: tuple[str, ...] = ()
    document: str = ""
    note: str = ""
    origin: str = "expert"
    by: str = ""
    at: str = ""
    place: str = field(default="", compare=False)
