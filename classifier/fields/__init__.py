"""What the text of one cell says: names, codes, amounts, agencies, the words of headers.

Functions of strings, without geometry and without what stood before: a text means
here what it would mean anywhere. What a place or a neighbour adds is decided in `rows`.
"""
