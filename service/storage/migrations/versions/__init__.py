"""One module a version of the tables, each once and for all."""
