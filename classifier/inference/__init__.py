"""Text to prediction: the doors to spaCy and skops."""
