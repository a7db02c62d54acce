"""Words and edges to tables of cells: the door to pdfplumber."""
