"""Rows that people put right, over HTTP."""
