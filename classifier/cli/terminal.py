"""What a person at a terminal sees: tables, summaries, progress, notes. Data never passes here to a pipe."""

from __future__ import annotations

import shutil
import sys
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


def is_terminal() -> bool:
    """True when a person reads standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def wants_table(form: str | None) -> bool:
    """True when a person reads standard output: the format `table`, or none on a terminal."""
    return form == "table" or (form is None and is_terminal())


def note(sentence: str) -> None:
    """Print one sentence on stderr."""
    if sys.stderr is not None:
        print(f"petakota: {sentence}", file=sys.stderr)


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
    of_others = ("no program",) if plan.n_others else ()
    table = _table(
        "dimension", "subdimension", *map(plain, own_columns), "programs", *of_others, "OPDs", "budget"
    )
    before = ""
    for s in plan.taxonomy.subdimensions:
        column = plan.column(s.id)
        own = [str(plan.cell(opd, s.id).count or "") for opd in own_columns]
        n_opds = sum(not plan.cell(opd, s.id).is_empty for opd in plan.opds)
        table.add_row(
            "" if s.dimension == before else s.dimension,
            s.name_id,
            *own,
            str(column.count or "-"),
            *([str(column.n_others or "-")] if of_others else []),
            str(n_opds or "-"),
            rupiah.short(column.total) if column.total else "-",
        )
        before = s.dimension
    _print(table)
    texts = translator(SOURCE)
    gaps = [plan.taxonomy[s].name_id for s in plan.gaps]
    print(f"{len(plan.opds)} OPD. Without any program: {', '.join(gaps) if gaps else 'none'}.")
    if of_others:
        print(map_words.others_sentence(plan, texts))
    if plan.without_document:
        names = [printable(name) for name in plan.without_document]
        print(f"Without any document (belum ada dokumen): {', '.join(names)}.")
    for one in plan.suggestions:
        title = one.titles[0]
        print(
            f"Suggestion (saran) for {plan.taxonomy[one.subdimension].name_id}: "
            f"{printable(map_words.suggestion(title, texts))}."
        )
    for sentence in map_words.caution_sentences(plan, texts):
        print(f"! {printable(sentence)}")


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


def _width() -> int:
    return shutil.get_terminal_size().columns if is_terminal() else _WIDTH_OF_A_FILE
