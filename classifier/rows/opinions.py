"""What the weights say of the name cells of one part of a table, and what its rows rest on.

Nothing here decides: `assembler` weighs these opinions against the rules of print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from classifier.evidence.decoding import NameRun
from classifier.evidence.judgement import PageJudgement
from classifier.fields import amounts, names
from classifier.pdf.layout import Cell, PageTables
from classifier.records import Level
from classifier.rows.doubts import Basis
from classifier.rows.draft import Draft
from classifier.rows.row_fields import NameCell, RowFields
from classifier.tables.columns import Header

# From this probability on a line begins a row whatever the rules say; below the other one it begins
# none, whatever they say. Swept out of fold over real pages: .5 to .75 and .02 to .1 within .004 F1.
SURE, UNLIKELY = 0.6, 0.1
# A line that begins a name with this probability ends no row of the page before.
_BEGINS_ANEW = 0.97


class Opinion:
    """What the weights say of a name cell.

    `runs` are the names that begin in it, `begins` the highest probability of one of its lines
    (None where they say nothing), `joins` the row whose name goes on in it, `is_repeated` when the
    band holds all of its names further left.
    """

    __slots__ = ("begins", "is_repeated", "joins", "runs")

    def __init__(
        self, begins: float | None, runs: Sequence[NameRun], joins: Draft | None, *, is_repeated: bool
    ) -> None:
        self.begins, self.runs, self.joins, self.is_repeated = begins, runs, joins, is_repeated

    @property
    def begins_anew(self) -> bool:
        """True when a name begins here and nothing goes on."""
        return self.begins is not None and self.begins >= _BEGINS_ANEW

    @property
    def is_against(self) -> bool:
        """True when no line is likely to begin a name."""
        return self.begins is not None and self.begins < UNLIKELY


class BandReader:
    """What all bands of one part of a table share."""

    def __init__(
        self,
        page: PageTables,
        t: int,
        header: Header,
        how: int,
        offices: Sequence[Cell],
        judgement: PageJudgement,
    ) -> None:
        self.page, self.header, self.how, self.offices = page, header, how, offices
        self.row_of: dict[int, Draft] = {}
        self._t, self._judgement = t, judgement
        self._run_of = {id(line): run for run in judgement.runs.get(t, ()) for line in run.lines}
        self._seen: set[tuple[int, str]] = set()

    def opinion(self, name_cell: NameCell) -> Opinion:
        """The opinion of a name cell; a name that the band holds further left does not count again."""
        box = name_cell.cell.box
        opinions = self._judgement.opinions_in(self._t, box)
        begun = self._judgement.runs_in(self._t, box)
        runs = []
        for run in begun:
            key = (round(box.top), names.fold(run.text))
            if key not in self._seen:
                self._seen.add(key)
                runs.append(run)
        joins = None
        if opinions and not runs:
            run_above = self._run_of.get(id(opinions[0].line))
            joins = self.row_of.get(id(run_above)) if run_above is not None else None
        begins = max((opinion.begins for opinion in opinions), default=None)
        return Opinion(begins, runs, joins, is_repeated=bool(begun) and not runs)


def basis_of(run: NameRun, reader: BandReader, *, by_rules: bool, text: str, level: Level | None) -> Basis:
    """What a name rests on; `text` and `level` are what the rules of print read."""
    p_level = max(run.levels)
    return Basis(
        begins=run.begins,
        continues=run.continues,
        level=p_level,
        by_rules=by_rules,
        same_name=names.fold(text) == names.fold(run.text),
        same_level=level == run.level,
        is_trimmed=run.is_trimmed,
        how=reader.how,
    )


def with_money(basis: Basis, reader: BandReader, fields: RowFields) -> Basis:
    """The basis with what stands in the columns beside the name."""
    money = [column for column in reader.header.columns if column.role == "pagu"]
    years = Counter(column.year for column in money)
    n_unread = sum(
        fields.columns[i].role not in ("pagu", "realisasi") and amounts.is_grouped(text)
        for i, text in fields.texts.items()
    )
    return replace(
        basis,
        n_money_columns=max(years.values(), default=0),
        n_unread=n_unread,
        has_unit=any(column.factor for column in money) or not money,
    )
