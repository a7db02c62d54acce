"""Pages of a drawn layout: type faces, paper, turned pages, lines of text, and where a row begins.

Coordinates are points from the top left of the page as displayed. The truth comes
from what was drawn: a row is noted when the first line of its name is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.support.drawing.pdf_painter import A4, turn_page
from tests.support.drawing.table_layout import Want

Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
LEGAL = (612.0, 1008.0)


@dataclass(frozen=True)
class Face:
    """A type face's cuts, and how wide it is set: 0.82 stands for the narrow faces of office programs."""

    regular: str
    bold: str
    italic: str
    stretch: float = 1.0

    def cut(self, *, bold: bool = False, italic: bool = False) -> str:
        """The name of the cut that a text is set in."""
        return self.bold if bold else self.italic if italic else self.regular

    def width(self, text: str, size: float, *, bold: bool = False, italic: bool = False) -> float:
        """How wide a line is, in points."""
        return _width(text, self.cut(bold=bold, italic=italic)) * size * self.stretch


FACES = {
    "arial": Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique"),
    "arial narrow": Face("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", 0.82),
    "times": Face("Times-Roman", "Times-Bold", "Times-Italic"),
    "courier": Face("Courier", "Courier-Bold", "Courier-Oblique", 0.9),
    "verdana": Face("Vera", "VeraBd", "VeraIt", 0.92),
}


@lru_cache(maxsize=200_000)
def _width(text: str, cut: str) -> float:
    register_faces()
    return float(stringWidth(text, cut, 1))


@cache
def register_faces() -> None:
    """Make the faces known that are files: reportlab brings them."""
    folders = [Path(folder) for folder in rl_config.TTFSearchPath]
    for name in ("Vera", "VeraBd", "VeraIt"):
        path = next(folder / f"{name}.ttf" for folder in folders if (folder / f"{name}.ttf").is_file())
        registerFont(TTFont(name, str(path)))


class Pages:
    """A PDF in the making; `truth` grows in the order in which names are drawn."""

    def __init__(self, path: Path) -> None:
        self._canvas = Canvas(str(path), invariant=1, pageCompression=1)
        self._kind: tuple[tuple[float, float], int, bool] = (A4, 0, False)
        self.number = 0
        self.width, self.height = A4
        self.truth: list[dict[str, object]] = []
        self.edge: Callable[[Pages], None] | None = None
        # Prints bold as two prints of the plain cut, and lines word by word, as some programs do.
        self.bold_twice = False
        self.word_by_word = False

    def begin(self, paper: tuple[float, float], *, rotate: int = 0, sideways: bool = False) -> None:
        """Start a page that shows `paper`; `rotate` is its /Rotate, `sideways` draws turned without it."""
        if self.number:
            self._canvas.showPage()
        self.number += 1
        self._kind = (paper, rotate, sideways)
        self.width, self.height = paper
        turn_page(self._canvas, paper, rotate=rotate, sideways=sideways)
        if self.edge:
            self.edge(self)

    def again(self) -> None:
        """Start another page like this one."""
        paper, rotate, sideways = self._kind
        self.begin(paper, rotate=rotate, sideways=sideways)

    def save(self) -> None:
        """Write the file."""
        self._canvas.save()

    def note(self, row: Want) -> None:
        """A row's name begins on this page."""
        self.truth.append(
            {
                "page": self.number,
                "level": row.level,
                "kode": row.kode,
                "text": row.text,
                "program": row.program,
                "indikator": list(row.indikator),
                "opd": row.opd,
                "pagu": dict(row.pagu),
            }
        )

    def line(
        self,
        x: float,
        top: float,
        text: str,
        face: Face,
        size: float,
        *,
        bold: bool = False,
        italic: bool = False,
        align: str = "left",
        ink: Colour = BLACK,
        fill_to: float = 0,
        clip_at: float = 0,
    ) -> None:
        """Print a line; `fill_to` spreads its words over that width, `clip_at` is where the paper ends."""
        twice = bold and self.bold_twice
        cut = face.cut(bold=bold and not twice, italic=italic)
        if face.regular == "Vera":
            register_faces()
        width = _width(text, cut) * size * face.stretch
        x -= {"left": 0, "center": width / 2, "right": width}[align]
        if clip_at and x + width > clip_at:
            while text and x + _width(text, cut) * size * face.stretch > clip_at + size / 2:
                text = text[:-1]
            if not text.strip():
                return
        y = self.height - top - 0.93 * size
        words = text.split(" ")
        spread = max(0.0, fill_to - width) / (len(words) - 1) if fill_to and len(words) > 1 else 0
        for shift in (0.0, 0.25) if twice else (0.0,):
            pen = self._canvas.beginText(x + shift, y)
            pen.setFont(cut, size)
            pen.setFillColorRGB(*ink)
            if face.stretch != 1:
                pen.setHorizScale(face.stretch * 100)
            if self.word_by_word or (spread and face.regular == "Vera"):
                place = x + shift
                for word in words:
                    pen.setTextOrigin(place, y)
                    pen.textOut(word)
                    place += _width(word + " ", cut) * size * face.stretch + spread
            else:
                if spread:
                    pen.setWordSpace(spread / face.stretch)
                pen.textOut(text)
                if spread:
                    pen.setWordSpace(0)
            if face.stretch != 1:
                pen.setHorizScale(100)
            self._canvas.drawText(pen)

    def upright(
        self,
        x: float,
        bottom: float,
        text: str,
        face: Face,
        size: float,
        *,
        bold: bool = False,
        ink: Colour = BLACK,
    ) -> None:
        """Print a line that runs from `bottom` upwards, its letters lying on their backs."""
        self._canvas.saveState()
        self._canvas.translate(x, self.height - bottom)
        self._canvas.rotate(90)
        self._canvas.setFillColorRGB(*ink)
        self._canvas.setFont(face.cut(bold=bold), size)
        self._canvas.drawString(0, -0.93 * size, text)
        self._canvas.restoreState()

    def fill(self, x: float, top: float, width: float, height: float, colour: Colour) -> None:
        """Paint a rectangle without an outline."""
        self._canvas.setFillColorRGB(*colour)
        self._canvas.rect(x, self.height - top - height, width, height, stroke=0, fill=1)
        self._canvas.setFillColorRGB(*BLACK)

    def rules(
        self,
        lines: Sequence[tuple[float, float, float, float]],
        colour: Colour,
        thickness: float,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw straight lines from (x0, top0) to (x1, top1)."""
        if not lines:
            return
        self._canvas.saveState()
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(thickness)
        if dash:
            self._canvas.setDash(list(dash))
        self._canvas.lines([(x0, self.height - y0, x1, self.height - y1) for x0, y0, x1, y1 in lines])
        self._canvas.restoreState()


def broken(
    text: str,
    width: float,
    face: Face,
    size: float,
    *,
    bold: bool = False,
    italic: bool = False,
    at_slash: bool = False,
) -> list[str]:
    """Lines as programs break them: at spaces, inside too wide a word, and `at_slash` behind a slash."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        words = part.replace("/", "/\0").replace("\0 ", " ").split() if at_slash else part.split()
        units = [piece for word in words for piece in _pieces(word)]
        for glued, word in units:
            joined = line + word if glued or not line else f"{line} {word}"
            if face.width(joined, size, bold=bold, italic=italic) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            while len(word) > 1 and face.width(word, size, bold=bold, italic=italic) > width:
                n = len(word) - 1
                while n > 1 and face.width(word[:n], size, bold=bold, italic=italic) > width:
                    n -= 1
                lines.append(word[:n])
                word = word[n:]
            line = word
        lines.append(line)
    return lines if any(lines) else []


def _pieces(word: str) -> list[tuple[bool, str]]:
    """A word's parts between places where it may break, each with whether it is glued to the one before."""
    return [(i > 0, piece) for i, piece in enumerate(word.split("\0")) if piece]
