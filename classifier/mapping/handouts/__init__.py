"""The map as it is handed on in words and pictures: report and slides."""
