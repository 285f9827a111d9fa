"""What the fetching process is asked, and what it tells: JSON, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from studio.models.catalog import ModelSpec
from studio.models.hub_folder import HubFolder
from studio.words import Sentence

LONGEST_LINE = 100_000
"""Bytes of a line, either way."""


class Wanted(BaseModel):
    """Files of one repository."""

    model_config = ConfigDict(frozen=True)

    repo: str
    revision: str
    files: tuple[str, ...] = ()
    """Patterns, as HubFolder has them."""

    def folder(self, cache: Path) -> HubFolder:
        return HubFolder(cache, self.repo, self.revision)


class Asked(BaseModel):
    """A model to fetch. Times are in seconds."""

    model_config = ConfigDict(frozen=True)

    endpoint: str
    token: str | None = None
    cache: Path
    wanted: tuple[Wanted, ...]
    only_measure: bool = False
    """Whether nothing but its size is asked for."""
    silence: float = 60.0
    """How long a connection may bring nothing."""
    pause: float = 1.0
    """The first wait before another try; each is twice the one before."""


class Told(BaseModel):
    """How far it is. Sizes are in bytes."""

    model_config = ConfigDict(frozen=True)

    kind: Literal["size", "bytes", "waits", "done", "failed"]
    total: int = 0
    here: int = 0
    said: tuple[Sentence, ...] = ()
    """Why it waits, or why it failed."""
    wants_token: bool = False
    """Whether it failed for want of a token that may."""


def wanted_of(spec: ModelSpec) -> tuple[Wanted, ...]:
    """All repositories that a model's files come from: its own, and those of its parts."""
    own = Wanted(repo=spec.repo, revision=spec.revision, files=spec.files)
    return (own, *(Wanted(repo=part.repo, revision=part.revision) for part in spec.parts.values()))


def bytes_here(wanted: Sequence[Wanted], cache: Path) -> int:
    """Bytes of a model that are on the disk already."""
    return sum(one.folder(cache).bytes_here(one.files) for one in wanted)
