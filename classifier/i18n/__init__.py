"""Languages: which there are, texts by their English, numbers, rupiah and moments as each writes them."""
