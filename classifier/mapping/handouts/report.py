"""The report of a map, some ten pages: a door to python-docx.

Text of documents is written as text, without what XML cannot hold. Long lists end in how many more there
are; the workbook has all.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from classifier.formats import palette
from classifier.formats.spreadsheet import plain
from classifier.i18n import rupiah
from classifier.i18n.messages import Translator, translator
from classifier.i18n.numbers import grouped
from classifier.mapping import analysis, covers, map_words
from classifier.mapping.analysis import CountedMap
from classifier.mapping.covers import Cover
from classifier.mapping.handouts import findings, pictures
from classifier.mapping.map_words import opd_name
from classifier.mapping.matrix import Map, dimension_name, name

_FONT = "Arial"
# Programs of a dimension and agencies that a table names; the workbook has all.
_MAX_PROGRAMS, _MAX_AGENCIES, _MAX_TITLES = 15, 20, 3
_WIDE, _NARROW, _MARGIN = 297, 210, 18
# With more agencies their names in the matrix are cut to a line of this many characters.
_MAX_WITH_LONG_NAMES, _LINE_CHARS = 22, 52


def write(counted: CountedMap, cover: Cover, out: BinaryIO, *, language: str = "id") -> None:
    """Write the report as DOCX."""
    _Report(counted, cover, translator(language)).write(out)


class _Report:
    """A report that is being written."""

    def __init__(self, counted: CountedMap, cover: Cover, texts: Translator) -> None:
        self._counted, self._map, self._cover, self._texts = counted, counted.map, cover, texts
        self._document = docx.Document()
        self._styles()
        core = self._document.core_properties
        core.title = plain(covers.heading(cover, texts))[:250]
        core.author = plain(cover.author)[:250]
        core.comments, core.language = "", texts.language

    def write(self, out: BinaryIO) -> None:
        """Write all of it."""
        texts = self._texts
        self._title_page()
        self._heading(texts.gettext("Summary"))
        for sentence in findings.summary(self._counted, self._cover, texts):
            self._paragraph(sentence, style="List Bullet")
        self._by_dimension()
        self._by_agency_and_year()
        self._matrix_pages()
        self._heading(texts.gettext("The dimensions"), new_page=False)
        self._picture(
            pictures.radar(self._map, texts, size=(6.6, 4.2), points=10.5),
            texts.gettext("Each dimension’s share of %(programs)s and of budget", programs=self._programs),
        )
        for dimension in self._map.taxonomy.dimensions:
            self._dimension(dimension)
        self._gaps()
        self._cautions()
        self._how()
        self._document.save(out)

    @property
    def _programs(self) -> str:
        return map_words.counted(self._map, self._texts)

    def _styles(self) -> None:
        document = self._document
        section = document.sections[0]
        section.page_width, section.page_height = Mm(_NARROW), Mm(_WIDE)
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Mm(_MARGIN))
        for style, size in (("Normal", 10.5), ("Heading 1", 16), ("Heading 2", 12.5), ("Title", 30)):
            font = document.styles[style].font
            font.name, font.size = _FONT, Pt(size)
            fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(kind), _FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(theme), None)
            if style != "Normal":
                font.color.rgb = _rgb(palette.BRAND)
        document.styles["Normal"].paragraph_format.space_after = Pt(6)
        document.styles["Footer"].font.size = Pt(8)
        foot = section.footer.paragraphs[0]
        line = covers.line(self._cover, self._texts)
        _write(foot, f"{line} · " if line else "", size=8, colour=palette.SOFT)
        _page_number(foot)

    def _title_page(self) -> None:
        texts, cover = self._texts, self._cover
        for _ in range(5):
            self._document.add_paragraph()
        self._document.add_paragraph(plain(covers.heading(cover, texts)), style="Title")
        kind = texts.gettext("Report on the mapping of programs to smart-city subdimensions")
        self._paragraph(kind, size=14)
        if scope := covers.scope(cover, texts):
            self._paragraph(scope, size=18, bold=True)
        if stamp := covers.stamp(cover, texts):
            paragraph = self._paragraph(stamp, size=14, bold=True, colour=palette.WARN)
            _shade(paragraph._p.get_or_add_pPr(), palette.GAP)
            paragraph.paragraph_format.space_before = Pt(18)
        facts = (
            (texts.gettext("Date"), covers.day(cover, texts)),
            (texts.gettext("Prepared by"), cover.author),
            (texts.gettext("Verification"), covers.state(cover, texts)),
            (texts.gettext("Documents"), map_words.named_documents(cover.documents, texts)),
        )
        self._document.add_paragraph()
        told = [(label, text) for label, text in facts if text.strip()]
        if told:
            self._table((), told, (38, 136), size=10.5)

    def _heading(self, text: str, *, level: int = 1, new_page: bool = True) -> None:
        heading = self._document.add_heading(plain(text), level)
        heading.paragraph_format.page_break_before = new_page and level == 1
        heading.paragraph_format.keep_with_next = True

    def _paragraph(
        self, text: str, *, style: str | None = None, size: float = 0, bold: bool = False, colour: str = ""
    ) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        _write(paragraph, text, size=size, bold=bold, colour=colour)
        return paragraph

    def _picture(self, png: bytes, description: str, *, width_mm: float = 165) -> None:
        picture = self._document.add_picture(io.BytesIO(png), width=Mm(width_mm))
        picture._inline.docPr.set("descr", plain(description))
        self._document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._paragraph(description, size=9, colour=palette.SOFT).alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _table(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths_mm: Sequence[float],
        *,
        numbers: Iterable[int] = (),
        size: float = 8.5,
        is_total_last: bool = False,
    ) -> Any:
        """A table whose header stands on each of its pages; columns of `numbers` are ranged right."""
        right = set(numbers)
        lines = [tuple(header), *rows] if header else list(rows)
        table = self._document.add_table(len(lines), len(widths_mm), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        for n, (row, line) in enumerate(zip(table.rows, lines, strict=True)):
            is_header = bool(header) and n == 0
            is_bold = is_header or (is_total_last and n == len(lines) - 1)
            _keep_whole(row, is_header=is_header)
            for c, (cell, text, width) in enumerate(zip(row.cells, line, widths_mm, strict=True)):
                cell.width = Mm(width)
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(0)
                _write(paragraph, text, size=size, bold=is_bold or (not header and c == 0))
                if c in right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                if is_bold:
                    _shade(cell._tc.get_or_add_tcPr(), palette.BRAND_SOFT)
        # Between two tables there has to be a paragraph; a low one, lest it alone begin a page.
        _low(self._document.add_paragraph())
        return table

    def _by_dimension(self) -> None:
        texts = self._texts
        shares = analysis.shares(analysis.by_dimension(self._map))
        rows = [
            (
                dimension_name(dimension),
                grouped(share.cell.count, texts.language),
                findings.percent(share.programs, texts),
                rupiah.short(share.cell.total, texts.language),
                findings.percent(share.budget, texts),
            )
            for dimension, share in shares.items()
        ]
        cells = [share.cell for share in shares.values()]
        count, money = sum(cell.count for cell in cells), sum(cell.total for cell in cells)
        rows.append(
            (
                texts.gettext("Total"),
                grouped(count, texts.language),
                "",
                rupiah.short(money, texts.language),
                "",
            )
        )
        header = (
            texts.gettext("Dimension"),
            self._programs.capitalize(),
            texts.gettext("%% of %(programs)s", programs=self._programs),
            texts.gettext("Budget"),
            texts.gettext("%% of budget"),
        )
        self._table(header, rows, (54, 26, 28, 38, 28), numbers=range(1, 5), size=9.5, is_total_last=True)

    def _by_agency_and_year(self) -> None:
        texts = self._texts
        self._heading(texts.gettext("Agencies and years"), level=2)
        of_opds = analysis.by_opd(self._map)
        rows = [
            (
                opd_name(opd, texts),
                grouped(cell.count, texts.language),
                rupiah.short(cell.total, texts.language) if cell.total else "–",
            )
            for opd, cell in of_opds[:_MAX_AGENCIES]
        ]
        header = (texts.gettext("Agency"), self._programs.capitalize(), texts.gettext("Budget"))
        self._table(header, rows, (108, 26, 40), numbers=(1, 2))
        self._more(len(of_opds) - len(rows))
        of_years = analysis.by_year(self._map)
        if len(of_years) > 1:
            years = [
                (one.year or texts.gettext("no year"), rupiah.short(one.total, texts.language))
                for one in of_years
            ]
            self._table((texts.gettext("Year"), texts.gettext("Budget")), years, (40, 50), numbers=(1,))

    def _more(self, n: int) -> None:
        """How many more there are than a table names."""
        if n > 0:
            texts = self._texts
            more = texts.ngettext(
                "and %(n)s other; the workbook has all.",
                "and %(n)s others; the workbook has all.",
                n,
                n=grouped(n, texts.language),
            )
            self._paragraph(more, size=9, colour=palette.SOFT)

    def _matrix_pages(self) -> None:
        """The matrix on a page of its own, turned."""
        self._section(is_wide=True)
        texts, city_map = self._texts, self._map
        self._heading(texts.gettext("Matrix of agencies and subdimensions"), new_page=False)
        self._document.paragraphs[-1].paragraph_format.space_before = Pt(0)
        what = texts.gettext(
            "Numbers are %(programs)s; coloured columns without a number are empty.", programs=self._programs
        )
        self._paragraph(what, size=9)
        _matrix_table(self._document, city_map, texts)
        self._section(is_wide=False)

    def _section(self, *, is_wide: bool) -> None:
        section = self._document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        across, down = (_WIDE, _NARROW) if is_wide else (_NARROW, _WIDE)
        section.page_width, section.page_height = Mm(across), Mm(down)
        margin = 12 if is_wide else _MARGIN
        section.left_margin = section.right_margin = Mm(margin)
        section.top_margin = section.bottom_margin = Mm(margin)
        section.header_distance, section.footer_distance = Mm(5), Mm(6)

    def _dimension(self, dimension: str) -> None:
        texts = self._texts
        self._heading(dimension_name(dimension), level=2)
        self._paragraph(" ".join(findings.of_dimension(self._counted, dimension, texts)))
        programs = analysis.within(self._counted.programs, "", dimension)
        programs.sort(key=lambda program: (-program.total, program.text))
        if not programs:
            return
        rows = [
            (
                map_words.shortened(program.text),
                opd_name(program.opd, texts),
                self._map.taxonomy[program.subdimension].name(texts.language),
                rupiah.short(program.total, texts.language) if program.total else "–",
            )
            for program in programs[:_MAX_PROGRAMS]
        ]
        header = (
            self._programs.capitalize(),
            texts.gettext("Agency"),
            texts.gettext("Subdimension"),
            texts.gettext("Budget"),
        )
        self._table(header, rows, (70, 46, 32, 26), numbers=(3,))
        self._more(len(programs) - len(rows))

    def _gaps(self) -> None:
        texts, city_map = self._texts, self._map
        self._heading(texts.gettext("Gaps and suggestions"))
        self._paragraph(findings.empty(city_map, texts))
        if city_map.suggestions:
            self._paragraph(
                texts.gettext(
                    "Official programs of the national nomenclature that would serve them, as suggestions; "
                    "whether the region needs them is for its planners to say:"
                )
            )
            rows = [
                (
                    name(city_map.taxonomy[one.subdimension], texts.language),
                    f"{title.title} ({title.kode})",
                    title.agency,
                )
                for one in city_map.suggestions
                for title in one.titles[:_MAX_TITLES]
            ]
            header = (
                texts.gettext("Empty subdimension"),
                texts.gettext("Official program (suggestion)"),
                texts.gettext("Agency with the authority"),
            )
            self._table(header, rows, (52, 72, 50))
        lacking = [one for one in analysis.servings(city_map) if one.n_lacking][:_MAX_AGENCIES]
        if lacking:
            self._heading(texts.gettext("Agencies by subdimensions served"), level=2)
            n = len(city_map.taxonomy.ids)
            of_opds = [
                (opd_name(one.opd, texts), str(n - one.n_lacking), str(one.n_lacking)) for one in lacking
            ]
            header = (
                texts.gettext("Agency"),
                texts.gettext("Has %(programs)s", programs=self._programs),
                texts.gettext("Has none"),
            )
            self._table(header, of_opds, (114, 30, 30), numbers=(1, 2))
        if city_map.without_document:
            label = map_words.no_document(texts).capitalize()
            self._paragraph(f"{label}: {map_words.named_documents(city_map.without_document, texts)}.")

    def _cautions(self) -> None:
        texts = self._texts
        self._heading(texts.gettext("Cautions"))
        sentences = map_words.caution_sentences(self._map, texts)
        if others := map_words.others_sentence(self._map, texts):
            sentences.append(others)
        if stamp := covers.stamp(self._cover, texts):
            sentences.insert(0, f"{stamp}.")
        for sentence in sentences or [texts.gettext("Nothing speaks against the numbers.")]:
            self._paragraph(sentence, style="List Bullet")
        self._heading(texts.gettext("Next steps"), level=2)
        for step in findings.next_steps(self._counted, self._cover, texts):
            self._paragraph(step, style="List Number")

    def _how(self) -> None:
        texts = self._texts
        self._heading(texts.gettext("How this report was made"), level=2)
        for sentence in (
            texts.gettext(
                "petakota read the documents, found their programs, kegiatan and sub kegiatan with codes and "
                "budgets, and proposed one of %(n)s subdimensions of six dimensions for each; people's "
                "answers go before its proposals.",
                n=len(self._map.taxonomy.ids),
            ),
            texts.gettext(
                "A program counts once for its agency and document, however often it is printed. Its budget "
                "is its own, or the sum of its kegiatan where none is printed."
            ),
            texts.gettext(
                "The workbook that belongs to this report holds every row with its document and page."
            ),
        ):
            self._paragraph(sentence)


def _matrix_table(document: Any, city_map: Map, texts: Translator) -> None:
    """The matrix as a table: subdimensions turned, shaded as on the page."""
    taxonomy, opds = city_map.taxonomy, city_map.opds
    across = _WIDE - 24
    first, last = 62.0, 15.0
    each = (across - first - last) / len(taxonomy.ids)
    widths = [first, *[each] * len(taxonomy.ids), last]
    # Of many agencies all on one page: A4 turned leaves some 120 mm for them, a line each.
    size = 8.0 if len(opds) <= 22 else 6.5 if len(opds) <= 34 else 5.5
    height = max(2.6, min(6.0, 112 / (len(opds) + 1)))
    table = document.add_table(len(opds) + 2, len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    columns = [city_map.column(one) for one in taxonomy.ids]
    largest = max((cell.count for cell in city_map.cells.values()), default=0)
    gaps = set(city_map.gaps)
    for n, row in enumerate(table.rows):
        cells, is_total = row.cells, n == len(opds) + 1
        row.height = Mm(34 if n == 0 else height)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST if n else WD_ROW_HEIGHT_RULE.EXACTLY
        _keep_whole(row, is_header=n == 0)
        if n == 0:
            called = [one.name(texts.language) for one in taxonomy.subdimensions]
            words = [texts.gettext("Agency"), *called, texts.gettext("Total")]
        elif is_total:
            total = sum(cell.count for cell in columns)
            words = [
                texts.gettext("Total"),
                *(_count(cell.count, texts) for cell in columns),
                _count(total, texts),
            ]
        else:
            opd = opds[n - 1]
            line = [city_map.cell(opd, one) for one in taxonomy.ids]
            words = [
                _one_line(opd_name(opd, texts)) if len(opds) > _MAX_WITH_LONG_NAMES else opd_name(opd, texts),
                *(_count(cell.count, texts) for cell in line),
                _count(city_map.row(opd).count, texts),
            ]
        for c, (cell, text) in enumerate(zip(cells, words, strict=True)):
            cell.width = Mm(widths[c])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if n:
                # Exactly: an empty cell is else as high as a line of the report's text.
                paragraph.paragraph_format.line_spacing = Pt(size * 1.15)
            colour, fill = "", ""
            if 0 < c <= len(taxonomy.ids):
                subdimension = taxonomy.subdimensions[c - 1]
                if n == 0:
                    fill = palette.tint(palette.of_dimension(subdimension.dimension, taxonomy), 0.22)
                elif subdimension.id in gaps:
                    fill = palette.GAP
                elif not is_total and (count := city_map.cell(opds[n - 1], subdimension.id).count):
                    fill = palette.heat(count / largest)
                    colour = "#ffffff" if palette.is_dark(fill) else ""
            is_bold = n == 0 or is_total or c == len(widths) - 1
            _write(
                paragraph, map_words.shortened(text), size=8 if n == 0 else size, bold=is_bold, colour=colour
            )
            if c and n:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            if n == 0 and c:
                _turn(cell)
            if fill:
                _shade(cell._tc.get_or_add_tcPr(), fill)


def _one_line(name: str) -> str:
    return name if len(name) <= _LINE_CHARS else f"{name[: _LINE_CHARS - 1].rstrip()}…"


def _low(paragraph: Any) -> None:
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(0), Pt(0), Pt(6)
    paragraph.add_run().font.size = Pt(2)


def _count(n: int, texts: Translator) -> str:
    return grouped(n, texts.language) if n else ""


def _write(paragraph: Any, text: str, *, size: float = 0, bold: bool = False, colour: str = "") -> None:
    run = paragraph.add_run(plain(text))
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if colour:
        run.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())


def _shade(properties: Any, colour: str) -> None:
    """Fill the ground of a cell or paragraph, for which python-docx has no call."""
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour.lstrip("#").upper())):
        shade.set(qn(f"w:{key}"), value)
    properties.append(shade)


def _turn(cell: Any) -> None:
    """Let a cell's text run from bottom to top."""
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    cell._tc.get_or_add_tcPr().append(direction)


def _keep_whole(row: Any, *, is_header: bool) -> None:
    """Do not break a row over pages; print a header's row on each page."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", *(["w:tblHeader"] if is_header else [])):
        element = OxmlElement(tag)
        element.set(qn("w:val"), "true")
        properties.append(element)


def _page_number(paragraph: Any) -> None:
    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(8), _rgb(palette.SOFT)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)
