"""Words and edges of a page, and whether it is worth reading: the door to pypdfium2."""
