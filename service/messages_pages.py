"""The web page's sentences, in the place of those in `messages` that are for those who call the API.

Those name addresses, commands and fields of a request; these say what a planner can do on the
page. `%(size)s` and `%(time)s` are the values `limit` and `seconds` as people say them.
"""

from __future__ import annotations

from classifier.i18n.messages import gettext_noop

SENTENCES = {
    "not_found": gettext_noop(
        "The page you are looking for does not exist. Go back to the list of documents."
    ),
    "method": gettext_noop("This cannot be done here. Go back to the list of documents and try again."),
    "no_document": gettext_noop(
        "This document does not exist or was deleted. Go back to the list of documents."
    ),
    "no_row": gettext_noop(
        "This row is no longer there; its document may have been deleted. Go back to the list of documents."
    ),
    "no_table": gettext_noop(
        "This document has no such table any more. Load this page again to see how it stands now."
    ),
    "no_agency": gettext_noop("This agency is no longer in the list. Load this page again."),
    "no_merge": gettext_noop("This merge was taken back already. Load this page again."),
    "unknown_agency": gettext_noop(
        "No list has an agency %(name)s and no document names it. Load this page again, then choose another."
    ),
    "no_mapping": gettext_noop("This mapping is no longer there. Go back to the list of mappings."),
    "no_mapping_possible": gettext_noop("Write the year or years that the mapping is of, such as 2026."),
    "no_label": gettext_noop("This row has no label to undo. Load this page again to see how it stands now."),
    "no_edit": gettext_noop("This change was undone already. Load this page again to see how it stands now."),
    "edited_meanwhile": gettext_noop(
        "This row was changed by %(by)s since you opened it. See what it says now, then change it if need be."
    ),
    "edited_by_others": gettext_noop(
        "This row was changed by somebody else since you opened it. See what it says now, then change it if "
        "need be."
    ),
    "not_done": gettext_noop(
        "This document has not been read to its end. Wait a moment, then load this page again."
    ),
    "has_failed": gettext_noop(
        "This document was not read. Open its page to see why, or upload the file again for another try."
    ),
    "invalid": gettext_noop("What you entered cannot be taken. Check it and try again."),
    "head_too_large": gettext_noop(
        "Your browser sent more beside this request than is taken. "
        "Delete this site's cookies, then try again."
    ),
    "cross_site": gettext_noop(
        "This request came from another site and was refused. Open this service itself and try again."
    ),
    "malformed": gettext_noop("What was sent cannot be read. Load this page again, then try again."),
    "unknown_subdimension": gettext_noop(
        'The subdimension "%(given)s" is unknown%(hint)s. Choose one from the list.'
    ),
    "too_large": gettext_noop(
        "What you sent is larger than the limit of %(size)s. Split the document into several files and "
        "upload them one by one."
    ),
    "too_many_texts": gettext_noop("At most %(limit)s texts are taken at once. Send fewer, then the rest."),
    "not_a_pdf": gettext_noop(
        "This file is no PDF. Save or export it as PDF from where it was made (Word or Excel, for "
        "example), then upload it again."
    ),
    "foreign_workbook": gettext_noop(
        "This workbook was not downloaded here as a map, or its hidden sheets were deleted. Download the "
        "map as an Excel workbook, correct its sheet of rows, and upload that."
    ),
    "workbook_too_large": gettext_noop(
        "The workbook is larger than the limit of %(size)s. Download the map of fewer documents at a time, "
        "and correct that."
    ),
    "workbook_too_heavy": gettext_noop(
        "The workbook holds more than can be read at once. Download the map of fewer documents at a time, "
        "and correct that."
    ),
    "no_workbook": gettext_noop("This workbook was uploaded more than a day ago. Upload it again."),
    "workbook_stale": gettext_noop(
        "Rows were changed here since this list was made, so nothing was applied. The list below is as it is "
        "now; look at it, then apply it."
    ),
    "no_model": gettext_noop(
        "This service cannot label yet, as its model is not ready. Tell its maintainers."
    ),
    "no_database": gettext_noop("The data cannot be reached at the moment. Try again in a while."),
    "no_picture": gettext_noop(
        "The picture of page %(page)s cannot be shown. Look at that page in your PDF file itself."
    ),
    "scan": gettext_noop(
        "No page has any text; this looks like a scan. Run OCR (text recognition) on it first, or ask "
        "its authors for the original PDF, then upload that."
    ),
    "scan_no_ocr": gettext_noop(
        "The pages of this document are pictures, and text recognition (OCR) is not installed here. Ask the "
        "maintainers of this service to install Tesseract, then read the document again; or ask its authors "
        "for the original PDF and upload that."
    ),
    "too_many_pages": gettext_noop(
        "This document has %(pages)s pages, more than the limit of %(limit)s. Upload only the part "
        "with the tables of programs, or split it into several files."
    ),
    "too_slow": gettext_noop(
        "This document was not read within %(time)s. Upload only the part with the tables of programs, "
        "or split it into several files."
    ),
    "crashed": gettext_noop(
        "Reading this document broke off %(times)s times. Fetch it from its source or export it from "
        "its original again, and upload the result."
    ),
    "unreadable": gettext_noop(
        "This document cannot be read. Fetch it from its source or export it from its original again, "
        "and upload the result. (Technical detail: %(detail)s)"
    ),
}
