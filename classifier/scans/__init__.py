"""Pages that are pictures, to words and edges: the door to Tesseract and OpenCV.

What comes out is a page as `pdf.words` gives it, so that tables and rows are found as on any other page.
"""
