"""Workbooks that come back corrected, over HTTP."""
