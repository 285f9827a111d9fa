"""A job has a mode instead of a generator, and tells how it ended in sentences that can be said in any language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.alter_column("generator", new_column_name="mode", existing_type=sa.String(32))
        jobs.add_column(sa.Column("said", sa.JSON, nullable=False, server_default="[]"))
    table = sa.table("jobs", sa.column("id", sa.String), sa.column("message", sa.Text), sa.column("said", sa.JSON))
    bind = op.get_bind()
    for id, message in bind.execute(sa.select(table.c.id, table.c.message).where(table.c.message != "")).all():
        said = [{"key": "plain", "values": {"text": message}}]
        bind.execute(table.update().where(table.c.id == id).values(said=said))
    with op.batch_alter_table("jobs") as jobs:
        jobs.drop_column("message")


def downgrade() -> None:
    with op.batch_alter_table("jobs") as jobs:
        jobs.add_column(sa.Column("message", sa.Text, nullable=False, server_default=""))
        jobs.drop_column("said")
        jobs.alter_column("mode", new_column_name="generator", existing_type=sa.String(32))
