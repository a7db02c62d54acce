"""What a planner works on: documents in a list, and mappings of a region with what they count."""
