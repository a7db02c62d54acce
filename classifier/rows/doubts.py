"""What the reader is unsure of in a row, from what the row rests on.

The limits were chosen out of fold on transcribed pages (`training.reading`): of rows that are
wrong in name, level, program or money most carry a doubt, of right ones few. The figures
stand in `classifier/evidence/README.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Characters: hardly any name is longer.
MAX_NAME_CHARS = 250
# `Program A ... Program B`, `Kegiatan X ... Kegiatan Y`: two names in one, unless one is another's object.
_TWO_NAMES = re.compile(
    r"\b(?:Program|PROGRAM)\b.*\b(?:Program|PROGRAM)\b|\b(?:Kegiatan|KEGIATAN)\b.*\b(?:Kegiatan|KEGIATAN)\b"
)


@dataclass(slots=True)
class Basis:
    """What a row rests on.

    `begins`, `continues` and `level` are probabilities of the weights (None where they say nothing);
    `by_rules` when the rules of print call it a row, `same_name` when both read the same name,
    `same_level` when both say the same level. `is_trimmed` when a glued phrase was cut off,
    `is_cut` when the name goes over a page end, `how` how its columns are known (`table_parts`; 4 for
    running text). `has_money_beside` when other rows of its table have money and it has none.
    """

    begins: float | None = None
    continues: float = 1.0
    level: float = 1.0
    by_rules: bool = True
    same_name: bool = True
    same_level: bool = True
    is_trimmed: bool = False
    is_cut: bool = False
    how: int = 3
    n_names: int = 1
    has_program_above: bool = True
    n_money_columns: int = 0
    states_unit: bool = True
