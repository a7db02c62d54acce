"""Alembic's migrations of the service's tables; run by `service.storage.database` when a service starts."""
