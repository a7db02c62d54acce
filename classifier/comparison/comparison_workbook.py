"""A comparison to take away: every program of both documents as a line, in a workbook or as CSV.

One sheet holds all of them, to be filtered by what changed, instead of a sheet for each change:
one program may be renamed, relabelled and cut at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from classifier.comparison.changes import Changes
from classifier.comparison.matching import Pair
from classifier.formats import results
from classifier.formats.spreadsheet import COUNT, RUPIAH, Book, plain
from classifier.i18n.messages import Translator, gettext_noop
from classifier.mapping.matrix import NO_OPD, Program, name
from classifier.taxonomy import Taxonomy

FIELDS = (
    "state", "changes", "level", "kode_before", "kode_after", "text_before", "text_after",
    "opd_before", "opd_after", "subdimension_before", "subdimension_after",
    "pagu_before", "pagu_after", "change", "change_in_common_years", "row_before", "row_after",
)  # fmt: skip
_STATES = {
    "added": gettext_noop("new"),
    "dropped": gettext_noop("gone"),
    "changed": gettext_noop("changed"),
    "unchanged": gettext_noop("unchanged"),
}
_CHANGES = {
    "label": gettext_noop("label"),
    "name": gettext_noop("name"),
    "opd": gettext_noop("agency"),
    "budget": gettext_noop("budget"),
    "budget_untold": gettext_noop("budget cannot be compared"),
}
_LEVELS = {
    "program": gettext_noop("Program"),
    "kegiatan": gettext_noop("Activity"),
    "subkegiatan": gettext_noop("Sub-activity"),
}
_SIGNED = '[$-421]+"Rp "#,##0_-;-"Rp "#,##0_-;"–"_-'
_MORE = '[$-421]+#,##0_-;-#,##0_-;"–"_-'
_PERCENT = '[$-421]+0%_-;-0%_-;"–"_-'
_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("state", gettext_noop("State"), 10),
    ("changes", gettext_noop("What changed"), 16),
    ("program", gettext_noop("Program"), 44),
    ("opd", gettext_noop("Agency"), 26),
    ("subdimension_before", gettext_noop("Subdimension before"), 28),
    ("subdimension_after", gettext_noop("Subdimension after"), 28),
    ("pagu_before", gettext_noop("Budget before"), 21),
    ("pagu_after", gettext_noop("Budget after"), 21),
    ("change", gettext_noop("Change"), 21),
    ("percent", gettext_noop("Change (%%)"), 11),
    ("change_in_common_years", gettext_noop("Change in the years in common"), 21),
    ("level", gettext_noop("Level"), 13),
    ("kode_before", gettext_noop("Code before"), 13),
    ("kode_after", gettext_noop("Code after"), 13),
    ("text_before", gettext_noop("Name before"), 44),
    ("opd_before", gettext_noop("Agency before"), 28),
)
# Beyond, columns are for the screen: on paper they would make the rest too small to read.
_N_PRINTED = 11
_NUMBERS = {
    "pagu_before": RUPIAH,
    "pagu_after": RUPIAH,
    "change": _SIGNED,
    "percent": _PERCENT,
    "change_in_common_years": _SIGNED,
}


def lines(changes: Changes) -> list[dict[str, Any]]:
    """Every program as a dict of `FIELDS`: pairs, then those added, then those dropped.

    `changes` is a list of label, name, opd, budget, and budget_untold where it cannot be compared.
    Rupiah are of all years; a budget that is not printed is None, and so are changes of it, and
    those in common years where none is common.
    """
    pairs_by_change = {
        "label": changes.relabelled,
        "name": changes.renamed,
        "opd": changes.moved,
        "budget": [budget.pair for budget in changes.budgets],
        "budget_untold": changes.one_sided,
    }
    ids_by_change = {change: set(map(id, pairs)) for change, pairs in pairs_by_change.items()}
    comparison = changes.comparison
    every = []
    for pair in comparison.pairs:
        of_pair = [change for change, ids in ids_by_change.items() if id(pair) in ids]
        every.append(_pair(pair) | {"state": "changed" if of_pair else "unchanged", "changes": of_pair})
    none: dict[str, Any] = {"changes": [], "change": None, "change_in_common_years": None}
    every += [_sides(None, program) | none | {"state": "added"} for program in comparison.added]
    return every + [_sides(program, None) | none | {"state": "dropped"} for program in comparison.dropped]


def _pair(pair: Pair) -> dict[str, Any]:
    return _sides(pair.before, pair.after) | {
        "change": pair.change if pair.is_comparable else None,
        "change_in_common_years": pair.change_in_common if pair.by_year else None,
    }


def _sides(before: Program | None, after: Program | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for side, program in (("before", before), ("after", after)):
        fields |= {
            "level": program.level if program else fields.get("level", ""),
            f"kode_{side}": program.kode if program else "",
            f"text_{side}": program.text if program else "",
            f"opd_{side}": program.opd if program and program.opd != NO_OPD else "",
            f"subdimension_{side}": program.subdimension if program else "",
            f"pagu_{side}": program.total if program and any(program.pagu.values()) else None,
            f"row_{side}": program.rows[0] if program and program.rows else "",
        }
    return fields


def write_csv(changes: Changes, out: BinaryIO) -> None:
    """Write every program as CSV, UTF-8; no text of a document is a formula."""
    flat = (line | {"changes": "; ".join(line["changes"])} for line in lines(changes))
    results.write(flat, "csv", out, fields=FIELDS)


def write(changes: Changes, out: BinaryIO, *, before: str, after: str, language: str = "id") -> None:
    """Write the changes between two documents of these names as a workbook."""
    book = Book(out, language)
    _summary(book, changes, before, after)
    _programs(book, lines(changes), changes.comparison.before.taxonomy)
    _totals(book, changes)
    book.close()


def _summary(book: Book, changes: Changes, before: str, after: str) -> None:
    texts, comparison = book.texts, changes.comparison
    sheet = book.sheet(texts.gettext("Summary"), [])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    title = texts.gettext("Comparison of two documents")
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=18))
    wrapped, bold = book.format(text_wrap=True), book.format(bold=True)
    sentences: tuple[tuple[str, str], ...] = (
        (texts.gettext("Before"), before),
        (texts.gettext("After"), after),
        (texts.gettext("Years of budgets before"), _years(comparison.before.years, texts)),
        (texts.gettext("Years of budgets after"), _years(comparison.after.years, texts)),
        (
            texts.gettext("Budgets compared for"),
            _years(comparison.common_years, texts) if changes.is_common else texts.gettext("all years"),
        ),
    )
    if comparison.owners:
        owner_before, owner_after = comparison.owners
        warning = texts.gettext(
            "These documents are of two different agencies: %(before)s and %(after)s",
            before=owner_before,
            after=owner_after,
        )
        sentences = (*sentences, (texts.gettext("Note well"), warning))
    for r, (label, text) in enumerate(sentences, start=2):
        sheet.write_string(r, 0, label, bold)
        sheet.write_string(r, 1, plain(text), wrapped)
    facts = (
        (texts.gettext("New programs"), len(comparison.added)),
        (texts.gettext("Programs gone"), len(comparison.dropped)),
        (texts.gettext("Relabelled"), len(changes.relabelled)),
        (texts.gettext("Renamed"), len(changes.renamed)),
        (texts.gettext("Moved to another agency"), len(changes.moved)),
        (texts.gettext("Budgets changed"), len(changes.budgets)),
        (texts.gettext("Budgets that cannot be compared"), len(changes.one_sided)),
        (texts.gettext("Unchanged"), len(changes.unchanged)),
    )
    number = book.format(bold=True, num_format=COUNT, align="left")
    for r, (label, count) in enumerate(facts, start=len(sentences) + 3):
        sheet.write_string(r, 0, label, bold)
        sheet.write_number(r, 1, count, number)


def _years(years: Iterable[str], texts: Translator) -> str:
    named = ", ".join(year or texts.gettext("no year") for year in years)
    return named or texts.gettext("no budgets printed")


def _programs(book: Book, every: list[dict[str, Any]], taxonomy: Taxonomy) -> None:
    texts = book.texts
    headers = [texts.gettext(title) for _, title, _ in _COLUMNS]
    sheet = book.sheet(texts.gettext("Program"), headers, frozen_columns=2)
    wrapped = book.format(text_wrap=True)
    numbers = {field: book.format(num_format=form) for field, form in _NUMBERS.items()}
    for c, (_, _, width) in enumerate(_COLUMNS):
        sheet.set_column(c, c, width)
    for r, line in enumerate(every, start=1):
        shown = _shown(line, taxonomy, texts)
        for c, (field, _, _) in enumerate(_COLUMNS):
            value = shown[field]
            if field in numbers and value is not None:
                sheet.write_number(r, c, value, numbers[field])
            elif value:
                sheet.write_string(r, c, plain(str(value)), wrapped)
    # A code such as 1.02 is text: no green corner that says so in every cell.
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    if every:
        sheet.autofilter(0, 0, len(every), len(_COLUMNS) - 1)
        # Printed too, since rows with empty cells are hard to follow.
        sheet.hide_gridlines(0)
        sheet.print_area(0, 0, len(every), _N_PRINTED - 1)


def _shown(line: Mapping[str, Any], taxonomy: Taxonomy, texts: Translator) -> dict[str, Any]:
    """A line as planners read it: words for states, names for subdimensions, what it is called now."""
    names = {
        field: name(taxonomy[line[field]], texts.language) if line[field] else ""
        for field in ("subdimension_before", "subdimension_after")
    }
    change, before = line["change"], line["pagu_before"]
    return {
        **line,
        **names,
        "program": line["text_after"] or line["text_before"],
        "opd": line["opd_after"] or line["opd_before"],
        "state": texts.gettext(_STATES[line["state"]]),
        "changes": ", ".join(texts.gettext(_CHANGES[change]) for change in line["changes"]),
        "level": texts.gettext(_LEVELS[line["level"]]) if line["level"] in _LEVELS else line["level"],
        "percent": change / before if change is not None and before else None,
    }


def _totals(book: Book, changes: Changes) -> None:
    texts = book.texts
    headers = (
        texts.gettext("Subdimension"),
        texts.gettext("Programs before"),
        texts.gettext("Programs after"),
        texts.gettext("Change"),
        texts.gettext("Budget before"),
        texts.gettext("Budget after"),
        texts.gettext("Change of budget"),
    )
    sheet = book.sheet(texts.gettext("By subdimension"), headers, frozen_columns=1)
    forms = (COUNT, COUNT, _MORE, RUPIAH, RUPIAH, _SIGNED)
    taxonomy, sums = changes.comparison.before.taxonomy, [0] * len(forms)
    for r, total in enumerate(changes.totals, start=1):
        numbers = (
            total.n_before,
            total.n_after,
            total.n_after - total.n_before,
            total.before,
            total.after,
            total.after - total.before,
        )
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        subdimension = name(taxonomy[total.subdimension], texts.language)
        sheet.write_string(r, 0, plain(subdimension), book.cell(text_wrap=True))
        for c, (number, form) in enumerate(zip(numbers, forms, strict=True), start=1):
            sheet.write_number(r, c, number, book.cell(num_format=form))
    n = len(changes.totals)
    book.totals_label(sheet, n + 1, 0, len(headers))
    book.totals(sheet, 1, n, [(c, sums[c - 1], form) for c, form in enumerate(forms, start=1)])
    sheet.autofilter(0, 0, n, len(headers) - 1)
    for c, width in enumerate((44, 11, 11, 11, 21, 21, 21)):
        sheet.set_column(c, c, width)
