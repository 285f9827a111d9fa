"""ModelSpec and Catalog: which models there are, where their files are, and what they need.

Entries are data: studio/catalog/*.toml, and a person's own in <home>/catalog/*.toml.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.errors import BadInput, NotFound

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Task = Literal[
    "text-to-image", "text-to-video", "text-to-music", "text-generation", "poetry", "upscaling", "meaning", "sound"
]
Commercial = Literal["yes", "no", "ask"]

SHIPPED = Path(__file__).parent / "catalog"
STARTER = Path(__file__).parents[2] / "starter"
MEBIBYTE = 2**20


class Part(BaseModel):
    """A component of a model that lies in a repository of its own, such as a motion adapter."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    """Class to load it with."""
    repo: str
    revision: str


class ModelSpec(BaseModel):
    """One model: what it is, where it comes from, what it needs and what its licence allows. Data only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str
    task: Task
    engine: str
    """Name of the loader: diffusers, transformers, audiocraft, llama.cpp, minilm, soundfont ..."""
    repo: str = ""
    """Hub repository; empty when the files come with a package or the studio."""
    revision: str = ""
    package: str = ""
    """Importable package that carries the files."""
    path: str = ""
    """Where the files are: inside the package, under starter/, or an absolute folder of the person's own."""
    pipeline: str = ""
    """Class to load it with, where the engine has more than one."""
    files: tuple[str, ...] = ()
    """Patterns of the files to download; empty for all of them."""
    parts: dict[str, Part] = {}
    """Components from other repositories, by the name that the pipeline gives them."""
    dtype: Literal["auto", "float32", "float16", "bfloat16"] = "auto"
    weights_mb: int = Field(ge=0)
    working_mb: int = Field(ge=0)
    """Memory that a job takes on top of the weights at the default size."""
    offload: Literal["none", "model", "sequential"] = "none"
    licence: str
    commercial: Commercial
    """May its output be sold: yes, no, or ask (conditions apply)."""
    languages: tuple[str, ...] = ()
    cpu: bool = False
    """Whether it is usable without an accelerator."""
    defaults: dict[str, Any] = {}
    """Values the model wants for steps, guidance and the like."""
    note: str = ""

    @property
    def bytes_needed(self) -> int:
        return (self.weights_mb + self.working_mb) * MEBIBYTE


class Catalog:
    """All known models by key, and whether their files are here."""

    def __init__(self, specs: Iterable[ModelSpec], hub_cache: Path | None = None) -> None:
        self._specs = {spec.key: spec for spec in specs}
        self._hub_cache = hub_cache

    @classmethod
    def read(cls, *folders: Path, hub_cache: Path | None = None) -> Catalog:
        """Read every *.toml of the folders; a later folder wins. Raises BadInput that names the file."""
        specs = [
            spec for folder in (SHIPPED, *folders) for file in sorted(folder.glob("*.toml")) for spec in _read(file)
        ]
        return cls(specs, hub_cache)

    def __iter__(self) -> Iterator[ModelSpec]:
        return iter(self._specs.values())

    def __getitem__(self, key: str) -> ModelSpec:
        try:
            return self._specs[key]
        except KeyError:
            known = ", ".join(self._specs)
            raise NotFound(f"No model is called “{key[:40]}”.", hint=f"Known models: {known}.") from None

    def for_task(self, task: Task) -> list[ModelSpec]:
        return [spec for spec in self if spec.task == task]

    def locate(self, spec: ModelSpec) -> Path | None:
        """The file or folder with the model's files, or None when they are not on this machine."""
        if spec.package:
            return _existing(_package_folder(spec.package), spec.path)
        if not spec.repo:
            return _existing(STARTER, spec.path)
        folder = self._hub.get((spec.repo, spec.revision))
        parts = all((part.repo, part.revision) in self._hub for part in spec.parts.values())
        return folder if folder and parts and _complete(folder, spec.files) else None

    def present(self, spec: ModelSpec) -> bool:
        return self.locate(spec) is not None

    def refresh(self) -> None:
        """Look at the hub cache again, after a download or a deletion."""
        self.__dict__.pop("_hub", None)

    @cached_property
    def _hub(self) -> dict[tuple[str, str], Path]:
        from huggingface_hub import scan_cache_dir
        from huggingface_hub.errors import CacheNotFound

        try:
            cache = scan_cache_dir(self._hub_cache)
        except CacheNotFound:
            return {}
        return {(repo.repo_id, rev.commit_hash): rev.snapshot_path for repo in cache.repos for rev in repo.revisions}


def _read(file: Path) -> list[ModelSpec]:
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise _unreadable(file, str(error)) from None
    return [_entry(file, key, values) for key, values in entries.items()]


def _entry(file: Path, key: str, values: Any) -> ModelSpec:
    if not isinstance(values, dict) or "key" in values:
        raise _unreadable(file, f"“{key}” has to be a heading, [{key}], with the values of one model below it.")
    try:
        return ModelSpec(key=key, **values)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}." for problem in error.errors())
        raise _unreadable(file, f"[{key}] {' '.join(problems)}") from None


def _unreadable(file: Path, reason: str) -> BadInput:
    return BadInput(f"The catalog file {file.name} cannot be read: {reason}")


def _package_folder(package: str) -> Path | None:
    found = importlib.util.find_spec(package)
    return Path(found.origin).parent if found and found.origin else None


def _complete(folder: Path, patterns: Iterable[str]) -> bool:
    """A download that broke off leaves a folder in which some of the files are missing."""
    return all(any(folder.glob(pattern)) for pattern in patterns)


def _existing(folder: Path | None, path: str) -> Path | None:
    if folder is None:
        return None
    return full if (full := folder / path).exists() else None
