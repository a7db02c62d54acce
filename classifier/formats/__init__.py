"""Records to JSON lines, CSV and XLSX, and back."""
