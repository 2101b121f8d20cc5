"""Runs the migrations on the connection that `Database.upgrade` hands over. Not a command line."""

from __future__ import annotations

from alembic import context

from models.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
