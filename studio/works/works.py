"""Work: one kept thing and its files."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, timezone

from pydantic import BaseModel, ConfigDict

from studio.works.kinds import Kind
from studio.works.recipe import Recipe

_ID = re.compile(r"[0-9a-zA-Z_-]{1,64}")

OUTSIDE = "brought"
"""The engine of works that came from outside and do not say how they were made; how the job of all that came begins."""


class WorkFile(BaseModel):
    """One kept file of a work."""

    model_config = ConfigDict(frozen=True)

    role: str
    suffix: str
    sha256: str
    size: int


class Work(BaseModel):
    """One kept work. Immutable."""

    model_config = ConfigDict(frozen=True)

    id: str
    owner: str
    job: str
    created: datetime
    recipe: Recipe
    text: str = ""
    files: tuple[WorkFile, ...]

    @property
    def kind(self) -> Kind:
        return self.recipe.kind

    @property
    def title(self) -> str:
        return self.recipe.title

    @property
    def main(self) -> WorkFile:
        return self.files[0]

    @property
    def is_from_outside(self) -> bool:
        return self.job.startswith(f"{OUTSIDE}-")

    def file(self, role: str) -> WorkFile | None:
        return next((file for file in self.files if file.role == role), None)


def in_utc(moment: datetime) -> datetime:
    """A moment of the database's: SQLite keeps no time zone."""
    return moment.replace(tzinfo=moment.tzinfo or timezone.utc)


def new_id() -> str:
    return uuid.uuid4().hex


def is_id(text: str) -> bool:
    """Whether it can be somebody's or something's id: what has another form is asked for nowhere."""
    return _ID.fullmatch(text) is not None


def now() -> datetime:
    return datetime.now(timezone.utc)
