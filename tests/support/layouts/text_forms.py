"""Pages of a plan that are no tables of programs: prose, contents, statistics, laws, lists."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.layouts import grids
from tests.support.layouts.grids import Grid, Look, Room, text_cell
from tests.support.layouts.pages import Face, Pages, broken
from tests.support.layouts.table_forms import House
from tests.support.layouts.wordings import CONTENTS, HEADINGS, LAWS, PROSE, STATISTICS

DECOYS = ("prose", "contents", "statistics", "laws", "agencies", "indicators")


def edge(house: House, kind: str, is_web: bool, face: Face) -> Callable[[Pages], None]:
    """What stands at the top or bottom of every page."""
    shape = "web" if is_web else house.generator.choice(("none", "number", "title", "both"))
    title = f"{kind} {house.agency.name} {house.region}"

    def print_edge(pages: Pages) -> None:
        if shape == "web":
            pages.line(15, 8, "03/02/2026, 09.14", face, 6)
            pages.line(pages.width - 15, 8, f"e-planning | {kind}", face, 6, align="right")
            url = "https://e-planning.contoh.go.id/perencanaan/cetak/matrik?tahun=" + house.year
            pages.line(15, pages.height - 14, url, face, 6)
            pages.line(pages.width - 15, pages.height - 14, f"{pages.number}/12", face, 6, align="right")
        if shape in ("title", "both"):
            pages.line(40, 14, title, face, 8, italic=True)
        if shape in ("number", "both"):
            pages.line(pages.width / 2, pages.height - 24, f"{pages.number + 40}", face, 9, align="center")

    return print_edge


def draw_decoy(part: str, pages: Pages, house: House, face: Face, margin: float) -> None:
    """Draw a page that names programs nowhere, or only in passing."""
    {
        "prose": _prose,
        "contents": _contents,
        "statistics": _statistics,
        "laws": _laws,
        "agencies": _agencies,
        "indicators": _indicators,
    }[part](pages, house, face, max(45.0, margin))


def paragraph(
    pages: Pages,
    x: float,
    top: float,
    width: float,
    text: str,
    face: Face,
    size: float,
    *,
    indent: float = 0,
    justify: bool = False,
) -> float:
    """Print a wrapped paragraph; returns where the next one begins."""
    lines = broken(text, width - indent, face, size)
    for i, line in enumerate(lines):
        fill_to = width if justify and 0 < i < len(lines) - 1 else 0
        pages.line(x + (indent if i == 0 else 0), top, line, face, size, fill_to=fill_to)
        top += 1.4 * size
    return top + 0.5 * size


def _prose(pages: Pages, house: House, face: Face, margin: float) -> None:
    generator = house.generator
    top, size = margin + 20, generator.choice((10, 11, 12))
    justify = generator.random() < 0.6
    for _ in range(generator.randint(2, 4)):
        pages.line(margin, top, generator.choice(HEADINGS), face, size, bold=True)
        top += 1.8 * size
        for _ in range(generator.randint(1, 3)):
            text = " ".join(generator.sample(PROSE, generator.randint(1, 3)))
            if top > pages.height - 200:
                return
            top = paragraph(
                pages, margin, top, pages.width - 2 * margin, text, face, size, indent=24, justify=justify
            )


def _contents(pages: Pages, house: House, face: Face, margin: float) -> None:
    top, size = margin + 20, 10.5
    pages.line(pages.width / 2, top, "DAFTAR ISI", face, 12, bold=True, align="center")
    top += 30
    right = pages.width - margin
    number = 1
    for title in CONTENTS:
        number += house.generator.randint(0, 6)
        room = right - margin - face.width(title + str(number), size) - 8
        dots = "." * max(3, int(room / face.width(".", size)))
        pages.line(margin, top, f"{title} {dots}", face, size)
        pages.line(right, top, str(number), face, size, align="right")
        top += 1.7 * size


def _laws(pages: Pages, house: House, face: Face, margin: float) -> None:
    top, size = margin + 20, 11
    pages.line(margin, top, "1.2 Landasan Hukum", face, size, bold=True)
    top += 24
    for i, law in enumerate(house.generator.sample(LAWS, 6), 1):
        pages.line(margin, top, f"{i}.", face, size)
        top = paragraph(pages, margin + 22, top, pages.width - 2 * margin - 22, f"{law};", face, size)


def _small_table(
    pages: Pages,
    face: Face,
    margin: float,
    caption: str,
    head: list[str],
    rows: list[list[str]],
    widths: list[float],
) -> None:
    scale = (pages.width - 2 * margin) / sum(widths)
    grid = Grid([w * scale for w in widths], 1)
    for column, text in enumerate(head):
        grid.put(0, column, text_cell(text, align="center"))
    for row, texts in enumerate(rows, 1):
        for column, text in enumerate(texts):
            grid.put(row, column, text_cell(text))
    look = Look(face, 9)
    pages.line(pages.width / 2, margin + 20, caption, face, 11, bold=True, align="center")
    grids.draw(grids.laid(grid, look), pages, Room(margin, margin + 44, margin, pages.height - margin))


def _statistics(pages: Pages, house: House, face: Face, margin: float) -> None:
    generator = house.generator
    years = [str(int(house.years[0]) - 4 + i) for i in range(4)]
    rows = [
        [str(i), name, *(f"{generator.uniform(1, 99):.2f}".replace(".", ",") for _ in years)]
        for i, name in enumerate(generator.sample(STATISTICS, 10), 1)
    ]
    caption = f"Tabel 2.{generator.randint(1, 9)} Indikator Makro {house.region}"
    _small_table(pages, face, margin, caption, ["No", "Uraian", *years], rows, [3, 20, 6, 6, 6, 6])


def _agencies(pages: Pages, house: House, face: Face, margin: float) -> None:
    rows = [
        [str(i), agency.name, str(house.generator.randint(10, 90))]
        for i, agency in enumerate(house.agencies, 1)
    ]
    _small_table(
        pages,
        face,
        margin,
        "Jumlah ASN per Perangkat Daerah",
        ["No", "Perangkat Daerah", "Jumlah"],
        rows,
        [3, 30, 7],
    )


def _indicators(pages: Pages, house: House, face: Face, margin: float) -> None:
    from tests.support.layouts.plan_content import Author

    author = Author(house.generator, ("1",))
    rows = []
    for i in range(1, 8):
        indicator = author.indicator("program", "", "")
        rows.append(
            [str(i), f"Meningkatnya kinerja {i}", indicator.text, indicator.unit, indicator.targets[0]]
        )
    head = ["No", "Sasaran Strategis", "Indikator Kinerja Utama", "Satuan", "Target"]
    _small_table(pages, face, margin, "Indikator Kinerja Utama", head, rows, [3, 14, 20, 6, 6])
