"""Which documents a mapping of a region and its years counts, and what of them."""
