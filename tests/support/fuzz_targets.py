"""What is fuzzed: functions of bytes, each a part of the program that reads what strangers wrote.

A target raises what is a crash of ours; errors that are meant for people are none. Bytes that make
structure (a table, a request) are read by `Bytes`, so that what changes a byte changes one choice.
"""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.routing import Route

from classifier import labels
from classifier.agencies import opds, printed_names, regions
from classifier.agencies.registry import Registry, read_agencies
from classifier.cli.main import main
from classifier.documents.mentions import mentions
from classifier.errors import DocumentError, PetakotaError
from classifier.evidence import trees
from classifier.evidence.signs import page_signs
from classifier.extraction.extract import extract
from classifier.extraction.likely_rows import likely_rows
from classifier.extraction.page_tasks import Answer, Task, in_process
from classifier.fields import (
    amounts,
    codes,
    dehyphenation,
    header_words,
    lead_years,
    name_likeness,
    names,
    ocr_text,
    open_ends,
    section_headings,
    urusan,
)
from classifier.formats import query_lines
from classifier.inference import preprocessing
from classifier.pdf.layout import DrawnPage, Edge, PageTables, Word
from classifier.records import Box, Extraction
from classifier.rows.assembler import RowAssembler
from classifier.tables import page_cells
from service.settings import Settings
from tests.support import hostile, hostile_corpus, plain_tables, serving
from tests.support.paths import DATA, DOCUMENTS

# As longer texts are not read differently.
MAX_BYTES = 4096
# What the program looks for in a text.
WORDS = (
    "Program", "Kegiatan", "Sub Kegiatan", "PROGRAM PENGELOLAAN", "Persampahan", "No", "Kode", "Indikator",
    "Target", "Pagu 2026 (Rp)", "Pagu", "Tahun 2025", "2024", "2025-2029", "(Rp 000)", "juta", "miliar", "Rp",
    "1.02.02", "1.02.02.2.01", "1 02 02", "2.11.11.2.01.0001", "I.", "A.", "1)", "(a)", "-", "•", "1.000.000",
    "1.000.000,00", "(5.000)", "12,5 %", "Dinas Kesehatan", "DINAS PEKERJAAN UMUM", "Bappeda", "Disdik",
    "Kabupaten Bandung", "Provinsi Jawa Barat", "Kota", "Jumlah", "TOTAL", "Sub Total", "Urusan Wajib",
    "Bidang Urusan", "Tabel 3.1 Rencana Program", "Renstra", "RKPD", "LKIP", "Perjanjian Kinerja", "BAB IV",
    "PENYELENGGA", "RAAN", "pengen-", "dalian", "Meningkatnya", "Realisasi", "SKPD :", "s/d", "\n", "  ",
    "\t", "\u0301", "\u200b", "\u00ad", "\ufffd", "\u2028", "\x00", "²", "Ⅷ", "１", "٣", "İ", "ﬁ", "௧", "½",
    "\U0001f600", "http://a.go.id/?b=1", "<script>", "{", "}", "[", "]", '"', "'", "\\", "%", "%s", "=1+1",
)  # fmt: skip
# Where a page's content stream begins from.
CONTENTS = (
    b"BT /F1 12 Tf 50 700 Td (Program Pengelolaan) Tj ET",
    b"40 700 200 20 re S 240 700 100 20 re S 40 680 200 20 re S 240 680 100 20 re S "
    b"BT /F1 9 Tf 43 706 Td (Program) Tj 200 0 Td (Pagu) Tj -200 -20 Td (Program Imunisasi) Tj "
    b"200 0 Td (1.000.000) Tj ET",
    b"q 0 1 -1 0 595 0 cm BT /F1 9 Tf 1 0 0 1 40 400 Tm [(Kegi) -200 (atan)] TJ ET Q "
    b"0 0 m 99 0 l 99 99 l h B*",
)
# None for a table that goes on, or has none.
HEADERS: tuple[tuple[str, ...], ...] = (
    ("No", "Program", "Indikator", "Pagu 2026 (Rp)"),
    ("Kode", "Program/Kegiatan", "Indikator", "Target", "Pagu (Rp 000)"),
    ("Urusan", "Program", "Kegiatan", "Sub Kegiatan", "2025", "2026"),
    (),
)
# Names and values of addresses, pieces of bodies and what they are said to be.
_QUERY_NAMES = (
    "format", "review", "subdimension", "limit", "after", "text", "document", "row", "sort", "lang", "page",
    "year", "opd", "by", "level", "all", "offset", "dimension", "value",
)  # fmt: skip
_QUERY_VALUES = ("json", "csv", "xlsx", "true", "1", "-1", "9" * 30)
_BODY_PIECES = (b"null", b"[]", b"{}", b"-1", b"1e999", b'"\\ud800"', b"NaN", b'"', b"[" * 50, b"&a=b", b"=")
_JSON = "application/json"
_BODY_KINDS = (
    _JSON, _JSON, _JSON, "text/plain", "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x", "",
)  # fmt: skip
_PART_BEGINS = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
_DELETES = re.compile(r"DELETE .*\{(?:document|agency)_id\}$|POST .*\}/delete$")
# An exception of ours that became the fault of a page names itself; PDFium's does not.
_OWN_FAULT = re.compile(r"[A-Z]\w+: ")


class Bytes:
    """Choices taken from bytes, one after the other; zeros behind the last."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def __bool__(self) -> bool:
        return self._at < len(self._data)

    def byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1] if self._at <= len(self._data) else 0

    def number(self) -> int:
        """From 0 to 65,535."""
        return self.byte() << 8 | self.byte()

    def one_of(self, values: Sequence[Any]) -> Any:
        return values[self.byte() % len(values)]

    def raw(self, n: int) -> bytes:
        self._at += n
        return self._data[self._at - n : self._at]

    def text(self, most: int = 8) -> str:
        """Words of the program's, and some as the bytes say."""
        parts = []
        for _ in range(self.byte() % (most + 1)):
            choice = self.byte()
            is_own = choice >= len(WORDS)
            parts.append(
                self.raw(choice % 13).decode("utf-8", "replace") if is_own else WORDS[choice % len(WORDS)]
            )
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Target:
    """What is run over bytes; `begun` gives the function, with what it needs, for as long as the context.

    `seeds` are bytes to begin from, `n_tested` is how often the slow tests run it.
    """

    begun: Callable[[], Any]
    seeds: Callable[[], list[bytes]]
    n_tested: int


TEXT_FUNCTIONS: tuple[Callable[[str], Any], ...] = (
    amounts.rupiah, amounts.is_grouped, amounts.year, amounts.factor,
    codes.code, codes.is_code, codes.level_of_code, codes.is_above_program,
    dehyphenation.inner_words, header_words.role_of, header_words.is_of_header_words, header_words.is_year,
    lead_years.year_of_lead, name_likeness.name_key, name_likeness.words_of,
    names.parsed, names.without_label, names.level_of_text, names.is_outcome, names.is_total, names.is_sum,
    names.is_heading, names.is_office_unit, names.is_opd, names.stands_between_rows, names.has_words,
    names.number_style, names.fold,
    ocr_text.amount, ocr_text.code, ocr_text.year, ocr_text.n_confused, open_ends.is_open,
    section_headings.is_section_heading, section_headings.is_program_heading,
    urusan.is_name, urusan.of, urusan.name_of, urusan.field_code,
    opds.named, opds.labelled, opds.without_region, printed_names.key, printed_names.words,
    printed_names.trimmed, printed_names.initials, printed_names.words_in_any_order,
    regions.province, regions.is_unknown_province, regions.without_spacing,
    preprocessing.cleaned, preprocessing.words, preprocessing.prepared, preprocessing.attributes,
    likely_rows,
)  # fmt: skip


@contextmanager
def _fields() -> Iterator[Callable[[bytes], None]]:
    registry = Registry.packaged()

    def run(data: bytes) -> None:
        choices = Bytes(data)
        text = choices.text(20) if choices.byte() % 2 else data[1:].decode("utf-8", "replace")
        for function in TEXT_FUNCTIONS:
            function(text)
        mentions(text, 1)
        registry.find(text)
        list(regions.regions(text))
        first, _, second = text.partition(" ")
        name_likeness.ratio(first, second, least=0.5)
        section_headings.section_headings(text.splitlines())

    yield run


def _field_seeds() -> list[bytes]:
    return [b"\0" + word.encode() for word in WORDS] + [bytes([1, 5, *range(n, n + 5)]) for n in range(60)]


def _refuse_own_faults(answers: Sequence[Answer]) -> None:
    for answer in answers:
        if answer.problem is not None and _OWN_FAULT.match(answer.problem.detail):
            raise AssertionError(answer.problem.detail)


@contextmanager
def _file(suffix: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / f"a{suffix}"


@contextmanager
def _screen() -> Iterator[Callable[[bytes], None]]:
    with _file(".pdf") as path:

        def run(data: bytes) -> None:
            path.write_bytes(hostile.pages([hostile.stream(data)]))
            tasks = [Task(path, "glance", (1,)), Task(path, "read", (1,))]
            _refuse_own_faults(list(in_process(tasks)))

        yield run


@contextmanager
def _document() -> Iterator[Callable[[bytes], None]]:
    with _file(".pdf") as path:

        def run(data: bytes) -> None:
            path.write_bytes(data)
            try:
                extraction = extract(path)
            except DocumentError:
                return
            _refuse_own_problems(extraction)

        yield run


def _refuse_own_problems(extraction: Extraction) -> None:
    for problem in (*extraction.problems, *extraction.warnings):
        if _OWN_FAULT.match(problem.fault.detail):
            raise AssertionError(problem.fault.detail)


@contextmanager
def _tables() -> Iterator[Callable[[bytes], None]]:
    def run(data: bytes) -> None:
        choices = Bytes(data)
        page_signs(page_cells.read(_drawn(choices)))

    yield run


def _drawn(choices: Bytes) -> DrawnPage:
    """A page of words and edges, mostly on a grid as tables have it."""
    edges: list[Edge] = []
    words: list[Word] = []
    while choices:
        kind = choices.byte()
        x, y = _place(choices), _place(choices)
        if kind % 8 == 6:
            edges += _grid(choices, x, y)
        elif kind % 2:
            text = choices.text(2) or "x"
            width, height = 4.0 * len(text), _length(choices) if kind & 64 else 10.0
            words.append(
                Word(text, Box(x, y, x + width, y + height), bool(kind & 2), len(words), not kind & 4)
            )
        else:
            length, is_across, thickness = _length(choices), bool(kind & 2), float(kind >> 6)
            x1, y1 = (x + length, y + thickness) if is_across else (x + thickness, y + length)
            edges.append(Edge(x, y, x1, y1, is_across, bool(kind & 4)))
    return DrawnPage(1, 600.0, 850.0, tuple(words), tuple(edges))


def _grid(choices: Bytes, x: float, y: float) -> list[Edge]:
    """The rules of a table, some of them left out."""
    n_rows, n_columns = 1 + choices.byte() % 6, 1 + choices.byte() % 6
    width, height = 20.0 + choices.byte(), 10.0 + choices.byte() % 32
    across = [Edge(x, y + r * height, x + n_columns * width, y + r * height, True) for r in range(n_rows + 1)]
    down = [Edge(x + c * width, y, x + c * width, y + n_rows * height, False) for c in range(n_columns + 1)]
    left_out = choices.byte()
    return [edge for n, edge in enumerate(across + down) if left_out < 128 or n != left_out % 14]


def _place(choices: Bytes) -> float:
    coarse = choices.byte()
    # Some lie a little beside the grid, some far outside the page.
    return {255: -1e6, 254: 1e6, 253: 3.4e38, 252: -0.0}.get(coarse, coarse % 50 * 20 + coarse // 50 * 0.7)


def _length(choices: Bytes) -> float:
    steps = choices.byte()
    return {255: 1e6, 254: 0.001, 253: 3.4e38}.get(steps, steps % 32 * 20.0)


@contextmanager
def _rows() -> Iterator[Callable[[bytes], None]]:
    judge = trees.packaged()

    def run(data: bytes) -> None:
        choices = Bytes(data)
        assembler = RowAssembler(judge=judge if choices.byte() % 2 else None)
        page = 0
        while choices and page < 8:
            page += 1 + choices.byte() // 200
            assembler.feed(_page(choices, page))
        assembler.finish()
        for row in assembler.drafts:
            assert row.level in ("program", "kegiatan", "subkegiatan")

    yield run


def _page(choices: Bytes, number: int) -> PageTables:
    """A page of a table or two of plain cells, with lines around them."""
    tables = []
    top = 60.0
    for _ in range(choices.byte() % 3):
        # Most tables have a header that names the columns.
        header = choices.one_of(HEADERS)
        n_columns = len(header) or 1 + choices.byte() % 6
        rows: list[list[plain_tables.Value]] = [list(header)] if header else []
        for _ in range(1 + choices.byte() % 5):
            row: list[plain_tables.Value] = []
            n_left = n_columns
            while n_left:
                cols = 1 + (choices.byte() % n_left if choices.byte() > 200 else 0)
                row.append(plain_tables.Merged(choices.text(4), cols=cols, bold=choices.byte() > 200))
                n_left -= cols
            rows.append(row)
        widths = [20.0 + choices.byte() for _ in range(n_columns)]
        tables.append(plain_tables.table(rows, widths, page=number, top=top))
        top = tables[-1].box.bottom + choices.byte()
    lines = [
        plain_tables.line(text, 40.0 + choices.byte(), choices.byte() * 4.0)
        for _ in range(choices.byte() % 6)
        if (text := choices.text(6)).strip()
    ]
    return plain_tables.page(*tables, number=number, lines=lines)


def _byte_seeds() -> list[bytes]:
    """Bytes that make some of everything; the second half begins with words of tables."""
    plain = [bytes((n * k + k) % 256 for n in range(200)) for k in range(1, 40)]
    return plain + [bytes([k, 0, 1, 3, 4, *(n * k % 80 for n in range(300))]) for k in range(1, 40)]


@contextmanager
def _imports() -> Iterator[Callable[[bytes], None]]:
    from training.labelling import data_import

    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "labeled"
        empty.mkdir()

        def run(data: bytes) -> None:
            path = Path(folder) / ("a.csv" if data[:1] < b"\x80" else "a.jsonl")
            path.write_bytes(data[1:])
            readers: tuple[Callable[[], object], ...] = (
                lambda: data_import.importable(path, empty),
                lambda: labels.problems(path),
                lambda: read_agencies(path),
                lambda: list(query_lines.queries(str(path))),
                lambda: main(["map", str(path), "-o", str(Path(folder) / "map.jsonl")]),
            )
            with redirect_stderr(io.StringIO()):
                for read in readers:
                    # An error that is said to a person.
                    with suppress(PetakotaError):
                        read()

        yield run


def _import_seeds() -> list[bytes]:
    label = (DATA / "seed.jsonl").read_bytes().split(b"\n")[:3]
    row = next(DOCUMENTS.glob("*.rows.jsonl")).read_bytes().split(b"\n")[:2]
    agency = b'{"name": "Dinas Kesehatan", "aliases": ["Dinkes"], "urusan": ["1.02"]}'
    return [
        b"\xff" + b"\n".join(label),
        b"\xff" + b"\n".join(row),
        b"\xff" + agency,
        b"\x00text,subdimension\nProgram Sampah,environment.tata-kelola-sampah\n",
        b"\x00text;subdimension;by;at;note\n\"Program; Sampah\";environment.tata-kelola-sampah;a;;\n",
        b"\x00name,aliases,urusan\nDinas Kesehatan,\"Dinkes; Dinas Kes\",1.02\n",
        b'\xff{"text": "Program", "indikator": ["a"], "level": "program"}\nProgram lain\n',
    ]  # fmt: skip


@contextmanager
def _api() -> Iterator[Callable[[bytes], None]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        service = stack.enter_context(serving.served(Settings(data=folder, workers=1, rate=0, max_pages=12)))
        service.sample = service.upload(DOCUMENTS / "program_over_indicators.pdf")
        service.wait(service.sample)
        row = service.rows()[0]["id"]
        agency = service.client.post(f"{serving.API}/agencies", json={"name": "Dinas Contoh"}).json()["id"]
        there = {
            "document_id": service.sample,
            "row_id": row,
            "agency_id": agency,
            "page": "1",
            "number": "1",
        }
        routes = _routes(service)

        def run(data: bytes) -> None:
            method, path, headers, body = _request(Bytes(data), routes, there)
            answer = service.client.request(
                method, path, content=body, headers=headers, follow_redirects=False
            )
            assert answer.status_code < 500, (answer.status_code, method, path, answer.text[:300])

        yield run


def _routes(service: serving.Served) -> list[tuple[str, str, str]]:
    """Method and path of every route, pages and forms included, and an example of a body.

    Not those that delete what others ask for.
    """
    described = service.app.openapi()["paths"]
    return [
        (method, route.path, json.dumps(_example(operation, service.app.openapi())))
        for route in service.app.routes
        for method in sorted(getattr(route, "methods", None) or ())
        if isinstance(route, Route) and not _DELETES.search(f"{method} {route.path}")
        for operation in [described.get(route.path, {}).get(method.lower(), {})]
    ]


def _example(operation: dict[str, Any], described: dict[str, Any]) -> Any:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    return _of_schema(content["schema"], described, 0) if content else None


def _of_schema(schema: dict[str, Any], described: dict[str, Any], depth: int) -> Any:
    """A value that the schema allows, or nearly."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return _of_schema(described["components"]["schemas"][name], described, depth + 1)
    for key in ("anyOf", "oneOf", "allOf"):
        if key in schema:
            return _of_schema(schema[key][0], described, depth + 1)
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            return {
                name: _of_schema(of, described, depth + 1) for name, of in properties.items() if depth < 6
            }
        case "array":
            return [_of_schema(schema.get("items", {}), described, depth + 1)] if depth < 6 else []
        case "integer" | "number":
            return 2026
        case "boolean":
            return True
        case _:
            return "Program"


def _request(
    choices: Bytes, routes: Sequence[tuple[str, str, str]], there: dict[str, str]
) -> tuple[str, str, dict[str, str], bytes]:
    """A request of the bytes' choice: its body is a route's example with pieces of the bytes in it."""
    method, template, example = choices.one_of(routes)
    is_there = choices.byte() < 200
    path = re.sub(
        r"\{(\w+)\}",
        lambda name: there.get(name[1], "1") if is_there else quote(choices.text(2) or "0", safe=""),
        template,
    )
    for _ in range(choices.byte() % 4):
        name = choices.one_of(_QUERY_NAMES)
        value = choices.one_of((*_QUERY_VALUES, choices.text(2)))
        path += ("&" if "?" in path else "?") + f"{name}={quote(value, safe='')}"
    body = example.encode()
    for _ in range(choices.byte() % 4):
        at = choices.number() % (len(body) + 1)
        piece = choices.one_of((*_BODY_PIECES, choices.text(3).encode(), choices.raw(choices.byte() % 9)))
        body = body[:at] + piece + body[at + choices.byte() % 12 :]
    kind = choices.one_of(_BODY_KINDS)
    if kind.startswith("multipart"):
        body = _PART_BEGINS + body + b"\r\n--x--\r\n"
    return method, path, {"Content-Type": kind} if kind else {}, body


TARGETS: dict[str, Target] = {
    "fields": Target(_fields, _field_seeds, 1500),
    "screen": Target(_screen, lambda: [*CONTENTS], 600),
    "document": Target(_document, lambda: hostile_corpus.bases(max_bytes=5_000), 60),
    "tables": Target(_tables, _byte_seeds, 1500),
    "rows": Target(_rows, _byte_seeds, 800),
    "imports": Target(_imports, _import_seeds, 500),
    "api": Target(_api, _byte_seeds, 600),
}
