"""The page on which a corrected workbook comes back."""
