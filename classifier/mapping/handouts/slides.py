"""Six slides of a map, 16 to 9: a door to python-pptx.

No letter is smaller than 12 points, those in pictures too; what does not fit is said to be in
report and workbook.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, BinaryIO

import pptx
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from classifier.formats import palette
from classifier.formats.spreadsheet import plain
from classifier.i18n import rupiah
from classifier.i18n.messages import Translator, translator
from classifier.i18n.numbers import grouped
from classifier.mapping import analysis, covers, figure, map_words
from classifier.mapping.analysis import CountedMap, Share
from classifier.mapping.covers import Cover
from classifier.mapping.handouts import findings, pictures
from classifier.mapping.handouts.pictures import Bar
from classifier.mapping.map_words import opd_name
from classifier.mapping.matrix import dimension_name, names, total

_FONT = "Arial"
_WIDTH, _HEIGHT, _EDGE = 13.333, 7.5, 0.5
_TOP, _FOOT = 1.15, 6.98
_MIN_PT = 12
# What fits on a slide in letters that can be read.
_MAX_BARS, _MAX_SUGGESTIONS, _MAX_STEPS, _MAX_STEP_CHARS = 8, 6, 7, 240
# The layout of python-pptx's template that has a title alone.
_TITLE_ONLY = 5


def write(counted: CountedMap, cover: Cover, out: BinaryIO, *, language: str = "id") -> None:
    """Write the slides as PPTX: title, matrix, radar, budgets, gaps, next steps."""
    _Slides(counted, cover, translator(language)).write(out)


class _Slides:
    """Slides that are being written."""

    def __init__(self, counted: CountedMap, cover: Cover, texts: Translator) -> None:
        self._counted, self._map, self._cover, self._texts = counted, counted.map, cover, texts
        self._programs = map_words.counted(self._map, texts)
        self._deck = pptx.Presentation()
        self._deck.slide_width, self._deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
        core = self._deck.core_properties
        core.title, core.author = plain(covers.heading(cover, texts))[:250], plain(cover.author)[:250]
        core.language = texts.language

    def write(self, out: BinaryIO) -> None:
        """Write all six."""
        self._title()
        self._matrix()
        self._radar()
        self._budgets()
        self._gaps()
        self._next_steps()
        self._deck.save(out)

    def _title(self) -> None:
        texts, cover = self._texts, self._cover
        slide = self._slide(covers.heading(cover, texts), size=40, box=(0.9, 1.5, 11.5, 1.3))
        band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.4), Inches(_HEIGHT))
        band.fill.solid()
        band.fill.fore_color.rgb = _rgb(palette.BRAND)
        band.line.fill.background()
        band.shadow.inherit = False
        lines = [(covers.scope(cover, texts), 28, False), (covers.made(cover, texts), 18, False)]
        _text(slide, [line for line in lines if line[0]], (0.9, 2.85, 11.5, 1.3))
        if stamp := covers.stamp(cover, texts):
            box = _text(slide, [(stamp, 20, True)], (0.9, 4.3, 8.6, 0.6), colour=palette.WARN)
            box.fill.solid()
            box.fill.fore_color.rgb = _rgb(palette.GAP)
            box.line.color.rgb = _rgb(palette.WARN)
        whole = total(self._map.cells.values())
        facts = (
            (findings.number_of(self._map, whole.count, texts)),
            texts.ngettext(
                "%(n)s agency",
                "%(n)s agencies",
                self._map.n_named_opds,
                n=grouped(self._map.n_named_opds, texts.language),
            ),
            findings.money(whole.total, texts),
            texts.ngettext(
                "%(n)s empty subdimension",
                "%(n)s empty subdimensions",
                len(self._map.gaps),
                n=len(self._map.gaps),
            ),
        )
        _text(slide, [(" · ".join(facts), 20, True)], (0.9, 5.3, 11.8, 0.6), colour=palette.BRAND)

    def _matrix(self) -> None:
        texts = self._texts
        slide = self._slide(
            texts.gettext("Number of %(programs)s by agency and subdimension", programs=self._programs)
        )
        size = (_WIDTH - 2 * _EDGE + 0.2, _FOOT - _TOP - 0.35)
        png, n_together = figure.matrix_png(
            self._map, value="count", language=texts.language, size=size, points=_MIN_PT
        )
        self._picture(slide, png, (_EDGE - 0.1, _TOP, *size), findings.empty(self._map, texts))
        if n_together:
            note = texts.gettext(
                "The %(n)s agencies with the fewest are one line; report and workbook name all.",
                n=grouped(n_together, texts.language),
            )
            _text(slide, [(note, _MIN_PT, False)], (_EDGE, _FOOT - 0.37, 12.3, 0.3))

    def _radar(self) -> None:
        texts = self._texts
        slide = self._slide(
            texts.gettext("Each dimension’s share of %(programs)s and of budget", programs=self._programs)
        )
        size = (7.4, _FOOT - _TOP - 0.1)
        png = pictures.radar(self._map, texts, size=size, points=13)
        self._picture(slide, png, (_EDGE, _TOP, *size), texts.gettext("Radar of the six dimensions"))
        sentences = findings.summary(self._counted, self._cover, texts)
        _text(
            slide, [(sentence, 16, False) for sentence in sentences[:3]], (8.2, _TOP + 0.4, 4.6, 4.8), gap=12
        )

    def _budgets(self) -> None:
        texts, city_map = self._texts, self._map
        slide = self._slide(texts.gettext("Budget by agency and by dimension"))
        of_opds = analysis.by_opd(city_map)
        if not any(cell.total for _, cell in of_opds):
            _text(slide, [(texts.gettext("No budgets were read."), 20, False)], (_EDGE, _TOP, 12.3, 1))
            return
        shown = [
            Bar(opd_name(opd, texts), cell.total, findings.money(cell.total, texts))
            for opd, cell in of_opds[:_MAX_BARS]
        ]
        if others := of_opds[_MAX_BARS:]:
            n = len(others)
            amount = sum(cell.total for _, cell in others)
            called = texts.ngettext("%(n)s other OPD", "%(n)s other OPDs", n, n=n)
            shown.append(Bar(called, amount, findings.money(amount, texts), palette.SOFT))
        by_dimension = [
            Bar(
                dimension_name(dimension),
                share.cell.total,
                self._told(share),
                palette.of_dimension(dimension, city_map.taxonomy),
            )
            for dimension, share in analysis.shares(analysis.by_dimension(city_map)).items()
        ]
        half, height = (_WIDTH - 2 * _EDGE - 0.3) / 2, 4.75
        for n, (heading, drawn) in enumerate(
            ((texts.gettext("Agencies"), shown), (texts.gettext("Dimensions"), by_dimension))
        ):
            x = _EDGE + n * (half + 0.3)
            _text(slide, [(heading, 16, True)], (x, _TOP - 0.05, half, 0.4))
            png = pictures.bars(drawn, size=(half, height), points=_MIN_PT)
            told = "; ".join(f"{bar.name}: {bar.text}" for bar in drawn)
            self._picture(slide, png, (x, _TOP + 0.4, half, height), told)
        years = "; ".join(
            f"{one.year or texts.gettext('no year')}: {rupiah.short(one.total, texts.language)}"
            for one in analysis.by_year(city_map)[:8]
        )
        line = texts.gettext("Budget by year: %(years)s", years=years)
        _text(slide, [(line, 14, False)], (_EDGE, _FOOT - 0.55, 12.3, 0.45))

    def _told(self, share: Share) -> str:
        """The budget of a dimension with its part of all; where there is none, whether it was read."""
        cell, texts = share.cell, self._texts
        if cell.total:
            return f"{rupiah.short(cell.total, texts.language)} ({share.budget:.0%})"
        return findings.number_of(self._map, 0, texts) if cell.is_empty else findings.money(0, texts)

    def _gaps(self) -> None:
        texts, city_map = self._texts, self._map
        slide = self._slide(
            texts.ngettext(
                "%(n)s of %(total)s subdimensions is empty",
                "%(n)s of %(total)s subdimensions are empty",
                len(city_map.gaps),
                n=len(city_map.gaps),
                total=len(city_map.taxonomy.ids),
            )
        )
        if not city_map.gaps:
            _text(slide, [(findings.empty(city_map, texts), 20, False)], (_EDGE, _TOP, 12.3, 1))
            return
        listed: list[tuple[str, float, bool]] = []
        for dimension in city_map.taxonomy.dimensions:
            theirs = [city_map.taxonomy[gap] for gap in city_map.gaps]
            theirs = [one for one in theirs if one.dimension == dimension]
            if theirs:
                listed.append((f"• {names(theirs, texts.language)}", 16, False))
        _text(slide, listed, (_EDGE, _TOP + 0.1, 4.9, 5.5), gap=8)
        suggested: list[tuple[str, float, bool]] = [
            (texts.gettext("What would serve them (suggestions)"), 16, True)
        ]
        with_titles = [one for one in city_map.suggestions if one.titles]
        for one in with_titles[:_MAX_SUGGESTIONS]:
            called = city_map.taxonomy[one.subdimension].name(texts.language)
            title = map_words.suggestion(one.titles[0], texts)
            suggested.append((f"• {called}: {_short(title)}", 14, False))
        if (more := len(with_titles) - _MAX_SUGGESTIONS) > 0:
            text = texts.gettext("%(n)s more in the report", n=grouped(more, texts.language))
            suggested.append((text, 14, False))
        _text(slide, suggested, (5.7, _TOP + 0.1, 7.1, 5.6), gap=8)

    def _next_steps(self) -> None:
        texts = self._texts
        slide = self._slide(texts.gettext("Next steps"))
        steps = findings.next_steps(self._counted, self._cover, texts)
        # The last step holds whatever comes before it.
        steps = steps if len(steps) <= _MAX_STEPS else [*steps[: _MAX_STEPS - 1], steps[-1]]
        lines = [(f"{n}. {_short(step)}", 17.0, False) for n, step in enumerate(steps, start=1)]
        _text(slide, lines, (_EDGE, _TOP + 0.1, 12.3, 5.6), gap=10)

    def _slide(
        self, title: str, *, size: float = 28, box: tuple[float, float, float, float] = (0.5, 0.3, 12.3, 0.8)
    ) -> Any:
        """A slide with its title, and stamp, date and author at its foot."""
        slide = self._deck.slides.add_slide(self._deck.slide_layouts[_TITLE_ONLY])
        heading = slide.shapes.title
        heading.left, heading.top, heading.width, heading.height = (Inches(inches) for inches in box)
        _fill(heading.text_frame, [(title, size, True)], palette.BRAND, 0)
        heading.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        line = covers.line(self._cover, self._texts)
        number = str(len(self._deck.slides))
        colour = palette.WARN if self._cover.is_draft else palette.SOFT
        if line:
            _text(slide, [(_short(line), _MIN_PT, False)], (_EDGE, _FOOT, 11.5, 0.35), colour=colour)
        _text(slide, [(number, _MIN_PT, False)], (12.3, _FOOT, 0.6, 0.35), colour=palette.SOFT)
        return slide

    def _picture(
        self, slide: Any, png: bytes, box: tuple[float, float, float, float], description: str
    ) -> None:
        picture = slide.shapes.add_picture(io.BytesIO(png), *(Inches(inches) for inches in box))
        picture._element.nvPicPr.cNvPr.set("descr", plain(description))


def _short(text: str) -> str:
    """A sentence as a slide can hold it."""
    joined = " ".join(text.split())
    return joined if len(joined) <= _MAX_STEP_CHARS else f"{joined[: _MAX_STEP_CHARS - 1].rstrip()}…"


def _text(
    slide: Any,
    lines: Sequence[tuple[str, float, bool]],
    box: tuple[float, float, float, float],
    *,
    colour: str = palette.INK,
    gap: float = 0,
) -> Any:
    """A box of paragraphs (text, points, bold) at (x, y, width, height) in inches."""
    shape = slide.shapes.add_textbox(*(Inches(inches) for inches in box))
    _fill(shape.text_frame, lines, colour, gap)
    return shape


def _fill(frame: Any, lines: Sequence[tuple[str, float, bool]], colour: str, gap: float) -> None:
    frame.word_wrap = True
    for n, (text, points, is_bold) in enumerate(lines):
        paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        # A line break would be a new paragraph of another look.
        run.text = plain(" ".join(text.split()))
        run.font.size, run.font.bold, run.font.name = Pt(points), is_bold, _FONT
        run.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]
