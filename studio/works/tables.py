"""The tables of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Declarative base of all tables."""

    type_annotation_map = {dict[str, Any]: JSON, list[Any]: JSON, datetime: DateTime(timezone=True)}  # noqa: RUF012


class WorkRow(Base):
    """A kept work. The files themselves lie in the file store under their sha256."""

    __tablename__ = "works"
    __table_args__ = (Index("ix_works_owner_created", "owner", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    job: Mapped[str] = mapped_column(String(32), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    created: Mapped[datetime]
    recipe: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[list[Any]]


class JobRow(Base):
    """A job: what was asked, and what became of it."""

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_owner_created", "owner", "created"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    mode: Mapped[str] = mapped_column(String(32))
    params: Mapped[dict[str, Any]]
    parents: Mapped[list[Any]]
    state: Mapped[str] = mapped_column(String(16), index=True)
    created: Mapped[datetime]
    started: Mapped[datetime | None] = mapped_column(default=None)
    ended: Mapped[datetime | None] = mapped_column(default=None)
    engine: Mapped[str] = mapped_column(String(64), default="")
    said: Mapped[list[Any]] = mapped_column(default=list)
    """Sentences that told how it ended, as keys and values."""
