"""What a row rests on, filled while it is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from classifier.rows.table_parts import OWN

if TYPE_CHECKING:
    from classifier.rows.draft import Draft
    from classifier.tables.columns import Column


@dataclass(slots=True)
class Basis:
    """What a row rests on.

    `begins`, `continues`, `level`, `before`, `inside` and `behind` are probabilities (`NameRun`;
    `begins` is None where they say nothing); `by_rules` when the rules of print call it a row,
    `same_name` and `same_level` when both read the same. `is_trimmed` when a glued phrase was cut
    off, `is_cut` when the name goes over a page end, `how` how its columns are known
    (`table_parts`), `n_names` how many its cell holds; of that cell's `n_cell_lines` the name has `n_lines`.
    `number` is its running number. `texts` are the plain cells of its band by the index of their
    column, `caption` the table's, with the `year` and `factor` that it states; `n_money_bands` of its bands
    gave it money. `passed` says how likely a name began above it that was not taken, since the last row
    and since the last program; `is_ocr` that its page's letters were repaired.

    When its document has ended: `was_doubted`, whether rules doubted it already; `signs` by their names;
    `program`, the row that it belongs to; `wrong`, the chance that its own name or level is wrong.
    """

    begins: float | None = None
    continues: float = 1.0
    level: float = 1.0
    before: float = 0.0
    inside: float = 0.0
    behind: float = 0.0
    by_rules: bool = True
    same_name: bool = True
    same_level: bool = True
    is_trimmed: bool = False
    is_cut: bool = False
    how: int = OWN
    n_names: int = 1
    n_lines: int = 1
    n_cell_lines: int = 1
    columns: Sequence[Column] = ()
    texts: Mapping[int, str] = field(default_factory=dict)
    caption: str = ""
    year: str = ""
    factor: int = 1
    number: str = ""
    passed: float = 0.0
    passed_since_program: float = 0.0
    is_ocr: bool = False
    n_money_bands: int = 1
    was_doubted: bool = False
    signs: Mapping[str, float] = field(default_factory=dict)
    program: Draft | None = None
    wrong: float = 0.0

    @property
    def has_unit(self) -> bool:
        """True when the header says what a unit of money is."""
        return any(column.factor for column in self.columns if column.role == "pagu")

    @property
    def whole(self) -> float:
        """How likely it is that the name has just these lines."""
        others = (1 - self.before) * (1 - self.inside) * (1 - self.behind)
        return (0.5 if self.begins is None else self.begins) * self.continues * others
