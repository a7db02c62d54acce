"""What the service stores: documents, files, rows, labels, the queue; the door to SQLAlchemy."""
