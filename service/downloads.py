"""Files that are downloaded: their names, the header that carries one, lines sent as they are made.

A document's name is what somebody called a file: signs that mean something to a shell, a browser or
a file system, and those that change the direction of a text, are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

from service.storage.documents import Document

_MAX_CHARS = 80
CSV = "text/csv; charset=utf-8"
JSONL = "application/jsonl"
# Without it spreadsheets take a CSV for the encoding of the machine.
UTF8_MARK = b"\xef\xbb\xbf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def streamed(lines: Iterator[str], headers: Mapping[str, str] | None = None) -> Response:
    """JSON lines, sent as they are made.

    The first is made before the answer begins: what stands in its way then has its own status and sentence.
    """
    first = next(lines, "")
    return StreamingResponse(chain((first,), lines), media_type=JSONL, headers=headers)


def stem(documents: Sequence[Document]) -> str:
    """What a file about documents is called after: the name of one, the number of several."""
    return safe(documents[0].name) if len(documents) == 1 else f"{len(documents)}-dokumen"


def safe(name: str) -> str:
    """A document's name without .pdf, of letters, digits and `-_.` alone."""
    plain = unicodedata.normalize("NFC", re.sub(r"\.pdf$", "", name, flags=re.IGNORECASE))
    return re.sub(r"[^\w.-]+", "-", plain)[:_MAX_CHARS].strip("-._") or "dokumen"


def headers(name: str) -> dict[str, str]:
    """The header for a file of this name (RFC 6266), in ASCII too for programs that know no other."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    shown = re.sub(r"[^\w.-]+", "-", ascii_name)
    return {
        "Content-Disposition": f"attachment; filename=\"{shown}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
    }
