"""Two documents side by side: what stayed, changed, came and went."""
