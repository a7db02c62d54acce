"""What Alembic runs: the migrations, on the connection that `service.store` hands over."""

from __future__ import annotations

from alembic import context

from service.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
