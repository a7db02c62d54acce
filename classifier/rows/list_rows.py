"""Rows of running text: programs and kegiatan that are listed or stand at the head of sentences."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from classifier.agencies.opds import labelled
from classifier.evidence.decoding import NameRun
from classifier.evidence.judgement import LineOpinion, PageJudgement
from classifier.fields import amounts
from classifier.fields.lead_years import year_of_lead
from classifier.fields.names import fold, is_heading, level_of_text, without_label
from classifier.fields.open_ends import is_open
from classifier.fields.section_headings import is_section_heading
from classifier.pdf.layout import Line, PageTables
from classifier.records import Box, around
from classifier.rows.doubt_signs.basis import Basis
from classifier.rows.draft import Draft
from classifier.rows.labelled_names import LabelledNames, labelled_names
from classifier.rows.program_lists import ListItem, ListReader, begins_item
from classifier.rows.table_parts import IN_TEXT

# As for tables (`assembler`); sentences that only mention a program need more.
_SURE, _UNLIKELY, _SURE_OF_HEADING = 0.65, 0.05, 0.95
# A name with an amount behind it, as in `Program X, sebesar Rp. 1.500.000.000,-`, needs less. By eye on 48
# documents of the archive; rerun tests/rows and benchmarks/facts.py before changing it.
_SURE_WITH_MONEY = 0.5
# From this probability on a name is a program though others of its list say the word and it does not.
_SURE_LEVEL = 0.97
_TEXT = -1
# `Program dan`: of so few words none is a name that only goes on elsewhere.
_MAX_FRAGMENT_WORDS = 2
# Of line heights: a paragraph's next line begins this far below the one before at most.
_MAX_LINE_STEP = 2.2
# A sentence that leads in a list has no more lines. Joined anew for each line of a page, paragraphs without
# an end would cost the square of their lines.
_MAX_LEAD_LINES = 12

# A page and the height of a line on it, in whole points.
_Place = tuple[int, int]


class ListRow(NamedTuple):
    """A row of running text, and the earlier given row that it stands before; None when it is the last."""

    row: Draft
    before: Draft | None


class ListRows:
    """Gives the rows of running text between tables; feed pages in order."""

    def __init__(self) -> None:
        self._reader = ListReader()
        # The program that kegiatan below it belong to, and the page of its last row.
        self._program, self._page = "", 0
        # Of this page and the one before, by page and height of a line: how likely lines begin a name,
        # and which are part of a row's name (with the row, where they begin it).
        self._begins: dict[_Place, list[tuple[Box, float]]] = {}
        self._taken: dict[_Place, list[tuple[Box, Draft | None]]] = {}
        # Of both pages: the rows with their heights, in reading order, and how they are displayed.
        self._rows: list[tuple[float, Draft]] = []
        self._pages: dict[int, PageTables] = {}
        # Where the year of the money below changes, by page and height: what the sentence before a list says.
        self._lead_years: list[tuple[_Place, str]] = []
        # How likely a name began that was not taken, at most: since the last row, since the last program.
        self._passed = self._passed_since_program = 0.0

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
    ) -> list[ListRow]:
        """Rows between two heights of a page; `program` is the one of the last table.

        A list is known when its second item is read, so rows of the page before may be among them.
        """
        self._turn_to(page, judgement)
        lines = [line for line in page.lines if top <= line.box.y_centre < bottom]
        self._lead_years += _lead_years(page.page, lines)
        runs = [
            run
            for run in judgement.runs.get(_TEXT, ())
            if run.begins >= _least(run)
            and not _is_fragment(run.text)
            and top <= run.lines[0].box.y_centre < bottom
            and not labelled(run.text)
        ]
        form = labelled_names(lines)
        heads = {run.lines[0].box.top for run in runs}
        if (
            form is not None
            and not {line.box.top for line in (form.program_line, form.kegiatan_line)} <= heads
        ):
            tops = (form.program_line.box.top, form.kegiatan_line.box.top)
            runs = [run for run in runs if run.lines[0].box.top not in tops]
        else:
            form = None
        items = self._reader.feed(page.page, page.width, lines, is_end=bottom < float("inf"))
        late = [item for item in items if item.page != page.page]
        given = [placed for item in late if (placed := self._late_row(item, is_judged=is_judged)) is not None]
        # A name and an item of one height are the same line, most often; the name comes first.
        entries: list[tuple[float, NameRun | ListItem]] = [(run.lines[0].box.top, run) for run in runs]
        entries += [(item.box.top, item) for item in items if item.page == page.page]
        begun_at: dict[int, Draft] = {}
        if form is not None:
            given += [ListRow(row, None) for row in self._rows_of_form(page, form)]
        for height, entry in sorted(entries, key=lambda entry: entry[0]):
            if isinstance(entry, NameRun):
                row = self._row(page, entry, program)
                begun_at[id(entry.lines[0])] = row
                for line in entry.lines:
                    begun = row if line is entry.lines[0] else None
                    self._taken.setdefault(_place(page.page, line.box), []).append((line.box, begun))
            elif (item_row := self._row_of(entry, is_judged=is_judged)) is not None:
                row = item_row
                self._program, self._page = row.text, page.page
            else:
                continue
            self._rows.append((height, row))
            given.append(ListRow(row, None))
        taken = {id(line) for run in runs for line in run.lines}
        for opinion in judgement.opinions.get(_TEXT, ()):
            if top <= opinion.line.box.y_centre < bottom:
                self._weigh_passed(
                    opinion, begun_at.get(id(opinion.line)), is_taken=id(opinion.line) in taken
                )
        return given

    def _rows_of_form(self, page: PageTables, form: LabelledNames) -> list[Draft]:
        """The program and the kegiatan that a page states behind labels."""
        program = Draft(page.page, page.displayed(form.program_line.box), "program", "", form.program)
        kegiatan = Draft(page.page, page.displayed(form.kegiatan_line.box), "kegiatan", "", form.kegiatan)
        kegiatan.program = program.text
        if form.amount is not None:
            kegiatan.pagu = {"": form.amount}
        self._program, self._page = program.text, page.page
        for row, line in ((program, form.program_line), (kegiatan, form.kegiatan_line)):
            row.source = "list"
            row.doubts = page.doubts_of_repairs(line.box)
            row.basis = Basis(how=IN_TEXT, is_ocr=bool(page.repairs))
            self._taken.setdefault(_place(page.page, line.box), []).append((line.box, row))
            self._rows.append((line.box.top, row))
        return [program, kegiatan]

    def _weigh_passed(self, opinion: LineOpinion, row: Draft | None, *, is_taken: bool) -> None:
        """Tell a row that begins on a line how likely a name began above it that was not taken."""
        if row is not None:
            row.basis.passed, row.basis.passed_since_program = self._passed, self._passed_since_program
            self._passed = 0.0
            self._passed_since_program *= row.level != "program"
        elif not is_taken:
            self._passed = max(self._passed, opinion.begins)
            self._passed_since_program = max(self._passed_since_program, opinion.begins)

    def _turn_to(self, page: PageTables, judgement: PageJudgement) -> None:
        """Forget what is older than the page before, and take the opinions of a page that begins."""
        if page.page in self._pages:
            return
        oldest = page.page - 1
        self._pages = {number: of for number, of in self._pages.items() if number >= oldest}
        self._pages[page.page] = replace(page, tables=(), lines=())
        self._begins = {place: lines for place, lines in self._begins.items() if place[0] >= oldest}
        self._taken = {place: lines for place, lines in self._taken.items() if place[0] >= oldest}
        self._rows = [(height, row) for height, row in self._rows if row.page >= oldest]
        for opinion in judgement.opinions.get(_TEXT, ()):
            box = opinion.line.box
            self._begins.setdefault(_place(page.page, box), []).append((box, opinion.begins))

    def _late_row(self, item: ListItem, *, is_judged: bool) -> ListRow | None:
        """The row of an item of the page before, in its place; kegiatan below it are its own from now on."""
        row = self._row_of(item, is_judged=is_judged)
        if row is None:
            return None
        place = bisect.bisect_right(self._rows, (item.page, item.box.top), key=_height)
        below = [other for _, other in self._rows[place:]]
        self._rows.insert(place, (item.box.top, row))
        for other in below:
            if other.level == "program":
                break
            other.program = row.text
        else:
            self._program, self._page = row.text, max(self._page, item.page)
        return ListRow(row, below[0] if below else None)

    def _row_of(self, item: ListItem, *, is_judged: bool) -> Draft | None:
        """The row of an item; None when the judge reads its line as a name too, or as none."""
        place = _place(item.page, item.box)
        for box, begun in self._taken.get(place, ()):
            if item.box.x_overlap(box) > 0:
                if begun is not None:
                    begun.basis.by_rules = True
                    begun.basis.same_name = fold(item.text) == fold(begun.text)
                return None
        begins = max(
            (p for box, p in self._begins.get(place, ()) if item.box.x_overlap(box) > 0), default=None
        )
        if is_judged and (begins is None or begins < _UNLIKELY):
            return None
        page = self._pages[item.page]
        row = Draft(item.page, page.displayed(item.box), "program", "", item.text, source="list")
        row.doubts = page.doubts_of_repairs(item.box)
        row.basis = Basis(begins=begins, how=IN_TEXT, is_ocr=bool(page.repairs))
        row.pagu = {self._year_at(place): item.amount} if item.amount is not None else {}
        return row

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
        row.doubts = page.doubts_of_repairs(box)
        self._page = page.page
        if level == "program":
            self._program = run.text
        else:
            row.program = self._program or program
        row.basis = Basis(
            begins=run.begins,
            continues=run.continues,
            level=max(run.levels),
            before=run.before,
            inside=run.inside,
            behind=run.behind,
            by_rules=False,
            n_lines=len(run.lines),
            number=run.number,
            is_trimmed=run.is_trimmed,
            how=IN_TEXT,
            is_ocr=bool(page.repairs),
        )
        amount = amounts.rupiah(run.amount)
        year = self._year_at(_place(page.page, run.lines[0].box))
        row.pagu = {year: amount} if amount is not None else {}
        return row

    def _year_at(self, place: _Place) -> str:
        """The year that the last sentence before a place names for the list that it leads in."""
        n_before = bisect.bisect_left(self._lead_years, place, key=lambda lead: lead[0])
        return self._lead_years[n_before - 1][1] if n_before else ""


def _lead_years(page: int, lines: Sequence[Line]) -> Iterator[tuple[_Place, str]]:
    """Where on a page a list is led in or a section begins, with the year that holds below, "" of none.

    An item that leads in its own list, without a year, leaves that of the list that it belongs to.
    """
    paragraph: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if is_section_heading(text):
            yield _place(page, line.box), ""
            paragraph = []
            continue
        if paragraph and (
            begins_item(text)
            or paragraph[-1].text.rstrip().endswith(":")
            or line.box.top - paragraph[-1].box.top > _MAX_LINE_STEP * line.box.height
        ):
            paragraph = []
        paragraph.append(line)
        year = year_of_lead(" ".join(line.text for line in paragraph[-_MAX_LEAD_LINES:]))
        if year or (year == "" and not begins_item(paragraph[0].text.strip())):
            yield _place(page, line.box), year


def _place(page: int, box: Box) -> _Place:
    return page, round(box.top)


def _height(placed: tuple[float, Draft]) -> tuple[int, float]:
    return placed[1].page, placed[0]


def _least(run: NameRun) -> float:
    """How likely a name must begin to be one."""
    if is_heading(run.text):
        return _SURE_OF_HEADING
    return _SURE_WITH_MONEY if amounts.rupiah(run.amount) else _SURE


def _is_fragment(text: str) -> bool:
    """True for the beginning of a title that a line cut: `Program dan`."""
    return len(text.split()) <= _MAX_FRAGMENT_WORDS and is_open(text)
