"""Signs that the money of a row is wrong: its unit, its year, its column, or an amount that was not read."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING

from classifier.fields import amounts
from classifier.rows.table_parts import BY_CONTENT

if TYPE_CHECKING:
    from classifier.rows.doubt_signs.basis import Basis
    from classifier.rows.draft import Draft
    from classifier.rows.read_table import ReadTable
    from classifier.tables.columns import Column

# Rupiah: less for a year's program is thousands printed without their unit; more is nobody's.
_MIN_AMOUNT, _MAX_AMOUNT = 3_000_000, 1_000_000_000_000
# Log10 of rupiah: the amount in the middle of a table is larger.
_SMALL_TABLE = 6.7
# Digits of what may be an amount, and of what is none of the small numbers of other columns.
_MIN_DIGITS, _MIN_DIGITS_ELSEWHERE = 5, 6
# Rupiah, or as a share, by which the kegiatan of a program may miss its amount.
_ROUNDING, _ROUNDING_SHARE = 1000, 1e-6
_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?!\d)")
# What stands in no amount: `1 Kegiatan/ 1.000.000.000`.
_LETTERS = re.compile(r"[A-Za-z]{3,}|/")
# What says that a table looks back.
_PAST = re.compile(r"evaluasi|realisasi|capaian|lalu|review", re.IGNORECASE)
# A caption, not a line in the margin that says which document this is.
_TITLE = re.compile(r"tabel|lampiran|rumusan|formulir", re.IGNORECASE)
# Roles of columns that hold no amounts.
_NO_MONEY = ("other", "target", "lokasi", "no", "number")


class MoneySigns:
    """Signs of the rows of one table; `programs` are the rows that they belong to, a program to itself."""

    def __init__(self, table: ReadTable, programs: Sequence[Draft | None]) -> None:
        rows = table.rows
        self._rows, self._programs = rows, programs
        # `405,14` is an amount in a table of millions.
        self._unit = max((unit or 1 for unit in table.units.values()), default=1)
        n = len(rows)
        n_printed = sum(amount > 0 for total in table.totals for amount in total.pagu.values())
        n_unmet = sum(len(problem.fault.sums) for problem in table.problems())
        self._share_unmet = n_unmet / max(1, n_printed)
        self._has_met = n_printed > n_unmet
        self._share_with_money = sum(bool(row.pagu) for row in rows) / n
        self._max_years = max(len(row.pagu) for row in rows)
        sizes = [(row.level, math.log10(value)) for row in rows for value in row.pagu.values() if value > 0]
        self._median = {
            level: median(size for other, size in sizes if other == level)
            for level in {level for level, _ in sizes}
        }
        self._table_size = median(size for _, size in sizes) if sizes else 0.0
        self._n_of_amount = Counter(
            (row.level, year, amount) for row in rows for year, amount in row.pagu.items() if amount > 0
        )
        self._below = self._sums_below_programs()
        texts = [text for row in rows for _, text in _printed(row.basis) if amounts.is_grouped(text)]
        n_thousands = sum(text.rstrip(" ,-").endswith("000") for text in texts)
        self._ends_in_thousands = n_thousands / max(1, len(texts))
        own_years = {year for row in rows for year in row.pagu if year}
        named_years = {year for row in rows for year in _YEAR.findall(row.text)}
        self._has_other_years = bool(own_years) and not named_years <= own_years
        self._of_rows = [self._of_row(i) for i in range(n)]
        self._means = {
            sign.replace("money.", "money.table_"): sum(own[sign] for own in self._of_rows) / n
            for sign in self._of_rows[0]
        }

    def _sums_below_programs(self) -> dict[int, dict[str, int]]:
        """By the identity of a program, the money of its kegiatan by year."""
        sums: dict[int, dict[str, int]] = {}
        for row, program in zip(self._rows, self._programs, strict=True):
            if program is None or row.level != "kegiatan":
                continue
            own = sums.setdefault(id(program), {})
            for year, amount in row.pagu.items():
                own[year] = own.get(year, 0) + amount
        return sums

    def of(self, i: int) -> Mapping[str, float]:
        """The signs of a row; with `table_` before them the means over the rows of its table."""
        row = self._rows[i]
        basis = row.basis
        columns = [column for column in basis.columns if column.role == "pagu"]
        n_of_year = Counter(column.year for column in columns)
        sizes = [math.log10(amount) for amount in row.pagu.values() if amount > 0]
        known = [column for column in columns if column.year]
        has_unit = any(column.factor for column in columns)
        caption_years = set(_YEAR.findall(basis.caption))
        return {
            **self._of_rows[i],
            **self._means,
            "money.no_money_but_others": self._share_with_money if not row.pagu else 0.0,
            "money.year_unknown": bool(row.pagu) and "" in row.pagu,
            "money.year_of_caption": bool(row.pagu) and bool(basis.year) and not known,
            "money.year_of_margin": bool(row.pagu)
            and bool(basis.year)
            and not known
            and not _TITLE.search(basis.caption),
            "money.caption_years": min(len(caption_years), 3) / 3,
            "money.caption_of_past": bool(row.pagu) and not known and bool(_PAST.search(basis.caption)),
            "money.n_years": min(len(row.pagu), 6) / 6,
            "money.years_differ": bool(row.pagu) and bool(known) and len(known) < len(columns),
            "money.unit_unknown": bool(row.pagu) and not has_unit,
            "money.unit_of_header": any(column.factor > 1 for column in columns)
            or (bool(columns) and basis.factor > 1),
            "money.small_table": 0 < self._table_size < _SMALL_TABLE,
            "money.several_amounts": max(n_of_year.values(), default=0) > 1,
            "money.n_money_columns": min(len(columns), 6) / 6,
            "money.totals_among_columns": any(column.total for column in columns),
            "money.realisasi_columns": any(column.role == "realisasi" for column in basis.columns),
            "money.versions": any(column.version for column in columns),
            "money.size": (sum(sizes) / len(sizes) - 8) / 2 if sizes else 0.0,
            "money.table_size": (self._table_size - 8) / 2 if self._table_size else 0.0,
            "money.two_panels": _second_panel(basis.columns) is not None,
            "money.n_money_bands": min(basis.n_money_bands, 4) / 4,
            "money.total_met": self._has_met,
            "money.total_unmet": self._share_unmet,
            "money.unit_doubted": "unit" in row.doubts,
            "money.ends_in_thousands": self._ends_in_thousands if row.pagu else 0.0,
            "money.money_by_content": bool(columns)
            and not has_unit
            and not known
            and basis.how == BY_CONTENT,
            "money.no_header_money": not columns and bool(basis.columns),
            "money.differ_by_content": max(n_of_year.values(), default=0) > 1
            and not known
            and basis.how == BY_CONTENT,
            "money.other_years_in_names": bool(row.pagu) and not known and self._has_other_years,
        }

    def _of_row(self, i: int) -> Mapping[str, float]:
        """The signs of a row of which those of its whole table tell more."""
        row = self._rows[i]
        basis = row.basis
        printed = _printed(basis)
        long = [text for _, text in printed if _n_digits(text) >= _MIN_DIGITS]
        values = [amount for amount in row.pagu.values() if amount > 0]
        own_median = self._median.get(row.level, 0.0)
        children = self._below.get(id(row), {}) if row.level == "program" else {}
        program = self._programs[i]
        sums = [(row.pagu[year], children[year]) for year in row.pagu.keys() & children.keys()]
        meet = [own > 0 and abs(own - below) <= max(_ROUNDING, _ROUNDING_SHARE * own) for own, below in sums]
        above = program.pagu if program is not None and program is not row else {}
        by_year: dict[str, set[int]] = {}
        for column, text in printed:
            if amount := amounts.rupiah(text):
                by_year.setdefault(column.year, set()).add(amount)
        elsewhere = [
            (basis.columns[k], text)
            for k, text in basis.texts.items()
            if basis.columns[k].role != "pagu"
            and amounts.is_grouped(text)
            and _n_digits(text) >= _MIN_DIGITS_ELSEWHERE
        ]
        money_ends = max((column.x1 for column in basis.columns if column.role == "pagu"), default=0.0)
        own_years = {year for year in row.pagu if year}
        second = _second_panel(basis.columns)
        in_second = [text for column, text in elsewhere if second is not None and column.x0 >= second.x1 - 1]
        is_other = any(amounts.rupiah(text) not in row.pagu.values() for text in in_second)
        return {
            "money.no_money": not row.pagu,
            "money.not_parsed": any(amounts.rupiah(text, self._unit) is None for text in long),
            "money.letters_in_amount": any(_LETTERS.search(text) for text in long),
            "money.not_grouped": not all(map(amounts.is_grouped, long)),
            "money.odd_amount": any(0 < amount < _MIN_AMOUNT or amount > _MAX_AMOUNT for amount in values),
            "money.small_amount": any(0 < amount < _MIN_AMOUNT / 10 for amount in values),
            "money.amounts_differ": any(len(of_year) > 1 for of_year in by_year.values()),
            "money.unread_other": any(column.role in _NO_MONEY for column, _ in elsewhere),
            "money.unread_forward": any(
                column.role == "realisasi" and not column.year and column.x0 >= money_ends - 1 > 0
                for column, _ in elsewhere
            ),
            "money.unread_realisasi": any(column.role == "realisasi" for column, _ in elsewhere),
            "money.second_panel_amount": bool(in_second),
            "money.second_panel_alone": bool(in_second) and not row.pagu,
            "money.second_panel_differs": is_other and bool(row.pagu),
            "money.same_amount": any(
                self._n_of_amount[row.level, year, amount] > 1 for year, amount in row.pagu.items()
            ),
            "money.zero_amount": any(amount == 0 for amount in row.pagu.values()),
            "money.more_than_program": any(
                amount > above.get(year, amount) for year, amount in row.pagu.items()
            ),
            "money.children_meet": any(meet),
            "money.children_miss": any(not one for one in meet),
            "money.amounts_in_cell": any(len(amounts.WHOLE.findall(text)) > 1 for _, text in printed),
            "money.name_year_other": bool(own_years)
            and any(year not in own_years for year in _YEAR.findall(row.text)),
            "money.years_missing": 1 - len(row.pagu) / self._max_years if row.pagu else 0.0,
            "money.off_median": min(
                max((abs(math.log10(value) - own_median) for value in values), default=0.0), 4
            )
            / 4,
        }


def _second_panel(columns: Sequence[Column]) -> Column | None:
    """The second column of programs and kegiatan alike, where a table prints its rows twice."""
    mixed = [column for column in columns if column.role == "name"]
    return mixed[1] if len(mixed) > 1 else None


def _printed(basis: Basis) -> list[tuple[Column, str]]:
    """What stands in the columns of money."""
    return [(basis.columns[i], text) for i, text in basis.texts.items() if basis.columns[i].role == "pagu"]


def _n_digits(text: str) -> int:
    return sum(map(str.isdigit, text))
