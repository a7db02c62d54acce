"""The sheets of the map's workbook."""
