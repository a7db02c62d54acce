"""Signs that something in a row is wrong, from what it rests on and from the other rows of its table.

A `Basis` is filled while a row is read; `signs` turns it into numbers when the document has ended, as
much of what speaks against a row stands in other rows: amounts a thousand times as large, a printed
total that is not met, codes that do not follow one another. `doubts` weighs them.

A sign is called after what it is about: `row`, `name`, `text` (of the name), `place` (level and
program), `money` (`money_signs`) or `table`, what all rows of the table share.
"""

from __future__ import annotations

import bisect
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from classifier.evidence import name_ends, text_signs
from classifier.fields import codes, names
from classifier.records import LEVELS
from classifier.rows.doubt_signs.money_signs import MoneySigns
from classifier.rows.table_parts import BY_CONTENT, CARRIED, IN_TEXT

if TYPE_CHECKING:
    from classifier.rows.draft import Draft
    from classifier.rows.read_table import ReadTable

# Log odds beyond these say no more.
_MAX_LOG_ODDS = 6.0
# Characters: hardly any name is longer.
MAX_NAME_CHARS = 250
# Characters: a shorter name may well begin another.
_MIN_CUT_CHARS = 15
# Log counts: the words of usual names come up so often among the labelled ones.
_USUAL_WORDS = 4.0
# What sentences about programs say, and no name: `Program yang dilaksanakan`, `Program dan`.
_GENERIC = re.compile(
    r"^Program\s+(?:yang|dan|ini|tersebut|kerja)\b|^Kegiatan\s+(?:ini|tersebut|yang\s+di\w+)\b"
    r"|\b(?:adalah|tersebut|berkenaan)\b",
    re.IGNORECASE,
)
# A label of the next cell or line that was glued to a name.
_INNER_LABEL = re.compile(r"[a-z)] (?:Sasaran|Indikator|Output|Outcome|Tujuan)\b|\bProgram Program\b")
# A name that goes on with another one's first word.
_INNER_NAME = re.compile(r"(?<=[a-z)]) (?:Program|Kegiatan|Sasaran)\b|\bdan Program$")
# A name may be cut behind a short word or mark: `... di Luar Quota Jamkesmas untuk`, `(3`.
_SHORT_END = re.compile(r"(?:\(\w*|\b[a-z]{1,3}|,)$")
# `Progam`, `Pogram`, `Proram`.
_MISSPELT = re.compile(r"(?!program)p(?:ro?g?r?|o?gr?|rog)a?[mn]\w?\b", re.IGNORECASE)
# Of the whole name, what its text says (`evidence.text_signs`).
_OF_TEXT = (
    "n_words", "begins_lower", "begins_digit", "share_upper", "share_digits", "first_word_as_name",
    "words_known_mean", "share_words_known", "ends_full_stop", "sentence_words", "is_office_unit",
    "is_outcome", "result_words", "belanja_words", "has_colon", "end_phrase",
    "first_word_begins_mostly", "has_year",
)  # fmt: skip
_PLACE_OF_TEXT = {sign: text_signs.TEXT_SIGNS.index(sign) for sign in _OF_TEXT}


def signs(table: ReadTable, before: Sequence[Draft] = ()) -> list[dict[str, float]]:
    """For each row of a table or list its signs by their names; `before` are the rows before it.

    Sets each row's `basis.program`.
    """
    rows = table.rows
    shared = _TableSigns(rows, before)
    for row, program in zip(rows, shared.programs, strict=True):
        row.basis.program = program if row.level != "program" else None
    money = MoneySigns(table, shared.programs)
    return [
        {
            sign: float(value)
            for part in (shared.name(i), _text(row), shared.place(i), money.of(i), shared.own)
            for sign, value in part.items()
        }
        for i, row in enumerate(rows)
    ]


def _text(row: Draft) -> Mapping[str, float]:
    values = text_signs.text_signs(row.text)
    return {f"text.{sign}": float(values[place]) for sign, place in _PLACE_OF_TEXT.items()}


class _TableSigns:
    """Signs of names and of places among the rows of one table.

    `programs` are the rows that its rows belong to, where there are any; a program belongs to itself.
    """

    def __init__(self, rows: Sequence[Draft], before: Sequence[Draft]) -> None:
        self._rows = rows
        n = len(rows)
        self._n_of_name = Counter((names.fold(row.text), row.level) for row in rows)
        n_of_level = Counter(row.level for row in rows)
        n_upper = Counter(row.level for row in rows if row.text.isupper())
        self._is_upper = {level: 2 * n_upper[level] > n_of_level[level] for level in LEVELS}
        self._share_of_level = {level: n_of_level[level] / n for level in LEVELS}
        n_with_code = Counter(row.level for row in rows if row.kode)
        self._share_with_code = {level: n_with_code[level] / max(1, n_of_level[level]) for level in LEVELS}
        depths = Counter((row.level, row.kode.count(".")) for row in rows if row.kode)
        # The usual depth of a level's codes: the last one kept is the commonest.
        self._depth = {level: depth for (level, depth), _ in reversed(depths.most_common())}
        n_contradicted = sum(_contradicts(names.level_of_text(row.text), row) for row in rows)
        self._share_contradicted = n_contradicted / n
        self._names = sorted({names.fold(row.text) for row in (*before, *rows)})
        self._program_places = sorted((row.page, row.bbox.top) for row in rows if row.level == "program")
        # The row of the same level above each row, and the code that comes first below each program.
        self._above: list[Draft | None] = []
        self._first_codes: dict[tuple[str, str, int], list[str]] = {}
        last: dict[str, Draft] = {}
        for row in rows:
            self._above.append(last.get(row.level))
            last[row.level] = row
            parts = row.kode.split(".")
            self._first_codes.setdefault((row.level, row.program, len(parts)), parts)
        self.programs: list[Draft | None] = []
        self._n_to_program: list[int] = []
        self._find_programs(before)
        wholes = [row.basis.whole for row in rows]
        self.own: Mapping[str, float] = {
            "table.n_rows": math.log1p(n) / 5,
            "table.mean_whole": 1 - sum(wholes) / n,
            "table.min_whole": 1 - min(wholes),
            "table.share_by_rules": sum(row.basis.by_rules for row in rows) / n,
            "table.share_other_name": sum(not row.basis.same_name for row in rows) / n,
            "table.no_indicators": not any(row.indikator for row in rows),
        }

    def _find_programs(self, before: Sequence[Draft]) -> None:
        """Find the program row that each row belongs to, and how many rows lie between."""
        last: dict[str, tuple[Draft, int]] = {
            row.text: (row, k - len(before)) for k, row in enumerate(before) if row.level == "program"
        }
        for i, row in enumerate(self._rows):
            if row.level == "program":
                last[row.text] = (row, i)
            program, at = last.get(row.text if row.level == "program" else row.program, (None, i))
            self.programs.append(program)
            self._n_to_program.append(i - at)

    def name(self, i: int) -> Mapping[str, float]:
        """What speaks against the name of a row."""
        row = self._rows[i]
        basis = row.basis
        before = self._above[i]
        number = _number(basis.number)
        number_before = _number(before.basis.number) if before is not None else 0
        next_row = self._rows[i + 1] if i + 1 < len(self._rows) else None
        return {
            "name.begins": 0.0 if basis.begins is None else _log_odds(basis.begins),
            "name.begins_unknown": basis.begins is None,
            "name.continues": 1.0 - basis.continues,
            "name.before": basis.before,
            "name.inside": basis.inside,
            "name.behind": basis.behind,
            "name.whole": 1.0 - basis.whole,
            "name.level": 1.0 - basis.level,
            "name.by_weights_alone": not basis.by_rules,
            "name.other_name": not basis.same_name,
            "name.other_level": not basis.same_level,
            "name.is_trimmed": basis.is_trimmed,
            "row.is_cut": basis.is_cut,
            "row.by_content": basis.how == BY_CONTENT,
            "row.carried": basis.how == CARRIED,
            "row.in_text": basis.how == IN_TEXT,
            "name.several_names": basis.n_names > 1,
            "name.n_lines": min(basis.n_lines, 6) / 6,
            "name.lines_left": min(max(0, basis.n_cell_lines - basis.n_lines), 5) / 5,
            "name.open_end": name_ends.is_open(row.text),
            "name.long_name": min(len(row.text), MAX_NAME_CHARS) / MAX_NAME_CHARS,
            "name.name_again": self._n_of_name[names.fold(row.text), row.level] > 1,
            "name.odd_case": row.text.isupper() != self._is_upper[row.level],
            "row.is_ocr": basis.is_ocr,
            "name.passed": basis.passed,
            "name.last_on_page": next_row is None or next_row.page != row.page,
            "name.numbered": bool(number),
            "name.number_follows": bool(number) and number in (number_before + 1, 1),
            "name.number_jumps": bool(number) and number not in (number_before + 1, 1),
            "name.prepositions_end": bool(_SHORT_END.search(row.text)),
            "name.inner_program": bool(_INNER_NAME.search(row.text)),
            "name.begins_another": self._begins_another(row),
            "name.unbalanced": row.text.count("(") != row.text.count(")"),
            "name.generic_name": bool(_GENERIC.search(row.text)),
            "name.short_name": len(row.text.split()) < 3,
            "name.inner_label": bool(_INNER_LABEL.search(row.text)),
        }

    def _begins_another(self, row: Draft) -> bool:
        """True when the name is the beginning of another row's, so it may be cut."""
        name = names.fold(row.text)
        at = bisect.bisect_right(self._names, name)
        return len(name) >= _MIN_CUT_CHARS and at < len(self._names) and self._names[at].startswith(name)

    def place(self, i: int) -> Mapping[str, float]:
        """What speaks against the level and the program of a row."""
        row, program = self._rows[i], self.programs[i]
        is_below = row.level != "program"
        of_code, stated = codes.level_of_code(row.kode), names.level_of_text(row.text)
        has_codes = is_below and program is not None and bool(program.kode and row.kode)
        is_inside = has_codes and program is not None and row.kode.startswith(program.kode + ".")
        before = self._above[i]
        above = program if is_below else None
        words = text_signs.text_signs(above.text) if above is not None else None
        is_other_group, restarts = self._group(i)
        return {
            "row.is_program": not is_below,
            "row.is_subkegiatan": row.level == "subkegiatan",
            "place.no_program": is_below and not row.program,
            "place.program_elsewhere": is_below and bool(row.program) and program is None,
            "place.pages_to_program": min(row.page - above.page, 4) / 4 if above is not None else 0.0,
            "place.program_whole": 1 - above.basis.whole if above is not None else 0.0,
            "place.program_level": 1 - above.basis.level if above is not None else 0.0,
            "place.program_open": above is not None and name_ends.is_open(above.text),
            "place.program_words": words[_PLACE_OF_TEXT["words_known_mean"]] - _USUAL_WORDS
            if words is not None
            else 0.0,
            "place.program_long": min(len(above.text), MAX_NAME_CHARS) / MAX_NAME_CHARS
            if above is not None
            else 0.0,
            "place.program_in_text": above is not None and above.source != row.source,
            "place.program_cut": above is not None and above.basis.is_cut,
            "place.program_ocr": above is not None and above.basis.is_ocr,
            "place.program_end_phrase": words[_PLACE_OF_TEXT["end_phrase"]] if words is not None else 0.0,
            "place.passed_since_program": row.basis.passed_since_program if is_below else 0.0,
            "place.code_contradicts": _contradicts(of_code, row),
            "place.code_agrees": of_code == row.level,
            "place.word_contradicts": _contradicts(stated, row),
            "place.word_agrees": stated == row.level,
            "place.outside_program_code": has_codes and not is_inside,
            "place.inside_program_code": is_inside,
            "place.code_falls": before is not None
            and bool(before.kode and row.kode)
            and _key(row.kode) <= _key(before.kode),
            "place.odd_code_depth": bool(row.kode) and row.kode.count(".") != self._depth.get(row.level),
            "place.no_code": not row.kode,
            "place.no_code_but_others": self._share_with_code[row.level] if not row.kode else 0.0,
            "place.share_programs": self._share_of_level["program"],
            "place.share_words_contradict": self._share_contradicted,
            "place.same_level_share": self._share_of_level[row.level],
            "place.rows_to_program": min(math.log1p(self._n_to_program[i]), 4) / 4,
            "place.other_group": is_other_group,
            "place.restarts": restarts,
            "place.program_between": self._is_program_between(i),
            "place.misspelt_level": is_below and bool(_MISSPELT.match(row.text)),
        }

    def _group(self, i: int) -> tuple[bool, bool]:
        """Whether a code is of another group than the first below its program, and begins anew there."""
        row = self._rows[i]
        parts = row.kode.split(".")
        if row.level == "program" or len(parts) < 2:
            return False, False
        first = self._first_codes[row.level, row.program, len(parts)]
        return first[-2] != parts[-2], first[-2:] != parts[-2:] and first[-1] == parts[-1]

    def _is_program_between(self, i: int) -> bool:
        """True when another program is printed between a row and the one that it is given."""
        row, program = self._rows[i], self.programs[i]
        if row.level == "program":
            return False
        place = (row.page, row.bbox.top)
        above = (program.page, program.bbox.top) if program is not None else (row.page, -1.0)
        at = bisect.bisect_left(self._program_places, place)
        return at > 0 and self._program_places[at - 1] > above


def _number(text: str) -> int:
    """The running number of a row, 0 when it has none."""
    digits = "".join(char for char in text if char.isdecimal())
    return int(digits) if 0 < len(digits) < 4 else 0


def _contradicts(level: str | None, row: Draft) -> bool:
    return level is not None and level != row.level


def _key(kode: str) -> tuple[tuple[int, str], ...]:
    """A code's parts in order: numbers as such, then what is none."""
    return tuple((int(part), "") if part.isdecimal() else (10**6, part) for part in kode.split("."))


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return max(-_MAX_LOG_ODDS, min(math.log(p / (1 - p)), _MAX_LOG_ODDS)) / _MAX_LOG_ODDS
