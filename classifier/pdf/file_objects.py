"""The objects of a PDF file as its bytes hold them, and where the bytes do not fit.

PDFium reads on past damage without a word: a content stream that ends in the middle gives the text so
far, a missing object is nothing. So the file is gone through once, object after object, by its
syntax (ISO 32000-1:2008, 7.2 to 7.5) and not by its table of objects; what is between two objects, a
token that is none, a stream whose length is wrong or whose data does not inflate to its end (zlib
carries a checksum) is a sign of damage. A flipped digit or letter outside compressed data is not seen.

Everything here takes time and memory in proportion to the file, whatever is in it.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from mmap import mmap

_WHITE = rb"[\x00\t\n\x0c\r ]"
# Without NUL, which is white space by the letter, and in files only where a block of the disk was lost.
_BLANK = rb"[\t\n\x0c\r ]"
_STRING = rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*+\))*+\))*+\))*+\)"
_END = rb"(?=[\x00-\x20()<>\[\]{}/%]|$)"
_COMMON_TOKENS = (
    rb"[\t\n\x0c\r ]+|%[^\r\n]*+|<<|>>|\[|\]|/[^\x00-\x20()<>\[\]{}/%]*+|[+-]?(?:\d+\.?\d*|\.\d+)"
    + _END
    + b"|"
    + _STRING
    + rb"|<[0-9A-Fa-f\s]*+>"
)
_BODY = re.compile(rb"(?:" + _COMMON_TOKENS + rb"|(?:true|false|null|R)\b)*+", re.DOTALL)
_OPERATORS = (
    b"b|B|b\\*|B\\*|BDC|BMC|BT|BX|c|cm|CS|cs|d|d0|d1|Do|DP|EMC|ET|EX|f|F|f\\*|G|g|gs|h|i|j|J|K|k|l|m|M|MP|n|q|"
    b"Q|re|RG|rg|ri|s|S|SC|sc|SCN|scn|sh|T\\*|Tc|Td|TD|Tf|Tj|TJ|TL|Tm|Tr|Ts|Tw|Tz|v|w|W|W\\*|y|'|\""
)
_CONTENT = re.compile(
    rb"(?:" + _COMMON_TOKENS + rb"|(?:true|false|null|" + _OPERATORS + rb")" + _END + rb")*+", re.DOTALL
)
_SPACE = re.compile(rb"(?:" + _BLANK + rb"|%%EOF|%[^\r\n]*+)*+")
_OBJECT = re.compile(rb"(\d{1,10})" + _WHITE + rb"{1,9}(\d{1,5})" + _WHITE + rb"{1,9}obj\b")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_ENDSTREAM = re.compile(_WHITE + rb"{0,4}endstream\b")
_ENDOBJ = re.compile(_BLANK + rb"*+endobj\b")
_TABLE = re.compile(rb"xref\b(?:" + _BLANK + rb"|\d++|[nf]\b)*+")
# Some writers say `endobj` twice.
_TRAILER = re.compile(rb"trailer\b|endobj\b|startxref" + _BLANK + rb"++\d++")
_LENGTH = re.compile(rb"/Length" + _BLANK + rb"++(\d++)(" + _BLANK + rb"++\d++" + _BLANK + rb"++R)?")
_FILTERS = re.compile(rb"/Filter" + _BLANK + rb"*+(\[[^\]]*+\]|/[^\x00-\x20/<>\[\]]++)")
_NAME = re.compile(rb"/([^\x00-\x20/\]]++)")
_KNOWN_FILTERS = frozenset(
    b"FlateDecode Fl LZWDecode LZW ASCII85Decode A85 ASCIIHexDecode AHx RunLengthDecode RL "
    b"CCITTFaxDecode CCF DCTDecode DCT JBIG2Decode JPXDecode Crypt".split()
)
_NUMBER_OF = re.compile(rb"/N" + _BLANK + rb"*+(\d++)")
_FIRST = re.compile(rb"/First" + _BLANK + rb"*+(\d++)")
_IMAGE = re.compile(rb"/Subtype" + _BLANK + rb"*+/Image\b")
# `BT /F1 9 Tf`, as every page with text has it; ` BI`, which begins a picture within the content.
_TEXT = re.compile(rb"\bBT\b.{0,400}?\bTf\b", re.DOTALL)
_PICTURE = re.compile(rb"[\t\n\x0c\r ]BI[\t\n\x0c\r ]")
_LOST_BLOCK = bytes(8)
_PRINTABLE = bytes(range(32, 127)) + b"\t\n\x0c\r"
# An end of line may stand between a stream's data and `endstream`, and some writers count it.
_MAX_SLACK = 4
# Of a content stream without compression: so few bytes that are not printable are no writer's habit.
_MAX_ODD_SHARE = 0.002
_CHUNK = 1 << 16
_MOST_AT_ONCE = 1 << 20
# So much is inflated of a file, whatever it promises; a plan of 1,000 pages has a tenth of that.
_MOST_INFLATED = 1 << 29
_MOST_STORED = 1 << 26
# So many objects are gone through, some seconds' worth; a plan of 1,000 pages has a tenth of that.
_MOST_OBJECTS = 500_000


@dataclass(slots=True)
class FileObjects:
    """What a file holds: the dictionary or value of every object by its number, and signs of damage.

    `damaged` are numbers of objects with such signs, `n_gaps` counts what stands between objects and
    is nothing. `trailers` are the dictionaries that name the root.
    """

    bodies: dict[int, bytes] = field(default_factory=dict)
    trailers: list[bytes] = field(default_factory=list)
    damaged: set[int] = field(default_factory=set)
    n_gaps: int = 0

    @property
    def is_encrypted(self) -> bool:
        """Whether streams are encrypted: they cannot be looked into."""
        return any(b"/Encrypt" in trailer for trailer in self.trailers)


@dataclass(frozen=True, slots=True)
class _Stream:
    number: int
    body: bytes
    start: int
    end: int


def file_objects(data: mmap) -> FileObjects:
    """Go through a file; streams are looked into unless they are pictures or encrypted."""
    walk = _Walk(data)
    streams = list(walk.streams())
    found = walk.found
    found.trailers += [stream.body for stream in streams if b"/XRef" in stream.body]
    if found.is_encrypted:
        return found
    budget = _MOST_INFLATED
    for stream in streams:
        if budget <= 0:
            break
        budget -= _look_into(data, stream, found)
    return found


class _Walk:
    """One way through a file, object after object."""

    def __init__(self, data: mmap) -> None:
        self._data, self._n = data, len(data)
        self.found = FileObjects()
        # Lengths that another object says: the stream's number, that object's, and the length there is.
        self._lengths: list[tuple[int, int, int]] = []
        # Behind these places there is none; a search to the end is not made twice.
        self._last = dict.fromkeys((b"endstream", b"endobj"), self._n)
        self._is_closed = False

    def streams(self) -> Iterator[_Stream]:
        """The streams in the order of the file; what else is found is in `found` at the end."""
        data, found = self._data, self.found
        first = _OBJECT.search(data)
        if first is None:
            found.n_gaps += 1
            return
        at = first.start()
        while (at := _end(_SPACE, data, at)) < self._n and len(found.bodies) < _MOST_OBJECTS:
            head = _OBJECT.match(data, at)
            if head is None:
                at = self._between(at)
                continue
            self._is_closed = False
            number, at = int(head.group(1)), _end(_BODY, data, head.end())
            body = found.bodies[number] = data[head.end() : at]
            if begun := _STREAM.match(data, at):
                end, at = self._stream_end(number, body, begun.end())
                yield _Stream(number, body, begun.end(), end)
            at = self._object_end(number, at, is_stream=begun is not None)
        for number, where, length in self._lengths:
            said = found.bodies.get(where, b"").strip()
            if not (said.isdigit() and int(said) <= length <= int(said) + _MAX_SLACK):
                found.damaged.add(number)

    def _between(self, at: int) -> int:
        """The end of what stands between objects: a table of objects, a trailer, or what is neither."""
        if table := _TABLE.match(self._data, at):
            return table.end()
        if trailer := _TRAILER.match(self._data, at):
            if trailer.group() == b"trailer":
                end = _end(_BODY, self._data, trailer.end())
                self.found.trailers.append(self._data[trailer.end() : end])
                return end
            self._is_closed = trailer.group().startswith(b"startxref")
            return trailer.end()
        next_object = self._next_object(at)
        # What servers and mailers leave behind a file's end does no harm.
        self.found.n_gaps += not (self._is_closed and next_object == self._n)
        return next_object

    def _stream_end(self, number: int, body: bytes, start: int) -> tuple[int, int]:
        """Where a stream's data ends, and where `endstream` does."""
        length = _LENGTH.search(body)
        if length and not length.group(2):
            end = start + int(length.group(1))
            if end <= self._n and (mark := _ENDSTREAM.match(self._data, end)):
                return end, mark.end()
            self.found.damaged.add(number)
        end = self._find(b"endstream", start)
        if end < 0:
            self.found.damaged.add(number)
            end = self._next_object(start)
            return end, end
        if length is None:
            self.found.damaged.add(number)
        elif length.group(2):
            self._lengths.append((number, int(length.group(1)), end - start))
        return end, end + len(b"endstream")

    def _object_end(self, number: int, at: int, *, is_stream: bool) -> int:
        """The end of an object; some writers leave `endobj` out behind a stream."""
        if end := _ENDOBJ.match(self._data, at):
            return end.end()
        next_at = _end(_SPACE, self._data, at)
        if is_stream and any(what.match(self._data, next_at) for what in (_OBJECT, _TABLE, _TRAILER)):
            return next_at
        self.found.damaged.add(number)
        end_of_object, next_object = self._find(b"endobj", at), self._next_object(at)
        return next_object if end_of_object < 0 else min(end_of_object + len(b"endobj"), next_object)

    def _next_object(self, at: int) -> int:
        head = _OBJECT.search(self._data, at)
        return head.start() if head else self._n

    def _find(self, word: bytes, at: int) -> int:
        if at >= self._last[word]:
            return -1
        found = self._data.find(word, at)
        if found < 0:
            self._last[word] = at
        return found


def _end(pattern: re.Pattern[bytes], data: mmap, at: int) -> int:
    """The end of a pattern that also matches nothing."""
    match = pattern.match(data, at)
    return match.end() if match else at


def _look_into(data: mmap, stream: _Stream, found: FileObjects) -> int:
    """Look into a stream's data for damage, and take the objects out that it holds; how much was inflated."""
    filters = _NAME.findall(match.group(1)) if (match := _FILTERS.search(stream.body)) else []
    if _IMAGE.search(stream.body):
        # No row depends on a picture, and they are most of a file.
        return 0
    if not filters:
        if not _is_whole_content(data[stream.start : stream.end]):
            found.damaged.add(stream.number)
        return stream.end - stream.start
    holds_objects = b"/ObjStm" in stream.body
    inflated = _Inflated(is_stored=holds_objects)
    if filters[0] in (b"FlateDecode", b"Fl"):
        for start in range(stream.start, stream.end, _CHUNK):
            inflated.feed(data[start : min(start + _CHUNK, stream.end)])
    elif filters[:2] == [b"ASCII85Decode", b"FlateDecode"]:
        inflated.feed(_without_ascii85(data[stream.start : stream.end]))
    else:
        if not _KNOWN_FILTERS.issuperset(filters):
            found.damaged.add(stream.number)
        return 0
    if not inflated.is_whole():
        found.damaged.add(stream.number)
    if holds_objects:
        _take_out(stream, bytes(inflated.stored), found)
    return inflated.n_bytes


class _Inflated:
    """Data of a Flate stream, inflated piece by piece and stored only where it is asked for."""

    def __init__(self, *, is_stored: bool) -> None:
        self._inflating = zlib.decompressobj()
        self._is_stored, self._is_damaged = is_stored, False
        self.stored, self.n_bytes = bytearray(), 0

    def feed(self, piece: bytes) -> None:
        """Inflate one more piece."""
        while not self._is_damaged and not self._inflating.eof and self.n_bytes < _MOST_STORED:
            try:
                out = self._inflating.decompress(piece, _MOST_AT_ONCE)
            except zlib.error:
                self._is_damaged = True
                return
            self.n_bytes += len(out)
            if self._is_stored:
                self.stored += out
            piece = self._inflating.unconsumed_tail
            if not piece and len(out) < _MOST_AT_ONCE:
                return

    def is_whole(self) -> bool:
        """Whether the data went to its end and its checksum is right; of what is too long, so far."""
        return not self._is_damaged and (self._inflating.eof or self.n_bytes >= _MOST_STORED)


def _without_ascii85(data: bytes) -> bytes:
    """The bytes that base-85 text stands for; empty when it is none."""
    try:
        return base64.a85decode(data.strip().removesuffix(b"~>"))
    except ValueError:
        return b""


def _is_whole_content(data: bytes) -> bool:
    """False for page content, not compressed, with a token that is none or with a few odd bytes in it."""
    if not _TEXT.search(data) or _PICTURE.search(data):
        # Another kind of stream, or content with a picture, whose bytes are anything.
        return True
    n_odd = len(data.translate(None, delete=_PRINTABLE))
    is_odd = 0 < n_odd <= max(2, _MAX_ODD_SHARE * len(data))
    match = _CONTENT.match(data)
    return match is not None and match.end() == len(data) and not is_odd and _LOST_BLOCK not in data


def _take_out(stream: _Stream, data: bytes, found: FileObjects) -> None:
    """Take the objects out of an object stream (7.5.7): pairs of number and place, then the objects."""
    n, first = _NUMBER_OF.search(stream.body), _FIRST.search(stream.body)
    head = data[: int(first.group(1))].split() if first else []
    if n is None or first is None or len(head) < 2 * int(n.group(1)) or not all(map(bytes.isdigit, head)):
        found.damaged.add(stream.number)
        return
    places = [int(place) + int(first.group(1)) for place in head[1::2]]
    for number, start, end in zip(head[::2], places, [*places[1:], len(data)], strict=False):
        found.bodies.setdefault(int(number), data[start:end])
