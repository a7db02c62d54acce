"""Labelled rows on their way in: what a file adds, whether all are fit to learn from, likely errors."""
