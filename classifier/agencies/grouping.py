"""The names of a whole archive brought together: every agency once, however its documents spell it.

Beyond what one print says (`Registry.find`) the other prints help: the same words in another
order, the same name with a slip of the pen, a short form made of another's first letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from classifier.agencies import printed_names
from classifier.agencies.registry import Agency, Registry, n_edits
from classifier.fields.remembered import remembered

# One slip in so many letters makes no other agency; names shorter than the second are not compared.
_LETTERS_A_SLIP, _MIN_LETTERS = 12, 13
# Unknown names that others are compared with, the commonest: more are no agencies of one archive.
_MAX_COMPARED = 300


@dataclass(frozen=True, slots=True)
class Group:
    """One agency of an archive: the name it goes by, what the registry knows of it, and its prints.

    `is_sure` is false when likeness brought a print here; `is_unit` is true for a part of an agency
    that is not named.
    """

    name: str
    agency: Agency | None
    printed: tuple[str, ...]
    is_sure: bool
    is_unit: bool = False


@dataclass(slots=True)
class _Gathered:
    """A group while names are still brought to it."""

    names: Counter[str]
    agency: Agency | None
    printed: list[str]
    is_sure: bool
    is_unit: bool


def brought_together(names: Iterable[str], registry: Registry) -> tuple[Group, ...]:
    """The agencies that the names mean, each once, in the order in which they first come.

    A name that comes often counts often: of two spellings that no registry decides the commoner one stands.
    Empty names are left out, and words that say what an agency is and not which (`Kantor`).
    """
    by_words: dict[str, _Gathered] = {}
    for printed, n in Counter(name for name in names if name.strip()).items():
        match = registry.find(printed)
        if match.agency is None and printed_names.is_kind_alone(printed):
            continue
        # `Dinas Pariwisata dan Kebudayaan` is also that of Kebudayaan dan Pariwisata.
        family = match.agency.family if match.agency is not None else match.name
        words = printed_names.words_in_any_order(family)
        words += " (unit)" if match.is_unit and match.agency is None else ""
        group = by_words.setdefault(words, _Gathered(Counter(), None, [], True, match.is_unit))
        group.names[match.name] += n
        group.agency = group.agency or match.agency
        group.printed.append(printed)
        group.is_sure = group.is_sure and (match.is_sure or match.agency is None)
    groups = _with_likeness(by_words)
    return tuple(_finished(group, registry) for group in groups)


def _with_likeness(by_words: dict[str, _Gathered]) -> list[_Gathered]:
    """Groups that no registry knows, brought to the one that they are written like or short for."""
    known = [group for group in by_words.values() if group.agency is not None]
    left = [group for group in by_words.values() if group.agency is None]
    written_out: dict[str, _Gathered] = {}
    merged: set[int] = set()
    # The commoner spelling comes first, and the others to it.
    for group in sorted(left, key=lambda group: -group.names.total()):
        folded = printed_names.key(group.names.most_common(1)[0][0])
        home = _home(folded, group, known, written_out)
        if home is None:
            if len(written_out) < _MAX_COMPARED:
                written_out[folded] = group
            continue
        home.printed.extend(group.printed)
        home.is_sure = False
        merged.add(id(group))
        if home.agency is None:
            home.names.update(group.names)
    return [group for group in by_words.values() if id(group) not in merged]


def _home(
    folded: str, group: _Gathered, known: list[_Gathered], written_out: dict[str, _Gathered]
) -> _Gathered | None:
    """The one group that a name belongs to, None when there is none or several."""
    name = group.names.most_common(1)[0][0]
    homes: list[_Gathered] = []
    if " " not in name and len(folded) > 2:
        homes = [
            other
            for other in (*known, *written_out.values())
            if folded in printed_names.initials(other.names.most_common(1)[0][0])
        ]
    elif len(folded) >= _MIN_LETTERS:
        homes = [
            other
            for other_folded, other in written_out.items()
            if other.is_unit == group.is_unit and _is_like(folded, other_folded)
        ]
    return homes[0] if len(homes) == 1 else None


# Every map of an archive asks for the same pairs.
@remembered(16 << 20)
def _is_like(folded: str, other: str) -> bool:
    """True for a name and another with so few slips that both are one."""
    n_slips = len(folded) // _LETTERS_A_SLIP
    if abs(len(other) - len(folded)) > n_slips:
        return False
    letters, other_letters = _letters(folded), _letters(other)
    # Every letter that the other lacks is an edit; most pairs end here.
    if (letters - other_letters).total() > n_slips or (other_letters - letters).total() > n_slips:
        return False
    return n_edits(folded, other, n_slips) <= n_slips


@remembered(2 << 20)
def _letters(folded: str) -> Counter[str]:
    return Counter(folded)


def _finished(group: _Gathered, registry: Registry) -> Group:
    # Of two orders of the same words the commoner one is the archive's.
    name = group.names.most_common(1)[0][0]
    agency = registry.find(name).agency if group.agency is not None else None
    return Group(
        agency.name if agency is not None else name,
        agency or group.agency,
        tuple(dict.fromkeys(group.printed)),
        group.is_sure,
        group.is_unit and group.agency is None,
    )
