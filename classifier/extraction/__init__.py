"""One document to its rows, here or in child processes with limits."""
