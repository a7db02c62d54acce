"""What Alembic runs: the migrations, on the connection that `service.storage.database` hands over."""

from __future__ import annotations

from alembic import context

from service.storage.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
