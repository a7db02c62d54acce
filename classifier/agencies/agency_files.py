"""Files of agencies as people keep them: JSON lines or CSV, added to without touching what else they hold."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.agencies import printed_names
from classifier.agencies.registry import Registry, read_agencies
from classifier.errors import UsageError

_FIELDS = ("name", "aliases")


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge changed: the spellings that are new, and the agencies that it took them from."""

    name: str
    added: tuple[str, ...]
    taken_from: tuple[str, ...]
    is_new: bool


def merge(path: Path, name: str, spellings: Sequence[str]) -> Merged:
    """Make spellings those of the agency `name` in a file, which is made when it is absent.

    An agency of the file whose name is one of them becomes a spelling with all of its own; a spelling of
    another is taken from it. What is there already changes nothing. Raises UsageError when a name is
    empty or is merged into itself though no list has it, or the file cannot be written; DataError when
    it is no file of agencies.
    """
    wanted = [" ".join(text.split()) for text in (name, *spellings)]
    if not all(map(printed_names.key, wanted)):
        raise UsageError("an agency or a spelling without letters cannot be found; name both in words.")
    if len(wanted) < 2:
        raise UsageError(f'"{name}": name at least one spelling that means this agency.')
    entries, columns, delimiter = _entries(path)
    target = next((entry for entry in entries if _key(entry) == printed_names.key(wanted[0])), None)
    is_new = target is None
    is_itself = len({printed_names.key(text) for text in wanted}) == 1
    if is_new and is_itself and not Registry.packaged().called(wanted[0]):
        raise UsageError(
            f'"{wanted[0]}": no list has this agency, and it cannot be merged into itself; name a spelling.'
        )
    if target is None:
        target = {"name": wanted[0], "aliases": []}
        entries.append(target)
    known = {printed_names.key(text) for text in (target["name"], *target["aliases"])}
    taken_from, moved = [], []
    keys = {printed_names.key(text) for text in wanted[1:]}
    for entry in [entry for entry in entries if entry is not target]:
        if _key(entry) in keys:
            entries.remove(entry)
            moved += [entry["name"], *entry["aliases"]]
            taken_from.append(entry["name"])
        elif theirs := [alias for alias in entry["aliases"] if printed_names.key(alias) in keys]:
            entry["aliases"] = [alias for alias in entry["aliases"] if alias not in theirs]
            taken_from.append(entry["name"])
    added: list[str] = []
    for text in (*wanted[1:], *moved):
        if printed_names.key(text) not in known:
            known.add(printed_names.key(text))
            added.append(text)
    target["aliases"] = [*target["aliases"], *added]
    if added or taken_from or is_new:
        _write(path, _text(path, entries, columns, delimiter))
    return Merged(target["name"], tuple(added), tuple(taken_from), is_new)


def _key(entry: dict[str, Any]) -> str:
    return printed_names.key(entry["name"])


def _entries(path: Path) -> tuple[list[dict[str, Any]], tuple[str, ...], str]:
    """The agencies of a file as dicts with all they hold, its columns (none: JSON lines), its delimiter."""
    if not path.exists():
        return [], _FIELDS if path.suffix.lower() == ".csv" else (), ","
    agencies = read_agencies(path)
    text = path.read_text(encoding="utf-8-sig")
    if text.lstrip()[:1] in ("{", "["):
        held = [json.loads(line) for line in text.splitlines() if line.strip()]
        columns: tuple[str, ...] = ()
        delimiter = ","
    else:
        first_line = text.split("\n", 1)[0]
        delimiter = ";" if first_line.count(";") > first_line.count(",") else ","
        reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
        columns = tuple((column or "").strip().lower() for column in reader.fieldnames or ())
        lines = [dict(zip(columns, line.values(), strict=False)) for line in reader]
        held = [line for line in lines if (line.get("name") or "").strip()]
        columns = columns if "aliases" in columns else (*columns, "aliases")
    entries = [
        {**line, "name": agency.name, "aliases": list(agency.aliases)}
        for line, agency in zip(held, agencies, strict=True)
    ]
    return entries, columns, delimiter


def _text(path: Path, entries: Iterable[dict[str, Any]], columns: tuple[str, ...], delimiter: str) -> str:
    if not columns:
        return "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    # Between spellings stands what does not also stand between columns.
    between = "|" if delimiter == ";" else ";"
    for entry in entries:
        for alias in entry["aliases"]:
            if ";" in alias or "|" in alias:
                raise UsageError(f'{path}: "{alias}" holds a ; or |, which divide spellings in CSV.')
        writer.writerow({**entry, "aliases": between.join(entry["aliases"])})
    return out.getvalue()


def _write(path: Path, text: str) -> None:
    """Write beside and rename, so that a stopped run leaves what was there."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", dir=path.resolve().parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(text)
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
            Path(name).replace(path.resolve())
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name another file.") from error
