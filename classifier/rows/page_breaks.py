"""Rows cut by a page end: is the first band of a page the rest of a row, and what the row is then."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from classifier.fields import amounts, codes, names
from classifier.fields.dehyphenation import Words
from classifier.fields.header_words import role_of
from classifier.fields.open_ends import is_open
from classifier.rows import row_fields
from classifier.rows.draft import Draft
from classifier.rows.row_fields import RowFields
from classifier.tables.columns import Header

# How many digits the last part of a kegiatan's or sub kegiatan's code has: `2.01`, `0001`.
_LAST_PART_DIGITS = (2, 4)


def is_continuation(before: str, rest: str) -> bool:
    """True when `rest` reads like the end of a text that `before` began."""
    return rest[:1].islower() or rest[:1] in "()/,-" or is_open(before)


def ends_cut_row(
    header: Header,
    begun: Sequence[str],
    row_kode: str,
    row_texts: Mapping[int, str],
    fields: RowFields,
    *,
    is_likely: bool = False,
) -> bool:
    """True when a page's first band ends the row that the page before began.

    `begun` are the texts that the band's names may end, `row_texts` the row's cells by
    column. A band with a number, a code or a whole amount of its own where the row has
    one begins a row; a name alone in its band, with number and money empty, ends one. So does one
    whose lines more likely go on than begin (`is_likely`).
    """
    if fields.number or _has_own_amount(row_texts, fields):
        return False
    # A code in the middle of a high cell may be printed on both pages.
    is_same_code = is_likely and fields.kode == row_kode
    is_rest_of_code = not codes.level_of_code(fields.kode) and _completes_code(row_kode, fields.kode)
    if fields.kode and not is_same_code and not is_rest_of_code:
        return False
    if not fields.name_cells:
        return True
    parsed = [names.parsed(name_cell.text) for name_cell in fields.name_cells]
    if any(name.kode or name.number for name in parsed):
        return False
    # `Program Penyelenggaraan` goes on with `Urusan Pemerintahan Umum`, which alone would be a heading.
    is_urusan = len(parsed) == 1 and parsed[0].text[:6].lower() == "urusan" and is_open(begun[0])
    if not is_urusan and any(names.stands_between_rows(name.text) for name in parsed):
        return False
    if is_likely and not any(role_of(name.text) for name in parsed):
        return True
    if len(parsed) > 1:
        all_continue = all(is_continuation(text, name.text) for text, name in zip(begun, parsed, strict=True))
        return all_continue or _is_lone_name(header, row_texts, fields)
    name = parsed[0]
    if names.level_of_text(name.text) == "program" and name.text[:1].isupper():
        return False
    if is_continuation(begun[0], name.text):
        return True
    if any(column.role == "kode" for column in header.columns) and row_kode:
        return True
    return _is_lone_name(header, row_texts, fields)


def is_second_line(fields: RowFields) -> bool:
    """True for a name in small letters and nothing else: spreadsheets give each line of a long name a row."""
    if fields.number or fields.kode or len(fields.name_cells) != 1 or not fields.is_bare:
        return False
    cell = fields.name_cells[0]
    name = names.parsed(cell.text)
    states_money = row_fields.stated(cell.cell.lines) is not None
    return name.text[:1].islower() and not name.number and not name.kode and not states_money


def _has_own_amount(row_texts: Mapping[int, str], fields: RowFields) -> bool:
    """True when the band has a whole amount in a column where the row has one already."""
    return any(
        fields.columns[i].role == "pagu"
        and amounts.is_grouped(text)
        and amounts.is_grouped(row_texts.get(i, ""))
        for i, text in fields.texts.items()
    )


def _completes_code(row_kode: str, rest: str) -> bool:
    """True when the digits complete the last part of the row's code (`...2.02.000` and `1`)."""
    last_part = row_kode.rsplit(".", 1)[-1]
    return row_kode.count(".") >= 2 and rest.isdigit() and len(last_part) + len(rest) in _LAST_PART_DIGITS


def _is_lone_name(header: Header, row_texts: Mapping[int, str], fields: RowFields) -> bool:
    """True for a name without any money in a table whose rows carry it."""
    money = [i for i, column in enumerate(header.columns) if column.role in ("pagu", "realisasi", "target")]
    return (
        any(re.search(r"\d", row_texts.get(i, "")) for i in money)
        and not any(fields.texts.get(i, "").strip() for i in money)
        and not fields.indikator
    )


def joined_indicators(before: Sequence[str], rest: Sequence[str], words: Words) -> list[str]:
    """The row's indicators with those of the rest: continued, or new ones."""
    joined = list(before)
    for indicator in rest:
        if joined and is_continuation(joined[-1], indicator):
            joined[-1] = words.joined([joined[-1], indicator])
        elif indicator not in joined:
            joined.append(indicator)
    return joined


def join_cut_programs(drafts: list[Draft], words: Words) -> None:
    """Make one of two programs over a page end whose names together are that of another program.

    Beside a kegiatan that begins on the new page, the rest of a program's cell looks like a name of its own:
    that the document prints the whole name elsewhere says that it is none.
    """
    programs = [row for row in drafts if row.level == "program" and row.source == "table"]
    whole = {names.fold(row.text) for row in programs}
    joined: set[int] = set()
    for begun, rest in itertools.pairwise(programs):
        is_over_page_end = rest.table is begun.table and rest.page == begun.page + 1
        if not is_over_page_end or id(begun) in joined or rest.kode or (begun.pagu and rest.pagu):
            continue
        if names.fold(begun.text + rest.text) in whole:
            _join_program(drafts, begun, rest, words.joined([begun.text, rest.text]))
            joined.add(id(rest))


def _join_program(drafts: list[Draft], begun: Draft, rest: Draft, name: str) -> None:
    """Put the rest of a program to its beginning; the rows below both stand under the whole name."""
    place = next(i for i, row in enumerate(drafts) if row is begun)
    for row in drafts[place + 1 :]:
        if row.level == "program" and row is not rest:
            break
        if row.level != "program":
            row.program = name
    begun.text, begun.pagu = name, begun.pagu or rest.pagu
    begun.basis.is_cut = True
    begun.indikator += rest.indikator
    del drafts[next(i for i, row in enumerate(drafts) if row is rest)]
    if rest.table is not None:
        rest.table.remove(rest)
