"""What is wrong with a page or a document: a kind with its values, no sentence.

A fault travels as a value from where it is found to where a person reads of it. `str` gives the
English of the command line; the service words the same kinds in its languages. The kinds are a
closed list, so that mypy fails where one has no sentence. One record serves all of them, not a class
a kind, because it is stored: a field that a kind does not use keeps its default and is left out of
JSON.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, assert_never, get_args

from classifier.i18n.numbers import grouped

# Stored by the service: a kind that stands here keeps its meaning, and its fields keep theirs.
PageKind = Literal[
    # The reading took more than `seconds`.
    "page_too_slow",
    # The process that read the page ended: out of memory, or the page is damaged.
    "page_crashed_reader",
    # The reading asked for more memory than a page may have.
    "page_out_of_memory",
    # Nothing of the above; `detail` is what the library or Python says, in English.
    "page_unreadable",
    # Rows do not add up to a total that the table prints; `sums` are those that differ.
    "total_not_met",
    # A table with a column of money, from which none of `rows` rows got any.
    "money_not_read",
    # By its words the page lists about `likely` programs and kegiatan, of which `rows` were read.
    "perhaps_missed",
    # The page is a picture, and nothing is installed that reads it.
    "no_ocr",
    # Some of the page's data is damaged; what was read of it may be less than there is.
    "damaged_page",
]
DocumentKind = Literal[
    # None of the `pages` asked for has text.
    "scan",
    # So, and they are pictures that nothing reads which is installed.
    "scan_no_ocr",
    # It has more `pages` than the `limit` of what is read at once.
    "too_many_pages",
    # A password is needed.
    "locked",
    "no_pages",
    "damaged",
    # The file has no bytes.
    "empty",
    "not_a_pdf",
    "missing",
    "folder",
    # The system does not let the file be read; `detail` is why, as the system says it.
    "no_permission",
    # Opening it took more than `seconds`.
    "opens_slowly",
    # The process that opened it ended: out of memory, or the document is damaged.
    "too_heavy",
]
NoteKind = Literal[
    # No row was found on `pages` with text.
    "no_rows",
    # The file is damaged in `places` that belong to no page, or to many.
    "damaged_document",
    # Looking for damage took too long or too much memory, so nothing is known of it.
    "damage_unknown",
    # `others` like those before it are not listed.
    "not_listed",
    # A sentence (`detail`) whose kind is not known: stored by an older version.
    "note",
]
Kind = Literal[PageKind, DocumentKind, NoteKind]

KINDS: tuple[Kind, ...] = get_args(Kind)
# For a person at the command line, on Debian and what is made of it.
_INSTALL_OCR = "install it (`apt-get install tesseract-ocr tesseract-ocr-ind`)"


@dataclass(frozen=True, slots=True)
class UnmetSum:
    """A printed total of a year and the sum of the rows that comes nearest to it, in rupiah.

    `year` is "" when the table names none.
    """

    year: str
    printed: int
    rows: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a page or a document; which fields hold something is said beside each kind."""

    kind: Kind
    seconds: int = 0
    pages: int = 0
    others: int = 0
    rows: int = 0
    likely: int = 0
    places: int = 0
    limit: int = 0
    detail: str = ""
    sums: tuple[UnmetSum, ...] = ()

    def __str__(self) -> str:
        """The sentence that the command line prints behind the place."""
        match self.kind:
            case "page_too_slow":
                return f"took more than {self.seconds} s; given up."
            case "page_crashed_reader":
                return "brought its reader down (out of memory, or damaged); given up."
            case "page_out_of_memory":
                return "needs more memory than a page may have; given up."
            case "page_unreadable":
                return f"cannot be read ({self.detail})."
            case "total_not_met":
                return f"total not met: {'; '.join(map(_unmet, self.sums))}."
            case "money_not_read":
                return (
                    f"its table has a column of money, but none of its {self.rows} rows got any; "
                    "look at the page."
                )
            case "perhaps_missed":
                read = {0: "none was read", 1: "one was read"}.get(self.rows, f"{self.rows} were read")
                return (
                    f"seems to list about {self.likely} programs and kegiatan, of which {read}; "
                    "look at the page."
                )
            case "no_ocr":
                return f"a picture, no OCR installed; {_INSTALL_OCR} and read it again."
            case "damaged_page":
                return (
                    "some of its data is damaged, rows may be missing or wrong; "
                    "fetch or export the document again."
                )
            case "scan":
                return f"no text on any of {self.pages} pages; it looks like a scan. Run OCR on it first."
            case "scan_no_ocr":
                return (
                    f"no text on any of {self.pages} pages, they are pictures; "
                    f"no OCR is installed: {_INSTALL_OCR} and read it again."
                )
            case "too_many_pages":
                return (
                    f"has {self.pages} pages and the limit is {self.limit}; "
                    "split it into several files, or raise --max-pages."
                )
            case "locked":
                return "locked with a password; save a copy without one and try again."
            case "no_pages":
                return "a PDF without pages; export it again."
            case "damaged":
                return "damaged, PDFium cannot open it; fetch or export it again."
            case "empty":
                return "the file is empty; fetch it again."
            case "not_a_pdf":
                return "not a PDF (it does not begin with %PDF-); save it as PDF first."
            case "missing":
                return "no such file; check the name."
            case "folder":
                return (
                    "is a folder, not a PDF; name the documents in it, such as FOLDER/*.pdf "
                    "(`petakota map` takes a folder of results)."
                )
            case "no_permission":
                return f"cannot be read ({self.detail}); check its permissions."
            case "opens_slowly":
                return f"took more than {self.seconds} s; given up. Fetch or export the document again."
            case "too_heavy":
                return (
                    "brought its reader down (out of memory, or damaged); given up. "
                    "Fetch or export the document again."
                )
            case "no_rows":
                pages = f"{self.pages} page{'' if self.pages == 1 else 's'}"
                return f"no program rows found on {pages} with text; the map says nothing of this document."
            case "damaged_document":
                places = f"{self.places} place{'' if self.places == 1 else 's'}"
                return (
                    f"the file is damaged in {places}, rows may be missing or wrong; "
                    "fetch or export the document again."
                )
            case "damage_unknown":
                return (
                    "whether the file is damaged is not known, looking took too long or too much memory; "
                    "compare the rows with their pages."
                )
            case "not_listed":
                return f"{self.others} more like these are not listed."
            case "note":
                return self.detail
            case _:
                assert_never(self.kind)

    def as_dict(self) -> dict[str, Any]:
        """The fault for JSON: its kind and the fields that hold something."""
        sums = [{"year": unmet.year, "printed": unmet.printed, "rows": unmet.rows} for unmet in self.sums]
        values = {
            "seconds": self.seconds,
            "pages": self.pages,
            "others": self.others,
            "rows": self.rows,
            "likely": self.likely,
            "places": self.places,
            "limit": self.limit,
            "detail": self.detail,
            "sums": sums,
        }
        return {"kind": self.kind, **{name: value for name, value in values.items() if value}}


def from_dict(values: Mapping[str, Any]) -> Fault:
    """The fault that `as_dict` wrote; other names in `values` are passed over.

    A kind that only a newer version knows becomes a `note` that names it; so does the sentence of an
    older version, which may still write to the same database beside this one.
    """
    if values.get("kind") not in KINDS:
        return Fault("note", detail=str(values.get("kind") or values.get("message") or ""))
    return Fault(
        values["kind"],
        seconds=values.get("seconds", 0),
        pages=values.get("pages", 0),
        others=values.get("others", 0),
        rows=values.get("rows", 0),
        likely=values.get("likely", 0),
        places=values.get("places", 0),
        limit=values.get("limit", 0),
        detail=values.get("detail", ""),
        sums=tuple(
            UnmetSum(unmet["year"], unmet["printed"], unmet["rows"]) for unmet in values.get("sums", ())
        ),
    )


def _unmet(unmet: UnmetSum) -> str:
    of_year = f" for {unmet.year}" if unmet.year else ""
    difference = _rp(abs(unmet.rows - unmet.printed))
    comparison = "more" if unmet.rows > unmet.printed else "less"
    return (
        f"{_rp(unmet.printed)} printed{of_year}, the rows add up to {_rp(unmet.rows)} "
        f"({difference} {comparison})"
    )


def _rp(amount: int) -> str:
    return f"Rp {grouped(amount)}"
