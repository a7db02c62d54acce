"""What a document is: its kind, its region, whose it is, and the years that it plans."""
