"""Tables laid out and drawn: cells over rows and columns, lines of text in them, page ends, rules.

A grid is laid out for a width first (`laid`), so that whoever draws it can look how
many pages it takes, and drawn after that (`draw`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.drawing.table_layout import Want
from tests.support.layouts.pages import BLACK, Colour, Face, Pages, broken


@dataclass(frozen=True)
class Paragraph:
    """Text of a cell; `number` stands in a gutter of its own, `hang` points wide, left of the lines.

    `number_at` is where it stands: beside the first line, or at mid height. `lead` is how many
    of the text's letters stand before the row's name, such as those of its code.
    """

    text: str
    row: Want | None = None
    number: str = ""
    hang: float = 0
    number_at: str = "first"
    indent: float = 0
    bold: bool | None = None
    italic: bool = False
    lead: int = 0


@dataclass(frozen=True)
class Cell:
    """Paragraphs over `rows` x `cols` places."""

    paragraphs: tuple[Paragraph, ...] = ()
    rows: int = 1
    cols: int = 1
    align: str = "left"
    middle: bool = False
    bold: bool = False
    fill: Colour | None = None
    ink: Colour = BLACK
    upright: bool = False


def text_cell(
    text: str,
    *,
    rows: int = 1,
    cols: int = 1,
    align: str = "left",
    middle: bool = False,
    bold: bool = False,
    fill: Colour | None = None,
    ink: Colour = BLACK,
) -> Cell:
    """A cell of one paragraph that names no row."""
    paragraphs = (Paragraph(text),) if text else ()
    return Cell(paragraphs, rows, cols, align, middle, bold, fill, ink)


@dataclass(frozen=True)
class Look:
    """How a table looks.

    `rules` is all, fills, double, dashes, dots, horizontal, vertical, groups, head or none;
    `repeat` is what of the head a new page prints: all, numbers or none. `merged` is what a
    page end does to the text of a cell over rows: flow, center or repeat. `open_breaks`
    leaves cells open where a page ends.
    """

    face: Face
    size: float = 8
    leading: float = 1.18
    pad_x: float = 3
    pad_y: float = 2.5
    rules: str = "all"
    colour: Colour = BLACK
    thickness: float = 0.5
    head_fill: Colour | None = None
    head_ink: Colour = BLACK
    head_bold: bool = True
    zebra: Colour | None = None
    repeat: str = "all"
    cuts_rows: bool = True
    merged: str = "flow"
    open_breaks: bool = False
    at_slash: bool = False
    justify: bool = False
    clips: bool = False
    # Columns that a spreadsheet leaves without rules between its rows.
    unruled: tuple[int, ...] = ()


@dataclass
class Grid:
    """A table: widths of columns, rows of head, cells by place; places without a cell are empty ones."""

    widths: Sequence[float]
    n_head: int
    n_rows: int = 0
    has_numbers: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    # Rows that begin a group, rows above which a new page begins.
    groups: set[int] = field(default_factory=set)
    breaks: set[int] = field(default_factory=set)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set a cell; its first place is `row`, `column`."""
        self.cells[row, column] = cell
        self.n_rows = max(self.n_rows, row + cell.rows)


@dataclass
class _Line:
    text: str
    paragraph: Paragraph
    begins_name: bool
    is_last: bool
    number: str = ""


@dataclass
class Laid:
    """A grid laid out: lines of each cell, and how many lines and points each row is high."""

    grid: Grid
    look: Look
    lines: Mapping[tuple[int, int], list[_Line]]
    n_lines: list[int]
    line_height: float

    def height(self, n_lines: int) -> float:
        """How high a row of so many lines is."""
        return n_lines * self.line_height + 2 * self.look.pad_y


@dataclass(frozen=True)
class _Strip:
    """A row's part on a page."""

    row: int
    n_lines: int
    page: int
    top: float
    bottom: float


@dataclass(frozen=True)
class Room:
    """Where a table may stand: `top` on its first page, `next_top` on others, down to `bottom`."""

    x: float
    top: float
    next_top: float
    bottom: float


def filled(grid: Grid) -> None:
    """Put empty cells where the grid has none."""
    taken = {
        (r, c)
        for (row, column), cell in grid.cells.items()
        for r in range(row, row + cell.rows)
        for c in range(column, column + cell.cols)
    }
    for row in range(grid.n_rows):
        for column in range(len(grid.widths)):
            if (row, column) not in taken:
                grid.cells[row, column] = Cell()


def laid(grid: Grid, look: Look) -> Laid:
    """Break the text of all cells into lines and make the rows high enough for them."""
    filled(grid)
    line_height = look.size * look.leading
    lines: dict[tuple[int, int], list[_Line]] = {}
    n_lines = [1] * grid.n_rows
    for (row, column), cell in grid.cells.items():
        width = sum(grid.widths[column : column + cell.cols]) - 2 * look.pad_x
        in_head = row < grid.n_head
        lines[row, column] = _lines(cell, width, look, cell.bold or (in_head and look.head_bold))
        if cell.rows == 1 and not cell.upright:
            n_lines[row] = max(n_lines[row], len(lines[row, column]))
    spans = [(row, column) for (row, column), cell in grid.cells.items() if cell.rows > 1]
    for row, column in sorted(spans, key=lambda place: place[0] + grid.cells[place].rows):
        last = row + grid.cells[row, column].rows - 1
        missing = len(lines[row, column]) - sum(n_lines[row : last + 1])
        n_lines[last] += max(0, missing)
    return Laid(grid, look, lines, n_lines, line_height)


def _lines(cell: Cell, width: float, look: Look, bold: bool) -> list[_Line]:
    lines: list[_Line] = []
    for paragraph in cell.paragraphs:
        is_bold = bold if paragraph.bold is None else paragraph.bold
        inner = max(4.0, width - paragraph.indent - paragraph.hang)
        if cell.upright:
            inner = 1000
        texts = broken(
            paragraph.text,
            inner,
            look.face,
            look.size,
            bold=is_bold,
            italic=paragraph.italic,
            at_slash=look.at_slash,
        )
        n_before = 0
        for i, text in enumerate(texts):
            number = paragraph.number if i == 0 and paragraph.number_at == "first" else ""
            n_letters = n_before + len(text.replace(" ", ""))
            begins_name = n_before <= paragraph.lead < n_letters
            lines.append(_Line(text, paragraph, begins_name, i == len(texts) - 1, number))
            n_before = n_letters
    return lines


def strips(table: Laid, room: Room) -> list[_Strip]:
    """Where the rows stand, page by page from 0; the head first, again on new pages as the look says."""
    grid, look = table.grid, table.look
    head = range(grid.n_head)
    again = {"all": list(head), "numbers": list(head)[-1:] if grid.has_numbers else [], "none": []}[
        look.repeat
    ]
    placed: list[_Strip] = []
    page, top = 0, room.top

    def place(row: int, n_lines: int) -> None:
        nonlocal top
        bottom = top + table.height(n_lines)
        placed.append(_Strip(row, n_lines, page, top, bottom))
        top = bottom

    for row in head:
        place(row, table.n_lines[row])
    for row in range(grid.n_head, grid.n_rows):
        rest = table.n_lines[row]
        while rest:
            left = int((room.bottom - top - 2 * look.pad_y + 0.01) / table.line_height)
            is_forced = row in grid.breaks and rest == table.n_lines[row] and top > room.next_top + 80
            fresh_height = room.bottom - room.next_top - sum(table.height(table.n_lines[r]) for r in again)
            fits_fresh = table.height(rest) <= fresh_height
            if rest <= left and not is_forced:
                place(row, rest)
                break
            if left > 0 and not is_forced and (look.cuts_rows or not fits_fresh):
                place(row, left)
                rest -= left
            page, top = page + 1, room.next_top
            for r in again:
                place(r, table.n_lines[r])
    return placed


def n_pages(table: Laid, room: Room) -> int:
    """How many pages the table takes."""
    return strips(table, room)[-1].page + 1


@dataclass(frozen=True)
class _Box:
    page: int
    top: float
    bottom: float
    # Which print of the head it belongs to; a repeated head is not the rest of the first one.
    copy: int


def draw(table: Laid, pages: Pages, room: Room) -> float:
    """Draw the table, on as many pages as it needs; returns where it ends on the last."""
    grid = table.grid
    placed = strips(table, room)
    boxes: dict[tuple[int, int, int], list[_Box]] = {}
    owner = {
        (r, c): (row, column)
        for (row, column), cell in grid.cells.items()
        for r in range(row, row + cell.rows)
        for c in range(column, column + cell.cols)
    }
    for strip in placed:
        copy = strip.page if strip.row < grid.n_head else 0
        for row, column in dict.fromkeys(owner[strip.row, c] for c in range(len(grid.widths))):
            parts = boxes.setdefault((row, column, copy), [])
            if parts and parts[-1].page == strip.page:
                parts[-1] = _Box(strip.page, parts[-1].top, strip.bottom, copy)
            else:
                parts.append(_Box(strip.page, strip.top, strip.bottom, copy))
    by_page: dict[int, list[tuple[int, int, int]]] = {}
    for key, parts in sorted(boxes.items()):
        for page in dict.fromkeys(box.page for box in parts):
            by_page.setdefault(page, []).append(key)
    for page in range(placed[-1].page + 1):
        if page:
            pages.again()
        keys = by_page[page]
        for key in keys:
            _paint_ground(table, pages, room, key, boxes[key], page)
        _paint_rules(table, pages, room, [(key, boxes[key]) for key in keys], page)
        for key in keys:
            _print(table, pages, room, key, boxes[key], page)
    return placed[-1].bottom


def _left(table: Laid, room: Room, column: int) -> float:
    return room.x + sum(table.grid.widths[:column])


def _paint_ground(
    table: Laid, pages: Pages, room: Room, key: tuple[int, int, int], boxes: Sequence[_Box], page: int
) -> None:
    row, column, _ = key
    cell, look = table.grid.cells[row, column], table.look
    fill = cell.fill
    if fill is None:
        fill = look.head_fill if row < table.grid.n_head else look.zebra if row % 2 else None
    if fill is None:
        return
    x, width = _left(table, room, column), sum(table.grid.widths[column : column + cell.cols])
    for box in boxes:
        if box.page == page:
            pages.fill(x, box.top, width, box.bottom - box.top, fill)


def _paint_rules(
    table: Laid,
    pages: Pages,
    room: Room,
    cells: Sequence[tuple[tuple[int, int, int], Sequence[_Box]]],
    page: int,
) -> None:
    grid, look = table.grid, table.look
    if look.rules == "none":
        return
    level: list[tuple[float, float, float, float]] = []
    upright: list[tuple[float, float, float, float]] = []
    for (row, column, _), boxes in cells:
        cell = grid.cells[row, column]
        x0 = _left(table, room, column)
        x1 = x0 + sum(grid.widths[column : column + cell.cols])
        for i, box in enumerate(boxes):
            if box.page != page:
                continue
            has_top = not (look.open_breaks and i > 0)
            has_bottom = not (look.open_breaks and i < len(boxes) - 1)
            is_body = row >= grid.n_head
            if is_body and column in look.unruled:
                has_top = has_top and row in grid.groups
                has_bottom = row + cell.rows in (*grid.groups, grid.n_rows)
            if look.rules in ("groups", "head") and is_body:
                starts = grid.groups if look.rules == "groups" else {grid.n_head}
                has_top = has_top and row in starts
                has_bottom = row + cell.rows in (*starts, grid.n_rows)
            if has_top and not (look.rules == "vertical" and is_body and row > grid.n_head):
                level.append((x0, box.top, x1, box.top))
            if has_bottom and not (look.rules == "vertical" and row + cell.rows < grid.n_rows and is_body):
                level.append((x0, box.bottom, x1, box.bottom))
            if look.rules not in ("horizontal", "head"):
                upright += [(x0, box.top, x0, box.bottom), (x1, box.top, x1, box.bottom)]
    lines = level + upright
    if look.rules == "fills":
        half = look.thickness / 2
        for left, top, right, bottom in lines:
            pages.fill(left - half, top - half, right - left + 2 * half, bottom - top + 2 * half, look.colour)
    elif look.rules == "double":
        for shift in (-0.8, 0.8):
            shifted = [(x0 + shift, y0 + shift, x1 + shift, y1 + shift) for x0, y0, x1, y1 in lines]
            pages.rules(shifted, look.colour, look.thickness / 2)
    else:
        dash = {"dashes": (2.6, 1.4), "dots": (0.6, 1.2)}.get(look.rules, ())
        pages.rules(lines, look.colour, look.thickness, dash)


def _places(
    table: Laid, cell: Cell, lines: Sequence[_Line], boxes: Sequence[_Box]
) -> list[tuple[int, float, int]]:
    """(page, top, line) of each line that is printed."""
    look, high = table.look, table.line_height
    rooms = [max(1, int((box.bottom - box.top - 2 * look.pad_y) / high + 0.01)) for box in boxes]
    if cell.rows > 1 and look.merged == "repeat" and len(boxes) > 1 and len(lines) <= min(rooms):
        spans = [(box, range(len(lines))) for box in boxes]
    elif len(boxes) == 1:
        spans = [(boxes[0], range(len(lines)))]
    else:
        skip = max(0, sum(rooms) - len(lines)) // 2 if cell.middle and look.merged == "center" else 0
        spans, done = [], 0
        for i, (box, n) in enumerate(zip(boxes, rooms, strict=True)):
            used = min(skip, n)
            skip -= used
            n -= used
            stop = len(lines) if i == len(boxes) - 1 else min(len(lines), done + n)
            spans.append((_Box(box.page, box.top + used * high, box.bottom, box.copy), range(done, stop)))
            done = stop
    placed = []
    for box, indices in spans:
        top = box.top + look.pad_y
        if cell.middle and (len(boxes) == 1 or look.merged == "repeat"):
            top += max(0.0, (box.bottom - box.top - 2 * look.pad_y - len(indices) * high) / 2)
        placed += [(box.page, top + i * high, line) for i, line in enumerate(indices)]
    return placed


def _print(
    table: Laid, pages: Pages, room: Room, key: tuple[int, int, int], boxes: Sequence[_Box], page: int
) -> None:
    row, column, copy = key
    grid, look = table.grid, table.look
    cell, lines = grid.cells[row, column], table.lines[row, column]
    if not lines:
        return
    x0 = _left(table, room, column) + look.pad_x
    x1 = _left(table, room, column + cell.cols) - look.pad_x
    in_head = row < grid.n_head
    bold = cell.bold or (in_head and look.head_bold)
    ink = look.head_ink if in_head and cell.ink == BLACK else cell.ink
    clip_at = pages.width if look.clips else 0
    if cell.upright:
        box = next(box for box in boxes if box.page == page)
        high = table.line_height
        start = (x0 + x1 - high * len(lines)) / 2
        for i, line in enumerate(lines):
            bottom = (box.top + box.bottom + look.face.width(line.text, look.size, bold=bold)) / 2
            pages.upright(start + i * high, bottom, line.text, look.face, look.size, bold=bold, ink=ink)
        return
    places = _places(table, cell, lines, boxes)
    noted: set[int] = set()
    for line_page, top, index in places:
        line = lines[index]
        paragraph = line.paragraph
        is_first_print = index not in noted
        noted.add(index)
        if line_page != page:
            continue
        if paragraph.row and line.begins_name and copy == 0 and is_first_print:
            pages.note(paragraph.row)
        is_bold = bold if paragraph.bold is None else paragraph.bold
        left = x0 + paragraph.indent
        if line.number:
            pages.line(left, top, line.number, look.face, look.size, bold=is_bold, ink=ink, clip_at=clip_at)
        left += paragraph.hang
        x = {"left": left, "center": (left + x1) / 2, "right": x1}[cell.align]
        is_spread = look.justify and cell.align == "left" and not in_head and not line.is_last
        pages.line(
            x,
            top,
            line.text,
            look.face,
            look.size,
            bold=is_bold,
            italic=paragraph.italic,
            align=cell.align,
            ink=ink,
            fill_to=x1 - left if is_spread else 0,
            clip_at=clip_at,
        )
    _print_gutter_numbers(table, pages, x0, cell, places, lines, page, bold)


def _print_gutter_numbers(
    table: Laid,
    pages: Pages,
    x: float,
    cell: Cell,
    places: Sequence[tuple[int, float, int]],
    lines: Sequence[_Line],
    page: int,
    bold: bool,
) -> None:
    """Numbers that stand at mid height of their paragraph, on the page where it begins."""
    for paragraph in cell.paragraphs:
        if not paragraph.number or paragraph.number_at == "first":
            continue
        tops = [(p, top) for p, top, index in places if lines[index].paragraph is paragraph]
        if not tops or tops[0][0] != page:
            continue
        here = [top for p, top in tops if p == page]
        is_bold = bold if paragraph.bold is None else paragraph.bold
        top = (here[0] + here[-1]) / 2
        pages.line(
            x + paragraph.indent, top, paragraph.number, table.look.face, table.look.size, bold=is_bold
        )
