"""The sheets of the map's workbook on what is missing or uncertain: gaps, suggestions, cautions."""

from __future__ import annotations

from collections.abc import Iterator

from classifier.fields import urusan
from classifier.formats import role_words
from classifier.formats.spreadsheet import COUNT, MARKED, RUPIAH, Book, plain
from classifier.mapping import map_words
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.matrix import Map, name, names

# Kind, name, how many it has, how many it lacks, in words, and whether it is a gap.
_GapLine = tuple[str, str, int, int, str, bool]


def add(book: Book, city_map: Map) -> None:
    """Add the sheet of gaps, and the others where there is something to say."""
    _gaps(book, city_map)
    if city_map.suggestions:
        _suggestions(book, city_map)
    if has_cautions(city_map):
        _cautions(book, city_map)


def has_cautions(city_map: Map) -> bool:
    """Whether there is a sheet of cautions."""
    cautions = city_map.cautions
    return bool(cautions.left_out or cautions.unmet or cautions.rivals or cautions.substitutes)


def _gaps(book: Book, city_map: Map) -> None:
    """One table for both ways to ask, so that its header is true of every row that it stays above."""
    texts = book.texts
    headers = [
        texts.gettext("By"),
        texts.gettext("Subdimension / agency"),
        texts.gettext("Has %(programs)s", programs=map_words.counted(city_map, texts)),
        texts.gettext("Has none"),
        texts.gettext("Explanation"),
    ]
    sheet = book.sheet(texts.gettext("Gaps"), headers, frozen_columns=2)
    lines = [
        *_gaps_of_subdimensions(book, city_map),
        *_gaps_of_opds(book, city_map),
        *_without_document(book, city_map),
    ]
    first_opd = len(city_map.taxonomy.subdimensions) + 1
    for r, (kind, called, n_having, n_lacking, explanation, is_gap) in enumerate(lines, start=1):
        look: dict[str, object] = dict(MARKED) if is_gap else {}
        if r == first_opd:
            look["top"] = 2
        for c, text in ((0, kind), (1, called), (4, explanation)):
            sheet.write_string(r, c, plain(text), book.cell(text_wrap=True, **look))
        for c, number in ((2, n_having), (3, n_lacking)):
            sheet.write_number(r, c, number, book.cell(num_format=COUNT, **look))
    for c, width in enumerate((17, 42, 10, 10, 110)):
        sheet.set_column(c, c, width)
    sheet.autofilter(0, 0, len(lines), len(headers) - 1)


def _gaps_of_subdimensions(book: Book, city_map: Map) -> Iterator[_GapLine]:
    """Of each subdimension: how many OPDs have something for it, how many not, which have."""
    texts = book.texts
    for subdimension in city_map.taxonomy.subdimensions:
        having = [opd for opd in city_map.opds if not city_map.cell(opd, subdimension.id).is_empty]
        n_named = sum(opd != NO_OPD for opd in having)
        column = city_map.column(subdimension.id)
        if not having:
            explanation = texts.gettext("no %(programs)s yet", programs=map_words.counted(city_map, texts))
        else:
            agencies = "; ".join(map_words.opd_name(opd, texts) for opd in having)
            explanation = texts.gettext("Supported by: %(agencies)s", agencies=agencies)
            if not column.count:
                only = map_words.others(city_map, column.n_others, texts)
                explanation = texts.gettext(
                    "%(explanation)s (%(others)s)", explanation=explanation, others=only
                )
        kind, called = texts.gettext("Subdimension"), name(subdimension, texts.language)
        yield kind, called, n_named, city_map.n_named_opds - n_named, explanation, column.is_empty


def _gaps_of_opds(book: Book, city_map: Map) -> Iterator[_GapLine]:
    """Of each OPD: for how many subdimensions it has something, for how many not, for which."""
    texts, subdimensions = book.texts, city_map.taxonomy.subdimensions
    for opd in city_map.opds:
        lacking = [one for one in subdimensions if city_map.cell(opd, one.id).is_empty]
        if lacking:
            explanation = texts.gettext(
                "Lacking: %(subdimensions)s", subdimensions=names(lacking, texts.language)
            )
        else:
            explanation = texts.gettext(
                "%(programs)s for all subdimensions", programs=map_words.counted(city_map, texts)
            )
        called = map_words.opd_name(opd, texts)
        n_having = len(subdimensions) - len(lacking)
        yield texts.gettext("Agency"), called, n_having, len(lacking), explanation, not n_having


def _without_document(book: Book, city_map: Map) -> Iterator[_GapLine]:
    """Of each agency of the installation's list without a document: that."""
    texts = book.texts
    for agency in city_map.without_document:
        n = len(city_map.taxonomy.ids)
        yield texts.gettext("Agency"), agency, 0, n, map_words.no_document(texts), True


def _suggestions(book: Book, city_map: Map) -> None:
    texts = book.texts
    headers = [
        texts.gettext("Empty subdimension"),
        texts.gettext("Official program (suggestion)"),
        texts.gettext("Code"),
        texts.gettext("Field of government"),
        texts.gettext("Agency with the authority"),
        texts.gettext("In this map or list"),
        texts.gettext("Remark"),
    ]
    sheet = book.sheet(texts.gettext("Suggestions"), headers, frozen_columns=1)
    r = 0
    for one in city_map.suggestions:
        for title in one.titles:
            r += 1
            code = ".".join(title.kode.split(".")[:2])
            cells = (
                name(city_map.taxonomy[one.subdimension], texts.language),
                title.title,
                title.kode,
                urusan.name_of(code),
                title.agency,
                texts.gettext("yes") if title.is_known else texts.gettext("no"),
                title.note(texts.language),
            )
            for c, text in enumerate(cells):
                sheet.write_string(r, c, plain(text), book.cell(text_wrap=True))
    for c, width in enumerate((44, 60, 11, 34, 44, 12, 44)):
        sheet.set_column(c, c, width)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.autofilter(0, 0, r, len(headers) - 1)


def _cautions(book: Book, city_map: Map) -> None:
    """Every amount left out, total not met, plan beside another, and document without a plan."""
    texts, cautions = book.texts, city_map.cautions
    headers = [
        texts.gettext("What"),
        texts.gettext("Document"),
        texts.gettext("Program, table or kind of table"),
        texts.gettext("Year or page"),
        texts.gettext("Printed"),
        texts.gettext("Counted"),
        texts.gettext("Difference"),
    ]
    sheet = book.sheet(texts.gettext("Cautions"), headers, frozen_columns=2)
    lines: list[tuple[str, str, str, str, tuple[int, int, int] | None]] = []
    for amount in cautions.left_out:
        what, year = texts.gettext("impossible amount, left out"), amount.year or texts.gettext("no year")
        money = (amount.amount, 0, -amount.amount)
        lines.append((what, amount.document, amount.text, year, money))
    for total in cautions.unmet:
        pages = "–".join(map(str, dict.fromkeys((total.first_page, total.last_page))))
        place = texts.gettext("p. %(pages)s", pages=pages)
        money = (total.printed, total.read, total.difference)
        lines.append((texts.gettext("printed total not met"), total.document, total.caption, place, money))
    for rival in cautions.rivals:
        what = texts.gettext("plan with other money, not counted")
        place = texts.gettext("p. %(pages)s", pages=rival.page or "?")
        money = (rival.amount, rival.counted_amount, rival.counted_amount - rival.amount)
        lines.append((what, rival.document, rival.caption, place, money))
    for substitute in cautions.substitutes:
        what = texts.gettext("no plan: another kind of table counts")
        kind = role_words.word(role_words.role(substitute.role, texts), texts)
        if not substitute.role:
            what, kind = texts.gettext("no table counts"), ""
        lines.append((what, substitute.document, kind, "", None))
    for r, (*words, money_of_line) in enumerate(lines, start=1):
        for c, text in enumerate(words):
            sheet.write_string(r, c, plain(str(text)), book.cell(text_wrap=True))
        for c, rupiah in enumerate(money_of_line or (), start=4):
            sheet.write_number(r, c, rupiah, book.cell(num_format=RUPIAH))
    for c, width in enumerate((34, 44, 60, 13, 28, 28, 28)):
        sheet.set_column(c, c, width)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.autofilter(0, 0, len(lines), len(headers) - 1)
