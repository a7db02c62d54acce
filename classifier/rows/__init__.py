"""Cells to program rows: headers, columns, rows over page ends, lists, totals."""
