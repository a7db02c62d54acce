"""Signs that something in a row is wrong, counted when its table has ended."""
