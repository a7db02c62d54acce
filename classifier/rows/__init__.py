"""Cells to program rows: headers, columns, rows over page ends, lists, totals.

`assembler` reads pages in order and makes the rows; the modules around it answer one
question each and remember nothing: which bands are a header and what its columns
mean (`header`, `columns`), what a band prints (`row_fields`), whether it ends a row
of the page before (`page_breaks`), in what unit its money is (`units`). No
library is needed here, so that rows can be joined where no page is read.
"""
