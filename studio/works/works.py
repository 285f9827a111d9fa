"""Work: one kept thing and its files."""

from __future__ import annotations

from datetime import datetime, timezone

from pydantic import BaseModel, ConfigDict

from studio.works.kinds import Kind
from studio.works.recipe import Recipe


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

    def file(self, role: str) -> WorkFile | None:
        return next((file for file in self.files if file.role == role), None)


def in_utc(moment: datetime) -> datetime:
    """A moment of the database's: SQLite keeps no time zone."""
    return moment.replace(tzinfo=moment.tzinfo or timezone.utc)


def now() -> datetime:
    return datetime.now(timezone.utc)
