"""Records as pandas data frames, for those who call petakota from Python: the one door to pandas.

pandas is an extra (`pip install petakota[pandas]`), as nothing else here needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from classifier.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame


def records_frame(records: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> DataFrame:
    """A frame with a line for each dict, in order, numbered from 0; columns in the order given.

    Raises UsageError when pandas is not installed.
    """
    return _pandas().DataFrame(list(records), columns=list(columns))


def matrix_frame(
    values: Sequence[Sequence[int]], *, index: Sequence[str], index_name: str, columns: Sequence[str]
) -> DataFrame:
    """A frame of numbers, (n_index, n_columns), with names on both sides.

    Raises UsageError when pandas is not installed.
    """
    pandas = _pandas()
    return pandas.DataFrame(
        [list(line) for line in values],
        index=pandas.Index(list(index), name=index_name, dtype=object),
        columns=list(columns),
    )


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            "a data frame needs pandas, which is not installed; `pip install petakota[pandas]` adds it."
        ) from error
    return pandas
