"""What the service keeps: documents, files, rows, labels; the door to SQLAlchemy."""
