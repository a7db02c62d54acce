"""Tables that no upright rules close: where they stand, their columns, their rows and their cells."""
