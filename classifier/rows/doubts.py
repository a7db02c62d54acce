"""What the reader is unsure of in a row, from what the row rests on.

Three chances are weighed: that its name is wrong, its level or program, its money. The
weights were learnt on transcribed pages, each read by a judge that had not seen it, and are plain
numbers in `doubts.json` (`training.reading`); a row is doubted where a chance is above its limit. What cannot
be right is doubted whatever the chances say: names too long, two names in one, none at all.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from classifier.evidence import name_ends
from classifier.records import Doubt
from classifier.rows.table_parts import BY_CONTENT, CARRIED, IN_TEXT, OWN

if TYPE_CHECKING:
    from classifier.rows.draft import Draft

# Characters: hardly any name is longer.
MAX_NAME_CHARS = 250
# Two names in one: `Program A ... Program B`, `Kegiatan X ... Kegiatan Y`.
_TWO_NAMES = re.compile(
    r"\b(?:Program|PROGRAM)\b.*\b(?:Program|PROGRAM)\b|\b(?:Kegiatan|KEGIATAN)\b.*\b(?:Kegiatan|KEGIATAN)\b"
    r"|^Program\b.*[,\s]kegiatan\s+Pe\w+",
    re.DOTALL,
)
# Log odds beyond these say no more.
_MAX_LOG_ODDS = 6.0
# Below this probability a row may be none; its level may be another.
_UNSURE_ROW, _UNSURE_LEVEL = 0.8, 0.9
# Rupiah: less for a year's program is thousands printed without their unit; more is nobody's.
_MIN_AMOUNT, _MAX_AMOUNT = 3_000_000, 1_000_000_000_000
FEATURES = (
    "begins", "begins_unknown", "continues", "level", "by_weights_alone", "other_name", "other_level",
    "is_trimmed", "is_cut", "by_content", "carried", "in_text", "several_names", "no_program", "no_money",
    "no_money_but_others", "year_unknown", "unit_unknown", "several_amounts", "unread_amounts", "odd_amount",
    "is_kegiatan", "no_code_but_others", "long_name", "open_end",
)  # fmt: skip


@dataclass(slots=True)
class Basis:
    """What a row rests on.

    `begins`, `continues` and `level` are probabilities of the weights (None where they say nothing);
    `by_rules` when the rules of print call it a row, `same_name` and `same_level` when both read
    the same. `is_trimmed` when a glued phrase was cut off, `is_cut` when the name goes over a page
    end, `how` how its columns are known (`table_parts`), `n_names` how many
    its cell holds. `n_money_columns` of one year stand beside it, `n_unread` amounts in columns of
    no known meaning; `has_unit` when its money's unit is stated. `share_with_money` and
    `share_with_code` are those of its table's rows, known when the table has ended.
    """

    begins: float | None = None
    continues: float = 1.0
    level: float = 1.0
    by_rules: bool = True
    same_name: bool = True
    same_level: bool = True
    is_trimmed: bool = False
    is_cut: bool = False
    how: int = OWN
    n_names: int = 1
    n_money_columns: int = 0
    n_unread: int = 0
    has_unit: bool = True
    share_with_money: float = 0.0
    share_with_code: float = 0.0


class Chance(NamedTuple):
    """A chance of being wrong: log odds are `intercept` plus the weighted features; doubted above `limit`."""

    intercept: float
    weights: tuple[float, ...]
    limit: float


def features(row: Draft) -> list[float]:
    """One number for each of FEATURES, most of them 0 or 1."""
    basis = row.basis
    is_unknown = basis.begins is None
    amounts = list(row.pagu.values())
    return [
        0.0 if basis.begins is None else _log_odds(basis.begins),
        is_unknown,
        1.0 - basis.continues,
        1.0 - basis.level,
        not basis.by_rules,
        not basis.same_name,
        not basis.same_level,
        basis.is_trimmed,
        basis.is_cut,
        basis.how == BY_CONTENT,
        basis.how == CARRIED,
        basis.how == IN_TEXT,
        basis.n_names > 1,
        row.level != "program" and not row.program,
        not amounts,
        basis.share_with_money if not amounts else 0.0,
        bool(amounts) and "" in row.pagu,
        bool(amounts) and not basis.has_unit,
        basis.n_money_columns > 1,
        min(basis.n_unread, 3) / 3,
        any(0 < amount < _MIN_AMOUNT or amount > _MAX_AMOUNT for amount in amounts),
        row.level != "program",
        basis.share_with_code if not row.kode else 0.0,
        min(len(row.text), MAX_NAME_CHARS) / MAX_NAME_CHARS,
        name_ends.is_open(row.text),
    ]


def _log_odds(p: float) -> float:
    p = min(max(p, 1e-6), 1 - 1e-6)
    return max(-_MAX_LOG_ODDS, min(math.log(p / (1 - p)), _MAX_LOG_ODDS)) / _MAX_LOG_ODDS


@cache
def packaged() -> Mapping[str, Chance]:
    """The chances that come with the package: of `name`, `place` (level or program) and `pagu`."""
    resource = files("classifier.rows").joinpath("doubts.json")
    if not resource.is_file():
        return {}
    chances = json.loads(resource.read_text(encoding="utf-8"))
    if tuple(chances["features"]) != FEATURES:
        raise ValueError("doubts.json was learnt from other features; learn it again with training.reading")
    return {
        name: Chance(one["intercept"], tuple(one["weights"]), one["limit"])
        for name, one in chances["chances"].items()
    }


def doubts_of(row: Draft, chances: Mapping[str, Chance]) -> set[Doubt]:
    """What is doubted in a row whose table has ended."""
    doubts: set[Doubt] = set()
    if len(row.text) > MAX_NAME_CHARS or _TWO_NAMES.search(row.text):
        doubts.add("name")
    values = features(row)
    if _is_doubted(chances.get("name"), values):
        basis = row.basis
        if basis.begins is not None and basis.begins < _UNSURE_ROW:
            doubts.add("row")
        doubts.add("cut" if basis.is_cut or name_ends.is_open(row.text) else "name")
    if _is_doubted(chances.get("place"), values):
        is_level = row.basis.level < _UNSURE_LEVEL or not row.basis.same_level
        doubts.add("level" if is_level or row.level == "program" else "program")
    if _is_doubted(chances.get("pagu"), values):
        doubts.add("unit" if row.pagu and not row.basis.has_unit else "pagu")
    return doubts


def _is_doubted(chance: Chance | None, values: Sequence[float]) -> bool:
    if chance is None:
        return False
    odds = chance.intercept + sum(w * v for w, v in zip(chance.weights, values, strict=True))
    return 1 / (1 + math.exp(-odds)) > chance.limit


def settle(rows: Sequence[Draft]) -> None:
    """Doubt the rows of one table or list, which has ended."""
    n = len(rows)
    n_with_money, n_with_code = sum(bool(row.pagu) for row in rows), sum(bool(row.kode) for row in rows)
    for row in rows:
        row.basis.share_with_money = n_with_money / n
        row.basis.share_with_code = n_with_code / n
        row.doubts |= doubts_of(row, packaged())
