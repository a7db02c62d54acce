"""A corpus of hostile PDFs: damaged and rewritten in the ways that readers fall for, and heavy ones.

    python -m tests.support.hostile_corpus FOLDER [--n 200] [--seed 1]

A mutant is made from a small base document, a kind and a seed, and is the same bytes each time. Heavy
documents are few and made from nothing: they ask for time and memory. What single bytes, blocks and
tails lost do is `mutilation`'s; the pieces of PDF are `hostile`'s.
"""

from __future__ import annotations

import argparse
import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.support import hostile, mutilation
from tests.support.paths import DOCUMENTS

_OBJECT = re.compile(rb"(?<!\d)(\d+) 0 obj\b(.*?)\bendobj\b", re.DOTALL)
_STREAM = re.compile(rb"^(.*?)stream\r?\n(.*)\r?\nendstream\s*$", re.DOTALL)
_ROOT = re.compile(rb"/Root\s+(\d+)\s+0\s+R")
_START = re.compile(rb"startxref\s+(\d+)")
_NUMBER = re.compile(rb"(?<![\w.#])-?\d+(?:\.\d+)?(?![\w.])")
_COUNTED = re.compile(
    rb"/(?:Count|Size|N|First|Columns|Colors|Predictor|BitsPerComponent|Length1|FirstChar|LastChar)\s+(\d+)"
)
_LENGTH = re.compile(rb"/Length\s+\d+(?:\s+\d+\s+R)?")
_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[[^\]]*\]")
_FONT = re.compile(rb"/Type\s*/Font\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_KILOBYTE = 1024
_KIDS_IN_A_FAN = 10

# Numbers that break counters, sizes and places.
NUMBERS = (
    b"0", b"-1", b"-0.0", b"1", b"65535", b"65536", b"1000000", b"2147483647", b"-2147483648", b"4294967296",
    b"99999999999999999999", b"1e9", b"3.4028236e38", b"-3.4028236e38", b"0.0000001", b"-99999", b"nan",
)  # fmt: skip
BOXES = (
    b"[0 0 0 0]", b"[595 842 0 0]", b"[0 0 -595 -842]", b"[0 0 1e9 1e9]", b"[0 0 0.001 0.001]", b"[0 0 595]",
    b"[-3.4e38 -3.4e38 3.4e38 3.4e38]", b"[0 0 14400 14400]", b"[1e6 1e6 1000595 1000842]", b"[/a /b /c /d]",
)  # fmt: skip
# What a character can turn into: right to left, signs of direction, marks that combine, halves and none.
LETTERS = (
    "\u05d0", "\u0645", "\u202e", "\u2066", "a\u0301", "\u0301" * 40, "\u0e33", "\ufdfa", "\U0001f5fa",
    "\ufeff",
    "\u200b", "\u00ad", "\ufffe", "\ufffd", "\u2028", "\x00", "\x08", "\n", "\x1b", "\uff11", "\u0661",
    "\u00b2",
    "\u2167", "\u0130", "\u1e9e", "\ufb03", "\ue000", "\u212a", "9" * 30, "Program ", "1.02.02", "(",
    "<script>", "=1+1",
)  # fmt: skip
OPERATORS = (
    b"q", b"Q", b"BT", b"ET", b"n", b"h", b"S", b"f", b"W", b"B*", b"re", b"cm", b"Tm", b"Td", b"T*",
    b"'", b"EMC",
    b"0 0 0 0 0 0 cm", b"0 0 0 0 0 0 Tm", b"1e9 0 0 1e9 0 0 cm", b"0 1 -1 0 0 0 cm",
    b"-1 0 0 -1 0 0 cm", b"3 Tr",
    b"0 Tz", b"-100 Tz", b"99999 Tc", b"-99999 Tw", b"/F1 0 Tf", b"/F1 -9 Tf", b"/F1 1e9 Tf",
    b"/Nothing 9 Tf",
    b"/Nothing Do", b"[ 1e9 -1e9 (Program) ] TJ", b"BI /W 9999999 /H 9999999 ID x EI", b"0 0 1e9 1e9 re f",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to make a mutant of a base document.

    `is_same`: what it holds is still the base's text, so other rows than the base's are lost or
    invented ones, of which a reader has to say something.
    """

    name: str
    mutant: Callable[[bytes, random.Random], bytes]
    is_same: bool


def objects_of(data: bytes) -> dict[int, bytes]:
    """The objects of a plain file, as they are written, by their numbers."""
    return {int(match.group(1)): match.group(2).strip() for match in _OBJECT.finditer(data)}


def updated(data: bytes, bodies: dict[int, bytes], *, previous: bytes = b"", root: int = 0) -> bytes:
    """The file with an update behind it (ISO 32000-1, 7.5.6) that brings new bodies for objects.

    `previous` takes the place of the true place of the older table of objects, `root` that of the catalog.
    """
    out = bytearray(data if data.endswith(b"\n") else data + b"\n")
    entries = []
    for number, body in sorted(bodies.items()):
        entries.append(b"%d 1\n%010d 00000 n \n" % (number, len(out)))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    size = max([*objects_of(data), *bodies], default=0) + 1
    trailer = b"<< /Size %d /Root %d 0 R /Prev %b >>" % (
        size, root or _root(data), previous or _START.findall(data)[-1],
    )  # fmt: skip
    out += b"xref\n" + b"".join(entries) + b"trailer\n" + trailer
    return bytes(out + b"\nstartxref\n%d\n%%%%EOF\n" % start)


def deflated(data: bytes) -> bytes:
    """The document written anew, with its streams deflated as most programs write them."""
    bodies = objects_of(data)
    for number, body in bodies.items():
        if match := _STREAM.match(body):
            bodies[number] = hostile.stream(
                zlib.compress(match.group(2)), b"/Filter /FlateDecode" + _kept_entries(match.group(1))
            )
    top = max(bodies)
    written = hostile.pdf([bodies.get(number, b"null") for number in range(1, top + 1)])
    return written.replace(b"/Root 1 0 R", b"/Root %d 0 R" % _root(data))


def _kept_entries(dictionary: bytes) -> bytes:
    """The entries of a stream without a filter, but for its length."""
    return _LENGTH.sub(b"", dictionary).strip().removeprefix(b"<<").removesuffix(b">>")


def _root(data: bytes) -> int:
    return int(_ROOT.findall(data)[-1])


def _replaced(data: bytes, pattern: re.Pattern[bytes], value: bytes, rng: random.Random) -> bytes:
    """The bytes with one match of a pattern, its first group if it has one, replaced by a value."""
    matches = list(pattern.finditer(data))
    if not matches:
        return data
    start, end = rng.choice(matches).span(pattern.groups)
    return data[:start] + value + data[end:]


def truncated(data: bytes, rng: random.Random) -> bytes:
    """Cut off at a kilobyte."""
    return data[: _KILOBYTE * rng.randrange(len(data) // _KILOBYTE + 1)]


def truncations(data: bytes) -> Iterator[bytes]:
    """Cut off at every kilobyte."""
    return (data[:end] for end in range(0, len(data), _KILOBYTE))


def _bits(data: bytes, rng: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8, 64, 512))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _mutilated(data: bytes, rng: random.Random) -> bytes:
    return mutilation.damaged(data, rng.choice(mutilation.HOWS), rng)


def _xref(data: bytes, rng: random.Random) -> bytes:
    """A table of objects that follows itself, leads nowhere, or gives objects each other's places."""
    start = _START.findall(data)[-1]
    way = rng.randrange(4)
    if way == 0:
        own_place = b"%d" % (len(data) + (not data.endswith(b"\n")))
        return updated(data, {}, previous=own_place)
    if way == 1:
        return updated(data, {}, previous=rng.choice((start[:-1] or b"0", *NUMBERS)))
    if way == 2:
        at = data.rindex(start)
        return (
            data[:at] + rng.choice((b"0", b"9", b"-1", b"99999999999", start[::-1])) + data[at + len(start) :]
        )
    entries = list(re.finditer(rb"\d{10} 00000 n", data))
    one, other = rng.sample(entries, 2)
    changed = bytearray(data)
    changed[slice(*one.span())], changed[slice(*other.span())] = other.group(), one.group()
    return bytes(changed)


def _page_tree(data: bytes, rng: random.Random) -> bytes:
    """A page tree that holds itself, its parent, the catalog, one page many times, or nothing."""
    bodies = objects_of(data)
    tree = next(number for number, body in bodies.items() if b"/Kids" in body)
    top = max(bodies) + 1
    kids = re.search(rb"/Kids\s*\[([^\]]*)\]", bodies[tree])
    assert kids is not None
    others = (
        b"%d 0 R" % tree, b"%d 0 R" % _root(data), b"%d 0 R" % top, b"%d 0 R" % (top + 9),
        kids.group(1) * 9, b"null",
    )  # fmt: skip
    new = [kids.group(1), rng.choice(others)]
    rng.shuffle(new)
    tree_body = bodies[tree].replace(kids.group(), b"/Kids [%b]" % b" ".join(new))
    tree_body = re.sub(rb"/Count\s+\d+", b"/Count %d" % rng.choice((1, 2, 9, 500)), tree_body)
    inner = b"<< /Type /Pages /Parent %d 0 R /Count 3 /Kids [%d 0 R %d 0 R] >>" % (tree, top, tree)
    return updated(data, {tree: tree_body, top: inner})


def _counts(data: bytes, rng: random.Random) -> bytes:
    return _replaced(
        data, _COUNTED, rng.choice((b"0", b"-1", b"2", b"3", b"499", b"65536", b"2147483647")), rng
    )


def _numbers(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.choice((1, 2, 5, 20))):
        data = _replaced(data, _NUMBER, rng.choice(NUMBERS), rng)
    return data


def _lengths(data: bytes, rng: random.Random) -> bytes:
    match = rng.choice(list(_LENGTH.finditer(data)))
    own = data.rfind(b" 0 obj", 0, match.start())
    number = data[:own].rsplit(None, 1)[-1]
    value = rng.choice((*NUMBERS, number + b" 0 R", b"999 0 R", b"/Length 5", b"(a)", b"[ 1 2 ]"))
    return data[: match.start()] + b"/Length " + value + data[match.end() :]


def _boxes(data: bytes, rng: random.Random) -> bytes:
    more = rng.choice(
        (b"", b"/CropBox " + rng.choice(BOXES), b"/UserUnit 1e9", b"/Rotate 45 ", b"/Rotate -90 ")
    )
    return _replaced(data, _MEDIA_BOX, b"/MediaBox " + rng.choice(BOXES) + more, rng)


def _content(data: bytes, rng: random.Random) -> bytes:
    """Page content, whole as a stream, in which operators and operands are put in, changed and left out."""
    bodies = objects_of(data)
    streams = [number for number, body in bodies.items() if _STREAM.match(body) and b"Tj" in body]
    if not streams:
        return _numbers(data, rng)
    number = rng.choice(streams)
    match = _STREAM.match(bodies[number])
    assert match is not None
    lines = match.group(2).split(b"\n")
    for _ in range(rng.choice((1, 3, 10, 40))):
        at = rng.randrange(len(lines))
        way = rng.randrange(4)
        if way == 0:
            lines.insert(at, rng.choice(OPERATORS))
        elif way == 1:
            lines[at] = _replaced(lines[at], _NUMBER, rng.choice(NUMBERS), rng)
        elif way == 2:
            lines[at] = b""
        else:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], lines[at]
    return updated(data, {number: hostile.stream(b"\n".join(lines), _kept_entries(match.group(1)))})


def _letters(data: bytes, rng: random.Random) -> bytes:
    """Fonts whose ToUnicode makes other characters of some of theirs, or is none."""
    bodies = objects_of(data)
    fonts = [number for number, body in bodies.items() if _FONT.search(body)]
    top = max(bodies) + 1
    codes = rng.sample(range(32, 127), rng.choice((1, 3, 20, 90)))
    lines = [b"<%02x> <%b>" % (code, _utf16(rng.choice(LETTERS))) for code in codes]
    if rng.random() < 0.2:
        lines.append(b"<00> <ff> " + rng.choice((b"<d800>", b"<>", b"[ ]", b"<0000>", b"<ffff>")))
    space = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
    table = space + b"%d beginbfchar\n%b\nendbfchar endcmap" % (
        len(lines), b"\n".join(lines),
    )  # fmt: skip
    changed = {top: hostile.stream(table)}
    for font in fonts:
        changed[font] = bodies[font].rstrip().removesuffix(b">>") + b" /ToUnicode %d 0 R >>" % top
    return updated(data, changed)


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-be", errors="surrogatepass").hex().encode()


def _no_to_unicode(data: bytes, rng: random.Random) -> bytes:
    """Fonts of two-byte codes, or with glyphs of their own, of which nothing says what they mean."""
    bodies = objects_of(data)
    top = max(bodies) + 1
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Sans "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
    )
    composite = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [%d 0 R] >>"
        % top
    )
    other_order = (
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
        b"/Encoding << /Type /Encoding /Differences [ 32 /g1 /g2 /g3 65 /uniD800 /u110000 /a /.notdef ] >> >>"
    )
    without_base = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0 0 0 0 0 0] /CharProcs << >> >>"
    )
    body = rng.choice((composite, other_order, without_base))
    fonts = [number for number, font in bodies.items() if _FONT.search(font)]
    return updated(data, {top: descendant, **dict.fromkeys(fonts, body)})


def _junk(data: bytes, rng: random.Random) -> bytes:
    """Something before the file, as mail programs leave it, and behind it."""
    before = rng.choice((b"", b"\n" * 5, b"HTTP/1.1 200 OK\r\n\r\n", rng.randbytes(rng.randrange(1000))))
    behind = rng.choice((b"", b"\0" * 3000, b"\r\n--boundary--\r\n", rng.randbytes(3000), b"<html>" * 500))
    return before.replace(b"%", b"-") + data + behind


def _scripts(data: bytes, rng: random.Random) -> bytes:
    """Files within the document, and scripts and programs to be run when it is opened."""
    bodies = objects_of(data)
    root, top = _root(data), max(bodies) + 1
    action = rng.choice(
        (
            b"<< /S /JavaScript /JS (while (true) app.alert('x');) >>",
            b"<< /S /Launch /F (/bin/sh) >>",
            b"<< /S /URI /URI (file:///etc/passwd) >>",
            b"<< /S /GoToR /F (../../../../etc/passwd) /D [0 /Fit] >>",
            b"<< /S /SubmitForm /F (http://127.0.0.1:9/) >>",
        )
    )
    inner = hostile.stream(data, b"/Type /EmbeddedFile")
    files = b"<< /EmbeddedFiles << /Names [ (../../x.pdf) %d 0 R ] >> >>" % (top + 1)
    entries = b" /OpenAction %b /AA << /WC %b >> /Names %b /AcroForm << /XFA %d 0 R /Fields [] >> >>" % (
        action, action, files, top,
    )  # fmt: skip
    named = b"<< /Type /Filespec /F (../../x.pdf) /EF << /F %d 0 R >> >>" % top
    body = bodies[root].rstrip().removesuffix(b">>") + entries
    return updated(data, {root: body, top: inner, top + 1: named})


def _nested(data: bytes, rng: random.Random) -> bytes:
    """Arrays, dictionaries, strings, saved states and page trees, some thousands deep."""
    bodies = objects_of(data)
    root, top = _root(data), max(bodies) + 1
    deep = rng.choice((20, 500, 5_000))
    way = rng.randrange(5)
    if way == 0:
        value = b"[" * deep + b"]" * deep
    elif way == 1:
        value = b"<< /A " * deep + b"1" + b" >>" * deep
    elif way == 2:
        value = b"(" * deep + b")" * deep
    elif way == 3:
        # A tree of pages with one kid a level, and the true tree at its end.
        tree = next(number for number, body in bodies.items() if b"/Kids" in body)
        count = re.search(rb"/Count\s+\d+", bodies[tree])
        levels = {
            top + i: b"<< /Type /Pages %b /Kids [%d 0 R] >>"
            % (count.group() if count else b"", top + i + 1 if i + 1 < deep else tree)
            for i in range(deep)
        }
        body = re.sub(rb"/Pages\s+\d+", b"/Pages %d" % top, bodies[root])
        return updated(data, {root: body, **levels})
    else:
        saved = hostile.stream(b"q " * deep + b"BT " * deep + b"[" * deep + b"<<" * deep)
        return updated(data, {_content_number(bodies): saved})
    return updated(data, {root: bodies[root].rstrip().removesuffix(b">>") + b" /Deep " + value + b" >>"})


def _content_number(bodies: dict[int, bytes]) -> int:
    """The object of the first page's content."""
    found = re.search(rb"/Contents\s*\[?\s*(\d+)", b" ".join(bodies.values()))
    return int(found.group(1)) if found else max(bodies)


def _forms(data: bytes, rng: random.Random) -> bytes:
    """Forms that draw themselves or each other in a circle, or some of the next kind, some levels deep."""
    bodies = objects_of(data)
    top, n = max(bodies) + 1, rng.choice((1, 2, 3, 5))
    is_circle = rng.random() < 0.5
    # Two in a circle double at every level: that is a heavy document.
    n_drawn = 1 if is_circle else rng.choice((1, 2, 4))
    forms = {}
    for i in range(n):
        is_last = i + 1 == n and not is_circle
        forms[top + i] = hostile.stream(
            b"0 0 9 9 re f " + (b"" if is_last else b"/Fm Do " * n_drawn),
            b"/Type /XObject /Subtype /Form /BBox [0 0 999 999] /Matrix [1 0 0 1 1 1] "
            b"/Resources << /XObject << /Fm %d 0 R >> >>" % (top + (i + 1) % n),
        )
    page = rng.choice([number for number, body in bodies.items() if _PAGE.search(body)])
    changed = re.sub(
        rb"/Resources\s*<<", b"/Resources << /XObject << /Fm %d 0 R >>" % top, bodies[page], count=1
    )
    content = _content_number(bodies)
    match = _STREAM.match(bodies.get(content, b""))
    drawn = match.group(2) if match and b"/Filter" not in match.group(1) else b""
    return updated(data, {page: changed, content: hostile.stream(drawn + b"\n/Fm Do"), **forms})


def _bombs(data: bytes, rng: random.Random) -> bytes:
    """Content, tables of characters or streams of objects that inflate to some megabytes, once or twice."""
    bodies = objects_of(data)
    n_bytes = rng.choice((1 << 20, 1 << 22))
    drawing = rng.choice((b"0 0 m 9 9 l S ", b"BT (a) Tj ET ", b"\0", b"9", b"q ", b"[ "))
    inflated = (drawing * (n_bytes // len(drawing)))[:n_bytes]
    once = zlib.compress(inflated, 9)
    way = rng.randrange(4)
    if way == 0:
        bomb = hostile.stream(once, b"/Filter /FlateDecode")
    elif way == 1:
        bomb = hostile.stream(zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]")
    elif way == 2:
        predictor = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns %b /Colors %b >>" % (
            rng.choice(NUMBERS), rng.choice(NUMBERS),
        )  # fmt: skip
        bomb = hostile.stream(once, predictor)
    else:
        bomb = hostile.stream(
            b"\x81 " * 1000, b"/Filter [/RunLengthDecode /RunLengthDecode /LZWDecode /ASCIIHexDecode]"
        )
    if rng.random() < 0.3:
        top = max(bodies) + 1
        n = rng.choice(NUMBERS)
        held = hostile.stream(once, b"/Type /ObjStm /N %b /First %b /Filter /FlateDecode" % (n, n))
        return updated(data, {top: held})
    return updated(data, {_content_number(bodies): bomb})


def encrypted(*, user: str, strength: int, is_compressed: bool = False) -> bytes:
    """A page of a program that is locked with the password `user`; "" opens for everybody."""
    canvas = Canvas(
        "encrypted.pdf",
        pageCompression=int(is_compressed),
        invariant=1,
        encrypt=StandardEncryption(user, "pemilik", canPrint=0, canCopy=0, strength=strength),
    )
    canvas.drawString(50, 700, "1. Program Pengelolaan Pendidikan")
    data: bytes = canvas.getpdfdata()
    return data


def _encrypted(_: bytes, rng: random.Random) -> bytes:
    """A locked or open encrypted document, sometimes with its keys or its dictionary damaged."""
    user, strength = rng.choice(("", "rahasia")), rng.choice((40, 128))
    data = encrypted(user=user, strength=strength, is_compressed=rng.random() < 0.5)
    way = rng.randrange(3)
    if way == 0:
        return data
    return _bits(data, rng) if way == 1 else _numbers(data, rng)


KINDS: tuple[Kind, ...] = (
    Kind("truncated", truncated, is_same=True),
    Kind("bits", _bits, is_same=True),
    Kind("mutilated", _mutilated, is_same=True),
    Kind("xref", _xref, is_same=True),
    Kind("page_tree", _page_tree, is_same=False),
    Kind("counts", _counts, is_same=True),
    Kind("numbers", _numbers, is_same=False),
    Kind("lengths", _lengths, is_same=True),
    Kind("boxes", _boxes, is_same=False),
    Kind("content", _content, is_same=False),
    Kind("letters", _letters, is_same=False),
    Kind("no_to_unicode", _no_to_unicode, is_same=False),
    Kind("junk", _junk, is_same=True),
    Kind("scripts", _scripts, is_same=True),
    Kind("nested", _nested, is_same=False),
    Kind("forms", _forms, is_same=False),
    Kind("bombs", _bombs, is_same=False),
    Kind("encrypted", _encrypted, is_same=False),
)


def bases(folder: Path = DOCUMENTS, *, max_bytes: int = 8_000) -> list[bytes]:
    """Small whole documents, each as it is and deflated."""
    plain = [path.read_bytes() for path in sorted(folder.glob("*.pdf")) if path.stat().st_size <= max_bytes]
    return [form for data in plain for form in (data, deflated(data))]


@dataclass(frozen=True, slots=True)
class Mutant:
    """The bytes of one mutant, with its kind and the place of its base among the bases."""

    kind: Kind
    base: int
    data: bytes


def mutant(documents: list[bytes], seed: int, i: int) -> Mutant:
    """Mutant `i` of the corpus of a seed; kinds take turns."""
    kind = KINDS[i % len(KINDS)]
    # By its name, so that a new kind leaves the mutants of the others as they are.
    rng = random.Random(f"{seed} {kind.name} {i // len(KINDS)}")
    base = rng.randrange(len(documents))
    return Mutant(kind, base, kind.mutant(documents[base], rng))


def _page_of(content: bytes, entries: bytes = b"", extra: list[bytes] | None = None) -> bytes:
    """Three pages: text, the content, text."""
    return hostile.pages(
        [hostile.text("Program baik"), content, hostile.text("Program lain")], entries, extra
    )


def _compressed_twice(piece: bytes, n: int) -> bytes:
    """So many pieces deflated twice, without holding them."""
    inner, at_once = zlib.compressobj(9), 10_000
    deflated_once = b"".join(inner.compress(piece * at_once) for _ in range(n // at_once)) + inner.flush()
    return zlib.compress(deflated_once, 9)


def _flate_bomb(scale: float) -> bytes:
    data = _compressed_twice(b"0 0 m 9 9 l S ", int(75_000_000 * scale))
    return _page_of(hostile.stream(data, b"/Filter [/FlateDecode /FlateDecode]"))


def _object_stream_bomb(scale: float) -> bytes:
    data = _compressed_twice(b"1 0 ", int(250_000_000 * scale))
    n = int(125_000_000 * scale)
    entries = b"/Type /ObjStm /N %d /First %d /Filter [/FlateDecode /FlateDecode]" % (n, 8 * n)
    return _page_of(hostile.text("Program"), extra=[hostile.stream(data, entries)])


def _many_pages(scale: float) -> bytes:
    """As many page objects as pages, all with one content."""
    n = int(100_000 * scale)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + n))
    tree = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (n, kids)
    return hostile.pdf([b"<< /Type /Catalog /Pages 2 0 R >>", tree, hostile.text("a"), *[page] * n])


def _pages_by_a_fan(scale: float) -> bytes:
    """A page tree whose levels name the next one ten times: 10^n pages in a kilobyte."""
    n_levels = max(1, round(5 * scale))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(n_levels):
        count = _KIDS_IN_A_FAN ** (n_levels - level)
        objects.append(
            b"<< /Type /Pages /Count %d /Kids [%b] >>" % (count, b"%d 0 R " % (3 + level) * _KIDS_IN_A_FAN)
        )
    objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
    return hostile.pdf(objects)


def _lying_count(scale: float) -> bytes:
    """One page, and a page tree that counts a million."""
    return hostile.pages([hostile.text("Program")]).replace(
        b"/Count 1 ", b"/Count %d " % int(1_000_000 * scale)
    )


def _many_rules(scale: float) -> bytes:
    n = int(1_000_000 * scale)
    rules = b"".join(
        b"%d %d m %d %d l S\n" % (i % 590, i * 7 % 840, i % 590 + 9, i * 7 % 840) for i in range(n)
    )
    words = b"BT /F1 12 Tf 50 700 Td (Program dan kegiatan) Tj ET\n"
    return _page_of(hostile.stream(zlib.compress(words + rules, 1), b"/Filter /FlateDecode"))


def _grid(scale: float) -> bytes:
    """A table of very many cells, in fewer edges than make a drawing."""
    n = int(150 * scale**0.5)
    places = [(20 + 560 * i // n, 100 + 700 * i // n) for i in range(n + 1)]
    lines = b"".join(b"%d 100 m %d 800 l S 20 %d m 580 %d l S " % (x, x, y, y) for x, y in places)
    words = b"BT /F1 5 Tf 30 790 Td (Program Kegiatan Indikator Pagu) Tj ET "
    return _page_of(hostile.stream(zlib.compress(words + lines), b"/Filter /FlateDecode"))


def _boxes_in_rows(scale: float) -> bytes:
    """Fifteen thousand small boxes that touch each other, with a word in each."""
    n = int(15_000 * scale)
    columns = 100
    drawn = b"".join(
        b"%d %.2f 5 4 re S BT /F1 2 Tf %d %.2f Td (Program 1) Tj ET\n"
        % (40 + 5 * (i % columns), 800 - 4 * (i // columns), 41 + 5 * (i % columns), 801 - 4 * (i // columns))
        for i in range(n)
    )
    return _page_of(hostile.stream(zlib.compress(drawn), b"/Filter /FlateDecode"))


def _characters(scale: float, text: bytes, *, per_line: int) -> bytes:
    n = int(1_000_000 * scale) // len(text)
    lines = [text * min(per_line, n - start) for start in range(0, n, per_line)]
    drawn = b"BT /F1 6 Tf 7 TL 20 820 Td " + b"".join(b"(%b) Tj T*\n" % line for line in lines) + b"ET"
    return _page_of(hostile.stream(zlib.compress(drawn), b"/Filter /FlateDecode"))


def _letters_apart(scale: float) -> bytes:
    """Characters all over a page, each drawn on its own and in a direction of its own."""
    n = int(200_000 * scale)
    turns = (b"1 0 0 1", b"0 1 -1 0", b"-1 0 0 -1", b"0 -1 1 0")
    drawn = b"".join(
        b"BT /F1 4 Tf %b %d %d Tm (P) Tj ET\n" % (turns[i % 4], i * 31 % 590, i * 17 % 840) for i in range(n)
    )
    return _page_of(hostile.stream(zlib.compress(drawn), b"/Filter /FlateDecode"))


def _forms_fanning_out(scale: float) -> bytes:
    """Forms that each draw ten of the next: 10^n rectangles from a kilobyte."""
    n_levels = max(1, round(7 * scale))
    forms = [
        hostile.stream(
            b"/Fm Do " * _KIDS_IN_A_FAN if level + 1 < n_levels else b"0 0 9 9 re S",
            b"/Type /XObject /Subtype /Form /BBox [0 0 999 999] /Resources << /XObject << /Fm %d 0 R >> >>"
            % (11 + level),
        )
        for level in range(n_levels)
    ]
    content = hostile.stream(b"BT /F1 12 Tf 50 700 Td (Program dan kegiatan) Tj ET /Fm Do")
    return _page_of(content, b"/XObject << /Fm 10 0 R >>", forms)


def _deep_nesting(scale: float) -> bytes:
    deep = int(1_000_000 * scale)
    content = (
        b"BT /F1 12 Tf 50 700 Td (Program dan kegiatan) Tj ET " + b"[" * deep + b"<<" * deep + b"q " * deep
    )
    return _page_of(hostile.stream(zlib.compress(content), b"/Filter /FlateDecode"))


def _deep_objects(scale: float) -> bytes:
    deep = int(1_000_000 * scale)
    return _page_of(hostile.text("Program"), extra=[b"<< /A " + b"[" * deep + b"]" * deep + b">>"])


def _deep_chain(scale: float) -> bytes:
    """Objects that each name the next, and lengths that do."""
    n = int(200_000 * scale)
    chain = [b"<< /Next %d 0 R >>" % (11 + i) for i in range(n)]
    return _page_of(hostile.text("Program"), b"/Pattern 10 0 R", chain)


def _many_objects(scale: float) -> bytes:
    return _page_of(hostile.text("Program"), extra=[b"(a)"] * int(700_000 * scale))


def _unclosed_objects(scale: float) -> bytes:
    """Objects without an end, streams without one, and beginnings of strings."""
    n = int(200_000 * scale)
    pieces = (
        b"9 0 obj (((",
        b"9 0 obj << /Length 9 >>\nstream\n",
        b"9 0 obj <<<<<<",
        b"trailer << /Root ",
        b"xref 0 9 ",
    )
    return hostile.pages([hostile.text("Program")]) + b"".join(pieces[i % len(pieces)] for i in range(n))


def _shared_content(scale: float) -> bytes:
    """A thousand pages that are all made of the same thousands of pieces of content."""
    n_pages, n_pieces = max(1, int(1000 * scale)), max(1, int(5000 * scale))
    pieces = b" ".join(b"%d 0 R" % (4 + n_pages + i) for i in range(n_pieces))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [%b] >>" % pieces
    kids = b" ".join(b"%d 0 R" % (4 + i) for i in range(n_pages))
    tree = b"<< /Type /Pages /Count %d /Kids [%b] >>" % (n_pages, kids)
    bad = hostile.stream(b"BT", b"/Filter /FlateDecode")
    return hostile.pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", tree, b"null", *[page] * n_pages, *[bad] * n_pieces]
    )


def _huge_type(scale: float) -> bytes:
    del scale
    sizes = (b"1e9", b"0.00001", b"-12", b"0")
    drawn = b"".join(b"BT /F1 %b Tf 50 700 Td (Program dan kegiatan) Tj ET\n" % size for size in sizes)
    return _page_of(hostile.stream(drawn + b"1e9 0 0 1e9 0 0 cm 0 0 9 9 re S"))


# Documents that ask for much: `scale` 1 is as much as the name says, less is made faster.
HEAVY: dict[str, Callable[[float], bytes]] = {
    "flate_bomb": _flate_bomb,
    "object_stream_bomb": _object_stream_bomb,
    "many_pages": _many_pages,
    "pages_by_a_fan": _pages_by_a_fan,
    "lying_count": _lying_count,
    "many_rules": _many_rules,
    "grid": _grid,
    "boxes_in_rows": _boxes_in_rows,
    "a_million_letters": lambda scale: _characters(scale, b"a", per_line=1000),
    "one_long_line": lambda scale: _characters(scale, b"a", per_line=1 << 40),
    "a_million_programs": lambda scale: _characters(scale, b"Program ", per_line=1),
    "a_million_codes": lambda scale: _characters(scale, b"1.02.02.2.01 ", per_line=1),
    "a_million_numbers": lambda scale: _characters(scale, b"1.000.000 ", per_line=10),
    "a_million_digits": lambda scale: _characters(scale, b"1", per_line=1 << 40),
    "a_million_hyphens": lambda scale: _characters(scale, b"-", per_line=1 << 40),
    "a_million_points": lambda scale: _characters(scale, b". ", per_line=200),
    "a_million_spaces": lambda scale: _characters(scale, b"Program" + b" " * 993, per_line=1),
    "letters_apart": _letters_apart,
    "forms_fanning_out": _forms_fanning_out,
    "deep_nesting": _deep_nesting,
    "deep_objects": _deep_objects,
    "deep_chain": _deep_chain,
    "many_objects": _many_objects,
    "unclosed_objects": _unclosed_objects,
    "shared_content": _shared_content,
    "huge_type": _huge_type,
}

# What a file may be called on a disk: nothing of it may reach a shell, a path, a terminal or a page.
FILE_NAMES = (
    "rencana\nkerja.pdf",
    "-o.pdf",
    "--help",
    "..pdf",
    "...",
    "x" * 251 + ".pdf",
    "\u0645\u202efdp.exe",
    "\x1b[31mmerah\x07.pdf",
    "a\tb\r.pdf",
    "<img src=x onerror=alert(1)>.pdf",
    "=1+1.pdf",
    "$(touch x);`id`.pdf",
    "\udcff\udcfe.pdf",
    "a\u0301\u0301.pdf",
    "%2e%2e%2f%00.pdf",
    "\"'&.pdf",
    "con.pdf",
    " .pdf ",
)


def main() -> None:
    """Write the corpus into a folder."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--n", type=int, default=200, help="mutants")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scale", type=float, default=1.0, help="of the heavy documents; 0 leaves them out")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    documents = bases()
    for i in range(arguments.n):
        made = mutant(documents, arguments.seed, i)
        (arguments.folder / f"{i:06}-{made.kind.name}.pdf").write_bytes(made.data)
    for name, heavy in HEAVY.items() if arguments.scale else ():
        (arguments.folder / f"heavy-{name}.pdf").write_bytes(heavy(arguments.scale))


if __name__ == "__main__":
    main()
