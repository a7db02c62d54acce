"""All routes of the pages, for the app to take."""

from service.web import (
    answers,
    compare_pages,
    exports,
    home,
    map_pages,
    mappings,
    review,
    row_pages,
    taxonomy_pages,
)
from service.web.edits import row_edits
from service.web.facts import agency_pages, document_pages
from service.web.workbooks import workbook_pages

PAGE_ROUTERS = (
    home.router,
    row_pages.router,
    document_pages.router,
    agency_pages.router,
    # Before rows: an address of a form is none of a row's.
    row_edits.router,
    answers.router,
    review.router,
    taxonomy_pages.router,
    mappings.router,
    map_pages.router,
    compare_pages.router,
    exports.router,
    workbook_pages.router,
)
