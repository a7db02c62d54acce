"""What a document is, whose it is, and what its tables are."""
