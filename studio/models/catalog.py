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

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from studio.errors import BadInput, NotFound
from studio.words import Sentence, plain, say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Task = Literal[
    "text-to-image", "text-to-video", "text-to-music", "text-generation",
    "icons", "poetry", "melody", "upscaling", "meaning", "instruments",
]  # fmt: skip
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
    weights_mb: int = Field(0, ge=0)
    """Its share of the model's weights."""

    @property
    def key(self) -> str:
        """The same for every model that it is part of."""
        return f"{self.repo}@{self.revision}"


class Defaults(BaseModel):
    """What a model wants where the person says nothing. Lengths in pixels, window in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    steps: int | None = None
    guidance_scale: float | None = None
    side: int | None = None
    """It was trained on about side x side pixels."""
    width: int | None = None
    height: int | None = None
    frames: int | None = None
    """How many it makes at a time."""
    frame_step: int = 1
    """Its decoder packs so many frames into one."""
    fps: int | None = None
    window: float | None = None
    """Seconds of sound that it hears at a time."""
    scheduler: dict[str, Any] = {}
    """Class of its solver, and what is changed of the one it comes with."""


class ModelSpec(BaseModel):
    """One model: what it is, where it comes from, what it needs and what its licence allows. Data only."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9.-]*$")
    title: str
    task: Task
    # The second name of each is what people's own files say that were written before there were runtimes.
    runtime: str = Field(validation_alias=AliasChoices("runtime", "engine"))
    """Name of the library that runs it: diffusers, transformers, audiocraft, llama.cpp, ncnn, numpy ..."""
    kind: Literal["model", "adapter"] = "model"
    """An adapter changes a model of its base and does nothing by itself."""
    base: str = ""
    """Family of the architecture, such as sd-1.5: adapters fit models of their own base."""
    place: Literal["accelerator", "system"] = "accelerator"
    """Where its weights are kept while it is loaded; small models stay in system memory whatever the accelerator."""
    repo: str = ""
    """Hub repository; empty when the files come with a package or the studio."""
    revision: str = ""
    package: str = ""
    """Importable package that carries the files."""
    path: str = ""
    """Where the files are: inside the package, under starter/, or an absolute folder of the person's own."""
    class_name: str = Field("", validation_alias=AliasChoices("class", "pipeline"))
    """Class to load it with, where the runtime has more than one."""
    files: tuple[str, ...] = ()
    """Patterns of the files to download; empty for all of them."""
    parts: dict[str, Part] = {}
    """Components from other repositories, by the name that the pipeline gives them."""
    without: tuple[str, ...] = ()
    """Components that the pipeline is loaded without: the engine does their work itself."""
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
    defaults: Defaults = Defaults()
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
            raise NotFound(say("model.unknown", key=key[:40]), hint=say("model.known", known=known)) from None

    def for_task(self, task: Task) -> list[ModelSpec]:
        return [spec for spec in self if spec.task == task and spec.kind == "model"]

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
        raise _unreadable(file, plain(error)) from None
    return [_entry(file, key, values) for key, values in entries.items()]


def _entry(file: Path, key: str, values: Any) -> ModelSpec:
    if not isinstance(values, dict) or "key" in values:
        raise _unreadable(file, say("catalog.heading", key=key))
    try:
        return ModelSpec(key=key, **values)
    except ValidationError as error:
        problems = (f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}." for problem in error.errors())
        raise _unreadable(file, plain(f"[{key}] {' '.join(problems)}")) from None


def _unreadable(file: Path, reason: Sentence) -> BadInput:
    return BadInput(say("catalog.unreadable", file=file.name, reason=reason))


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
