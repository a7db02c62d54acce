"""What a document is: kind, region, whose it is, the years it plans, and what its tables are."""
