"""Rows of running text: programs and kegiatan that are listed or stand at the head of sentences."""

from __future__ import annotations

from classifier.evidence.decoding import NameRun
from classifier.evidence.judgement import PageJudgement
from classifier.fields import amounts
from classifier.fields.names import fold, is_heading, level_of_text, without_label
from classifier.pdf.layout import PageTables
from classifier.records import Box, around
from classifier.rows.doubts import Basis
from classifier.rows.draft import Draft
from classifier.rows.program_lists import ListItem, ListReader
from classifier.rows.table_parts import IN_TEXT

# As for tables (`assembler`); sentences that only mention a program need more.
_SURE, _UNLIKELY, _SURE_OF_HEADING = 0.65, 0.05, 0.95
# From this probability on a name is a program though others of its list say the word and it does not.
_SURE_LEVEL = 0.97
_TEXT = -1


class ListRows:
    """Gives the rows of running text between tables; feed pages in order."""

    def __init__(self) -> None:
        self._reader = ListReader()
        # The program that kegiatan below it belong to, and the page of its last row.
        self._program, self._page = "", 0
        # Of this page and the one before: how likely the line at a place begins a name.
        self._begins: dict[tuple[int, int, int], float] = {}

    def program_before(self, page: int) -> str:
        """The last program that stands in the text of a page or of the one before it."""
        return self._program if page - self._page <= 1 else ""

    def feed(
        self,
        page: PageTables,
        top: float,
        bottom: float,
        judgement: PageJudgement,
        program: str,
        *,
        is_judged: bool,
    ) -> list[Draft]:
        """Rows between two heights of a page; `program` is the one of the last table."""
        lines = [line for line in page.lines if top <= line.box.y_centre < bottom]
        runs = [
            run
            for run in judgement.runs.get(_TEXT, ())
            if run.begins >= (_SURE_OF_HEADING if is_heading(run.text) else _SURE)
            and top <= run.lines[0].box.y_centre < bottom
        ]
        self._begins = {key: p for key, p in self._begins.items() if key[0] >= page.page - 1}
        for opinion in judgement.opinions.get(_TEXT, ()):
            self._begins[_place(page.page, opinion.line.box)] = opinion.begins
        rows = [self._row(page, run, program) for run in runs]
        by_place = {_place(page.page, run.lines[0].box): row for run, row in zip(runs, rows, strict=True)}
        for item in self._reader.feed(page.page, page.width, lines, is_end=bottom < float("inf")):
            place = _place(item.page, item.box)
            if place in by_place:
                by_place[place].basis.by_rules = True
                by_place[place].basis.same_name = fold(item.text) == fold(by_place[place].text)
            if is_judged and self._begins.get(place, 0.0) < _UNLIKELY:
                continue
            if not self._is_taken(item, page, runs, place):
                rows.append(_row_of(item, page))
        return rows

    def _is_taken(
        self, item: ListItem, page: PageTables, runs: list[NameRun], place: tuple[int, int, int]
    ) -> bool:
        if item.page != page.page:
            return self._begins.get(place, 0.0) >= _SURE
        return any(
            item.box.y_overlap(line.box) > 0 and item.box.x_overlap(line.box) > 0
            for run in runs
            for line in run.lines
        )

    def _row(self, page: PageTables, run: NameRun, program: str) -> Draft:
        level = run.level
        if page.page - self._page > 1:
            self._program = ""
        stated = level_of_text(run.text)
        is_below_program = bool(level_of_text(self._program))
        if level == "program" and stated is None and is_below_program and run.levels[0] < _SURE_LEVEL:
            # Where programs begin with the word, what does not is their kegiatan.
            level = "kegiatan"
        box = around(line.box for line in run.lines)
        text = without_label(run.text)
        row = Draft(page.page, page.displayed(box), level, run.kode, text, source="list")
        self._page = page.page
        if level == "program":
            self._program = run.text
        else:
            row.program = self._program or program
        row.basis = Basis(
            begins=run.begins,
            continues=run.continues,
            level=max(run.levels),
            by_rules=False,
            is_trimmed=run.is_trimmed,
            how=IN_TEXT,
        )
        amount = amounts.rupiah(run.amount)
        row.pagu = {"": amount} if amount is not None else {}
        return row


def _row_of(item: ListItem, page: PageTables) -> Draft:
    row = Draft(item.page, page.displayed(item.box), "program", "", item.text, source="list")
    row.pagu = {"": item.amount} if item.amount is not None else {}
    return row


def _place(page: int, box: Box) -> tuple[int, int, int]:
    return page, round(box.top), 0
