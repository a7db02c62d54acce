"""PDFs that try to take a reader down, written byte by byte so that nothing in them is an accident."""

import zlib
from pathlib import Path


def pdf(objects: list[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for n, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (n, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), entries, data)


def pages(contents: list[bytes], resources: bytes = b"", extra: list[bytes] | None = None) -> bytes:
    """A PDF with a page for each content stream object; `extra` objects follow, the first numbered 4 + 2n."""
    n = len(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(n))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%b] >>" % (n, kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for i, content in enumerate(contents):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> %b >> >>" % (5 + 2 * i, resources)
        )
        objects.append(content)
    return pdf(objects + (extra or []))


def text(words: str) -> bytes:
    return stream(b"BT /F1 12 Tf 50 700 Td (%b) Tj ET" % words.encode("latin-1"))


def bomb(path: Path) -> Path:
    """Two kilobytes that inflate twice, to a gigabyte of drawing."""
    inner = zlib.compressobj(9)
    data = b"".join(inner.compress(b"0 0 m 9 9 l S " * 75_000) for _ in range(1000)) + inner.flush()
    data = zlib.compress(zlib.compress(data, 9), 9)
    content = stream(data, b"/Filter [/FlateDecode /FlateDecode /FlateDecode]")
    path.write_bytes(pages([text("Program baik"), content, text("Program lain")]))
    return path


def million_rules(path: Path) -> Path:
    """A page of a million rules beside a page of text, deflated."""
    rules = b"".join(b"%d %d 1 9 re\n" % (i % 590, i * 7 % 840) for i in range(1_000_000)) + b"f\n"
    words = b"BT /F1 12 Tf 50 700 Td (Program dan kegiatan) Tj ET\n"
    content = stream(zlib.compress(words + rules, 1), b"/Filter /FlateDecode")
    path.write_bytes(pages([content, text("Program lain")]))
    return path


def form_in_itself(path: Path) -> Path:
    """A page that draws a form that draws itself."""
    form = stream(
        b"0 0 9 9 re f /Fm Do /Fm Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 99 99] /Resources << /XObject << /Fm 6 0 R >> >>",
    )
    content = stream(b"BT /F1 12 Tf 50 700 Td (Program dan kegiatan) Tj ET /Fm Do")
    path.write_bytes(pages([content], b"/XObject << /Fm 6 0 R >>", [form]))
    return path
