"""What a person at a terminal sees: tables, summaries, progress, notes. Data never passes here to a pipe."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from classifier.formats import doubt_words
from classifier.i18n import rupiah
from classifier.i18n.language import SOURCE
from classifier.i18n.messages import translator
from classifier.records import DOUBTS

if TYPE_CHECKING:
    from rich.table import Table

    from classifier.mapping.matrix import Map
    from classifier.taxonomy import Taxonomy

_WIDTH_OF_A_FILE = 120
# Below this width, level, code and budget would leave no room for the name.
_WIDE = 110
# Below this many pages a document is read before a bar could be drawn.
_MIN_PAGES_FOR_BAR = 20
# More OPDs would not fit beside one another.
_MAX_OPD_COLUMNS = 4
# Characters of a line of a subdimension's name or a budget in a narrow map; no word of them is longer.
_NARROW_NAME, _NARROW_BUDGET = 14, 9
# What rich puts between two columns.
_BETWEEN_COLUMNS = 3


def is_terminal() -> bool:
    """True when a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def wants_table(form: str | None) -> bool:
    """True when a person reads standard output: the format `table`, or none on a terminal."""
    return form == "table" or (form is None and is_terminal())


def note(sentence: str) -> None:
    """Print one sentence on stderr, in one line whatever the names of files in it hold."""
    if sys.stderr is not None:
        print(f"petakota: {printable(sentence)}", file=sys.stderr)


@contextmanager
def progress(name: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with (pages done, pages in all), drawing a bar; None when stderr is no terminal."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("pages"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name[:40], total=None, visible=False)

        def report(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, visible=total >= _MIN_PAGES_FOR_BAR)

        yield report


def show_rows(rows: Sequence[Mapping[str, Any]], taxonomy: Taxonomy) -> None:
    """Rows as a table, with a summary by dimension when labelled; a narrow one leaves out the code.

    A column of what the reader is unsure of stands in it when there is any doubt, and a legend below.
    """
    is_labelled = bool(rows) and "subdimension" in rows[0]
    has_doubts = _have_doubts(rows)
    is_wide = _width() >= _WIDE
    names = [
        "p.",
        *(["level", "code"] if is_wide else []),
        "program / kegiatan",
        *(["budget"] if is_wide else []),
    ]
    table = _table(*names)
    if is_labelled:
        table.add_column("subdimension", no_wrap=is_wide, max_width=None if is_wide else 16)
        table.add_column("sure", justify="right", no_wrap=True)
    if has_doubts:
        table.add_column("doubts", max_width=16)
    for row in rows:
        indent = {"program": "", "kegiatan": "  ", "subkegiatan": "    "}[row["level"]]
        total = sum(row["pagu"].values())
        budget = [rupiah.short(total) if total else ""] if is_wide else []
        cells = [
            str(row["page"]),
            *([row["level"], row["kode"]] if is_wide else []),
            indent + row["text"],
            *budget,
        ]
        if is_labelled:
            mark = "?" if row["review"] else ""
            cells += [taxonomy[row["subdimension"]].name_id, f"{row['confidence']:.0%}{mark}"]
        if has_doubts:
            cells.append(", ".join(row["doubts"]))
        table.add_row(*map(plain, cells), style="bold" if row["level"] == "program" else None)
    if rows:
        _print(table)
    for doubt in DOUBTS:
        if any(doubt in row["doubts"] for row in rows):
            print(f"{doubt}: {doubt_words.words([doubt], translator(SOURCE))}")
    print(
        f"{len(rows)} rows: "
        + ", ".join(f"{n} {level}" for level, n in Counter(r["level"] for r in rows).items())
        if rows
        else "0 rows."
    )
    if is_labelled:
        _show_summary(rows, taxonomy)


def _show_summary(rows: Sequence[Mapping[str, Any]], taxonomy: Taxonomy) -> None:
    table = _table("dimension", "subdimension", "rows", "to review")
    count = Counter(row["subdimension"] for row in rows)
    review = Counter(row["subdimension"] for row in rows if row["review"])
    before = ""
    for s in taxonomy.subdimensions:
        if count[s.id]:
            table.add_row(
                "" if s.dimension == before else s.dimension,
                s.name_id,
                str(count[s.id]),
                str(review[s.id] or ""),
            )
            before = s.dimension
    _print(table)
    why = ": the label is unsure, or the reading, as their doubts say" if _have_doubts(rows) else ""
    print(f"{sum(review.values())} of {len(rows)} rows should be looked at (?){why}.")


def _have_doubts(rows: Iterable[Mapping[str, Any]]) -> bool:
    return any(row["doubts"] for row in rows)


def show_predictions(answers: Iterable[Mapping[str, Any]], taxonomy: Taxonomy) -> None:
    """Predictions as a table."""
    table = _table("text", "subdimension", "sure", "next", "words")
    for answer in answers:
        alternatives = ", ".join(
            f"{taxonomy[a['subdimension']].name_id} {a['confidence']:.0%}" for a in answer["alternatives"]
        )
        table.add_row(
            plain(answer["text"]),
            taxonomy[answer["subdimension"]].name_id,
            f"{answer['confidence']:.0%}{'?' if answer['review'] else ''}",
            alternatives,
            plain(", ".join(e["term"] for e in answer["evidence"])),
        )
    _print(table)


def show_taxonomy(taxonomy: Taxonomy) -> None:
    """The subdimensions as a table."""
    table = _table("id", "nama", "name", "definisi")
    for s in taxonomy.subdimensions:
        table.add_row(s.id, s.name_id, s.name_en, s.definition_id)
    _print(table)


def show_map(plan: Map) -> None:
    """The map: subdimensions down, OPDs across while they fit; then gaps, suggestions and cautions."""
    from classifier.mapping import map_words

    own_columns = plan.opds if 1 < len(plan.opds) <= _MAX_OPD_COLUMNS else ()
    table, has_own = _map_table(plan, own_columns)
    _print(table)
    texts = translator(SOURCE)
    for opd in () if has_own else own_columns:
        counts = ((s.name_id, plan.cell(opd, s.id).count) for s in plan.taxonomy.subdimensions)
        _print_text(f"{printable(opd)}: {', '.join(f'{name} {n}' for name, n in counts if n) or '-'}.")
    gaps = [plan.taxonomy[s].name_id for s in plan.gaps]
    _print_text(f"{len(plan.opds)} OPD. Without any program: {', '.join(gaps) if gaps else 'none'}.")
    if plan.n_others:
        _print_text(map_words.others_sentence(plan, texts))
    if plan.without_document:
        names = [printable(name) for name in plan.without_document]
        _print_text(f"Without any document (belum ada dokumen): {', '.join(names)}.")
    for one in plan.suggestions:
        title = one.titles[0]
        _print_text(
            f"Suggestion (saran) for {plan.taxonomy[one.subdimension].name_id}: "
            f"{printable(map_words.suggestion(title, texts))}."
        )
    for sentence in map_words.caution_sentences(plan, texts):
        _print_text(f"! {printable(sentence)}")


def _opd_headers(opds: Sequence[str], room: int) -> list[str]:
    """The names of OPDs over lines, broken between words, in so much room; none when they do not fit."""
    width = room // len(opds) - _BETWEEN_COLUMNS if opds else 0
    names = [printable(opd) for opd in opds]
    if any(len(word) > width for name in names for word in name.split()):
        return []
    return ["\n".join(textwrap.wrap(name, width, break_on_hyphens=False)) for name in names]


def _map_table(plan: Map, opds: Sequence[str]) -> tuple[Table, bool]:
    """The table of the map as it fits the width, and whether it has a column for each of some OPDs.

    For those, and for want of room, the dimension and the number of OPDs are left out; then what has no
    program is, too.
    """
    for n_left_out in (0, 1):
        room = _width() - _natural_width(_map_columns(plan, n_left_out))
        if headers := _opd_headers(opds, room):
            return _map_columns(plan, n_left_out, dict(zip(opds, headers, strict=True))), True
    tables = [_map_columns(plan, n_left_out) for n_left_out in (0, 1, 2)]
    return next((table for table in tables if _natural_width(table) <= _width()), tables[-1]), False


def _map_columns(plan: Map, n_left_out: int, headers: Mapping[str, str] | None = None) -> Table:
    """The table of the map with columns for the OPDs that have headers; 0 to 2 groups of others left out."""
    dimensions: list[str] = []
    n_opds: list[str] = []
    budgets: list[str] = []
    before = ""
    for s in plan.taxonomy.subdimensions:
        dimensions.append("" if s.dimension == before else s.dimension)
        n_opds.append(str(sum(not plan.cell(opd, s.id).is_empty for opd in plan.opds) or "-"))
        total = plan.column(s.id).total
        budgets.append(rupiah.short(total) if total else "-")
        before = s.dimension
    ids = [s.id for s in plan.taxonomy.subdimensions]
    names = [s.name_id for s in plan.taxonomy.subdimensions]
    own = [
        (plain_lines(header), [str(plan.cell(opd, of).count or "") for of in ids])
        for opd, header in (headers or {}).items()
    ]
    programs = ("programs", [str(plan.column(of).count or "-") for of in ids])
    others = [("no program", [str(plan.column(of).n_others or "-") for of in ids])] if plan.n_others else []
    narrow_names = ("subdimension", [_lines(name, _NARROW_NAME) for name in names])
    narrow_budgets = ("budget", [_lines(budget, _NARROW_BUDGET) for budget in budgets])
    widest_first = (
        [
            ("dimension", dimensions), ("subdimension", names), *own, programs, *others,
            ("OPDs", n_opds), ("budget", budgets),
        ],
        [narrow_names, *own, programs, *others, ("budget", budgets)],
        [narrow_names, *own, programs, narrow_budgets],
    )  # fmt: skip
    columns = widest_first[n_left_out]
    table = _table(*(header for header, _ in columns))
    for cells in zip(*(cells for _, cells in columns), strict=True):
        table.add_row(*cells)
    return table


def _lines(text: str, n_chars: int) -> str:
    return "\n".join(textwrap.wrap(text, n_chars, break_long_words=False))


def show_facts(facts: Mapping[str, object]) -> None:
    """Names and values, a line each."""
    table = _table("", "")
    table.show_header = False
    for name, value in facts.items():
        table.add_row(name, plain(str(value)))
    _print(table)


def show_lines(header: Sequence[str], lines: Iterable[Sequence[str]]) -> None:
    """A plain table."""
    table = _table(*header)
    for line in lines:
        table.add_row(*line)
    _print(table)


def plain(text: str) -> str:
    """Document text without rich's markup and without control characters that could drive the terminal."""
    from rich.markup import escape

    return escape(printable(text))


def plain_lines(text: str) -> str:
    """The same of a text whose lines are to stay lines."""
    return "\n".join(map(plain, text.split("\n")))


def shortened(text: str, n_chars: int) -> str:
    """A text of so many characters at most, cut between words, with an ellipsis where something is cut."""
    text = " ".join(text.split())
    if len(text) <= n_chars:
        return text
    return textwrap.shorten(text, n_chars, placeholder=" …").removeprefix(" ").removeprefix("…") or (
        f"{text[: n_chars - 1]}…"
    )


def printable(text: str) -> str:
    """Document text without control characters that could drive the terminal."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _table(*names: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in names:
        is_number = name in ("p.", "rows", "programs", "no program", "OPDs", "budget", "sure")
        is_short = is_number or name in ("level", "dimension", "subdimension", "id", "code")
        table.add_column(name, justify="right" if is_number else "left", overflow="fold", no_wrap=is_short)
    return table


def _print(table: Table) -> None:
    from rich.console import Console

    class Quiet(Console):
        """Leaves a closed pipe to the command line, instead of ending with an exit code of its own."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    Quiet(highlight=False, emoji=False, width=_width()).print(table)


def _print_text(text: str) -> None:
    """Print a sentence; on a terminal over lines that are broken between words."""
    if is_terminal():
        text = textwrap.fill(text, _width(), break_long_words=False, break_on_hyphens=False)
    print(text)


def _natural_width(table: Table) -> int:
    """The width that a table has when none of its cells is broken."""
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(width=1_000)
    return Measurement.get(console, console.options, table).maximum


def _width() -> int:
    return shutil.get_terminal_size().columns if is_terminal() else _WIDTH_OF_A_FILE
