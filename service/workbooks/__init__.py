"""Workbooks that come back corrected: read within bounds, set against the rows as they are, applied."""
