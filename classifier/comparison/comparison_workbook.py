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
from classifier.mapping.matrix import NO_OPD, Program, name
from classifier.taxonomy import Taxonomy

FIELDS = (
    "state", "changes", "level", "kode_before", "kode_after", "text_before", "text_after",
    "opd_before", "opd_after", "subdimension_before", "subdimension_after",
    "pagu_before", "pagu_after", "change", "change_in_common_years", "row_before", "row_after",
)  # fmt: skip
_STATES = {"added": "baru", "dropped": "hilang", "changed": "berubah", "unchanged": "tetap"}
_CHANGES = {
    "label": "label",
    "name": "nama",
    "opd": "perangkat daerah",
    "budget": "pagu",
    "budget_untold": "pagu tidak dapat dibandingkan",
}
_LEVELS = {"program": "Program", "kegiatan": "Kegiatan", "subkegiatan": "Sub kegiatan"}
_SIGNED = '[$-421]+"Rp "#,##0_-;-"Rp "#,##0_-;"–"_-'
_MORE = '[$-421]+#,##0_-;-#,##0_-;"–"_-'
_PERCENT = '[$-421]+0%_-;-0%_-;"–"_-'
_COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("state", "Keadaan", 10), ("changes", "Yang berubah", 16), ("program", "Program", 44),
    ("opd", "Perangkat daerah", 26), ("subdimension_before", "Subdimensi sebelum", 28),
    ("subdimension_after", "Subdimensi sesudah", 28), ("pagu_before", "Pagu sebelum", 21),
    ("pagu_after", "Pagu sesudah", 21), ("change", "Perubahan", 21), ("percent", "Perubahan (%)", 11),
    ("change_in_common_years", "Perubahan di tahun yang sama", 21), ("level", "Tingkat", 13),
    ("kode_before", "Kode sebelum", 13), ("kode_after", "Kode sesudah", 13),
    ("text_before", "Nama sebelum", 44), ("opd_before", "Perangkat daerah sebelum", 28),
)  # fmt: skip
# Beyond, columns are for the screen: on paper they would make the rest too small to read.
_N_PRINTED = 11
_NUMBERS = {
    "pagu_before": RUPIAH,
    "pagu_after": RUPIAH,
    "change": _SIGNED,
    "percent": _PERCENT,
    "change_in_common_years": _SIGNED,
}


def lines(found: Changes) -> list[dict[str, Any]]:
    """Every program as a dict of `FIELDS`: pairs, then those added, then those dropped.

    `changes` is a list of label, name, opd, budget, and budget_untold where it cannot be compared.
    Rupiah are of all years; a budget that is not printed is None, and so are changes of it, and
    those in common years where none is common.
    """
    of_pairs = {
        "label": found.relabelled,
        "name": found.renamed,
        "opd": found.moved,
        "budget": [one.pair for one in found.budgets],
        "budget_untold": found.one_sided,
    }
    listed = {change: set(map(id, pairs)) for change, pairs in of_pairs.items()}
    told = []
    for pair in found.found.pairs:
        changes = [change for change, ids in listed.items() if id(pair) in ids]
        told.append(_pair(pair) | {"state": "changed" if changes else "unchanged", "changes": changes})
    none: dict[str, Any] = {"changes": [], "change": None, "change_in_common_years": None}
    told += [_sides(None, one) | none | {"state": "added"} for one in found.found.added]
    return told + [_sides(one, None) | none | {"state": "dropped"} for one in found.found.dropped]


def _pair(pair: Pair) -> dict[str, Any]:
    return _sides(pair.before, pair.after) | {
        "change": pair.change if pair.is_comparable else None,
        "change_in_common_years": pair.change_in_common if pair.by_year else None,
    }


def _sides(before: Program | None, after: Program | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for side, one in (("before", before), ("after", after)):
        told |= {
            "level": one.level if one else told.get("level", ""),
            f"kode_{side}": one.kode if one else "",
            f"text_{side}": one.text if one else "",
            f"opd_{side}": one.opd if one and one.opd != NO_OPD else "",
            f"subdimension_{side}": one.subdimension if one else "",
            f"pagu_{side}": one.total if one and any(one.pagu.values()) else None,
            f"row_{side}": one.rows[0] if one and one.rows else "",
        }
    return told


def write_csv(found: Changes, out: BinaryIO) -> None:
    """Write every program as CSV, UTF-8; no text of a document is a formula."""
    told = (line | {"changes": "; ".join(line["changes"])} for line in lines(found))
    results.write(told, "csv", out, fields=FIELDS)


def write(found: Changes, out: BinaryIO, *, before: str, after: str) -> None:
    """Write the changes between two documents of these names as a workbook, in Indonesian."""
    book = Book(out)
    _summary(book, found, before, after)
    _programs(book, lines(found), found.found.before.taxonomy)
    _totals(book, found)
    book.close()


def _summary(book: Book, found: Changes, before: str, after: str) -> None:
    sheet = book.sheet("Ringkasan", [])
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, "Perbandingan dua dokumen", book.format(bold=True, font_size=18))
    wrapped, bold = book.format(text_wrap=True), book.format(bold=True)
    compared = found.found.common_years if found.is_common else None
    told: tuple[tuple[str, str], ...] = (
        ("Sebelum", before),
        ("Sesudah", after),
        ("Tahun pagu sebelum", _years(found.found.before.years)),
        ("Tahun pagu sesudah", _years(found.found.after.years)),
        ("Pagu dibandingkan untuk", "semua tahun" if compared is None else _years(compared)),
    )
    if found.found.owners:
        two = " dan ".join(found.found.owners)
        told = (*told, ("Perhatian", f"Kedua dokumen ini milik perangkat daerah yang berbeda: {two}"))
    for r, (label, text) in enumerate(told, start=2):
        sheet.write_string(r, 0, label, bold)
        sheet.write_string(r, 1, plain(text), wrapped)
    facts = (
        ("Program baru", len(found.found.added)),
        ("Program hilang", len(found.found.dropped)),
        ("Label berubah", len(found.relabelled)),
        ("Nama berubah", len(found.renamed)),
        ("Pindah perangkat daerah", len(found.moved)),
        ("Pagu berubah", len(found.budgets)),
        ("Pagu tidak dapat dibandingkan", len(found.one_sided)),
        ("Tidak berubah", len(found.unchanged)),
    )
    number = book.format(bold=True, num_format=COUNT, align="left")
    for r, (label, count) in enumerate(facts, start=len(told) + 3):
        sheet.write_string(r, 0, label, bold)
        sheet.write_number(r, 1, count, number)


def _years(years: Iterable[str]) -> str:
    return ", ".join(year or "tanpa tahun" for year in years) or "pagu tidak tercantum"


def _programs(book: Book, every: list[dict[str, Any]], known: Taxonomy) -> None:
    sheet = book.sheet("Program", [title for _, title, _ in _COLUMNS], frozen_columns=2)
    wrapped = book.format(text_wrap=True)
    numbers = {field: book.format(num_format=form) for field, form in _NUMBERS.items()}
    for c, (_, _, width) in enumerate(_COLUMNS):
        sheet.set_column(c, c, width)
    for r, line in enumerate(every, start=1):
        shown = _shown(line, known)
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


def _shown(line: Mapping[str, Any], known: Taxonomy) -> dict[str, Any]:
    """A line as planners read it: words for states, names for subdimensions, what it is called now."""
    named = {
        field: name(known[line[field]]) if line[field] else ""
        for field in ("subdimension_before", "subdimension_after")
    }
    change, before = line["change"], line["pagu_before"]
    return {
        **line,
        **named,
        "program": line["text_after"] or line["text_before"],
        "opd": line["opd_after"] or line["opd_before"],
        "state": _STATES[line["state"]],
        "changes": ", ".join(_CHANGES[one] for one in line["changes"]),
        "level": _LEVELS.get(line["level"], line["level"]),
        "percent": change / before if change is not None and before else None,
    }


def _totals(book: Book, found: Changes) -> None:
    heads = (
        "Subdimensi", "Program sebelum", "Program sesudah", "Perubahan",
        "Pagu sebelum", "Pagu sesudah", "Perubahan pagu",
    )  # fmt: skip
    sheet = book.sheet("Per subdimensi", heads, frozen_columns=1)
    forms = (COUNT, COUNT, _MORE, RUPIAH, RUPIAH, _SIGNED)
    known, sums = found.found.before.taxonomy, [0] * len(forms)
    for r, one in enumerate(found.totals, start=1):
        numbers = (
            one.n_before, one.n_after, one.n_after - one.n_before,
            one.before, one.after, one.after - one.before,
        )  # fmt: skip
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        sheet.write_string(r, 0, plain(name(known[one.subdimension])), book.cell(text_wrap=True))
        for c, (number, form) in enumerate(zip(numbers, forms, strict=True), start=1):
            sheet.write_number(r, c, number, book.cell(num_format=form))
    n = len(found.totals)
    book.totals_label(sheet, n + 1, 0, len(heads))
    book.totals(sheet, 1, n, [(c, sums[c - 1], form) for c, form in enumerate(forms, start=1)])
    sheet.autofilter(0, 0, n, len(heads) - 1)
    for c, width in enumerate((44, 11, 11, 11, 21, 21, 21)):
        sheet.set_column(c, c, width)
