"""The service's messages to people: what happened, and what to do next.

A message is a key with values, so that it can be stored before it is known who will read it. Keys are
stored with documents: one that stands here keeps its meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from classifier.faults import Fault
from classifier.i18n.messages import Translator, gettext_noop, translator
from service import messages_pages

_SENTENCES = {
    "not_found": gettext_noop("There is nothing at this address; see /docs."),
    "method": gettext_noop("This address takes no %(method)s; see /docs."),
    "no_document": gettext_noop("There is no document %(id)s; GET /api/v1/documents lists them."),
    "no_row": gettext_noop("There is no row %(id)s; GET /api/v1/documents/(id)/rows lists them."),
    "no_page": gettext_noop("This document has %(total)s pages; there is no page %(page)s."),
    "no_table": gettext_noop(
        "This document has no table %(number)s; GET /api/v1/documents/%(id)s lists its tables."
    ),
    "no_agency": gettext_noop(
        "There is no agency %(id)s in this service's list; GET /api/v1/agencies lists them."
    ),
    "no_mapping": gettext_noop("There is no mapping %(id)s; GET /api/v1/mappings lists them."),
    "no_mapping_possible": gettext_noop(
        "A mapping needs a region and years, and no document that is read gives them; name both."
    ),
    "too_many_mappings": gettext_noop(
        "There are %(limit)s mappings already; delete those that are not needed."
    ),
    "no_years": gettext_noop("The years %(given)s cannot be read; write 2026 or 2025-2029."),
    "unknown_kind": gettext_noop('"%(given)s" is no kind of document; it is one of %(kinds)s.'),
    "no_agency_name": gettext_noop("An agency needs a name with letters; write it, then try again."),
    "nothing_to_merge": gettext_noop("Tick two or more spellings, or one and the name it should go by."),
    "too_many_agencies": gettext_noop(
        "The list takes at most %(limit)s agencies, or spellings of one; delete those that are not needed."
    ),
    "merged_into_itself": gettext_noop(
        "No list has an agency %(name)s, and it cannot be merged into itself; add it, or name another."
    ),
    "unknown_agency": gettext_noop(
        "No list has an agency %(name)s and no document names it; GET /api/v1/agencies lists those there are."
    ),
    "no_merge": gettext_noop(
        "There is no merge %(id)s to take back; GET /api/v1/agencies/merges lists them."
    ),
    "merge_overtaken": gettext_noop(
        "One of these agencies was changed since they were merged; change it by hand, or add it again."
    ),
    "no_label": gettext_noop("This row has no such label in force to undo; load the row again."),
    "answered_meanwhile": gettext_noop(
        "This row was answered by %(by)s since you opened it; see that answer, then answer again if need be."
    ),
    "answered_by_others": gettext_noop(
        "This row was answered by somebody else since you opened it; see that answer, then answer again if "
        "need be."
    ),
    "edited_by_others": gettext_noop(
        "This row was changed by somebody else since; load it again, then change or undo what it says now."
    ),
    "no_bbox": gettext_noop("A box is four numbers in points with commas between: x0,top,x1,bottom."),
    "no_box": gettext_noop("Draw a box around the row on its page, or write its four corners."),
    "no_amount": gettext_noop('The amount "%(given)s" cannot be read. Write whole rupiah, as 1.250.000.000.'),
    "no_split": gettext_noop("Choose where the name is split: both parts need letters."),
    "no_name_of_row": gettext_noop("A row needs a name of at most 1,000 letters."),
    "invalid_row": gettext_noop("What you entered of the row cannot be taken. Check level, code and years."),
    "no_edit": gettext_noop(
        "There is no edit %(id)s in force; GET /api/v1/documents/(id)/edits lists a document's."
    ),
    "no_name": gettext_noop("A name cannot be split at %(at)s: both parts need letters."),
    "edited_meanwhile": gettext_noop(
        "This row was changed by %(by)s since; load it again, then change or undo what it says now."
    ),
    "not_done": gettext_noop(
        "This document has not been read to its end (status: %(status)s); wait until its status is done."
    ),
    "has_failed": gettext_noop(
        "This document was not read; GET /api/v1/documents/%(id)s says why. Upload it again for another try."
    ),
    "invalid": gettext_noop("%(what)s is not valid; see errors, and /docs for what is taken."),
    "cross_site": gettext_noop("Requests from another site are refused; open this service itself."),
    "wrong_host": gettext_noop(
        "This service is not opened under that name; open it as one of %(hosts)s, "
        "or have its maintainers name another in PETAKOTA_HOSTS."
    ),
    "not_http": gettext_noop("This is no HTTP request that can be read; send it again."),
    "head_too_large": gettext_noop(
        "The headers of the request are larger than %(limit)s bytes; "
        "delete this site's cookies, or send less."
    ),
    "request_too_slow": gettext_noop(
        "Nothing more of the request came for %(seconds)s s; check the connection and send it again."
    ),
    "too_many_connections": gettext_noop("Too many connections are open; try again in a moment."),
    "malformed": gettext_noop("The body cannot be read; check its Content-Type and content."),
    "unknown_subdimension": gettext_noop(
        'The subdimension "%(given)s" is unknown%(hint)s; GET /api/v1/taxonomy lists them.'
    ),
    "too_large": gettext_noop("The body is larger than %(limit)s bytes; send a smaller file or part."),
    "too_many_texts": gettext_noop("One call takes at most %(limit)s texts; send them in several calls."),
    "too_many_chars": gettext_noop(
        "One call takes at most %(limit)s characters; send its texts in several calls."
    ),
    "too_many_values": gettext_noop(
        "The body holds more than %(limit)s keys and values; send fewer in one call."
    ),
    "too_fast": gettext_noop("Too many requests from your address; try again in %(seconds)s s."),
    "disk_full": gettext_noop(
        "The service's storage is full; delete documents that are no longer needed, then try again."
    ),
    "temporary_folder_full": gettext_noop(
        "The server has no room for temporary files; have its maintainers make some, then try again."
    ),
    "not_a_pdf": gettext_noop("This file is no PDF (it does not begin with %%PDF-); save it as PDF first."),
    "empty": gettext_noop("The file is empty; upload it again."),
    "not_a_workbook": gettext_noop(
        "This file is no Excel workbook (.xlsx); save it as such, then send it again."
    ),
    "foreign_workbook": gettext_noop(
        "This workbook has no sheet of rows with keys; "
        "correct one that GET /api/v1/documents/(id)/map?format=xlsx gave."
    ),
    "workbook_too_large": gettext_noop(
        "The workbook is larger than %(limit)s bytes; send one with fewer documents."
    ),
    "workbook_too_heavy": gettext_noop(
        "The workbook holds more than is read at once; send one with fewer documents."
    ),
    "workbook_damaged": gettext_noop(
        "The workbook is damaged or locked and cannot be read; "
        "save it again without a password, then send that."
    ),
    "workbook_many_changes": gettext_noop(
        "More than %(limit)s lines were changed in the workbook; send a part of them at a time."
    ),
    "no_workbook": gettext_noop(
        "There is no such workbook, or it was sent more than a day ago; send it to /api/v1/workbooks again."
    ),
    "workbook_busy": gettext_noop("Other workbooks are being read; try again in a moment."),
    "workbook_stale": gettext_noop(
        "Rows were changed since this difference was shown; nothing was applied. Send the workbook again."
    ),
    "no_model": gettext_noop("No model can be used yet; run `petakota models list` on the server."),
    "no_database": gettext_noop("The database cannot be reached; try again in a moment."),
    "database_busy": gettext_noop("Others are storing much at this moment; try again in a few seconds."),
    "no_picture": gettext_noop("Page %(page)s cannot be drawn; fetch or export the document again."),
    "busy": gettext_noop("Too many pictures are asked for at once; try again in a moment."),
    "internal": gettext_noop("The service failed and has logged it; try again, or tell its maintainers."),
    "scan": gettext_noop("No page has any text; this looks like a scan. Run OCR on it first."),
    "scan_no_ocr": gettext_noop(
        "Its pages are pictures, and no OCR is installed here; install tesseract-ocr and tesseract-ocr-ind "
        "on the server, then read the document again."
    ),
    "locked": gettext_noop(
        "The document is locked with a password; save a copy without one and upload that."
    ),
    "no_pages": gettext_noop("This is a PDF without pages; export it again."),
    "damaged": gettext_noop("This PDF is damaged and cannot be opened; fetch or export it again."),
    "too_many_pages": gettext_noop(
        "The document has %(pages)s pages and the limit is %(limit)s; split it into several files."
    ),
    "too_slow": gettext_noop("The document was not read within %(seconds)s s; split it into several files."),
    "crashed": gettext_noop(
        "The document brought its reader down %(times)s times; fetch or export it again."
    ),
    "opens_slowly": gettext_noop(
        "The document could not be opened within %(seconds)s s; fetch or export it again, then upload it."
    ),
    "too_heavy": gettext_noop(
        "The document is damaged or too heavy to open; fetch or export it again, then upload it."
    ),
    "file_lost": gettext_noop(
        "The service cannot open this document's file; delete the document and upload it again."
    ),
    "unreadable": gettext_noop("The document cannot be read: %(detail)s"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its key, with what is filled in; a language is chosen when it is read."""

    key: str
    values: dict[str, str | int] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in a language."""
        return translator(language).gettext(_SENTENCES[self.key], **self.values)

    def plain(self, language: str) -> str:
        """The sentence for the web page: without the API's addresses, with what to do on the page."""
        texts = translator(language)
        sentence = messages_pages.SENTENCES.get(self.key, _SENTENCES[self.key])
        return texts.gettext(sentence, **self.values, **_for_people(self.values, texts))

    def stored(self) -> str:
        """The message as a text for the database."""
        return json.dumps({"key": self.key, **self.values})


def from_stored(text: str) -> Message:
    """The message that `stored` wrote."""
    values = json.loads(text)
    return Message(values.pop("key"), values)


def of_fault(fault: Fault) -> Message:
    """The message of a document that cannot be used."""
    match fault.kind:
        case "scan" | "scan_no_ocr" | "locked" | "no_pages" | "damaged" | "empty" | "not_a_pdf" | "too_heavy":
            return Message(fault.kind)
        case "opens_slowly":
            return Message("opens_slowly", {"seconds": fault.seconds})
        case "too_many_pages":
            return Message("too_many_pages", {"pages": fault.pages, "limit": fault.limit})
        case "missing" | "folder" | "no_permission":
            # The service lost its own file: nobody who uploads can look for it.
            return Message("file_lost")
        case (
            "page_too_slow"
            | "page_crashed_reader"
            | "page_out_of_memory"
            | "page_unreadable"
            | "total_not_met"
            | "money_not_read"
            | "perhaps_missed"
            | "no_ocr"
            | "damaged_page"
            | "damaged_document"
            | "damage_unknown"
            | "no_rows"
            | "not_listed"
            | "note"
        ):
            return Message("unreadable", {"detail": str(fault)})
        case _:
            assert_never(fault.kind)


def _for_people(values: Mapping[str, str | int], texts: Translator) -> dict[str, str]:
    """A limit in bytes and a time in seconds as people say them."""
    limit, seconds = int(values.get("limit", 0)), int(values.get("seconds", 0))
    minutes = seconds // 60
    return {
        "size": f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} KB",
        "time": texts.ngettext("%(n)s minute", "%(n)s minutes", minutes, n=minutes)
        if seconds >= 120
        else texts.ngettext("%(n)s second", "%(n)s seconds", seconds, n=seconds),
    }
