"""The tables of the database."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Float, Index, String, Text
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


class UploadRow(Base):
    """What a person brought, once for each owner. The plain file lies in the file store under `id`, its sha256."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_owner_original", "owner", "original"),)

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    original: Mapped[str] = mapped_column(String(64))
    """The sha256 of the file as it came."""
    asked: Mapped[str] = mapped_column(String(64))
    """The kinds that were wanted, which the same file may be read differently for."""
    kind: Mapped[str] = mapped_column(String(16))
    suffix: Mapped[str] = mapped_column(String(16))
    size: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(100))
    facts: Mapped[dict[str, Any]]
    notes: Mapped[list[Any]]
    found: Mapped[str] = mapped_column(Text)
    found_is: Mapped[str] = mapped_column(String(20))
    work: Mapped[str] = mapped_column(String(32))
    created: Mapped[datetime] = mapped_column(index=True)


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


class CardRow(Base):
    """What lists and searches know of a work: read from the work and from its owner's marks, and never the only place
    that has it. Lists in it stand each between line ends."""

    __tablename__ = "cards"
    __table_args__ = (
        Index("ix_cards_owner_created", "owner", "binned", "created", "id"),
        Index("ix_cards_owner_title", "owner", "binned", "title_key", "id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(16))
    created: Mapped[datetime]
    title: Mapped[str] = mapped_column(Text)
    title_key: Mapped[str] = mapped_column(String(100))
    """The title as it is sorted."""
    prompt: Mapped[str] = mapped_column(Text)
    mode: Mapped[str] = mapped_column(String(64))
    engine: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(Text)
    """The title of the model that made it; empty where none took part."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    seconds: Mapped[float | None] = mapped_column(Float)
    suffix: Mapped[str] = mapped_column(String(16))
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes of the main file."""
    thumb: Mapped[str] = mapped_column(String(32))
    """The role of the file that its small picture is made of; empty where there is none."""
    roll: Mapped[bool]
    said: Mapped[str] = mapped_column(Text)
    """The first words of a text; a description of others for people who cannot see or hear them."""
    colour: Mapped[str] = mapped_column(String(7))
    """Its mean colour: #rrggbb."""
    hue: Mapped[str] = mapped_column(String(16))
    """The name of that colour; empty where nobody has looked yet."""
    sale: Mapped[str] = mapped_column(String(8))
    brought: Mapped[bool]
    """Whether it came from outside."""
    favourite: Mapped[bool]
    tags: Mapped[str] = mapped_column(Text)
    boards: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    binned: Mapped[datetime | None] = mapped_column(index=True)
    # Last, and read only where it is asked for: it is by far the longest.
    words: Mapped[str] = mapped_column(Text, deferred=True)
    """All that is searched, as `folded` has it: the owner's tags and note, then the work's own words."""


class KinRow(Base):
    """Which work was made from which."""

    __tablename__ = "kin"

    child: Mapped[str] = mapped_column(String(32), primary_key=True)
    parent: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)


class BoardRow(Base):
    """A board, on which its owner gathers works."""

    __tablename__ = "boards"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(Text)
    project: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]


class AccountRow(Base):
    """Somebody who has a name and a way in of their own here. Their works have its id as their owner."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    name_key: Mapped[str] = mapped_column(String(100), unique=True)
    """The name as it is looked for: two that look alike to a person are one."""
    role: Mapped[str] = mapped_column(String(8))
    password: Mapped[str] = mapped_column(Text)
    """As argon2 has it; empty for one who comes in another way."""
    hub: Mapped[str] = mapped_column(String(100), index=True)
    """What the hub calls them; empty for one who never came from there."""
    created: Mapped[datetime]


class SignInRow(Base):
    """A browser or a program in which somebody is signed in."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account: Mapped[str] = mapped_column(String(32), index=True)
    agent: Mapped[str] = mapped_column(String(100))
    """What the browser calls itself."""
    created: Mapped[datetime]
    seen: Mapped[datetime]


class InvitationRow(Base):
    """A link that makes an account of whoever opens it, once."""

    __tablename__ = "invitations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The sha256 of its token."""
    role: Mapped[str] = mapped_column(String(8))
    note: Mapped[str] = mapped_column(Text)
    created: Mapped[datetime]
    expires: Mapped[datetime]
    account: Mapped[str] = mapped_column(String(32))
    """Who came of it; empty as long as nobody did."""


class PreferencesRow(Base):
    """What somebody wants of each new thing, as JSON: the name and colours they share under, their copyright line."""

    __tablename__ = "preferences"

    owner: Mapped[str] = mapped_column(String(64), primary_key=True)
    chosen: Mapped[dict[str, Any]]


class RoomRow(Base):
    """A room for a client: works behind a link."""

    __tablename__ = "rooms"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    token: Mapped[str] = mapped_column(String(64), unique=True)
    """The sha256 of the token in its link."""
    created: Mapped[datetime]
    terms: Mapped[dict[str, Any]]
    """Title, note, works in their order and versions, and what the client may do."""
    views: Mapped[int]
    opened: Mapped[datetime | None]
    """When it was opened last."""


class RemarkRow(Base):
    """What was said of a work in a room, by the client or by its owner."""

    __tablename__ = "remarks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    room: Mapped[str] = mapped_column(String(32), index=True)
    item: Mapped[str] = mapped_column(String(32))
    """The place in the room that it is about; empty for the room as a whole."""
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """comment, approval, changes or answer."""
    author: Mapped[str] = mapped_column(String(8))
    """client or owner."""
    name: Mapped[str] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[dict[str, Any]]
    """Where in it: x and y from 0 to 1, or a second; empty for all of it."""
    answers: Mapped[str] = mapped_column(String(32))
    """The remark that it answers; empty for none."""
    done: Mapped[bool]
    seen: Mapped[bool]
    """Whether the owner has seen it."""
    created: Mapped[datetime] = mapped_column(index=True)


class ReviewRow(Base):
    """What the filters held back, and what became of it. Neither words nor pictures are in it."""

    __tablename__ = "reviews"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    job: Mapped[str] = mapped_column(String(32), index=True)
    stage: Mapped[str] = mapped_column(String(8))
    """words or picture."""
    category: Mapped[str] = mapped_column(String(24))
    certainty: Mapped[float] = mapped_column(Float)
    state: Mapped[str] = mapped_column(String(10), index=True)
    """held, appealed, allowed or upheld."""
    created: Mapped[datetime] = mapped_column(index=True)
    decided: Mapped[datetime | None]
