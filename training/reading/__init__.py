"""Learns what signs are worth for finding rows (`classifier.evidence`), from pages with known truth."""
