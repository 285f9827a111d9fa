"""Recipe: all that is needed to make a work again. It is embedded in each of the work's files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from importlib import metadata
from typing import Any

from pydantic import BaseModel, ConfigDict, SerializeAsAny, model_validator

from studio.models.catalog import ModelSpec
from studio.words import PLAIN, Sentence
from studio.works.facts import Facts
from studio.works.kinds import KINDS, Kind

VERSION = "0.1.0"
SCHEMA = 2
"""Recipes without a number are of the first schema: a generator instead of a mode, notes in plain English."""
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
_RENAMED_FACTS = {"guidance": "guidance_scale"}


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
    """How a work was made. It holds nothing that differs between two equal runs."""

    model_config = ConfigDict(frozen=True)

    schema_number: int = SCHEMA
    studio: str = f"Inkstone {VERSION}"
    mode: str
    """Key of what was asked for; in recipes of the first schema the generator's, which Modes.find understands."""
    engine: str
    kind: Kind
    title: str
    params: dict[str, Any]
    """The values of the mode's parameters and of the engine's options."""
    seed: int
    models: tuple[ModelUse, ...] = ()
    facts: SerializeAsAny[Facts] = Facts()
    notes: tuple[Sentence, ...] = ()
    parents: tuple[str, ...] = ()
    versions: dict[str, str] = {}

    @model_validator(mode="before")
    @classmethod
    def _read(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            return values
        try:
            return cls._of_today(values)
        except (TypeError, AttributeError) as error:
            # Of a stranger's file, in which anything may stand.
            raise ValueError(f"no recipe: {error}") from None

    @classmethod
    def _of_today(cls, values: dict[str, Any]) -> dict[str, Any]:
        values = values if "schema_number" in values else _from_first(values)
        kind = values.get("kind")
        return {**values, "facts": _facts(kind, values.get("facts", {}))} if kind in KINDS else values

    def to_json(self) -> str:
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)

    @property
    def asked(self) -> str:
        """What the person asked for, in their own words."""
        return str(self.params.get("prompt", ""))


def _facts(kind: Kind, values: Any) -> Facts:
    """The facts as the model of the kind has them."""
    return values if isinstance(values, KINDS[kind].facts) else KINDS[kind].facts.model_validate(values)


def versions_in_use(names: Iterable[str] = _VERSIONED) -> dict[str, str]:
    """Installed versions of the libraries whose release can change a result."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _from_first(values: dict[str, Any]) -> dict[str, Any]:
    """A recipe of the first schema in the words of today's."""
    if "generator" not in values:
        return values
    rest = {name: value for name, value in values.items() if name not in ("generator", "notes", "facts")}
    notes = [{"key": PLAIN, "values": {"text": str(note)}} for note in values.get("notes", ())]
    facts = {_RENAMED_FACTS.get(name, name): value for name, value in dict(values.get("facts", {})).items()}
    return {**rest, "schema_number": SCHEMA, "mode": values["generator"], "notes": notes, "facts": facts}
