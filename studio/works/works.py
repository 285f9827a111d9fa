"""Work and Recipe: what was made, and all that is needed to make it again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timezone
from importlib import metadata
from typing import Any

from pydantic import BaseModel, ConfigDict

from studio.jobs.engine import Kind
from studio.models.catalog import ModelSpec

_VERSIONED = (
    "torch",
    "diffusers",
    "transformers",
    "audiocraft",
    "xllamacpp",
    "resvg-py",
    "tinysoundfont",
    "av",
    "numpy",
)
VERSION = "0.1.0"


class ModelUse(BaseModel):
    """Which model took part, and under which terms."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    repo: str = ""
    revision: str = ""
    licence: str
    commercial: str

    @classmethod
    def of(cls, spec: ModelSpec) -> ModelUse:
        return cls(**{name: getattr(spec, name) for name in cls.model_fields})


class Recipe(BaseModel):
    """How a work was made. Embedded in each of its files, so it holds nothing that differs between two equal runs."""

    model_config = ConfigDict(frozen=True)

    studio: str = f"Inkstone {VERSION}"
    generator: str
    engine: str
    kind: Kind
    title: str
    params: dict[str, Any]
    seed: int
    models: tuple[ModelUse, ...] = ()
    facts: dict[str, Any] = {}
    notes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    versions: dict[str, str] = {}

    def to_json(self) -> str:
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)


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


def versions_in_use(names: Iterable[str] = _VERSIONED) -> dict[str, str]:
    """Installed versions of the libraries whose release can change a result."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def now() -> datetime:
    return datetime.now(timezone.utc)
