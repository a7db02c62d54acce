"""Pages on which people say what documents and agencies are."""
