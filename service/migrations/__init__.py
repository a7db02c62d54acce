"""Alembic's migrations of the service's tables; run by `service.store` when a service starts."""
