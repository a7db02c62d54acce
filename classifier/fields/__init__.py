"""What the text of one cell says: names, codes, amounts, agencies, the words of headers. No geometry."""
