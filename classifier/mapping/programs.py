"""What documents plan, each program and kegiatan once however many tables print it.

Which tables count is in `counting`. A map may count either. Programs: a program counts for its OPD and
document; its budget is its own pagu, and where the table gives none the sum of its kegiatan, and theirs of
their sub kegiatan, so no rupiah counts twice. Of several tables that print it, the one that prints the most
money counts; what one table prints twice with other money adds up. A kegiatan without a program in
the document counts by itself, beside the programs: its money counts, and it is never called a program.

Kegiatan: each counts with its own label and its own budget or that of its sub kegiatan. What has
none below or none above counts by itself: a program without kegiatan, a sub kegiatan without one.
What a program prints beyond its kegiatan together is nobody's, and counts nowhere here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from classifier.agencies.registry import Registry
from classifier.fields.name_likeness import name_key, ratio
from classifier.fields.names import fold
from classifier.fields.possible_amounts import MAX_PAGU
from classifier.formats.results import Placed
from classifier.mapping import agency_names
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.counting import LeftOut, counted_rows
from classifier.mapping.rival_plans import RivalPlan
from classifier.records import Role, TableFacts
from classifier.rows.totals import meets

# Of two names of kegiatan in two tables: more alike, they may be one.
_SAME_KEGIATAN = 0.8
# Two tables that share so much of the smaller one's programs print one plan.
_SAME_TABLE = 0.5


@dataclass(frozen=True, slots=True)
class Conflict:
    """A year for which prints of one program differ: (row, rupiah) each, the amount that counts first."""

    year: str
    amounts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Program:
    """A program of a document, or a kegiatan or sub kegiatan that counts, however often it is printed.

    `subdimension` is the answer of a person where one of its rows has one, else that of the
    first; `pagu` is its budget in rupiah by year; `rows` are the ids of the rows that print it;
    `above` is the subdimension of the program that it stands under, "" for none; `is_role_doubted` says
    that of all tables which print it, it is not sure what they are, `is_cut` that its name may go on
    wherever it is printed; `page` is the first that prints it, from 1, 0 when it is not known.
    """

    document: str
    opd: str
    level: str
    kode: str
    text: str
    subdimension: str
    pagu: Mapping[str, int]
    rows: tuple[str, ...] = ()
    above: str = ""
    conflicts: tuple[Conflict, ...] = ()
    is_role_doubted: bool = False
    is_cut: bool = False
    page: int = 0

    @property
    def total(self) -> int:
        """Rupiah of all years together."""
        return sum(self.pagu.values())


@dataclass(frozen=True, slots=True)
class Outline:
    """What counts when programs are counted, and what when kegiatan are; in reading order.

    `left_out` are amounts that cannot be; `roles` says of each document what the tables are that count;
    `rivals` are plans that do not, because another table of their document does.
    """

    programs: tuple[Program, ...]
    kegiatan: tuple[Program, ...]
    left_out: tuple[LeftOut, ...] = ()
    roles: tuple[tuple[str, Role | Literal[""]], ...] = ()
    rivals: tuple[RivalPlan, ...] = ()


# The rupiah by year that a table prints as its total, and what one printed unit is worth.
PrintedTotals = tuple[tuple[tuple[str, int], ...], int]
# By document and table.
Totals = Mapping[tuple[str, str], PrintedTotals]


class _Tables(NamedTuple):
    """The tables of a document, those first that print money for most rows, and the programs of each."""

    order: Sequence[str]
    programs: Mapping[str, set[str]]

    def are_prints_of_one(self, table: str, other: str) -> bool:
        """True when two tables share half of the programs of the smaller one, and more than one."""
        one, two = self.programs.get(table, set()), self.programs.get(other, set())
        n_shared = len(one & two)
        return n_shared > 1 and n_shared >= _SAME_TABLE * min(len(one), len(two))


@dataclass(slots=True, eq=False)
class _Print:
    """A row that prints a program or kegiatan, and what stands under it there."""

    row: Placed
    under: set[str] = field(default_factory=set)


def _are_parts(one: _Print, other: _Print) -> bool:
    """True for two rows of a table that each plan a part: of another unit, with other kegiatan or code."""
    if one.row.pagu == other.row.pagu:
        return False
    if one.row.unit and other.row.unit and fold(one.row.unit) != fold(other.row.unit):
        return True
    if one.under and other.under:
        return one.under.isdisjoint(other.under)
    return one.row.level != "program" and (not one.row.kode or one.row.kode != other.row.kode)


def _is_spelling(name: str, other: str) -> bool:
    """True for two folded names that may be one, misspelt."""
    return ratio(name, other, least=_SAME_KEGIATAN) >= _SAME_KEGIATAN


@dataclass(slots=True, eq=False)
class _Node:
    """A program, kegiatan or sub kegiatan with what stands under it.

    `loose` are sub kegiatan of a kegiatan without a program; `is_loose` says of such a one, which
    counts beside its kegiatan among programs, that it has a kegiatan.
    """

    row: Placed
    under: dict[str, _Node] = field(default_factory=dict)
    prints: list[_Print] = field(default_factory=list)
    loose: dict[str, _Node] = field(default_factory=dict)
    is_loose: bool = False
    _amounts: dict[str, dict[str, int]] = field(default_factory=dict)

    def take(self, row: Placed) -> None:
        """A row that prints it; what comes next stands under this print."""
        self.prints.append(_Print(row))

    def amounts(self, table: str) -> dict[str, int]:
        """The rupiah that the rows of a table print for it: the first of each year, or the sum of parts.

        Asked for when all rows are taken.
        """
        if table not in self._amounts:
            self._amounts[table] = self._summed(table)
        return self._amounts[table]

    def is_program_of(self, table: str) -> bool:
        """True for a program that a table prints."""
        return self.row.level == "program" and any(one.row.table == table for one in self.prints)

    def take_sum_of_kegiatan(self, table: str, year: str, amount: int) -> None:
        """Count what its kegiatan of a table have together, in place of its own amount."""
        self._amounts[table] = {**self.amounts(table), year: amount}

    def sum_below(self, table: str) -> dict[str, int]:
        """The rupiah by year that a table prints for what stands under it."""
        summed: dict[str, int] = {}
        for node in _below(self):
            for year, amount in node._budget_in(table).items():
                summed[year] = summed.get(year, 0) + amount
        return summed

    def _summed(self, table: str) -> dict[str, int]:
        prints = [one for one in self.prints if one.row.table == table]
        amounts: dict[str, int] = {}
        for i, one in enumerate(prints):
            is_part = table != "" and all(_are_parts(before, one) for before in prints[:i])
            for year, amount in one.row.pagu:
                if i and is_part:
                    amounts[year] = amounts.get(year, 0) + amount
                elif not amounts.get(year):
                    amounts[year] = amount
        return amounts

    def budget(self, tables: _Tables) -> Mapping[str, int]:
        """Its rupiah by year, from the first of `tables` that has any; other years from the next ones.

        A table with other kegiatan of it plans another part, whose rupiah are added.
        """
        budget: dict[str, int] = {}
        taken: list[str] = []
        for table in tables.order:
            stated = self._budget_in(table)
            if not any(budget.values()):
                budget = {**stated, **{year: v for year, v in budget.items() if year not in stated}}
                taken = [table]
            elif any(stated.values()) and self._plans_another_part(table, taken, tables):
                budget = {year: budget.get(year, 0) + stated.get(year, 0) for year in {**budget, **stated}}
                taken.append(table)
            elif "" not in budget:
                budget |= {year: v for year, v in stated.items() if year and not budget.get(year)}
        return budget

    def _plans_another_part(self, table: str, taken: Sequence[str], tables: _Tables) -> bool:
        """True when a table names kegiatan that none of those taken does, however spelt, and other money."""
        own = self._names_in(table)
        return (
            bool(own)
            and "" not in (table, *taken)
            and not any(tables.are_prints_of_one(table, other) for other in taken)
            and all(self._budget_in(other) != self._budget_in(table) for other in taken)
            and all(
                others and not any(_is_spelling(one, name) for one in own for name in others)
                for others in map(self._names_in, taken)
            )
        )

    def _names_in(self, table: str) -> set[str]:
        return {
            name_key(node.row.text)
            for node in self.under.values()
            if any(one.row.table == table for one in node.prints)
        }

    def _budget_in(self, table: str) -> dict[str, int]:
        own = self.amounts(table)
        if any(own.values()):
            return own
        return self.sum_below(table)

    def absorb(self, other: _Node) -> None:
        """Another node of the same name, with what stands under it."""
        self.prints += other.prints
        for key, node in other.under.items():
            if key in self.under:
                self.under[key].absorb(node)
            else:
                self.under[key] = node


def outline(
    rows: Iterable[Placed],
    *,
    ceiling: int = MAX_PAGU,
    registry: Registry | None = None,
    totals: Totals | None = None,
) -> Outline:
    """What counts of labelled rows, which come in the reading order of their documents.

    Amounts above `ceiling` rupiah do not count until a person has answered their row. Agencies go by
    the names of `registry`, the packaged one by default, however documents spell them. By the `totals`
    of their tables a misprinted amount of a program is known: where it alone keeps a table from its
    total and the sum of its kegiatan would meet it, that sum counts.
    """
    counted = counted_rows(agency_names.with_official_names(list(rows), registry), ceiling=ceiling)
    tables = _by_money(counted.rows)
    tops, shown = _trees(counted.rows)
    _join(tops, shown)
    for (document, table), printed in (totals or {}).items():
        of_table = [node for (of, _, _), node in tops.items() if of == document and node.is_program_of(table)]
        _settle_by_totals(of_table, table, printed)
    programs, kegiatan = [], []
    for (document, named, _), top in tops.items():
        opd = named if named != NO_OPD else _opd_below(top, shown)
        order = tables[document]
        if top.is_loose:
            # Its kegiatan has its money.
            continue
        program = _program(top, opd, order, top.loose)
        programs.append(program)
        if top.row.level != "program":
            kegiatan.append(program)
            continue
        below = [_program(node, _opd(node, shown) or opd, order, above=program) for node in _below(top)]
        kegiatan += below or [program]
    return Outline(tuple(programs), tuple(kegiatan), counted.left_out, counted.roles, counted.rivals)


def without_labels(rows: Iterable[Placed], held: Collection[str]) -> list[Placed]:
    """Rows as `labelled` wants their outline made: each with its own id in the place of a subdimension.

    Only those that `counting.held_by_answers` names are still answered where they were.
    """
    return [replace(row, subdimension=row.id, is_labelled=row.is_labelled and row.id in held) for row in rows]


def labelled(of: Outline, subdimensions: Mapping[str, str], answered: Collection[str]) -> Outline:
    """An outline with the subdimensions in force of its rows, by id, of which people have `answered` some.

    `of` was made of the same rows `without_labels`: what was answered is then put in without joining them
    again. Rows that `counting.held_by_answers` names were answered then as they are now.
    """
    new: dict[str, str] = {}
    for program in (*of.programs, *of.kegiatan):
        deciding = next((row for row in program.rows if row in answered), program.subdimension)
        new[program.subdimension] = subdimensions[deciding]

    def with_labels(program: Program) -> Program:
        above = new[program.above] if program.above else ""
        return replace(program, subdimension=new[program.subdimension], above=above)

    return replace(
        of,
        programs=tuple(map(with_labels, of.programs)),
        kegiatan=tuple(map(with_labels, of.kegiatan)),
    )


def totals_of(rows: Sequence[Placed], tables: Iterable[TableFacts]) -> Totals:
    """The printed totals of the tables of one document, whose `rows` have the number of theirs as `table`."""
    if not rows:
        return {}
    return {
        (rows[0].document, str(table.number)): (table.totals, table.unit) for table in tables if table.totals
    }


def _settle_by_totals(programs: Sequence[_Node], table: str, printed: PrintedTotals) -> None:
    """Count the sum of its kegiatan for a program whose own amount alone keeps a table from its total."""
    totals, unit = printed
    for year, total in totals:
        own = [node.amounts(table).get(year, 0) for node in programs]
        below = [node.sum_below(table).get(year, 0) for node in programs]
        if not total or meets(total, sum(own), len(own), unit):
            continue
        misprinted = [
            i
            for i, amount in enumerate(below)
            if own[i] and amount and meets(total, sum(own) - own[i] + amount, len(own), unit)
        ]
        if len(misprinted) == 1:
            i = misprinted[0]
            programs[i].take_sum_of_kegiatan(table, year, below[i])


def _by_money(rows: Iterable[Placed]) -> Mapping[str, _Tables]:
    """The tables of each document, those first that print money for most rows."""
    n_with_money: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        n_with_money[row.document][row.table] += any(amount for _, amount in row.pagu)
        if row.level == "program":
            names[row.document][row.table].add(name_key(row.text))
    return {
        document: _Tables([table for table, _ in n.most_common()], names[document])
        for document, n in n_with_money.items()
    }


def _trees(rows: Iterable[Placed]) -> tuple[dict[tuple[str, str, str], _Node], Mapping[str, str]]:
    """What stands under nothing, by document, OPD and name, and the first spelling of each OPD."""
    tops: dict[tuple[str, str, str], _Node] = {}
    # By OPD first: in an RPJMD, "Program Penunjang Urusan ..." stands once for every OPD.
    above_by_name: dict[tuple[str, str, str], _Node] = {}
    kegiatan: dict[str, _Node] = {}
    shown: dict[str, str] = {}
    for row in rows:
        opd = shown.setdefault(fold(row.opd), " ".join(row.opd.split()) or NO_OPD)
        key = f"{row.level}:{name_key(row.text)}"
        parent = None
        if row.level != "program" and row.program:
            name = name_key(row.program)
            parent = above_by_name.get((row.document, opd, name)) or above_by_name.get(
                (row.document, "", name)
            )
        above = kegiatan.get(row.document)
        if row.level == "subkegiatan" and parent and above and any(above is n for n in parent.under.values()):
            parent = above
        node = (
            parent.under.setdefault(_key_under(parent, key, row), _Node(row))
            if parent
            else tops.setdefault((row.document, opd, key), _Node(row))
        )
        node.take(row)
        if parent and parent.prints:
            parent.prints[-1].under.add(key)
        if row.level == "program":
            above_by_name[row.document, opd, name_key(row.text)] = node
            above_by_name[row.document, "", name_key(row.text)] = node
            kegiatan.pop(row.document, None)
        elif row.level == "kegiatan":
            kegiatan[row.document] = node
        elif parent is None and above and _is_one_place(above.row, row):
            above.loose.setdefault(key, _Node(row)).take(row)
            node.is_loose = True
    return tops, shown


def _join(tops: dict[tuple[str, str, str], _Node], shown: Mapping[str, str]) -> None:
    """Put a program without an OPD, whose kegiatan name one, to the same program of that OPD."""
    for document, opd, key in list(tops):
        if opd != NO_OPD:
            continue
        owner = (document, _opd_below(tops[document, opd, key], shown), key)
        if owner[1] != NO_OPD and owner in tops:
            tops[owner].absorb(tops.pop((document, opd, key)))


def _key_under(parent: _Node, key: str, row: Placed) -> str:
    """The key of a row under its program; the same name of another OPD is another kegiatan."""
    first = parent.under.get(key)
    theirs = fold(row.opd)
    if first is None or not theirs or fold(first.row.opd) in ("", theirs):
        return key
    return f"{key}@{theirs}"


def _is_one_place(row: Placed, other: Placed) -> bool:
    """Whether two rows of a document name the same OPD and the same program above them."""
    return (fold(row.opd), fold(row.program)) == (fold(other.opd), fold(other.program))


def _below(top: _Node) -> Iterator[_Node]:
    """The kegiatan of a program, and its sub kegiatan that no kegiatan of it has."""
    in_kegiatan = {key for node in top.under.values() for key in node.under}
    return (node for key, node in top.under.items() if key not in in_kegiatan)


def _program(
    node: _Node,
    opd: str,
    tables: _Tables,
    loose: Mapping[str, _Node] | None = None,
    above: Program | None = None,
) -> Program:
    prints = [one.row for one in node.prints]
    deciding = next((row for row in prints if row.is_labelled), node.row)
    return Program(
        document=node.row.document,
        opd=opd,
        level=node.row.level,
        kode=next((row.kode for row in prints if row.kode), ""),
        text=node.row.text,
        subdimension=deciding.subdimension,
        pagu=dict(node.budget(tables) or _sum((loose or {}).values(), tables)),
        rows=tuple(row.id for row in prints if row.id),
        above=above.subdimension if above else "",
        conflicts=tuple(_conflicts(node)),
        is_role_doubted=all("role" in row.doubts for row in prints),
        is_cut=all("cut" in row.doubts for row in prints),
        page=node.row.page,
    )


def _sum(nodes: Iterable[_Node], tables: _Tables) -> Mapping[str, int]:
    total = defaultdict[str, int](int)
    for node in nodes:
        for year, amount in node.budget(tables).items():
            total[year] += amount
    return total


def _conflicts(node: _Node) -> Iterator[Conflict]:
    """The years for which tables give it several amounts, each with its first row."""
    by_year: dict[str, dict[int, str]] = defaultdict(dict)
    for one in node.prints:
        row = one.row
        parts = [other for other in node.prints if other is not one and other.row.table == row.table]
        is_part = row.table != "" and any(_are_parts(one, other) for other in parts)
        for year, amount in (node.amounts(row.table) if is_part else dict(row.pagu)).items():
            if amount:
                by_year[year].setdefault(amount, row.id)
    for year, rows in sorted(by_year.items()):
        if len(rows) > 1:
            yield Conflict(year, tuple((row, amount) for amount, row in rows.items()))


def _opd(node: _Node, shown: Mapping[str, str]) -> str:
    """The OPD that a row names, as it is written first; "" for none."""
    named = shown[fold(node.row.opd)]
    return "" if named == NO_OPD else named


def _opd_below(node: _Node, shown: Mapping[str, str]) -> str:
    """The OPD that all kegiatan of a program without one agree on."""
    theirs = {_opd(under, shown) for under in node.under.values()} - {""}
    return theirs.pop() if len(theirs) == 1 else NO_OPD
