"""One name for each agency of a map, however its documents spell it.

The registry says which agency a print means; what it does not know is brought to the commonest
spelling of the same words. A bidang or UPTD counts for its agency, where the print or its document says
which that is; so does a word that names none (`Kantor`), which is no agency where the document has no other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from classifier.agencies import printed_names
from classifier.agencies.grouping import Group, brought_together
from classifier.agencies.registry import Registry
from classifier.fields.names import fold
from classifier.formats.results import Placed

NO_OPD = "(tanpa perangkat daerah)"
# What is longer is a text that stands where a name belongs.
_MAX_CHARS = 400


def official_names(names: Iterable[str], registry: Registry | None = None) -> Mapping[str, str]:
    """By every printed name the one that its agency goes by; a text too long for a name goes by itself."""
    return _names_of(_groups(names, registry))


def with_official_names(rows: Sequence[Placed], registry: Registry | None = None) -> list[Placed]:
    """The rows under the names of their agencies, with the unit that they print; some have no OPD."""
    groups = _groups((row.opd for row in rows), registry)
    names = _names_of(groups)
    units = {printed for group in groups if group.is_unit for printed in group.printed}
    known = {printed for group in groups if group.agency is not None for printed in group.printed}
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.opd in known:
            owners[row.document].add(names[row.opd])
    renamed = []
    for row in rows:
        is_kind_alone = row.opd not in names and printed_names.is_kind_alone(row.opd)
        name = "" if is_kind_alone else names.get(row.opd, row.opd)
        if (row.opd in units or is_kind_alone) and len(owners[row.document]) == 1:
            (name,) = owners[row.document]
        unit = row.opd if row.opd in units else ""
        renamed.append(replace(row, opd=name, unit=unit) if name != row.opd or unit else row)
    return renamed


def _groups(names: Iterable[str], registry: Registry | None) -> tuple[Group, ...]:
    short_enough = (name for name in names if len(name) <= _MAX_CHARS and name != NO_OPD)
    return brought_together(short_enough, registry or Registry.packaged())


def _names_of(groups: Iterable[Group]) -> dict[str, str]:
    return {printed: _shown(group) for group in groups for printed in group.printed}


def _shown(group: Group) -> str:
    """The official name; of an unknown agency its print, without what is no part of a name."""
    if group.agency is None:
        for printed in group.printed:
            if fold(printed) == fold(group.name):
                return " ".join(printed.split())
    return group.name
