"""Alembic's entry: it runs inside Store.open, which hands over the connection."""

from __future__ import annotations

from alembic import context

from studio.works.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
