"""Words and edges to cells, and the captions above them: the door to pdfplumber.

`lattice` closes cells between rules, `stream` finds columns by white space where
there are none (the two words are Tabula's and Camelot's), `page_cells` decides
between them, `cell_assignment` says which cell a word belongs to. What the cells mean is read in `rows`.
"""
