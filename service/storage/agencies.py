"""The installation's own agencies, which planners edit, and the registry that they make with the general one.

The list is a table; a file that the service was started with stands beside it and cannot be edited
here. Where both know a name the table wins, and over the packaged registry both do.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, delete, func, insert, select, text, update

from classifier.agencies import printed_names
from classifier.agencies.grouping import Group, brought_together
from classifier.agencies.registry import Agency, Registry
from classifier.labels import timestamp
from service.storage.database import Database
from service.storage.schema import agencies, agency_merges

# More agencies, or names of one, than any region has.
MAX_AGENCIES, MAX_ALIASES = 2000, 200
# How soon a change by another service on the same database is seen; one of this service is at once.
_LOOK_EVERY_S = 0.5
Origin = Literal["own", "file", "general", "unknown"]


@dataclass(frozen=True, slots=True)
class StoredAgency:
    """An agency; `id` is that of the table, 0 for one of the file, of the general registry or of no list."""

    id: int
    agency: Agency
    origin: Origin


@dataclass(frozen=True, slots=True)
class Merge:
    """Names that were made spellings of an agency, by whom and when."""

    id: int
    names: tuple[str, ...]
    into: str
    by: str
    at: str


class ChangedSince(Exception):  # noqa: N818
    """A merge is taken back of which an agency was changed since."""


class TooMany(Exception):  # noqa: N818
    """The list, or the names of one agency, would be longer than `limit`."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class MergedIntoItself(Exception):  # noqa: N818
    """A name that no list has would be merged into itself."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class UnknownAgency(Exception):  # noqa: N818
    """A name that no list has and no document prints would be merged into an agency."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class Agencies:
    """The list of an installation, for any number of threads; `from_file` cannot be edited."""

    def __init__(self, database: Database, from_file: Sequence[Agency] = ()) -> None:
        self._database, self._from_file = database, tuple(from_file)
        self._own: tuple[Agency, ...] | None = None
        self._registry = Registry.packaged()
        self._looked_at = 0.0
        # The names with the registry that they are of.
        self._names: tuple[Registry, tuple[str, ...]] | None = None
        self._lock = threading.Lock()

    def registry(self) -> Registry:
        """What printed names mean here; the same object until an agency changes."""
        with self._lock:
            if self._own is None or time.monotonic() - self._looked_at >= _LOOK_EVERY_S:
                own = tuple(stored.agency for stored in self.listed())
                self._looked_at = time.monotonic()
                if own != self._own:
                    general = Registry.packaged()
                    self._registry = general.with_own(Registry(own)) if own else general
                    self._own = own
            return self._registry

    def official(self, printed: str) -> str:
        """The name that an agency goes by here, or what was printed."""
        match = self.registry().find(printed)
        is_known = match.agency is not None and match.is_sure and not match.is_unit
        return match.name if printed and is_known else printed

    def listed(self, *, with_general: bool = False) -> list[StoredAgency]:
        """The installation's agencies by name, and with them those of the general registry."""
        with self._database.reading() as connection:
            own = _all(connection)
        # What the table calls one of its agencies is no other agency of the file.
        known = {_key(name) for stored in own for name in (stored.agency.name, *stored.agency.aliases)}
        of_file = [
            StoredAgency(0, agency, "file") for agency in self._from_file if _key(agency.name) not in known
        ]
        installed = sorted((*own, *of_file), key=lambda stored: stored.agency.name.casefold())
        if not with_general:
            return installed
        known = {_key(stored.agency.name) for stored in installed}
        return [
            *installed,
            *(
                StoredAgency(0, agency, "general")
                for agency in self.registry().agencies
                if _key(agency.name) not in known
            ),
        ]

    def names(self) -> tuple[str, ...]:
        """The names that an agency may have: the installation's first, then those of the general list."""
        registry = self.registry()
        with self._lock:
            if self._names is not None and self._names[0] is registry:
                return self._names[1]
        names = tuple(dict.fromkeys(stored.agency.name for stored in self.listed(with_general=True)))
        with self._lock:
            self._names = (registry, names)
        return names

    def merges(self, *, limit: int) -> list[Merge]:
        """What was merged and not taken back, the last first."""
        query = select(agency_merges).where(agency_merges.c.undone_by.is_(None))
        with self._database.reading() as connection:
            entries = connection.execute(query.order_by(agency_merges.c.id.desc()).limit(limit)).mappings()
            return [
                Merge(entry["id"], tuple(json.loads(entry["names"])), entry["into"], entry["by"], entry["at"])
                for entry in entries
            ]

    def undo_merge(self, merge_id: int, *, by: str) -> bool:
        """Put the agencies back as they were before a merge; False when none of this id is in force.

        Raises ChangedSince when one of them was changed since.
        """
        with self._database.writing() as connection:
            _lock(connection)
            query = select(agency_merges).where(
                agency_merges.c.id == merge_id, agency_merges.c.undone_by.is_(None)
            )
            entry = connection.execute(query).mappings().first()
            if entry is None:
                return False
            before, after = json.loads(entry["before"]), json.loads(entry["after"])
            now = _contents(connection)
            if any(now.get(key) != values for key, values in after.items()):
                raise ChangedSince
            for key, values in before.items():
                connection.execute(delete(agencies).where(agencies.c.key == key))
                if values is not None:
                    connection.execute(insert(agencies).values(key=key, **values))
            undone = update(agency_merges).where(agency_merges.c.id == merge_id).values(undone_by=by)
            connection.execute(undone)
        self._forget()
        return True

    def add(self, name: str, aliases: Iterable[str], *, by: str) -> tuple[StoredAgency, bool]:
        """An agency with these spellings beside those that it has, and whether it is new in the list.

        Another agency of the table that was called so is called so no more. Raises TooMany.
        """
        aliases = tuple(aliases)
        with self._database.writing() as connection:
            _lock(connection)
            agency = replace(self._known(connection, name), needs_document=True)
            _take_away(connection, (agency.name, *aliases), agency)
            added = _put(connection, agency, aliases, by=by)
        self._forget()
        return added

    def merge(self, names: Sequence[str], into: str, *, by: str, printed: Iterable[str] = ()) -> StoredAgency:
        """Make names spellings of the agency `into`, with all other spellings of theirs.

        Those that are agencies of the table are none afterwards, and what another agency of the table
        was called it is called no more. It is an entry of the journal, which `undo_merge` takes back; an
        agency that the list gets by it needs no document. `printed` are the names that documents have. Raises
        TooMany, MergedIntoItself for a name that is `into` and that no list has, and UnknownAgency for
        another that no list and no document has.
        """
        registry = self.registry()
        keys_printed = {_key(name) for name in printed}
        unknown = [
            name for name in names if registry.find(name).agency is None and _key(name) not in keys_printed
        ]
        with self._database.writing() as connection:
            _lock(connection)
            before = _contents(connection)
            target = self._known(connection, into)
            if _key(target.name) not in before:
                needs_document = any(
                    of["needs_document"] for name in names if (of := before.get(_key(name))) is not None
                )
                target = replace(target, needs_document=needs_document)
            others = [name for name in names if _key(name) != _key(target.name)]
            if len(others) < len(names) and not self._is_listed(connection, target.name):
                raise MergedIntoItself(target.name)
            aliases: list[str] = []
            for name in others:
                if name in unknown and not self._is_listed(connection, name):
                    raise UnknownAgency(name)
                merged = self._known(connection, name)
                aliases += [merged.name, *merged.aliases]
                connection.execute(delete(agencies).where(agencies.c.key == _key(merged.name)))
            _take_away(connection, (target.name, *names), target)
            merged_into, _ = _put(connection, target, aliases, by=by)
            _note_merge(connection, before, others, merged_into.agency.name, by=by)
        self._forget()
        return merged_into

    def remove(self, agency_id: int) -> bool:
        """Take an agency out of the table; False when it is not in it."""
        with self._database.writing() as connection:
            _lock(connection)
            n_deleted = connection.execute(delete(agencies).where(agencies.c.id == agency_id)).rowcount
        self._forget()
        return n_deleted > 0

    def _known(self, connection: Connection, name: str) -> Agency:
        """The agency of this name with all that is known of it, in the table or elsewhere; else a new one."""
        name = " ".join(name.split())
        return self._listed_agency(connection, name) or Agency(name, kind=name.split()[0].lower())

    def _is_listed(self, connection: Connection, name: str) -> bool:
        return self._listed_agency(connection, name) is not None

    def _listed_agency(self, connection: Connection, name: str) -> Agency | None:
        key = _key(name)
        own = [stored.agency for stored in _all(connection)]
        everywhere = (*own, *self._from_file, *Registry.packaged().agencies)
        return next((agency for agency in everywhere if _key(agency.name) == key), None)

    def _forget(self) -> None:
        with self._lock:
            self._looked_at = 0.0


def _lock(connection: Connection) -> None:
    """Let no other change of the list come between: what is written follows from all that was read."""
    # SQLite has one writer at a time, from the beginning of its transaction.
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE agencies IN SHARE ROW EXCLUSIVE MODE"))


def _take_away(connection: Connection, names: Iterable[str], agency: Agency) -> None:
    """Take spellings from the agencies of the table that have them, but for `agency`, which gets them."""
    keys = {_key(name) for name in names}
    for stored in _all(connection):
        if _key(stored.agency.name) == _key(agency.name):
            continue
        aliases = [alias for alias in stored.agency.aliases if _key(alias) not in keys]
        if len(aliases) < len(stored.agency.aliases):
            written = json.dumps(aliases, ensure_ascii=False)
            connection.execute(update(agencies).where(agencies.c.id == stored.id).values(aliases=written))


def _put(
    connection: Connection, agency: Agency, aliases: Iterable[str], *, by: str
) -> tuple[StoredAgency, bool]:
    """Write an agency with more spellings, each once, to the table."""
    spelt = {
        _key(alias): alias for alias in (" ".join(a.split()) for a in reversed((*agency.aliases, *aliases)))
    }
    spelt.pop(_key(agency.name), None)
    agency = replace(agency, aliases=tuple(reversed(spelt.values())))
    if len(agency.aliases) > MAX_ALIASES:
        raise TooMany(MAX_ALIASES)
    key = _key(agency.name)
    known = connection.execute(select(agencies.c.id).where(agencies.c.key == key).with_for_update()).scalar()
    values = {
        "name": agency.name,
        "aliases": json.dumps(agency.aliases, ensure_ascii=False),
        "urusan": json.dumps(agency.urusan),
        "kind": agency.kind,
        "is_former": agency.is_former,
        "needs_document": agency.needs_document,
        "by": by,
        "at": timestamp(),
    }
    if known is not None:
        connection.execute(update(agencies).where(agencies.c.id == known).values(**values))
        return StoredAgency(known, agency, "own"), False
    if connection.execute(select(func.count()).select_from(agencies)).scalar_one() >= MAX_AGENCIES:
        raise TooMany(MAX_AGENCIES)
    added = connection.execute(insert(agencies).values(key=key, **values).returning(agencies.c.id))
    return StoredAgency(added.scalar_one(), agency, "own"), True


def _all(connection: Connection) -> list[StoredAgency]:
    query = select(agencies).order_by(agencies.c.id)
    return [_stored(row) for row in connection.execute(query).mappings()]


def _stored(row: RowMapping) -> StoredAgency:
    agency = Agency(
        row["name"],
        tuple(json.loads(row["aliases"])),
        tuple(json.loads(row["urusan"])),
        row["kind"],
        row["is_former"],
        needs_document=row["needs_document"],
    )
    return StoredAgency(row["id"], agency, "own")


def _contents(connection: Connection) -> dict[str, dict[str, Any]]:
    """What the table holds, by key, without the ids."""
    columns = [column for column in agencies.c if column.name not in ("id", "key")]
    query = select(agencies.c.key, *columns)
    return {
        row["key"]: {column.name: row[column.name] for column in columns}
        for row in connection.execute(query).mappings()
    }


def _note_merge(
    connection: Connection, before: Mapping[str, dict[str, Any]], names: Sequence[str], into: str, *, by: str
) -> None:
    """Write an entry of what a merge changed in the table; agencies that it made or took out are null."""
    after = _contents(connection)
    changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    entry = {
        "names": json.dumps(names, ensure_ascii=False),
        "into": into,
        "before": json.dumps({key: before.get(key) for key in changed}, ensure_ascii=False),
        "after": json.dumps({key: after.get(key) for key in changed}, ensure_ascii=False),
        "by": by,
        "at": timestamp(),
    }
    connection.execute(insert(agency_merges).values(**entry))


def n_documents(named: Iterable[Collection[str]], registry: Registry) -> dict[str, int]:
    """How many documents name each agency, by the name it goes by; `named` are the names of each document."""
    return {group.name: n for group, n in _counted(named, registry)}


def with_documents(
    listed: Sequence[StoredAgency], named: Iterable[Collection[str]], registry: Registry
) -> list[tuple[StoredAgency, int]]:
    """Each agency with how many documents name it: those that are listed, then those that no list has.

    A bidang or UPTD whose agency is not said is no agency, and left out.
    """
    counted = _counted(named, registry)
    n_by_name = {group.name: n for group, n in counted}
    names = {stored.agency.name for stored in listed}
    unlisted = [
        (StoredAgency(0, Agency(group.name), "unknown"), n)
        for group, n in counted
        if group.agency is None and not group.is_unit and group.name not in names
    ]
    return [
        *((stored, n_by_name.get(stored.agency.name, 0)) for stored in listed),
        *sorted(unlisted, key=lambda of: of[0].agency.name.casefold()),
    ]


def _counted(named: Iterable[Collection[str]], registry: Registry) -> list[tuple[Group, int]]:
    """The agencies that documents name, each once however it is spelt, with how many name it."""
    documents = [set(names) for names in named]
    groups = brought_together((name for names in documents for name in sorted(names)), registry)
    return [(group, sum(not names.isdisjoint(group.printed) for names in documents)) for group in groups]


def _key(name: str) -> str:
    return printed_names.key(name)
