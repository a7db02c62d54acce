"""Rows put right on the pages: forms, the answers to them, and the history of a row."""
