"""Labelled data: the lines of `data/labeled/*.jsonl` as `Label`s, and back.

Reading is strict, as one wrong word here teaches the model a wrong thing: an
unknown field, a field given twice or of another type, and an unknown
subdimension are refused with file and line. What editors do to a file (a byte
order mark, CRLF, blank lines) is let through.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from classifier import taxonomy
from classifier.errors import DataError
from classifier.records import Label
from classifier.taxonomy import Taxonomy

FIELDS = (
    "text",
    "subdimension",
    "secondary",
    "level",
    "program",
    "opd",
    "kode",
    "indikator",
    "document",
    "note",
    "origin",
    "by",
    "at",
)
_LISTS = frozenset({"indikator"})
ORIGINS = ("expert", "corrected", "confirmed")


class _Wrong(Exception):  # noqa: N818
    """Why one line cannot be taken; never leaves this module."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(path: Path, *, of: Taxonomy | None = None) -> list[Label]:
    """The labels of one file in order, each with its `place` ("file:line").

    Raises DataError at the first line that is malformed, naming it.
    """
    labels = []
    for place, outcome in _lines(path, of or taxonomy.default()):
        if isinstance(outcome, str):
            raise DataError(f"{place}: {outcome}")
        labels.append(outcome)
    return labels


def problems(path: Path, *, of: Taxonomy | None = None) -> list[str]:
    """Every malformed line of one file as the sentence `read` would have raised; empty when all is well."""
    return [
        f"{place}: {outcome}"
        for place, outcome in _lines(path, of or taxonomy.default())
        if isinstance(outcome, str)
    ]


def read_folder(folder: Path, *, of: Taxonomy | None = None) -> list[Label]:
    """The labels of all `*.jsonl` in a folder, files by name, lines in order.

    Raises DataError when there is no such file, or one is malformed.
    """
    paths = files(folder)
    if not paths:
        raise DataError(f"{folder}: holds no labelled data; put *.jsonl files there.")
    return [label for path in paths for label in read(path, of=of)]


def files(folder: Path) -> list[Path]:
    """The files of labelled data in a folder, by name."""
    return sorted(folder.glob("*.jsonl"))


def lines_of(path: Path) -> list[str]:
    """The lines of a text file that are not empty. Raises DataError when it cannot be read."""
    try:
        content = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); save it as UTF-8 text.") from error
    return [line.strip() for line in content.split("\n") if line.strip()]


def line(label: Label) -> str:
    """A label as one line of JSON without its end, empty fields left out."""
    values = {name: getattr(label, name) for name in FIELDS}
    return json.dumps({name: value for name, value in values.items() if value}, ensure_ascii=False)


def text_of(labels: Iterable[Label]) -> str:
    """Labels as the text of a file."""
    return "".join(line(label) + "\n" for label in labels)


def append(path: Path, labels: Iterable[Label]) -> None:
    """Add labels at the end of a file, made if missing; a last line without an end gets one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = text_of(labels)
    with path.open("a+b") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                text = "\n" + text
        file.write(text.encode("utf-8"))


def content_of(path: Path) -> bytes:
    """The bytes of a file of labelled rows. Raises DataError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}); name a file of labelled rows."
        ) from error


def _lines(path: Path, of: Taxonomy) -> Iterator[tuple[str, Label | str]]:
    content = content_of(path)
    # Split before decoding, at the line feed alone: U+2028 inside a text is no line end.
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if raw.strip():
            place = f"{path}:{number}"
            try:
                yield place, _label(raw, place, of)
            except _Wrong as wrong:
                yield place, wrong.reason


def checked(raw: bytes, place: str, of: Taxonomy) -> Label:
    """One line as a label. Raises DataError, beginning with `place`, when it is malformed."""
    try:
        return _label(raw, place, of)
    except _Wrong as wrong:
        raise DataError(f"{place}: {wrong.reason}") from wrong


def _label(raw: bytes, place: str, of: Taxonomy) -> Label:
    value = _fields(raw)
    for name in ("text", "subdimension"):
        if not value.get(name, "").strip():
            raise _Wrong(f'no "{name}"; every line needs text and subdimension.')
    for name in ("subdimension", "secondary"):
        if value.get(name) and value[name] not in of.ids:
            raise _Wrong(taxonomy.unknown(value[name], of))
    if value.get("secondary") == value["subdimension"]:
        raise _Wrong("secondary is the subdimension itself; leave it out.")
    if value.get("origin", "expert") not in ORIGINS:
        raise _Wrong(f'unknown origin "{value["origin"]}"; it is one of {", ".join(ORIGINS)}.')
    if value.get("at"):
        _check_utc(value["at"])
    return Label(**value, place=place)


def _fields(raw: bytes) -> dict[str, Any]:
    try:
        value = json.loads(raw.decode("utf-8"), object_pairs_hook=_distinct)
    except UnicodeDecodeError as error:
        raise _Wrong(f"not UTF-8 (byte {error.start + 1}); save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise _Wrong(f"not JSON ({error.msg}, column {error.colno}); write one object a line.") from error
    except ValueError as error:
        raise _Wrong("not JSON of ours (a number too long); put texts in quotes.") from error
    except RecursionError as error:
        raise _Wrong("nested too deeply; write one flat object a line.") from error
    if not isinstance(value, dict):
        raise _Wrong("not a JSON object; write one object a line.")
    for name, text in value.items():
        if name not in FIELDS:
            raise _Wrong(f'unknown field "{name}"; fields are {", ".join(FIELDS)}.')
        if name in _LISTS:
            if not isinstance(text, list) or not all(isinstance(one, str) for one in text):
                raise _Wrong(f'"{name}" is {json.dumps(text)[:40]}, not a list of texts.')
            value[name] = tuple(text)
        elif not isinstance(text, str):
            raise _Wrong(
                f'"{name}" is {json.dumps(text)[:40]}, not a text; put it in quotes or leave it out.'
            )
        if any("\ud800" <= c <= "\udfff" for one in text for c in one):
            raise _Wrong(f'"{name}" holds half of a character (a lone surrogate); write it again.')
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in pairs:
        if name in fields:
            raise _Wrong(f'"{name}" is given twice; keep one.')
        fields[name] = value
    return fields


def timestamp(moment: datetime | None = None) -> str:
    """A moment, now without one, as the contract writes it: 2026-11-24T16:00:00Z."""
    return (moment or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check_utc(at: str) -> None:
    try:
        time = datetime.fromisoformat(at)
    except ValueError as error:
        raise _Wrong(f'at is "{at}", not a time; write it like 2026-11-24T16:00:00Z.') from error
    if time.utcoffset() != timedelta(0):
        raise _Wrong(f'at is "{at}", not UTC; write it like 2026-11-24T16:00:00Z.')
