"""What lists and searches know of works, which work was made from which, and boards have tables.

The cards of works that are there already are written by the start that follows.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "cards",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("title_key", sa.String(100), nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("mode", sa.String(64), nullable=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("width", sa.Integer),
        sa.Column("height", sa.Integer),
        sa.Column("seconds", sa.Float),
        sa.Column("suffix", sa.String(16), nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("thumb", sa.String(32), nullable=False),
        sa.Column("roll", sa.Boolean, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("colour", sa.String(7), nullable=False),
        sa.Column("hue", sa.String(16), nullable=False),
        sa.Column("sale", sa.String(8), nullable=False),
        sa.Column("brought", sa.Boolean, nullable=False),
        sa.Column("favourite", sa.Boolean, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
        sa.Column("boards", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("binned", sa.DateTime(timezone=True), index=True),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("ix_cards_owner_created", "cards", ["owner", "binned", "created", "id"])
    op.create_index("ix_cards_owner_title", "cards", ["owner", "binned", "title_key", "id"])
    op.create_table(
        "kin",
        sa.Column("child", sa.String(32), primary_key=True),
        sa.Column("parent", sa.String(32), primary_key=True, index=True),
    )
    op.create_table(
        "boards",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False, index=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("project", sa.Text, nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("boards")
    op.drop_table("kin")
    op.drop_table("cards")
