"""What a planner reads of the reading of a document: its faults, its doubts, why it gave no rows.

A report is stored as kinds with values (`classifier.faults`, `classifier.records.PAGE_OUTCOMES`); the
sentences are made here, when it is known who reads them. A test fails when a kind has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classifier import faults
from classifier.faults import Fault, Kind, UnmetSum
from classifier.i18n.messages import Translator, gettext_noop, translator
from classifier.i18n.numbers import grouped
from classifier.records import PAGE_OUTCOMES, PageOutcome
from service import messages

_MAX_DETAIL_CHARS = 200

# Of pages and of the service's own notes; kinds of documents are worded in `messages`.
_FAULTS: dict[Kind, str] = {
    "page_too_slow": gettext_noop(
        "This page was not read within %(seconds)s seconds and was skipped. If it holds a table of "
        "programs, export the document from Word or Excel to PDF again and upload the result."
    ),
    "page_crashed_reader": gettext_noop(
        "This page is damaged or too heavy to be read and was skipped. If it holds a table of "
        "programs, export the document from Word or Excel to PDF again and upload the result."
    ),
    "page_out_of_memory": gettext_noop(
        "This page is too heavy to be read, for example because of a very detailed map or picture, and "
        "was skipped. If it holds a table of programs, export the document from Word or Excel to PDF "
        "again and upload the result."
    ),
    "no_ocr": gettext_noop(
        "This page is a picture and was not read, as text recognition (OCR) is not installed here. Ask the "
        "maintainers of this service to install Tesseract, then read the document again."
    ),
    "page_unreadable": gettext_noop(
        "This page cannot be read and was skipped. Fetch the document from its source or export it "
        "from its original again, and upload the result. (Technical detail: %(short_detail)s)"
    ),
    "total_not_met": gettext_noop(
        "The total that the table prints is not the sum of its rows: %(sums)s. Compare this page with "
        "the rows that were read: one may have been missed or misread, or the document itself adds up "
        "otherwise."
    ),
    "money_not_read": gettext_noop(
        "The table on this page has a column of money, but none of its rows (%(rows)s) got any. Compare the "
        "page with its rows: the budget was not read, it is not zero."
    ),
    "perhaps_missed": gettext_noop(
        "By its words this page lists about %(likely)s programs and kegiatan, but the rows that were read "
        "on it number %(rows)s. Compare the page with its rows: some may be missing."
    ),
    "damaged_page": gettext_noop(
        "Some of this page's data is damaged: rows may be missing or wrong. Fetch the document from its "
        "source or export it from its original again, and upload the result."
    ),
    "damaged_document": gettext_noop(
        "This file is damaged (places: %(places)s): rows may be missing or wrong. Fetch the document from "
        "its source or export it from its original again, and upload the result."
    ),
    "damage_unknown": gettext_noop(
        "Whether this file is damaged is not known: looking for damage took too long or too much memory. "
        "Compare the rows with their pages."
    ),
    "no_rows": gettext_noop(
        "No program or kegiatan was found in this document (pages with text: %(pages)s), so it does "
        "not show on the map. Check whether this file holds the table of programs and kegiatan."
    ),
    "not_listed": gettext_noop("Notes like these that are not shown: %(others)s."),
    "note": gettext_noop("Note from the reading: %(detail)s"),
}
# Of `perhaps_missed` where no row was read at all.
_NONE_READ = gettext_noop(
    "By its words this page lists about %(likely)s programs and kegiatan, but none of them was read. Look at "
    "the page: if it holds a table or list of programs, its rows are missing here."
)
_NO_TEXT = gettext_noop("This page has no text; it is a scan, a picture or empty.")
# What is written of pages, behind "pages 1–12:".
_OUTCOMES: dict[PageOutcome, str] = {
    "with_rows": gettext_noop("programs or kegiatan were found"),
    "table_without_rows": gettext_noop(
        "read as a table of programs, but no new program or kegiatan is in it (only urusan, totals or "
        "the rest of the page before, for example)"
    ),
    "no_program_column": gettext_noop(
        "there is a table, but no column in it was recognised as one of programs or kegiatan"
    ),
    "no_table": gettext_noop(
        "programs or kegiatan are named, but there is no table and no numbered list of programs"
    ),
    "perhaps_missed": gettext_noop("programs or kegiatan seem to be listed, but none of them was read"),
    "names_no_program": gettext_noop("no program or kegiatan is named"),
    "no_text": gettext_noop("there is no text; this is usually a scan, a picture or an empty page"),
    "unreadable": gettext_noop("reading failed, so this was skipped"),
    "not_asked": gettext_noop("not read, as it lies outside the pages asked for"),
}
# In the order in which a planner would act on them.
_REASONS: tuple[PageOutcome, ...] = (
    "unreadable",
    "no_text",
    "perhaps_missed",
    "names_no_program",
    "no_table",
    "no_program_column",
    "table_without_rows",
)
_NO_TABLE: tuple[PageOutcome, ...] = (
    "perhaps_missed",
    "no_table",
    "no_program_column",
    "table_without_rows",
)
_STEP_FIND = gettext_noop(
    "Look for the chapter or annex with the table of programs and kegiatan (usually titled "
    "“Rencana Program dan Kegiatan serta Pendanaan” or “Program Perangkat Daerah”), and upload the "
    "document that holds it."
)
_STEP_OCR = gettext_noop(
    "A scan is only a picture. Run OCR (text recognition) on this file, or ask its authors for the "
    "original PDF, and upload the result."
)
_STEP_AGAIN = gettext_noop(
    "For pages that could not be read, fetch the document from its source or export it from its "
    "original again, and upload the result."
)
_STEP_EXPORT = gettext_noop(
    "If a table of programs was not recognised, export the document straight from Word or Excel to "
    "PDF again (not printed and scanned) and upload the result. If that does not help, tell the "
    "maintainers of this service the page numbers."
)
_STEP_NONE = gettext_noop(
    "Documents of statistics, of narrative or of a regulation's articles alone have no table of "
    "programs; there is nothing to mend."
)


@dataclass(frozen=True, slots=True)
class NoRows:
    """Why a document gave no rows (`reasons`), and what a planner can do (`steps`): sentences."""

    reasons: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """How many pages a report counts, and those of them that it names, as ranges with both ends."""

    n: int = 0
    ranges: tuple[tuple[int, int], ...] = ()


def sentence(fault: Fault, language: str) -> str:
    """A fault of a stored report, in a language."""
    if fault.kind not in _FAULTS:
        return messages.of_fault(fault).plain(language)
    texts = translator(language)
    is_none_read = fault.kind == "perhaps_missed" and not fault.rows
    return texts.gettext(
        _NONE_READ if is_none_read else _FAULTS[fault.kind],
        seconds=fault.seconds,
        pages=fault.pages,
        others=fault.others,
        rows=fault.rows,
        likely=fault.likely,
        places=fault.places,
        detail=fault.detail,
        short_detail=_shortened(fault.detail),
        sums="; ".join(_sum(unmet, texts) for unmet in fault.sums),
    )


def in_language(summary: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A document's summary with its problems and warnings in words, and `why_no_rows` when it has none."""
    worded = dict(summary)
    for field in ("problems", "warnings"):
        worded[field] = [
            {"page": problem["page"], "message": sentence(faults.from_dict(problem), language)}
            for problem in summary[field]
        ]
    no_rows = why_no_rows(summary, language) if not summary["rows"] else NoRows((), ())
    worded["why_no_rows"] = [*no_rows.reasons, *no_rows.steps]
    return worded


def why_no_rows(report: Mapping[str, Any], language: str) -> NoRows:
    """Why a document without rows has none; a report stored without the outcomes of pages says less."""
    texts, counts = translator(language), _counts(report)
    reasons = tuple(_reason(report, outcome, texts) for outcome in _REASONS if counts[outcome])
    with_text = any(counts[outcome] for outcome in ("names_no_program", *_NO_TABLE))
    steps = (
        (_STEP_FIND, with_text or not reasons),
        (_STEP_OCR, counts["no_text"]),
        (_STEP_AGAIN, counts["unreadable"]),
        (_STEP_EXPORT, any(counts[outcome] for outcome in _NO_TABLE)),
        (_STEP_NONE, with_text or not reasons),
    )
    return NoRows(
        reasons or (sentence(Fault("no_rows", pages=report["pages_with_text"]), language),),
        tuple(texts.gettext(step) for step, applies in steps if applies),
    )


def page_sentences(report: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """What was described on which pages, for any document: `Halaman 1–12: tidak menyebut program ...`.

    Empty for a report stored without the outcomes of pages.
    """
    texts = translator(language)
    sentences = []
    for outcome in PAGE_OUTCOMES:
        if where := _where(report, outcome, texts):
            described = texts.gettext(_OUTCOMES[outcome])
            sentences.append(
                texts.gettext("%(pages)s: %(outcome)s.", pages=where.capitalize(), outcome=described)
            )
    return tuple(sentences)


def pages_not_read(report: Mapping[str, Any], language: str) -> list[tuple[int, str]]:
    """Pages that could not be read or have no text, in order, each with a sentence why.

    Of very many pages without text the first are named.
    """
    no_text = translator(language).gettext(_NO_TEXT)
    pages = dict.fromkeys(_pages(report, "no_text"), no_text)
    for problem in report.get("problems", ()):
        if problem["page"]:
            pages[problem["page"]] = sentence(faults.from_dict(problem), language)
    return sorted(pages.items())


def pages_of(report: Mapping[str, Any], *outcomes: PageOutcome) -> Pages:
    """The pages of a report that had one of these outcomes, in order; none of one without outcomes."""
    counts, by_outcome = _counts(report), report.get("ranges_by_outcome", {})
    # A text was written by an older version that shares the database.
    named = [by_outcome.get(outcome, []) for outcome in outcomes]
    ranges = [(first, last) for pairs in named if not isinstance(pairs, str) for first, last in pairs]
    return Pages(sum(counts[outcome] for outcome in outcomes), tuple(sorted(ranges)))


def _pages(report: Mapping[str, Any], outcome: PageOutcome) -> list[int]:
    """The pages of an outcome that a report names."""
    ranges = report.get("ranges_by_outcome", {}).get(outcome, [])
    # A text was written by an older version that shares the database.
    pairs = [] if isinstance(ranges, str) else ranges
    return [page for first, last in pairs for page in range(first, last + 1)]


def _counts(report: Mapping[str, Any]) -> Counter[str]:
    return Counter(report.get("pages_by_outcome", {}))


def _reason(report: Mapping[str, Any], outcome: PageOutcome, texts: Translator) -> str:
    """`12 dari 45 halaman (halaman 1–12) tidak menyebut program atau kegiatan.`"""
    counts = _counts(report)
    n, total = grouped(counts[outcome], texts.language), grouped(counts.total(), texts.language)
    described, where = texts.gettext(_OUTCOMES[outcome]), _where(report, outcome, texts)
    if counts.total() == 1:
        return texts.gettext("The only page: %(outcome)s.", outcome=described)
    if counts[outcome] == counts.total():
        return texts.gettext("All %(total)s pages: %(outcome)s.", total=total, outcome=described)
    if not where:
        return texts.gettext("%(n)s of %(total)s pages: %(outcome)s.", n=n, total=total, outcome=described)
    return texts.gettext(
        "%(n)s of %(total)s pages (%(pages)s): %(outcome)s.",
        n=n,
        total=total,
        pages=where,
        outcome=described,
    )


def _where(report: Mapping[str, Any], outcome: PageOutcome, texts: Translator) -> str:
    """The pages of an outcome, `halaman 1–12, 40`; "" when the report does not name them."""
    ranges = report.get("ranges_by_outcome", {}).get(outcome, [])
    # A text was written by an older version that shares the database.
    if not ranges or isinstance(ranges, str):
        return ""
    n_named = sum(last - first + 1 for first, last in ranges)
    numbers = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
    if n_named < _counts(report)[outcome]:
        return texts.ngettext(
            "page %(numbers)s and others", "pages %(numbers)s and others", n_named, numbers=numbers
        )
    return texts.ngettext("page %(numbers)s", "pages %(numbers)s", n_named, numbers=numbers)


def _sum(unmet: UnmetSum, texts: Translator) -> str:
    values = {
        "year": unmet.year,
        "printed": _money(unmet.printed, texts.language),
        "rows": _money(unmet.rows, texts.language),
        "difference": _money(abs(unmet.rows - unmet.printed), texts.language),
    }
    is_more = unmet.rows > unmet.printed
    if unmet.year and is_more:
        return texts.gettext(
            "for %(year)s it prints %(printed)s, while the rows add up to %(rows)s (%(difference)s more)",
            **values,
        )
    if unmet.year:
        return texts.gettext(
            "for %(year)s it prints %(printed)s, while the rows add up to %(rows)s (%(difference)s less)",
            **values,
        )
    if is_more:
        return texts.gettext(
            "it prints %(printed)s, while the rows add up to %(rows)s (%(difference)s more)", **values
        )
    return texts.gettext(
        "it prints %(printed)s, while the rows add up to %(rows)s (%(difference)s less)", **values
    )


def _money(amount: int, language: str) -> str:
    return f"Rp {grouped(amount, language)}"


def _shortened(detail: str) -> str:
    return detail if len(detail) <= _MAX_DETAIL_CHARS else detail[:_MAX_DETAIL_CHARS] + "…"
