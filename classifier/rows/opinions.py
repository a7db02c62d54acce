"""What the weights say of the name cells of one part of a table, and what its rows rest on.

Nothing here decides: `assembler` weighs these opinions against the rules of print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from classifier.evidence.decoding import NameRun
from classifier.evidence.judgement import LineOpinion, PageJudgement
from classifier.fields import names
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Cell, PageTables
from classifier.records import Level
from classifier.rows.doubt_signs.basis import Basis
from classifier.rows.draft import Draft
from classifier.rows.row_fields import NameCell
from classifier.tables.columns import Header

# From this probability on a line begins a row whatever the rules say; below the other one it begins
# none, whatever they say. Swept out of fold over real pages: .5 to .75 and .02 to .1 within .004 F1.
SURE, UNLIKELY = 0.6, 0.1
# A line that begins a name with this probability ends no row of the page before.
_BEGINS_ANEW = 0.97
# The first line of a page goes on with a name where that is likelier than that it begins one, and than this.
_MAY_GO_ON = 0.05


class Opinion:
    """What the weights say of a name cell.

    `runs` are the names that begin in it, `begins` the highest probability of one of its lines
    (None where they say nothing), `goes_on` when its first line more likely continues than begins one,
    `joins` the row whose name goes on in it, `is_repeated` when the band holds all of its names further left.
    """

    __slots__ = ("begins", "goes_on", "is_repeated", "joins", "runs")

    def __init__(
        self,
        opinions: Sequence[LineOpinion],
        runs: Sequence[NameRun],
        joins: Draft | None,
        *,
        is_repeated: bool,
    ) -> None:
        self.begins = max((opinion.begins for opinion in opinions), default=None)
        first = opinions[0] if opinions else None
        self.goes_on = first is not None and first.continues > max(first.begins, _MAY_GO_ON)
        self.runs, self.joins, self.is_repeated = runs, joins, is_repeated

    @property
    def below_rest(self) -> list[NameRun]:
        """The names that surely begin below the cell's first line, each with a number of its own."""
        return [run for run in self.runs if run.begins >= SURE and run.number and run.lines[0].place > 0]

    @property
    def begins_anew(self) -> bool:
        """True when a name begins here and nothing goes on."""
        return self.begins is not None and self.begins >= _BEGINS_ANEW and not self.goes_on

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
        return Opinion(opinions, runs, joins, is_repeated=bool(begun) and not runs)


def before_names(name_cell: NameCell, opinion: Opinion, words: Words) -> NameCell:
    """The name cell with the lines alone that stand before the first name that begins in it."""
    if not opinion.below_rest:
        return name_cell
    end = opinion.below_rest[0].lines[0].box.top
    lines = [line.text for line in name_cell.cell.lines if line.box.y_centre < end]
    return replace(name_cell, text=words.joined(lines))


def basis_of(run: NameRun, reader: BandReader, *, by_rules: bool, text: str, level: Level | None) -> Basis:
    """What a name rests on; `text` and `level` are what the rules of print read."""
    p_level = max(run.levels)
    return Basis(
        begins=run.begins,
        continues=run.continues,
        level=p_level,
        before=run.before,
        inside=run.inside,
        behind=run.behind,
        n_lines=len(run.lines),
        number=run.number,
        by_rules=by_rules,
        same_name=names.fold(text) == names.fold(run.text),
        same_level=level == run.level,
        is_trimmed=run.is_trimmed,
        how=reader.how,
    )
